package org.tieout.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tieout.event.AuditRecord;
import org.tieout.event.LedgerDocument;
import org.tieout.event.LedgerStatus;
import org.tieout.event.SettlementState;

/// What a person reports that no settlement holds: what became of a payout, interest, opening balances.
class BookingTest {

    private static final String ORDER = "111-0000000-0000001";
    private static final Map<String, String> SEPTEMBER_20 = Map.of("date", "2026-09-20");

    private final MapperHarness mapper = new MapperHarness();

    @AfterEach
    void close() {
        mapper.close();
    }

    private MapperHarness posted(Map<String, String> options) {
        return mapper.mapping("item", "SKU-1", "Widget")
                .flow(null, "INVOICE", options)
                .order(ORDER, "SKU-1", "50.00", 1, "2026-09-02T18:00:00Z")
                .settlement("900", "42.50")
                .row("Order|ItemPrice|Principal", ORDER, "SKU-1", "50.00")
                .row("Order|ItemFees|Commission", ORDER, "SKU-1", "-7.50")
                .close()
                .readBackAll(UnaryOperator.identity());
    }

    private MapperHarness toBank() {
        return posted(Map.of());
    }

    private MapperHarness inTransit() {
        return posted(Map.of("payouts", "in-transit"));
    }

    private static String outcome(List<AuditRecord> answers) {
        assertThat(answers.getLast().getStep()).isEqualTo("booking-done");
        return answers.getLast().getFacts().getOrDefault("outcome", "");
    }

    private static String message(List<AuditRecord> answers) {
        return answers.get(answers.size() - 2).getMessage();
    }

    /// What all commands come to, by account.
    private Map<String, String> balances() {
        var sums = new TreeMap<String, BigDecimal>();
        mapper.commands.forEach(command -> command.getDocument()
                .getLines()
                .forEach(line -> sums.merge(line.getAccount(), line.getAmount().getAmount(), BigDecimal::add)));
        var text = new TreeMap<String, String>();
        sums.forEach((account, sum) -> {
            if (sum.signum() != 0) {
                text.put(account, sum.setScale(2).toPlainString());
            }
        });
        return text;
    }

    @Test
    void nothingIsBookedUntilItIsAskedFor() {
        toBank();

        var answers = mapper.book("payout-came-back", "900", false, SEPTEMBER_20);

        assertThat(outcome(answers)).isEqualTo("booking-shown");
        assertThat(message(answers))
                .contains("journal 900-BK of 2026-09-20")
                .contains("Dr        42.50  1170 Payouts in transit")
                .contains("Cr        42.50  1000 Checking");
        assertThat(mapper.commands).hasSize(3);
    }

    @Test
    void aPayoutThatCameBackLeavesTheBankAndALaterSettlementTakesItBack() {
        toBank();

        assertThat(outcome(mapper.book("payout-came-back", "900", true, SEPTEMBER_20)))
                .isEqualTo("booked");
        assertThat(mapper.commands.getLast().getPostingId()).isEqualTo("us-books/settlement/900/payout-returned/r1");
        assertThat(balances()).containsEntry("1170", "42.50").doesNotContainKey("1000");

        mapper.settlement("901", "42.50", "2026-09-16T00:00:00Z", "2026-09-30T00:00:00Z")
                .row("other-transaction|other-transaction|Transfer of funds unsuccessful", "", "", "42.50")
                .close();
        assertThat(balances()).doesNotContainKey("1170").containsEntry("1000", "42.50");
    }

    @Test
    void theSameReportTwiceIsBookedOnceAndAnotherOneIsRefused() {
        toBank().book("payout-came-back", "900", true, SEPTEMBER_20);

        var again = mapper.book("payout-came-back", "900", true, SEPTEMBER_20);
        var otherDay = mapper.book("payout-came-back", "900", true, Map.of("date", "2026-09-21"));

        assertThat(outcome(again)).isEqualTo("booking-needless");
        assertThat(outcome(otherDay)).isEqualTo("booking-refused");
        assertThat(message(otherDay)).contains("booked already, otherwise").contains("2026-09-20");
        assertThat(mapper.commands).hasSize(4);
    }

    @Test
    void aRequestThatIsReadTwiceIsAnsweredOnce() {
        toBank();
        var attributes = Map.of("entry", "payout-came-back", "post", "true", "date", "2026-09-20");

        mapper.ask("BOOK", "the-same", "900", attributes);

        assertThat(mapper.ask("BOOK", "the-same", "900", attributes)).isEmpty();
        assertThat(mapper.commands).hasSize(4);
    }

    @Test
    void aSettlementTiesOutAgainWhenTheJournalAboutItsPayoutIsReadBackAndIsRedWhenItIsDeleted() {
        toBank();
        assertThat(mapper.tieOut("900").getState()).isEqualTo(SettlementState.TIED_OUT);

        mapper.book("payout-came-back", "900", true, SEPTEMBER_20);
        assertThat(mapper.tieOut("900").getState()).isEqualTo(SettlementState.COMMANDED);
        assertThat(mapper.tieOut("900").getDocuments()).isEqualTo(4);

        mapper.readBackAll(UnaryOperator.identity());
        assertThat(mapper.checks("900")).isEqualTo("GGGGG");
        assertThat(mapper.tieOut("900").getState()).isEqualTo(SettlementState.TIED_OUT);

        mapper.readBackAll(BookingTest::deletedIfReturned);
        assertThat(mapper.tieOut("900").getState()).isNotEqualTo(SettlementState.TIED_OUT);
    }

    private static LedgerDocument deletedIfReturned(LedgerDocument document) {
        return document.getPostingId().contains("payout-returned")
                ? LedgerDocument.newBuilder(document)
                        .setStatus(LedgerStatus.DELETED)
                        .build()
                : document;
    }

    @Test
    void aReplayKnowsThatAJournalAboutAPayoutIsNoPartOfThePlan() {
        toBank().book("payout-came-back", "900", true, SEPTEMBER_20);

        var answers = mapper.replay("settlement", "900", true);

        assertThat(answers.getLast().getFacts()).containsEntry("differing", "0").containsEntry("held", "0");
        assertThat(mapper.commands).hasSize(4);
    }

    @Test
    void aPayoutInTransitIsDebitedTo1170UntilTheBankShowsIt() {
        inTransit();
        assertThat(balances()).containsEntry("1170", "42.50").doesNotContainKey("1000");
        assertThat(mapper.checks("900")).isEqualTo("GGGGG");

        assertThat(outcome(mapper.book("payout-arrived", "900", true, SEPTEMBER_20)))
                .isEqualTo("booked");

        assertThat(balances()).containsEntry("1000", "42.50").doesNotContainKey("1170");
    }

    @Test
    void aPayoutThatArrivedAndCameBackIsIn1170Again() {
        inTransit();
        assertThat(outcome(mapper.book("payout-came-back", "900", true, SEPTEMBER_20)))
                .isEqualTo("booking-needless");
        mapper.book("payout-arrived", "900", true, SEPTEMBER_20);

        assertThat(outcome(mapper.book("payout-came-back", "900", true, Map.of("date", "2026-09-22"))))
                .isEqualTo("booked");
        assertThat(balances()).containsEntry("1170", "42.50").doesNotContainKey("1000");
        assertThat(outcome(mapper.book("payout-arrived", "900", true, SEPTEMBER_20)))
                .isEqualTo("booking-needless");
        assertThat(mapper.commands).hasSize(5);
    }

    @Test
    void aPayoutThatCameBackFromTheBankCannotArrive() {
        toBank().book("payout-came-back", "900", true, SEPTEMBER_20);

        assertThat(outcome(mapper.book("payout-arrived", "900", true, SEPTEMBER_20)))
                .isEqualTo("booking-refused");
    }

    @Test
    void whatAConversionCostIsOnItsOwnAccount() {
        inTransit();
        var amounts = Map.of("carried-at", "42.50", "received", "42.01", "currency", "USD", "date", "2026-09-20");

        assertThat(outcome(mapper.book("payout-converted", "900", true, amounts)))
                .isEqualTo("booked");

        assertThat(balances())
                .containsEntry("1000", "42.01")
                .containsEntry("6910", "0.49")
                .doesNotContainKey("1170");
        assertThat(outcome(mapper.book("payout-converted", "900", true, amounts)))
                .isEqualTo("booking-needless");
    }

    @Test
    void aLoansInterestAndTheOpeningBalancesAreJournalsOfTheirMonth() {
        toBank();

        var interest = mapper.book(
                "loan-interest", "US", true, Map.of("month", "2026-09", "amount", "3.10", "currency", "USD"));
        var opening = mapper.book(
                "opening",
                "US",
                true,
                Map.of(
                        "date",
                        "2026-08-31",
                        "currency",
                        "USD",
                        "available",
                        "100.00",
                        "reserve",
                        "30.00",
                        "deferred",
                        "29.90"));

        assertThat(outcome(interest)).isEqualTo("booked");
        assertThat(outcome(opening)).isEqualTo("booked");
        assertThat(mapper.commands.get(3).getPostingId()).isEqualTo("us-books/period/2026-09/loan-interest-US/r1");
        assertThat(mapper.commands.get(3).getSourceId()).isEqualTo("2026-09/loan-interest-US");
        assertThat(balances())
                .containsEntry("6900", "3.10")
                .containsEntry("2400", "-3.10")
                .containsEntry("1145", "100.00")
                .containsEntry("1160", "30.00")
                .containsEntry("1155", "29.90")
                .containsEntry("3900", "-159.90");
    }

    @Test
    void anotherOpeningIsToldApartAlsoWhereSeveralBalancesShareAnAccount() {
        mapper.mapping("account", "ROLE.RESERVE", "1145").mapping("account", "ROLE.UNAPPLIED", "1145");
        toBank();
        var first = Map.of(
                "date", "2026-08-31", "currency", "USD", "available", "100.00", "reserve", "30.00", "deferred", "5.00");
        var other = Map.of(
                "date", "2026-08-31", "currency", "USD", "available", "110.00", "reserve", "20.00", "deferred", "5.00");

        assertThat(outcome(mapper.book("opening", "US", true, first))).isEqualTo("booked");
        assertThat(outcome(mapper.book("opening", "US", true, first))).isEqualTo("booking-needless");
        assertThat(outcome(mapper.book("opening", "US", true, other))).isEqualTo("booking-refused");
    }

    @Test
    void aBookingInAClosedPeriodGoesByTheFlowsPolicy() {
        posted(Map.of("closed-through", "2026-09-30", "closed-policy", "next-open-day"));
        assertThat(message(mapper.book("payout-came-back", "900", true, SEPTEMBER_20)))
                .contains("journal 900-BK of 2026-10-01")
                .contains("true date 2026-09-20");
    }

    @Test
    void whatIsNotPostedOrCannotBeReadIsRefusedWithAReason() {
        toBank();

        assertThat(message(mapper.book("payout-came-back", "901", true, SEPTEMBER_20)))
                .contains("settlement 901 is not posted in flow us-books");
        assertThat(message(mapper.book("payout-came-back", "900", true, Map.of("date", "soon"))))
                .contains("cannot be read");
        assertThat(message(mapper.book("payout-lost", "900", true, SEPTEMBER_20)))
                .contains("payout-lost");
        assertThat(message(mapper.book("loan-interest", "US", true, Map.of("month", "2026-09", "currency", "USD"))))
                .contains("amount is missing");
        assertThat(mapper.commands).hasSize(3);
    }
}
