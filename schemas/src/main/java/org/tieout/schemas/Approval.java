package org.tieout.schemas;

/// The words of an approval: what a person may ask for on `operator.requests` of a draft or of a deal that changed, and
/// the steps on `posting.audit` that tell what came of it. The subject is the posting or the deal.
public final class Approval {

    /// Kind: post what stands as a draft, or ship and invoice the order.
    public static final String APPROVE = "APPROVE";
    /// Kind: take the change that was proposed for a deal into its draft. The attribute [#AMENDMENT] says which.
    public static final String AMEND = "AMEND";

    /// Attribute of [#AMEND]: the hash of the amendment that the person saw.
    public static final String AMENDMENT = "amendment";

    /// Step: it stands as a draft.
    public static final String DRAFTED = "drafted";
    /// Step: somebody approved it.
    public static final String APPROVED = "approved";
    /// Step: the deal is other than its draft now; the fact [#AMENDMENT] holds the hash of what it would be.
    public static final String PROPOSED = "amendment-proposed";
    /// Step: the draft is commanded as the deal is now.
    public static final String AMENDED = "amended";
    /// Step: it cannot be done.
    public static final String REFUSED = "amendment-refused";

    /// Fact: the request's id.
    public static final String REQUEST = "request";

    private Approval() {}
}
