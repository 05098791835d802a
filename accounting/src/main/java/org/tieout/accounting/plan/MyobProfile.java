package org.tieout.accounting.plan;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Document.Heading;
import org.tieout.accounting.document.Document.Journal;
import org.tieout.accounting.document.Document.ReceiveMoney;
import org.tieout.accounting.document.Document.SpendMoney;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.mapping.Role;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.OrderSettler.Settled;
import org.tieout.accounting.source.OrderId;

/// The posting profile of MYOB Business and AccountRight.
///
/// Orders have invoices and credit memos (negative invoices). Customer payments receive what invoices are
/// owed into the clearing account; a credit refund pays each memo out of it. Everything else leaves clearing
/// as money spent, by month, with Amazon as the payee; in a month in which more comes in than goes out it is
/// money received. A transfer takes the header's total to the bank; a negative settlement becomes a debt to
/// Amazon. Clearing ends at zero.
///
/// A clearing account, not undeposited funds: the deposit screen of MYOB is not in its API. In SUMMARY mode
/// money spent, money received and the transfer are all there is.
final class MyobProfile implements SettlementProfile {

    private final PlanContext context;
    private final DirectLines direct;
    private final ClearedOrders orders;

    MyobProfile(PlanContext context, DirectLines direct, OrderSettler settler, Carry.OfProfile carry) {
        this.context = context;
        this.direct = direct;
        this.orders = new ClearedOrders(context, settler, carry);
    }

    @Override
    public void order(OrderId order, Settled settled) {
        orders.order(settled);
    }

    @Override
    public Carry.OfProfile carry() {
        return orders.carry();
    }

    @Override
    public void finish() {
        orders.finish();
        direct.byMonth().forEach((month, lines) -> context.emit(ofMonth(month, lines)));
        Disbursement.from(context);
    }

    /// Spent or received, whichever it is on the whole. What comes to nothing moves no money: a journal.
    private Document ofMonth(YearMonth month, List<Line> lines) {
        var spent = lines.stream().map(Line::amount).reduce(context.zero(), Money::plus);
        if (spent.isZero()) {
            return new Journal(heading("journal-", month, "J"), lines);
        }
        var all = new ArrayList<Line>();
        all.add(Line.balancing(context.role(Role.CLEARING), spent.negate(), "Amazon settlement " + context.settlement));
        all.addAll(lines);
        return spent.isPositive()
                ? new SpendMoney(heading("spent-", month, "S"), context.vendor(), all)
                : new ReceiveMoney(heading("received-", month, "M"), context.vendor(), all);
    }

    private Heading heading(String document, YearMonth month, String part) {
        return context.heading(
                document + month,
                context.references.ofSettlement(context.settlement, month, part),
                context.calendar.dateOf(month),
                "Amazon settlement " + context.settlement + ", part of " + month);
    }
}
