package org.tieout.accounting.plan;

import java.time.YearMonth;
import java.util.Iterator;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import org.tieout.accounting.catalogue.Category.Treatment;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.OrderId;

/// What a settlement comes to in INVOICE mode. Pure: the same facts, orders and mapping give the same
/// documents, byte
/// for byte.
///
/// ```
/// facts ─ adds up? ─ resolve row types ─┬─ missing keys ─► held whole
///                                       └─ orders, one by one ─► late invoices, memos, payments
///                                          everything else, by month ─► accrual journals, one deposit of the header's
/// total
/// ```
public final class SettlementPlanner {

    private SettlementPlanner() {}

    /// What planning came to.
    public sealed interface Outcome {
        /// The documents were given to the sink.
        ///
        /// @param documents how many
        /// @param orders how many orders
        record Planned(int documents, int orders) implements Outcome {}

        /// The header's total is not the sum of the rows; nothing was planned.
        ///
        /// @param difference header less rows
        record Inconsistent(Money difference) implements Outcome {}

        /// The mapping lacks keys; nothing was planned.
        ///
        /// @param keys what is missing
        record Missing(SortedSet<MappingKey> keys) implements Outcome {}
    }

    /// Plans a settlement.
    ///
    /// @param facts the settlement, summed by type
    /// @param orders its orders in order of id, fees apart
    /// @param standings an order's account before this settlement
    /// @param policy the flow's choices
    /// @param mappings the flow's mapping table
    /// @param sink receives the documents
    public static Outcome plan(
            SettlementFacts facts,
            Iterator<OrderGroup> orders,
            Function<OrderId, OrderStanding> standings,
            FlowPolicy policy,
            Mappings mappings,
            PlanSink sink) {
        if (!facts.difference().isZero()) {
            return new Outcome.Inconsistent(facts.difference());
        }
        return switch (Resolution.resolve(facts, mappings)) {
            case Resolution.Missing(var keys) -> new Outcome.Missing(keys);
            case Resolution.Ready ready -> new Run(facts, policy, mappings, ready, sink).plan(orders, standings);
        };
    }

    private static final class Run {
        private final SettlementFacts facts;
        private final Resolution.Ready resolution;
        private final PlanSink sink;
        private final OrderSettler settler;
        private final QboProfile profile;
        private int documents;

        Run(SettlementFacts facts, FlowPolicy policy, Mappings mappings, Resolution.Ready resolution, PlanSink sink) {
            this.facts = facts;
            this.resolution = resolution;
            this.sink = sink;
            var calendar = Calendar.of(facts);
            this.settler = new OrderSettler(
                    policy,
                    mappings,
                    resolution,
                    calendar,
                    facts.header().id().value(),
                    facts.header().total().currency());
            this.profile = new QboProfile(facts, policy, mappings, resolution, calendar, document -> {
                documents++;
                sink.document(document);
            });
        }

        Outcome plan(Iterator<OrderGroup> orders, Function<OrderId, OrderStanding> standings) {
            var settlement = facts.header().id().value();
            var orderRows = Money.zero(facts.header().total().currency());
            var count = 0;
            while (orders.hasNext()) {
                var group = orders.next();
                var rows = receivable(group);
                var settled =
                        settler.settle(group, standings.apply(group.order()).withSettlement(settlement));
                orderRows = orderRows.plus(rows);
                count++;
                var after = profile.order(group.order(), settled);
                sink.settled(group.order(), rows);
                if (!settled.missing().isEmpty()) {
                    sink.waiting(group.order(), settled.missing());
                }
                sink.standing(group.order(), after);
            }
            requireEveryOrderRow(orderRows);
            profile.finish().forEach(sink::standing);
            return new Outcome.Planned(documents, count);
        }

        /// Guards the bucketing itself: an order row that were lost between the two sums would be money lost.
        private void requireEveryOrderRow(Money orderRows) {
            var expected = 0L;
            for (var total : facts.totals()) {
                if (total.ofOrder() && resolution.of(total.type()).treatment() != Treatment.DIRECT) {
                    expected = Math.addExact(expected, total.minor());
                }
            }
            if (expected != orderRows.minor()) {
                throw new IllegalStateException("settlement " + facts.header().id() + ": rows of orders sum to "
                        + new Money(orderRows.currency(), expected) + " by type and to " + orderRows + " by order");
            }
        }

        private Money receivable(OrderGroup group) {
            var sum = 0L;
            for (var row : group.rows()) {
                if (resolution.of(row.type()).treatment() != Treatment.DIRECT) {
                    sum = Math.addExact(sum, row.minor());
                }
            }
            return new Money(facts.header().total().currency(), sum);
        }
    }

    /// Sums of a settlement by category code, for reports; unknown types are left out.
    public static SortedMap<String, Money> byCategory(SettlementFacts facts, Mappings mappings) {
        var sums = new TreeMap<String, Money>();
        for (var total : facts.totals()) {
            mappings.categoryOf(total.type())
                    .ifPresent(category -> sums.merge(
                            category.code(), new Money(facts.header().total().currency(), total.minor()), Money::plus));
        }
        return sums;
    }

    /// The months a settlement has rows in, oldest first.
    public static SortedSet<YearMonth> months(SettlementFacts facts) {
        var months = new java.util.TreeSet<YearMonth>();
        facts.totals().forEach(total -> months.add(total.month()));
        return months;
    }
}
