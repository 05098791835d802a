package org.tieout.simulator.amazon;

import java.util.ArrayList;
import java.util.List;

/// The V2 layout: 23 columns, or 24 with promotion-id; one amount in each row. Stateless.
final class FlatFileV2 {
    static final List<String> COLUMNS = List.of(
            "settlement-id",
            "settlement-start-date",
            "settlement-end-date",
            "deposit-date",
            "total-amount",
            "currency",
            "transaction-type",
            "order-id",
            "merchant-order-id",
            "adjustment-id",
            "shipment-id",
            "marketplace-name",
            "amount-type",
            "amount-description",
            "amount",
            "fulfillment-id",
            "posted-date",
            "posted-date-time",
            "order-item-code",
            "merchant-order-item-id",
            "merchant-adjustment-item-id",
            "sku",
            "quantity-purchased",
            "promotion-id");

    private FlatFileV2() {}

    static List<List<String>> rows(Settlement settlement, SettlementStyle style) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(columns(style));
        rows.add(header(settlement, style));
        settlement.rows().forEach(row -> rows.add(row(settlement.id(), row, style)));
        return rows;
    }

    static List<String> columns(SettlementStyle style) {
        return style.promotionColumns() ? COLUMNS : COLUMNS.subList(0, COLUMNS.size() - 1);
    }

    private static List<String> header(Settlement settlement, SettlementStyle style) {
        List<String> cells = new ArrayList<>(List.of(
                settlement.id(),
                style.dates().time(settlement.period().start()),
                style.dates().time(settlement.period().end()),
                style.dates().time(settlement.deposit()),
                style.amount(settlement.headerTotal()),
                settlement.currency()));
        while (cells.size() < columns(style).size()) {
            cells.add("");
        }
        return cells;
    }

    static List<String> row(String settlementId, SettlementRow row, SettlementStyle style) {
        SettlementRow.Subject subject = row.subject();
        List<String> cells = new ArrayList<>(List.of(
                settlementId,
                "",
                "",
                "",
                "",
                "",
                row.transactionType(),
                style.cell(subject.orderId()),
                style.cell(subject.orderId().contains("-") ? subject.orderId() : ""),
                subject.adjustmentId(),
                subject.shipmentId(),
                subject.marketplaceName(),
                row.amountType(),
                style.cell(row.amountDescription()),
                style.amount(row.cents()),
                subject.fulfilmentId(),
                style.dates().day(row.posted()),
                style.dates().time(row.posted()),
                subject.orderItemCode(),
                "",
                subject.adjustmentItemId(),
                style.cell(subject.sku()),
                subject.quantity() == 0 ? "" : Integer.toString(subject.quantity())));
        if (style.promotionColumns()) {
            cells.add(subject.promotionId());
        }
        return cells;
    }
}
