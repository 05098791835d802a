package org.tieout.accounting.tieout;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.money.Money;

/// One of the five checks of a tie-out.
///
/// @param kind which check
/// @param state how it stands
/// @param expected what should be; null while nothing can be said
/// @param actual what is; null while nothing can be said
/// @param findings what differs, naming documents and amounts
public record Check(
        Kind kind,
        State state,
        @Nullable Money expected,
        @Nullable Money actual,
        List<String> findings) {

    public Check {
        findings = List.copyOf(findings);
    }

    /// The five checks, in order. Each stands on the ones before it.
    public enum Kind {
        /// The rows sum to the header's total.
        LINES(1),
        /// The documents sum to the same, and leave nothing in the clearing accounts.
        DOCUMENTS(2),
        /// The ledger, read back, holds exactly these documents.
        LEDGER(3),
        /// The ledger's bank line is the disbursement.
        CASH(4),
        /// Per order: invoiced less credited is settled plus open.
        ORDERS(5);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        /// 1 to 5.
        public int number() {
            return number;
        }

        /// The word in tables and topics.
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// How a check stands.
    public enum State {
        /// Not judged yet, or a check it stands on is red.
        PENDING,
        /// It holds.
        GREEN,
        /// It does not.
        RED
    }

    /// A check of two amounts that must be equal.
    static Check ofEqual(Kind kind, Money expected, Money actual, List<String> findings) {
        var holds = expected.equals(actual) && findings.isEmpty();
        return new Check(kind, holds ? State.GREEN : State.RED, expected, actual, findings);
    }

    /// A check that cannot be judged yet.
    public static Check pending(Kind kind) {
        return new Check(kind, State.PENDING, null, null, List.of());
    }
}
