package org.tieout.accounting.plan;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.document.Account;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.mapping.Role;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.Carry.MonthAmount;
import org.tieout.accounting.source.RowType;
import org.tieout.accounting.tax.AppliedTax;

/// Everything of a settlement that no order's document carries: rows that are no order's, fees, rows of orders whose
/// revenue comes from the settlement, and money that waits in account 1155. One line an account and category, by month.
final class DirectLines {

    private final PlanContext context;
    private final SortedMap<YearMonth, Money> unapplied = new TreeMap<>();
    private final Map<SummaryKey, long[]> summarised = new TreeMap<>();

    DirectLines(PlanContext context, List<MonthAmount> unapplied, List<RowTotal> summarised) {
        this.context = context;
        unapplied.forEach(entry -> this.unapplied.put(entry.month(), entry.amount()));
        summarised.forEach(total ->
                add(new SummaryKey(total.type(), total.month(), total.marketplace()), total.minor(), total.rows()));
    }

    private record SummaryKey(
            RowType type, YearMonth month, @Nullable String marketplace) implements Comparable<SummaryKey> {
        @Override
        public int compareTo(SummaryKey other) {
            return Comparator.comparing(SummaryKey::month)
                    .thenComparing(SummaryKey::type)
                    .thenComparing(key -> key.marketplace == null ? "" : key.marketplace)
                    .compare(this, other);
        }
    }

    /// Takes money for which an order has no open invoice.
    void unapplied(YearMonth month, Money amount) {
        unapplied.merge(month, amount, Money::plus);
    }

    /// Takes the rows of an order whose revenue comes from the settlement. Its fees are in the settlement's sums
    /// anyway.
    void fromSettlement(OrderGroup group) {
        for (var row : group.rows()) {
            if (context.categoryOf(row.type()).treatment() != Category.Treatment.DIRECT) {
                add(new SummaryKey(row.type(), row.month(), group.marketplace()), row.minor(), row.rows());
            }
        }
    }

    private void add(SummaryKey key, long minor, int rows) {
        var sum = summarised.computeIfAbsent(key, k -> new long[2]);
        sum[0] = Math.addExact(sum[0], minor);
        sum[1] += rows;
    }

    List<MonthAmount> unapplied() {
        return unapplied.entrySet().stream()
                .map(entry -> new MonthAmount(entry.getKey(), entry.getValue()))
                .toList();
    }

    List<RowTotal> summarised() {
        return summarised.entrySet().stream()
                .map(entry -> new RowTotal(
                        entry.getKey().type,
                        entry.getKey().month,
                        entry.getKey().marketplace,
                        true,
                        entry.getValue()[0],
                        (int) entry.getValue()[1]))
                .toList();
    }

    /// The lines, oldest month first; within a month by account.
    SortedMap<YearMonth, List<Line>> byMonth() {
        var sums = new TreeMap<YearMonth, SortedMap<DirectKey, long[]>>();
        for (var total : context.facts.totals()) {
            if (!context.isReceivable(total) || isSummary()) {
                add(sums, total);
            }
        }
        summarised().forEach(total -> add(sums, total));
        var lines = new TreeMap<YearMonth, List<Line>>();
        sums.forEach((month, byKey) -> byKey.forEach((key, sum) -> {
            if (sum[0] != 0) {
                var whole = Line.of(
                        key.account, new Money(context.currency, -sum[0]), key.category, key.category.label(), (int)
                                sum[1]);
                lines.computeIfAbsent(month, m -> new ArrayList<>()).addAll(taxed(whole, key, month));
            }
        }));
        unapplied.forEach((month, amount) -> {
            if (!amount.isZero()) {
                lines.computeIfAbsent(month, m -> new ArrayList<>())
                        .add(Line.balancing(
                                context.role(Role.UNAPPLIED), amount.negate(), "Receipts of orders not yet invoiced"));
            }
        });
        return lines;
    }

    private List<Line> taxed(Line whole, DirectKey key, YearMonth month) {
        var lines = new TaxLines(context.mappings, context.calendar.dateOf(month));
        return key.category.treatment() == Category.Treatment.DIRECT
                ? lines.ofCharge(whole, key.tax)
                : lines.ofSale(whole, key.tax);
    }

    /// A flow that takes all revenue from settlements sums order rows by type, without looking at orders.
    private boolean isSummary() {
        return SettlementPlanning.isByType(context.policy);
    }

    private void add(Map<YearMonth, SortedMap<DirectKey, long[]>> sums, RowTotal total) {
        var key = directKey(context.categoryOf(total.type()), total);
        var sum = sums.computeIfAbsent(total.month(), m -> new TreeMap<>()).computeIfAbsent(key, k -> new long[2]);
        sum[0] = Math.addExact(sum[0], total.minor());
        sum[1] += total.rows();
    }

    /// Tax is netted as an order's is: what was collected and withheld posts nothing, the rest is the seller's to pay.
    private DirectKey directKey(Category category, RowTotal total) {
        return switch (category.treatment()) {
            case TAX_COLLECTED, TAX_WITHHELD ->
                new DirectKey(Category.TAX_COLLECTED, context.role(Role.SALES_TAX), AppliedTax.NONE);
            case SALE, REFUND ->
                new DirectKey(
                        category,
                        accountOf(category, total),
                        context.mappings.salesTaxOf(category, total.marketplace(), dateOf(total)));
            case DIRECT ->
                new DirectKey(
                        category,
                        accountOf(category, total),
                        context.mappings.feeTaxOf(
                                category, total.type().amountDescription(), total.marketplace(), dateOf(total)));
        };
    }

    /// The service date of rows, as far as a settlement knows it: the posting date of their month.
    private LocalDate dateOf(RowTotal total) {
        return context.calendar.dateOf(total.month());
    }

    private Account accountOf(Category category, RowTotal total) {
        return context.mappings
                .accountOf(category, total.type().amountDescription(), total.marketplace(), dateOf(total))
                .orElseThrow(() -> new IllegalStateException("resolved, yet no account for " + category));
    }

    private record DirectKey(Category category, Account account, AppliedTax tax) implements Comparable<DirectKey> {
        @Override
        public int compareTo(DirectKey other) {
            return Comparator.comparing((DirectKey key) -> key.account.code())
                    .thenComparing(DirectKey::category)
                    .thenComparing(key -> key.account.taxCode())
                    .thenComparing(key -> key.tax.rule() + key.tax.taxCode())
                    .compare(this, other);
        }
    }
}
