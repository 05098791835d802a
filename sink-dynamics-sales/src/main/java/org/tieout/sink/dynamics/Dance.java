package org.tieout.sink.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tieout.runtime.http.Json;

/// Changes a record that its state locks, as Microsoft's own connector does (memo, 10): back to the first state, the
/// change, forward again to the state and status it had. All of it is one change set, so that nobody sees the middle
/// and nothing of it stays when one step is refused.
///
/// Which way leads forward depends on the table: a plain change where there is one, else the message that closes
/// (memo, 9), which leaves one more closing activity and is given the days that stood there before. Pure.
final class Dance {
    private static final String SUBJECT = "Closed again after its posting was written back";

    private static final int ACTIVE_QUOTE = 2;

    private final SalesTable table;
    private final String id;
    private final JsonNode record;
    private final List<Operation> steps = new ArrayList<>();

    private Dance(SalesTable table, String id, JsonNode record) {
        this.table = table;
        this.id = id;
        this.record = record;
    }

    /// @param record as read, with its state, its stamps and its version
    static List<Operation> of(SalesTable table, String id, JsonNode record, ObjectNode changes) {
        Dance dance = new Dance(table, id, record);
        String row = table.row(id);
        dance.steps.add(Operation.change(row, record.path("@odata.etag").asText(), state(0, 1)));
        dance.steps.add(Operation.change(row, changes));
        dance.forward();
        return List.copyOf(dance.steps);
    }

    private void forward() {
        int state = record.path("statecode").asInt();
        int status = record.path("statuscode").asInt();
        switch (table) {
            case OPPORTUNITY -> {
                switch (state) {
                    case 1 -> close("WinOpportunity", "OpportunityClose", status, "actualclosedate");
                    case 2 -> close("LoseOpportunity", "OpportunityClose", status, "actualclosedate");
                    default -> plain(state(state, status));
                }
            }
            case QUOTE -> {
                // Only an active quote is won or closed.
                switch (state) {
                    case 2 -> {
                        plain(state(1, ACTIVE_QUOTE));
                        close("WinQuote", "QuoteClose", status, "closedon");
                    }
                    case 3 -> {
                        plain(state(1, ACTIVE_QUOTE));
                        close("CloseQuote", "QuoteClose", status, "closedon");
                    }
                    default -> plain(state(state, status));
                }
            }
            case ORDER -> {
                switch (state) {
                    case 2 -> close("CancelSalesOrder", "OrderClose", status, "");
                    case 3 -> close("FulfillSalesOrder", "OrderClose", status, "datefulfilled");
                    default -> plain(submitted(state, status));
                }
            }
        }
    }

    /// The day of submission stays what it was.
    private ObjectNode submitted(int state, int status) {
        ObjectNode to = state(state, status);
        Json.text(record, "submitdate").ifPresent(day -> to.put("submitdate", day));
        return to;
    }

    private void plain(ObjectNode to) {
        steps.add(Operation.change(table.row(id), to));
    }

    private void close(String message, String parameter, int status, String stamp) {
        ObjectNode activity =
                Json.object().put("subject", SUBJECT).put(table.logicalName() + "id@odata.bind", "/" + table.row(id));
        end(stamp).ifPresent(end -> activity.put("actualend", end));
        JsonNode revenue = record.path("actualvalue");
        if (revenue.isNumber()) {
            activity.set("actualrevenue", revenue);
        }
        steps.add(Operation.act(message, Json.object().put("Status", status).set(parameter, activity)));
    }

    /// Of a day its noon, which is the same day wherever the reader is.
    private Optional<String> end(String stamp) {
        return (stamp.isEmpty() ? Optional.<String>empty() : Json.text(record, stamp))
                .map(end -> end.length() == 10 ? end + "T12:00:00Z" : end);
    }

    private static ObjectNode state(int state, int status) {
        return Json.object().put("statecode", state).put("statuscode", status);
    }
}
