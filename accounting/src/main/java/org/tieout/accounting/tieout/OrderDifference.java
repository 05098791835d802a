package org.tieout.accounting.tieout;

import java.util.Optional;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.OrderStanding;
import org.tieout.accounting.source.OrderId;

/// An order with something open after a settlement: invoiced less credited is settled plus open.
///
/// @param order the order
/// @param invoiced what its invoices say
/// @param credited what its memos and refund receipts say
/// @param settled what settlements paid
/// @param open what is left; negative when more was paid than invoiced
/// @param note why, in a sentence, and what may be done
public record OrderDifference(OrderId order, Money invoiced, Money credited, Money settled, Money open, String note) {

    /// The difference of an order's account; nothing when nothing is open.
    public static Optional<OrderDifference> in(OrderId order, OrderStanding standing, String currency) {
        return standing.openTotal(currency).isZero() ? Optional.empty() : Optional.of(of(order, standing, currency));
    }

    /// How an order's account stands, open or not.
    public static OrderDifference of(OrderId order, OrderStanding standing, String currency) {
        var open = standing.openTotal(currency);
        var note = switch (Integer.signum(Long.compare(open.minor(), 0))) {
            case 1 ->
                withheldTooMuch(standing, currency)
                        .map(amount -> "the marketplace withheld " + amount
                                + " more tax than it collected; it waits in Unapplied Amazon receipts")
                        .orElse("settled for less than invoiced so far; if the rest never comes, a credit memo of "
                                + open + " closes it");
            case -1 ->
                standing.isInvoicedElsewhere()
                        ? "shipped before the flow's cut-over and invoiced elsewhere; " + open.negate()
                                + " waits in Unapplied Amazon receipts for that invoice"
                        : standing.invoiced()
                                ? "settled for more than invoiced; " + open.negate()
                                        + " waits in Unapplied Amazon receipts"
                                : "paid before it could be invoiced; " + open.negate()
                                        + " waits in Unapplied Amazon receipts";
            default -> "nothing is open";
        };
        return new OrderDifference(
                order,
                standing.invoicedTotal(currency),
                standing.creditedTotal(currency),
                standing.settledTotal(currency),
                open,
                note);
    }

    /// Receipts are below zero only where tax was withheld that nobody had collected.
    private static Optional<Money> withheldTooMuch(OrderStanding standing, String currency) {
        var less = standing.receipts().stream()
                .map(OrderStanding.Receipt::amount)
                .filter(amount -> amount.currency().equals(currency) && amount.isNegative())
                .reduce(Money.zero(currency), Money::minus);
        return less.isZero() || !less.equals(standing.openTotal(currency)) ? Optional.empty() : Optional.of(less);
    }
}
