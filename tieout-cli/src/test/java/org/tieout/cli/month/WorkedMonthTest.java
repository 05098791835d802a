package org.tieout.cli.month;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tieout.cli.ExitCode;
import org.tieout.cli.running.TopicReader;
import org.tieout.cli.status.StatusReport;
import org.tieout.cli.testing.Await;
import org.tieout.cli.testing.Command;
import org.tieout.cli.testing.TestSystem;
import org.tieout.cli.testing.TradingPair;
import org.tieout.cli.up.Node;
import org.tieout.cli.up.ServiceName;
import org.tieout.event.OrderVersion;
import org.tieout.schemas.Topics;
import org.tieout.simulator.amazon.Settlement;
import org.tieout.simulator.amazon.SettlementFile;
import org.tieout.simulator.amazon.SettlementStyle;
import org.tieout.simulator.qbo.company.Document;

/// The month of docs/concepts/a-month.md, whose figures are checked here: a row that cannot be read, a report that is a
/// cent off, a settlement that
/// does not come, an order that comes late and one that cannot be invoiced, a fee that was mapped wrong, and a report
/// that Amazon makes again. At each stage `tieout status` says what is the matter and what to do; in the end it says
/// that nothing needs a person, and nothing was plugged.
final class WorkedMonthTest {

    private static final String ADVERTISING = "6200";
    private static final String PROMOTION_FEES = "6210";
    private static final Path PAGE = Path.of("..", "docs", "concepts", "a-month.md");
    private static final Pattern AMAZON_MARK = Pattern.compile("[✓…–]( +(tied-out|reissued|inconsistent))$");
    private static final Pattern TIME_OF_DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:]+\\.\\d+Z");

    private final TestSystem system;
    private final Node services;
    private final TradingPair pair = TradingPair.start("month", 71);
    private final Settlement first = pair.seller().settlements().get(0);
    private final Settlement second = pair.seller().settlements().get(1);
    private final Settlement third = pair.seller().settlements().get(2);
    private final String sku = someSku();
    private final String late = lateOrder();
    private final Set<String> seen = new HashSet<>();

    WorkedMonthTest() throws IOException {
        system = TestSystem.start(Files.createTempDirectory("month"));
        services = Node.start(system.kafka(), Optional.empty(), system.data(), EnumSet.allOf(ServiceName.class));
    }

    @AfterEach
    void stop() {
        services.close();
        system.close();
        pair.close();
    }

    @Test
    void aMonthOfTroublesEndsExplainedWithoutOnePlug(@TempDir Path files) throws IOException {
        pair.unmap("item", sku);
        pair.seller().hideOrder(late);
        pair.seller().withhold(second.id());
        pair.seller().breakCell(third.id(), 5, "amount", "12#.50");
        system.join(pair);

        theFirstSettlementIsPostedAndEverythingElseIsNamed();
        theUnmappedOrdersAreInvoicedOnceTheirItemIsKnown();
        theReportThatDoesNotAddUpGivesWayToTheRightFile(files);
        theMissingSettlementIsMissedUntilItComes();
        theLateRecordAddsNothing();
        theRemappedFeeMovesByJournals();
        theReissuedReportIsComparedAndCorrected();
        everythingIsExplained();
        thePageShowsWhatWasSeen();
    }

    private void theFirstSettlementIsPostedAndEverythingElseIsNamed() throws IOException {
        system.awaitState(pair, "tied-out", List.of(first.id()));
        await("the broken row is told", () -> alerts().anyMatch(alert -> alert.contains("12#.50")));
        var status = status("1-what-is-open");

        assertThat(status.exitCode()).isEqualTo(ExitCode.NEEDS_A_PERSON.code());
        assertThat(status.out())
                .contains("settlement " + third.id() + " has rows that cannot be read")
                .contains("row 10, column amount, value \"12#.50\"")
                .contains("tieout import FILE --flow FLOW")
                .contains("mapping item:" + sku + " is missing")
                .contains("Add item:" + sku + " to the mapping of month, then run `tieout apply`.")
                .contains("paid before it could be invoiced");
        assertThat(settlements())
                .extracting(StatusReport.Settlement::settlementId)
                .containsExactly(first.id());
        assertThat(pair.company().balance("1155"))
                .as("what was received for orders that wait is what status lists as paid before")
                .isEqualByComparingTo("-110.64")
                .isEqualByComparingTo(open(difference -> difference.note().startsWith("paid before")));
        assertThat(invoices(late)).as("made from the settlement's rows").isEqualTo(1);
        assertThat(differences()).extracting(StatusReport.Difference::orderId).doesNotContain(late);
        assertThat(pair.company().balance("1000")).isEqualByComparingTo(cents(first.headerTotal()));
    }

    private void theUnmappedOrdersAreInvoicedOnceTheirItemIsKnown() throws IOException {
        pair.map("item," + sku + ",,,," + sku + ",,,");
        system.apply();

        await(
                "nothing is parked and 1155 is zero",
                () -> system.parked(pair).isEmpty()
                        && pair.company().balance("1155").signum() == 0);
        awaitPosted();
        assertThat(status("2-orders-mapped").out())
                .doesNotContain("item:" + sku)
                .doesNotContain("paid before it could be invoiced");
    }

    private void theReportThatDoesNotAddUpGivesWayToTheRightFile(Path files) throws IOException {
        pair.seller().alterRow(third.id(), 3, 1, false);
        pair.seller().reissue(third.id());
        system.awaitState(pair, "inconsistent", List.of(third.id()));
        await("the first report is left", () -> alerts().noneMatch(alert -> alert.contains("12#.50")));
        var status = status("3-a-cent-off");
        assertThat(status.exitCode()).isEqualTo(ExitCode.NEEDS_A_PERSON.code());
        assertThat(status.out())
                .contains("Settlement " + third.id()
                        + " is inconsistent: check 1 (lines): header less rows is -0.01 USD.")
                .contains("Nothing of it is posted.");
        assertThat(pair.company().documents())
                .as("nothing of it is in the books")
                .noneMatch(this::isOfThird);

        pair.seller().alterRow(third.id(), 3, -1, false);
        var file = Files.write(files.resolve(third.id() + ".txt"), SettlementFile.render(third, SettlementStyle.us()));
        var imported = tieout("import", file.toString(), "--flow", pair.flow());
        assertThat(imported.exitCode()).as(imported.err()).isZero();
        system.awaitState(pair, "tied-out", List.of(third.id()));
    }

    private void theMissingSettlementIsMissedUntilItComes() throws IOException {
        await("the gap is told", () -> alerts().anyMatch(alert -> alert.contains("is missing")));
        var status = status("4-a-settlement-missing");
        assertThat(status.exitCode()).isEqualTo(ExitCode.NEEDS_A_PERSON.code());
        assertThat(status.out())
                .contains("between settlement " + first.id() + ", which ended at 2026-09-14")
                .contains("and settlement " + third.id() + ", which starts at 2026-09-28");
        assertThat(pair.company().balance("2310"))
                .as("the third settlement took over a debt that no settlement read left")
                .isEqualByComparingTo("236.39")
                .isEqualByComparingTo(cents(-second.headerTotal()));

        pair.seller().release(second.id());
        system.awaitState(pair, "tied-out", ids());
        await("the gap is over", () -> alerts().findAny().isEmpty());
        assertThat(pair.company().balance("2310")).isZero();
        assertThat(status("5-it-came").exitCode()).isZero();
    }

    private void theLateRecordAddsNothing() {
        var before = pair.company().documents().size();
        pair.seller().showOrder(late);
        await("the order's record is read", () -> {
            try (var topics = TopicReader.of(system.kafka())) {
                return topics.values(Topics.AMAZON_ORDERS, OrderVersion.class).stream()
                        .anyMatch(order -> order.getOrderId().equals(late));
            }
        });
        awaitPosted();
        assertThat(invoices(late)).isEqualTo(1);
        assertThat(pair.company().documents()).hasSize(before);
    }

    private void theRemappedFeeMovesByJournals() throws IOException {
        var advertising = pair.company().balance(ADVERTISING);
        var promotion = pair.company().balance(PROMOTION_FEES);
        assertThat(advertising).isEqualByComparingTo("1018.02");
        pair.map("account,FEE.ADS,,,," + PROMOTION_FEES + ",,,");
        system.apply();

        var shown = replay(first.id());
        assertThat(shown.exitCode()).isEqualTo(ExitCode.NEEDS_A_PERSON.code());
        assertThat(shown.out()).contains("6200 Advertising").contains("6210 Promotion fees");
        keep("6-replay", shown);
        assertThat(pair.company().balance(ADVERTISING))
                .as("showing posts nothing")
                .isEqualByComparingTo(advertising);

        var reposted = replay("--from", "2026-09-01", "--to", "2026-10-31", "--repost");
        keep("7-repost", reposted);
        assertThat(reposted.exitCode()).as(reposted.out()).isZero();
        awaitPosted();
        system.awaitState(pair, "tied-out", ids());
        assertThat(pair.company().balance(ADVERTISING)).isZero();
        assertThat(pair.company().balance(PROMOTION_FEES))
                .isEqualByComparingTo("1028.22")
                .isEqualByComparingTo(promotion.add(advertising));
        assertThat(replay("--from", "2026-09-01", "--to", "2026-10-31", "--repost")
                        .out())
                .contains("nothing differs");
    }

    private void theReissuedReportIsComparedAndCorrected() throws IOException {
        pair.seller().alterRow(first.id(), row("Storage Fee"), -250, true);
        pair.seller().alterRow(first.id(), row("Subscription Fee"), 250, true);
        pair.seller().reissue(first.id());
        system.awaitState(pair, "reissued", List.of(first.id()));
        var status = status("8-reissued");
        assertThat(status.exitCode()).isEqualTo(ExitCode.NEEDS_A_PERSON.code());
        assertThat(status.out())
                .contains("settlement " + first.id() + " was reissued with other content after it was posted")
                .contains("tieout replay " + first.id());

        var shown = replay(first.id());
        keep("9-replay-reissued", shown);
        assertThat(shown.exitCode()).isEqualTo(ExitCode.NEEDS_A_PERSON.code());
        assertThat(shown.out()).contains("6120 Storage").contains("6150 Subscriptions");
        assertThat(replay(first.id(), "--repost").exitCode()).isZero();
        awaitPosted();
        system.awaitState(pair, "tied-out", ids());
    }

    private void everythingIsExplained() throws IOException {
        await("nothing is open", () -> alerts().findAny().isEmpty());
        await(
                "Amazon's summaries are read",
                () -> settlements().stream()
                        .allMatch(settlement -> settlement.controls().stream()
                                .anyMatch(control -> control.name().equals("amazon-summary")
                                        && control.state().equals("green"))));
        var status = status("10-the-end");
        assertThat(status.out()).contains("Nothing needs a person.");
        assertThat(status.exitCode()).isZero();
        assertThat(settlements())
                .hasSize(3)
                .allSatisfy(settlement -> assertThat(settlement.checks())
                        .hasSize(5)
                        .allMatch(check -> check.state().equals("green")));
        var books = pair.company();
        assertThat(books.trialBalance()).isZero();
        assertThat(books.balance("1000"))
                .as("bank is what was paid out")
                .isEqualByComparingTo("1824.79")
                .isEqualByComparingTo(cents(pair.seller().settlements().stream()
                        .mapToLong(Settlement::headerTotal)
                        .filter(total -> total > 0)
                        .sum()));
        assertThat(books.balance("1145")).as("undeposited").isZero();
        assertThat(books.balance("1160")).as("held back by the last").isEqualByComparingTo("94.52");
        assertThat(books.balance("1180")).as("charged to the card").isEqualByComparingTo("-236.39");
        assertThat(books.balance("2310")).as("owed to Amazon").isZero();
        assertThat(books.balance("2320")).as("accrued").isZero();
        assertThat(books.balance("1155"))
                .as("unapplied is what status lists as received without an invoice")
                .isZero()
                .isEqualByComparingTo(open(difference -> new BigDecimal(difference.open()).signum() < 0));
        assertThat(openOfSettledOrders())
                .as("what settled orders still owe is what status lists, order by order")
                .isEqualTo(listedOpen());
        try (var topics = TopicReader.of(system.kafka())) {
            assertThat(new NoPlugs(Map.of("FEE.ADS", PROMOTION_FEES)).violations(pair, topics))
                    .isEmpty();
            assertThat(new NoPlugs(Map.of()).violations(pair, topics))
                    .as("a fee on another account than its mapping's is seen")
                    .hasSize(2);
        }
    }

    /// Every line in a grey box of the page, but commands, was printed; times of day are left out there.
    private void thePageShowsWhatWasSeen() throws IOException {
        var boxed = false;
        var shown = new ArrayList<String>();
        for (var line : Files.readAllLines(PAGE)) {
            if (line.equals("```")) {
                boxed = !boxed;
            } else if (boxed && !line.startsWith("$ ")) {
                shown.add(line);
            }
        }
        assertThat(shown).hasSizeGreaterThan(20).allMatch(line -> seen.contains(withoutTimes(line)));
    }

    /// By order, from the company's invoices and memos of orders that settlements name.
    private Map<String, BigDecimal> openOfSettledOrders() {
        var settled = pair.seller().settlements().stream()
                .flatMap(settlement -> settlement.rows().stream())
                .map(row -> row.subject().orderId())
                .collect(Collectors.toSet());
        return pair.company().documents().stream()
                .filter(document ->
                        document.state().equals("live") && document.open().isPresent())
                .filter(document -> document.docNumber().isPresent())
                .filter(document ->
                        settled.contains(orderOf(document.docNumber().get())))
                .filter(document -> document.open().get().signum() != 0)
                .collect(Collectors.toMap(
                        document -> orderOf(document.docNumber().get()),
                        document -> document.key().type().apiName().equals("Invoice")
                                ? document.open().get().setScale(2)
                                : document.open().get().negate().setScale(2),
                        BigDecimal::add));
    }

    private Map<String, BigDecimal> listedOpen() {
        return differences().stream()
                .filter(difference -> new BigDecimal(difference.open()).signum() > 0)
                .collect(Collectors.toMap(
                        StatusReport.Difference::orderId,
                        difference -> new BigDecimal(difference.open()).setScale(2),
                        (left, right) -> left));
    }

    /// An invoice's number is the order's, with what tells a second one behind it.
    private static String orderOf(String number) {
        return number.length() > 19 ? number.substring(0, 19) : number;
    }

    private long invoices(String orderId) {
        return pair.company().documents().stream()
                .filter(document -> document.key().type().apiName().equals("Invoice"))
                .filter(document -> document.docNumber().orElse("").startsWith(orderId))
                .count();
    }

    private boolean isOfThird(Document document) {
        return document.privateNote().orElse("").contains(third.id());
    }

    private int row(String description) {
        var rows = pair.seller().settlement(first.id()).orElseThrow().rows();
        for (var i = 0; i < rows.size(); i++) {
            if (rows.get(i).amountDescription().equals(description)) {
                return i;
            }
        }
        throw new AssertionError("no row " + description);
    }

    private String someSku() {
        return pair.seller()
                .order(ordinary().getFirst())
                .orElseThrow()
                .lines()
                .getFirst()
                .product()
                .sku();
    }

    /// An order that can be invoiced without its record: nothing of the unmapped SKU is in it.
    private String lateOrder() {
        return ordinary().stream()
                .filter(id -> pair.seller().order(id).orElseThrow().lines().stream()
                        .noneMatch(line -> line.product().sku().equals(sku)))
                .findFirst()
                .orElseThrow();
    }

    /// Orders sold in the first settlement that are named by no other, nor by a refund, and in no way untidy.
    private List<String> ordinary() {
        var untidy = pair.seller().untidyOrders(first.marketplace()).values();
        return first.rows().stream()
                .filter(row -> row.transactionType().equals("Order"))
                .map(row -> row.subject().orderId())
                .distinct()
                .filter(Predicate.not(untidy::contains))
                .filter(id -> pair.seller().settlements().stream()
                        .flatMap(settlement -> settlement.rows().stream())
                        .filter(row -> row.subject().orderId().equals(id))
                        .allMatch(row -> row.transactionType().equals("Order")
                                && first.rows().contains(row)))
                .toList();
    }

    private List<String> ids() {
        return List.of(first.id(), second.id(), third.id());
    }

    private List<StatusReport.Settlement> settlements() {
        return system.settlements(pair);
    }

    private List<StatusReport.Difference> differences() {
        return settlements().stream()
                .flatMap(settlement -> settlement.orderDifferences().stream())
                .toList();
    }

    private BigDecimal open(Predicate<StatusReport.Difference> which) {
        return differences().stream()
                .filter(which)
                .map(difference -> new BigDecimal(difference.open()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private Stream<String> alerts() {
        var alerts = system.status().report().path("alerts");
        return StreamSupport.stream(alerts.spliterator(), false)
                .map(alert -> alert.path("message").asText());
    }

    private void awaitPosted() {
        await("every command is posted", () -> system.openPostings(pair) == 0);
    }

    private void await(String what, BooleanSupplier condition) {
        Await.until(what, condition, () -> tieout("status").out());
    }

    private Command replay(String... what) {
        var arguments = new ArrayList<>(List.of("replay"));
        arguments.addAll(List.of(what));
        return tieout(arguments.toArray(String[]::new));
    }

    private Command tieout(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", system.data().root().toString()));
        return Command.run(all.toArray(String[]::new));
    }

    private Command status(String stage) throws IOException {
        var status = tieout("status");
        keep(stage, status);
        return status;
    }

    /// What the page in docs/concepts shows of each stage is copied from these files.
    private void keep(String stage, Command command) throws IOException {
        command.out().lines().map(WorkedMonthTest::withoutTimes).forEach(seen::add);
        var directory = Files.createDirectories(Path.of("target", "worked-month"));
        Files.writeString(directory.resolve(stage + ".txt"), command.out());
    }

    /// Neither the time of day nor how soon Amazon's own totals were read is the same in every run.
    private static String withoutTimes(String line) {
        var timeless = TIME_OF_DAY.matcher(line).replaceAll("…").stripTrailing();
        return AMAZON_MARK.matcher(timeless).replaceAll("?$1");
    }

    private static BigDecimal cents(long minor) {
        return BigDecimal.valueOf(minor, 2);
    }
}
