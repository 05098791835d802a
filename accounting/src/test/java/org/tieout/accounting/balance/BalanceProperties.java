package org.tieout.accounting.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.period.Categories;
import org.tieout.accounting.source.FinancialTransaction;
import org.tieout.accounting.source.FinancialTransaction.Part;
import org.tieout.accounting.source.FinancialTransaction.Status;
import org.tieout.accounting.source.SettlementId;

/// Invariant 8: reserve, debt, what was sold since and what is deferred are together what Amazon holds at
/// any time,
/// which is everything it ever owed the seller less everything it paid out.
class BalanceProperties {

    private static final Instant START = Instant.parse("2026-06-01T07:00:00Z");
    private static final int DAYS_OF_A_PERIOD = 14;
    private static final int PERIODS = 4;
    private static final Categories CATEGORIES =
            (type, path) -> path.startsWith("Reserve") ? Optional.of(Category.BAL_RES_CUR) : Optional.empty();

    /// A sale or a charge.
    ///
    /// @param hour when, from the start
    /// @param deferredHours how long it is held back; 0 for not at all
    record Event(int hour, long minor, int deferredHours) {
        Instant at() {
            return START.plus(Duration.ofHours(hour)).plusSeconds(1);
        }

        Instant releasedAt() {
            return at().plus(Duration.ofHours(deferredHours));
        }
    }

    /// What is held back at each close, in percent of what there is.
    record World(List<Event> events, List<Integer> reservePercents) {}

    @Provide
    Arbitrary<World> worlds() {
        var hours = DAYS_OF_A_PERIOD * PERIODS * 24;
        var event = Combinators.combine(
                        Arbitraries.integers().between(0, hours - 1),
                        Arbitraries.longs().between(-50_00, 200_00),
                        Arbitraries.of(0, 0, 24, 24 * 7, 24 * 30))
                .as(Event::new);
        return Combinators.combine(
                        event.list().ofMaxSize(25),
                        Arbitraries.integers().between(0, 100).list().ofSize(PERIODS))
                .as(World::new);
    }

    @Property(tries = 500)
    void whatWeSayAmazonHoldsIsWhatItOwesLessWhatItPaid(
            @ForAll("worlds") World world, @ForAll @IntRange(min = DAYS_OF_A_PERIOD * 24, max = 1_400) int hour) {
        var at = START.plus(Duration.ofHours(hour));
        var chain = settle(world);
        var owed = world.events().stream()
                .filter(event -> !event.at().isAfter(at))
                .mapToLong(Event::minor)
                .sum();
        var paid = chain.stream()
                .filter(settlement -> !settlement.endAt().isAfter(at))
                .mapToLong(settlement -> Math.max(0, settlement.total().minor()))
                .sum();

        var held = ControlTotals.heldAt(
                        chain, at, transactions(world, chain), transaction -> released(world, transaction), CATEGORIES)
                .orElseThrow();

        assertThat(held.total()).isEqualTo(usd(owed - paid));
        assertThat(SettlementChain.findings(chain)).isEmpty();
    }

    private static Money usd(long minor) {
        return new Money("USD", minor);
    }

    private static Instant end(int period) {
        return START.plus(Duration.ofDays((long) DAYS_OF_A_PERIOD * (period + 1)));
    }

    /// Amazon's own closing: what was released in the period, with reserve and debt of the one before.
    private static List<SettlementBalance> settle(World world) {
        var chain = new ArrayList<SettlementBalance>();
        var reserve = 0L;
        var debt = 0L;
        for (var period = 0; period < PERIODS; period++) {
            var from = period == 0 ? START : end(period - 1);
            var to = end(period);
            var earned = world.events().stream()
                    .filter(event -> event.releasedAt().isAfter(from)
                            && !event.releasedAt().isAfter(to))
                    .mapToLong(Event::minor)
                    .sum();
            var before = earned + reserve - debt;
            var kept = Math.max(0, before) * world.reservePercents().get(period) / 100;
            var total = before - kept;
            chain.add(new SettlementBalance(
                    new SettlementId(String.valueOf(100 + period)),
                    "Amazon.com",
                    SettlementBalance.STANDARD_ORDERS,
                    from,
                    to,
                    to,
                    usd(total),
                    usd(-kept),
                    usd(reserve),
                    usd(-debt),
                    usd(0),
                    usd(0),
                    usd(0)));
            reserve = kept;
            debt = Math.max(0, -total);
        }
        return chain;
    }

    private static List<FinancialTransaction> transactions(World world, List<SettlementBalance> chain) {
        var list = new ArrayList<FinancialTransaction>();
        var number = 0;
        for (var event : world.events()) {
            if (event.deferredHours() > 0) {
                list.add(transaction("d" + number, Status.DEFERRED_RELEASED, event.at(), event.minor(), "Sales"));
            }
            list.add(transaction("r" + number, Status.RELEASED, event.releasedAt(), event.minor(), "Sales"));
            number++;
        }
        for (var settlement : chain) {
            var after = settlement.endAt().plusSeconds(1);
            list.add(transaction(
                    "reserve" + settlement.id(),
                    Status.RELEASED,
                    after,
                    settlement.closingReserve().minor(),
                    "ReserveCredit"));
        }
        return list;
    }

    private static FinancialTransaction transaction(String id, Status status, Instant at, long minor, String path) {
        return new FinancialTransaction(
                id,
                path.equals("Sales") ? "Shipment" : "Adjustment",
                status,
                at,
                usd(minor),
                "Amazon.com",
                null,
                path.equals("Sales") ? "order-of-" + id : null,
                null,
                null,
                List.of(new Part(path, usd(minor))));
    }

    private static Optional<Instant> released(World world, FinancialTransaction transaction) {
        Map<String, Instant> byId = new HashMap<>();
        var number = 0;
        for (var event : world.events()) {
            byId.put("d" + number, event.releasedAt());
            number++;
        }
        return Optional.ofNullable(byId.get(transaction.id()));
    }
}
