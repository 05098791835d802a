package org.tieout.ingest.amazon.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tieout.event.AuditRecord;
import org.tieout.event.Watermark;
import org.tieout.ingest.amazon.api.Fetched;
import org.tieout.ingest.amazon.order.OrdersFeed;
import org.tieout.ingest.amazon.report.ReportsApi.Report;
import org.tieout.ingest.amazon.report.SettlementEmitter.Origin;
import org.tieout.ingest.amazon.report.SettlementEmitter.Result;
import org.tieout.ingest.amazon.settlement.UnreadableReport;
import org.tieout.runtime.alert.Alerts;
import org.tieout.runtime.http.Answer;
import org.tieout.runtime.http.Reply;
import org.tieout.runtime.ingest.Emitter;
import org.tieout.runtime.ingest.Feed;
import org.tieout.runtime.ingest.Turn;
import org.tieout.runtime.ingest.Waits;
import org.tieout.runtime.ingest.Watermarks;
import org.tieout.runtime.schedule.Backoff;
import org.tieout.runtime.service.Failpoint;
import org.tieout.runtime.service.Failpoints;
import org.tieout.schemas.Keys;
import org.tieout.schemas.Topics;

/// Settlements: finds the reports that Amazon has made, downloads each once, emits what is in it. One report
/// a turn.
///
/// A settlement waits until the orders of its period have been read, so that in the log orders precede their
/// settlement; not longer than a set time after its report was made, though, because a late order is a matter
/// the mapper can deal with, and a settlement that never comes is not. A report that cannot be downloaded
/// whole is fetched again after a growing wait, and one with rows that cannot be read is held until its
/// settlement comes in another file; both raise an alert and neither holds up the next report.
public final class SettlementsFeed implements Feed {

    /// The feed's name.
    public static final String NAME = "settlements";

    private static final String LAST_PERIOD_END = "last-period-end";

    /// How far back Amazon lists reports.
    private static final Duration LISTED = Duration.ofDays(90);

    private static final Duration GATE = Duration.ofSeconds(5);
    private static final Backoff RETRY = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(30));
    private static final Backoff HELD = new Backoff(Duration.ofHours(1), Duration.ofHours(12));

    private static final String RETRY_HELP = "Nothing of it was posted. It is downloaded again by itself.";

    private static final String HELD_HELP =
            "Nothing of it was posted. Get the file from Seller Central, correct it if it has the same error, and feed"
                    + " it in: tieout import FILE --flow FLOW. Amazon's own reissue is taken by itself.";

    private final String connection;
    private final ReportsApi api;
    private final SettlementEmitter emitter;
    private final Waits waits;
    private final Alerts alerts;
    private final Supplier<List<String>> flows;
    private final Supplier<Duration> every;
    private final Duration waitForOrders;
    private final Duration cadence;
    private final Instant start;
    private final Clock clock;
    private final Failpoints failpoints;
    private final HeldReports heldReports;

    private List<Report> pending = List.of();
    private Optional<Instant> listedAt = Optional.empty();
    private final Map<String, Trouble> troubles = new HashMap<>();

    /// A report that was tried in vain.
    private record Trouble(int attempts, Instant notBefore, String reason) {}

    /// @param flows the flows that read from the connection, for their audit
    /// @param every how often to look for new reports
    /// @param waitForOrders how long after its report a settlement waits for the orders of its period
    /// @param cadence how long after the end of the last settlement a new one is missed
    /// @param start reports made before are left alone
    /// @param marks the connection's watermarks as they stand, also those set by a file fed in by hand
    public SettlementsFeed(
            String connection,
            ReportsApi api,
            SettlementEmitter emitter,
            Waits waits,
            Alerts alerts,
            Supplier<List<String>> flows,
            Supplier<Duration> every,
            Duration waitForOrders,
            Duration cadence,
            Instant start,
            Function<String, Optional<Watermark>> marks,
            Clock clock,
            Failpoints failpoints) {
        this.heldReports = new HeldReports(marks);
        this.connection = connection;
        this.api = api;
        this.emitter = emitter;
        this.waits = waits;
        this.alerts = alerts;
        this.flows = flows;
        this.every = every;
        this.waitForOrders = waitForOrders;
        this.cadence = cadence;
        this.start = start;
        this.clock = clock;
        this.failpoints = failpoints;
    }

    /// The watermark of a report that needs no further look.
    static String watermarkOf(String reportId) {
        return "report/" + reportId;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Turn poll(Watermarks reached, Emitter out) {
        if (!clock.instant().isBefore(listAgainAt())) {
            var failed = list(reached, out);
            if (failed.isPresent()) {
                return failed.get();
            }
        }
        leaveTakenElsewhere(reached, out);
        var now = clock.instant();
        var open = pending.stream()
                .filter(report -> reached.of(watermarkOf(report.id())).isEmpty())
                .filter(report -> !isTroubled(report, now))
                .toList();
        for (var report : open) {
            if (ordersAreRead(report, reached, now)) {
                return take(report, reached, out);
            }
        }
        var wait = untilNext(now);
        if (!open.isEmpty()) {
            return Turn.waiting(
                    wait.compareTo(GATE) < 0 ? wait : GATE,
                    open.size() + " settlement(s) wait until the orders of their period are read");
        }
        return troubles.isEmpty() ? Turn.idle(wait) : Turn.waiting(wait, troubleReason());
    }

    /// By the schedule of now: a shorter one does not wait until the longer one before it is over.
    private Instant listAgainAt() {
        return listedAt.map(at -> at.plus(every.get())).orElse(Instant.MIN);
    }

    private Optional<Turn> list(Watermarks reached, Emitter out) {
        var since = since(reached);
        var found = new ArrayList<Report>();
        var page = api.list(Optional.of(since).filter(clock.instant().minus(LISTED)::isBefore));
        while (page instanceof Fetched.Got<ReportsApi.Page>(var got)
                && got.nextToken().isPresent()) {
            found.addAll(got.reports());
            page = api.next(got.nextToken().get());
        }
        switch (page) {
            case Fetched.Failed<ReportsApi.Page>(var answer) -> {
                return Optional.of(waits.after(answer));
            }
            case Fetched.Got<ReportsApi.Page>(var last) -> found.addAll(last.reports());
        }
        waits.over();
        found.removeIf(report -> report.createdAt().isBefore(start));
        pending = found.stream()
                .filter(Report::done)
                .sorted(Comparator.comparing(Report::createdAt).thenComparing(Report::id))
                .toList();
        listedAt = Optional.of(clock.instant());
        var lastEnd = lastPeriodEnd(found, reached);
        advance(found, since, lastEnd, reached, out);
        tellOverdue(lastEnd, reached);
        return Optional.empty();
    }

    private static Optional<Instant> lastPeriodEnd(List<Report> found, Watermarks reached) {
        var known = reached.of(NAME)
                .map(mark -> mark.getReached().get(LAST_PERIOD_END))
                .map(Instant::parse);
        return Stream.concat(
                        known.stream(),
                        found.stream()
                                .filter(Report::done)
                                .map(report -> report.periodEnd().orElse(report.createdAt())))
                .max(Comparator.naturalOrder());
    }

    /// An empty listing is no success where a settlement is due. What time it is at Amazon, the orders tell.
    private void tellOverdue(Optional<Instant> lastEnd, Watermarks reached) {
        var due = lastEnd.orElse(start).plus(cadence);
        if (OrdersFeed.readUntil(reached).filter(due::isBefore).isEmpty()) {
            alerts.resolve(overdue());
            return;
        }
        alerts.raise(
                overdue(),
                connection,
                lastEnd.map(end -> "No settlement has come since the one that ended at " + end)
                        .orElse("No settlement has come at all since " + start),
                "Look for it under Payments in Seller Central. If Amazon pays this account less often, set"
                        + " settlement-cadence of the connection; the alert ends by itself when one arrives.");
    }

    private String overdue() {
        return Keys.of(connection, NAME, "overdue");
    }

    /// The feed's watermark: every report made before it is done with.
    private static Instant position(Watermarks reached, Instant otherwise) {
        return reached.of(NAME).map(Watermark::getPosition).map(Instant::parse).orElse(otherwise);
    }

    private Instant since(Watermarks reached) {
        return position(reached, start);
    }

    private static void advance(
            List<Report> found, Instant since, Optional<Instant> lastEnd, Watermarks reached, Emitter out) {
        var next = found.stream()
                .filter(report -> !report.ended()
                        || (report.done()
                                && reached.of(watermarkOf(report.id())).isEmpty()))
                .map(Report::createdAt)
                .min(Comparator.naturalOrder())
                .or(() -> found.stream().map(Report::createdAt).max(Comparator.naturalOrder()))
                .orElse(since);
        var facts = new HashMap<String, String>();
        facts.put("reports-listed", Integer.toString(found.size()));
        lastEnd.ifPresent(end -> facts.put(LAST_PERIOD_END, end.toString()));
        if (next.isAfter(since) || !lastEnd.equals(lastPeriodEnd(List.of(), reached))) {
            out.mark(NAME, next.toString(), facts);
            out.commit();
        }
    }

    private boolean ordersAreRead(Report report, Watermarks reached, Instant now) {
        var periodEnd = report.periodEnd().orElse(report.createdAt());
        return OrdersFeed.readUntil(reached)
                        .filter(until -> !until.isBefore(periodEnd))
                        .isPresent()
                || now.isAfter(report.createdAt().plus(waitForOrders));
    }

    private Turn take(Report report, Watermarks reached, Emitter out) {
        return switch (api.link(report.documentId())) {
            case Fetched.Failed<URI>(Answer.Refused refused) -> trouble(report, refused.reason(), RETRY, RETRY_HELP);
            case Fetched.Failed<URI>(var answer) -> waits.after(answer);
            case Fetched.Got<URI>(var link) -> {
                waits.over();
                yield fetch(report, link, reached, out);
            }
        };
    }

    private Turn fetch(Report report, URI link, Watermarks reached, Emitter out) {
        try {
            var file = Files.createTempFile("tieout-settlement-", ".txt");
            try {
                return switch (api.download(link, file)) {
                    case Answer.Accepted(var reply) -> emit(report, file, charset(reply), reached, out);
                    // A presigned link lives five minutes; the next turn asks for a fresh one.
                    case Answer.Unauthorized(var reason) ->
                        trouble(
                                report,
                                "the download link was refused, it may have expired: " + reason,
                                RETRY,
                                RETRY_HELP);
                    case Answer.Refused(var reply, var reason) -> trouble(report, reason, RETRY, RETRY_HELP);
                    case Answer.Throttled(var after, var reason) -> trouble(report, reason, RETRY, RETRY_HELP);
                    case Answer.Unavailable(var after, var reason) -> trouble(report, reason, RETRY, RETRY_HELP);
                    case Answer.Unknown(var reason) -> trouble(report, reason, RETRY, RETRY_HELP);
                };
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (UnreadableReport e) {
            return trouble(report, String.valueOf(e.getMessage()), RETRY, RETRY_HELP);
        } catch (IOException e) {
            throw new UncheckedIOException("report " + report.id() + " of " + connection + ": " + e.getMessage(), e);
        }
    }

    private Turn emit(Report report, Path file, Optional<Charset> charset, Watermarks reached, Emitter out)
            throws IOException {
        failpoints.here(Failpoint.INGEST_AFTER_DOWNLOAD);
        var origin = new Origin(report.documentId(), Optional.of(report.id()), charset);
        var held = new ArrayList<Result.Held>();
        var before = Optional.ofNullable(troubles.get(report.id()));
        emitter.emit(file, origin, reached, out, results -> {
            results.stream()
                    .filter(Result.Held.class::isInstance)
                    .map(Result.Held.class::cast)
                    .forEach(held::add);
            results.stream()
                    .filter(Result.Emitted.class::isInstance)
                    .map(Result.Emitted.class::cast)
                    .forEach(emitted -> audit(emitted, report, before, out));
            if (!held.isEmpty()) {
                heldReports.hold(report.id(), held, reached, out);
            } else {
                out.mark(watermarkOf(report.id()), report.createdAt().toString(), reached(results, before));
            }
        });
        if (!held.isEmpty()) {
            return trouble(report, SettlementEmitter.describe(held), HELD, HELD_HELP);
        }
        troubles.remove(report.id());
        alerts.resolve(alertOf(report));
        return Turn.again();
    }

    /// A report that is held is left for good once its settlements came in another file.
    private void leaveTakenElsewhere(Watermarks reached, Emitter out) {
        for (var report : pending) {
            if (troubles.containsKey(report.id())
                    && reached.of(watermarkOf(report.id())).isEmpty()) {
                heldReports.takenElsewhere(report.id(), reached).ifPresent(settlements -> {
                    var facts = Map.of("settlements", String.join(",", settlements), "taken", "from another file");
                    out.mark(watermarkOf(report.id()), report.createdAt().toString(), facts);
                    out.commit();
                    troubles.remove(report.id());
                    alerts.resolve(alertOf(report));
                });
            }
        }
    }

    /// The first step of the settlement's story, in every flow that reads it: how it came here, and what
    /// stood in the way.
    private void audit(Result.Emitted emitted, Report report, Optional<Trouble> before, Emitter out) {
        var attempts = before.map(Trouble::attempts).orElse(0) + 1;
        var facts = new HashMap<String, String>();
        facts.put("report", report.id());
        facts.put("document", report.documentId());
        facts.put("documentHash", emitted.hash());
        facts.put("lines", Long.toString(emitted.lines()));
        before.ifPresent(trouble -> facts.put("last-trouble", trouble.reason()));
        for (var flow : flows.get()) {
            out.emit(
                    Topics.POSTING_AUDIT,
                    Keys.of(flow, emitted.settlementId()),
                    AuditRecord.newBuilder()
                            .setFlow(flow)
                            .setSourceId(emitted.settlementId())
                            .setStep("downloaded")
                            .setAttempt(attempts)
                            .setMessage("Read from report " + report.id() + ", " + emitted.lines() + " lines"
                                    + (attempts == 1 ? "" : ", on attempt " + attempts))
                            .setFacts(facts)
                            .setAt(clock.instant())
                            .build());
        }
    }

    private static Map<String, String> reached(List<Result> results, Optional<Trouble> before) {
        var reached = new HashMap<String, String>();
        reached.put("settlements", results.stream().map(Result::settlementId).collect(Collectors.joining(",")));
        reached.put("attempts", Integer.toString(before.map(Trouble::attempts).orElse(0) + 1));
        before.ifPresent(trouble -> reached.put("last-trouble", trouble.reason()));
        return reached;
    }

    private Turn trouble(Report report, String reason, Backoff backoff, String nextStep) {
        var attempts = Optional.ofNullable(troubles.get(report.id()))
                        .map(Trouble::attempts)
                        .orElse(0)
                + 1;
        var wait = backoff.after(attempts, RandomGenerator.getDefault());
        troubles.put(report.id(), new Trouble(attempts, clock.instant().plus(wait), reason));
        alerts.raise(alertOf(report), connection, "Settlement report " + report.id() + ": " + reason, nextStep);
        return Turn.again();
    }

    private boolean isTroubled(Report report, Instant now) {
        var trouble = troubles.get(report.id());
        return trouble != null && now.isBefore(trouble.notBefore());
    }

    /// Until the next listing or the next try of a troubled report, whichever comes first.
    private Duration untilNext(Instant now) {
        var next = troubles.values().stream()
                .map(Trouble::notBefore)
                .filter(now::isBefore)
                .min(Comparator.naturalOrder())
                .filter(listAgainAt()::isAfter)
                .orElse(listAgainAt());
        var wait = Duration.between(now, next);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    private String troubleReason() {
        return troubles.values().stream().map(Trouble::reason).collect(Collectors.joining("; "));
    }

    private String alertOf(Report report) {
        return Keys.of(connection, "report", report.id());
    }

    /// The charset of the Content-Type, for example `text/plain; charset=Cp1252`; none if Java does not know
    /// it.
    static Optional<Charset> charset(Reply reply) {
        var type = reply.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        var at = type.indexOf("charset=");
        if (at < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Charset.forName(type.substring(at + "charset=".length())
                    .split(";")[0]
                    .replace("\"", "")
                    .strip()));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            // The parser finds out by itself when nothing usable is declared.
            return Optional.empty();
        }
    }
}
