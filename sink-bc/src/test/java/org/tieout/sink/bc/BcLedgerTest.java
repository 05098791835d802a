package org.tieout.sink.bc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.sink.testing.LedgerDesk.amounts;
import static org.tieout.sink.testing.LedgerDesk.sums;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tieout.event.LedgerDocument;
import org.tieout.event.LedgerStatus;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.config.Flow;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.sink.Finding;
import org.tieout.runtime.sink.ItemOutcome;
import org.tieout.runtime.sink.Prepared;
import org.tieout.simulator.Simulator;
import org.tieout.simulator.SimulatorOptions;
import org.tieout.sink.testing.LedgerDesk;

/// The ledger against the simulated company over HTTP, without a broker.
class BcLedgerTest {
    private static final String FIRST = "111-0000001-0000001";
    private static final String SECOND = "111-0000002-0000002";

    private final Trade trade = new Trade("us-books", "amazon-us", "books");
    private Simulator simulator;
    private LedgerDesk desk;

    /// Avro builds records of ours only once somebody vouched for them.
    @BeforeAll
    static void trustOurRecords() {
        assertThat(AvroSerdes.inMemory()).isNotNull();
    }

    @BeforeEach
    void open() {
        simulator = Simulator.start(SimulatorOptions.builder().seed(7).build());
        desk = desk(Map.of());
    }

    private LedgerDesk desk(Map<String, String> settings) {
        return new LedgerDesk(notices -> Books.ledger(simulator, trade, settings, notices));
    }

    @AfterEach
    void close() {
        desk.close();
        simulator.close();
    }

    @Test
    void anOrderBecomesAPostedInvoiceThatClearingHasClosed() {
        desk.post(trade.invoice(FIRST, "50.00", "5.99"), trade.invoice(SECOND, "30.00", "0.00"));

        assertThat(Books.balance(simulator, "1150")).isEqualByComparingTo("85.99");
        assertThat(Books.balance(simulator, "1100")).isEqualByComparingTo("0");
        assertThat(Books.balance(simulator, "4000")).isEqualByComparingTo("-80.00");
        assertThat(Books.balance(simulator, "4010")).isEqualByComparingTo("-5.99");
        assertThat(Books.customerBalance(simulator)).isEqualByComparingTo("0");
        assertThat(Books.count(simulator, "salesInvoices", "Paid")).isEqualTo(2);
        assertThat(Books.trialBalance(simulator)).isEqualByComparingTo("0");
    }

    @Test
    void thePostedNumberIsFollowedAndTheIdStays() {
        PostingCommand invoice = trade.invoice(FIRST, "50.00", "0.00");
        desk.post(invoice);

        var posted = new Human(simulator).get("salesInvoices(" + desk.id(invoice) + ")");

        assertThat(posted.path("number").asText())
                .isEqualTo(desk.states.getFirst().getVendorNumber())
                .isNotEmpty();
        assertThat(posted.path("status").asText()).isEqualTo("Paid");
    }

    @Test
    void aSettlementUnderTheDefaultSchemeReturnsClearingToZero() {
        PostingCommand invoice = trade.invoice(FIRST, "50.00", "5.99");
        PostingCommand memo = trade.creditMemo("S1", 1, 3, FIRST, "20.00");
        PostingCommand fees = trade.fees("S1", 2, 3, "07", "5.99");
        PostingCommand payout = trade.payout("S1", 3, 3, "1000", "30.00");

        desk.post(invoice);
        desk.post(memo);
        desk.post(fees, payout);

        assertThat(Books.balance(simulator, "1000")).isEqualByComparingTo("30.00");
        assertThat(Books.balance(simulator, "1150")).isEqualByComparingTo("0");
        assertThat(Books.balance(simulator, "4100")).isEqualByComparingTo("20.00");
        assertThat(Books.balance(simulator, "6100")).isEqualByComparingTo("5.99");
        assertThat(Books.rows(simulator, "journals")).as("batches").isEqualTo(1);
        assertThat(Books.rows(simulator, "journalLines")).as("lines left").isEqualTo(0);
    }

    @Test
    void aBankAccountCardGetsTheBankLine() {
        desk.close();
        desk = desk(Map.of("bank-cards", "CHECKING=1000"));
        PostingCommand payout = trade.payout("S1", 1, 1, "CHECKING", "30.00");

        desk.post(payout);

        assertThat(Books.bankBalance(simulator)).isEqualByComparingTo("30.00");
        assertThat(sums(LedgerDesk.of(desk.readBack(), payout)))
                .isEqualTo(amounts("CHECKING", "30.00", "1150", "-30.00"));
    }

    @Test
    void paymentsSettleOpenInvoicesUnderTheOtherScheme() {
        desk.close();
        desk = desk(Map.of(Flow.BC_SCHEME, "BC-1"));
        OpenInvoices.in(simulator);
        Trade open = trade.leavingOpen();
        PostingCommand first = open.invoice(FIRST, "50.00", "5.99");
        PostingCommand second = open.invoice(SECOND, "30.00", "0.00");
        PostingCommand memo = open.creditMemo("S1", 1, 4, FIRST, "20.00");
        PostingCommand payment =
                open.payment("S1", 2, 4, List.of(Trade.applies(first, "55.99"), Trade.applies(second, "30.00")));
        PostingCommand back = open.creditRefund("S1", 3, 4, memo, "20.00");
        PostingCommand fees = open.fees("S1", 4, 4, "07", "5.00");

        desk.post(first, second, memo);
        assertThat(Books.balance(simulator, "1100")).isEqualByComparingTo("65.99");
        desk.post(payment, back);
        desk.post(fees);

        assertThat(Books.balance(simulator, "1100")).isEqualByComparingTo("0");
        assertThat(Books.customerBalance(simulator)).isEqualByComparingTo("0");
        assertThat(Books.balance(simulator, "1150")).isEqualByComparingTo("60.99");
        assertThat(Books.count(simulator, "salesInvoices", "Paid")).isEqualTo(2);
        List<LedgerDocument> read = desk.readBack();
        assertThat(sums(LedgerDesk.of(read, first)))
                .isEqualTo(amounts("1100", "55.99", "4000", "-50.00", "4010", "-5.99"));
        assertThat(sums(LedgerDesk.of(read, payment))).isEqualTo(amounts("1150", "85.99", "1100", "-85.99"));
        assertThat(sums(LedgerDesk.of(read, back))).isEqualTo(amounts("1100", "20.00", "1150", "-20.00"));
        assertThat(LedgerDesk.of(read, first).getOpen().getAmount()).isEqualByComparingTo("0");
    }

    @Test
    void readingBackSaysWhatTheCompanyPostsByAccount() {
        PostingCommand invoice = trade.invoice(FIRST, "50.00", "5.99");
        PostingCommand memo = trade.creditMemo("S1", 1, 2, SECOND, "20.00");
        PostingCommand fees = trade.fees("S1", 2, 2, "07", "3.00");
        desk.post(invoice, memo, fees);

        List<LedgerDocument> read = desk.readBack();

        assertThat(read).hasSize(3).allMatch(document -> document.getStatus() == LedgerStatus.LIVE);
        assertThat(sums(LedgerDesk.of(read, invoice)))
                .isEqualTo(amounts("1150", "55.99", "4000", "-50.00", "4010", "-5.99"));
        assertThat(sums(LedgerDesk.of(read, memo))).isEqualTo(amounts("1150", "-20.00", "4100", "20.00"));
        assertThat(sums(LedgerDesk.of(read, fees))).isEqualTo(amounts("6100", "3.00", "1150", "-3.00"));
        assertThat(LedgerDesk.of(read, invoice).getTotal().getAmount()).isEqualByComparingTo("55.99");
    }

    @Test
    void whatAPersonCancelledIsReadBackAsVoidedAndFoundAmongTheChanges() {
        PostingCommand kept = trade.invoice(FIRST, "50.00", "0.00");
        PostingCommand cancelled = trade.invoice(SECOND, "30.00", "0.00");
        desk.close();
        desk = desk(Map.of(Flow.BC_SCHEME, "BC-1"));
        OpenInvoices.in(simulator);
        desk.post(kept, cancelled);
        new Human(simulator).post("salesInvoices(" + desk.id(cancelled) + ")/Microsoft.NAV.cancel", "");

        List<LedgerDocument> read = desk.readBack();
        List<LedgerDocument> changes =
                desk.changes(simulator.clock().protocolNow().minusSeconds(60));

        assertThat(LedgerDesk.of(read, kept).getStatus()).isEqualTo(LedgerStatus.LIVE);
        assertThat(LedgerDesk.of(read, cancelled).getStatus()).isEqualTo(LedgerStatus.VOIDED);
        assertThat(LedgerDesk.of(changes, cancelled).getStatus()).isEqualTo(LedgerStatus.VOIDED);
    }

    @Test
    void aCustomersPaymentShowsInTheChanges() {
        desk.close();
        desk = desk(Map.of(Flow.BC_SCHEME, "BC-1"));
        OpenInvoices.in(simulator);
        Trade open = trade.leavingOpen();
        PostingCommand invoice = open.invoice(FIRST, "50.00", "0.00");
        desk.post(invoice);
        assertThat(LedgerDesk.of(desk.readBack(), invoice).getOpen().getAmount())
                .isEqualByComparingTo("50.00");

        desk.post(open.payment("S1", 1, 1, List.of(Trade.applies(invoice, "50.00"))));

        LedgerDocument changed =
                LedgerDesk.of(desk.changes(simulator.clock().protocolNow().minusSeconds(60)), invoice);
        assertThat(changed.getOpen().getAmount()).isEqualByComparingTo("0");
        assertThat(changed.getStatus()).isEqualTo(LedgerStatus.LIVE);
    }

    @Test
    void connectingIsOneCallAndPublishesTheListsWithThePreferencesLast() {
        desk.post(trade.invoice(FIRST, "50.00", "0.00"));

        // Token; lists; items; look, create, read, post, read.
        assertThat(simulator.calls().count("bc")).isEqualTo(1 + 1 + 1 + 5);
        assertThat(desk.data).anyMatch(data -> data.getKind().equals("account") && "1150".equals(data.getNumber()));
        assertThat(desk.data).anyMatch(data -> data.getKind().equals("account") && "CHECKING".equals(data.getNumber()));
        assertThat(desk.data).anyMatch(data -> data.getKind().equals("item") && "SKU-1".equals(data.getNumber()));
        assertThat(desk.data).anyMatch(data -> data.getKind().equals("customer"));
        assertThat(desk.data)
                .anyMatch(data ->
                        data.getKind().equals("tax-code") && data.getName().equals("NONTAXABLE"));
        assertThat(desk.data)
                .anyMatch(data -> data.getKind().equals("dimension")
                        && data.getAttributes().getOrDefault("values", "").contains("AMAZON-US"));
        int preference = desk.data.stream().map(data -> data.getKind()).toList().indexOf("preference");
        assertThat(desk.data.subList(0, preference))
                .anyMatch(data -> data.getKind().equals("dimension"));
        assertThat(desk.data.subList(0, preference))
                .anyMatch(data -> data.getKind().equals("customer"));
    }

    @Test
    void whatPeopleChangeInTheListsIsReportedAtTheNextLookAndNothingTwice() {
        desk.changes(simulator.clock().protocolNow());
        desk.data.clear();
        desk.changes(simulator.clock().protocolNow());
        assertThat(desk.data).isEmpty();

        simulator.bc().company().humanBlocksAccount("6200", true);
        desk.changes(simulator.clock().protocolNow());

        assertThat(desk.data).singleElement().satisfies(data -> {
            assertThat(data.getNumber()).isEqualTo("6200");
            assertThat(data.getActive()).isFalse();
        });
    }

    @Test
    void withoutTheOptionAMissingItemIsRefusedUntilSomebodyAddsIt() {
        desk.close();
        desk = desk(Map.of("create-missing-items", "false"));
        PostingCommand invoice = trade.invoice(FIRST, "50.00", "0.00");

        assertThat(desk.prepare(List.of(invoice)).getFirst())
                .isInstanceOfSatisfying(Prepared.Unpostable.class, unpostable -> {
                    assertThat(unpostable.code()).isEqualTo("item-missing");
                });
    }

    @Test
    void dimensionsOfTheMappingReachTheBooks() {
        PostingCommand invoice = trade.invoice(FIRST, "50.00", "5.99");
        invoice.getDocument().getLines().get(1).setDimensions(Map.of("MARKETPLACE", "AMAZON-US"));
        PostingCommand fees = trade.fees("S1", 1, 1, "07", "3.00");
        fees.getDocument().getLines().getFirst().setDimensions(Map.of("DEPARTMENT", "SALES"));
        desk.post(invoice);
        desk.post(fees);

        var lines = new Human(simulator)
                .get("salesInvoices(" + desk.id(invoice) + ")/salesInvoiceLines?$expand=dimensionSetLines")
                .path("value");
        assertThat(lines.get(1)
                        .path("dimensionSetLines")
                        .get(0)
                        .path("valueCode")
                        .asText())
                .isEqualTo("AMAZON-US");
        var entries = new Human(simulator)
                .get("generalLedgerEntries?$filter=documentNumber eq 'S1-07'&$expand=dimensionSetLines")
                .path("value");
        assertThat(entries.get(0)
                        .path("dimensionSetLines")
                        .get(0)
                        .path("valueCode")
                        .asText())
                .isEqualTo("SALES");
    }

    @Test
    void aPostingThatStandsIsAdoptedAndNotPostedTwice() {
        PostingCommand invoice = trade.invoice(FIRST, "50.00", "0.00");
        PostingCommand fees = trade.fees("S1", 1, 1, "07", "3.00");
        desk.post(invoice, fees);

        for (ItemOutcome again : desk.outcomes(List.of(invoice, fees))) {
            assertThat(again)
                    .isInstanceOfSatisfying(
                            ItemOutcome.Posted.class,
                            posted -> assertThat(posted.found()).isTrue());
        }
        assertThat(Books.balance(simulator, "1150")).isEqualByComparingTo("47.00");
        assertThat(desk.find(List.of(invoice, fees))).allMatch(Finding.Found.class::isInstance);
    }

    @Test
    void anotherDocumentUnderTheSameNumberIsNotPostedBeside() {
        desk.prepare(List.of(trade.invoice(SECOND, "1.00", "0.00")));
        new Human(simulator)
                .post(
                        "salesInvoices",
                        "{\"customerNumber\":\"AMZ-US\",\"externalDocumentNumber\":\"" + FIRST
                                + "\",\"salesInvoiceLines\":[{\"lineType\":\"Item\",\"lineObjectNumber\":\"SKU-1\","
                                + "\"quantity\":1,\"unitPrice\":50}]}");

        assertThat(desk.outcome(trade.invoice(FIRST, "50.00", "0.00")))
                .isInstanceOfSatisfying(ItemOutcome.Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo("duplicate-reference");
                });
        assertThat(Books.rows(simulator, "salesInvoices")).isEqualTo(1);
    }

    @Test
    void oneDocumentsRefusalIsItsOwnAndItsNeighboursArePosted() {
        simulator.bc().company().humanAllowsPosting(java.util.Optional.of(Trade.DATE), java.util.Optional.empty());
        PostingCommand good = trade.invoice(FIRST, "50.00", "0.00");
        PostingCommand early = trade.invoice(SECOND, "30.00", "0.00");
        early.getDocument().setDate(Trade.DATE.minusDays(5));
        PostingCommand goodFees = trade.fees("S1", 1, 2, "07", "1.00");
        PostingCommand earlyFees = trade.fees("S1", 2, 2, "06", "2.00");
        earlyFees.getDocument().setDate(Trade.DATE.minusDays(5));

        List<ItemOutcome> outcomes = desk.outcomes(List.of(good, early, goodFees, earlyFees));

        assertThat(outcomes.get(0)).isInstanceOf(ItemOutcome.Posted.class);
        assertThat(outcomes.get(1)).isInstanceOf(ItemOutcome.Refused.class);
        assertThat(outcomes.get(2)).isInstanceOf(ItemOutcome.Posted.class);
        assertThat(outcomes.get(3)).isInstanceOf(ItemOutcome.Refused.class);
        assertThat(Books.balance(simulator, "6100")).isEqualByComparingTo("1.00");
    }

    @Test
    void aDraftWhoseTotalIsAnotherStaysADraftUntilSomebodyCorrectsIt() {
        PostingCommand invoice = trade.invoice(FIRST, "50.00", "0.00");
        desk.prepare(List.of(invoice));
        var batch = desk.batch(List.of(invoice));
        var tampered = new org.tieout.runtime.sink.Batch(
                "t",
                List.of(new org.tieout.runtime.sink.Batch.Member(
                        invoice, batch.members().getFirst().body().replace("50.00", "49.99"))));

        assertThat(desk.ledger.post(tampered).getFirst()).isInstanceOfSatisfying(ItemOutcome.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo("draft-differs");
            assertThat(refused.reason()).contains("49.99").contains("50.00");
        });
        assertThat(Books.count(simulator, "salesInvoices", "Draft")).isEqualTo(1);
        assertThat(Books.balance(simulator, "4000")).isEqualByComparingTo("0");

        var human = new Human(simulator);
        var draft = human.get("salesInvoices?$expand=salesInvoiceLines")
                .path("value")
                .get(0);
        human.patch(
                "salesInvoices(" + draft.path("id").asText() + ")/salesInvoiceLines("
                        + draft.path("salesInvoiceLines").get(1).path("id").asText() + ")",
                "{\"unitPrice\":50.00}");
        desk.post(invoice);
        assertThat(Books.rows(simulator, "salesInvoices")).isEqualTo(1);
    }
}
