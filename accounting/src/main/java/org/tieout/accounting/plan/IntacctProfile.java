package org.tieout.accounting.plan;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tieout.accounting.catalogue.VendorCharges;
import org.tieout.accounting.document.Application;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Document.Bill;
import org.tieout.accounting.document.Document.BillPayment;
import org.tieout.accounting.document.Document.Journal;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.mapping.Role;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.OrderSettler.Settled;
import org.tieout.accounting.source.OrderId;

/// The posting profile of Sage Intacct.
///
/// For each month of a settlement: a journal of everything that is no fee, against the clearing account, and
/// a bill of the vendor Amazon for its [charges][VendorCharges]. At the deposit one bill payment from
/// clearing pays all bills of the settlement, and a transfer takes the header's total from clearing to the
/// bank; a negative settlement becomes a debt to Amazon. Clearing and Amazon's vendor account both end at
/// zero.
///
/// SUMMARY is what a flow to Intacct uses unless it says otherwise: every row of an order is in the journals.
/// In INVOICE mode orders have invoices of their own, payments receive them into clearing, and credit memos
/// are paid out of it; journals and bills carry the rest.
///
/// A month with more credits than charges makes a bill with a negative total: an adjustment in the seller's
/// favour, which the payment takes off. When all bills of a settlement together are in the seller's favour,
/// the payment is a refund by the vendor, into clearing.
final class IntacctProfile implements SettlementProfile {

    private final PlanContext context;
    private final DirectLines direct;
    private final ClearedOrders orders;

    IntacctProfile(PlanContext context, DirectLines direct, OrderSettler settler, Carry.OfProfile carry) {
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
        var bills = new ArrayList<Application>();
        direct.byMonth().forEach((month, lines) -> {
            var others = lines.stream().filter(line -> !isCharge(line)).toList();
            var charges = lines.stream().filter(IntacctProfile::isCharge).toList();
            if (!others.isEmpty()) {
                journal(month, others);
            }
            if (!charges.isEmpty()) {
                bills.add(bill(month, charges));
            }
        });
        if (!bills.isEmpty()) {
            pay(bills);
        }
        Disbursement.from(context);
    }

    private static boolean isCharge(Line line) {
        return line.category().filter(VendorCharges.ALL::contains).isPresent();
    }

    private void journal(YearMonth month, List<Line> lines) {
        context.emit(new Journal(
                context.heading(
                        "journal-" + month,
                        context.references.ofSettlement(context.settlement, month, "J"),
                        context.calendar.dateOf(month),
                        memo(month)),
                balanced(lines, Role.CLEARING)));
    }

    private Application bill(YearMonth month, List<Line> lines) {
        var total = sum(lines);
        var heading = context.heading(
                "bill-" + month,
                context.references.ofSettlement(context.settlement, month, "B"),
                context.calendar.dateOf(month),
                memo(month) + (total.isNegative() ? ", an adjustment: more credits than charges" : ""));
        context.emit(new Bill(heading, context.vendor(), balanced(lines, Role.VENDOR_PAYABLE)));
        return new Application(heading.id(), Document.Kind.BILL, Optional.empty(), total);
    }

    private void pay(List<Application> bills) {
        var total = bills.stream().map(Application::amount).reduce(context.zero(), Money::plus);
        var memo = "Amazon settlement " + context.settlement
                + (total.isNegative() ? ", refund of fees by the vendor" : ", fees withheld");
        context.emit(new BillPayment(
                context.heading(
                        "bill-payment",
                        context.references.fees(context.settlement),
                        context.calendar.depositDate(),
                        memo),
                context.vendor(),
                List.of(
                        Line.balancing(context.role(Role.VENDOR_PAYABLE), total, memo),
                        Line.balancing(context.role(Role.CLEARING), total.negate(), memo)),
                bills));
    }

    private List<Line> balanced(List<Line> lines, Role against) {
        var all = new ArrayList<>(lines);
        var total = sum(lines);
        if (!total.isZero()) {
            all.add(Line.balancing(context.role(against), total.negate(), "Amazon settlement " + context.settlement));
        }
        return all;
    }

    private Money sum(List<Line> lines) {
        return lines.stream().map(Line::amount).reduce(context.zero(), Money::plus);
    }

    private String memo(YearMonth month) {
        return "Amazon settlement " + context.settlement + ", part of " + month;
    }
}
