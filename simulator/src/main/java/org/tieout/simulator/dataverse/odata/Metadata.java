package org.tieout.simulator.dataverse.odata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tieout.simulator.dataverse.model.AlternateKey;
import org.tieout.simulator.dataverse.model.Organization;
import org.tieout.simulator.dataverse.model.Refusals;
import org.tieout.simulator.dataverse.model.TableType;
import org.tieout.simulator.http.Json;

/// `EntityDefinitions`, as far as an integration asks: is the table tracked, which keys has it (sections 6 and 7).
/// Not thread-safe: the organisation guards it.
final class Metadata {
    private static final Pattern ONE = Pattern.compile("EntityDefinitions\\(LogicalName='([a-z_]+)'\\)");
    private static final Map<AlternateKey.Status, String> STATUS = Map.of(
            AlternateKey.Status.PENDING, "Pending",
            AlternateKey.Status.ACTIVE, "Active",
            AlternateKey.Status.FAILED, "Failed");

    private final Organization organization;
    private final String root;

    Metadata(Organization organization, String root) {
        this.organization = organization;
        this.root = root;
    }

    static boolean means(String path) {
        return path.startsWith("EntityDefinitions");
    }

    ObjectNode answer(String path, Optional<String> expand) {
        boolean keys = expand.filter(text -> text.startsWith("Keys")).isPresent();
        if (path.equals("EntityDefinitions")) {
            ArrayNode value = Json.array();
            organization.types().forEach(type -> value.add(definition(type, keys)));
            ObjectNode body = Json.object().put("@odata.context", root + "$metadata#EntityDefinitions");
            return body.set("value", value);
        }
        String[] segments = path.split("/", -1);
        Matcher one = ONE.matcher(segments[0]);
        if (!one.matches()) {
            throw Refusals.resource(path);
        }
        TableType type = organization.types().stream()
                .filter(known -> known.name().equals(one.group(1)))
                .findFirst()
                .orElseThrow(() -> Refusals.absent("EntityMetadata", one.group(1)));
        if (segments.length == 1) {
            return definition(type, keys);
        }
        if (!List.of(segments).subList(1, segments.length).equals(List.of("Keys"))) {
            throw Refusals.resource(segments[1]);
        }
        return Json.object().set("value", keys(type));
    }

    private ObjectNode definition(TableType type, boolean keys) {
        ObjectNode node = Json.object()
                .put("LogicalName", type.name())
                .put(
                        "SchemaName",
                        type.name().substring(0, 1).toUpperCase(Locale.ROOT)
                                + type.name().substring(1))
                .put("EntitySetName", type.set())
                .put("PrimaryIdAttribute", type.key())
                .put("PrimaryNameAttribute", type.primaryName())
                .put("ChangeTrackingEnabled", type.tracked());
        if (keys) {
            node.set("Keys", keys(type));
        }
        return node;
    }

    private ArrayNode keys(TableType type) {
        ArrayNode array = Json.array();
        organization.keys().stream()
                .filter(key -> key.table().equals(type.name()))
                .forEach(key -> {
                    ObjectNode node = array.addObject()
                            .put("SchemaName", key.name())
                            .put("LogicalName", key.name().toLowerCase(Locale.ROOT))
                            .put("EntityKeyIndexStatus", STATUS.getOrDefault(key.status(), ""));
                    ArrayNode columns = node.putArray("KeyAttributes");
                    key.columns().forEach(columns::add);
                });
        return array;
    }
}
