package org.tieout.simulator.bc.sales;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tieout.simulator.bc.company.Books;
import org.tieout.simulator.bc.odata.Property;
import org.tieout.simulator.state.Entity;

/// Computes a document anew after each change of it or its lines: amounts of the lines, totals of the header
/// (section 8.2). Not thread-safe: the company guards it.
final class Totals {
    private final Books books;
    private final SalesKind kind;

    Totals(Books books, SalesKind kind) {
        this.books = books;
        this.kind = kind;
    }

    /// Computes and stores; the header gets its next version.
    Entity recompute(UUID document) {
        Entity header = books.table(kind.set()).get(document).orElseThrow();
        List<Entity> lines = books.table(kind.lines()).below(document);
        boolean included = header.flag("pricesIncludeTax");
        List<Amounts.Line> inputs =
                lines.stream().map(line -> input(header, line)).toList();
        List<Amounts.Computed> computed = Amounts.of(inputs, included, header.amount("discountAmount"));
        BigDecimal net = BigDecimal.ZERO.setScale(2);
        BigDecimal tax = BigDecimal.ZERO.setScale(2);
        for (int i = 0; i < lines.size(); i++) {
            store(lines.get(i), inputs.get(i), computed.get(i));
            net = net.add(computed.get(i).after().net());
            tax = tax.add(computed.get(i).after().tax());
        }
        ObjectNode data = header.data().deepCopy();
        data.put("totalAmountExcludingTax", net)
                .put("totalTaxAmount", tax)
                .put("totalAmountIncludingTax", net.add(tax));
        return books.update(kind.set(), header, data);
    }

    private void store(Entity line, Amounts.Line input, Amounts.Computed computed) {
        ObjectNode data = line.data().deepCopy();
        data.put("taxPercent", input.taxPercent())
                .put("amountExcludingTax", computed.own().net())
                .put("totalTaxAmount", computed.own().tax())
                .put("amountIncludingTax", computed.own().gross())
                .put("invoiceDiscountAllocation", computed.allocation())
                .put("netAmount", computed.after().net())
                .put("netTaxAmount", computed.after().tax())
                .put("netAmountIncludingTax", computed.after().gross());
        if (!data.equals(line.data())) {
            books.update(kind.lines(), line, data);
        }
    }

    private Amounts.Line input(Entity header, Entity line) {
        return new Amounts.Line(
                line.amount("quantity"),
                line.amount("unitPrice"),
                line.amount("discountAmount"),
                line.text("taxCode"),
                rate(header, line.text("taxCode")));
    }

    /// With VAT the group has a rate; with sales tax the area has one, for customers who are liable.
    private BigDecimal rate(Entity header, String taxCode) {
        Optional<Entity> group = books.first("taxGroups", "code", taxCode);
        if (books.setup().vat()) {
            return group.map(found -> found.amount("_vatPercent")).orElse(BigDecimal.ZERO);
        }
        boolean liable = header.flag(Header.TAX_LIABLE)
                && group.map(found -> found.flag("_taxable")).orElse(false);
        return liable
                ? Optional.of(header.text(Header.TAX_AREA))
                        .filter(id -> !id.isEmpty() && !id.equals(Property.BLANK_GUID))
                        .flatMap(id -> books.table("taxAreas").get(UUID.fromString(id)))
                        .map(area -> area.amount("_taxPercent"))
                        .orElse(BigDecimal.ZERO)
                : BigDecimal.ZERO;
    }
}
