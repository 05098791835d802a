package org.tieout.ingest.amazon.finance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tieout.event.FinancialEvent;
import org.tieout.ingest.amazon.api.Fetched;
import org.tieout.ingest.amazon.report.SettlementEmitter;
import org.tieout.ingest.amazon.report.SettlementEmitter.Closed;
import org.tieout.runtime.alert.Alerts;
import org.tieout.runtime.http.Answer;
import org.tieout.runtime.ingest.Emitter;
import org.tieout.runtime.ingest.Turn;
import org.tieout.runtime.ingest.Waits;
import org.tieout.runtime.ingest.Watermarks;
import org.tieout.schemas.Keys;
import org.tieout.schemas.Topics;

/// The summary of each settlement that was emitted, once for each content of it. A settlement without a
/// summary is asked for again for a month. Not thread-safe.
final class Summaries {

    private static final Duration AGAIN = Duration.ofHours(1);
    private static final Duration GIVE_UP = Duration.ofDays(30);

    private final String connection;
    private final FinancesApi api;
    private final FinanceReader reader;
    private final Waits waits;
    private final Alerts alerts;
    private final Clock clock;
    private final Map<String, Instant> notBefore = new HashMap<>();

    Summaries(String connection, FinancesApi api, FinanceReader reader, Waits waits, Alerts alerts, Clock clock) {
        this.connection = connection;
        this.api = api;
        this.reader = reader;
        this.waits = waits;
        this.alerts = alerts;
        this.clock = clock;
    }

    /// The watermark of a settlement whose summary needs no further look; its position is the settlement's
    /// hash.
    static String watermarkOf(String settlementId) {
        return "summary/" + settlementId;
    }

    /// Reads one summary, if one is due.
    Optional<Turn> poll(Watermarks reached, Emitter out) {
        return SettlementEmitter.closed(reached).stream()
                .filter(settlement -> isDue(settlement, reached))
                .findFirst()
                .map(settlement -> read(settlement, out));
    }

    private boolean isDue(Closed settlement, Watermarks reached) {
        var done = reached.of(watermarkOf(settlement.id()))
                .filter(mark -> mark.getPosition().equals(settlement.hash()))
                .isPresent();
        return !done && !clock.instant().isBefore(notBefore.getOrDefault(settlement.id(), Instant.MIN));
    }

    private Turn read(Closed settlement, Emitter out) {
        return switch (api.summary(settlement.id())) {
            case Fetched.Got<List<JsonNode>>(var found) -> {
                waits.over();
                yield emit(settlement, found, out);
            }
            case Fetched.Failed<List<JsonNode>>(Answer.Refused refused) -> later(settlement, refused.reason());
            case Fetched.Failed<List<JsonNode>>(var answer) -> waits.after(answer);
        };
    }

    private Turn emit(Closed settlement, List<JsonNode> found, Emitter out) {
        if (found.isEmpty() && settlement.at().plus(GIVE_UP).isAfter(clock.instant())) {
            notBefore.put(settlement.id(), clock.instant().plus(AGAIN));
            return Turn.again();
        }
        var events = new ArrayList<FinancialEvent>();
        try {
            for (var json : found) {
                events.add(reader.summary(settlement.id(), json, clock.instant()));
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            return later(settlement, "cannot be read: " + e.getMessage());
        }
        events.forEach(event -> out.emit(Topics.AMAZON_FINANCIAL_EVENTS, Keys.of(connection, settlement.id()), event));
        out.mark(watermarkOf(settlement.id()), settlement.hash(), Map.of("summaries", Integer.toString(found.size())));
        out.commit();
        alerts.resolve(alertOf(settlement));
        return Turn.again();
    }

    private Turn later(Closed settlement, String reason) {
        notBefore.put(settlement.id(), clock.instant().plus(AGAIN));
        alerts.raise(
                alertOf(settlement),
                connection,
                "The summary of settlement " + settlement.id() + ": " + reason,
                "The settlement itself is not held up; it lacks this control total. It is asked for again every hour.");
        return Turn.again();
    }

    private String alertOf(Closed settlement) {
        return Keys.of(connection, "summary", settlement.id());
    }
}
