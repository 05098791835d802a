package org.tieout.accounting.tieout;

import java.util.Optional;
import org.tieout.accounting.document.Document.Kind;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.PostingProfile;

/// Which of a settlement's documents says in a ledger what reached the bank. Pure.
///
/// With QuickBooks Online it is the deposit. Every other profile empties clearing at the end: by a journal or a
/// transfer to the bank, or, after a negative settlement, by a journal of what is owed; a settlement of
/// nothing has neither.
public final class CashLine {

    private CashLine() {}

    /// The bank line as a document that was read back shows it; empty for documents that show none.
    ///
    /// @param posting which document
    /// @param kind its kind
    /// @param disbursed the settlement's total
    /// @param held the document's total in the ledger; of a journal, the sum of its debits
    public static Optional<Money> in(PostingId posting, Kind kind, Money disbursed, Money held) {
        if (kind == Kind.DEPOSIT) {
            return Optional.of(held);
        }
        if (posting.isReversal() || posting.isAppliedReversal()) {
            return Optional.empty();
        }
        return switch (posting.document()) {
            case "payout", "transfer" -> Optional.of(disbursed.isNegative() ? Money.zero(held.currency()) : held);
            case "payable" -> Optional.of(Money.zero(held.currency()));
            default -> Optional.empty();
        };
    }

    /// True when no document will say it, because nothing reaches the bank.
    ///
    /// @param documents how many the plan has
    public static boolean isNeedless(PostingProfile profile, Money disbursed, int documents) {
        return documents == 0 || (profile != PostingProfile.QBO && disbursed.isZero());
    }
}
