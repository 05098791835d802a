package org.tieout.simulator.bc.sales;

import static org.tieout.simulator.bc.sales.Amounts.cents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tieout.simulator.bc.company.Books;
import org.tieout.simulator.bc.company.References;
import org.tieout.simulator.bc.company.Rules;
import org.tieout.simulator.bc.odata.Property;
import org.tieout.simulator.bc.odata.Refusals;
import org.tieout.simulator.odata.Refusal;
import org.tieout.simulator.state.Entity;

/// The fields of a line, validated one after another in the order they were set (sections 7.2 and 8.1): an item
/// brings its description, unit and price; a quantity prices an item line anew; whatever comes later wins.
/// Not thread-safe: made for one request.
final class LineFields {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final Set<String> FIXED = Set.of("lineType", "lineObjectNumber", "itemId", "accountId");

    private final Books books;
    private final SalesKind kind;
    private final ObjectNode data;
    private final boolean created;
    private final String place;

    private LineFields(Books books, SalesKind kind, ObjectNode data, boolean created, String place) {
        this.books = books;
        this.kind = kind;
        this.data = data;
        this.created = created;
        this.place = place;
    }

    /// Validates what was sent, on top of a line as it is.
    static void apply(Books books, SalesKind kind, Entity document, ObjectNode data, ObjectNode sent, boolean created) {
        if (names(sent, "itemId") && names(sent, "accountId")) {
            throw Refusals.rule("Both \"itemId\" and \"accountId\" are specified. Specify only one of them.");
        }
        String place = "Sales Line: Document Type=" + kind.caption() + ", Document No.=" + document.text("number")
                + ", Line No.=" + data.path("sequence").asText();
        LineFields fields = new LineFields(books, kind, data, created, place);
        for (Map.Entry<String, JsonNode> field : sent.properties()) {
            if (!same(field.getValue(), data.get(field.getKey()))) {
                fields.validate(field.getKey(), field.getValue(), sent);
            }
        }
        fields.finish();
    }

    private static boolean names(ObjectNode sent, String property) {
        String id = sent.path(property).asText("");
        return !id.isEmpty() && !id.equals(Property.BLANK_GUID);
    }

    /// A value equal to the current one is skipped.
    private static boolean same(JsonNode value, @Nullable JsonNode current) {
        if (current == null) {
            return false;
        }
        boolean numbers = value.isNumber() && current.isNumber();
        return numbers ? value.decimalValue().compareTo(current.decimalValue()) == 0 : value.equals(current);
    }

    private void validate(String name, JsonNode value, ObjectNode sent) {
        if (!created && FIXED.contains(name) && data.has(name)) {
            throw fixed(name);
        }
        switch (name) {
            case "documentId" -> {
                // Names the parent.
            }
            case "sequence" -> throw fixed(name);
            case "lineType" -> data.set(name, value);
            case "itemId" -> {
                if (names(sent, name)) {
                    setItem(row("items", value).orElseThrow(() -> Refusals.rule("Item does not exist.")));
                }
            }
            case "accountId" -> {
                if (names(sent, name)) {
                    setAccount(row("accounts", value).orElseThrow(() -> Refusals.rule("Account does not exist.")));
                }
            }
            case "lineObjectNumber" -> object(value.asText());
            case "unitOfMeasureId", "unitOfMeasureCode" -> unit(sent);
            case "quantity" -> quantity(value.decimalValue());
            case "unitPrice" -> price(value.decimalValue());
            case "discountAmount" -> discount(cents(value.decimalValue()));
            case "discountPercent" -> percent(value.decimalValue());
            case "taxCode" -> taxCode(value.asText());
            case "itemVariantId" -> variant(value);
            case "invoiceQuantity", "shipQuantity" -> toPost(name, value.decimalValue());
            default -> data.set(name, value);
        }
    }

    private static Refusal fixed(String name) {
        return Refusals.rule("The value for \"" + name + "\" cannot be modified. Delete and insert the line again.");
    }

    private Optional<Entity> row(String table, JsonNode id) {
        return books.table(table).get(UUID.fromString(id.asText()));
    }

    private void object(String number) {
        switch (data.path("lineType").asText("Comment")) {
            case "Item" ->
                setItem(books.first("items", "number", number).orElseThrow(() -> notRelated(number, "Item")));
            case "Account" ->
                setAccount(
                        books.first("accounts", "number", number).orElseThrow(() -> notRelated(number, "G/L Account")));
            case "Resource" -> throw notRelated(number, "Resource");
            case "Charge" -> throw notRelated(number, "Item Charge");
            case "Fixed_x0020_Asset" -> throw notRelated(number, "Fixed Asset");
            case "Allocation_x0020_Account" -> throw notRelated(number, "Allocation Account");
            default -> throw notRelated(number, "Standard Text");
        }
    }

    private static Refusal notRelated(String number, String table) {
        return Refusals.notRelated("No. of table Sales Line", number, table);
    }

    private void setItem(Entity item) {
        if (item.flag("blocked")) {
            throw blocked("Item", item);
        }
        data.put("lineType", "Item").put("itemId", item.id().toString()).put("accountId", "");
        data.put("lineObjectNumber", item.text("number")).put("description", item.text("displayName"));
        data.put("unitOfMeasureId", item.text("baseUnitOfMeasureId"));
        data.put("unitOfMeasureCode", item.text("baseUnitOfMeasureCode"));
        data.put("taxCode", item.text("taxGroupCode"));
        data.put("unitPrice", item.amount("unitPrice"));
        withoutDiscount();
        dimensions(item);
    }

    private void setAccount(Entity account) {
        if (account.flag("blocked")) {
            throw blocked("G/L Account", account);
        }
        if (!account.flag("directPosting")) {
            throw Refusals.validation("Direct Posting must be equal to 'Yes'  in G/L Account: No.="
                    + account.text("number") + ". Current value is 'No'.");
        }
        data.put("lineType", "Account")
                .put("accountId", account.id().toString())
                .put("itemId", "");
        data.put("lineObjectNumber", account.text("number")).put("description", account.text("displayName"));
        data.put("taxCode", account.text("_taxGroupCode"));
        data.put("unitPrice", BigDecimal.ZERO);
        withoutDiscount();
        dimensions(account);
    }

    static Refusal blocked(String table, Entity record) {
        return Refusals.validation("Blocked must be equal to 'No'  in " + table + ": No.=" + record.text("number")
                + ". Current value is 'Yes'.");
    }

    private void dimensions(Entity owner) {
        Map<String, String> values = Dimensions.of(data);
        values.putAll(Dimensions.defaults(books, owner.id()));
        Dimensions.put(data, values);
    }

    private void unit(ObjectNode sent) {
        Rules.agree(books, data, sent, References.UNIT);
        reprice();
    }

    private void quantity(BigDecimal quantity) {
        if (quantity.stripTrailingZeros().scale() > 5) {
            throw Refusals.validation("The field Quantity can have at most 5 decimals. Value: " + quantity);
        }
        data.put("quantity", quantity);
        if (kind == SalesKind.ORDER) {
            BigDecimal outstanding = quantity.subtract(amount("shippedQuantity"));
            data.put("shipQuantity", outstanding);
            data.put("invoiceQuantity", quantity.subtract(amount("invoicedQuantity")));
        }
        reprice();
    }

    /// An item line takes the item's price again.
    private void reprice() {
        Optional.of(data.path("itemId").asText(""))
                .filter(id -> !id.isEmpty())
                .flatMap(id -> books.table("items").get(UUID.fromString(id)))
                .ifPresent(item -> data.put("unitPrice", item.amount("unitPrice")));
        discountOfPercent();
    }

    private void price(BigDecimal price) {
        data.put("unitPrice", price);
        discountOfPercent();
    }

    private void discount(BigDecimal discount) {
        if (amount("quantity").signum() == 0) {
            throw mustHaveValue("Quantity");
        }
        BigDecimal gross = gross();
        BigDecimal percent = gross.signum() == 0
                ? BigDecimal.ZERO
                : discount.multiply(HUNDRED).divide(gross, 5, RoundingMode.HALF_UP);
        requirePercent(percent);
        data.put("discountAmount", discount).put("discountPercent", percent);
    }

    private void percent(BigDecimal percent) {
        requirePercent(percent);
        data.put("discountPercent", percent);
        discountOfPercent();
    }

    private static void requirePercent(BigDecimal percent) {
        if (percent.signum() < 0 || percent.compareTo(HUNDRED) > 0) {
            throw Refusals.validation("The value of Line Discount % must be between 0 and 100.");
        }
    }

    private void discountOfPercent() {
        data.put(
                "discountAmount",
                cents(gross().multiply(amount("discountPercent")).divide(HUNDRED)));
    }

    private void withoutDiscount() {
        data.put("discountAmount", BigDecimal.ZERO).put("discountPercent", BigDecimal.ZERO);
    }

    private void taxCode(String code) {
        if (!code.isEmpty() && books.first("taxGroups", "code", code).isEmpty()) {
            throw Refusals.notRelated("Tax Group Code of table Sales Line", code, "Tax Group");
        }
        data.put("taxCode", code);
    }

    private void variant(JsonNode id) {
        boolean blank = id.asText().equals(Property.BLANK_GUID);
        boolean known = row("itemVariants", id)
                .map(variant ->
                        variant.text("itemId").equals(data.path("itemId").asText()))
                .orElse(false);
        if (!blank && !known) {
            throw Refusals.rule("The \"itemVariantId\" does not match to an Item Variant.");
        }
        data.set("itemVariantId", id);
    }

    private void toPost(String name, BigDecimal quantity) {
        String posted = name.equals("shipQuantity") ? "shippedQuantity" : "invoicedQuantity";
        BigDecimal most = amount("quantity").subtract(amount(posted));
        if (quantity.abs().compareTo(most.abs()) > 0) {
            String what = name.equals("shipQuantity") ? "ship" : "invoice";
            throw Refusals.rule("You cannot " + what + " more than "
                    + most.stripTrailingZeros().toPlainString() + " units.");
        }
        data.put(name, quantity);
    }

    /// A line that names nothing is a comment, and a comment has no amounts.
    private void finish() {
        if (data.path("lineObjectNumber").asText("").isEmpty()) {
            if (amount("quantity").signum() != 0) {
                throw mustHaveValue(data.has("lineType") ? "No." : "Type");
            }
            data.put("lineType", data.path("lineType").asText("Comment"));
        }
    }

    private Refusal mustHaveValue(String field) {
        return Refusals.validation(field + " must have a value in " + place + ". It cannot be zero or empty.");
    }

    private BigDecimal gross() {
        return cents(amount("quantity").multiply(amount("unitPrice")));
    }

    private BigDecimal amount(String property) {
        JsonNode value = data.path(property);
        return value.isNumber() ? value.decimalValue() : BigDecimal.ZERO;
    }
}
