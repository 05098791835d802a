package org.tieout.ingest.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tieout.event.CrmRecord;
import org.tieout.ingest.dynamics.api.ChangePage;
import org.tieout.ingest.dynamics.api.Dataverse;
import org.tieout.ingest.dynamics.api.Tracked;
import org.tieout.ingest.dynamics.api.Units;
import org.tieout.ingest.dynamics.record.MasterReader;
import org.tieout.ingest.dynamics.record.MasterTable;
import org.tieout.ingest.dynamics.record.Rows;
import org.tieout.runtime.alert.Alerts;
import org.tieout.runtime.http.Answer;
import org.tieout.runtime.ingest.Emitter;
import org.tieout.runtime.ingest.Turn;
import org.tieout.runtime.ingest.Waits;
import org.tieout.runtime.ingest.Watermarks;
import org.tieout.schemas.Keys;
import org.tieout.schemas.Topics;

/// A table of master data: what changed is emitted, what was deleted erased, a page a transaction.
final class MasterPart implements Part {

    private static final String UNIT = "_defaultuomid_value";

    private final String connection;
    private final String organization;
    private final MasterTable table;
    private final Tracked tracked;
    private final Units units;
    private final Waits waits;
    private final Alerts alerts;
    private final Clock clock;

    MasterPart(
            String connection,
            String organization,
            MasterTable table,
            Dataverse api,
            Units units,
            Waits waits,
            Alerts alerts,
            Clock clock) {
        this.connection = connection;
        this.organization = organization;
        this.table = table;
        this.tracked = new Tracked(api, waits, table.logicalName(), table.set(), table.columns());
        this.units = units;
        this.waits = waits;
        this.alerts = alerts;
        this.clock = clock;
    }

    @Override
    public Optional<Turn> step(Watermarks reached, Emitter out) {
        Marks marks = new Marks(reached);
        return switch (tracked.look(marks.link(table.set()))) {
            case Tracked.Look.None(var turn) -> Optional.of(turn);
            case Tracked.Look.Page(var page, var _, var end) -> {
                Optional<Answer> untold = units.learn(unitsOf(page));
                if (untold.isPresent()) {
                    forget();
                    yield Optional.of(waits.after(untold.get()));
                }
                yield take(page, end, marks, out);
            }
        };
    }

    private List<String> unitsOf(ChangePage page) {
        return table == MasterTable.PRODUCT
                ? page.rows().stream()
                        .map(row -> Rows.id(row, UNIT))
                        .filter(id -> !id.isEmpty())
                        .toList()
                : List.of();
    }

    private Optional<Turn> take(ChangePage page, Optional<Tracked.End> end, Marks marks, Emitter out) {
        MasterReader reader = new MasterReader(connection, organization, marks::currency, units::name);
        page.rows().forEach(row -> emit(reader, row, marks, out));
        Set<String> gone = new TreeSet<>(page.deleted());
        end.flatMap(Tracked.End::all).ifPresent(all -> {
            gone.addAll(marks.records(table.kind()).keySet());
            gone.removeAll(all);
        });
        gone.forEach(id -> erase(id, marks, out));
        gone.forEach(id -> alerts.resolve(alertOf(id)));
        end.ifPresent(last -> marks.link(out, table.set(), last.link(), last.changed(), clock.instant()));
        out.commit();
        return end.isPresent() ? Optional.empty() : Optional.of(Turn.again());
    }

    /// One record that cannot be read must not hold up all others.
    private void emit(MasterReader reader, JsonNode row, Marks marks, Emitter out) {
        String alert = alertOf(Rows.id(row, table.key()));
        try {
            CrmRecord record = reader.read(table, row, clock.instant());
            String hash = MasterReader.contentHash(record);
            alerts.resolve(alert);
            if (marks.stands(table.kind(), record.getId(), hash)) {
                return;
            }
            out.emit(Topics.DYNAMICS_MASTER_DATA, Keys.of(connection, table.kind(), record.getId()), record);
            if (table == MasterTable.CURRENCY) {
                Marks.currency(out, record.getId(), hash, Rows.required(row, "isocurrencycode"));
            } else {
                Marks.record(out, table.kind(), record.getId(), hash);
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            alerts.raise(
                    alert,
                    connection,
                    "The " + table.kind() + " " + Rows.id(row, table.key()) + " cannot be read: " + e.getMessage(),
                    "Complete it in Dynamics 365 Sales. Until it is changed there it counts as it was read before.");
        }
    }

    private String alertOf(String id) {
        return Keys.of(connection, table.kind(), id);
    }

    private void erase(String id, Marks marks, Emitter out) {
        if (marks.record(table.kind(), id).isPresent()) {
            out.erase(Topics.DYNAMICS_MASTER_DATA, Keys.of(connection, table.kind(), id));
            Marks.gone(out, table.kind(), id);
        }
    }

    @Override
    public void forget() {
        tracked.forget();
    }
}
