package org.tieout.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tieout.event.DocumentKind;
import org.tieout.event.PostingCommand;
import org.tieout.event.Sale;
import org.tieout.event.SalesDocumentKind;
import org.tieout.event.SalesDocumentVersion;
import org.tieout.event.SourceKind;
import org.tieout.schemas.Target;

/// Deals of a CRM, by each route: one sale each, whatever comes in whatever order.
class DealTopologyTest {

    private static final String PARKED = "us-books|DEAL|" + Crm.DEAL;
    private static final String ACCOUNT = "0D000000000040008000000000000004";

    private final MapperHarness mapper = new MapperHarness(Target.BC);

    @AfterEach
    void close() {
        mapper.close();
    }

    private MapperHarness crm() {
        return crm(Map.of());
    }

    private MapperHarness crm(Map<String, String> options) {
        return mapper.mapping("item", "MUG", "1000")
                .flow(null, "INVOICE", options)
                .crm(Crm.account("Contoso", 3));
    }

    private static SalesDocumentVersion won() {
        return Crm.opportunity("WON", 10).line("MUG", "2", "12.50").build();
    }

    private static SalesDocumentVersion accepted() {
        return Crm.quote("WON", 11).line("MUG", "2", "12.50").build();
    }

    private static SalesDocumentVersion submitted() {
        return Crm.order("SUBMITTED", 12).line("MUG", "2", "12.50").build();
    }

    private List<PostingCommand> sales() {
        return mapper.commands.stream()
                .filter(command -> command.getDocument().getKind() != DocumentKind.CUSTOMER)
                .toList();
    }

    private List<PostingCommand> customers() {
        return mapper.commands.stream()
                .filter(command -> command.getDocument().getKind() == DocumentKind.CUSTOMER)
                .toList();
    }

    private Sale sale() {
        return Objects.requireNonNull(sales().getLast().getDocument().getSale());
    }

    private static List<String> lines(Sale sale) {
        return sale.getLines().stream()
                .map(line -> line.getKind() + " " + line.getNumber() + " "
                        + line.getQuantity().stripTrailingZeros().toPlainString() + " x "
                        + line.getUnitPrice().stripTrailingZeros().toPlainString())
                .toList();
    }

    private String reason() {
        return Objects.requireNonNull(mapper.parked.get(PARKED)).getReason();
    }

    @Test
    void aWonOpportunityWithoutAQuoteIsACustomerAndAnOrder() {
        crm().deal(won());

        assertThat(mapper.commands)
                .extracting(PostingCommand::getPostingId)
                .containsExactly(
                        "us-books/customer/" + ACCOUNT + "/customer/r1", "us-books/deal/" + Crm.DEAL + "/sale/r1");
        var customer =
                Objects.requireNonNull(customers().getFirst().getDocument().getCustomerReference());
        assertThat(customer.getNumber()).isEqualTo("A-100");
        assertThat(customer.getCountry()).isEqualTo("DE");
        var command = sales().getFirst();
        assertThat(command.getSourceKind()).isEqualTo(SourceKind.DEAL);
        assertThat(command.getSequence() + " of " + command.getOf()).isEqualTo("1 of 1");
        assertThat(command.getDocument().getKind()).isEqualTo(DocumentKind.SALES_ORDER);
        assertThat(command.getDocument().getReference()).isEqualTo(Crm.DEAL);
        assertThat(command.getDocument().getDate()).hasToString("2026-10-02");
        assertThat(sale().getCustomerPosting()).isEqualTo("us-books/customer/" + ACCOUNT + "/customer/r1");
        assertThat(sale().getApproved()).isFalse();
        assertThat(lines(sale())).containsExactly("ITEM 1000 2 x 12.5");
        assertThat(sale().getTotal()).isEqualTo(MapperHarness.usd("25"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OQR", "ORQ", "QOR", "QRO", "ROQ", "RQO"})
    void opportunityQuoteAndOrderOfOneDealAreOneSaleInWhateverOrderTheyCome(String order) {
        crm();

        for (var each : order.split("")) {
            var version = each.equals("O") ? won() : each.equals("Q") ? accepted() : submitted();
            mapper.deal(version).deal(version);
        }

        assertThat(sales()).hasSize(1);
        assertThat(sales().getFirst().getSourceId()).isEqualTo(Crm.DEAL);
        assertThat(mapper.parked).doesNotContainKey(PARKED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"QR", "RQ"})
    void aQuoteAndItsOrderWithoutAnOpportunityAreOneDeal(String order) {
        crm();
        for (var each : order.split("")) {
            mapper.deal(
                    each.equals("Q")
                            ? Crm.quote("WON", 11)
                                    .line("MUG", "2", "12.50")
                                    .of(null, null)
                                    .build()
                            : Crm.order("SUBMITTED", 12)
                                    .line("MUG", "2", "12.50")
                                    .of(null, Crm.QUOTE)
                                    .build());
        }

        assertThat(sales()).extracting(PostingCommand::getSourceId).containsExactly("0B000000000040008000000000000002");
    }

    private static @Nullable SalesDocumentKind basis(PostingCommand command) {
        var sale = command.getDocument().getSale();
        return sale == null ? null : sale.getBasis();
    }

    @Test
    void aMoreAdvancedRecordThatSaysOtherThingsAmendsAtOnce() {
        crm().deal(won())
                .deal(Crm.order("SUBMITTED", 12).line("MUG", "3", "12.50").build());

        assertThat(sales()).hasSize(2);
        assertThat(sales())
                .extracting(DealTopologyTest::basis)
                .containsExactly(SalesDocumentKind.OPPORTUNITY, SalesDocumentKind.ORDER);
        assertThat(sales().getLast().getPostingId()).endsWith("/sale/r2");
        assertThat(sales().getLast().getDocument().getCorrects())
                .isEqualTo(sales().getFirst().getPostingId());
        assertThat(mapper.audit)
                .filteredOn(step -> step.getStep().equals("amended"))
                .singleElement()
                .satisfies(step ->
                        assertThat(step.getMessage()).contains("2 x 12.5 = 25.00 USD becomes 3 x 12.5 = 37.50 USD"));
    }

    @Test
    void discountsFreightAndTaxAreLinesThatComeToTheSourcesTotal() {
        crm().mapping("deal", "write-in", "account:40100")
                .mapping("deal", "line-discount", "account:41000")
                .mapping("deal", "discount", "account:41100")
                .mapping("deal", "freight", "item:FREIGHT")
                .mapping("unit", "Dozen", "DZ")
                .deal(Crm.order("SUBMITTED", 12)
                        .line("MUG", "3", "12.50", "0.50", "2", "6.46")
                        .unit("dozen")
                        .line(null, "1", "80", "0", "0", "0")
                        .whole("10", "5", "7.50")
                        .build());

        assertThat(lines(sale()))
                .containsExactly(
                        "ITEM 1000 3 x 12.5",
                        "ACCOUNT 41000 1 x -3.5",
                        "ACCOUNT 40100 1 x 80",
                        "ACCOUNT 41100 1 x -15.7",
                        "ITEM FREIGHT 1 x 7.5");
        assertThat(sale().getLines().getFirst().getUnit()).isEqualTo("DZ");
        assertThat(sale().getTax()).isEqualTo(MapperHarness.usd("6.46"));
        assertThat(sale().getTotal()).isEqualTo(MapperHarness.usd("112.26"));
    }

    @Test
    void everyMissingKeyIsNamedAtOnceAndTheLastThatComesFreesTheDeal() {
        mapper.flow()
                .crm(Crm.account("Contoso", 3, "Deutschland"))
                .mapping("item", "MUG", "1000")
                .deal(Crm.order("SUBMITTED", 12)
                        .line("MUG", "2", "12.50", "0", "1", "0")
                        .unit("Dozen")
                        .line(null, "1", "80")
                        .whole("0", "0", "5")
                        .with(document -> document.setPaymentTerms("1").setShippingMethod("2"))
                        .build());

        var missing = Objects.requireNonNull(mapper.parked.get(PARKED)).getMissing();
        assertThat(missing)
                .containsExactly(
                        "country:Deutschland",
                        "deal:freight",
                        "deal:line-discount",
                        "deal:write-in",
                        "shipment:2",
                        "terms:1",
                        "unit:Dozen");
        assertThat(mapper.openAlerts()).hasSize(7);
        assertThat(statuses()).containsExactly("Held ORDER");

        mapper.mapping("country", "deutschland", "DE")
                .mapping("deal", "freight", "account:1")
                .mapping("deal", "line-discount", "account:2")
                .mapping("deal", "write-in", "account:3")
                .mapping("shipment", "2", "-")
                .mapping("terms", "1", "30D");
        assertThat(mapper.commands).isEmpty();
        mapper.mapping("unit", "Dozen", "DZ");

        assertThat(mapper.commands).hasSize(2);
        assertThat(sale().getPaymentTerms()).isEqualTo("30D");
        assertThat(sale().getShipmentMethod()).isNull();
        assertThat(mapper.openAlerts()).isEmpty();
        assertThat(mapper.parked).containsEntry(PARKED, null);
    }

    private List<String> statuses() {
        return mapper.statuses.stream()
                .map(command -> Objects.requireNonNull(command.getDocument().getStatusUpdate()))
                .map(update -> update.getStatus() + " " + update.getTable())
                .toList();
    }

    @Test
    void whatDoesNotAddUpIsHeldWithBothFigures() {
        crm().deal(Crm.order("SUBMITTED", 12)
                .line("MUG", "2", "12.50")
                .totalOffBy("0.02")
                .build());

        assertThat(sales()).isEmpty();
        assertThat(reason()).contains("25.00").contains("25.02");
        assertThat(mapper.openAlerts()).containsExactly("deal|us-books|" + Crm.DEAL);

        mapper.deal(Crm.order("SUBMITTED", 13).line("MUG", "2", "12.50").build());
        assertThat(sales()).hasSize(1);
        assertThat(mapper.openAlerts()).isEmpty();
        assertThat(mapper.parked).containsEntry(PARKED, null);
    }

    @Test
    void aDealWithoutLinesIsHeldUnlessTheFlowSellsItsValue() {
        var bare = Crm.opportunity("WON", 10)
                .with(document -> document.setValue(MapperHarness.usd("1200")))
                .build();
        crm().deal(bare);
        assertThat(sales()).isEmpty();
        assertThat(reason()).contains("has no lines");

        mapper.mapping("deal", "without-lines", "item:SERVICE")
                .flow(null, "INVOICE", Map.of("deal-without-lines", "single-line", "deal-document", "invoice"));

        assertThat(lines(sale())).containsExactly("ITEM SERVICE 1 x 1200");
        assertThat(sales().getLast().getDocument().getKind()).isEqualTo(DocumentKind.SALES_INVOICE);
    }

    @Test
    void aPersonWithoutAnAccountIsTheCustomerAndOneWithAnAccountIsNot() {
        mapper.mapping("item", "MUG", "1000")
                .flow()
                .deal(Crm.order("SUBMITTED", 12)
                        .line("MUG", "2", "12.50")
                        .with(document -> document.setCustomerKind("contact").setCustomerId(Crm.CONTACT))
                        .build());
        assertThat(reason()).contains("waits for contact " + Crm.CONTACT);

        mapper.crm(Crm.contact(null));

        var reference =
                Objects.requireNonNull(customers().getFirst().getDocument().getCustomerReference());
        assertThat(reference.getKind()).isEqualTo("contact");
        assertThat(reference.getNumber()).matches("CRM-[0-9A-F]{16}");
        assertThat(mapper.parked).containsEntry(PARKED, null);
        assertThat(mapper.openAlerts()).isEmpty();
    }

    @Test
    void aContactsAccountIsTheCustomer() {
        crm().crm(Crm.contact(Crm.ACCOUNT))
                .deal(Crm.order("SUBMITTED", 12)
                        .line("MUG", "2", "12.50")
                        .with(document -> document.setCustomerKind("contact").setCustomerId(Crm.CONTACT))
                        .build());

        assertThat(sale().getCustomerNumber()).isEqualTo("A-100");
    }

    @Test
    void aRenamedAccountIsToldOnceAndMakesNoSecondSale() {
        crm().deal(won())
                .crm(Crm.account("Contoso GmbH", 4))
                .crm(Crm.account("Contoso GmbH", 5))
                .crm(Crm.account("Contoso", 3));

        assertThat(customers())
                .extracting(PostingCommand::getPostingId)
                .hasSize(2)
                .last()
                .asString()
                .endsWith("/r2");
        assertThat(customers().getLast().getDocument().getCorrects())
                .isEqualTo(customers().getFirst().getPostingId());
        assertThat(customers().toString()).doesNotContain("Contoso");
        assertThat(sales()).hasSize(1);
    }

    @Test
    void aCustomerThatAPersonMappedNeedsNotBePostedBeforeTheSale() {
        crm().mapping("customer", ACCOUNT, "C-77").deal(won());

        assertThat(sale().getCustomerNumber()).isEqualTo("C-77");
        assertThat(sale().getCustomerPosting()).isNull();
        assertThat(Objects.requireNonNull(customers().getFirst().getDocument().getCustomerReference())
                        .getMapped())
                .isTrue();
    }

    @Test
    void twoAccountsOfOneNumberAreTwoCustomers() {
        var other = "1d000000-0000-4000-8000-000000000004";
        crm().deal(won())
                .crm(Crm.namesake(other))
                .deal(Crm.order("SUBMITTED", 12)
                        .line("MUG", "1", "12.50")
                        .of(null, null)
                        .with(document -> document.setCustomerId(other))
                        .build());

        assertThat(sales()).hasSize(2);
        assertThat(sale().getCustomerNumber()).startsWith("CRM-");
    }

    @Test
    void aCustomersChangeThatLacksACountryWaitsForItAlone() {
        crm().deal(won()).crm(Crm.account("Contoso GmbH", 4, "Deutschland"));
        assertThat(customers()).hasSize(1);
        assertThat(mapper.openAlerts()).containsExactly("missing|us-books|country:Deutschland");

        mapper.mapping("country", "Deutschland", "DE");

        assertThat(customers()).hasSize(2);
        assertThat(mapper.openAlerts()).isEmpty();
        assertThat(mapper.parked).containsEntry("us-books|CUSTOMER|" + ACCOUNT, null);
    }

    @Test
    void lostOpenAndCanceledDealsAreNotSold() {
        crm().deal(Crm.opportunity("LOST", 10).line("MUG", "2", "12.50").build())
                .deal(Crm.quote("ACTIVE", 11).line("MUG", "2", "12.50").build())
                .deal(Crm.order("CANCELED", 12).line("MUG", "2", "12.50").build());
        assertThat(mapper.commands).isEmpty();

        mapper.deal(Crm.opportunity("WON", 13).line("MUG", "2", "12.50").build());
        assertThat(mapper.commands).as("a canceled order says no").isEmpty();
    }

    @Test
    void dealsClosedBeforeTheCutOverAreLeftAlone() {
        mapper.mapping("item", "MUG", "1000")
                .flow("2026-10-03")
                .crm(Crm.account("Contoso", 3))
                .deal(won());

        assertThat(mapper.commands).isEmpty();
        assertThat(mapper.parked).isEmpty();
    }

    @Test
    void aFlowThatComesLaterSellsWhatIsThereOnce() {
        mapper.mapping("item", "MUG", "1000").crm(Crm.account("Contoso", 3)).deal(won());
        assertThat(mapper.commands).isEmpty();

        mapper.flow().flow().mapping("item", "MUG", "2000", 4).flow();

        assertThat(sales()).hasSize(1);
        assertThat(mapper.parked).doesNotContainKey(PARKED);
    }

    @Test
    void aProductWithoutARowIsTheItemOfItsNumberWhenTheListsHaveIt() {
        mapper.flow().crm(Crm.account("Contoso", 3)).deal(won());
        assertThat(reason()).contains("lists were not read yet");
        assertThat(mapper.openAlerts()).isEmpty();

        mapper.listed("item", "HAT", "Inventory", true).listed("preference", "preference", "", true);
        settle();
        assertThat(Objects.requireNonNull(mapper.parked.get(PARKED)).getMissing())
                .containsExactly("item:MUG");
        assertThat(reason()).endsWith("cannot be sold, nothing of it is commanded: item 'MUG' is not in the ledger");

        mapper.listed("item", "MUG", "Inventory", true);
        settle();
        assertThat(lines(sale())).containsExactly("ITEM MUG 2 x 12.5");
        assertThat(mapper.parked).containsEntry(PARKED, null);
    }

    /// Lists are looked at when nothing came for a while.
    private void settle() {
        for (var second = 0; second < 3; second++) {
            mapper.later(Duration.ofSeconds(1));
        }
    }

    @Test
    void ownersAndDimensionsGoAlongWhereTheyAreMapped() {
        crm().mapping("representative", "0F000000000040008000000000000006", "JR")
                .mapping("dimension", "channel", "CRM")
                .deal(won());

        assertThat(sale().getRepresentative()).isEqualTo("JR");
        assertThat(sale().getLines().getFirst().getDimensions()).isEqualTo(Map.of("channel", "CRM"));
        assertThat(sale().getLines().getFirst().getAmount().getAmount()).isEqualByComparingTo(new BigDecimal("25"));
    }
}
