package org.tieout.accounting.plan;

import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.money.Money;

/// The worked settlement of the accounting rules, section 5: two orders, a refund, two months, a reserve and a loan.
final class WorkedExample {

    static final String A = "111-0000000-0000001";
    static final String B = "111-0000000-0000002";
    static final String C = "111-0000000-0000003";

    /// The settlement with that total in its header; its rows sum to 19.46.
    static SettlementCase withTotal(String total) {
        return new SettlementCase(
                        "25889786381",
                        "2026-06-25T07:00:00Z",
                        "2026-07-10T06:59:59Z",
                        "2026-07-11T20:00:00Z",
                        "USD",
                        total)
                .row(
                        "2026-06-25T18:00:00Z",
                        "other-transaction|other-transaction|Previous Reserve Amount Balance",
                        "",
                        "",
                        "80.00")
                .row("2026-06-28T18:00:00Z", "Order|ItemPrice|Principal", A, "SKU-1", "50.00")
                .row("2026-06-28T18:00:00Z", "Order|ItemPrice|Shipping", A, "SKU-1", "5.99")
                .row("2026-06-28T18:00:00Z", "Order|Promotion|Shipping", A, "SKU-1", "-5.99")
                .row("2026-06-28T18:00:00Z", "Order|ItemPrice|Tax", A, "SKU-1", "4.25")
                .row("2026-06-28T18:00:00Z", "Order|ItemPrice|ShippingTax", A, "SKU-1", "0.51")
                .row(
                        "2026-06-28T18:00:00Z",
                        "Order|ItemWithheldTax|MarketplaceFacilitatorTax-Principal",
                        A,
                        "SKU-1",
                        "-4.25")
                .row(
                        "2026-06-28T18:00:00Z",
                        "Order|ItemWithheldTax|MarketplaceFacilitatorTax-Shipping",
                        A,
                        "SKU-1",
                        "-0.51")
                .row("2026-06-28T18:00:00Z", "Order|ItemFees|Commission", A, "SKU-1", "-7.50")
                .row("2026-06-28T18:00:00Z", "Order|ItemFees|FBAPerUnitFulfillmentFee", A, "SKU-1", "-8.12")
                .row("2026-06-29T18:00:00Z", "ServiceFee|Cost of Advertising|TransactionTotalAmount", "", "", "-14.20")
                .row("2026-07-02T18:00:00Z", "other-transaction|other-transaction|Subscription Fee", "", "", "-39.99")
                .row("2026-07-03T18:00:00Z", "Order|ItemPrice|Principal", B, "SKU-2", "30.00")
                .row("2026-07-03T18:00:00Z", "Order|ItemPrice|Shipping", B, "SKU-2", "6.50")
                .row("2026-07-03T18:00:00Z", "Order|ItemPrice|GiftWrap", B, "SKU-2", "3.99")
                .row("2026-07-03T18:00:00Z", "Order|ItemFees|Commission", B, "SKU-2", "-6.07")
                .row(
                        "2026-07-03T18:00:00Z",
                        "other-transaction|other-transaction|Shipping label purchase",
                        B,
                        "",
                        "-5.20")
                .row("2026-07-04T18:00:00Z", "other-transaction|other-transaction|Loan Payment", "", "", "-25.00")
                .row("2026-07-05T18:00:00Z", "Refund|ItemPrice|Principal", C, "SKU-1", "-20.00")
                .row("2026-07-05T18:00:00Z", "Refund|ItemPrice|Tax", C, "SKU-1", "-1.70")
                .row(
                        "2026-07-05T18:00:00Z",
                        "Refund|ItemWithheldTax|MarketplaceFacilitatorTax-Principal",
                        C,
                        "SKU-1",
                        "1.70")
                .row("2026-07-05T18:00:00Z", "Refund|ItemFees|Commission", C, "SKU-1", "3.00")
                .row("2026-07-05T18:00:00Z", "Refund|ItemFees|RefundCommission", C, "SKU-1", "-0.60")
                .row(
                        "2026-07-06T18:00:00Z",
                        "other-transaction|FBA Inventory Reimbursement|WAREHOUSE_LOST",
                        "",
                        "",
                        "12.00")
                .row("2026-07-07T18:00:00Z", "other-transaction|other-transaction|Storage Fee", "", "", "-9.35")
                .row(
                        "2026-07-09T18:00:00Z",
                        "other-transaction|other-transaction|Current Reserve Amount",
                        "",
                        "",
                        "-30.00");
    }

    /// An order that was invoiced for that much, of which nothing is paid.
    static OrderStanding invoiced(String order, String amount) {
        return OrderStanding.NONE.with(new OrderStanding.Standing(
                PostingId.ofOrder(SettlementCase.FLOW, order, "invoice-1"),
                Document.Kind.INVOICE,
                "Amazon customers",
                Money.of("USD", amount),
                Money.zero("USD")));
    }

    private WorkedExample() {}
}
