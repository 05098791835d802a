package org.tieout.accounting.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.SettlementId;

class SettlementBalanceTest {

    private static final Map<Category, Function<SettlementBalance, Money>> CARRIED = Map.of(
            Category.BAL_RES_CUR, SettlementBalance::reserveHeld,
            Category.BAL_RES_PREV, SettlementBalance::reserveReleased,
            Category.BAL_PAYABLE, SettlementBalance::payable,
            Category.BAL_CHARGE, SettlementBalance::charged,
            Category.BAL_FAILED, SettlementBalance::failed,
            Category.BAL_XDEBT, SettlementBalance::crossDebt);

    private static Money usd(String amount) {
        return Money.of("USD", amount);
    }

    /// Carries 1.00 to 6.00.
    private static SettlementBalance balance() {
        return new SettlementBalance(
                new SettlementId("100"),
                "Amazon.com",
                SettlementBalance.STANDARD_ORDERS,
                Instant.parse("2026-06-01T07:00:00Z"),
                Instant.parse("2026-06-15T07:00:00Z"),
                Instant.parse("2026-06-18T07:00:00Z"),
                usd("50.00"),
                usd("1.00"),
                usd("2.00"),
                usd("3.00"),
                usd("4.00"),
                usd("5.00"),
                usd("6.00"));
    }

    @Test
    void moreRowsOfACategoryChangeThatCategoryAlone() {
        for (var category : Category.values()) {
            var more = balance().plus(category, usd("0.10"));

            CARRIED.forEach((carried, amount) -> assertThat(amount.apply(more))
                    .as(carried + " after " + category)
                    .isEqualTo(
                            carried == category ? amount.apply(balance()).plus(usd("0.10")) : amount.apply(balance())));
            assertThat(more.total()).isEqualTo(usd("50.00"));
        }
    }

    @Test
    void aSettlementOfAnotherAccountIsTheSameOtherwise() {
        var invoiced = balance().ofAccount("Invoiced Orders");

        assertThat(invoiced.accountType()).isEqualTo("Invoiced Orders");
        assertThat(invoiced.ofAccount(SettlementBalance.STANDARD_ORDERS)).isEqualTo(balance());
    }

    @Test
    void whatASummaryLeavesOutIsNamedPartByPart() {
        var control = ControlTotals.summary(balance(), usd("50.00"), usd("29.00"), List.of());

        assertThat(control.findings())
                .containsExactly("Amazon's summary leaves out 21.00 USD that is carried between settlements: "
                        + "reserve held 1.00 USD, reserve released 2.00 USD, payable to Amazon 3.00 USD, "
                        + "charged 4.00 USD, payouts that came back 5.00 USD, for other marketplaces 6.00 USD");
    }
}
