package org.tieout.accounting.deal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.tieout.accounting.money.Money;

/// What holds of every order that adds up.
class SaleProperties {

    private static Arbitrary<String> decimal(long most, int scale) {
        return Arbitraries.longs()
                .between(0, most)
                .map(unscaled -> BigDecimal.valueOf(unscaled, scale).toPlainString());
    }

    @Provide
    Arbitrary<SalesRecord> orders() {
        var lines = Combinators.combine(
                        Arbitraries.of("MUG", "HAT", "-"),
                        Arbitraries.longs()
                                .between(1, 9_999_999)
                                .map(q -> BigDecimal.valueOf(q, 3).toPlainString()),
                        decimal(99_999_999, 4),
                        decimal(9_999, 4),
                        decimal(99_999, 2),
                        decimal(99_999, 2))
                .as(Deals::line)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
        return Combinators.combine(lines, decimal(99_999, 2), decimal(10_000, 2), decimal(99_999, 2))
                .as(Deals::order);
    }

    @Property(tries = 300)
    void linesSumToTheNetAndNetAndTaxToTheSourcesTotal(@ForAll("orders") SalesRecord order) {
        var sale = Deals.sale(order);

        assertThat(sale.lines().stream().map(Sale.Line::amount).reduce(Money.zero("USD"), Money::plus))
                .isEqualTo(sale.net());
        assertThat(sale.total().toBigDecimal())
                .isEqualByComparingTo(order.amounts().total());
        assertThat(sale.tax().toBigDecimal())
                .isEqualByComparingTo(order.amounts().tax());
    }

    @Property(tries = 300)
    void everyLineIsWhatALedgerMakesOfItsQuantityAndPrice(@ForAll("orders") SalesRecord order) {
        assertThat(Deals.sale(order).lines())
                .allSatisfy(line -> assertThat(
                                line.quantity().multiply(line.unitPrice()).setScale(2, RoundingMode.HALF_UP))
                        .isEqualByComparingTo(line.amount().toBigDecimal()));
    }

    @Property(tries = 100)
    void theSameOrderIsNoAmendmentAndOneCentIs(@ForAll("orders") SalesRecord order) {
        var sale = Deals.sale(order);
        assertThat(Amendment.between(sale, 1, Deals.sale(order))).isEmpty();

        var amounts = order.amounts();
        var dearer = Deals.sale(Deals.order(
                order.lines(),
                amounts.discount().toPlainString(),
                amounts.discountPercentage().toPlainString(),
                amounts.freight().add(new BigDecimal("0.01")).toPlainString()));
        assertThat(Amendment.between(sale, 1, dearer)).hasValueSatisfying(amendment -> {
            assertThat(amendment.words()).isNotEmpty();
            assertThat(List.of(amendment.hash()))
                    .isNotEqualTo(List.of(
                            Amendment.between(sale, 2, dearer).orElseThrow().hash()));
        });
    }
}
