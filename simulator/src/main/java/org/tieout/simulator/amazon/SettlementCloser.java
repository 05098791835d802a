package org.tieout.simulator.amazon;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Closes a period: gathers its rows, carries reserve and debt over from the settlement before, holds a new
/// reserve,
/// and
/// makes the header agree with the sum. A slump is closed negative by an advertising bill larger than the trade.
final class SettlementCloser {
    private static final Duration CHARGE_DELAY = Duration.ofMinutes(61);
    private static final long LEAST_RESERVE = 100;
    static final String CURRENT_RESERVE = "Current Reserve Amount";
    static final String PREVIOUS_RESERVE = "Previous Reserve Amount Balance";
    static final String PAYABLE = "Payable to Amazon";
    static final String CHARGE = "Successful charge";

    private final SellerOptions options;
    private final AccountRows account;

    SettlementCloser(SellerOptions options) {
        this.options = options;
        this.account = new AccountRows(options);
    }

    /// `orderPostings` are the ledger events of all orders; those of the period are taken.
    ClosedPeriod close(
            Period period, Optional<Settlement> before, Stream<Posting> orderPostings, List<SettlementRow> unplanned) {
        List<Posting> groups = new ArrayList<>();
        before.ifPresent(settlement -> carriedOver(settlement, period, groups));
        orderPostings.filter(posting -> period.contains(posting.posted())).forEach(groups::add);
        ofAccount(period, "fee", account.fees(period), groups);
        ofAccount(period, "unplanned", unplanned, groups);
        Dice dice = Dice.of(options.seed(), "close-" + period.marketplace(), period.index());
        ofAccount(period, "advertising", account.advertising(period, advertising(period, sum(groups), dice)), groups);
        long reserve = reserve(period, sum(groups), dice);
        if (reserve > 0) {
            Instant last = period.end().minusSeconds(dice.between(1, 50));
            groups.add(Posting.ofAccount(key(period, "reserve"), SettlementRow.other(CURRENT_RESERVE, -reserve, last)));
        }
        dice.shuffle(groups);
        List<SettlementRow> rows =
                groups.stream().flatMap(posting -> posting.rows().stream()).toList();
        Instant created = period.end().plus(dice.between(Duration.ofMinutes(62), Duration.ofMinutes(115)));
        return new ClosedPeriod(
                new Settlement(settlementId(period), period, sum(groups), reserve, rows, created), groups);
    }

    private static String key(Period period, String what) {
        return period.marketplace() + "/" + period.index() + "/" + what;
    }

    private static void ofAccount(Period period, String what, List<SettlementRow> rows, List<Posting> groups) {
        for (int i = 0; i < rows.size(); i++) {
            groups.add(Posting.ofAccount(key(period, what + "-" + i), rows.get(i)));
        }
    }

    private static void carriedOver(Settlement before, Period period, List<Posting> groups) {
        Instant start = period.start();
        if (before.reserve() > 0) {
            groups.add(Posting.ofAccount(
                    key(period, "previous-reserve"),
                    SettlementRow.other(PREVIOUS_RESERVE, before.reserve(), start.plusSeconds(2))));
        }
        long owed = before.headerTotal();
        if (owed < 0) {
            groups.add(Posting.ofAccount(key(period, "payable"), SettlementRow.other(PAYABLE, owed, start)));
            groups.add(Posting.ofAccount(
                    key(period, "charge"), SettlementRow.other(CHARGE, -owed, start.plus(CHARGE_DELAY))));
        }
    }

    private long advertising(Period period, long net, Dice dice) {
        long usual = account.usualAdvertising(period);
        return options.slump(period.index()) ? Math.max(usual, net + dice.between(9_000, 30_000)) : usual;
    }

    private long reserve(Period period, long net, Dice dice) {
        long reserve = net * dice.between(5, 14) / 100;
        return options.slump(period.index()) || reserve < LEAST_RESERVE ? 0 : reserve;
    }

    /// Eleven digits; the seller's marketplaces share the run of numbers without meeting.
    private String settlementId(Period period) {
        Dice dice = Dice.of(options.seed(), "settlement", 0);
        int place = options.marketplaces().indexOf(period.marketplace());
        return Long.toString(20_000_000_000L + dice.below(1_000_000) * 1_000L + period.index() * 7L + place);
    }

    private static long sum(List<Posting> groups) {
        return groups.stream().mapToLong(Posting::cents).sum();
    }
}
