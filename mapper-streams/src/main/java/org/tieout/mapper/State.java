package org.tieout.mapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.SettlementHeader;
import org.tieout.accounting.tieout.Check;
import org.tieout.accounting.tieout.OrderDifference;

/// What the mapper keeps beside the records themselves. Stored as JSON; see [Stores].
final class State {

    private State() {}

    /// A settlement as far as it was read.
    ///
    /// @param header its header row
    /// @param documentHash hash of its content; another one under the same id is a reissue
    /// @param phase how far it is
    /// @param lineCount how many lines, once closed
    /// @param lineSum their sum, once closed
    record Settlement(SettlementHeader header, String documentHash, Phase phase, long lineCount, Money lineSum) {

        Settlement closed(Phase as, long lines, Money sum) {
            return new Settlement(header, documentHash, as, lines, sum);
        }
    }

    /// How far a settlement is read.
    enum Phase {
        /// Lines are coming in.
        OPENED,
        /// Complete, and the rows sum to the header's total.
        CLOSED,
        /// Complete, and they do not.
        INCONSISTENT,
        /// The last record says there were more lines, or others, than were seen.
        INCOMPLETE
    }

    /// A settlement in one flow.
    ///
    /// @param documentHash hash of the settlement it was made of
    /// @param planHash hash of the plan; null while it is held
    /// @param missing what the mapping lacks, while it is held
    /// @param documents how many documents it has
    /// @param orders how many orders
    /// @param checks the checks that the plan alone decides: lines, documents, orders
    /// @param differences orders with something open
    /// @param expected how many documents the ledger should show: its own, and the invoices it pays
    /// @param seen how many of them were read back
    /// @param red findings by posting id
    /// @param bank the ledger's bank line, once read
    /// @param reissued hash of other content that came under the same id after posting; null normally
    record Plan(
            String documentHash,
            @Nullable String planHash,
            List<String> missing,
            int documents,
            int orders,
            List<Check> checks,
            List<OrderDifference> differences,
            int expected,
            int seen,
            Map<String, String> red,
            @Nullable Money bank,
            @Nullable String reissued) {

        Plan read(int nowSeen, Map<String, String> nowRed, @Nullable Money nowBank) {
            return new Plan(
                    documentHash,
                    planHash,
                    missing,
                    documents,
                    orders,
                    checks,
                    differences,
                    expected,
                    nowSeen,
                    nowRed,
                    nowBank,
                    reissued);
        }

        Plan withDifferences(List<OrderDifference> others) {
            return new Plan(
                    documentHash,
                    planHash,
                    missing,
                    documents,
                    orders,
                    checks,
                    others,
                    expected,
                    seen,
                    red,
                    bank,
                    reissued);
        }

        Plan withReissue(String otherHash) {
            return new Plan(
                    documentHash,
                    planHash,
                    missing,
                    documents,
                    orders,
                    checks,
                    differences,
                    expected,
                    seen,
                    red,
                    bank,
                    otherHash);
        }

        Plan withOrderCheck(Check orderCheck) {
            var others = checks.stream()
                    .map(check -> check.kind() == Check.Kind.ORDERS ? orderCheck : check)
                    .toList();
            return new Plan(
                    documentHash,
                    planHash,
                    missing,
                    documents,
                    orders,
                    others,
                    differences,
                    expected,
                    seen,
                    red,
                    bank,
                    reissued);
        }
    }

    /// What a commanded document should look like in the ledger.
    ///
    /// @param kind which document
    /// @param reference its number
    /// @param order the order behind it; null for others
    /// @param settlements the settlements whose proof needs it: its own, and those that pay it
    /// @param currency of the amounts
    /// @param accounts the sum of its lines by account
    record Expected(
            Document.Kind kind,
            String reference,
            @Nullable String order,
            List<String> settlements,
            String currency,
            Map<String, Long> accounts) {

        Expected neededBy(String settlement) {
            if (settlements.contains(settlement)) {
                return this;
            }
            var all = new ArrayList<>(settlements);
            all.add(settlement);
            return new Expected(kind, reference, order, List.copyOf(all), currency, accounts);
        }
    }

    /// What the ledger was last seen to hold of a posting.
    ///
    /// @param finding what differs; empty when it is as planned
    /// @param total the ledger's total of it
    record ReadBack(String finding, Money total) {}

    /// Something held for want of mapping keys.
    ///
    /// @param keys what is missing, as mapping files write it
    /// @param since when it was first held, epoch milliseconds
    record Held(List<String> keys, long since) {}
}
