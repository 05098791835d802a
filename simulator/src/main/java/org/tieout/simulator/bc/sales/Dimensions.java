package org.tieout.simulator.bc.sales;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.tieout.simulator.bc.company.Books;
import org.tieout.simulator.bc.odata.Refusals;
import org.tieout.simulator.odata.Refusal;
import org.tieout.simulator.state.Entity;

/// The dimension values a document or line carries, by dimension code, in the record's property `dimensions`.
/// Stateless.
final class Dimensions {
    private static final String STORED = "dimensions";

    private Dimensions() {}

    static Map<String, String> of(JsonNode data) {
        Map<String, String> values = new TreeMap<>();
        data.path(STORED)
                .properties()
                .forEach(field -> values.put(field.getKey(), field.getValue().asText()));
        return values;
    }

    static void put(ObjectNode data, Map<String, String> values) {
        ObjectNode node = data.putObject(STORED);
        new TreeMap<>(values).forEach(node::put);
    }

    /// The default dimensions of a customer, item or account.
    static Map<String, String> defaults(Books books, UUID owner) {
        Map<String, String> values = new TreeMap<>();
        for (Entity row : books.table("defaultDimensions").below(owner)) {
            if (!row.text("dimensionValueCode").isEmpty()) {
                values.put(row.text("dimensionCode"), row.text("dimensionValueCode"));
            }
        }
        return values;
    }

    /// Sets the dimension behind a shortcut; a blank value takes it away.
    static void shortcut(Books books, ObjectNode data, String property, String value) {
        String code = books.table("generalLedgerSetup").all().iterator().next().text(property);
        Map<String, String> values = of(data);
        if (value.isEmpty()) {
            values.remove(code);
        } else {
            values.put(code, known(books, code, value));
        }
        put(data, values);
    }

    private static String known(Books books, String code, String value) {
        Refusal unknown = Refusals.notRelated("Shortcut Dimension Code", value, "Dimension Value");
        Entity dimension = books.first("dimensions", "code", code).orElseThrow(() -> unknown);
        return books.table("dimensionValues").below(dimension.id()).stream()
                .map(row -> row.text("code"))
                .filter(value::equals)
                .findFirst()
                .orElseThrow(() -> unknown);
    }
}
