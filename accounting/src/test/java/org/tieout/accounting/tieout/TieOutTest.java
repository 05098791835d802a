package org.tieout.accounting.tieout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.tieout.Check.Kind;
import org.tieout.accounting.tieout.Check.State;

class TieOutTest {

    private static final Money TEN = Money.of("USD", "10.00");

    private static Check green(Kind kind) {
        return Check.ofEqual(kind, TEN, TEN, List.of());
    }

    private static Check red(Kind kind) {
        return Check.ofEqual(kind, TEN, Money.of("USD", "9.99"), List.of());
    }

    @Test
    void allFiveGreenIsTiedOut() {
        var checks = TieOut.judged(
                green(Kind.LINES), green(Kind.DOCUMENTS), green(Kind.LEDGER), green(Kind.CASH), green(Kind.ORDERS));

        assertThat(TieOut.tiedOut(checks)).isTrue();
        assertThat(TieOut.broken(checks)).isFalse();
        assertThat(TieOut.tiedOut(checks.subList(0, 4))).isFalse();
    }

    @Test
    void oneWrongCentTurnsOneCheckRed() {
        var checks = TieOut.judged(
                green(Kind.LINES), red(Kind.DOCUMENTS), red(Kind.LEDGER), red(Kind.CASH), red(Kind.ORDERS));

        assertThat(checks)
                .extracting(Check::state)
                .containsExactly(State.GREEN, State.RED, State.PENDING, State.PENDING, State.PENDING);
        assertThat(TieOut.broken(checks)).isTrue();
        assertThat(TieOut.tiedOut(checks)).isFalse();
    }

    @Test
    void theOrdersAreJudgedWithoutTheLedger() {
        var checks = TieOut.judged(
                green(Kind.LINES),
                green(Kind.DOCUMENTS),
                Check.pending(Kind.LEDGER),
                green(Kind.CASH),
                red(Kind.ORDERS));

        assertThat(checks)
                .extracting(Check::state)
                .containsExactly(State.GREEN, State.GREEN, State.PENDING, State.PENDING, State.RED);
    }

    @Test
    void theLedgerIsGreenOnlyWhenAllWasReadAndNothingDiffers() {
        assertThat(TieOut.ledger(3, 2, List.of(), TEN).state()).isEqualTo(State.PENDING);
        assertThat(TieOut.ledger(3, 3, List.of(), TEN).state()).isEqualTo(State.GREEN);
        assertThat(TieOut.ledger(3, 2, List.of("INVOICE 1 is voided"), TEN).state())
                .isEqualTo(State.RED);
    }

    @Test
    void aNegativeSettlementBringsNothingToTheBank() {
        assertThat(TieOut.cash(TEN.negate(), Money.zero("USD")).state()).isEqualTo(State.GREEN);
        assertThat(TieOut.cash(TEN.negate(), TEN.negate()).state()).isEqualTo(State.RED);
        assertThat(TieOut.cash(TEN, TEN).state()).isEqualTo(State.GREEN);
        assertThat(TieOut.cash(TEN, Money.of("USD", "9.99")).findings())
                .containsExactly("the ledger's bank line is 9.99 USD, Amazon paid 10.00 USD");
    }
}
