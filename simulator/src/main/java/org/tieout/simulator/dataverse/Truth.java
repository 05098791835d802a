package org.tieout.simulator.dataverse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tieout.simulator.dataverse.model.Organization;
import org.tieout.simulator.dataverse.model.Reference;
import org.tieout.simulator.dataverse.model.Rows;
import org.tieout.simulator.dataverse.model.TableType;
import org.tieout.simulator.dataverse.sales.Deals;
import org.tieout.simulator.dataverse.webhook.Webhooks;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.state.Entity;

/// What is true in the organisation: the deals with all their records, the customers, what was written back, what
/// became of webhooks. Amounts are exact strings. Stateless but for what it reads.
final class Truth {
    private static final Map<String, String> LINES = Map.of(
            "opportunity",
            "opportunityproduct",
            "quote",
            "quotedetail",
            "salesorder",
            "salesorderdetail",
            "invoice",
            "invoicedetail");
    private static final Map<String, String> NUMBERS =
            Map.of("quote", "quotenumber", "salesorder", "ordernumber", "invoice", "invoicenumber");
    private static final List<String> TOTALS = List.of(
            "totallineitemamount",
            "totallineitemdiscountamount",
            "totaldiscountamount",
            "totalamountlessfreight",
            "freightamount",
            "totaltax",
            "totalamount",
            "discountamount",
            "discountpercentage",
            "estimatedvalue",
            "actualvalue");

    private final Organization organization;
    private final Deals deals;
    private final Webhooks webhooks;

    Truth(Organization organization, Deals deals, Webhooks webhooks) {
        this.organization = organization;
        this.deals = deals;
        this.webhooks = webhooks;
    }

    ObjectNode tell() {
        return organization.atomically(this::told);
    }

    private ObjectNode told() {
        ObjectNode truth = Json.object();
        truth.set("deals", deals());
        ArrayNode customers = truth.putArray("customers");
        organization
                .rows("account")
                .forEach(row -> customers.add(Json.object()
                        .put("id", row.id().toString())
                        .put("name", row.text("name"))
                        .put("accountnumber", row.text("accountnumber"))));
        ArrayNode invoices = truth.putArray("invoices");
        organization.rows("invoice").forEach(row -> invoices.add(document("invoice", row)));
        ArrayNode deleted = truth.putArray("deleted");
        organization
                .deletions()
                .forEach(gone -> deleted.add(Json.object()
                        .put("table", gone.row().table())
                        .put("id", gone.row().key())));
        ArrayNode overtaken = truth.putArray("overtaken");
        deals.overtaken().forEach(overtaken::add);
        truth.set("webhooks", webhooks.log());
        truth.put("webhooksPending", webhooks.pending());
        return truth;
    }

    /// A deal is the opportunity, or else the quote, or else the order; whatever names it belongs to it.
    private ArrayNode deals() {
        Map<Reference, ObjectNode> byDeal = new LinkedHashMap<>();
        for (String table : List.of("opportunity", "quote", "salesorder")) {
            organization.rows(table).forEach(row -> {
                Reference deal = dealOf(table, row);
                ObjectNode node = byDeal.computeIfAbsent(deal, this::begun);
                node.withArray("records").add(document(table, row));
            });
        }
        ArrayNode all = Json.array();
        byDeal.forEach((_, node) -> {
            JsonNode leading = leading(node.path("records"));
            node.put("leading", leading.path("table").asText())
                    .put("leadingId", leading.path("id").asText())
                    .put("agreed", agreed(node.path("records")));
            all.add(node);
        });
        return all;
    }

    private ObjectNode begun(Reference deal) {
        ObjectNode node = Json.object().put("deal", deal.key()).put("table", deal.table());
        deals.all().stream()
                .filter(known -> known.first().equals(deal))
                .findFirst()
                .ifPresent(known -> node.put("name", known.name()));
        return node;
    }

    private Reference dealOf(String table, Entity row) {
        for (String above : List.of("opportunityid", "quoteid")) {
            Optional<Reference> reference =
                    table.equals(above.replace("id", "")) ? Optional.empty() : Rows.lookup(row.data(), above);
            if (reference.isPresent()) {
                return organization
                        .find(reference.get())
                        .map(found -> dealOf(reference.get().table(), found))
                        .orElse(reference.get());
            }
        }
        return new Reference(table, row.id());
    }

    /// Order over quote over opportunity; the newest of its kind that is not cancelled or revised.
    private static JsonNode leading(JsonNode records) {
        JsonNode leading = records.path(0);
        for (JsonNode record : records) {
            boolean dead = (record.path("table").asText().equals("quote")
                            && record.path("statecode").asInt() == 3)
                    || (record.path("table").asText().equals("salesorder")
                            && record.path("statecode").asInt() == 2);
            leading = dead ? leading : record;
        }
        return leading;
    }

    /// Whether the customer is bound by any record: a won opportunity, an accepted quote, a submitted order.
    private static boolean agreed(JsonNode records) {
        for (JsonNode record : records) {
            int state = record.path("statecode").asInt();
            boolean binds = switch (record.path("table").asText()) {
                case "opportunity" -> state == 1;
                case "quote" -> state == 2;
                default -> state == 1 || state == 3 || state == 4;
            };
            if (binds) {
                return true;
            }
        }
        return false;
    }

    private ObjectNode document(String table, Entity row) {
        TableType type = organization.type(table);
        ObjectNode node = Json.object()
                .put("table", table)
                .put("id", row.id().toString())
                .put("name", row.text("name"))
                .put("version", row.version())
                .put("statecode", Rows.choice(row.data(), "statecode"))
                .put("statuscode", Rows.choice(row.data(), "statuscode"))
                .put("state", label(type, "statecode", row));
        Optional.ofNullable(NUMBERS.get(table)).ifPresent(column -> node.put("number", row.text(column)));
        Rows.lookup(row.data(), "customerid")
                .ifPresent(customer -> node.put("customer", customer.table() + "/" + customer.key()));
        for (String link : List.of("opportunityid", "quoteid", "salesorderid")) {
            Rows.lookup(row.data(), link).ifPresent(other -> node.put(other.table(), other.key()));
        }
        TOTALS.stream().filter(name -> Rows.has(row.data(), name)).forEach(name -> node.put(name, amount(row, name)));
        ObjectNode written = node.putObject("writtenBack");
        row.data().properties().stream()
                .filter(field ->
                        field.getKey().startsWith("new_") && !field.getValue().isNull())
                .forEach(field -> written.put(field.getKey(), field.getValue().asText()));
        ArrayNode lines = node.putArray("lines");
        organization.lines(LINES.getOrDefault(table, ""), row.id()).forEach(line -> lines.add(line(line)));
        return node;
    }

    private static String label(TableType type, String column, Entity row) {
        return type.column(column)
                .map(declared -> declared.choices().getOrDefault(Rows.choice(row.data(), column), ""))
                .orElse("");
    }

    private ObjectNode line(Entity line) {
        ObjectNode node = Json.object().put("id", line.id().toString());
        Rows.lookup(line.data(), "productid")
                .flatMap(organization::find)
                .ifPresent(product -> node.put("productnumber", product.text("productnumber")));
        if (line.flag("isproductoverridden")) {
            node.put("writeIn", line.text("productdescription"));
        }
        for (String column : List.of(
                "quantity",
                "priceperunit",
                "volumediscountamount",
                "manualdiscountamount",
                "tax",
                "baseamount",
                "extendedamount")) {
            node.put(column, amount(line, column));
        }
        return node;
    }

    private static String amount(Entity row, String column) {
        return Rows.amount(row.data(), column).toPlainString();
    }
}
