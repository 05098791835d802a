package org.tieout.ingest.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tieout.event.SalesDocumentVersion;
import org.tieout.event.Watermark;
import org.tieout.ingest.dynamics.api.ChangePage;
import org.tieout.ingest.dynamics.api.Dataverse;
import org.tieout.ingest.dynamics.api.Documents;
import org.tieout.ingest.dynamics.api.Fetched;
import org.tieout.ingest.dynamics.api.Tracked;
import org.tieout.ingest.dynamics.record.DocumentReader;
import org.tieout.ingest.dynamics.record.DocumentTable;
import org.tieout.ingest.dynamics.record.Rows;
import org.tieout.runtime.alert.Alerts;
import org.tieout.runtime.ingest.Emitter;
import org.tieout.runtime.ingest.Turn;
import org.tieout.runtime.ingest.Waits;
import org.tieout.runtime.ingest.Watermarks;
import org.tieout.schemas.Keys;
import org.tieout.schemas.Topics;

/// Opportunities, quotes or orders: changes of lines and of headers say which documents to read, these are
/// read whole, some at a time and a transaction, and the delta links are kept with the last of them.
///
/// Lines come first: what changes after their link was given is told by the next one, and the headers are
/// read later. A changed line means its document, even where its header's row version did not move (memo,
/// section 8.4).
final class DocumentPart implements Part {

    private static final Duration STANDSTILL = Duration.ofSeconds(5);

    private final String connection;
    private final DocumentTable table;
    private final Tracked lines;
    private final Tracked headers;
    private final Documents documents;
    private final DocumentReader reader;
    private final Instant start;
    private final Waits waits;
    private final Alerts alerts;
    private final Clock clock;

    private Tracked.@Nullable End linesEnd;
    private Tracked.@Nullable End headersEnd;

    /// What to read, with the etag as it was listed, or an empty one.
    private final Map<String, String> queue = new LinkedHashMap<>();

    private final Set<String> gone = new TreeSet<>();

    /// @param start documents that were not changed since are left out, unless they are known
    DocumentPart(
            String connection,
            String organization,
            DocumentTable table,
            Dataverse api,
            Instant start,
            Waits waits,
            Alerts alerts,
            Clock clock) {
        this.connection = connection;
        this.table = table;
        this.lines = new Tracked(api, waits, table.lineName(), table.lineSet(), table.parent());
        this.headers = new Tracked(api, waits, table.logicalName(), table.set(), "modifiedon");
        this.documents = new Documents(api);
        this.reader = new DocumentReader(connection, organization);
        this.start = start;
        this.waits = waits;
        this.alerts = alerts;
        this.clock = clock;
    }

    @Override
    public Optional<Turn> step(Watermarks reached, Emitter out) {
        Marks marks = new Marks(reached);
        if (linesEnd == null) {
            return Optional.of(look(lines.look(marks.link(table.lineSet())), page -> lines(page, marks)));
        }
        if (headersEnd == null) {
            return Optional.of(look(headers.look(marks.link(table.set())), page -> headers(page, marks)));
        }
        if (!queue.isEmpty()) {
            return Optional.of(read(marks, out));
        }
        finish(linesEnd, headersEnd, marks, out);
        return Optional.empty();
    }

    private static Turn look(Tracked.Look look, Consumer<Tracked.Look.Page> taker) {
        return switch (look) {
            case Tracked.Look.None(var turn) -> turn;
            case Tracked.Look.Page page -> {
                taker.accept(page);
                yield Turn.again();
            }
        };
    }

    /// At the first read every line there is comes, most of them of documents that nobody asked for.
    private void lines(Tracked.Look.Page look, Marks marks) {
        ChangePage page = look.page();
        for (JsonNode row : page.rows()) {
            String document = Rows.id(row, table.parent());
            if (!document.isEmpty()
                    && (!look.full() || marks.record(table.word(), document).isPresent())) {
                queue.putIfAbsent(document, "");
            }
        }
        Set<String> missing = new HashSet<>(page.deleted());
        Optional<Set<String>> all = look.end().flatMap(Tracked.End::all);
        if (!missing.isEmpty() || all.isPresent()) {
            marks.records(table.word()).forEach((document, mark) -> {
                Set<String> known = Marks.lines(mark);
                if (known.stream().anyMatch(missing::contains)
                        || all.filter(there -> !there.containsAll(known)).isPresent()) {
                    queue.putIfAbsent(document, "");
                }
            });
        }
        linesEnd = look.end().orElse(null);
    }

    private void headers(Tracked.Look.Page look, Marks marks) {
        for (JsonNode row : look.page().rows()) {
            String id = Rows.id(row, table.key());
            if (!look.full() || marks.record(table.word(), id).isPresent() || isRecent(row)) {
                queue.put(id, Rows.etag(row));
            }
        }
        gone.addAll(look.page().deleted());
        look.end().flatMap(Tracked.End::all).ifPresent(all -> {
            gone.addAll(marks.records(table.word()).keySet());
            gone.removeAll(all);
        });
        queue.keySet().removeAll(gone);
        headersEnd = look.end().orElse(null);
    }

    private boolean isRecent(JsonNode row) {
        try {
            return !Rows.modified(row).isBefore(start);
        } catch (IllegalArgumentException | DateTimeException e) {
            // Reading it whole tells a person about it.
            return true;
        }
    }

    private Turn read(Marks marks, Emitter out) {
        Map<String, String> wanted = new LinkedHashMap<>();
        queue.entrySet().stream()
                .limit(Documents.AT_ONCE)
                .forEach(document -> wanted.put(document.getKey(), document.getValue()));
        return switch (documents.read(table, wanted)) {
            case Fetched.Failed<Documents.Chunk>(var answer) -> waits.after(answer);
            case Fetched.Got<Documents.Chunk>(var chunk) -> {
                chunk.whole().forEach(document -> emit(document, marks, out));
                out.commit();
                queue.keySet().removeAll(wanted.keySet());
                queue.putAll(chunk.moving());
                yield chunk.moving().size() < wanted.size()
                        ? Turn.again()
                        : Turn.waiting(STANDSTILL, "documents are being changed while they are read");
            }
        };
    }

    /// One document that cannot be read must not hold up all others.
    private void emit(Documents.Whole document, Marks marks, Emitter out) {
        String id = Rows.id(document.header(), table.key());
        String alert = alertOf(id);
        try {
            SalesDocumentVersion version = reader.read(table, document.header(), document.lines(), clock.instant());
            alerts.resolve(alert);
            if (!marks.stands(table.word(), id, version.getContentHash())) {
                out.emit(Topics.DYNAMICS_SALES_DOCUMENTS, Keys.of(connection, table.word(), id), version);
                Marks.document(out, table.word(), version);
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            alerts.raise(
                    alert,
                    connection,
                    "The " + table.word() + " " + id + " cannot be read: " + e.getMessage(),
                    "Correct it in Dynamics 365 Sales. Until it is changed there it counts as it was read before.");
        }
    }

    private String alertOf(String id) {
        return Keys.of(connection, table.word(), id);
    }

    private void finish(Tracked.End linesRead, Tracked.End headersRead, Marks marks, Emitter out) {
        Instant now = clock.instant();
        for (String id : gone) {
            alerts.resolve(alertOf(id));
            Optional<Watermark> last = marks.record(table.word(), id);
            if (last.isPresent()) {
                out.emit(
                        Topics.DYNAMICS_SALES_DOCUMENTS,
                        Keys.of(connection, table.word(), id),
                        Deleted.version(connection, reader.organization(), table, id, last.get(), now));
                Marks.gone(out, table.word(), id);
            }
        }
        marks.link(out, table.lineSet(), linesRead.link(), linesRead.changed(), now);
        marks.link(out, table.set(), headersRead.link(), headersRead.changed(), now);
        out.commit();
        forget();
    }

    @Override
    public void forget() {
        lines.forget();
        headers.forget();
        linesEnd = null;
        headersEnd = null;
        queue.clear();
        gone.clear();
    }
}
