package org.tieout.simulator.dataverse.odata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.tieout.simulator.dataverse.model.AlternateKey;
import org.tieout.simulator.dataverse.model.Column;
import org.tieout.simulator.dataverse.model.Organization;
import org.tieout.simulator.dataverse.model.Reference;
import org.tieout.simulator.dataverse.model.Refusals;
import org.tieout.simulator.dataverse.model.TableType;
import org.tieout.simulator.odata.Guid;
import org.tieout.simulator.odata.Tokens;
import org.tieout.simulator.odata.Tokens.Token;
import org.tieout.simulator.state.Entity;

/// A row as a URL names it: by its id or by an alternate key (section 7).
///
/// @param id where it is named by its id
/// @param alternate the values of an alternate key, as they are stored
public record Address(TableType type, Optional<UUID> id, Map<String, JsonNode> alternate) {
    private static final Pattern FORBIDDEN = Pattern.compile("[/<>*%&:\\\\?+]");

    /// Copies the values, in order.
    public Address {
        alternate = new LinkedHashMap<>(alternate);
    }

    /// Reads what stands between the parentheses.
    static Address parse(Organization organization, TableType type, String key) {
        Optional<UUID> plain = Guid.of(key);
        if (plain.isPresent()) {
            return new Address(type, plain, Map.of());
        }
        Map<String, JsonNode> values = new LinkedHashMap<>();
        Tokens tokens = new Tokens(FilterParser.DIALECT, key);
        do {
            Token name = tokens.take();
            Column column = type.wire(name.text()).orElseThrow(() -> Refusals.noSuchKey(type.name()));
            tokens.expect("=");
            values.put(column.name(), stored(column, tokens.take()));
        } while (tokens.takeIf(","));
        if (!tokens.atEnd()) {
            throw Refusals.query("Bad Request - Error in query syntax: '" + key + "'.");
        }
        if (values.size() == 1 && values.containsKey(type.key())) {
            return new Address(
                    type, Optional.of(UUID.fromString(values.get(type.key()).asText())), Map.of());
        }
        requireKey(organization, type, values);
        return new Address(type, Optional.empty(), values);
    }

    private static void requireKey(Organization organization, TableType type, Map<String, JsonNode> values) {
        boolean usable = organization.keys().stream()
                .filter(known -> known.table().equals(type.name()) && known.status() == AlternateKey.Status.ACTIVE)
                .anyMatch(known -> new TreeSet<>(known.columns()).equals(new TreeSet<>(values.keySet())));
        if (!usable) {
            throw Refusals.noSuchKey(type.name());
        }
    }

    private static JsonNode stored(Column column, Token token) {
        if (token.quoted() && FORBIDDEN.matcher(token.text()).find()) {
            throw Refusals.query("A potentially dangerous Request.Path value was detected from the client.");
        }
        FilterParser.literal(column, token);
        return switch (column.kind()) {
            case TEXT, KEY, GUID, DATE, TIMESTAMP -> TextNode.valueOf(token.text());
            case LOOKUP -> new Reference(column.targets().getFirst(), UUID.fromString(token.text())).stored();
            case INT, BIGINT, CHOICE -> IntNode.valueOf(new BigDecimal(token.text()).intValue());
            case DECIMAL, MONEY -> DecimalNode.valueOf(new BigDecimal(token.text()));
            case BOOL -> BooleanNode.valueOf(token.is("true"));
        };
    }

    /// The row, if it is there.
    public Optional<Entity> find(Organization organization) {
        if (id.isPresent()) {
            return organization.find(type.name(), id.get());
        }
        return organization.rows(type.name()).stream()
                .filter(row ->
                        alternate.entrySet().stream().allMatch(entry -> same(row, entry.getKey(), entry.getValue())))
                .findFirst();
    }

    private static boolean same(Entity row, String column, JsonNode value) {
        return row.data().path(column).asText("").equalsIgnoreCase(value.asText());
    }

    /// The row, which must be there.
    public Entity require(Organization organization) {
        return find(organization).orElseThrow(() -> Refusals.absent(type.name(), written()));
    }

    private String written() {
        return id.map(UUID::toString).orElseGet(() -> alternate.toString());
    }

    /// `name` or `name(key)`.
    record Segment(String name, Optional<String> key) {
        static Segment of(String text) {
            int open = text.indexOf('(');
            if (open < 0) {
                return new Segment(text, Optional.empty());
            }
            if (!text.endsWith(")")) {
                throw Refusals.query("Bad Request - Error in query syntax: '" + text + "'.");
            }
            return new Segment(text.substring(0, open), Optional.of(text.substring(open + 1, text.length() - 1)));
        }
    }

    /// Reads the value of an `@odata.bind` or an `@odata.id`: `/accounts(…)`, with or without the address before it.
    static Address bound(Organization organization, String root, String text) {
        String path = text.startsWith(root) ? text.substring(root.length()) : text;
        String relative = path.startsWith("/") ? path.substring(1) : path;
        List<String> parts = List.of(relative.split("/", -1));
        Segment segment = Segment.of(parts.getFirst());
        if (parts.size() > 1 || segment.key().isEmpty()) {
            throw Refusals.query("The URI '" + text + "' does not name a row.");
        }
        TableType type = organization.set(segment.name()).orElseThrow(() -> Refusals.resource(segment.name()));
        return parse(organization, type, segment.key().get());
    }
}
