package org.tieout.accounting.plan;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.document.Application;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Document.Heading;
import org.tieout.accounting.document.Document.Invoice;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.Carry.Side;
import org.tieout.accounting.plan.OrderStanding.HeldSale;
import org.tieout.accounting.plan.OrderStanding.Receipt;
import org.tieout.accounting.plan.OrderStanding.Standing;
import org.tieout.accounting.tax.TaxDifference;

/// What one settlement does to one order: which invoices it pays, what it refunds, what has to wait. Pure.
///
/// - Sales rows pay the order's invoices, oldest first. What the buyer of an invoiced order is charged again becomes a
/// further invoice. An order without an invoice gets late ones from the rows
/// themselves: one a month, so that revenue falls into the month of its rows.
/// - An order that cannot be invoiced yet (say, an unmapped SKU) does not hold the settlement: its money waits in
/// account 1155.
/// - What is paid beyond every open invoice waits in 1155 too, and is shown as a difference; nothing is plugged.
/// - Refund rows become one credit memo a month.
final class OrderSettler {

    /// Begins the names of invoices of what buyers were charged again, which no order's own record knows of.
    static final String RETROCHARGE = "retrocharge-";

    private static final String INVOICE = "invoice-";

    private final FlowPolicy policy;
    private final Mappings mappings;
    private final References references;
    private final Resolution.Ready resolution;
    private final Calendar calendar;
    private final String settlement;
    private final String currency;

    OrderSettler(
            FlowPolicy policy,
            Mappings mappings,
            Resolution.Ready resolution,
            Calendar calendar,
            String settlement,
            String currency) {
        this.policy = policy;
        this.mappings = mappings;
        this.references = References.of(policy.profile());
        this.resolution = resolution;
        this.calendar = calendar;
        this.settlement = settlement;
        this.currency = currency;
    }

    /// What it comes to.
    ///
    /// @param invoices late invoices to post first
    /// @param payments what payments take from the order's invoices, positive
    /// @param refunds what is given back, by month
    /// @param unapplied what goes to account 1155, by month
    /// @param missing what the mapping lacks to invoice the order; empty when it was invoiced
    /// @param taxDifferences items whose facilitated tax does not net to zero; in `unapplied` already
    /// @param standing the order's account afterwards; refunds are not in it yet
    record Settled(
            List<Invoice> invoices,
            SortedMap<PaymentKey, List<Application>> payments,
            List<Refund> refunds,
            SortedMap<YearMonth, Money> unapplied,
            SortedSet<MappingKey> missing,
            List<TaxDifference> taxDifferences,
            OrderStanding standing) {}

    /// Payments are by month, and of one customer.
    ///
    /// @param month the local month
    /// @param customer the customer
    record PaymentKey(YearMonth month, String customer) implements Comparable<PaymentKey> {
        @Override
        public int compareTo(PaymentKey other) {
            var byMonth = month.compareTo(other.month);
            return byMonth != 0 ? byMonth : customer.compareTo(other.customer);
        }
    }

    /// Something given back. Whether it becomes a credit memo or a refund receipt is decided by the payment
    /// that can
    /// carry it.
    ///
    /// @param group the order's rows
    /// @param month the local month
    /// @param side which of its rows
    /// @param date the posting date
    /// @param lines what is given back; its total is negative
    record Refund(OrderGroup group, YearMonth month, Side side, LocalDate date, SalesLines lines) {}

    /// One refund of an order again, as [#settle] states it.
    Refund refund(OrderGroup group, YearMonth month, Side side) {
        var sides = new Sides(group);
        return switch (side) {
            case SALE ->
                new Refund(
                        group,
                        month,
                        side,
                        calendar.dateOf(month),
                        java.util.Objects.requireNonNull(sides.saleByMonth().get(month)));
            case REFUND ->
                new Refund(
                        group,
                        month,
                        side,
                        sides.lastIn(month),
                        java.util.Objects.requireNonNull(sides.refundByMonth().get(month)));
        };
    }

    Settled settle(OrderGroup group, OrderStanding before) {
        var sides = new Sides(group);
        var standing = before;
        var invoices = new ArrayList<Invoice>();
        SortedSet<MappingKey> missing = new TreeSet<>();
        if (!standing.invoiced() && !standing.isInvoicedElsewhere()) {
            switch (lateInvoices(group, sides, standing)) {
                case Late.Made(var made, var after) -> {
                    invoices.addAll(made);
                    standing = after;
                }
                case Late.Waiting(var keys) -> {
                    missing = keys;
                    standing = standing.withHeld(new HeldSale(settlement, group));
                }
            }
        } else if (standing.invoiced()) {
            standing = retrocharges(group, sides, standing, invoices);
        }
        var payments = new TreeMap<PaymentKey, List<Application>>();
        var unapplied = new TreeMap<YearMonth, Money>();
        var refunds = new ArrayList<Refund>();
        for (var entry : sides.saleByMonth().entrySet()) {
            var month = entry.getKey();
            var amount = entry.getValue().total();
            if (amount.isNegative()) {
                refunds.add(new Refund(group, month, Side.SALE, calendar.dateOf(month), entry.getValue()));
            } else if (amount.isPositive()) {
                standing = pay(group, month, amount, standing, payments, unapplied);
            }
        }
        for (var entry : sides.refundByMonth().entrySet()) {
            var month = entry.getKey();
            var lines = entry.getValue();
            if (lines.total().isNegative() || lines.isWash()) {
                refunds.add(new Refund(group, month, Side.REFUND, sides.lastIn(month), lines));
            } else if (lines.total().isPositive()) {
                // A refund taken back: money in the seller's favour that no invoice explains yet.
                standing = receive(month, lines.total(), standing, unapplied);
            }
        }
        for (var difference : sides.taxDifferences()) {
            standing = receive(difference.month(), difference.amount(), standing, unapplied);
        }
        return new Settled(invoices, payments, refunds, unapplied, missing, sides.taxDifferences(), standing);
    }

    /// Makes the invoices that waited, once the mapping is there.
    Late lateInvoices(OrderGroup group, OrderStanding standing) {
        return lateInvoices(group, new Sides(group), standing);
    }

    /// Late invoices, or what they wait for.
    sealed interface Late {
        /// @param invoices one a month in which something was sold, oldest first; none when nothing was
        /// @param standing the order's account with them
        record Made(List<Invoice> invoices, OrderStanding standing) implements Late {}

        /// @param keys what the mapping lacks
        record Waiting(SortedSet<MappingKey> keys) implements Late {}
    }

    /// A month whose sales come to less than nothing is given back, not invoiced.
    private Late lateInvoices(OrderGroup group, Sides sides, OrderStanding before) {
        var invoices = new ArrayList<Invoice>();
        var missing = new TreeSet<MappingKey>();
        var sold = false;
        var standing = before;
        for (var entry : sides.saleByMonth().entrySet()) {
            var sale = entry.getValue();
            if (sale.total().isPositive() || sale.isWash()) {
                sold |= sale.total().isPositive();
                switch (lateInvoice(INVOICE, group, sale, sides.lastSaleIn(entry.getKey()), standing)) {
                    case Late.Made(var made, var after) -> {
                        invoices.addAll(made);
                        standing = after;
                    }
                    case Late.Waiting(var keys) -> missing.addAll(keys);
                }
            }
        }
        if (missing.isEmpty()) {
            return new Late.Made(List.copyOf(invoices), standing);
        }
        // Sales that come to nothing have no money that could wait; the order's own record will invoice them.
        return sold ? new Late.Waiting(missing) : new Late.Made(List.of(), before);
    }

    /// What buyers were charged again for an order that is invoiced already: further invoices of it, one a month. What
    /// cannot be invoiced waits as any money that no invoice explains, and is shown.
    private OrderStanding retrocharges(OrderGroup group, Sides sides, OrderStanding before, List<Invoice> invoices) {
        var standing = before;
        for (var entry : sides.retrochargesByMonth().entrySet()) {
            if (entry.getValue().total().isPositive()
                    && lateInvoice(RETROCHARGE, group, entry.getValue(), sides.lastSaleIn(entry.getKey()), standing)
                            instanceof Late.Made(var made, var after)) {
                invoices.addAll(made);
                standing = after;
            }
        }
        return standing;
    }

    private Late lateInvoice(String name, OrderGroup group, SalesLines sale, LocalDate date, OrderStanding standing) {
        var marketplace = group.marketplace();
        var customer = mappings.customerOf(marketplace, date);
        if (customer.isEmpty()) {
            return new Late.Waiting(new TreeSet<>(java.util.Set.of(
                    new MappingKey(MappingKey.Kind.CUSTOMER, marketplace == null ? "*" : marketplace))));
        }
        var receivable =
                mappings.accountOf(policy.profile().invoiceDebits(), null, date).orElseThrow();
        var lines =
                sale.against(receivable, "Order " + group.order(), mappings, marketplace, date, policy.genericItems());
        return switch (lines) {
            case SalesLines.Result.Missing(var keys) -> new Late.Waiting(keys);
            case SalesLines.Result.Lines(var balanced) -> {
                var number = standing.count(Document.Kind.INVOICE) + 1;
                var heading = new Heading(
                        PostingId.ofOrder(policy.flow(), group.order().value(), name + number),
                        references.invoice(group.order(), number),
                        date,
                        currency,
                        "Amazon order " + group.order() + ", invoiced from settlement " + settlement);
                yield new Late.Made(
                        List.of(new Invoice(heading, customer.get(), group.order(), Optional.empty(), balanced)),
                        standing.with(new Standing(
                                        heading.id(),
                                        Document.Kind.INVOICE,
                                        customer.get(),
                                        sale.total(),
                                        Money.zero(currency)))
                                .withBilled(sale.units()));
            }
        };
    }

    private OrderStanding pay(
            OrderGroup group,
            YearMonth month,
            Money amount,
            OrderStanding before,
            Map<PaymentKey, List<Application>> payments,
            Map<YearMonth, Money> unapplied) {
        var standing = before;
        var left = amount;
        for (var document : before.documents()) {
            if (document.kind() != Document.Kind.INVOICE
                    || !document.amount().currency().equals(currency)) {
                continue; // An invoice in another currency cannot take this money; it waits, and is shown.
            }
            var take = document.open().min(left);
            if (take.isPositive()) {
                payments.computeIfAbsent(new PaymentKey(month, document.customer()), k -> new ArrayList<>())
                        .add(new Application(document.id(), Document.Kind.INVOICE, Optional.of(group.order()), take));
                standing = standing.withApplied(document.id(), take);
                left = left.minus(take);
            }
        }
        return left.isPositive() ? receive(month, left, standing, unapplied) : standing;
    }

    private OrderStanding receive(
            YearMonth month, Money amount, OrderStanding standing, Map<YearMonth, Money> unapplied) {
        unapplied.merge(month, amount, Money::plus);
        return standing.withReceipt(new Receipt(settlement, calendar.depositDate(), amount));
    }

    /// An order's rows on two sides, sale and refund, with the tax that is the seller's, [item by item][ItemTaxes].
    private final class Sides {
        private final SortedMap<YearMonth, SalesLines> sales = new TreeMap<>();
        private final SortedMap<YearMonth, SalesLines> retrocharges = new TreeMap<>();
        private final SortedMap<YearMonth, SalesLines> refunds = new TreeMap<>();
        private final Map<YearMonth, LocalDate> last = new HashMap<>();
        private final Map<YearMonth, LocalDate> lastSale = new HashMap<>();
        private final ItemTaxes taxes;

        Sides(OrderGroup group) {
            taxes = new ItemTaxes(
                    currency, month -> mappings.isSellerLiable(group.marketplace(), calendar.dateOf(month)));
            group.rows().forEach(this::tax);
            group.rows().forEach(this::amount);
            taxes.forEachLiability((side, month, minor, rows) -> side(side == Side.SALE ? sales : refunds, month)
                    .add(Category.TAX_COLLECTED, null, "", 0, minor, rows, false));
        }

        private void tax(OrderRow row) {
            var side = ofSale(row) ? Side.SALE : Side.REFUND;
            switch (resolution.of(row.type()).treatment()) {
                case TAX_COLLECTED -> taxes.collected(side, row);
                case TAX_WITHHELD -> taxes.withheld(side, row);
                case SALE, REFUND, DIRECT -> {
                    // No tax.
                }
            }
        }

        private void amount(OrderRow row) {
            var category = resolution.of(row.type());
            later(last, row);
            switch (category.treatment()) {
                case SALE -> {
                    var remitted = taxes.isRemitted(Side.SALE, row);
                    add(side(sales, row.month()), row, category, remitted);
                    if (category == Category.REV_RETRO) {
                        add(side(retrocharges, row.month()), row, category, remitted);
                    }
                    later(lastSale, row);
                }
                case REFUND -> add(side(refunds, row.month()), row, category, taxes.isRemitted(Side.REFUND, row));
                case TAX_COLLECTED, TAX_WITHHELD -> {
                    if (ofSale(row)) {
                        later(lastSale, row);
                    }
                }
                case DIRECT -> {
                    // Summed with the settlement's own rows.
                }
            }
        }

        List<TaxDifference> taxDifferences() {
            return taxes.differences();
        }

        private static void later(Map<YearMonth, LocalDate> dates, OrderRow row) {
            dates.merge(row.month(), row.lastPosted(), (a, b) -> a.isAfter(b) ? a : b);
        }

        private static void add(SalesLines lines, OrderRow row, Category category, boolean remitted) {
            lines.add(
                    category,
                    row.sku(),
                    row.type().amountDescription(),
                    row.quantity(),
                    row.minor(),
                    row.rows(),
                    remitted);
        }

        private SalesLines side(SortedMap<YearMonth, SalesLines> side, YearMonth month) {
            return side.computeIfAbsent(month, m -> new SalesLines(currency));
        }

        SortedMap<YearMonth, SalesLines> saleByMonth() {
            return sales;
        }

        /// What of the sales is a new charge.
        SortedMap<YearMonth, SalesLines> retrochargesByMonth() {
            return retrocharges;
        }

        SortedMap<YearMonth, SalesLines> refundByMonth() {
            return refunds;
        }

        LocalDate lastIn(YearMonth month) {
            return last.getOrDefault(month, calendar.dateOf(month));
        }

        LocalDate lastSaleIn(YearMonth month) {
            return lastSale.getOrDefault(month, calendar.dateOf(month));
        }
    }

    private static boolean ofSale(OrderRow row) {
        return row.type().transactionType().toLowerCase(Locale.ROOT).startsWith("order");
    }
}
