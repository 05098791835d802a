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

    private final SellerOptions options;
    private final AccountRows account;

    SettlementCloser(SellerOptions options) {
        this.options = options;
        this.account = new AccountRows(options);
    }

    /// `orderRows` are the ledger events of all orders; those of the period are taken.
    Settlement close(
            Period period,
            Optional<Settlement> before,
            Stream<List<SettlementRow>> orderRows,
            List<SettlementRow> unplanned) {
        List<List<SettlementRow>> groups = new ArrayList<>();
        before.ifPresent(settlement -> carriedOver(settlement, period, groups));
        orderRows
                .filter(group ->
                        !group.isEmpty() && period.contains(group.getFirst().posted()))
                .forEach(groups::add);
        groups.addAll(account.fees(period));
        unplanned.forEach(row -> groups.add(List.of(row)));
        Dice dice = Dice.of(options.seed(), "close-" + period.marketplace(), period.index());
        groups.addAll(account.advertising(period, advertising(period, sum(groups), dice)));
        long reserve = reserve(period, sum(groups), dice);
        if (reserve > 0) {
            Instant last = period.end().minusSeconds(dice.between(1, 50));
            groups.add(List.of(SettlementRow.other("Current Reserve Amount", -reserve, last)));
        }
        dice.shuffle(groups);
        List<SettlementRow> rows = groups.stream().flatMap(List::stream).toList();
        Instant created = period.end().plus(dice.between(Duration.ofMinutes(62), Duration.ofMinutes(115)));
        return new Settlement(settlementId(period), period, sum(groups), reserve, rows, created);
    }

    private static void carriedOver(Settlement before, Period period, List<List<SettlementRow>> groups) {
        Instant start = period.start();
        if (before.reserve() > 0) {
            groups.add(List.of(
                    SettlementRow.other("Previous Reserve Amount Balance", before.reserve(), start.plusSeconds(2))));
        }
        long owed = before.headerTotal();
        if (owed < 0) {
            groups.add(List.of(SettlementRow.other("Payable to Amazon", owed, start)));
            groups.add(List.of(SettlementRow.other("Successful charge", -owed, start.plus(CHARGE_DELAY))));
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

    private static long sum(List<List<SettlementRow>> groups) {
        return groups.stream()
                .flatMap(List::stream)
                .mapToLong(SettlementRow::cents)
                .sum();
    }
}
