package org.tieout.ingest.amazon.order;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tieout.event.OrderStatus;
import org.tieout.event.OrderVersion;
import org.tieout.event.Package;
import org.tieout.event.Watermark;
import org.tieout.ingest.amazon.api.Fetched;
import org.tieout.runtime.alert.Alerts;
import org.tieout.runtime.http.Answer;
import org.tieout.runtime.ingest.Emitter;
import org.tieout.runtime.ingest.Feed;
import org.tieout.runtime.ingest.Turn;
import org.tieout.runtime.ingest.Waits;
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
    private static final String FIRST_SHIPPED = "first-shipped";
    private static final String LAST_SHIPPED = "last-shipped";
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

    /// When the first order shipped that was read and that earns something.
    public static Optional<Instant> firstShipped(Watermarks reached) {
        return time(reached, FIRST_SHIPPED);
    }

    /// When the last one did.
    public static Optional<Instant> lastShipped(Watermarks reached) {
        return time(reached, LAST_SHIPPED);
    }

    private static Optional<Instant> time(Watermarks reached, String name) {
        return reached.of(NAME)
                .map(watermark -> watermark.getReached().get(name))
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
                var after400 = shipped(reached, List.of());
                after400.put("refused", refused.reason());
                out.mark(NAME, position(reached), after400);
                out.commit();
                yield Turn.again();
            }
            case Fetched.Failed<OrdersApi.Page>(var answer) -> waits.after(answer);
        };
    }

    private Turn emit(OrdersApi.Page page, Watermarks reached, Emitter out) {
        waits.over();
        var now = clock.instant();
        var shipments = new ArrayList<Instant>();
        for (var json : page.orders()) {
            read(json, now).ifPresent(order -> {
                shippedNow(order).ifPresent(shipments::add);
                if (isNew(order)) {
                    out.emit(Topics.AMAZON_ORDERS, Keys.of(connection, order.getOrderId()), order);
                }
            });
        }
        var facts = shipped(reached, shipments);
        // The first page's time holds for the whole search: what changed later may be missing from its pages.
        var sawUntil = reached.of(NAME)
                .map(watermark -> watermark.getReached().get(BEFORE))
                .orElse(page.lastUpdatedBefore().toString());
        if (page.nextToken().isPresent()) {
            facts.put(TOKEN, page.nextToken().get());
            facts.put(BEFORE, sawUntil);
            out.mark(NAME, position(reached), facts);
        } else {
            facts.put("orders-on-last-page", Integer.toString(page.orders().size()));
            out.mark(NAME, sawUntil, facts);
        }
        out.commit();
        return page.nextToken().isPresent() ? Turn.again() : Turn.idle(every.get());
    }

    /// When an order shipped that earns something, unless this version says nothing new about it.
    private Optional<Instant> shippedNow(OrderVersion order) {
        var known = Optional.ofNullable(emitted.get(order.getOrderId()))
                .filter(version -> version.endsWith(order.getContentHash()))
                .isPresent();
        var status = order.getStatus();
        var shipped = status == OrderStatus.SHIPPED || status == OrderStatus.PARTIALLY_SHIPPED;
        if (known || !shipped || order.getReplacementFor() != null) {
            return Optional.empty();
        }
        return order.getPackages().stream()
                .map(Package::getShippedAt)
                .max(Comparator.naturalOrder())
                .or(() -> Optional.of(order.getLastUpdatedAt()));
    }

    /// The first and the last shipment read so far, these included.
    private static Map<String, String> shipped(Watermarks reached, List<Instant> more) {
        var facts = new HashMap<String, String>();
        Stream.concat(firstShipped(reached).stream(), more.stream())
                .min(Comparator.naturalOrder())
                .ifPresent(time -> facts.put(FIRST_SHIPPED, time.toString()));
        Stream.concat(lastShipped(reached).stream(), more.stream())
                .max(Comparator.naturalOrder())
                .ifPresent(time -> facts.put(LAST_SHIPPED, time.toString()));
        return facts;
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
