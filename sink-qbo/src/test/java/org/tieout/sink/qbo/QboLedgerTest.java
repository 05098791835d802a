package org.tieout.sink.qbo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.sink.testing.LedgerDesk.amounts;
import static org.tieout.sink.testing.LedgerDesk.sums;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tieout.event.LedgerDocument;
import org.tieout.event.LedgerStatus;
import org.tieout.event.MasterData;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.sink.Finding;
import org.tieout.runtime.sink.ItemOutcome;
import org.tieout.runtime.sink.Prepared;
import org.tieout.simulator.Simulator;
import org.tieout.simulator.SimulatorOptions;
import org.tieout.simulator.http.Fault;
import org.tieout.simulator.qbo.schema.EntityType;
import org.tieout.sink.testing.LedgerDesk;

/// The ledger against the simulated company, without a broker.
class QboLedgerTest {
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
        desk = desk(true);
    }

    private LedgerDesk desk(boolean createItems) {
        return new LedgerDesk(notices -> Books.ledger(simulator, "books", "us-books", createItems, notices));
    }

    @AfterEach
    void close() {
        desk.close();
        simulator.close();
    }

    @Test
    void aSettlementBecomesInvoicesMemosAPaymentAndADepositThatIsTheBankLine() {
        PostingCommand first = trade.invoice("111-0000001-0000001", "50.00", "5.99");
        PostingCommand second = trade.invoice("111-0000002-0000002", "30.00", "0.00");
        PostingCommand memo = trade.creditMemo("S1", 1, 3, "111-0000001-0000001", "20.00");
        PostingCommand payment = trade.payment(
                "S1",
                2,
                3,
                List.of(Trade.applies(first, "55.99"), Trade.applies(second, "30.00"), Trade.applies(memo, "-20.00")));
        PostingCommand deposit = trade.deposit("S1", 3, 3, List.of(Trade.applies(payment, "65.99")), "9.87");

        desk.post(first, second, memo);
        desk.post(payment);
        desk.post(deposit);

        var company = simulator.qbo().company();
        assertThat(company.balance("1000")).isEqualByComparingTo("56.12");
        assertThat(company.balance("1100")).isEqualByComparingTo("0");
        assertThat(company.balance("1145")).isEqualByComparingTo("0");
        assertThat(company.documents(EntityType.DEPOSIT)).hasSize(1);
        assertThat(company.documents(EntityType.DEPOSIT).getFirst().total()).isEqualByComparingTo("56.12");
        assertThat(company.trialBalance()).isEqualByComparingTo("0");
    }

    @Test
    void readingBackSaysWhatTheCompanyPostsByAccount() {
        PostingCommand invoice = trade.invoice("111-0000001-0000001", "50.00", "5.99");
        PostingCommand payment = trade.payment("S1", 1, 3, List.of(Trade.applies(invoice, "55.99")));
        PostingCommand journal = trade.journal("S1", 2, 3, "3.00");
        PostingCommand deposit = trade.deposit("S1", 3, 3, List.of(Trade.applies(payment, "55.99")), "5.99");
        desk.post(invoice);
        desk.post(payment, journal);
        desk.post(deposit);

        List<LedgerDocument> read = desk.readBack();

        assertThat(read).hasSize(4).allMatch(document -> document.getStatus() == LedgerStatus.LIVE);
        assertThat(sums(LedgerDesk.of(read, invoice)))
                .isEqualTo(amounts("1100", "55.99", "4000", "-50.00", "4010", "-5.99"));
        assertThat(sums(LedgerDesk.of(read, payment))).isEqualTo(amounts("1145", "55.99", "1100", "-55.99"));
        assertThat(sums(LedgerDesk.of(read, journal))).isEqualTo(amounts("6100", "3.00", "2320", "-3.00"));
        assertThat(sums(LedgerDesk.of(read, deposit)))
                .isEqualTo(amounts("1000", "50.00", "1145", "-55.99", "6100", "5.99"));
        assertThat(LedgerDesk.of(read, invoice).getOpen().getAmount()).isEqualByComparingTo("0");
    }

    @Test
    void whatAPersonDeletedIsReadBackAsDeletedAndWhatWasVoidedAsVoided() {
        PostingCommand gone = trade.invoice("111-0000001-0000001", "50.00", "0.00");
        PostingCommand voided = trade.invoice("111-0000002-0000002", "30.00", "0.00");
        desk.post(gone, voided);
        var company = simulator.qbo().company();
        company.humanDelete(EntityType.INVOICE, desk.id(gone));
        company.humanVoid(EntityType.INVOICE, desk.id(voided));

        List<LedgerDocument> read = desk.readBack();

        assertThat(LedgerDesk.of(read, gone).getStatus()).isEqualTo(LedgerStatus.DELETED);
        assertThat(LedgerDesk.of(read, voided).getStatus()).isEqualTo(LedgerStatus.VOIDED);
    }

    @Test
    void laterChangesAreFoundByTheChangeFeed() {
        PostingCommand invoice = trade.invoice("111-0000001-0000001", "50.00", "0.00");
        desk.post(invoice);
        simulator.qbo().company().humanVoid(EntityType.INVOICE, desk.id(invoice));

        List<LedgerDocument> changes =
                desk.changes(simulator.clock().protocolNow().minusSeconds(60));

        assertThat(changes).hasSize(1);
        assertThat(changes.getFirst().getStatus()).isEqualTo(LedgerStatus.VOIDED);
    }

    @Test
    void whatPeopleChangeInTheListsIsReportedAtTheNextLookAndNothingTwice() {
        look();
        String fees = desk.data.stream()
                .filter(data -> "6200".equals(data.getNumber()))
                .map(MasterData::getId)
                .findFirst()
                .orElseThrow();
        desk.data.clear();
        look();
        assertThat(desk.data).isEmpty();

        simulator.qbo().company().inactivate(EntityType.ACCOUNT, fees);
        look();

        assertThat(desk.data).singleElement().satisfies(data -> {
            assertThat(data.getId()).isEqualTo(fees);
            assertThat(data.getActive()).isFalse();
        });
    }

    private void look() {
        var _ = desk.changes(simulator.clock().protocolNow().minusSeconds(60));
    }

    @Test
    void connectingIsOneCallAndPublishesTheLists() {
        desk.post(trade.invoice("111-0000001-0000001", "50.00", "0.00"));

        // Lists, then items and customer, then the invoice; the token apart.
        assertThat(simulator.calls().count("qbo", "batch")).isEqualTo(2);
        assertThat(simulator.calls().count("qbo", "createInvoice")).isEqualTo(1);
        assertThat(desk.data).anyMatch(data -> data.getKind().equals("account") && "1000".equals(data.getNumber()));
        assertThat(desk.data)
                .anyMatch(
                        data -> data.getKind().equals("item") && data.getName().equals("SKU-1"));
        assertThat(desk.data).anyMatch(data -> data.getKind().equals("customer"));
    }

    @Test
    void withoutTheOptionAMissingItemIsRefusedWithWhatToDo() {
        desk.close();
        desk = desk(false);

        Prepared prepared = desk.prepare(List.of(trade.invoice("111-0000001-0000001", "50.00", "0.00")))
                .getFirst();

        assertThat(prepared).isInstanceOfSatisfying(Prepared.Unpostable.class, unpostable -> {
            assertThat(unpostable.code()).isEqualTo("item-missing");
            assertThat(unpostable.nextStep()).contains("create-missing-items");
        });
    }

    @Test
    void aDuplicateNumberOfOursIsAdoptedAndOfAnotherRefused() {
        PostingCommand invoice = trade.invoice("111-0000001-0000001", "50.00", "0.00");
        desk.post(invoice);
        ItemOutcome again = desk.outcome(invoice);
        assertThat(again).isInstanceOfSatisfying(ItemOutcome.Posted.class, posted -> {
            assertThat(posted.found()).isTrue();
            assertThat(posted.vendorId()).isEqualTo(desk.id(invoice));
        });

        var other = new Trade("other-flow", "amazon-us", "books");
        ItemOutcome foreign = desk.outcome(other.invoice("111-0000001-0000001", "50.00", "0.00"));
        assertThat(foreign)
                .isInstanceOfSatisfying(
                        ItemOutcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("6140"));
        assertThat(simulator.qbo().company().documents(EntityType.INVOICE)).hasSize(1);
    }

    @Test
    void anItemsFaultIsItsOwnAndItsNeighboursArePosted() {
        PostingCommand good = trade.invoice("111-0000001-0000001", "50.00", "0.00");
        PostingCommand closed = trade.invoice("111-0000002-0000002", "30.00", "0.00");
        desk.prepare(List.of(good, closed));
        simulator.qbo().company().closeBooks(java.util.Optional.of(Trade.DATE.minusDays(1)));
        PostingCommand early = PostingCommand.newBuilder(closed)
                .setDocument(org.tieout.event.Document.newBuilder(closed.getDocument())
                        .setDate(Trade.DATE.minusDays(5))
                        .build())
                .build();

        List<ItemOutcome> outcomes = desk.outcomes(List.of(good, early));

        assertThat(outcomes.get(0)).isInstanceOf(ItemOutcome.Posted.class);
        assertThat(outcomes.get(1))
                .isInstanceOfSatisfying(
                        ItemOutcome.Refused.class,
                        refused -> assertThat(refused.nextStep()).contains("period is closed"));
    }

    @Test
    void aDroppedAnswerIsUnknownAndFindTellsWhatStands() {
        PostingCommand first = trade.invoice("111-0000001-0000001", "50.00", "0.00");
        PostingCommand second = trade.invoice("111-0000002-0000002", "30.00", "0.00");
        desk.prepare(List.of(first, second));
        simulator.fault(Fault.on("qbo")
                .method("POST")
                .path("/batch$")
                .bodyContains("Tieout posting")
                .afterCommit(new Fault.Drop()));

        List<ItemOutcome> outcomes = desk.outcomes(List.of(first, second));
        assertThat(outcomes).allMatch(ItemOutcome.Unknown.class::isInstance);

        PostingCommand third = trade.invoice("111-0000003-0000003", "10.00", "0.00");
        List<Finding> findings = desk.find(List.of(first, second, third));
        assertThat(findings.get(0)).isInstanceOf(Finding.Found.class);
        assertThat(findings.get(1)).isInstanceOf(Finding.Found.class);
        assertThat(findings.get(2)).isInstanceOf(Finding.Absent.class);
    }

    @Test
    void paymentsAndDepositsAreFoundByTheirReferences() {
        PostingCommand invoice = trade.invoice("111-0000001-0000001", "50.00", "0.00");
        PostingCommand payment = trade.payment("S1", 1, 2, List.of(Trade.applies(invoice, "50.00")));
        PostingCommand deposit = trade.deposit("S1", 2, 2, List.of(Trade.applies(payment, "50.00")), "5.00");
        desk.post(invoice);
        desk.post(payment);
        desk.post(deposit);

        List<Finding> findings = desk.find(List.of(payment, deposit));

        assertThat(findings).allMatch(Finding.Found.class::isInstance);
    }

    @Test
    void anExpiredTokenIsRefreshedOnce() {
        PostingCommand invoice = trade.invoice("111-0000001-0000001", "50.00", "0.00");
        desk.prepare(List.of(invoice));
        simulator.clock().advanceProtocol(java.time.Duration.ofHours(2));

        assertThat(desk.outcome(invoice)).isInstanceOf(ItemOutcome.Posted.class);
        assertThat(simulator.calls().count("qbo", "token")).isEqualTo(2);
    }

    @Test
    void aDisconnectedCompanyStopsPostingUntilItIsConnectedAgain() {
        PostingCommand invoice = trade.invoice("111-0000001-0000001", "50.00", "0.00");
        desk.prepare(List.of(invoice));
        simulator.qbo().connections().disconnect(simulator.qbo().company().realm());

        assertThat(desk.outcome(invoice))
                .isInstanceOfSatisfying(
                        ItemOutcome.Stopped.class,
                        stopped -> assertThat(stopped.nextStep()).contains("tieout apply"));
    }
}
