package org.tieout.simulator.amazon;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// One marketplace's share of Amazon's own ledger: what every settlement is made of, what is deferred,
/// what was paid out, and so what Amazon holds at any instant. Immutable.
///
/// The account level reserve stays what the last settlement held back until the next one ends; the rows
/// that release and renew it move nothing into or out of the account.
final class Ledger {
    private final long seed;
    private final Marketplace marketplace;
    private final List<ClosedPeriod> periods;
    private final int published;
    private final List<Posting> deferred;

    /// @param periods every period that has begun; the last one as it closes if nothing unplanned
    ///     happens any more
    /// @param published how many of them have a settlement report
    /// @param deferred what was ever deferred, released or not
    Ledger(long seed, Marketplace marketplace, List<ClosedPeriod> periods, int published, List<Posting> deferred) {
        this.seed = seed;
        this.marketplace = marketplace;
        this.periods = List.copyOf(periods);
        this.published = published;
        this.deferred = List.copyOf(deferred);
    }

    Marketplace marketplace() {
        return marketplace;
    }

    /// The periods whose settlement is out.
    List<ClosedPeriod> published() {
        return periods.subList(0, published);
    }

    /// The settlement's period, once its report is out.
    Optional<ClosedPeriod> published(String settlementId) {
        return published().stream()
                .filter(period -> period.settlement().id().equals(settlementId))
                .findFirst();
    }

    /// How long after it was posted a transaction shows.
    interface Lag {
        /// Everything shows at once.
        Lag NONE = (_, _) -> Duration.ZERO;

        Duration of(String transactionId, boolean ofAnOrder);
    }

    /// Everything that shows at `time`, as it shows then, oldest first. A deferred sale is there twice
    /// once it is released: as what was deferred, and as its release, which alone is part of a settlement.
    List<Transaction> transactions(Instant time, Lag lag) {
        List<Transaction> found = new ArrayList<>();
        for (Posting posting : deferred) {
            Duration untilRelease = lag.of(Transaction.idOf(seed, posting), true);
            boolean released = !posting.posted().plus(untilRelease).isAfter(time);
            found.add(Transaction.deferred(seed, marketplace, posting, released));
        }
        for (ClosedPeriod period : periods) {
            found.addAll(transactions(period));
            transfer(period).ifPresent(found::add);
        }
        found.removeIf(each ->
                each.posted().plus(lag.of(each.id(), each.order().isPresent())).isAfter(time));
        found.sort(Comparator.comparing(Transaction::posted).thenComparing(Transaction::id));
        return found;
    }

    /// What a settlement consists of, in the order of its rows.
    List<Transaction> transactions(ClosedPeriod period) {
        return period.postings().stream()
                .map(posting -> Transaction.released(
                        seed, marketplace, posting, period.settlement().id()))
                .toList();
    }

    private Optional<Transaction> transfer(ClosedPeriod period) {
        long paid = period.postings().stream().mapToLong(Posting::cents).sum();
        return paid > 0 ? Optional.of(Transaction.payout(seed, period.settlement(), paid)) : Optional.empty();
    }

    /// What Amazon holds at an instant.
    ///
    /// @param available what the next payout can use
    /// @param deferred held until delivery dates or invoices mature
    /// @param reserve held against refunds and claims
    record Held(long available, long deferred, long reserve) {
        long total() {
            return available + deferred + reserve;
        }

        long reserved() {
            return deferred + reserve;
        }
    }

    /// What Amazon holds at `time`.
    Held held(Instant time) {
        long waiting = deferred.stream()
                .filter(posting -> !posting.deferral().orElseThrow().postedAt().isAfter(time)
                        && posting.posted().isAfter(time))
                .mapToLong(Posting::cents)
                .sum();
        long reserve = periods.stream()
                .filter(period -> !period.settlement().period().end().isAfter(time))
                .reduce((_, later) -> later)
                .map(period -> period.settlement().reserve())
                .orElse(0L);
        long open = periods.stream()
                .filter(period -> period.settlement().period().contains(time))
                .flatMap(period -> period.postings().stream())
                .filter(posting -> !posting.posted().isAfter(time) && !movesReserve(posting))
                .mapToLong(Posting::cents)
                .sum();
        return new Held(open, waiting, reserve);
    }

    private static boolean movesReserve(Posting posting) {
        String description = posting.rows().getFirst().amountDescription();
        return description.equals(SettlementCloser.CURRENT_RESERVE)
                || description.equals(SettlementCloser.PREVIOUS_RESERVE);
    }
}
