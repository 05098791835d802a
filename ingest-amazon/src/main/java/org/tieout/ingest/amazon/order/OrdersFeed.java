package org.tieout.ingest.amazon.order;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.tieout.event.OrderVersion;
import org.tieout.event.Watermark;
import org.tieout.ingest.amazon.api.Fetched;
import org.tieout.ingest.amazon.api.Waits;
import org.tieout.runtime.alert.Alerts;
import org.tieout.runtime.http.Answer;
import org.tieout.runtime.ingest.Emitter;
import org.tieout.runtime.ingest.Feed;
import org.tieout.runtime.ingest.Turn;
import org.tieout.runtime.ingest.Watermarks;
import org.tieout.schemas.Keys;
import org.tieout.schemas.Topics;

/// Order versions by last update, one page a turn and a transaction.
///
/// The watermark is the time until which the last completed search saw changes, as Amazon echoed it. While a
/// search is under way it also holds the page token, so that a restart goes on instead of starting over: with
/// a call in three minutes, pages are precious. Windows touch, so a version may be emitted twice; its hash
/// tells.
public final class OrdersFeed implements Feed {

    /// The feed's name.
    public static final String NAME = "orders";

    private static final String TOKEN = "page-token";
    private static final String BEFORE = "search-saw-until";
    private static final int REMEMBERED = 20_000;

    private final String connection;
    private final OrdersApi api;
    private final OrderReader reader;
    private final Waits waits;
    private final Alerts alerts;
    private final Supplier<Duration> every;
    private final Instant start;
    private final Clock clock;
    private final Map<String, String> emitted = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    /// @param start where the first search begins
    /// @param every how often to look for changes
    public OrdersFeed(
            String connection,
            OrdersApi api,
            OrderReader reader,
            Waits waits,
            Alerts alerts,
            Supplier<Duration> every,
            Instant start,
            Clock clock) {
        this.connection = connection;
        this.api = api;
        this.reader = reader;
        this.waits = waits;
        this.alerts = alerts;
        this.every = every;
        this.start = start;
        this.clock = clock;
    }

    /// Until when all changes of orders are read.
    public static Optional<Instant> readUntil(Watermarks reached) {
        return reached.of(NAME)
                .map(Watermark::getPosition)
                .filter(position -> !position.isEmpty())
                .map(Instant::parse);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Turn poll(Watermarks reached, Emitter out) {
        var mark = reached.of(NAME);
        var token = mark.map(watermark -> watermark.getReached().get(TOKEN));
        var after = readUntil(reached).orElse(start);
        return switch (api.search(after, token)) {
            case Fetched.Got<OrdersApi.Page>(var page) -> emit(page, reached, out);
            // A page token lives 24 hours: the search starts over.
            case Fetched.Failed<OrdersApi.Page>(Answer.Refused refused)
            when token.isPresent() -> {
                out.mark(NAME, position(reached), Map.of("refused", refused.reason()));
                out.commit();
                yield Turn.again();
            }
            case Fetched.Failed<OrdersApi.Page>(var answer) -> waits.after(answer);
        };
    }

    private Turn emit(OrdersApi.Page page, Watermarks reached, Emitter out) {
        waits.over();
        var now = clock.instant();
        for (var json : page.orders()) {
            read(json, now)
                    .filter(this::isNew)
                    .ifPresent(order -> out.emit(Topics.AMAZON_ORDERS, Keys.of(connection, order.getOrderId()), order));
        }
        // The first page's time holds for the whole search: what changed later may be missing from its pages.
        var sawUntil = reached.of(NAME)
                .map(watermark -> watermark.getReached().get(BEFORE))
                .orElse(page.lastUpdatedBefore().toString());
        if (page.nextToken().isPresent()) {
            var under = new HashMap<String, String>();
            under.put(TOKEN, page.nextToken().get());
            under.put(BEFORE, sawUntil);
            out.mark(NAME, position(reached), under);
        } else {
            out.mark(
                    NAME,
                    sawUntil,
                    Map.of("orders-on-last-page", Integer.toString(page.orders().size())));
        }
        out.commit();
        return page.nextToken().isPresent() ? Turn.again() : Turn.idle(every.get());
    }

    /// One order that cannot be read must not hold up all others: a person is told, and its settlement goes
    /// on without it.
    private Optional<OrderVersion> read(JsonNode json, Instant now) {
        var id = json.path("orderId").asText();
        try {
            var order = reader.read(json, now);
            alerts.resolve(Keys.of(connection, "order", id));
            return Optional.of(order);
        } catch (IllegalArgumentException | DateTimeException e) {
            alerts.raise(
                    Keys.of(connection, "order", id),
                    connection,
                    "Order " + (id.isEmpty() ? "without an id" : id) + " cannot be read: " + e.getMessage(),
                    "It is left out until Amazon changes it. Report it to the project; invoice it by hand if it is urgent.");
            return Optional.empty();
        }
    }

    private static String position(Watermarks reached) {
        return readUntil(reached).map(Instant::toString).orElse("");
    }

    private boolean isNew(OrderVersion order) {
        var version = order.getLastUpdatedAt() + " " + order.getContentHash();
        return !version.equals(emitted.put(order.getOrderId(), version));
    }
}
