package org.tieout.simulator.amazon;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A data row of a settlement: what happened, how much, and to which order. Texts are empty and `quantity` is
/// 0 where
/// the
/// file's cell is empty.
public record SettlementRow(
        String transactionType,
        String amountType,
        String amountDescription,
        long cents,
        Instant posted,
        Subject subject) {

    /// Rows of the account itself have no subject.
    static final Subject NOBODY = new Subject("", "", "", "", "", "", "", "", 0, "");

    /// What a row is about.
    public record Subject(
            String orderId,
            String adjustmentId,
            String shipmentId,
            String marketplaceName,
            String fulfilmentId,
            String orderItemCode,
            String adjustmentItemId,
            String sku,
            int quantity,
            String promotionId) {
        Subject withPromotion(String id) {
            return new Subject(
                    orderId,
                    adjustmentId,
                    shipmentId,
                    marketplaceName,
                    fulfilmentId,
                    orderItemCode,
                    adjustmentItemId,
                    sku,
                    quantity,
                    id);
        }
    }

    public SettlementRow {
        posted = posted.truncatedTo(ChronoUnit.SECONDS);
    }

    /// A row of the seller's account.
    static SettlementRow ofAccount(
            String transactionType, String amountType, String description, long cents, Instant posted) {
        return new SettlementRow(transactionType, amountType, description, cents, posted, NOBODY);
    }

    /// `other-transaction | other-transaction | description`.
    static SettlementRow other(String description, long cents, Instant posted) {
        return ofAccount("other-transaction", "other-transaction", description, cents, posted);
    }

    /// The same row about an id in the order-id column.
    SettlementRow about(String orderId, String marketplaceName) {
        return withSubject(new Subject(orderId, "", "", marketplaceName, "", "", "", "", 0, ""));
    }

    SettlementRow withSubject(Subject replacement) {
        return new SettlementRow(transactionType, amountType, amountDescription, cents, posted, replacement);
    }

    SettlementRow withCents(long replacement) {
        return new SettlementRow(transactionType, amountType, amountDescription, replacement, posted, subject);
    }

    /// Whether the row belongs to what the buyer of an order pays the seller before tax.
    public boolean receivable() {
        boolean price = amountType.equals("ItemPrice")
                && (amountDescription.equals("Principal")
                        || amountDescription.equals("Shipping")
                        || amountDescription.equals("GiftWrap"));
        boolean promotion = amountType.equals("Promotion") && !amountDescription.equals("TaxDiscount");
        return transactionType.equals("Order") && (price || promotion);
    }
}
