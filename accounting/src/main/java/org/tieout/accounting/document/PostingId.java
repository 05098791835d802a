package org.tieout.accounting.document;

/// The identity of one document to post: deterministic, so that the same fact always has the same id.
///
/// Parts are joined by `/`: flow, `order`, `settlement` or `period`, source id, document, part, revision, for example
/// `us-books/settlement/25889786381/payment-2026-07.1/r1`.
///
/// @param value the id
public record PostingId(String value) implements Comparable<PostingId> {

    /// The id of a document of an order.
    public static PostingId ofOrder(String flow, String orderId, String document) {
        return new PostingId(flow + "/order/" + orderId + "/" + document + "/r1");
    }

    /// The id of a document of a settlement.
    public static PostingId ofSettlement(String flow, String settlementId, String document) {
        return new PostingId(flow + "/settlement/" + settlementId + "/" + document + "/r1");
    }

    /// The id of a document of a month.
    public static PostingId ofPeriod(String flow, java.time.YearMonth month, String document) {
        return new PostingId(flow + "/period/" + month + "/" + document + "/r1");
    }

    @Override
    public int compareTo(PostingId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
