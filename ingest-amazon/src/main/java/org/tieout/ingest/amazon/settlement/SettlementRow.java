package org.tieout.ingest.amazon.settlement;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.RowType;
import org.tieout.accounting.source.SettlementId;
import org.tieout.accounting.source.SettlementLine;

/// One amount of a settlement, read in place: valid only during [SettlementHandler#row], not thread-safe.
///
/// Cells are made into text when asked for, so what nobody reads costs nothing. Equal row types are the same
/// object,
/// and
/// so, mostly, are equal SKUs, marketplaces and the order id of neighbouring rows. Empty cells are null.
public interface SettlementRow {

    /// settlement-id.
    SettlementId settlementId();

    /// 1-based line of the file.
    int row();

    /// The column that held the amount: `amount` in V2, for example `price-amount` in V1.
    String cell();

    /// What the amount is, in V2's words also for a V1 file.
    RowType type();

    /// The amount in minor units; positive is in the seller's favour.
    long minor();

    /// The amount.
    Money amount();

    /// posted-date-time in UTC, as seconds since 1970; posted-date at midnight UTC where only that is given.
    long postedEpochSecond();

    /// order-id as written: an order's, an FBA shipment's, or none.
    @Nullable
    String orderId();

    /// adjustment-id.
    @Nullable
    String adjustmentId();

    /// shipment-id.
    @Nullable
    String shipmentId();

    /// marketplace-name as written.
    @Nullable
    String marketplaceName();

    /// fulfillment-id.
    @Nullable
    String fulfillmentId();

    /// order-item-code.
    @Nullable
    String orderItemCode();

    /// sku.
    @Nullable
    String sku();

    /// quantity-purchased.
    @Nullable
    Integer quantity();

    /// promotion-id.
    @Nullable
    String promotionId();

    /// A copy that may be kept.
    default SettlementLine toLine() {
        return new SettlementLine(
                row(),
                cell(),
                type(),
                amount(),
                Instant.ofEpochSecond(postedEpochSecond()),
                orderId(),
                adjustmentId(),
                shipmentId(),
                marketplaceName(),
                fulfillmentId(),
                orderItemCode(),
                sku(),
                quantity(),
                promotionId());
    }
}
