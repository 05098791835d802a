package org.tieout.simulator.dataverse.sales;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tieout.simulator.dataverse.model.Refusals;
import org.tieout.simulator.dataverse.model.Rows;
import org.tieout.simulator.dataverse.model.TableType;
import org.tieout.simulator.odata.Refusal;

/// States and the statuses each may have (section 8.1), and which state follows which by a plain change. The first
/// status of a state is its default. Stateless.
final class States {
    private static final Map<Integer, List<Integer>> PLAIN = Map.of(0, List.of(1), 1, List.of(2));
    private static final Map<String, Map<Integer, List<Integer>>> STATUSES = Map.of(
            "opportunity", Map.of(0, List.of(1, 2), 1, List.of(3), 2, List.of(4, 5)),
            "quote", Map.of(0, List.of(1), 1, List.of(2, 3), 2, List.of(4), 3, List.of(5, 6, 7)),
            "salesorder",
                    Map.of(
                            0, List.of(1, 2),
                            1, List.of(3),
                            2, List.of(4),
                            3, List.of(100001, 100002),
                            4, List.of(100003)),
            "invoice",
                    Map.of(
                            0, List.of(1, 2, 4, 5, 6),
                            1, List.of(7),
                            2, List.of(100001, 100002),
                            3, List.of(100003)),
            "product", Map.of(0, List.of(1), 1, List.of(2), 2, List.of(0), 3, List.of(3)),
            "pricelevel", Map.of(0, List.of(100001), 1, List.of(100002)),
            "asyncoperation", Map.of(0, List.of(0), 1, List.of(10), 2, List.of(20), 3, List.of(30, 31, 32)));
    private static final Map<String, Map<Integer, List<Integer>>> FOLLOWS = Map.of(
            "opportunity", Map.of(1, List.of(0), 2, List.of(0)),
            "quote", Map.of(0, List.of(1), 2, List.of(0), 3, List.of(0)),
            "salesorder", Map.of(0, List.of(1, 4), 1, List.of(0, 4), 2, List.of(0), 3, List.of(0, 4)),
            "invoice", Map.of(0, List.of(2, 3), 2, List.of(0, 3), 3, List.of(0)));
    private static final Map<String, Map<Integer, String>> MESSAGES = Map.of(
            "opportunity", Map.of(1, "WinOpportunity", 2, "LoseOpportunity"),
            "quote", Map.of(0, "ReviseQuote", 2, "WinQuote", 3, "CloseQuote"),
            "salesorder", Map.of(2, "CancelSalesOrder", 3, "FulfillSalesOrder"));

    private States() {}

    private static Map<Integer, List<Integer>> statuses(TableType type) {
        return STATUSES.getOrDefault(type.name(), PLAIN);
    }

    /// Sets the state a new row begins in; any other than the first is refused.
    static void begin(TableType type, ObjectNode data) {
        if (type.column("statecode").isEmpty()) {
            return;
        }
        int state = data.path("statecode").asInt(0);
        boolean fixed = STATUSES.containsKey(type.name())
                && Family.ofDocument(type.name()).isPresent();
        if (fixed && state != 0) {
            throw Refusals.argument("A new " + type.name() + " begins in its first state, not in " + state + ".");
        }
        data.put("statecode", state);
        data.put("statuscode", status(type, state, data.path("statuscode")));
    }

    /// The status a state is entered with: the one that was sent, or the default.
    static int status(TableType type, int state, JsonNode sent) {
        List<Integer> possible = statuses(type).getOrDefault(state, List.of());
        int wanted = sent.asInt(-1);
        if (wanted == -1 && !possible.isEmpty()) {
            return possible.getFirst();
        }
        if (!possible.contains(wanted)) {
            throw new Refusal(
                    400,
                    "0x80048408",
                    wanted + " is not a valid status code for state code " + state + " on " + type.name() + ".");
        }
        return wanted;
    }

    /// Completes a change of state: both columns are set afterwards, where either was sent.
    static void change(TableType type, ObjectNode current, ObjectNode changes) {
        if (!changes.has("statecode") && !changes.has("statuscode")) {
            return;
        }
        int from = Rows.choice(current, "statecode");
        int to = changes.path("statecode").asInt(from);
        Map<Integer, List<Integer>> follows = FOLLOWS.getOrDefault(type.name(), Map.of());
        if (!follows.isEmpty()
                && to != from
                && !follows.getOrDefault(from, List.of()).contains(to)) {
            throw notByChange(type, from, to);
        }
        changes.put("statecode", to);
        changes.put("statuscode", status(type, to, changes.path("statuscode")));
    }

    private static Refusal notByChange(TableType type, int from, int to) {
        String name = label(type, to);
        return Optional.ofNullable(MESSAGES.getOrDefault(type.name(), Map.of()).get(to))
                .map(message -> Refusals.argument("This message can not be used to set the state of " + type.name()
                        + " to " + name + ". In order to set state of " + type.name() + " to " + name + ", use the "
                        + message + " message instead."))
                .orElseGet(() -> Refusals.argument(
                        "The state of " + type.name() + " cannot go from " + label(type, from) + " to " + name + "."));
    }

    static String label(TableType type, int state) {
        return type.column("statecode")
                .map(column -> column.choices().getOrDefault(state, String.valueOf(state)))
                .orElse(String.valueOf(state));
    }
}
