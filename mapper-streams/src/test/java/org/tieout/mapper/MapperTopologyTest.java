package org.tieout.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tieout.event.Alert;
import org.tieout.event.DocumentKind;
import org.tieout.event.LedgerDocument;
import org.tieout.event.LedgerStatus;
import org.tieout.event.SettlementState;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.service.Failpoints;

class MapperTopologyTest {

    private static final String ORDER = "111-0000000-0000001";
    private static final String OTHER = "111-0000000-0000002";
    private static final String PRINCIPAL = "Order|ItemPrice|Principal";
    private static final String COMMISSION = "Order|ItemFees|Commission";

    private final MapperHarness mapper = new MapperHarness();

    @AfterEach
    void close() {
        mapper.close();
    }

    private MapperHarness oneOrderSettled() {
        return mapper.mapping("item", "SKU-1", "Widget")
                .flow()
                .order(ORDER, "SKU-1", "50.00", 1, "2026-09-02T18:00:00Z")
                .settlement("900", "42.50")
                .row(PRINCIPAL, ORDER, "SKU-1", "50.00")
                .row(COMMISSION, ORDER, "SKU-1", "-7.50")
                .close();
    }

    @Test
    void aShippedOrderIsInvoicedOnceHoweverOftenItIsRead() {
        mapper.mapping("item", "SKU-1", "Widget")
                .flow()
                .order(ORDER, "SKU-1", "50.00", 0, "2026-09-01T18:00:00Z")
                .order(ORDER, "SKU-1", "50.00", 1, "2026-09-02T18:00:00Z")
                .order(ORDER, "SKU-1", "50.00", 1, "2026-09-02T18:00:00Z")
                .order(ORDER, "SKU-1", "50.00", 0, "2026-09-01T18:00:00Z");

        assertThat(mapper.kinds()).containsExactly("INVOICE " + ORDER);
        assertThat(mapper.commands.getFirst().getMappingVersion()).isEqualTo(3);
    }

    @Test
    void aSettlementPaysTheInvoiceAndDepositsTheHeadersTotal() {
        oneOrderSettled();

        assertThat(mapper.kinds()).containsExactly("INVOICE " + ORDER, "CUSTOMER_PAYMENT 900-09-1", "DEPOSIT 900");
        assertThat(mapper.checks("900")).isEqualTo("GGPPG");
    }

    @Test
    void itIsTiedOutOnceTheLedgerIsReadToHoldEveryDocument() {
        oneOrderSettled().readBackAll(UnaryOperator.identity());

        assertThat(mapper.checks("900")).isEqualTo("GGGGG");
        assertThat(mapper.tieOut("900").getState()).isEqualTo(SettlementState.TIED_OUT);
    }

    @Test
    void onlyWhatASettlementsProofNeedsIsCountedForIt() {
        oneOrderSettled()
                .settlement("901", "-30.00")
                .row("Refund|ItemPrice|Principal", ORDER, "SKU-1", "-30.00")
                .close()
                .readBackAll(UnaryOperator.identity());

        for (var settlement : List.of("900", "901")) {
            var tieOut = mapper.tieOut(settlement);
            assertThat(tieOut.getDocumentsRead()).as(settlement).isEqualTo(tieOut.getDocuments());
            assertThat(tieOut.getState()).isEqualTo(SettlementState.TIED_OUT);
        }
    }

    @Test
    void oneCentInTheLedgerTurnsExactlyTheLedgerCheckRed() {
        oneOrderSettled()
                .readBackAll(document -> document.getKind() == DocumentKind.INVOICE ? centMore(document) : document);

        assertThat(mapper.checks("900")).isEqualTo("GGRPG");
        assertThat(mapper.tieOut("900").getChecks().get(2).getFindings())
                .singleElement()
                .asString()
                .contains(ORDER)
                .contains("account 4000 holds -49.99 USD, planned -50.00 USD");
    }

    @Test
    void aVoidedDocumentReopensTheTieOutAndIsNotPostedAgain() {
        oneOrderSettled().readBackAll(UnaryOperator.identity());
        var commands = mapper.commands.size();

        mapper.readBackAll(document -> document.getKind() == DocumentKind.DEPOSIT
                ? LedgerDocument.newBuilder(document)
                        .setStatus(LedgerStatus.VOIDED)
                        .build()
                : document);

        assertThat(mapper.tieOut("900").getState()).isEqualTo(SettlementState.NOT_TIED_OUT);
        assertThat(mapper.commands).hasSize(commands);
    }

    @Test
    void aRecordThatChangesAfterItWasInvoicedIsInvoicedOnTopAndShown() {
        oneOrderSettled()
                .readBackAll(UnaryOperator.identity())
                .order(ORDER, "SKU-1", "50.01", 1, "2026-09-20T18:00:00Z");

        assertThat(mapper.kinds()).hasSize(4).endsWith("INVOICE " + ORDER + "-2");
        assertThat(mapper.checks("900")).isEqualTo("GGGGG");
        assertThat(mapper.tieOut("900").getOrderDifferences())
                .singleElement()
                .extracting(difference -> difference.getOpen().getAmount().toPlainString())
                .isEqualTo("0.0100");
    }

    @Test
    void oneCentByWhichARecordNeverAgreedTurnsExactlyTheOrderCheckRed() {
        mapper.mapping("item", "SKU-1", "Widget")
                .flow()
                .settlement("900", "50.00")
                .row(PRINCIPAL, ORDER, "SKU-1", "50.00")
                .close()
                .readBackAll(UnaryOperator.identity())
                .order(ORDER, "SKU-1", "50.01", 1, "2026-09-20T18:00:00Z");

        assertThat(mapper.checks("900")).isEqualTo("GGGGR");
        assertThat(mapper.kinds()).hasSize(3);
    }

    @Test
    void oneCentInARowTurnsExactlyTheLineCheckRedAndPostsNothing() {
        mapper.flow()
                .settlement("900", "-7.50")
                .row(COMMISSION, ORDER, "SKU-1", "-7.51")
                .close();

        assertThat(mapper.commands).isEmpty();
        assertThat(mapper.checks("900")).isEqualTo("RPPPP");
        assertThat(mapper.tieOut("900").getState()).isEqualTo(SettlementState.INCONSISTENT);
    }

    @Test
    void anUnknownRowTypeParksThatSettlementAndTheMappingReleasesIt() {
        oneOrderSettled()
                .settlement("901", "-1.00")
                .row("other-transaction|other-transaction|Quantum Levy", null, null, "-1.00")
                .close();

        assertThat(Objects.requireNonNull(mapper.parked.get("us-books|SETTLEMENT|901"))
                        .getMissing())
                .containsExactly("row-type:other-transaction|other-transaction|Quantum Levy");
        assertThat(mapper.kinds()).contains("DEPOSIT 900").doesNotContain("DEPOSIT 901");
        assertThat(mapper.openAlerts())
                .containsExactly("missing|us-books|row-type:other-transaction\\pother-transaction\\pQuantum Levy");

        mapper.mapping("row-type", "other-transaction|other-transaction|quantum*", "FEE.REFERRAL");

        assertThat(mapper.openAlerts()).isEmpty();
        assertThat(mapper.kinds()).contains("DEPOSIT 901");
        assertThat(mapper.parked).containsEntry("us-books|SETTLEMENT|901", null);
    }

    @Test
    void anUnmappedSkuHoldsItsOrderNotItsSettlement() {
        mapper.mapping("item", "SKU-1", "Widget")
                .flow()
                .order(ORDER, "SKU-1", "50.00", 1, "2026-09-02T18:00:00Z")
                .order(OTHER, "SKU-2", "20.00", 1, "2026-09-02T18:00:00Z")
                .settlement("900", "70.00")
                .row(PRINCIPAL, ORDER, "SKU-1", "50.00")
                .row(PRINCIPAL, OTHER, "SKU-2", "20.00")
                .close()
                .readBackAll(UnaryOperator.identity());

        assertThat(mapper.tieOut("900").getState()).isEqualTo(SettlementState.TIED_OUT);
        assertThat(Objects.requireNonNull(mapper.parked.get("us-books|ORDER|" + OTHER))
                        .getMissing())
                .containsExactly("item:SKU-2");

        mapper.mapping("item", "SKU-2", "Gadget");

        assertThat(mapper.kinds()).endsWith("INVOICE " + OTHER, "CUSTOMER_PAYMENT " + OTHER + "P1");
        assertThat(mapper.parked).containsEntry("us-books|ORDER|" + OTHER, null);
        assertThat(balance("1155")).isEqualTo("0.0000");
    }

    @Test
    void aMissingRowIsOneAlertHoweverManyWaitForIt() {
        mapper.flow()
                .order(ORDER, "SKU-1", "50.00", 1, "2026-09-02T18:00:00Z")
                .order(OTHER, "SKU-1", "20.00", 1, "2026-09-02T18:00:00Z");
        assertThat(mapper.openAlerts()).containsExactly("missing|us-books|item:SKU-1");

        mapper.mapping("item", "SKU-1", "Widget");

        assertThat(mapper.alertsWritten).extracting(Alert::getResolved).containsExactly(false, true);
    }

    @Test
    void whatOneSettlementLeftOpenIsClosedByTheNext() {
        mapper.mapping("item", "SKU-1", "Widget")
                .flow()
                .order(ORDER, "SKU-1", "50.00", 1, "2026-09-02T18:00:00Z")
                .settlement("900", "30.00")
                .row(PRINCIPAL, ORDER, "SKU-1", "30.00")
                .close();
        assertThat(mapper.tieOut("900").getOrderDifferences())
                .singleElement()
                .extracting(difference -> difference.getOpen().getAmount().toPlainString())
                .isEqualTo("20.0000");

        mapper.settlement("901", "20.00")
                .row(PRINCIPAL, ORDER, "SKU-1", "20.00")
                .close();

        assertThat(mapper.tieOut("900").getOrderDifferences()).isEmpty();
        assertThat(mapper.tieOut("901").getOrderDifferences()).isEmpty();
    }

    @Test
    void theSameContentUnderTheSameIdIsReadOnce() {
        oneOrderSettled();
        var commands = mapper.commands.size();

        mapper.settlement("900", "42.50")
                .row(PRINCIPAL, ORDER, "SKU-1", "50.00")
                .row(COMMISSION, ORDER, "SKU-1", "-7.50")
                .close();

        assertThat(mapper.commands).hasSize(commands);
    }

    @Test
    void otherContentUnderTheSameIdIsShownAndNeverPostedOver() {
        oneOrderSettled();
        var commands = mapper.commands.size();

        mapper.new Settlement("900", "41.50", "another hash")
                .row(PRINCIPAL, ORDER, "SKU-1", "49.00")
                .row(COMMISSION, ORDER, "SKU-1", "-7.50")
                .close();

        assertThat(mapper.commands).hasSize(commands);
        assertThat(mapper.tieOut("900").getState()).isEqualTo(SettlementState.REISSUED);
    }

    @Test
    void aCorrectedReportReplacesOneThatDidNotAddUp() {
        mapper.flow()
                .settlement("900", "-7.50")
                .row(COMMISSION, ORDER, "SKU-1", "-7.51")
                .close();

        mapper.new Settlement("900", "-7.50", "corrected")
                .row(COMMISSION, ORDER, "SKU-1", "-7.50")
                .close();

        assertThat(mapper.kinds()).containsExactly("DEPOSIT 900");
        assertThat(mapper.parked).containsEntry("us-books|SETTLEMENT|900", null);
        assertThat(mapper.openAlerts()).isEmpty();
    }

    @Test
    void aSettlementThatIsNeverClosedIsSeenToBeOpen() {
        mapper.flow().settlement("900", "-7.50").row(COMMISSION, ORDER, "SKU-1", "-7.50");

        assertThat(mapper.tieOut("900").getState()).isEqualTo(SettlementState.OPENED);
        assertThat(mapper.checks("900")).isEqualTo("PPPPP");
    }

    @Test
    void aFlowThatWasTakenOutPlansNothingMore() {
        mapper.mapping("item", "SKU-1", "Widget").flow().withoutFlow();

        mapper.order(ORDER, "SKU-1", "50.00", 1, "2026-09-02T18:00:00Z");

        assertThat(mapper.commands).isEmpty();
    }

    @Test
    void aFlowThatComesLaterPlansWhatIsAlreadyThere() {
        mapper.mapping("item", "SKU-1", "Widget")
                .order(ORDER, "SKU-1", "50.00", 1, "2026-09-02T18:00:00Z")
                .settlement("900", "50.00")
                .row(PRINCIPAL, ORDER, "SKU-1", "50.00")
                .close();
        assertThat(mapper.commands).isEmpty();

        mapper.flow();

        assertThat(mapper.kinds()).containsExactly("INVOICE " + ORDER, "CUSTOMER_PAYMENT 900-09-1", "DEPOSIT 900");
    }

    @Test
    void whatShippedBeforeTheCutOverIsNotInvoicedAgain() {
        mapper.mapping("item", "SKU-1", "Widget")
                .flow("2026-09-05")
                .order(ORDER, "SKU-1", "50.00", 1, "2026-09-02T18:00:00Z")
                .order(OTHER, "SKU-1", "20.00", 1, "2026-09-06T18:00:00Z")
                .settlement("900", "70.00")
                .row(PRINCIPAL, ORDER, "SKU-1", "50.00")
                .row(PRINCIPAL, OTHER, "SKU-1", "20.00")
                .close();

        assertThat(mapper.kinds()).containsExactly("INVOICE " + OTHER, "CUSTOMER_PAYMENT 900-09-1", "DEPOSIT 900");
        assertThat(balance("1155")).isEqualTo("-50.0000");
        assertThat(mapper.checks("900")).isEqualTo("GGPPG");
    }

    @Test
    void aSettlementThatEndedBeforeTheCutOverIsLeftAlone() {
        mapper.flow("2026-10-01")
                .settlement("900", "-7.50")
                .row(COMMISSION, ORDER, "SKU-1", "-7.50")
                .close();

        assertThat(mapper.commands).isEmpty();
        assertThat(mapper.tieOuts).isEmpty();
    }

    @Test
    void everyCommandCarriesThePlansHashAndItsPlaceInThePlan() {
        oneOrderSettled();
        var settlement = mapper.commands.subList(1, 3);

        assertThat(settlement)
                .extracting(command -> command.getSequence() + "/" + command.getOf())
                .containsExactly("1/2", "2/2");
        assertThat(settlement)
                .extracting(command -> command.getPlanHash())
                .containsOnly(settlement.getFirst().getPlanHash());
    }

    @Test
    void theTopologyIsTheOneWeReleased() throws IOException {
        var described = MapperTopology.build(AvroSerdes.inMemory(), Failpoints.none())
                .describe()
                .toString();

        assertThat(withStoresSorted(described))
                .isEqualTo(withStoresSorted(Files.readString(Path.of("src/test/resources/topology.txt"))));
    }

    /// A processor's stores are a set; everything else of a description has its order.
    private static String withStoresSorted(String description) {
        return Pattern.compile("stores: \\[(.*?)]")
                .matcher(description)
                .replaceAll(stores -> "stores: "
                        + Stream.of(stores.group(1).split(", ")).sorted().toList());
    }

    private String balance(String account) {
        return mapper.commands.stream()
                .flatMap(command -> command.getDocument().getLines().stream())
                .filter(line -> line.getAccount().equals(account))
                .map(line -> line.getAmount().getAmount())
                .reduce(java.math.BigDecimal.ZERO.setScale(4), java.math.BigDecimal::add)
                .toPlainString();
    }

    private static LedgerDocument centMore(LedgerDocument document) {
        var lines = new java.util.ArrayList<>(document.getLines());
        lines.set(1, MapperHarness.plus(lines.get(1), "0.01"));
        return LedgerDocument.newBuilder(document).setLines(List.copyOf(lines)).build();
    }
}
