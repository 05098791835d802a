package org.tieout.accounting.catalogue;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a settlement row means in the books, whatever Amazon calls it: the canonical posting categories.
public enum Category {
    REV_PRINCIPAL("REV.PRINCIPAL", Treatment.SALE, "Goods sold"),
    REV_SHIPPING("REV.SHIPPING", Treatment.SALE, "Shipping charged to the buyer"),
    REV_GIFTWRAP("REV.GIFTWRAP", Treatment.SALE, "Gift wrap charged to the buyer"),
    REV_PROMO("REV.PROMO", Treatment.SALE, "Promotions funded by the seller"),
    REV_OTHER("REV.OTHER", Treatment.SALE, "Other charges to the buyer"),
    REV_RETRO("REV.RETRO", Treatment.SALE, "Retrocharge"),
    RET_REFUND("RET.REFUND", Treatment.REFUND, "Refund"),
    RET_ATOZ("RET.ATOZ", Treatment.REFUND, "A-to-z guarantee claim"),
    RET_CHARGEBACK("RET.CHARGEBACK", Treatment.REFUND, "Chargeback"),
    RET_GOODWILL("RET.GOODWILL", Treatment.REFUND, "Goodwill"),
    RET_RESTOCK("RET.RESTOCK", Treatment.REFUND, "Restocking fee kept"),
    TAX_COLLECTED("TAX.COLLECTED", Treatment.TAX_COLLECTED, "Tax collected from the buyer"),
    TAX_WITHHELD("TAX.WITHHELD", Treatment.TAX_WITHHELD, "Tax withheld by the marketplace"),
    TAX_TCS_TDS("TAX.TCS_TDS", Treatment.DIRECT, "Tax collected or deducted at source"),
    FEE_REFERRAL("FEE.REFERRAL", Treatment.DIRECT, "Selling fees"),
    FEE_REFUND_ADMIN("FEE.REFUND_ADMIN", Treatment.DIRECT, "Refund administration fee"),
    FEE_FBA("FEE.FBA", Treatment.DIRECT, "FBA fees"),
    FEE_SHIP_CB("FEE.SHIP_CB", Treatment.DIRECT, "Shipping and gift wrap taken back by Amazon"),
    FEE_STORAGE("FEE.STORAGE", Treatment.DIRECT, "Storage"),
    FEE_INBOUND("FEE.INBOUND", Treatment.DIRECT, "Inbound freight and placement"),
    FEE_REMOVAL("FEE.REMOVAL", Treatment.DIRECT, "Removals and disposals"),
    FEE_SUBSCRIPTION("FEE.SUBSCRIPTION", Treatment.DIRECT, "Subscription"),
    FEE_POSTAGE("FEE.POSTAGE", Treatment.DIRECT, "Postage"),
    FEE_ADS("FEE.ADS", Treatment.DIRECT, "Advertising"),
    FEE_PROMO("FEE.PROMO", Treatment.DIRECT, "Coupon, deal and Vine fees"),
    REIMB_FBA("REIMB.FBA", Treatment.DIRECT, "FBA reimbursement"),
    REIMB_CLAWBACK("REIMB.CLAWBACK", Treatment.DIRECT, "Reimbursement taken back"),
    REIMB_SAFET("REIMB.SAFET", Treatment.DIRECT, "SAFE-T reimbursement"),
    LIQ_PROCEEDS("LIQ.PROCEEDS", Treatment.DIRECT, "Liquidation proceeds"),
    LIQ_FEE("LIQ.FEE", Treatment.DIRECT, "Liquidation fees"),
    BAL_RES_CUR("BAL.RES_CUR", Treatment.DIRECT, "Reserve held"),
    BAL_RES_PREV("BAL.RES_PREV", Treatment.DIRECT, "Reserve released"),
    BAL_PAYABLE("BAL.PAYABLE", Treatment.DIRECT, "Payable to Amazon, carried over"),
    BAL_CHARGE("BAL.CHARGE", Treatment.DIRECT, "Charged to card or bank by Amazon"),
    BAL_XDEBT("BAL.XDEBT", Treatment.DIRECT, "Debt of another marketplace account"),
    BAL_FAILED("BAL.FAILED", Treatment.DIRECT, "Payout that came back"),
    LOAN_ADVANCE("LOAN.ADVANCE", Treatment.DIRECT, "Loan paid out"),
    LOAN_PAYMENT("LOAN.PAYMENT", Treatment.DIRECT, "Loan repayment"),
    /// Of financial events only: a settlement file has no row for its payout.
    PAYOUT("PAYOUT", Treatment.DIRECT, "Payout to the bank");

    /// How rows of a category reach the books in INVOICE mode.
    public enum Treatment {
        /// Part of what the buyer owes: settles the order's invoice.
        SALE,
        /// Part of what the buyer gets back: a credit memo of the order.
        REFUND,
        /// Nets to zero against what is withheld; what is not withheld is the seller's to pay.
        TAX_COLLECTED,
        /// The marketplace's part of the tax.
        TAX_WITHHELD,
        /// Straight to an account of its own.
        DIRECT
    }

    private static final Map<String, Category> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Category::code, Function.identity()));

    private final String code;
    private final Treatment treatment;
    private final String label;

    Category(String code, Treatment treatment, String label) {
        this.code = code;
        this.treatment = treatment;
        this.label = label;
    }

    /// The code as mapping files, topics and reports write it, for example `FEE.REFERRAL`.
    public String code() {
        return code;
    }

    /// How it reaches the books.
    public Treatment treatment() {
        return treatment;
    }

    /// What a person reads.
    public String label() {
        return label;
    }

    /// The category with that code.
    public static Optional<Category> byCode(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    @Override
    public String toString() {
        return code;
    }
}
