package org.tieout.accounting.document;

import java.util.regex.Pattern;

/// The identity of one document to post: deterministic, so that the same fact always has the same id.
///
/// Parts are joined by `/`: flow, `order`, `settlement`, `period`, `deal` or `customer`, source id,
/// document, part, revision, for example
/// `us-books/settlement/25889786381/payment-2026-07.1/r1`. What corrects a document carries its name, so that the
/// ids alone tell what stands:
///
/// | Id ends with | It is |
/// |---|---|
/// | `deposit/r1` | the document as first posted |
/// | `accrual-2026-07/r1-reversal` | what takes revision 1 back |
/// | `invoice-1/r1-reversal-applied` | what uses a reversal against the document it takes back |
/// | `accrual-2026-07/r2` | what stands instead |
/// | `reclass-deposit/r1` | a journal that moves amounts of a document between accounts |
///
/// @param value the id
public record PostingId(String value) implements Comparable<PostingId> {

    private static final Pattern REVISION = Pattern.compile("r([0-9]{1,9})(-reversal|-reversal-applied)?");
    private static final String RECLASS = "reclass-";
    private static final String REVERSAL = "-reversal";
    private static final String APPLIED = "-applied";

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

    /// The id of a deal's document: `sale`, or `status`.
    public static PostingId ofDeal(String flow, String deal, String document, int revision) {
        return new PostingId(flow + "/deal/" + deal + "/" + document + "/r" + revision);
    }

    /// The id of the customer that an account or a contact of a CRM is.
    public static PostingId ofCustomer(String flow, String record, int revision) {
        return new PostingId(flow + "/customer/" + record + "/customer/r" + revision);
    }

    /// The id without its revision, that of the document itself for a reclassifying journal: what belongs
    /// together has the same.
    public String family() {
        var document = document();
        return source() + "/" + (document.startsWith(RECLASS) ? document.substring(RECLASS.length()) : document);
    }

    /// Which revision of the document it is, or takes back: 1 for what was posted first.
    public int revision() {
        var match = REVISION.matcher(last());
        if (!match.matches()) {
            throw new IllegalStateException("a posting id ends with its revision: " + value);
        }
        return Integer.parseInt(match.group(1));
    }

    /// True for what takes a document back.
    public boolean isReversal() {
        return last().endsWith(REVERSAL);
    }

    /// True for what uses a reversal against the document it takes back.
    public boolean isAppliedReversal() {
        return last().endsWith(REVERSAL + APPLIED);
    }

    /// True for a journal that moves amounts of another document between accounts.
    public boolean isReclass() {
        return document().startsWith(RECLASS);
    }

    /// The same document's other revision.
    public PostingId revised(int revision) {
        return new PostingId(source() + "/" + document() + "/r" + revision);
    }

    /// The id of what takes this document back.
    public PostingId reversal() {
        return new PostingId(value + REVERSAL);
    }

    /// The id of what uses this document's reversal against it.
    public PostingId appliedReversal() {
        return new PostingId(value + REVERSAL + APPLIED);
    }

    /// The id of the journal that moves amounts of this document for the n-th time.
    public PostingId reclass(int number) {
        return new PostingId(source() + "/" + RECLASS + document() + "/r" + number);
    }

    /// The id of another document of the same order or settlement, in its first revision.
    public PostingId sibling(String document) {
        return new PostingId(source() + "/" + document + "/r1");
    }

    /// The document's name, for example `deposit`.
    public String document() {
        var end = value.lastIndexOf('/');
        return value.substring(value.lastIndexOf('/', end - 1) + 1, end);
    }

    private String source() {
        var end = value.lastIndexOf('/');
        return value.substring(0, value.lastIndexOf('/', end - 1));
    }

    private String last() {
        return value.substring(value.lastIndexOf('/') + 1);
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
