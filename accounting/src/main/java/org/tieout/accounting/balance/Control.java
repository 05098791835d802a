package org.tieout.accounting.balance;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.tieout.Check.State;

/// An independent control total: what Amazon itself says, from another source than the settlement's file,
/// beside what we
/// have. It stands beside the five checks and is none of them: Amazon's statement may be late or wrong,
/// and a proof
/// against the rows does not depend on it.
///
/// @param kind which control
/// @param state how it stands
/// @param expected what Amazon states; null while nothing can be said
/// @param actual what we have; null while nothing can be said
/// @param findings what explains a difference, or what remains of it
public record Control(
        Kind kind,
        State state,
        @Nullable Money expected,
        @Nullable Money actual,
        List<String> findings) {

    public Control {
        findings = List.copyOf(findings);
    }

    /// The controls.
    public enum Kind {
        /// Amazon's summary of the settlement.
        SUMMARY("amazon-summary"),
        /// What Amazon held on a day, beside what our books say it holds.
        BALANCE("amazon-balance");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /// The word in tables and topics.
        public String word() {
            return word;
        }
    }

    static Control pending(Kind kind, Money expected, String why) {
        return new Control(kind, State.PENDING, expected, null, List.of(why));
    }
}
