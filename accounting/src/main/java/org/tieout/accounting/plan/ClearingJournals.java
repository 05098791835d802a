package org.tieout.accounting.plan;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.tieout.accounting.document.Document.Journal;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.mapping.Role;
import org.tieout.accounting.money.Money;

/// The journals that carry a settlement through the clearing account: one a month for everything that no order's
/// document carries, and one that ends it. Clearing itself carries the balance over a month end.
///
/// The bank line is the header's total, never a remainder of clearing.
final class ClearingJournals {

    private final PlanContext context;

    ClearingJournals(PlanContext context) {
        this.context = context;
    }

    /// A month's direct lines against clearing, dated the month's last day inside the settlement.
    void months(DirectLines direct) {
        direct.byMonth().forEach(this::month);
    }

    private void month(YearMonth month, List<Line> direct) {
        var sum = direct.stream().map(Line::amount).reduce(context.zero(), Money::plus);
        var lines = new ArrayList<>(direct);
        if (!sum.isZero()) {
            lines.add(clearing(sum.negate()));
        }
        context.emit(new Journal(
                context.heading(
                        "journal-" + month,
                        context.references.ofSettlement(context.settlement, month),
                        context.calendar.dateOf(month),
                        "Amazon settlement " + context.settlement + ", part of " + month),
                lines));
    }

    /// What becomes of the settlement on the day of its deposit: paid out; owed to Amazon, where it is negative; or
    /// nothing.
    void payout() {
        var total = context.facts.header().total();
        if (total.isZero()) {
            return;
        }
        var other = total.isNegative()
                ? Line.balancing(context.role(Role.PAYABLE), total, "Owed to Amazon, settlement " + context.settlement)
                : Line.balancing(context.payout(), total, "Amazon settlement " + context.settlement);
        context.emit(new Journal(
                context.heading(
                        "payout",
                        context.references.payout(context.settlement),
                        context.calendar.depositDate(),
                        "Amazon settlement " + context.settlement + (total.isNegative() ? ", owed" : ", paid out")),
                List.of(other, clearing(total.negate()))));
    }

    private Line clearing(Money amount) {
        return Line.balancing(context.role(Role.CLEARING), amount, "Amazon settlement " + context.settlement);
    }
}
