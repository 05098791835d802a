package org.tieout.simulator.bc.sales;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tieout.simulator.bc.sales.Amounts.Computed;
import org.tieout.simulator.bc.sales.Amounts.Line;

/// The arithmetic of documents (section 8.2).
class AmountsTest {
    private static Line line(String quantity, String price, String percent) {
        return new Line(
                new BigDecimal(quantity),
                new BigDecimal(price),
                BigDecimal.ZERO,
                "G" + percent,
                new BigDecimal(percent));
    }

    private static BigDecimal net(List<Computed> lines) {
        return lines.stream().map(line -> line.after().net()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal tax(List<Computed> lines) {
        return lines.stream().map(line -> line.after().tax()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void aLinesAmountIsRoundedToTheCent() {
        var lines = Amounts.of(List.of(line("3", "0.335", "0")), false, BigDecimal.ZERO);
        assertThat(lines.getFirst().own().net()).isEqualByComparingTo("1.01");
    }

    @Test
    void theTaxOfAGroupIsTheRoundedTaxOfItsSumWhateverTheLines() {
        Random random = new Random(7);
        for (int run = 0; run < 500; run++) {
            List<Line> lines = new ArrayList<>();
            BigDecimal sum = BigDecimal.ZERO;
            for (int i = 0; i <= random.nextInt(6); i++) {
                Line line = line(
                        "1", BigDecimal.valueOf(random.nextInt(-500, 3000), 2).toPlainString(), "8.25");
                lines.add(line);
                sum = sum.add(line.amount());
            }
            BigDecimal expected = sum.multiply(new BigDecimal("0.0825")).setScale(2, RoundingMode.HALF_UP);
            assertThat(tax(Amounts.of(lines, false, BigDecimal.ZERO))).isEqualByComparingTo(expected);
            var gross = Amounts.of(lines, true, BigDecimal.ZERO);
            assertThat(net(gross).add(tax(gross))).isEqualByComparingTo(sum);
            assertThat(net(gross)).isEqualByComparingTo(sum.divide(new BigDecimal("1.0825"), 2, RoundingMode.HALF_UP));
        }
    }

    @Test
    void groupsAreRoundedApart() {
        var lines = Amounts.of(
                List.of(line("1", "0.33", "8.25"), line("1", "0.33", "7"), line("1", "0.33", "8.25")),
                false,
                BigDecimal.ZERO);
        // 0.66 x 8.25 % = 0.05445 and 0.33 x 7 % = 0.0231.
        assertThat(tax(lines)).isEqualByComparingTo("0.07");
    }

    @Test
    void aDocumentsDiscountIsSpreadWithoutLosingACent() {
        List<Line> lines = List.of(line("1", "10", "0"), line("1", "10", "0"), line("1", "10", "0"));
        var computed = Amounts.of(lines, false, BigDecimal.ONE);
        assertThat(computed)
                .extracting(Computed::allocation)
                .containsExactly(new BigDecimal("0.33"), new BigDecimal("0.34"), new BigDecimal("0.33"));
        assertThat(net(computed)).isEqualByComparingTo("29");
    }

    @Test
    void aDiscountIsNeverMoreThanTheDocument() {
        assertThat(net(Amounts.of(List.of(line("1", "2", "0")), false, BigDecimal.TEN)))
                .isEqualByComparingTo("0");
        assertThat(Amounts.of(List.of(), false, BigDecimal.TEN)).isEmpty();
    }

    @Test
    void dateFormulasLeadWhereTheVendorSays() {
        LocalDate from = LocalDate.of(2026, 1, 31);
        assertThat(DateFormula.apply("30D", from)).isEqualTo("2026-03-02");
        assertThat(DateFormula.apply("1M", from)).isEqualTo("2026-02-28");
        assertThat(DateFormula.apply("CM", LocalDate.of(2026, 2, 3))).isEqualTo("2026-02-28");
        assertThat(DateFormula.apply("CM+10D", LocalDate.of(2026, 2, 3))).isEqualTo("2026-03-10");
        assertThat(DateFormula.apply("1M-1D", from)).isEqualTo("2026-02-27");
        assertThat(DateFormula.apply("0D", from)).isEqualTo(from);
        assertThat(DateFormula.apply("", from)).isEqualTo(from);
    }
}
