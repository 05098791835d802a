package org.tieout.sink.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.sink.Answered;
import org.tieout.runtime.sink.Finding;
import org.tieout.runtime.sink.ItemOutcome;

/// Keeps the columns of records as they should be: reads, writes what differs where the record is still as it was
/// read, and reads again where it is not (memo, 5 and 10). One call reads a batch's records and one writes them.
final class ColumnDesk {
    private static final int ROUNDS = 4;

    private final CrmClient client;

    ColumnDesk(CrmClient client) {
        this.client = client;
    }

    // ---- write ----------------------------------------------------------------------------------------------------

    List<ItemOutcome> post(List<Wanted> wanted) {
        Map<Integer, ItemOutcome> outcomes = new TreeMap<>();
        Set<Integer> locked = new HashSet<>();
        for (int round = 0; round < ROUNDS && outcomes.size() < wanted.size(); round++) {
            round(wanted, outcomes, locked);
        }
        for (int i = 0; i < wanted.size(); i++) {
            outcomes.putIfAbsent(
                    i,
                    new ItemOutcome.Later(
                            "others changed the " + wanted.get(i).table().logicalName()
                                    + " between every reading and writing",
                            Optional.empty()));
        }
        return List.copyOf(outcomes.values());
    }

    /// @param locked which turned out not to be writable in their state
    private void round(List<Wanted> wanted, Map<Integer, ItemOutcome> outcomes, Set<Integer> locked) {
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            if (!outcomes.containsKey(i)) {
                open.add(i);
            }
        }
        List<CrmReply> read = read(open.stream().map(wanted::get).toList());
        List<Integer> writing = new ArrayList<>();
        List<List<Operation>> sets = new ArrayList<>();
        for (int k = 0; k < open.size(); k++) {
            int i = open.get(k);
            Wanted one = wanted.get(i);
            if (read.get(k) instanceof CrmReply.Heard(var record)) {
                if (differing(one, record).isEmpty()) {
                    outcomes.put(i, one.onRecord(true));
                } else {
                    writing.add(i);
                    sets.add(writing(one, record, locked.contains(i)));
                }
            } else {
                outcomes.put(i, unread(one, read.get(k)));
            }
        }
        List<CrmReply> written = client.execute("writeRecords", sets);
        for (int k = 0; k < writing.size(); k++) {
            int i = writing.get(k);
            boolean plain = sets.get(k).size() == 1;
            written(wanted.get(i), written.get(k), plain, locked.add(i)).ifPresent(outcome -> outcomes.put(i, outcome));
            if (!(written.get(k) instanceof CrmReply.Faulted(var fault)) || fault.isOvertaken()) {
                locked.remove(i);
            }
        }
    }

    private static List<Operation> writing(Wanted wanted, JsonNode record, boolean locked) {
        ObjectNode changes = differing(wanted, record);
        int state = record.path("statecode").asInt();
        // What is in its first state was refused for another reason: there is nothing to open.
        boolean open = state == 0 || (wanted.table().isOpen(state) && !locked);
        return open
                ? List.of(Operation.change(
                        wanted.table().row(wanted.id()),
                        record.path("@odata.etag").asText(),
                        changes))
                : Dance.of(wanted.table(), wanted.id(), record, changes);
    }

    /// Nothing where it is to be read and decided again.
    private static Optional<ItemOutcome> written(Wanted wanted, CrmReply reply, boolean plain, boolean first) {
        if (reply instanceof CrmReply.Heard) {
            return Optional.of(wanted.onRecord(false));
        }
        if (reply instanceof CrmReply.Faulted(var fault)) {
            if (fault.isOvertaken() || (plain && first && fault.status() == 400 && !fault.is(CrmFault.TOO_LONG))) {
                return Optional.empty();
            }
            if (fault.isAbsent()) {
                return Optional.of(wanted.gone(fault));
            }
        }
        return Optional.of(CrmReply.unwritten(reply));
    }

    // ---- read -----------------------------------------------------------------------------------------------------

    Answered<List<Finding>> find(List<Wanted> wanted) {
        List<CrmReply> read = read(wanted);
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            Wanted one = wanted.get(i);
            switch (read.get(i)) {
                case CrmReply.Heard(var record) ->
                    findings.add(
                            differing(one, record).isEmpty()
                                    ? new Finding.Found(one.onRecord(true))
                                    : new Finding.Absent());
                case CrmReply.Faulted(var fault) when fault.isAbsent() -> findings.add(new Finding.Absent());
                case CrmReply.Faulted _, CrmReply.NotNow _, CrmReply.Stopped _, CrmReply.Unheard _ -> {
                    return CrmReply.notRead(read.get(i));
                }
            }
        }
        return new Answered.Heard<>(findings);
    }

    private List<CrmReply> read(List<Wanted> wanted) {
        return client.execute(
                "readRecords",
                wanted.stream().map(one -> List.of(Operation.get(address(one)))).toList());
    }

    private static String address(Wanted wanted) {
        Set<String> columns = new java.util.LinkedHashSet<>(List.of("statecode", "statuscode"));
        columns.addAll(wanted.table().stamps());
        columns.addAll(names(wanted.columns()));
        return wanted.table().row(wanted.id()) + "?$select=" + String.join(",", columns);
    }

    private static ItemOutcome unread(Wanted wanted, CrmReply reply) {
        if (reply instanceof CrmReply.Faulted(var fault)) {
            if (fault.isAbsent()) {
                return wanted.gone(fault);
            }
            if (fault.status() == 400) {
                // Nothing in the request can be wrong but the columns' names.
                return new ItemOutcome.Stopped(
                        "The columns " + names(wanted.columns()) + " of the table "
                                + wanted.table().logicalName() + " cannot be read: " + fault.text(),
                        "Add them to that table in Dynamics 365 Sales, or name those there are in write-back-columns"
                                + " of the connection, or set write-back: invoice; then run `tieout apply`.");
            }
        }
        return CrmReply.unread(reply);
    }

    // ---- compare --------------------------------------------------------------------------------------------------

    /// Those columns that the record holds otherwise, as they should be.
    static ObjectNode differing(Wanted wanted, JsonNode record) {
        ObjectNode changes = Json.object();
        for (String column : names(wanted.columns())) {
            Optional<String> should = Json.text(wanted.columns(), column);
            Optional<String> is = Json.text(record, column);
            if (!isSame(should, is)) {
                changes.set(column, Objects.requireNonNull(wanted.columns().get(column)));
            }
        }
        return changes;
    }

    /// A day is the same where the column holds it with a time; line ends and blanks at the end do not count.
    private static boolean isSame(Optional<String> should, Optional<String> is) {
        return should.map(ColumnDesk::plain)
                .equals(is.map(ColumnDesk::plain)
                        .map(text -> should.filter(day -> day.length() == 10 && text.startsWith(day + "T"))
                                .orElse(text)));
    }

    private static String plain(String text) {
        return text.replace("\r\n", "\n").strip();
    }

    private static List<String> names(ObjectNode columns) {
        return StreamSupport.stream(columns.properties().spliterator(), false)
                .map(Map.Entry::getKey)
                .collect(Collectors.toList());
    }
}
