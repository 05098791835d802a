package org.tieout.accounting.plan;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.tieout.accounting.document.Application;
import org.tieout.accounting.document.Document.Deposit;
import org.tieout.accounting.document.Document.Journal;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.mapping.Role;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.OrderSettler.Settled;
import org.tieout.accounting.source.OrderId;

/// The posting profile of QuickBooks Online.
///
/// A settlement becomes: late invoices; credit memos; payments to Undeposited Funds, by month and in chunks, that
/// settle
/// invoices and use memos; for months before the deposit's an accrual journal of everything that is no receivable; and
/// one deposit that gathers the payments and carries every other line, so that it equals the bank line. A payment never
/// falls below zero: refunds that no payment can carry become refund receipts, beyond a thousand of them out of
/// clearing. A negative settlement is a deposit of
/// 0.00 with a balancing line on Payable to Amazon. In SUMMARY mode only the journals and the deposit are left.
///
/// The bank line is the header's total, never a remainder: rows that do not add up cannot make a deposit.
final class QboProfile implements SettlementProfile {

    private final PlanContext context;
    private final DirectLines direct;
    private final Payments payments;

    QboProfile(PlanContext context, DirectLines direct, OrderSettler settler, Carry.OfProfile carry) {
        this.context = context;
        this.direct = direct;
        this.payments = new Payments(context, settler, new Refunds(context), carry);
    }

    @Override
    public void order(OrderId order, Settled settled) {
        settled.invoices().forEach(context::emit);
        payments.invoices(settled.payments());
        settled.refunds().forEach(payments::refund);
    }

    @Override
    public Carry.OfProfile carry() {
        return payments.carry();
    }

    @Override
    public void finish() {
        payments.finish();
        var onDeposit = new ArrayList<Line>();
        direct.byMonth().forEach((month, lines) -> {
            if (context.calendar.isEarlier(month)) {
                onDeposit.add(accrue(month, lines));
            } else {
                onDeposit.addAll(lines);
            }
        });
        deposit(onDeposit, payments.made());
    }

    /// Books an earlier month's lines in that month; returns the line by which the deposit takes them over.
    private Line accrue(YearMonth month, List<Line> lines) {
        var sum = context.zero();
        for (var line : lines) {
            sum = sum.plus(line.amount());
        }
        var accrued = context.role(Role.ACCRUED);
        var journal = new ArrayList<>(lines);
        if (!sum.isZero()) {
            journal.add(Line.balancing(accrued, sum.negate(), "Settled later, settlement " + context.settlement));
        }
        context.emit(new Journal(
                context.heading(
                        "accrual-" + month,
                        context.references.ofSettlement(context.settlement, month, "A"),
                        context.calendar.dateOf(month),
                        "Amazon settlement " + context.settlement + ", part of " + month),
                journal));
        return Line.balancing(accrued, sum, "Booked in " + month);
    }

    private void deposit(List<Line> others, List<Application> gathered) {
        var total = context.facts.header().total();
        var lines = new ArrayList<Line>();
        var toBank = total.isNegative() ? context.zero() : total;
        lines.add(Line.balancing(context.payout(), toBank, "Amazon settlement " + context.settlement));
        if (!gathered.isEmpty()) {
            var undeposited = gathered.stream().map(Application::amount).reduce(context.zero(), Money::plus);
            lines.add(Line.balancing(context.role(Role.UNDEPOSITED), undeposited.negate(), "Payments of orders"));
        }
        var cleared = payments.cleared();
        if (!cleared.isZero()) {
            lines.add(Line.balancing(
                    context.role(Role.CLEARING),
                    cleared.negate(),
                    "Refunds of orders, settlement " + context.settlement));
        }
        others.stream().filter(line -> !line.amount().isZero()).forEach(lines::add);
        if (total.isNegative()) {
            lines.add(Line.balancing(
                    context.role(Role.PAYABLE), total, "Owed to Amazon, settlement " + context.settlement));
        }
        if (lines.size() == 1 && gathered.isEmpty()) {
            return; // Nothing happened in the period: no document.
        }
        context.emit(new Deposit(
                context.heading(
                        "deposit",
                        context.references.ofSettlement(context.settlement),
                        context.calendar.depositDate(),
                        "Amazon settlement " + context.settlement),
                lines,
                gathered));
    }
}
