package org.tieout.ingest.amazon.finance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.tieout.event.FinancialEvent;
import org.tieout.event.FinancialTransaction;
import org.tieout.event.RelatedIdentifier;
import org.tieout.event.TransactionStatus;
import org.tieout.ingest.amazon.api.Fetched;
import org.tieout.ingest.amazon.finance.SearchState.Pass;
import org.tieout.ingest.amazon.order.OrdersFeed;
import org.tieout.runtime.alert.Alerts;
import org.tieout.runtime.http.Answer;
import org.tieout.runtime.ingest.Emitter;
import org.tieout.runtime.ingest.Feed;
import org.tieout.runtime.ingest.Turn;
import org.tieout.runtime.ingest.Waits;
import org.tieout.runtime.ingest.Watermarks;
import org.tieout.runtime.schedule.Backoff;
import org.tieout.schemas.Keys;
import org.tieout.schemas.Topics;

/// Transactions of Amazon's ledger, one page a turn and a transaction of ours; beside them settlement
/// summaries and balances.
///
/// "Financial events might not include orders from the last 48 hours" (listTransactions), and what they
/// lack then appears anywhere in those hours. So each window begins 50 hours before the latest transaction
/// that was read, and what has been read is told by its content. Windows end before 180 days, beyond which
/// the answer is empty. A deferred transaction keeps its date and changes its status: from the date of the
/// oldest one on, deferred and released ones are read again when a release appears in the window, and at
/// times anyway. The watermark keeps all this with the page token, so that a restart goes on in the
/// middle; a version may then be emitted twice, its hash tells.
///
/// What time it is at Amazon, the orders tell: they are read first.
public final class FinancialEventsFeed implements Feed {

    /// The feed's name.
    public static final String NAME = "finances";

    private static final Duration OVERLAP = Duration.ofHours(50);
    private static final Duration LONGEST_WINDOW = Duration.ofDays(179);
    private static final Duration YOUNGEST = Duration.ofMinutes(5);
    private static final Duration GATE = Duration.ofSeconds(5);
    private static final Duration PATIENCE_FOR_ORDERS = Duration.ofHours(1);
    private static final Duration SILENCE = Duration.ofDays(3);
    private static final int REREAD_EVERY = 24;
    private static final int REPEATS_BEFORE_ALERT = 3;
    private static final int REMEMBERED = 200_000;
    private static final Backoff REPEATED = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

    private final String connection;
    private final FinancesApi api;
    private final FinanceReader reader;
    private final Summaries summaries;
    private final Balances balances;
    private final Waits waits;
    private final Alerts alerts;
    private final Supplier<Duration> every;
    private final Instant start;
    private final Clock clock;
    private final Instant patientUntil;

    private final Set<String> tokens = new HashSet<>();
    private final Map<String, String> emitted = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };
    private int repeats;
    private Optional<Instant> searchedAt = Optional.empty();
    private Instant rereadAt = Instant.MIN;

    /// @param every how often to look for new transactions
    /// @param start where the first search begins
    public FinancialEventsFeed(
            String connection,
            FinancesApi api,
            FinanceReader reader,
            Waits waits,
            Alerts alerts,
            Supplier<Duration> every,
            Instant start,
            Clock clock) {
        this.connection = connection;
        this.api = api;
        this.reader = reader;
        this.summaries = new Summaries(connection, api, reader, waits, alerts, clock);
        this.balances = new Balances(connection, api, reader, waits, alerts, start, clock);
        this.waits = waits;
        this.alerts = alerts;
        this.every = every;
        this.start = start;
        this.clock = clock;
        this.patientUntil = clock.instant().plus(PATIENCE_FOR_ORDERS);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Turn poll(Watermarks reached, Emitter out) {
        var ordersReadUntil = OrdersFeed.readUntil(reached);
        if (ordersReadUntil.isEmpty() && clock.instant().isBefore(patientUntil)) {
            return Turn.waiting(GATE, "waits until the orders have been read once");
        }
        var amazonNow = ordersReadUntil.orElseGet(clock::instant);
        return summaries
                .poll(reached, out)
                .or(() -> balances.poll(amazonNow, reached, out))
                .orElseGet(() -> search(amazonNow, reached, out));
    }

    private Turn search(Instant amazonNow, Watermarks reached, Emitter out) {
        // By the schedule of now: a shorter one does not wait until the longer one before it is over.
        var wait = searchedAt
                .map(at -> Duration.between(clock.instant(), at.plus(every.get())))
                .orElse(Duration.ZERO);
        if (wait.isPositive()) {
            return Turn.idle(wait);
        }
        var state = state(amazonNow, reached);
        return switch (api.transactions(query(state), state.token())) {
            case Fetched.Got<FinancesApi.Page>(var page) -> read(page, state, amazonNow, reached, out);
            // A page token does not live for ever: the search starts over.
            case Fetched.Failed<FinancesApi.Page>(Answer.Refused refused)
            when state.token().isPresent() -> startOver(state, out);
            case Fetched.Failed<FinancesApi.Page>(var answer) -> waits.after(answer);
        };
    }

    /// Where the last turn left off; a search that begins now decides where its window ends.
    private SearchState state(Instant amazonNow, Watermarks reached) {
        var state = reached.of(NAME).map(SearchState::of).orElseGet(() -> SearchState.beginning(beginning()));
        var begins = state.pass() == Pass.WINDOW && state.token().isEmpty();
        var end = Optional.of(state.from().plus(LONGEST_WINDOW)).filter(amazonNow::isAfter);
        return begins ? state.inWindowUntil(end) : state;
    }

    /// No time of a request may be younger than two minutes.
    private Instant beginning() {
        var youngest = clock.instant().minus(YOUNGEST);
        return start.isBefore(youngest) ? start : youngest;
    }

    private static FinancesApi.Search query(SearchState state) {
        return switch (state.pass()) {
            case WINDOW -> new FinancesApi.Search(state.from(), state.until(), Optional.empty());
            case DEFERRED -> deferred(state, TransactionStatus.DEFERRED);
            case FLIPPED -> deferred(state, TransactionStatus.DEFERRED_RELEASED);
        };
    }

    private static FinancesApi.Search deferred(SearchState state, TransactionStatus status) {
        var earliest = state.from().minus(LONGEST_WINDOW);
        var since = state.deferredSince().filter(earliest::isBefore).orElse(earliest);
        return new FinancesApi.Search(since, Optional.of(state.from()), Optional.of(status.name()));
    }

    private Turn startOver(SearchState state, Emitter out) {
        tokens.clear();
        mark(state.continuedBy(Optional.empty()), out);
        out.commit();
        return Turn.again();
    }

    private Turn read(FinancesApi.Page page, SearchState state, Instant amazonNow, Watermarks reached, Emitter out) {
        waits.over();
        if (page.nextToken().filter(token -> !tokens.add(token)).isPresent()) {
            return repeated(state, out);
        }
        repeats = 0;
        var read = page.transactions().stream()
                .flatMap(json -> read(json).stream())
                .toList();
        read.stream().filter(this::isNew).forEach(event -> emit(event, out));
        var after = seen(read, state).continuedBy(page.nextToken());
        var turn = page.nextToken().isPresent() ? Turn.again() : finish(after, amazonNow, reached, out);
        if (page.nextToken().isPresent()) {
            mark(after, out);
        }
        out.commit();
        return turn;
    }

    /// The token of an earlier page of this search: Amazon goes round in a circle, as it did in 2024. It
    /// is asked again, then the search starts over.
    private Turn repeated(SearchState state, Emitter out) {
        repeats++;
        if (repeats % REPEATS_BEFORE_ALERT == 0) {
            alerts.raise(
                    pages(),
                    connection,
                    "Amazon's list of transactions does not come to an end: it repeats its pages",
                    "Nothing is lost; it is asked again and again. Report it to Amazon if it lasts.");
            startOver(state, out);
        }
        return Turn.waiting(
                REPEATED.after(repeats, RandomGenerator.getDefault()), "Amazon repeats a page of transactions");
    }

    /// One transaction that cannot be read must not hold up all others.
    private Optional<FinancialEvent> read(JsonNode json) {
        var id = json.path("transactionId").asText("");
        var alert = Keys.of(connection, "transaction", id);
        try {
            var event = reader.transaction(json, clock.instant());
            alerts.resolve(alert);
            return Optional.of(event);
        } catch (IllegalArgumentException | DateTimeException e) {
            alerts.raise(
                    alert,
                    connection,
                    "Transaction " + (id.isEmpty() ? "without an id" : id) + " cannot be read: " + e.getMessage(),
                    "It is left out; month ends and control totals lack it. Report it to the project.");
            return Optional.empty();
        }
    }

    private boolean isNew(FinancialEvent event) {
        return !event.getContentHash()
                .equals(emitted.put(event.getTransaction().getTransactionId(), event.getContentHash()));
    }

    private void emit(FinancialEvent event, Emitter out) {
        out.emit(Topics.AMAZON_FINANCIAL_EVENTS, Keys.of(connection, subject(event.getTransaction())), event);
    }

    /// The order, else the settlement, else its event group, else the transaction itself.
    private static String subject(FinancialTransaction transaction) {
        return Stream.of("ORDER_ID", "SETTLEMENT_ID", "FINANCIAL_EVENT_GROUP_ID")
                .flatMap(name -> transaction.getRelatedIdentifiers().stream()
                        .filter(each -> each.getName().equals(name))
                        .map(RelatedIdentifier::getValue))
                .findFirst()
                .orElse(transaction.getTransactionId());
    }

    private static SearchState seen(List<FinancialEvent> read, SearchState state) {
        var newest = state.newest();
        var deferred = state.stillDeferred();
        var released = state.released();
        for (var event : read) {
            var transaction = event.getTransaction();
            var posted = transaction.getPostedAt();
            newest = Optional.of(newest.filter(posted::isBefore).orElse(posted));
            if (transaction.getStatus() == TransactionStatus.DEFERRED) {
                deferred = Optional.of(deferred.filter(posted::isAfter).orElse(posted));
            }
            released |= transaction.getDeferredTransactionId() != null;
        }
        return state.with(newest, deferred, released);
    }

    /// The search's last page was read: the next search of the round, or the end of it.
    private Turn finish(SearchState state, Instant amazonNow, Watermarks reached, Emitter out) {
        tokens.clear();
        return switch (state.pass()) {
            case WINDOW -> {
                if (!rereads(state)) {
                    var oldest = Stream.concat(state.deferredSince().stream(), state.stillDeferred().stream())
                            .min(Instant::compareTo);
                    yield end(state, oldest, amazonNow, reached, out);
                }
                mark(state.next(Pass.DEFERRED), out);
                yield Turn.again();
            }
            case DEFERRED -> {
                mark(state.next(Pass.FLIPPED), out);
                yield Turn.again();
            }
            case FLIPPED -> {
                rereadAt = clock.instant().plus(every.get().multipliedBy(REREAD_EVERY));
                yield end(state, state.stillDeferred(), amazonNow, reached, out);
            }
        };
    }

    private boolean rereads(SearchState state) {
        var before = state.deferredSince().filter(state.from()::isAfter).isPresent();
        return before && (state.released() || !clock.instant().isBefore(rereadAt));
    }

    private Turn end(
            SearchState state, Optional<Instant> deferredSince, Instant amazonNow, Watermarks reached, Emitter out) {
        var latest = state.until().or(state::newest).orElse(state.from()).minus(OVERLAP);
        var from = latest.isAfter(state.from()) ? latest : state.from();
        var shipped = shippedUnposted(state, reached);
        mark(state.next(from, deferredSince, shipped), out);
        tellSilence(shipped, amazonNow);
        alerts.resolve(pages());
        if (state.until().isPresent()) {
            return Turn.again();
        }
        searchedAt = Optional.of(clock.instant());
        return Turn.idle(every.get());
    }

    /// An order that shipped after the latest transaction. Transactions lag, so that is no trouble yet.
    private static Optional<Instant> shippedUnposted(SearchState state, Watermarks reached) {
        var waiting = state.shippedUnposted()
                .filter(time ->
                        state.newest().filter(newest -> !newest.isBefore(time)).isEmpty());
        if (waiting.isPresent()) {
            return waiting;
        }
        return state.newest().isEmpty()
                ? OrdersFeed.firstShipped(reached)
                : OrdersFeed.lastShipped(reached).filter(state.newest().get()::isBefore);
    }

    /// An empty answer is no success where something is due.
    private void tellSilence(Optional<Instant> shippedUnposted, Instant amazonNow) {
        if (shippedUnposted
                .filter(time -> time.plus(SILENCE).isBefore(amazonNow))
                .isEmpty()) {
            alerts.resolve(silence());
            return;
        }
        alerts.raise(
                silence(),
                connection,
                "Orders shipped since " + shippedUnposted.get() + ", but Amazon lists no transaction since then",
                "Transactions follow within 48 hours. Check that the application still has the finance role in Seller"
                        + " Central; deferred sales and control totals are not up to date meanwhile.");
    }

    private void mark(SearchState state, Emitter out) {
        out.mark(NAME, state.from().toString(), state.reached());
    }

    private String pages() {
        return Keys.of(connection, NAME, "pages");
    }

    private String silence() {
        return Keys.of(connection, NAME, "silent");
    }
}
