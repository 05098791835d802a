package org.tieout.accounting.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.money.Money;

/// One amount of a settlement, exactly as the source states it. Empty cells are null.
///
/// @param row 1-based line of the file
/// @param cell the column that held the amount: `amount` in V2, for example `price-amount` in V1
/// @param type the three columns that say what it is
/// @param amount the amount; positive is in the seller's favour
/// @param postedAt posted-date-time, UTC
/// @param orderId order-id as written: an order's, an FBA shipment's, or none
/// @param adjustmentId adjustment-id
/// @param shipmentId shipment-id
/// @param marketplaceName marketplace-name as written, for example `Amazon.com`
/// @param fulfillmentId fulfillment-id
/// @param orderItemCode order-item-code
/// @param sku sku
/// @param quantity quantity-purchased
/// @param promotionId promotion-id
public record SettlementLine(
        int row,
        String cell,
        RowType type,
        Money amount,
        Instant postedAt,
        @Nullable String orderId,
        @Nullable String adjustmentId,
        @Nullable String shipmentId,
        @Nullable String marketplaceName,
        @Nullable String fulfillmentId,
        @Nullable String orderItemCode,
        @Nullable String sku,
        @Nullable Integer quantity,
        @Nullable String promotionId) {}
