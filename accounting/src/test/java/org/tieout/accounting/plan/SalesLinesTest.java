package org.tieout.accounting.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.document.Account;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.mapping.MappingCsv;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.Sku;

class SalesLinesTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 9, 30);

    private static Mappings mappings(String... rows) {
        var text = "kind,key,value,tax-code,sku-group,dimensions\n" + String.join("\n", rows);
        return switch (MappingCsv.parse(text, "test.csv", 7)) {
            case MappingCsv.Result.Rows(var good) -> Mappings.of(good);
            case MappingCsv.Result.Errors(var errors) -> throw new AssertionError(errors.toString());
        };
    }

    private static SalesLines.Result sold(Mappings mappings, String sku, int quantity, long minor) {
        var sale = new SalesLines("USD");
        sale.add(Category.REV_PRINCIPAL, sku, "Principal", quantity, minor, 3, false);
        return sale.against(Account.of("1100", "Receivable"), "Order", mappings, "Amazon.com", TODAY, false);
    }

    private static List<Line> lines(SalesLines.Result result) {
        return switch (result) {
            case SalesLines.Result.Lines(var lines) -> lines;
            case SalesLines.Result.Missing(var keys) -> throw new AssertionError(keys.toString());
        };
    }

    @Test
    void aBundlesAmountIsSplitToTheCentAndItsRowsAreCountedOnce() {
        var lines = lines(sold(mappings("bundle,SET,Mug*2 + Saucer,NON,,", "alias,*-FBA,*,,,"), "SET-FBA", 3, 10_000));

        assertThat(lines.stream().map(Line::amount).reduce(Money.zero("USD"), Money::plus))
                .isEqualTo(Money.zero("USD"));
        assertThat(lines.subList(1, 3))
                .extracting(line -> line.item().orElseThrow() + " " + line.quantity() + " "
                        + line.amount().minor() + " " + line.sourceRows() + " "
                        + line.account().taxCode())
                .containsExactly("Mug 6 -6667 3 NON", "Saucer 3 -3333 0 NON");
    }

    @Test
    void aLineHasItsGroupsAccountItsDimensionsAndTheVersionThatChoseThem() {
        var lines = lines(sold(
                mappings(
                        "item,BK-1,A book,,,project=P1",
                        "sku-group,BK-*,Books,,,",
                        "account,REV.PRINCIPAL,4002,ZERO,Books,location=US;project=P0"),
                "BK-1",
                1,
                100));

        assertThat(lines.getLast()).satisfies(line -> {
            assertThat(line.account().code()).isEqualTo("4002");
            assertThat(line.account().taxCode()).isEqualTo("ZERO");
            assertThat(line.dimensions()).hasToString("{location=US, project=P1}");
            assertThat(line.mappingVersion()).isEqualTo(7);
        });
    }

    @Test
    void anAliasWithoutAnItemWaitsForTheSkuItStandsFor() {
        assertThat(sold(mappings("alias,*-FBA,*,,,"), "MUG-FBA", 1, 100))
                .isEqualTo(new SalesLines.Result.Missing(new java.util.TreeSet<>(
                        List.of(new MappingKey(MappingKey.Kind.ITEM, new Sku("MUG").value())))));
    }
}
