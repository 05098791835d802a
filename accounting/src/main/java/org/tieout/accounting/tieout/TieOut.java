package org.tieout.accounting.tieout;

import java.util.ArrayList;
import java.util.List;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.SettlementFacts;
import org.tieout.accounting.tieout.Check.State;

/// The five checks of a settlement, put together. All green is *tied out*.
///
/// A check stands on the ones before it: while one is red, those that build on it are not judged, so that one wrong
/// cent turns one
/// check red, the one named for its cause.
public final class TieOut {

    private TieOut() {}

    /// Check 1: the rows sum to the header's total.
    public static Check lines(SettlementFacts facts) {
        var difference = facts.difference();
        return Check.ofEqual(
                Check.Kind.LINES,
                facts.header().total(),
                facts.lineSum(),
                difference.isZero() ? List.of() : List.of("header less rows is " + difference));
    }

    /// Check 3: the ledger holds what was planned.
    ///
    /// @param planned how many documents it should hold
    /// @param read how many of them were read back and found as planned or different
    /// @param findings what differs, by document
    /// @param total what the documents disburse
    public static Check ledger(int planned, int read, List<String> findings, Money total) {
        if (!findings.isEmpty()) {
            return new Check(Check.Kind.LEDGER, State.RED, total, null, findings);
        }
        return read < planned
                ? Check.pending(Check.Kind.LEDGER)
                : new Check(Check.Kind.LEDGER, State.GREEN, total, total, List.of());
    }

    /// Check 4: the bank line that the ledger shows is the disbursement; a negative settlement brings nothing
    /// to the
    /// bank.
    ///
    /// @param disbursed the header's total
    /// @param bank the bank line as read back
    public static Check cash(Money disbursed, Money bank) {
        var expected = disbursed.isNegative() ? Money.zero(disbursed.currency()) : disbursed;
        return Check.ofEqual(
                Check.Kind.CASH,
                expected,
                bank,
                expected.equals(bank)
                        ? List.of()
                        : List.of("the ledger's bank line is " + bank + ", Amazon paid " + expected));
    }

    /// The checks as they may be judged: 2 only when 1 is green, 3 when 2 is, 4 when 3 is, 5 when 2 is.
    public static List<Check> judged(Check lines, Check documents, Check ledger, Check cash, Check orders) {
        var judged = new ArrayList<Check>();
        judged.add(lines);
        judged.add(after(lines, documents));
        judged.add(after(judged.get(1), ledger));
        judged.add(after(judged.get(2), cash));
        judged.add(after(judged.get(1), orders));
        return List.copyOf(judged);
    }

    /// True when all five are green.
    public static boolean tiedOut(List<Check> checks) {
        return checks.size() == Check.Kind.values().length
                && checks.stream().allMatch(check -> check.state() == State.GREEN);
    }

    /// True when one is red.
    public static boolean broken(List<Check> checks) {
        return checks.stream().anyMatch(check -> check.state() == State.RED);
    }

    private static Check after(Check ground, Check check) {
        return ground.state() == State.GREEN ? check : Check.pending(check.kind());
    }
}
