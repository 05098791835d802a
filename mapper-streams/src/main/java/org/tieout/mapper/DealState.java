package org.tieout.mapper;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.deal.Ripeness.Basis;
import org.tieout.accounting.deal.Sale;
import org.tieout.accounting.deal.SalesRecord.Table;
import org.tieout.accounting.money.Money;

/// What the mapper keeps of deals beside the records themselves. Stored as JSON; see [Stores]. No personal
/// data.
final class DealState {

    private DealState() {}

    /// What was commanded of a deal in one flow.
    ///
    /// @param revision of the sale's last command
    /// @param sale what that command says
    /// @param decided the most advanced record that came to this
    /// @param proposal what the deal would be now; null when it is as commanded
    /// @param declined hash of a proposal that was not taken before the sale was posted; null for none
    record Sold(
            int revision,
            Sale sale,
            Basis decided,
            @Nullable Proposal proposal,
            @Nullable String declined) {

        Sold with(@Nullable Proposal other) {
            return new Sold(revision, sale, decided, other, declined);
        }

        Sold of(Basis other) {
            return new Sold(revision, sale, other, proposal, declined);
        }

        /// What is proposed now is not proposed again.
        Sold declining() {
            return new Sold(revision, sale, decided, null, proposal == null ? declined : proposal.hash());
        }
    }

    /// An amendment that waits for a person.
    ///
    /// @param hash which
    /// @param words what differs
    /// @param withdrawn true when the deal is not to be sold any more
    record Proposal(String hash, String words, boolean withdrawn) {}

    /// What was commanded of a customer in one flow.
    ///
    /// @param revision of the last command
    /// @param number in the ledger
    /// @param mapped true when a person named it
    /// @param counts hash of what counted of its record
    record Customer(int revision, String number, boolean mapped, String counts) {}

    /// What there is to tell the source of a deal, and what it was told.
    ///
    /// @param told each record, by the name of its statuses
    /// @param shown what the ledger shows of the sale; null before it was read back
    /// @param problem why the deal is held; null when it is not
    record Status(
            Map<String, Told> told,
            @Nullable Shown shown,
            @Nullable Problem problem) {

        static final Status NONE = new Status(Map.of(), null, null);

        Status held(@Nullable Problem other) {
            return new Status(told, shown, other);
        }

        Status tells(String chain, Told last) {
            var all = new TreeMap<>(told);
            all.put(chain, last);
            return new Status(all, shown, problem);
        }
    }

    /// What a record was told last.
    ///
    /// @param table of the record
    /// @param id of the record
    /// @param revision of the last command of this deal; 0 before the first
    /// @param content what was said; empty when nothing is left of it to be set right
    /// @param posting the last command to the record, of this deal or of one that it was of before
    record Told(
            Table table,
            String id,
            int revision,
            String content,
            @Nullable String posting) {

        /// The record is of another deal now. Its revisions are counted on if it comes back.
        Told forgotten() {
            return new Told(table, id, revision, "", posting);
        }

        /// The record came from another deal, with what it was told there.
        Told after(@Nullable Told before) {
            return new Told(table, id, before == null ? 0 : before.revision(), content, posting);
        }
    }

    /// Why a deal is held.
    ///
    /// @param table of the record that says what is sold
    /// @param id of that record
    /// @param currency of its amounts
    /// @param words why
    record Problem(Table table, String id, String currency, String words) {}

    /// A sale in the ledger.
    ///
    /// @param sale the revision of the sale that it is
    /// @param word what the source calls it
    /// @param number the document's number
    /// @param id the document's id
    /// @param postingDate of what is posted
    /// @param total the document's total
    /// @param open what of it is not paid
    record Shown(
            int sale,
            String word,
            @Nullable String number,
            String id,
            @Nullable LocalDate postingDate,
            Money total,
            @Nullable Money open) {}
}
