package org.tieout.simulator.dataverse.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.tieout.simulator.dataverse.model.Change;
import org.tieout.simulator.dataverse.model.Column;
import org.tieout.simulator.dataverse.model.Organization;
import org.tieout.simulator.dataverse.model.Reference;
import org.tieout.simulator.dataverse.model.TableType;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.state.Entity;

/// Writes a change as the `RemoteExecutionContext` of data-contract JSON (section 11): maps are arrays of key and
/// value, choices, amounts and references are wrapped, instants are milliseconds, slashes are escaped. Stateless but
/// for the organisation it describes.
final class Payload {
    private static final String CONTRACTS = ":http://schemas.microsoft.com/xrm/2011/Contracts";
    private static final List<String> HEAVY =
            List.of("ParentContext", "InputParameters", "PreEntityImages", "PostEntityImages");
    private static final Map<String, String> PARAMETERS = Map.of(
            "opportunity", "OpportunityClose",
            "quote", "QuoteClose",
            "salesorder", "OrderClose");

    private final Organization organization;

    Payload(Organization organization) {
        this.organization = organization;
    }

    /// A body, and whether it had to be made smaller.
    record Written(String body, boolean trimmed) {}

    Written write(Change change, Entity step, UUID organizationId, String name, int limit) {
        ObjectNode context = context(change, step, organizationId, name);
        String whole = escaped(context);
        if (whole.getBytes(StandardCharsets.UTF_8).length <= limit) {
            return new Written(whole, false);
        }
        context.remove(HEAVY);
        return new Written(escaped(context), true);
    }

    private static String escaped(JsonNode tree) {
        return new String(Json.bytes(tree), StandardCharsets.UTF_8).replace("/", "\\/");
    }

    private ObjectNode context(Change change, Entity step, UUID organizationId, String name) {
        ObjectNode context = Json.object()
                .put("BusinessUnitId", new UUID(organizationId.getMostSignificantBits(), 1L).toString())
                .put("CorrelationId", change.operation().toString())
                .put("Depth", 1)
                .put("InitiatingUserId", change.user().toString());
        context.set("InputParameters", input(change));
        context.put("IsExecutingOffline", false)
                .put("IsInTransaction", step.data().path("mode").asInt() == 0)
                .put("IsOfflinePlayback", false)
                .put("IsolationMode", 1)
                .put("MessageName", change.message())
                .put("Mode", step.data().path("mode").asInt())
                .put("OperationCreatedOn", "/Date(" + change.at().toEpochMilli() + "-0700)/")
                .put(
                        "OperationId",
                        step.data().path("mode").asInt() == 0
                                ? new UUID(0, 0).toString()
                                : change.operation().toString())
                .put("OrganizationId", organizationId.toString())
                .put("OrganizationName", name);
        context.set("OutputParameters", Json.array());
        context.set(
                "OwningExtension", reference(new Reference("sdkmessageprocessingstep", step.id()), Optional.empty()));
        context.set("ParentContext", context.nullNode());
        context.set("PostEntityImages", images(change));
        context.set("PreEntityImages", Json.array());
        context.put("PrimaryEntityId", change.row().key())
                .put("PrimaryEntityName", change.row().table())
                .putNull("RequestId");
        context.put("SecondaryEntityName", "none");
        context.set("SharedVariables", Json.array());
        return context.put("Stage", 40).put("UserId", change.user().toString());
    }

    private ArrayNode images(Change change) {
        ArrayNode images = Json.array();
        if (!change.message().equals("Delete")) {
            TableType type = organization.type(change.row().table());
            ObjectNode primary = Json.object();
            JsonNode name = change.after().get(type.primaryName());
            if (name != null) {
                primary.set(type.primaryName(), name);
            }
            images.add(pair("AsynchronousStepPrimaryName", entity(type, change.row(), primary)));
        }
        return images;
    }

    private ArrayNode input(Change change) {
        TableType type = organization.type(change.row().table());
        return switch (change.message()) {
            case "Create", "Update" -> {
                ObjectNode target = change.target().deepCopy();
                for (String stamp : List.of("modifiedon", "modifiedby")) {
                    JsonNode value = change.after().get(stamp);
                    if (value != null) {
                        target.set(stamp, value);
                    }
                }
                yield Json.array().add(pair("Target", entity(type, change.row(), target)));
            }
            case "Delete" -> Json.array().add(pair("Target", reference(change.row(), Optional.of("EntityReference"))));
            default -> closing(type, change);
        };
    }

    private ArrayNode closing(TableType type, Change change) {
        ObjectNode target = Json.object();
        target.set(type.key(), change.row().stored());
        ObjectNode activity = Json.object().put("__type", "Entity" + CONTRACTS);
        ArrayNode attributes = activity.putArray("Attributes");
        attributes.add(pair(type.key(), reference(change.row(), Optional.of("EntityReference"))));
        activity.putNull("EntityState");
        activity.set("FormattedValues", Json.array());
        activity.put("Id", new UUID(0, 0).toString())
                .put("LogicalName", type.name() + "close")
                .putNull("RowVersion");
        ObjectNode status = Json.object()
                .put("__type", "OptionSetValue" + CONTRACTS)
                .put("Value", change.target().path("statuscode").asInt());
        return Json.array()
                .add(pair(PARAMETERS.getOrDefault(type.name(), "Activity"), activity))
                .add(pair("Status", status));
    }

    private ObjectNode entity(TableType type, Reference row, ObjectNode values) {
        ObjectNode node = Json.object().put("__type", "Entity" + CONTRACTS);
        ArrayNode attributes = Json.array();
        ArrayNode formatted = Json.array();
        values.properties()
                .forEach(field -> type.column(field.getKey())
                        .filter(column -> !column.is(Column.Mark.WRITE_ONLY))
                        .ifPresent(column -> {
                            attributes.add(pair(column.name(), wrapped(column, field.getValue())));
                            Optional.ofNullable(column.choices()
                                            .get(field.getValue().asInt(-1)))
                                    .filter(_ -> column.kind() == Column.Kind.CHOICE)
                                    .ifPresent(label -> formatted.add(pair(column.name(), Json.tree(label))));
                        }));
        attributes.add(pair(type.key(), Json.tree(row.key())));
        node.set("Attributes", attributes);
        node.putNull("EntityState");
        node.set("FormattedValues", formatted);
        node.put("Id", row.key());
        node.set("KeyAttributes", Json.array());
        node.put("LogicalName", type.name());
        node.set("RelatedEntities", Json.array());
        return node.putNull("RowVersion");
    }

    private static JsonNode wrapped(Column column, JsonNode value) {
        if (value.isNull()) {
            return value;
        }
        return switch (column.kind()) {
            case LOOKUP -> reference(Reference.read(value.asText()), Optional.of("EntityReference"));
            case CHOICE ->
                Json.object().put("__type", "OptionSetValue" + CONTRACTS).set("Value", value);
            case MONEY -> Json.object().put("__type", "Money" + CONTRACTS).set("Value", value);
            case TIMESTAMP -> Json.tree("/Date(" + Instant.parse(value.asText()).toEpochMilli() + ")/");
            case DATE ->
                Json.tree("/Date("
                        + LocalDate.parse(value.asText())
                                .atStartOfDay(ZoneOffset.UTC)
                                .toInstant()
                                .toEpochMilli()
                        + ")/");
            case KEY, TEXT, INT, BIGINT, DECIMAL, BOOL, GUID -> value;
        };
    }

    private static ObjectNode reference(Reference reference, Optional<String> contract) {
        ObjectNode node = Json.object();
        contract.ifPresent(name -> node.put("__type", name + CONTRACTS));
        node.put("Id", reference.key());
        node.set("KeyAttributes", Json.array());
        node.put("LogicalName", reference.table());
        node.putNull("Name");
        return node.putNull("RowVersion");
    }

    private static ObjectNode pair(String key, JsonNode value) {
        return Json.object().put("key", key).set("value", value);
    }
}
