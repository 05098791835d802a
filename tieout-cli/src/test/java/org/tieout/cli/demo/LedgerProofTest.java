package org.tieout.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tieout.simulator.Simulator;
import org.tieout.simulator.SimulatorOptions;
import org.tieout.simulator.amazon.Settlement;
import org.tieout.simulator.qbo.company.AccountBalance;

final class LedgerProofTest {

    @Test
    void anEmptyLedgerDoesNotShowWhatTheSettlementsPaid() {
        try (var simulator = Simulator.start(SimulatorOptions.builder().seed(3).build())) {
            var proof = LedgerProof.ofQuickBooks(
                    simulator.qbo().company().balances(),
                    simulator.amazon().seller().settlements());

            assertThat(proof.holds()).isFalse();
            assertThat(proof.lines())
                    .filteredOn(line -> line.account().startsWith("1000"))
                    .singleElement()
                    .satisfies(line -> {
                        assertThat(line.balance()).isZero();
                        assertThat(line.expected()).isPositive();
                        assertThat(line.holds()).isFalse();
                    });
        }
    }

    @Test
    void oneCentInUndepositedFundsBreaksTheProof() {
        assertThat(LedgerProof.ofQuickBooks(balances("0.00"), List.<Settlement>of())
                        .holds())
                .isTrue();
        assertThat(LedgerProof.ofQuickBooks(balances("0.01"), List.<Settlement>of())
                        .holds())
                .isFalse();
    }

    @Test
    void anInvoiceThatBusinessCentralLeftOpenBreaksTheProof() {
        assertThat(LedgerProof.ofBusinessCentral(central("0.00"), List.<Settlement>of(), BigDecimal.ZERO)
                        .holds())
                .isTrue();
        assertThat(LedgerProof.ofBusinessCentral(central("19.99"), List.<Settlement>of(), BigDecimal.ZERO)
                        .holds())
                .isFalse();
    }

    private static Map<String, LedgerProof.Balance> central(String receivable) {
        var open = new BigDecimal(receivable);
        return Map.of(
                "1100", new LedgerProof.Balance("1100 Accounts Receivable", open),
                "4000", new LedgerProof.Balance("4000 Sales", open.negate()));
    }

    private static List<AccountBalance> balances(String undeposited) {
        return List.of(
                balance("1000", "0"),
                balance("1145", undeposited),
                balance("1155", "0"),
                balance("1160", "0"),
                balance("1180", "0"),
                balance("2310", "0"),
                balance("2320", "0"));
    }

    private static AccountBalance balance(String number, String amount) {
        return new AccountBalance(number, number, "Account " + number, "Bank", new BigDecimal(amount));
    }
}
