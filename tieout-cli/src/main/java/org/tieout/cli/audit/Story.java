package org.tieout.cli.audit;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tieout.cli.status.StatusReport;

/// The whole story of one record. `tieout audit ID --format json` prints exactly this, one JSON object whose
/// names are those of the components here; names and meanings stay from release to release, and further ones
/// may come. Amounts are strings, exact; instants are ISO 8601 in UTC.
///
/// @param id what was asked for
/// @param kind `order`, `settlement`, `deal` or `posting`
/// @param entries what happened, oldest first
/// @param rowGroups the settlement's rows by type, when a settlement was asked for
/// @param postings the documents it became, and where each stands
/// @param parked what the mapper holds of it now
/// @param settlements the settlements it is part of, with their proof
public record Story(
        String id,
        String kind,
        List<Entry> entries,
        List<RowGroup> rowGroups,
        List<Posting> postings,
        List<StatusReport.Held> parked,
        List<StatusReport.Settlement> settlements) {

    /// Something that happened, and the record that says so.
    ///
    /// @param at when the record was written
    /// @param step `read`, `row`, `commanded`, `read-back`, `tie-out`, or a step of the audit: `mapped`, `parked`,
    ///     `woken`, `queued`, `attempted`, `posted`, `refused`, `uncertain`, `found`, `waiting`, `paused`,
    ///     `resumed`
    /// @param text what happened, in a sentence
    /// @param details further lines, such as the lines of a document
    /// @param facts by name: request id, vendor id, mapping version, hash, …
    /// @param topic where the record lies
    /// @param partition where the record lies
    /// @param offset where the record lies
    public record Entry(
            String at,
            String step,
            String text,
            List<String> details,
            Map<String, String> facts,
            String topic,
            int partition,
            long offset) {}

    /// The rows of one type in a settlement.
    ///
    /// @param type `transaction-type|amount-type|amount-description`
    /// @param rows how many
    /// @param firstRow the first one's row in the file
    /// @param lastRow the last one's
    /// @param sum of their amounts
    public record RowGroup(String type, int rows, int firstRow, int lastRow, String sum) {}

    /// A document, and where it stands.
    ///
    /// @param postingId the posting
    /// @param kind `invoice`, `credit-memo`, `customer-payment`, `refund-receipt`, `deposit`, `journal`,
    /// `sales-order`, `sales-invoice`, `customer`, `status-update`
    /// @param reference the number we gave it
    /// @param sourceId the order, settlement, deal or customer it was planned from
    /// @param status where it stands; null before the sink has read it
    /// @param attempts how many attempts were begun
    /// @param vendorType the ledger's type of it
    /// @param vendorId the ledger's id of it
    /// @param vendorNumber the ledger's number of it
    /// @param reason why it is not posted
    public record Posting(
            String postingId,
            String kind,
            String reference,
            String sourceId,
            @Nullable String status,
            int attempts,
            @Nullable String vendorType,
            @Nullable String vendorId,
            @Nullable String vendorNumber,
            @Nullable String reason) {}
}
