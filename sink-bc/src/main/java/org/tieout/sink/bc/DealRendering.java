package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tieout.event.Document;
import org.tieout.event.PostingCommand;
import org.tieout.event.Sale;
import org.tieout.event.SaleLine;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.sink.Ready;

/// Renders what a deal sells: an order or an invoice with its lines in their order. Pure. Prices are without tax; what
/// Business Central makes of them is compared before anything is posted (memo, 8.1, 8.3).
final class DealRendering {
    /// An external document number holds 35 characters (memo, 7.1).
    private static final int REFERENCE_LENGTH = 35;

    /// Decimals of a quantity (memo, 7.2).
    private static final int QUANTITY_DECIMALS = 5;

    private final Company company;

    DealRendering(Company company) {
        this.company = company;
    }

    /// What an attempt carries.
    ObjectNode render(Ready ready, DealType type) throws Unpostable {
        return DealBody.of(ready, document(ready.command(), type)).json();
    }

    private ObjectNode document(PostingCommand command, DealType type) throws Unpostable {
        Document document = command.getDocument();
        Sale sale = document.getSale();
        if (sale == null || sale.getLines().isEmpty() || document.getReference().length() > REFERENCE_LENGTH) {
            throw new Unpostable(
                    "sale-form",
                    "The command says nothing that is sold, or its reference is longer than " + REFERENCE_LENGTH
                            + " characters",
                    "Report this: commands for sales carry a sale.");
        }
        ObjectNode json = Json.object();
        json.put("customerNumber", sale.getCustomerNumber());
        json.put("externalDocumentNumber", document.getReference());
        json.put(type.date(), document.getDate().toString());
        json.put("postingDate", document.getDate().toString());
        // A customer may have a currency of its own, and prices with tax: lines are priced in what is set before them.
        json.put("currencyCode", document.getCurrency());
        if (type == DealType.ORDER) {
            json.put("pricesIncludeTax", false);
            if (sale.getRequestedDelivery() != null) {
                json.put("requestedDeliveryDate", sale.getRequestedDelivery().toString());
            }
        }
        if (sale.getRepresentative() != null) {
            json.put("salesperson", sale.getRepresentative());
        }
        if (sale.getPaymentTerms() != null) {
            json.put(
                    "paymentTermsId",
                    id("payment terms", sale.getPaymentTerms(), company.lists().paymentTerms()));
        }
        if (sale.getShipmentMethod() != null) {
            json.put(
                    "shipmentMethodId",
                    id(
                            "shipment method",
                            sale.getShipmentMethod(),
                            company.lists().shipmentMethods()));
        }
        ArrayNode lines = json.putArray(type.lines());
        lines.add(Json.object().put("lineType", "Comment").put("description", Mark.of(command.getPostingId())));
        for (SaleLine line : sale.getLines()) {
            lines.add(line(line));
        }
        return json;
    }

    private static String id(String what, String code, List<Company.Code> known) throws Unpostable {
        return known.stream()
                .filter(each -> each.code().equalsIgnoreCase(code.strip()))
                .findFirst()
                .orElseThrow(() -> new Unpostable(
                        "code-missing",
                        "The company has no " + what + " " + code,
                        "Create it in Business Central, or correct the mapping, then retry."))
                .id();
    }

    private ObjectNode line(SaleLine line) throws Unpostable {
        ObjectNode json = Json.object();
        switch (line.getKind()) {
            case ITEM -> json.put("lineType", "Item").put("lineObjectNumber", item(line.getNumber()));
            case ACCOUNT ->
                json.put("lineType", "Account")
                        .put(
                                "lineObjectNumber",
                                Rendering.directAccount(company, line.getNumber())
                                        .number());
            case COMMENT -> {
                return json.put("lineType", "Comment").put("description", Rendering.shortened(line.getDescription()));
            }
            case UNKNOWN ->
                throw new Unpostable(
                        "unknown-kind",
                        "This version does not know the kind of one of the sale's lines",
                        "Upgrade the sink, then retry.");
        }
        if (line.getUnit() != null) {
            json.put("unitOfMeasureCode", line.getUnit());
        }
        // Quantity prices an item anew: the price comes after it (memo, 8.1).
        json.put("quantity", quantity(line));
        json.put("unitPrice", plain(line.getUnitPrice()));
        if (line.getTaxCode() != null) {
            json.put("taxCode", taxGroup(line.getTaxCode()));
        }
        json.put("description", Rendering.shortened(line.getDescription()));
        dimensions(line, json);
        return json;
    }

    private String item(String number) throws Unpostable {
        Company.Item item = company.item(number)
                .orElseThrow(() -> new Unpostable(
                        "item-missing",
                        "The company has no item " + number,
                        "Create it in Business Central, map the product to another, or set the flow's option"
                                + " create-missing-items to true, then retry."));
        if (item.blocked()) {
            throw new Unpostable(
                    "item-blocked",
                    "The item " + item.number() + " is blocked",
                    "Unblock it in Business Central, or map the product to another, then retry.");
        }
        return item.number();
    }

    private static BigDecimal quantity(SaleLine line) throws Unpostable {
        BigDecimal quantity = plain(line.getQuantity());
        if (quantity.scale() > QUANTITY_DECIMALS) {
            throw new Unpostable(
                    "quantity-decimals",
                    "The quantity " + quantity.toPlainString() + " has more than " + QUANTITY_DECIMALS + " decimals",
                    "Correct it in the CRM; the deal is commanded again then.");
        }
        return quantity;
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private String taxGroup(String code) throws Unpostable {
        return company.taxGroup(code)
                .orElseThrow(() -> new Unpostable(
                        "tax-code-missing",
                        "The company has no tax group " + code,
                        "Create it in Business Central or map another, then retry."))
                .code();
    }

    private void dimensions(SaleLine line, ObjectNode json) throws Unpostable {
        if (line.getDimensions().isEmpty()) {
            return;
        }
        ArrayNode set = json.putArray("dimensionSetLines");
        for (Map.Entry<String, String> each :
                new TreeMap<>(Rendering.coded(company, line.getDimensions())).entrySet()) {
            set.add(Json.object().put("code", each.getKey()).put("valueCode", each.getValue()));
        }
    }
}
