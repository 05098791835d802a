package org.tieout.accounting.plan;

import java.util.List;
import java.util.Optional;
import org.tieout.accounting.document.Account;
import org.tieout.accounting.document.Application;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Document.CreditMemo;
import org.tieout.accounting.document.Document.CreditRefund;
import org.tieout.accounting.document.Document.Heading;
import org.tieout.accounting.document.Document.RefundReceipt;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.mapping.Role;
import org.tieout.accounting.plan.OrderSettler.Refund;
import org.tieout.accounting.plan.OrderStanding.Standing;

/// Makes the documents of what is given back. A refund is settled by the very settlement that states it, so its memo is
/// applied in full on the order's account.
final class Refunds {

    private final PlanContext context;

    Refunds(PlanContext context) {
        this.context = context;
    }

    /// A credit memo; returns how a payment or a refund takes it.
    ///
    /// @param otherSide the receivable, or clearing where the ledger closes memos itself
    Application memo(Refund refund, Role otherSide) {
        var customer = customerOf(refund);
        var heading = heading(refund);
        context.emit(new CreditMemo(heading, customer, refund.group().order(), lines(refund, context.role(otherSide))));
        return credited(refund, heading, customer, Document.Kind.CREDIT_MEMO);
    }

    /// A credit memo, and what gives its money back from clearing.
    void giveBack(Refund refund) {
        var number = number(refund);
        var credited = memo(refund, Role.RECEIVABLE);
        if (credited.amount().isZero()) {
            return; // A memo of nothing gives nothing back.
        }
        var order = refund.group().order();
        context.emit(new CreditRefund(
                context.heading(
                        "given-back-" + order + "." + number,
                        context.references.givenBack(order, number),
                        context.calendar.dateOf(refund.month()),
                        "Amazon order " + order + ", given back in settlement " + context.settlement),
                customerOf(refund),
                order,
                List.of(
                        Line.balancing(
                                context.role(Role.RECEIVABLE), credited.amount().negate(), "Order " + order),
                        Line.balancing(
                                context.role(Role.CLEARING),
                                credited.amount(),
                                "Amazon settlement " + context.settlement)),
                List.of(credited)));
    }

    /// A refund receipt: the money leaves that account at once.
    Application receipt(Refund refund, Account from) {
        var customer = customerOf(refund);
        var heading = heading(refund);
        context.emit(new RefundReceipt(heading, customer, refund.group().order(), lines(refund, from)));
        return credited(refund, heading, customer, Document.Kind.REFUND_RECEIPT);
    }

    String customerOf(Refund refund) {
        return context.customerOf(refund.group(), refund.date());
    }

    private Application credited(Refund refund, Heading heading, String customer, Document.Kind kind) {
        var order = refund.group().order();
        var amount = refund.lines().total().negate();
        context.keep(order, context.standing(order).with(new Standing(heading.id(), kind, customer, amount, amount)));
        return new Application(
                heading.id(), kind, Optional.of(order), refund.lines().total());
    }

    private Heading heading(Refund refund) {
        var order = refund.group().order();
        var number = number(refund);
        return context.heading(
                "refund-" + order + "." + number,
                context.references.refund(order, number),
                refund.date(),
                "Amazon order " + order + ", refunded in settlement " + context.settlement);
    }

    /// Which of the order's refunds it is, counted from 1.
    private int number(Refund refund) {
        var standing = context.standing(refund.group().order());
        return standing.count(Document.Kind.CREDIT_MEMO) + standing.count(Document.Kind.REFUND_RECEIPT) + 1;
    }

    private List<Line> lines(Refund refund, Account otherSide) {
        var order = refund.group().order();
        var lines = refund.lines()
                .against(
                        otherSide,
                        "Order " + order,
                        context.mappings,
                        refund.group().marketplace(),
                        refund.date(),
                        true);
        return switch (lines) {
            case SalesLines.Result.Lines(var balanced) -> balanced;
            case SalesLines.Result.Missing(var keys) ->
                throw new IllegalStateException("resolved, yet missing " + keys + " for a refund of " + order);
        };
    }
}
