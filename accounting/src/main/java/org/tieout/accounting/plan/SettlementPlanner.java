package org.tieout.accounting.plan;

import java.time.YearMonth;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.OrderId;
import org.tieout.accounting.tax.TaxMemo;

/// What a settlement comes to, planned in one step. Pure: the same facts, orders and mapping give the same
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
        return switch (Resolution.resolve(facts, policy, mappings)) {
            case Resolution.Missing(var keys) -> new Outcome.Missing(keys);
            case Resolution.Ready ready ->
                inOneStep(
                        SettlementPlanning.of(facts, policy, mappings, ready, standings, sink, Carry.NONE),
                        orders,
                        policy);
        };
    }

    private static Outcome inOneStep(SettlementPlanning planning, Iterator<OrderGroup> orders, FlowPolicy policy) {
        if (!SettlementPlanning.isByType(policy)) {
            orders.forEachRemaining(planning::order);
        }
        return planning.finish();
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

    /// What buyers paid as tax and the marketplace withheld, beside the books; entries without either are left out.
    public static TaxMemo taxMemo(SettlementFacts facts, Mappings mappings) {
        var none = Money.zero(facts.header().total().currency());
        var entries = new TreeMap<String, TaxMemo.Entry>();
        for (var total : facts.totals()) {
            var category = mappings.categoryOf(total.type()).orElse(null);
            if (category == Category.TAX_COLLECTED || category == Category.TAX_WITHHELD) {
                var marketplace = total.marketplace() == null ? "" : total.marketplace();
                var amount = new Money(none.currency(), total.minor());
                var isCollected = category == Category.TAX_COLLECTED;
                var entry = new TaxMemo.Entry(
                        marketplace, total.month(), isCollected ? amount : none, isCollected ? none : amount);
                entries.merge(marketplace + " " + total.month(), entry, TaxMemo.Entry::plus);
            }
        }
        return new TaxMemo(List.copyOf(entries.values()));
    }

    /// The months a settlement has rows in, oldest first.
    public static SortedSet<YearMonth> months(SettlementFacts facts) {
        var months = new java.util.TreeSet<YearMonth>();
        facts.totals().forEach(total -> months.add(total.month()));
        return months;
    }
}
