package org.tieout.ingest.amazon.finance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tieout.event.FinancialEvent;
import org.tieout.event.Watermark;
import org.tieout.ingest.amazon.api.Fetched;
import org.tieout.runtime.alert.Alerts;
import org.tieout.runtime.http.Answer;
import org.tieout.runtime.ingest.Emitter;
import org.tieout.runtime.ingest.Turn;
import org.tieout.runtime.ingest.Waits;
import org.tieout.runtime.ingest.Watermarks;
import org.tieout.schemas.Keys;
import org.tieout.schemas.Topics;

/// Balances: at the end of every local month since reading began, and once a day as they are then. The
/// last month's end is read again for some days, because transactions of its last hours may come late. Not
/// thread-safe.
final class Balances {

    /// The watermark; its position is the last month end that was read.
    static final String WATERMARK = FinancialEventsFeed.NAME + "/balances";

    private static final int UNSETTLED_DAYS = 5;
    private static final String RUNNING = "running-day";
    private static final String AGAIN = "month-end-again";

    /// A day that is over here is over everywhere.
    private static final ZoneOffset LAST_ZONE = ZoneOffset.ofHours(-12);

    private final String connection;
    private final FinancesApi api;
    private final FinanceReader reader;
    private final Waits waits;
    private final Alerts alerts;
    private final LocalDate firstMonthEnd;
    private final Clock clock;
    private final Map<String, String> emitted = new HashMap<>();

    Balances(
            String connection,
            FinancesApi api,
            FinanceReader reader,
            Waits waits,
            Alerts alerts,
            Instant start,
            Clock clock) {
        this.connection = connection;
        this.api = api;
        this.reader = reader;
        this.waits = waits;
        this.alerts = alerts;
        this.firstMonthEnd =
                YearMonth.from(LocalDate.ofInstant(start, ZoneOffset.UTC)).atEndOfMonth();
        this.clock = clock;
    }

    /// What is read next, and what the watermark says when it was.
    private record Due(Optional<LocalDate> asOf, String position, Map<String, String> reached) {}

    /// Reads one balance, if one is due.
    Optional<Turn> poll(Instant amazonNow, Watermarks reached, Emitter out) {
        return due(LocalDate.ofInstant(amazonNow, LAST_ZONE), reached.of(WATERMARK))
                .map(due -> read(due, out));
    }

    private Optional<Due> due(LocalDate running, Optional<Watermark> mark) {
        var last = mark.map(Watermark::getPosition)
                .filter(position -> !position.isEmpty())
                .map(LocalDate::parse);
        var reached = mark.map(Watermark::getReached).orElse(Map.of());
        var next = last.map(end -> YearMonth.from(end).plusMonths(1).atEndOfMonth())
                .orElse(firstMonthEnd);
        var today = running.toString();
        if (next.isBefore(running)) {
            return Optional.of(new Due(Optional.of(next), next.toString(), with(reached, AGAIN, today)));
        }
        var position = last.map(LocalDate::toString).orElse("");
        var unsettled = last.filter(end -> !end.plusDays(UNSETTLED_DAYS).isBefore(running));
        if (unsettled.isPresent() && !today.equals(reached.get(AGAIN))) {
            return Optional.of(new Due(unsettled, position, with(reached, AGAIN, today)));
        }
        return today.equals(reached.get(RUNNING))
                ? Optional.empty()
                : Optional.of(new Due(Optional.empty(), position, with(reached, RUNNING, today)));
    }

    private static Map<String, String> with(Map<String, String> reached, String name, String value) {
        var more = new HashMap<>(reached);
        more.put(name, value);
        return more;
    }

    private Turn read(Due due, Emitter out) {
        return switch (api.balances(due.asOf())) {
            case Fetched.Got<List<JsonNode>>(var found) -> {
                waits.over();
                yield emit(due, found, out);
            }
            // A day that Amazon does not answer for must not hold up the days after it.
            case Fetched.Failed<List<JsonNode>>(Answer.Refused refused) -> skip(due, refused.reason(), out);
            case Fetched.Failed<List<JsonNode>>(var answer) -> waits.after(answer);
        };
    }

    private Turn emit(Due due, List<JsonNode> found, Emitter out) {
        var events = new ArrayList<FinancialEvent>();
        try {
            for (var json : found) {
                events.add(reader.balance(due.asOf(), json, clock.instant()));
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            return skip(due, "cannot be read: " + e.getMessage(), out);
        }
        events.stream()
                .filter(this::isNew)
                .forEach(event -> out.emit(
                        Topics.AMAZON_FINANCIAL_EVENTS,
                        Keys.of(connection, event.getBalance().getMarketplaceId()),
                        event));
        out.mark(WATERMARK, due.position(), due.reached());
        out.commit();
        alerts.resolve(alertOf(due));
        return Turn.again();
    }

    private boolean isNew(FinancialEvent event) {
        var balance = event.getBalance();
        var day = Keys.of(
                balance.getMarketplaceId(),
                balance.getAccountType(),
                balance.getAsOf().toString(),
                String.valueOf(balance.getUpdatedAt()));
        return !event.getContentHash().equals(emitted.put(day, event.getContentHash()));
    }

    private Turn skip(Due due, String reason, Emitter out) {
        alerts.raise(
                alertOf(due),
                connection,
                "The balance " + due.asOf().map(day -> "at the end of " + day).orElse("of today") + ": " + reason,
                "Settlements are not held up; they lack this control total. Compare it by hand with Seller Central if"
                        + " you need it.");
        out.mark(WATERMARK, due.position(), due.reached());
        out.commit();
        return Turn.again();
    }

    private String alertOf(Due due) {
        return Keys.of(
                connection, "balance", due.asOf().map(LocalDate::toString).orElse("today"));
    }
}
