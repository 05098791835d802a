package org.tieout.accounting.deal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tieout.accounting.deal.SalesRecord.Amounts;
import org.tieout.accounting.deal.SalesRecord.SourceLine;
import org.tieout.accounting.deal.SalesRecord.Stage;
import org.tieout.accounting.deal.SalesRecord.Table;
import org.tieout.accounting.mapping.MappingCsv;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.mapping.MasterData;

/// Records priced as a CRM prices them (dynamics-sales.md, "Pricing rules"), and a mapping for them.
final class Deals {

    static final DealId DEAL = new DealId("0A000000000040008000000000000001");
    static final Sale.Customer CUSTOMER = new Sale.Customer("C-1", Optional.empty());

    static final String ROWS = """
            kind,key,value
            item,MUG,1000
            deal,write-in,account:40100
            deal,line-discount,account:41000
            deal,discount,account:41100
            deal,freight,item:FREIGHT
            deal,without-lines,item:SERVICE
            unit,Dozen,DZ
            """;

    private Deals() {}

    static Mappings mappings() {
        return mappings(ROWS);
    }

    static Mappings mappings(String text) {
        var rows = switch (MappingCsv.parse(text, "deals.csv", 7)) {
            case MappingCsv.Result.Rows(var read) -> read;
            case MappingCsv.Result.Errors(var errors) -> throw new AssertionError(errors.toString());
        };
        return Mappings.of(rows)
                .checkedAgainst(new MasterData(
                        List.of(),
                        List.of(item("1000"), item("HAT"), item("FREIGHT"), item("SERVICE")),
                        List.of(),
                        Set.of(),
                        new MasterData.Creates(false, true)));
    }

    private static MasterData.Item item(String number) {
        return new MasterData.Item("The name of " + number, number, true);
    }

    static SalePlanner.Plan plan(SalesRecord record) {
        return new SalePlanner(DealPolicy.standard(), mappings()).plan(DEAL, record, CUSTOMER);
    }

    static Sale sale(SalesRecord record) {
        return switch (plan(record)) {
            case SalePlanner.Plan.Ready(var sale) -> sale;
            case SalePlanner.Plan.Missing missing -> throw new AssertionError(missing.toString());
            case SalePlanner.Plan.Held held -> throw new AssertionError(held.toString());
            case SalePlanner.Plan.Unread unread -> throw new AssertionError(unread.toString());
        };
    }

    static SourceLine line(String product, String quantity, String price, String each, String less, String tax) {
        return line(product, "Each", quantity, price, each, less, tax);
    }

    static SourceLine line(
            String product, String unit, String quantity, String price, String each, String less, String tax) {
        var base = new BigDecimal(price)
                .subtract(new BigDecimal(each))
                .multiply(new BigDecimal(quantity))
                .setScale(2, RoundingMode.HALF_UP);
        return new SourceLine(
                product.equals("-") ? Optional.empty() : Optional.of(product),
                product.equals("-") ? "Made to measure" : "The " + product,
                Optional.of(unit),
                unit.equals("Each"),
                new BigDecimal(quantity),
                new BigDecimal(price),
                new BigDecimal(each),
                new BigDecimal(less),
                new BigDecimal(tax),
                base,
                base.subtract(new BigDecimal(less)).add(new BigDecimal(tax)));
    }

    static SalesRecord order(List<SourceLine> lines, String discount, String percent, String freight) {
        var lineTotal = BigDecimal.ZERO;
        var tax = BigDecimal.ZERO;
        for (var line : lines) {
            lineTotal = lineTotal.add(line.base()).subtract(line.manualDiscount());
            tax = tax.add(line.tax());
        }
        var off = new BigDecimal(discount)
                .add(lineTotal
                        .multiply(new BigDecimal(percent))
                        .divide(BigDecimal.valueOf(100), 2, RoundingMode.HALF_UP));
        return record(
                Table.ORDER,
                "SO-1",
                Stage.SUBMITTED,
                12,
                lines,
                new Amounts(
                        lineTotal,
                        new BigDecimal(discount),
                        new BigDecimal(percent),
                        new BigDecimal(freight),
                        tax,
                        lineTotal.subtract(off).add(new BigDecimal(freight)).add(tax),
                        Optional.empty()));
    }

    static SalesRecord order(SourceLine... lines) {
        return order(List.of(lines), "0", "0", "0");
    }

    static SalesRecord bare(Table table, Stage stage, long version, String id) {
        return record(table, id, stage, version, List.of(), none(Optional.empty()));
    }

    static SalesRecord worth(String value) {
        return record(Table.OPPORTUNITY, "OPP", Stage.WON, 1, List.of(), none(Optional.of(new BigDecimal(value))));
    }

    private static Amounts none(Optional<BigDecimal> value) {
        var zero = BigDecimal.ZERO;
        return new Amounts(zero, zero, zero, zero, zero, zero, value);
    }

    static SalesRecord record(
            Table table, String id, Stage stage, long version, List<SourceLine> lines, Amounts amounts) {
        return new SalesRecord(
                table,
                id,
                version,
                Optional.of(id),
                stage,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "USD",
                Optional.empty(),
                lines,
                amounts,
                0,
                LocalDate.of(2026, 10, 2),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static List<String> text(Sale sale) {
        var text = new ArrayList<String>();
        for (var line : sale.lines()) {
            text.add((line.kind() + " " + line.number()).strip() + " "
                    + line.quantity().toPlainString() + " x " + line.unitPrice().toPlainString() + " = "
                    + line.amount().amount()
                    + line.unit().map(unit -> " " + unit).orElse(""));
        }
        text.add("net " + sale.net().amount() + " tax " + sale.tax().amount());
        return text;
    }
}
