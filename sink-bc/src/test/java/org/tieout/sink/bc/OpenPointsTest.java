package org.tieout.sink.bc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.config.Flow;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.sink.Finding;
import org.tieout.runtime.sink.ItemOutcome;
import org.tieout.simulator.Simulator;
import org.tieout.simulator.SimulatorOptions;
import org.tieout.simulator.bc.BcOptions;
import org.tieout.simulator.bc.state.Switch;
import org.tieout.sink.testing.LedgerDesk;

/// What the vendor's documentation leaves open (memo, 13): the same books under each reading.
class OpenPointsTest {
    private final Trade trade = new Trade("us-books", "amazon-us", "books");
    private final Trade open = trade.leavingOpen();
    private Simulator simulator =
            Simulator.start(SimulatorOptions.builder().seed(7).build());
    private LedgerDesk desk = desk(Map.of());

    @BeforeAll
    static void trustOurRecords() {
        assertThat(AvroSerdes.inMemory()).isNotNull();
    }

    private LedgerDesk desk(Map<String, String> settings) {
        return new LedgerDesk(notices -> Books.ledger(simulator, trade, settings, notices));
    }

    private void reopen(BcOptions options, Map<String, String> settings) {
        close();
        simulator =
                Simulator.start(SimulatorOptions.builder().seed(7).bc(options).build());
        desk = desk(settings);
    }

    @AfterEach
    void close() {
        desk.close();
        simulator.close();
    }

    /// Job queue, payments and their sign have tests of their own: there the outcome differs on purpose.
    @ParameterizedTest
    @EnumSource(
            value = Switch.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"JOURNALS_POST_BY_JOB_QUEUE", "PAYMENT_JOURNALS_NOT_IN_JOURNALS", "PAYMENTS_ARE_POSITIVE"})
    void theBooksAreTheSameUnderEitherReading(Switch one) {
        simulator.bc().company().turn(one, true);
        PostingCommand invoice = trade.invoice("111-0000001-0000001", "50.00", "5.99");
        PostingCommand memo = trade.creditMemo("S1", 1, 3, "111-0000002-0000002", "20.00");
        PostingCommand fees = trade.fees("S1", 2, 3, "07", "5.99");
        PostingCommand payout = trade.payout("S1", 3, 3, "1000", "30.00");

        desk.post(invoice, memo);
        desk.post(fees, payout);
        assertThat(desk.outcomes(List.of(invoice, memo, fees, payout)))
                .allSatisfy(again -> assertThat(again)
                        .isInstanceOfSatisfying(
                                ItemOutcome.Posted.class,
                                posted -> assertThat(posted.found()).isTrue()));

        assertThat(Books.balance(simulator, "1150")).isEqualByComparingTo("0");
        assertThat(Books.balance(simulator, "1000")).isEqualByComparingTo("30.00");
        assertThat(Books.balance(simulator, "6100")).isEqualByComparingTo("5.99");
        assertThat(desk.readBack())
                .hasSize(4)
                .allSatisfy(read -> assertThat(read.getLines()).isNotEmpty());
    }

    @Test
    void whatTheJobQueuePostsLaterIsUncertainUntilItIsFoundAndNeverTwice() {
        simulator.bc().company().turn(Switch.JOURNALS_POST_BY_JOB_QUEUE, true);
        PostingCommand fees = trade.fees("S1", 1, 1, "07", "5.99");

        assertThat(desk.outcome(fees)).isInstanceOf(ItemOutcome.Unknown.class);
        assertThat(desk.find(fees)).isInstanceOf(Finding.Absent.class);
        assertThat(desk.outcome(fees)).isInstanceOf(ItemOutcome.Unknown.class);
        simulator.clock().advanceProtocol(Duration.ofMinutes(1));

        assertThat(desk.find(fees)).isInstanceOf(Finding.Found.class);
        assertThat(Books.balance(simulator, "6100")).isEqualByComparingTo("5.99");
    }

    @Test
    void positivePaymentsAreASettingAndAWrongOneIsRefused() {
        simulator.bc().company().turn(Switch.PAYMENTS_ARE_POSITIVE, true);
        restart(Map.of(Flow.BC_SCHEME, "BC-1", "payment-amounts", "positive"));
        PostingCommand invoice = open.invoice("111-0000001-0000001", "50.00", "0.00");
        desk.post(invoice);
        desk.post(open.payment("S1", 1, 1, List.of(Trade.applies(invoice, "50.00"))));
        assertThat(Books.balance(simulator, "1100")).isEqualByComparingTo("0");

        restart(Map.of(Flow.BC_SCHEME, "BC-1"));
        PostingCommand other = open.invoice("111-0000002-0000002", "30.00", "0.00");
        desk.post(other);
        ItemOutcome wrong = desk.outcome(open.payment("S2", 1, 1, List.of(Trade.applies(other, "30.00"))));

        assertThat(wrong).isInstanceOf(ItemOutcome.Refused.class);
        assertThat(Books.balance(simulator, "1100")).isEqualByComparingTo("30.00");
    }

    private void restart(Map<String, String> settings) {
        desk.close();
        desk = desk(settings);
        OpenInvoices.in(simulator);
    }

    @Test
    void aPaymentJournalThatTheApiDoesNotPostIsLeftToAPersonAndFoundAfterwards() {
        restart(Map.of(Flow.BC_SCHEME, "BC-1"));
        simulator.bc().company().turn(Switch.PAYMENT_JOURNALS_NOT_IN_JOURNALS, true);
        PostingCommand invoice = open.invoice("111-0000001-0000001", "50.00", "0.00");
        desk.post(invoice);
        PostingCommand payment = open.payment("S1", 1, 1, List.of(Trade.applies(invoice, "50.00")));

        assertThat(desk.outcome(payment)).isInstanceOfSatisfying(ItemOutcome.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo("payment-journal");
            assertThat(refused.nextStep()).contains("retry");
        });

        // A person posts it in the client, which finds any journal.
        simulator.bc().company().turn(Switch.PAYMENT_JOURNALS_NOT_IN_JOURNALS, false);
        var human = new Human(simulator);
        String journal = human.get("customerPaymentJournals")
                .path("value")
                .get(0)
                .path("id")
                .asText();
        human.post("journals(" + journal + ")/Microsoft.NAV.post", "");
        assertThat(desk.outcome(payment))
                .isInstanceOfSatisfying(
                        ItemOutcome.Posted.class,
                        posted -> assertThat(posted.found()).isTrue());
        assertThat(Books.balance(simulator, "1100")).isEqualByComparingTo("0");
    }

    @Test
    void listsOfSeveralPagesAreReadWhole() {
        reopen(BcOptions.defaults().withPageSize(3), Map.of());
        PostingCommand invoice = trade.invoice("111-0000001-0000001", "50.00", "5.99");
        PostingCommand fees = trade.fees("S1", 1, 1, "07", "5.99");

        desk.post(invoice, fees);

        assertThat(desk.data)
                .filteredOn(data -> data.getKind().equals("account"))
                .hasSizeGreaterThan(40);
        assertThat(desk.readBack()).hasSize(2);
    }
}
