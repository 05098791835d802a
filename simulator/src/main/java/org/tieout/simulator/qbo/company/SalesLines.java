package org.tieout.simulator.qbo.company;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.qbo.refusal.Refusals;
import org.tieout.simulator.qbo.schema.EntityType;

/// The lines of sales documents: what each must say, what they sum to.
final class SalesLines {
    private static final int MAX_LINES = 10_000;
    private static final int MAX_TAXABLE_LINES = 750;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Books books;

    SalesLines(Books books) {
        this.books = books;
    }

    /// What the lines come to before tax, and how much of it is taxable.
    record Sums(BigDecimal net, BigDecimal taxable) {}

    /// Checks and completes the lines; subtotal lines are the server's own and are dropped.
    Sums complete(ObjectNode document) {
        ArrayNode kept = Json.array();
        Fields.lines(document).stream()
                .filter(line -> !detailType(line).equals("SubTotalLineDetail"))
                .forEach(kept::add);
        if (kept.isEmpty()) {
            throw Refusals.required("Line");
        }
        if (kept.size() > MAX_LINES) {
            throw Refusals.business("A transaction may have " + MAX_LINES + " lines at most");
        }
        document.set("Line", kept);
        Sums sums = new Sums(BigDecimal.ZERO, BigDecimal.ZERO);
        int taxableLines = 0;
        for (ObjectNode line : Fields.lines(document)) {
            sums = add(sums, line);
            taxableLines += taxable(line) ? 1 : 0;
        }
        if (taxableLines > MAX_TAXABLE_LINES) {
            throw Refusals.business("A taxable transaction may have " + MAX_TAXABLE_LINES + " lines at most");
        }
        return sums;
    }

    private Sums add(Sums sums, ObjectNode line) {
        return switch (detailType(line)) {
            case "SalesItemLineDetail" -> {
                sale(line);
                BigDecimal amount = posted(line);
                yield new Sums(
                        sums.net().add(amount), taxable(line) ? sums.taxable().add(amount) : sums.taxable());
            }
            case "DiscountLineDetail" -> new Sums(sums.net().subtract(discount(line, sums.net())), sums.taxable());
            default -> sums;
        };
    }

    private void sale(ObjectNode line) {
        if (!(line.path("SalesItemLineDetail") instanceof ObjectNode detail)) {
            throw Refusals.required("Line.SalesItemLineDetail");
        }
        Fields.ref(detail, "ItemRef").ifPresent(item -> item(detail, item));
        if (detail.has("Qty") && detail.has("UnitPrice")) {
            BigDecimal product =
                    Fields.cents(Fields.amount(detail, "Qty").multiply(Fields.amount(detail, "UnitPrice")));
            if (product.compareTo(Fields.amount(line, "Amount")) != 0) {
                throw Refusals.amountNotProduct(Fields.amount(line, "Amount").toPlainString());
            }
        }
        String code = Fields.ref(detail, "TaxCodeRef").orElse(books.switches.automatedSalesTax() ? "TAX" : "NON");
        if (!code.equals("TAX") && !code.equals("NON")) {
            throw Refusals.invalidTaxCode(code);
        }
        detail.set("TaxCodeRef", Json.object().put("value", code));
    }

    private void item(ObjectNode detail, String id) {
        if (id.equals("SHIPPING_ITEM_ID")) {
            throw Refusals.business("Shipping must be turned on to use the shipping item");
        }
        if (!id.chars().allMatch(Character::isDigit)) {
            throw Refusals.invalidId("ItemRef", id);
        }
        Stored item = books.require(EntityType.ITEM, id, "ItemRef");
        if (!item.data().has("IncomeAccountRef")) {
            throw Refusals.business("The item " + References.nameOf(item) + " is not sold: it has no income account");
        }
        detail.set("ItemRef", Json.object().put("value", id).put("name", References.nameOf(item)));
    }

    private BigDecimal discount(ObjectNode line, BigDecimal subtotal) {
        if (!books.prefers("SalesFormsPrefs", "AllowDiscount")) {
            throw Refusals.business("Discounts must be turned on to use a discount line");
        }
        if (!(line.path("DiscountLineDetail") instanceof ObjectNode detail)) {
            throw Refusals.required("Line.DiscountLineDetail");
        }
        if (Fields.flag(detail, "PercentBased")) {
            BigDecimal percent = Fields.amount(detail, "DiscountPercent");
            line.put("Amount", Fields.cents(subtotal.multiply(percent).divide(HUNDRED)));
        }
        return Fields.amount(line, "Amount");
    }

    /// What a sales line adds to the document: nothing without an item, then it is a remark.
    static BigDecimal posted(ObjectNode line) {
        return detailType(line).equals("SalesItemLineDetail")
                        && line.path("SalesItemLineDetail").has("ItemRef")
                ? Fields.amount(line, "Amount")
                : BigDecimal.ZERO;
    }

    static String detailType(JsonNode line) {
        return line.path("DetailType").asText();
    }

    private static boolean taxable(JsonNode line) {
        return Fields.ref(line.path("SalesItemLineDetail"), "TaxCodeRef")
                .map("TAX"::equals)
                .orElse(false);
    }
}
