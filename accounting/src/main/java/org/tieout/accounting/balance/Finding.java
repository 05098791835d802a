package org.tieout.accounting.balance;

import java.util.Locale;
import java.util.Optional;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.SettlementId;

/// Something about settlements that follow each other: what it is, how much it is about, and what to do
/// next.
///
/// @param kind what it is
/// @param settlement the settlement it is about: the later one, where it is about two
/// @param amount how much; empty where it is about time
/// @param sentence what is so, naming settlements, dates and amounts
/// @param nextStep what to do; empty for a note
public record Finding(Kind kind, SettlementId settlement, Optional<Money> amount, String sentence, String nextStep) {

    /// What may be found.
    public enum Kind {
        /// The first settlement known opens with a reserve or a debt: an opening balance, no trouble.
        OPENING_BALANCE(false),
        /// Time passed between two settlements that neither covers: one is missing.
        GAP(true),
        /// Two settlements cover the same time.
        OVERLAP(true),
        /// A settlement releases another reserve than the one before it held.
        RESERVE(true),
        /// A settlement takes over another debt than the one before it left.
        DEBT(true),
        /// The card was charged another amount than the debt.
        CHARGE(true),
        /// A payout came back that no earlier settlement made.
        FAILED_PAYOUT(true),
        /// What one marketplace paid for another did not arrive there.
        CROSS_DEBT(true),
        /// No settlement came for longer than is usual.
        OVERDUE(true);

        private final boolean trouble;

        Kind(boolean trouble) {
            this.trouble = trouble;
        }

        /// False for what is only noted.
        public boolean trouble() {
            return trouble;
        }

        /// The word in ids and on screen.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// The same thing always has the same id, so that it is raised once and ended once.
    public String id() {
        return kind.word() + "|" + settlement;
    }
}
