package org.tieout.accounting.plan;

import java.util.List;
import org.tieout.accounting.document.Document.Journal;
import org.tieout.accounting.document.Document.Transfer;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.mapping.Role;

/// Empties the clearing account of a settlement: a transfer to the bank that equals the bank line, or, for a
/// negative settlement, a journal that turns the rest into a debt to Amazon. A settlement of nothing needs
/// neither.
///
/// The amount is the header's total, never a remainder of the clearing account.
final class Disbursement {

    private Disbursement() {}

    static void from(PlanContext context) {
        var total = context.facts.header().total();
        var clearing = context.role(Role.CLEARING);
        var memo = "Amazon settlement " + context.settlement;
        var reference = context.references.ofSettlement(context.settlement);
        var date = context.calendar.depositDate();
        if (total.isPositive()) {
            context.emit(new Transfer(
                    context.heading("transfer", reference, date, memo),
                    List.of(
                            Line.balancing(context.payout(), total, memo),
                            Line.balancing(clearing, total.negate(), memo))));
        } else if (total.isNegative()) {
            var owed = "Owed to Amazon, settlement " + context.settlement;
            context.emit(new Journal(
                    context.heading("payable", reference, date, owed),
                    List.of(
                            Line.balancing(clearing, total.negate(), owed),
                            Line.balancing(context.role(Role.PAYABLE), total, owed))));
        }
    }
}
