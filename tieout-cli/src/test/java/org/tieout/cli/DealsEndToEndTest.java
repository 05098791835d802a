package org.tieout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tieout.cli.running.TopicReader;
import org.tieout.cli.testing.Await;
import org.tieout.cli.testing.CentralBooks;
import org.tieout.cli.testing.Command;
import org.tieout.cli.testing.DealPair;
import org.tieout.cli.testing.SharedSystem;
import org.tieout.cli.testing.TestSystem;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;
import org.tieout.event.PostingStatus;
import org.tieout.schemas.Topics;
import org.tieout.simulator.http.Json;

/// Deals of a CRM through the whole system into Business Central, and what became of them back: real broker, real
/// registry, real HTTP against both vendors' stand-ins.
final class DealsEndToEndTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration ALL_OF_IT = Duration.ofDays(2);

    /// Those that end with something sold; the others are lost, deleted, or a value without a product.
    private static final List<String> SOLD = List.of(
            "won-without-quote",
            "quote-converted",
            "quote-accepted",
            "order-direct",
            "write-in",
            "discounts",
            "freight-and-tax",
            "reopened",
            "renamed",
            "person-as-customer");

    private final TestSystem system = SharedSystem.get();

    @Test
    void aDealWonByAnyRouteStandsOnceAndIsShownToWhoSoldIt() {
        try (var pair = DealPair.start("deals-routes")) {
            system.join(pair);
            pair.pass(ALL_OF_IT);
            awaitDrafts(pair, SOLD.size() - 1);
            sellsWithTax(pair);
            awaitDrafts(pair, SOLD.size());
            assertThat(central(pair))
                    .as("nothing is in the books before approval")
                    .allSatisfy(document -> assertThat(document.entries()).isEmpty());
            awaitShown(pair, "Ordered", SOLD);

            var approved = approve(pair, "--all");

            assertThat(approved.exitCode()).as(approved.out() + approved.err()).isZero();
            awaitShown(pair, "Posted", SOLD);
            standsOnce(pair);
            var paid = pair.shown("order-direct").path("new_bcinvoicenumber").asText();
            pair.accountant().receives(paid, total(pair, "order-direct"), LocalDate.of(2026, 11, 20), "1000");
            awaitShown(pair, "Paid", List.of("order-direct"));
            assertThat(system.parked(pair))
                    .singleElement()
                    .satisfies(held -> assertThat(held.sourceId()).isEqualTo(pair.dealId("without-lines")));
            assertThat(pair.shown("without-lines").path("new_bcstatus").asText())
                    .isEqualTo("Held");
            assertThat(pair.central().trialBalance()).isZero();
            itsStoryIsTold(pair, "quote-converted");
            system.leave(pair);
        }
    }

    /// By the number of the order, or by the GUID of the opportunity it began with: the records as they were read, the
    /// customer, the sale and what the CRM was told.
    private void itsStoryIsTold(DealPair pair, String route) {
        var record = pair.deal(route);
        var byNumber = system.audit(leadingNumber(record));
        var byDeal = system.audit(record.path("deal").asText());

        assertThat(byDeal.path("entries")).isEqualTo(byNumber.path("entries"));
        assertThat(byNumber.path("kind").asText()).isEqualTo("deal");
        assertThat(byNumber.path("entries").findValuesAsText("step"))
                .contains("read", "commanded", "mapped", "drafted", "approved", "posted", "read-back");
        assertThat(byNumber.path("entries").findValuesAsText("text"))
                .anyMatch(text ->
                        text.startsWith("opportunity " + record.path("deal").asText()))
                .anyMatch(text -> text.startsWith("order " + leadingNumber(record)) && text.contains("submitted"));
        assertThat(byNumber.path("postings"))
                .filteredOn(posting -> posting.path("postingId").asText().startsWith(pair.flow() + "/"))
                .extracting(posting -> posting.path("kind").asText())
                .contains("customer", "sales-order", "status-update");
    }

    private static String leadingNumber(JsonNode deal) {
        return deal.path("records").findParents("number").stream()
                .filter(record -> record.path("id").equals(deal.path("leadingId")))
                .map(record -> record.path("number").asText())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whateverBecomesOfWebhooksAndTokensTheEndIsTheSame() {
        try (var pair = DealPair.start("deals-hooks").with("deal-approval", "automatic")) {
            system.join(pair);
            pair.registerWebhooks();
            pair.people("webhooks/lose", Json.object().put("count", 3));
            pair.people("webhooks/double", Json.object().put("count", 4));
            pair.people("webhooks/reorder", Json.object());
            pair.pass(Duration.ofHours(12));
            // The change tracking's tokens end after seven days: everything is read again from the start.
            pair.simulator().advanceWorld(Duration.ofDays(8));
            pair.pass(ALL_OF_IT);
            Await.until(
                    "the deal with tax is refused",
                    PATIENCE,
                    () -> count(pair, PostingStatus.REFUSED) == 1,
                    () -> system.describe(pair));
            sellsWithTax(pair);
            awaitShown(pair, "Posted", SOLD);
            standsOnce(pair);
            system.leave(pair);
        }
    }

    @Test
    void aRenamedCustomerIsRenamedAndAnEditOfSomebodyElseIsNotOverwritten() {
        try (var pair = DealPair.start("deals-names")) {
            system.join(pair);
            pair.advance("renamed");
            awaitDrafts(pair, 1);
            assertThat(customer(pair, "C-1010")).isEqualTo("Juniper Mill");

            pair.advance("renamed");

            Await.until(
                    "the customer is renamed",
                    PATIENCE,
                    () -> customer(pair, "C-1010").equals("Juniper Mill Trading"),
                    () -> system.describe(pair));
            var id = pair.central().id("customers", "number", "C-1010");
            pair.accountant().edits("customers", id, Json.object().put("city", "Albany"));
            pair.people(
                    "rename",
                    Json.object()
                            .put("id", accountOf(pair, "Juniper Mill Trading"))
                            .put("name", "Juniper Mill Group"));
            Await.until(
                    "somebody is told",
                    PATIENCE,
                    () -> system.status().report().path("alerts").toString().contains("city"),
                    () -> system.describe(pair));
            assertThat(customer(pair, "C-1010")).isEqualTo("Juniper Mill Trading");
            system.leave(pair);
        }
    }

    @Test
    void aDealThatIsReopenedAndWonAgainIsAmendedOnceAPersonSaysSo() {
        try (var pair = DealPair.start("deals-again")) {
            system.join(pair);
            pair.advance("reopened");
            awaitDrafts(pair, 1);
            var before = central(pair).getFirst();
            pair.advance("reopened");
            pair.advance("reopened");
            var deal = pair.dealId("reopened");
            Await.until(
                    "a change is proposed",
                    PATIENCE,
                    () -> approve(pair).out().matches("(?s).*changed in the CRM.*12.*"),
                    () -> approve(pair).out() + system.describe(pair));

            var careless = approve(pair, deal);
            assertThat(careless.exitCode()).isEqualTo(1);
            assertThat(careless.err()).contains("--amendment").contains("--as-drafted");
            var taken = approve(pair, deal, "--amendment");
            assertThat(taken.exitCode()).as(taken.out() + taken.err()).isZero();
            Await.until(
                    "the draft is as the deal is now",
                    PATIENCE,
                    () -> isDraft(pair, deal + "/sale/r2"),
                    () -> system.describe(pair));
            assertThat(central(pair))
                    .as("never a second order")
                    .singleElement()
                    .satisfies(document -> assertThat(document.externalNumber()).isEqualTo(before.externalNumber()));
            var approved = approve(pair, deal);
            assertThat(approved.exitCode()).as(approved.out() + approved.err()).isZero();
            awaitShown(pair, "Posted", List.of("reopened"));
            assertThat(central(pair))
                    .singleElement()
                    .satisfies(document ->
                            assertThat(document.entries().get("1100")).isEqualByComparingTo(total(pair, "reopened")));
            system.leave(pair);
        }
    }

    private Command approve(DealPair pair, String... what) {
        return Command.run(Stream.concat(
                        Stream.of(
                                "approve",
                                "--flow",
                                pair.flow(),
                                "--data",
                                system.data().root().toString()),
                        Stream.of(what))
                .toArray(String[]::new));
    }

    /// Its customer has no tax area in the company yet: what the ledger computes is not what was sold. A person gives
    /// it one, and has the posting tried again.
    private void sellsWithTax(DealPair pair) {
        var deal = pair.dealId("freight-and-tax");
        Await.until(
                "the tax differs",
                PATIENCE,
                () -> count(pair, PostingStatus.REFUSED) == 1,
                () -> system.describe(pair));
        pair.accountant()
                .edits(
                        "customers",
                        pair.central().id("customers", "number", "C-1007"),
                        Json.object()
                                .put("taxLiable", true)
                                .put("taxAreaId", pair.central().id("taxAreas", "code", "TAXED")));
        // An order has taken over what its customer was when it was made: the retry makes it anew.
        var retried = Command.run(
                "retry",
                deal.toLowerCase(Locale.ROOT),
                "--data",
                system.data().root().toString());
        assertThat(retried.exitCode()).as(retried.out() + retried.err()).isZero();
    }

    /// Each deal is one posted invoice of its total, and nothing else is there.
    private static void standsOnce(DealPair pair) {
        var documents = central(pair);
        assertThat(documents)
                .extracting(CentralBooks.Document::externalNumber)
                .containsExactlyInAnyOrderElementsOf(
                        SOLD.stream().map(pair::dealId).toList());
        for (var route : SOLD) {
            assertThat(documents)
                    .filteredOn(document -> document.externalNumber().equals(pair.dealId(route)))
                    .singleElement()
                    .satisfies(document -> {
                        assertThat(document.type()).isEqualTo("salesInvoices");
                        assertThat(document.entries().get("1100")).as(route).isEqualByComparingTo(total(pair, route));
                        assertThat(pair.shown(route).path("new_bcinvoicenumber").asText())
                                .as(route)
                                .isEqualTo(document.number());
                    });
        }
    }

    /// What the customer is to pay, as the CRM has it.
    private static BigDecimal total(DealPair pair, String route) {
        var deal = pair.deal(route);
        for (var record : deal.path("records")) {
            if (record.path("id").equals(deal.path("leadingId"))) {
                return new BigDecimal(record.path("totalamount").asText());
            }
        }
        throw new AssertionError(route + " has no record that leads");
    }

    private static List<CentralBooks.Document> central(DealPair pair) {
        return pair.central().documents().stream()
                .filter(document -> !document.type().equals("journal"))
                .toList();
    }

    private static String customer(DealPair pair, String number) {
        return pair.central().text("customers", "number", number, "displayName");
    }

    private static String accountOf(DealPair pair, String name) {
        for (var customer : pair.crm().path("customers")) {
            if (customer.path("name").asText().equals(name)) {
                return customer.path("id").asText();
            }
        }
        throw new AssertionError("no account " + name);
    }

    private void awaitShown(DealPair pair, String status, List<String> routes) {
        Await.until(
                "the CRM shows " + status + " on " + routes,
                PATIENCE,
                () -> routes.stream()
                        .allMatch(route ->
                                pair.shown(route).path("new_bcstatus").asText().equals(status)),
                () -> Stream.concat(
                                routes.stream().map(route -> route + " " + pair.shown(route)),
                                Stream.of(told(pair), system.describe(pair)))
                        .toList());
    }

    /// Which record was told what, for messages.
    private String told(DealPair pair) {
        try (var topics = TopicReader.of(system.kafka())) {
            return topics.values(Topics.POSTING_COMMANDS_DYNAMICS_SALES, PostingCommand.class).stream()
                    .filter(command -> command.getFlow().equals(pair.flow()))
                    .map(command -> "\n  " + command.getPostingId() + " "
                            + command.getDocument().getStatusUpdate())
                    .collect(Collectors.joining());
        }
    }

    private void awaitDrafts(DealPair pair, int count) {
        Await.until(
                count + " drafts wait",
                PATIENCE,
                () -> states(pair).stream().filter(DealsEndToEndTest::isDraft).count() == count,
                () -> system.describe(pair));
    }

    private boolean isDraft(DealPair pair, String posting) {
        return states(pair).stream().anyMatch(state -> state.getPostingId().endsWith(posting) && isDraft(state));
    }

    private static boolean isDraft(PostingState state) {
        return state.getStatus() == PostingStatus.WAITING && state.getVendorId() != null;
    }

    private long count(DealPair pair, PostingStatus status) {
        return states(pair).stream()
                .filter(state -> state.getStatus() == status)
                .count();
    }

    private List<PostingState> states(DealPair pair) {
        try (var topics = TopicReader.of(system.kafka())) {
            return topics.table(pair.vendor().state(), PostingState.class).values().stream()
                    .filter(state -> state.getFlow().equals(pair.flow()))
                    .toList();
        }
    }
}
