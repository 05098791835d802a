package org.tieout.mapper;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.tieout.accounting.period.Deferral;
import org.tieout.accounting.source.FinancialTransaction;
import org.tieout.accounting.source.Marketplace;
import org.tieout.event.FinancialEvent;
import org.tieout.event.TransactionStatus;
import org.tieout.schemas.Keys;

/// Takes Amazon's own ledger: keeps the newest version of each transaction, in order of time, with the
/// releases of what
/// was deferred, and the newest of each summary and balance. It decides nothing; the other desks ask it.
final class EventDesk {

    private static final byte[] PRESENT = {1};
    private static final String HELD = "held";
    private static final String FREE = "free";
    private static final String SUMMARY = "summary";
    private static final String BALANCE = "balance";

    private final Stores stores;
    private final Outlet out;
    private final StringSerializer strings = new StringSerializer();

    EventDesk(Stores stores, Outlet out) {
        this.stores = stores;
        this.out = out;
    }

    /// Takes one event; a version that is older than the known one, or says the same, changes nothing.
    ///
    /// @return true when it said something new
    boolean event(FinancialEvent event) {
        var transaction = event.getTransaction();
        var summary = event.getSummary();
        var balance = event.getBalance();
        if (transaction != null) {
            return transaction(event, transaction);
        }
        if (summary != null) {
            return newest(Keys.of(event.getConnection(), SUMMARY, summary.getSettlementId()), event);
        }
        return balance != null
                && newest(
                        Keys.of(event.getConnection(), BALANCE, balance.getMarketplaceId(), balance.getAccountType()),
                        event);
    }

    private boolean newest(String key, FinancialEvent event) {
        var known = stores.statements.get(key);
        if (known != null && (known.getContentHash().equals(event.getContentHash()) || isOlder(event, known))) {
            return false;
        }
        stores.statements.put(key, event);
        return true;
    }

    private static boolean isOlder(FinancialEvent event, FinancialEvent known) {
        var balance = event.getBalance();
        var before = known.getBalance();
        return (balance != null && before != null)
                ? balance.getAsOf().isBefore(before.getAsOf())
                : event.getReadAt().isBefore(known.getReadAt());
    }

    private boolean transaction(FinancialEvent event, org.tieout.event.FinancialTransaction transaction) {
        var key = Keys.of(event.getConnection(), transaction.getTransactionId());
        var known = stores.events.get(key);
        if (known != null && (known.getContentHash().equals(event.getContentHash()) || isStale(event, known))) {
            return false;
        }
        heard(event.getConnection(), transaction.getPostedAt());
        var marketplace = FinancialEvents.marketplace(transaction);
        if (transaction.getStatus() == TransactionStatus.UNKNOWN || marketplace.isEmpty()) {
            unreadable(event, transaction);
            return false;
        }
        if (known != null && known.getTransaction() != null) {
            FinancialEvents.marketplace(known.getTransaction())
                    .ifPresent(before ->
                            stores.eventTimes.delete(timeKey(event.getConnection(), before, known.getTransaction())));
        }
        stores.events.put(key, event);
        stores.eventTimes.put(timeKey(event.getConnection(), marketplace.get(), transaction), PRESENT);
        var releases = transaction.getDeferredTransactionId();
        if (releases != null) {
            stores.releases.put(
                    Keys.of(event.getConnection(), releases),
                    new PeriodState.Release(transaction.getPostedAt().toEpochMilli()));
        }
        return true;
    }

    /// A deferral is never taken back: what was released stays released, whatever an older read says
    /// later.
    private static boolean isStale(FinancialEvent event, FinancialEvent known) {
        var now = event.getTransaction();
        var before = known.getTransaction();
        return now != null
                && before != null
                && ((before.getStatus() == TransactionStatus.DEFERRED_RELEASED
                                && now.getStatus() == TransactionStatus.DEFERRED)
                        || event.getReadAt().isBefore(known.getReadAt()));
    }

    private void unreadable(FinancialEvent event, org.tieout.event.FinancialTransaction transaction) {
        out.alert(
                "transaction|" + Keys.of(event.getConnection(), transaction.getTransactionId()),
                event.getConnection(),
                "Amazon's transaction " + transaction.getTransactionId() + " of " + transaction.getPostedAt() + ", "
                        + Convert.money(transaction.getTotal())
                        + (transaction.getStatus() == TransactionStatus.UNKNOWN
                                ? ", has a status that this version does not know"
                                : ", names no marketplace that this version knows"),
                "It is in no month-end accrual and in no control total. Install a newer version, or report the transaction",
                false);
    }

    private static String timeKey(
            String connection, Marketplace marketplace, org.tieout.event.FinancialTransaction transaction) {
        var kind = transaction.getStatus() == TransactionStatus.RELEASED ? FREE : HELD;
        return Keys.of(
                connection, marketplace.name(), kind, time(transaction.getPostedAt()), transaction.getTransactionId());
    }

    private static String time(Instant at) {
        return String.format(Locale.ROOT, "%015d", Math.max(0, at.toEpochMilli()));
    }

    /// What was deferred and posted in that time, oldest first, released since or not.
    List<FinancialTransaction> deferred(String connection, Marketplace marketplace, Instant from, Instant before) {
        var found = new ArrayList<FinancialTransaction>();
        scan(connection, marketplace, HELD, from, before, found::add);
        return found;
    }

    /// What was held in that time, and what was free from `freeFrom` on. One after the other: they may be
    /// many.
    Iterable<FinancialTransaction> since(
            String connection, Marketplace marketplace, Instant heldFrom, Instant freeFrom, Instant before) {
        return () -> {
            var ids = new ArrayList<String>();
            ids(connection, marketplace, HELD, heldFrom, before, ids::add);
            ids(connection, marketplace, FREE, freeFrom, before, ids::add);
            return new Iterator<>() {
                private final Iterator<String> each = ids.iterator();

                @Override
                public boolean hasNext() {
                    return each.hasNext();
                }

                @Override
                public FinancialTransaction next() {
                    return transaction(connection, each.next()).orElseThrow();
                }
            };
        };
    }

    private void scan(
            String connection,
            Marketplace marketplace,
            String kind,
            Instant from,
            Instant before,
            Consumer<FinancialTransaction> each) {
        ids(
                connection,
                marketplace,
                kind,
                from,
                before,
                id -> transaction(connection, id).ifPresent(each));
    }

    private void ids(
            String connection,
            Marketplace marketplace,
            String kind,
            Instant from,
            Instant before,
            Consumer<String> each) {
        var prefix = Keys.prefix(connection, marketplace.name(), kind);
        try (var found = stores.eventTimes.range(prefix + time(from), prefix + time(before))) {
            found.forEachRemaining(entry -> each.accept(Keys.parts(entry.key)[4]));
        }
    }

    private Optional<FinancialTransaction> transaction(String connection, String id) {
        return Optional.ofNullable(stores.events.get(Keys.of(connection, id)))
                .map(FinancialEvent::getTransaction)
                .flatMap(FinancialEvents::transaction);
    }

    /// When the first transaction that was ever deferred there was posted.
    Optional<Instant> firstDeferred(String connection, Marketplace marketplace) {
        try (var scan = stores.eventTimes.prefixScan(Keys.prefix(connection, marketplace.name(), HELD), strings)) {
            return scan.hasNext()
                    ? Optional.of(Instant.ofEpochMilli(Long.parseLong(Keys.parts(scan.next().key)[3])))
                    : Optional.empty();
        }
    }

    /// When a transaction was released, as far as that is known.
    Optional<Instant> releasedAt(String connection, FinancialTransaction transaction) {
        return Deferral.releasedAt(
                transaction,
                Optional.ofNullable(stores.releases.get(Keys.of(connection, transaction.id())))
                        .map(release -> Instant.ofEpochMilli(release.at())));
    }

    /// A deferred transaction by its id.
    Optional<FinancialTransaction> find(String connection, String id) {
        return transaction(connection, id);
    }

    /// Amazon's summary of a settlement.
    Optional<FinancialEvent> summary(String connection, String settlementId) {
        return Optional.ofNullable(stores.statements.get(Keys.of(connection, SUMMARY, settlementId)));
    }

    /// The newest balance of each marketplace and account.
    List<FinancialEvent> balances(String connection) {
        var found = new ArrayList<FinancialEvent>();
        try (var scan = stores.statements.prefixScan(Keys.prefix(connection, BALANCE), strings)) {
            scan.forEachRemaining(entry -> found.add(entry.value));
        }
        return found;
    }

    /// Remembers that trade of that time was heard of.
    private void heard(String connection, Instant tradedAt) {
        var known = stores.feeds.get(connection);
        var latest = known == null ? tradedAt.toEpochMilli() : Math.max(known.tradedAt(), tradedAt.toEpochMilli());
        stores.feeds.put(connection, new BalanceState.Feed(latest, out.now().toEpochMilli()));
    }

    /// The time up to which a connection's trade is known: that of its latest record while records come,
    /// the wall clock
    /// once none came for hours. A month of long ago that is being read is thereby never taken for a
    /// complete one.
    Optional<Instant> knownUntil(String connection) {
        var feed = stores.feeds.get(connection);
        if (feed == null) {
            return Optional.empty();
        }
        var now = out.now();
        var quiet = !now.isBefore(Instant.ofEpochMilli(feed.heardAt()).plus(QUIET));
        var traded = Instant.ofEpochMilli(feed.tradedAt());
        return Optional.of(quiet && now.isAfter(traded) ? now : traded);
    }

    private static final java.time.Duration QUIET = java.time.Duration.ofHours(6);
}
