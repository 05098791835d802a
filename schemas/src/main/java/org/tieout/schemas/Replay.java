package org.tieout.schemas;

/// The words of a replay: what a request on `operator.requests` may say, and the steps on `posting.audit` that answer
/// it. Every answer carries [#REQUEST] with the request's id among its facts.
public final class Replay {

    /// The request's kind.
    public static final String KIND = "REPLAY";

    /// Attribute: what the subject is.
    public static final String SUBJECT_KIND = "subject-kind";
    /// The subject is a settlement.
    public static final String SETTLEMENT = "settlement";
    /// The subject is an order.
    public static final String ORDER = "order";
    /// The subject is a range of days: settlements by payout, orders by shipment.
    public static final String RANGE = "range";
    /// Attribute of a range: its first day.
    public static final String FROM = "from";
    /// Attribute of a range: its last day.
    public static final String TO = "to";
    /// Attribute: `true` posts the corrections, anything else only shows them.
    public static final String REPOST = "repost";

    /// Step: planned again, nothing is to be posted.
    public static final String REPLAYED = "replayed";
    /// Step: one document differs; the message shows both sides, the fact [#DIFFERENCE] the same as JSON.
    public static final String DIFFERS = "replay-differs";
    /// Step: something differs that no document of ours may put right.
    public static final String HELD = "replay-held";
    /// Step: the corrections are commanded.
    public static final String REPOSTED = "reposted";
    /// Step: the request is answered in full.
    public static final String DONE = "replay-done";

    /// Fact: the request's id.
    public static final String REQUEST = "request";
    /// Fact: a difference as JSON.
    public static final String DIFFERENCE = "difference";
    /// Fact of [#DIFFERS]: the postings that put it right, or would; joined by spaces.
    public static final String POSTINGS = "postings";
    /// Fact of [#DONE]: how many orders and settlements of this flow were planned again.
    public static final String SUBJECTS = "subjects";
    /// Fact of [#DONE]: in how many of them something differs.
    public static final String DIFFERING = "differing";
    /// Fact of [#DONE]: how many are held for a person.
    public static final String HELD_SUBJECTS = "held";
    /// Fact of [#DONE]: how many corrections are commanded.
    public static final String CORRECTIONS = "corrections";

    private Replay() {}
}
