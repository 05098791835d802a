package org.tieout.accounting.catalogue;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// What Amazon charges for its services, as a vendor does: the categories that a bill of Amazon has, and that
/// a rule on input tax may name. Money that is only held, owed, lent or reimbursed is none of them.
public final class VendorCharges {

    /// All of them.
    public static final Set<Category> ALL = Collections.unmodifiableSet(EnumSet.of(
            Category.FEE_REFERRAL,
            Category.FEE_REFUND_ADMIN,
            Category.FEE_FBA,
            Category.FEE_SHIP_CB,
            Category.FEE_STORAGE,
            Category.FEE_INBOUND,
            Category.FEE_REMOVAL,
            Category.FEE_SUBSCRIPTION,
            Category.FEE_POSTAGE,
            Category.FEE_ADS,
            Category.FEE_PROMO,
            Category.LIQ_FEE));

    private VendorCharges() {}
}
