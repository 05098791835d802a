package org.tieout.simulator.bc.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random histories of postings, refusals, applications and roll-backs, replayable by their seed.
class LedgerHistoryTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 3);
    private static final Instant NOW = Instant.parse("2026-11-04T08:00:00Z");
    private static final Account CUSTOMER = Account.customer("AMZ-US");
    private static final int STEPS = 400;

    private final TestCompany company = new TestCompany();
    private final Ledger ledger = new Ledger();

    /// Everything the ledgers show.
    private record State(
            List<GeneralEntry> general,
            List<CustomerEntry> customer,
            List<BankEntry> bank,
            List<Application> applications,
            String balances) {}

    private record Remembered(Ledger.Mark mark, State state) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whateverIsPostedAppliedAndTakenBackTheLedgersStayInStep(long seed) {
        Random random = new Random(seed);
        Deque<Remembered> remembered = new ArrayDeque<>();
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(7)) {
                case 0, 1 -> invoice(step, random);
                case 2, 3 -> payment(step, random);
                case 4 -> journal(step, random);
                case 5 -> remembered.push(new Remembered(ledger.mark(), state()));
                default -> {
                    if (!remembered.isEmpty() && random.nextInt(3) == 0) {
                        Remembered earlier = remembered.pop();
                        ledger.rollBack(earlier.mark());
                        assertThat(state()).isEqualTo(earlier.state());
                    }
                }
            }
            inStep();
        }
        assertThat(ledger.entries()).isNotEmpty();
        assertThat(ledger.applications()).isNotEmpty();
    }

    private State state() {
        return new State(
                ledger.entries(),
                ledger.customerEntries(),
                ledger.bankEntries(),
                ledger.applications(),
                ledger.balances().toString());
    }

    private void inStep() {
        assertThat(ledger.trialBalance()).isEqualByComparingTo("0");
        assertThat(ledger.balance("1100")).isEqualByComparingTo(ledger.customerBalance("AMZ-US"));
        assertThat(ledger.balance("1000")).isEqualByComparingTo(ledger.bankBalance("CHECKING"));
        BigDecimal remaining = ledger.customerEntries().stream()
                .map(CustomerEntry::remaining)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(remaining).isEqualByComparingTo(ledger.customerBalance("AMZ-US"));
        assertThat(ledger.customerEntries()).allSatisfy(entry -> {
            assertThat(entry.remaining().abs())
                    .isLessThanOrEqualTo(entry.amount().abs());
            assertThat(entry.closedBy().isPresent()).isEqualTo(!entry.open());
        });
    }

    private static BigDecimal amount(Random random) {
        return BigDecimal.valueOf(1 + random.nextInt(10_000), 2);
    }

    private static PostingLine line(DocumentType type, String number, Account account, BigDecimal amount) {
        return PostingLine.of(Place.salesHeader("Invoice", number), type, number, DAY, account, amount);
    }

    private void invoice(int step, Random random) {
        BigDecimal amount = amount(random);
        String number = "I-" + step;
        ledger.post(
                List.of(
                        line(DocumentType.INVOICE, number, Account.general("4000"), amount.negate()),
                        line(DocumentType.INVOICE, number, CUSTOMER, amount)),
                company,
                NOW);
    }

    /// Of any invoice so far, paid or not, or of none that exists: refusals are part of the history.
    private void payment(int step, Random random) {
        Account money = random.nextBoolean() ? Account.bank("CHECKING") : Account.general("1150");
        PostingLine payment = line(
                        DocumentType.PAYMENT,
                        "P-" + step,
                        CUSTOMER,
                        amount(random).negate())
                .balancedBy(money);
        ledger.post(List.of(payment.applyingTo(DocumentType.INVOICE, "I-" + random.nextInt(step + 1))), company, NOW);
    }

    /// Balanced or, one time in four, not.
    private void journal(int step, Random random) {
        BigDecimal amount = amount(random);
        BigDecimal other = random.nextInt(4) == 0 ? amount.add(BigDecimal.ONE) : amount;
        int before = ledger.entries().size();
        Posting posting = ledger.post(
                List.of(
                        line(DocumentType.BLANK, "J-" + step, Account.general("6100"), amount),
                        line(DocumentType.BLANK, "J-" + step, Account.bank("CHECKING"), other.negate())),
                company,
                NOW);
        int posted = amount.compareTo(other) == 0 ? 2 : 0;
        assertThat(posting instanceof Posting.Posted).isEqualTo(posted == 2);
        assertThat(ledger.entries()).hasSize(before + posted);
    }
}
