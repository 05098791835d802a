package org.tieout.mapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.Carry;
import org.tieout.accounting.source.SettlementHeader;
import org.tieout.accounting.tieout.Check;
import org.tieout.accounting.tieout.PlanProof;

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
    /// @param planHash hash of the plan; null while it is held or being planned
    /// @param missing what the mapping lacks, while it is held
    /// @param documents how many documents it has
    /// @param orders how many orders
    /// @param checks the checks that the plan alone decides: lines, documents, orders
    /// @param openOrders how many orders have something open
    /// @param ledger what the ledger should hold of it, and what it was seen to hold
    /// @param commanded true when every command is out
    /// @param reissued hash of other content that came under the same id after posting; null normally
    record Plan(
            String documentHash,
            @Nullable String planHash,
            List<String> missing,
            int documents,
            int orders,
            List<Check> checks,
            int openOrders,
            Ledger ledger,
            boolean commanded,
            @Nullable String reissued) {

        /// A settlement of which nothing is commanded.
        static Plan held(String documentHash, List<String> missing, List<Check> checks) {
            return new Plan(documentHash, null, missing, 0, 0, checks, 0, Ledger.NONE, false, null);
        }

        Plan with(Ledger seen) {
            return new Plan(
                    documentHash, planHash, missing, documents, orders, checks, openOrders, seen, commanded, reissued);
        }

        Plan withOpenOrders(int open) {
            return new Plan(
                    documentHash, planHash, missing, documents, orders, checks, open, ledger, commanded, reissued);
        }

        Plan allCommanded() {
            return new Plan(
                    documentHash, planHash, missing, documents, orders, checks, openOrders, ledger, true, reissued);
        }

        Plan withReissue(@Nullable String otherHash) {
            return new Plan(
                    documentHash,
                    planHash,
                    missing,
                    documents,
                    orders,
                    checks,
                    openOrders,
                    ledger,
                    commanded,
                    otherHash);
        }

        /// Made of that content now; what came again is dealt with.
        Plan provenBy(String contentHash, List<Check> proven) {
            return new Plan(
                    contentHash,
                    planHash,
                    missing,
                    documents,
                    orders,
                    contentHash.equals(documentHash) ? checks : proven,
                    openOrders,
                    ledger,
                    commanded,
                    null);
        }

        Plan with(Check check) {
            var others = checks.stream()
                    .map(known -> known.kind() == check.kind() ? check : known)
                    .toList();
            return new Plan(
                    documentHash,
                    planHash,
                    missing,
                    documents,
                    orders,
                    others,
                    openOrders,
                    ledger,
                    commanded,
                    reissued);
        }
    }

    /// What the ledger should hold of a settlement, and what it was seen to hold.
    ///
    /// @param expected how many documents it should show: the plan's own, and the invoices it pays
    /// @param seen how many of them were read back
    /// @param red findings by posting id
    /// @param bank the ledger's bank line, once read
    record Ledger(
            int expected,
            int seen,
            Map<String, String> red,
            @Nullable Money bank) {

        static final Ledger NONE = new Ledger(0, 0, Map.of(), null);
    }

    /// A plan in the making. Its documents are kept in order, and go out when all are made and proven.
    ///
    /// @param connection the flow's source connection
    /// @param settlement the settlement's id
    /// @param documentHash hash of its content
    /// @param stage what is being done
    /// @param cursor the last order taken; null before the first
    /// @param carry what the plan carries
    /// @param proof what its proof carries; null before the first order
    /// @param hash of all documents so far
    /// @param commanded how many commands are out
    record Planning(
            String connection,
            String settlement,
            String documentHash,
            Stage stage,
            @Nullable String cursor,
            Carry carry,
            PlanProof.@Nullable Snapshot proof,
            String hash,
            int commanded) {

        static Planning of(String connection, Settlement settlement) {
            return new Planning(
                    connection,
                    settlement.header().id().value(),
                    settlement.documentHash(),
                    Stage.PLANNING,
                    null,
                    Carry.NONE,
                    null,
                    "",
                    0);
        }

        Planning taken(@Nullable String last, Carry now, PlanProof.Snapshot proven, String hashed) {
            return new Planning(connection, settlement, documentHash, stage, last, now, proven, hashed, commanded);
        }

        Planning at(Stage other) {
            return new Planning(connection, settlement, documentHash, other, cursor, carry, proof, hash, commanded);
        }

        Planning out(int commands) {
            return new Planning(connection, settlement, documentHash, stage, cursor, carry, proof, hash, commands);
        }
    }

    /// What is being done of a plan.
    enum Stage {
        /// Orders are taken, documents are made.
        PLANNING,
        /// Everything is made and proven; commands go out.
        COMMANDING
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
    /// @param reason why, in words; null in what an older version wrote
    /// @param alert the alert of what no key frees; null for what waits for keys alone, or frees itself
    record Held(
            List<String> keys,
            long since,
            @Nullable String reason,
            @Nullable String alert) {}

    /// A key that something waits for.
    ///
    /// @param waiting how much
    /// @param cause why the key cannot be used
    record Lack(long waiting, String cause) {}

    /// A key that came, and how far those that waited for it are woken.
    ///
    /// @param why what came
    /// @param cursor the last entry of the index that was looked at; null before the first
    record Wake(String why, @Nullable String cursor) {}
}
