package org.tieout.simulator.amazon;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The V1 layout: 33 columns, or 36 with promotions; prices, fees and promotions of one item share rows, balance
/// movements
/// are transaction types of their own. The sum over all amount columns is the same as in V2. Stateless.
final class FlatFileV1 {
    private static final List<String> PROMOTION_COLUMNS = List.of("promotion-id", "promotion-type", "promotion-amount");
    private static final List<String> COLUMNS = List.of(
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
            "shipment-fee-type",
            "shipment-fee-amount",
            "order-fee-type",
            "order-fee-amount",
            "fulfillment-id",
            "posted-date",
            "order-item-code",
            "merchant-order-item-id",
            "merchant-adjustment-item-id",
            "sku",
            "quantity-purchased",
            "price-type",
            "price-amount",
            "item-related-fee-type",
            "item-related-fee-amount",
            "misc-fee-amount",
            "other-fee-amount",
            "other-fee-reason-description",
            "promotion-id",
            "promotion-type",
            "promotion-amount",
            "direct-payment-type",
            "direct-payment-amount",
            "other-amount");
    /// Advertising is billed with tax; V1 shows the tax in a column of its own.
    private static final int TAX_SHARE_OF_ADVERTISING = 21;

    private FlatFileV1() {}

    private record Key(String transactionType, SettlementRow.Subject subject, Instant posted) {}

    static List<List<String>> rows(Settlement settlement, SettlementStyle style) {
        boolean promotions =
                settlement.rows().stream().anyMatch(row -> row.amountType().equals("Promotion"));
        if (promotions && !style.promotionColumns()) {
            throw new IllegalArgumentException("33 columns cannot hold the promotions of " + settlement.id());
        }
        List<String> columns = style.promotionColumns()
                ? COLUMNS
                : COLUMNS.stream()
                        .filter(column -> !PROMOTION_COLUMNS.contains(column))
                        .toList();
        List<List<String>> rows = new ArrayList<>();
        rows.add(columns);
        rows.add(cells(columns, header(settlement, style)));
        Stream.concat(items(settlement, style), account(settlement, style)).forEach(row -> {
            row.put("settlement-id", settlement.id());
            rows.add(cells(columns, row));
        });
        return rows;
    }

    private static Map<String, String> header(Settlement settlement, SettlementStyle style) {
        return Map.of(
                "settlement-id", settlement.id(),
                "settlement-start-date", style.dates().time(settlement.period().start()),
                "settlement-end-date", style.dates().time(settlement.period().end()),
                "deposit-date", style.dates().time(settlement.deposit()),
                "total-amount", style.amount(settlement.headerTotal()),
                "currency", settlement.currency());
    }

    private static List<String> cells(List<String> columns, Map<String, String> row) {
        return columns.stream().map(column -> row.getOrDefault(column, "")).toList();
    }

    private static boolean ofItem(SettlementRow row) {
        return !row.subject().orderItemCode().isEmpty();
    }

    private static Stream<Map<String, String>> items(Settlement settlement, SettlementStyle style) {
        Map<Key, List<SettlementRow>> groups = new LinkedHashMap<>();
        settlement.rows().stream()
                .filter(FlatFileV1::ofItem)
                .forEach(row -> groups.computeIfAbsent(
                                new Key(row.transactionType(), row.subject().withPromotion(""), row.posted()),
                                _ -> new ArrayList<>())
                        .add(row));
        return groups.entrySet().stream().flatMap(group -> item(group.getKey(), group.getValue(), style).stream());
    }

    /// A row that holds only the quantity, then as many rows as the longest of prices, fees and promotions needs.
    private static List<Map<String, String>> item(Key key, List<SettlementRow> rows, SettlementStyle style) {
        List<SettlementRow> prices = ofType(rows, "ItemPrice");
        List<SettlementRow> promotions = ofType(rows, "Promotion");
        List<SettlementRow> fees = rows.stream()
                .filter(row -> !prices.contains(row) && !promotions.contains(row))
                .toList();
        List<Map<String, String>> result = new ArrayList<>();
        if (key.subject().quantity() != 0) {
            Map<String, String> quantity = common(key, style);
            quantity.put("quantity-purchased", Integer.toString(key.subject().quantity()));
            result.add(quantity);
        }
        int longest = Math.max(prices.size(), Math.max(fees.size(), promotions.size()));
        for (int i = 0; i < longest; i++) {
            Map<String, String> row = common(key, style);
            amount(row, prices, i, "price-type", "price-amount", style);
            amount(row, fees, i, "item-related-fee-type", "item-related-fee-amount", style);
            amount(row, promotions, i, "promotion-type", "promotion-amount", style);
            if (i < promotions.size()) {
                row.put("promotion-id", promotions.get(i).subject().promotionId());
            }
            result.add(row);
        }
        return result;
    }

    private static List<SettlementRow> ofType(List<SettlementRow> rows, String amountType) {
        return rows.stream().filter(row -> row.amountType().equals(amountType)).toList();
    }

    private static void amount(
            Map<String, String> row,
            List<SettlementRow> amounts,
            int index,
            String typeColumn,
            String amountColumn,
            SettlementStyle style) {
        if (index < amounts.size()) {
            row.put(typeColumn, amounts.get(index).amountDescription());
            row.put(amountColumn, style.amount(amounts.get(index).cents()));
        }
    }

    private static Map<String, String> common(Key key, SettlementStyle style) {
        SettlementRow.Subject subject = key.subject();
        Map<String, String> row = new HashMap<>();
        row.put("transaction-type", key.transactionType());
        row.put("order-id", style.cell(subject.orderId()));
        row.put("merchant-order-id", subject.orderId().contains("-") ? style.cell(subject.orderId()) : "");
        row.put("adjustment-id", subject.adjustmentId());
        row.put("shipment-id", subject.shipmentId());
        row.put("marketplace-name", subject.marketplaceName());
        row.put("fulfillment-id", subject.fulfilmentId());
        row.put("posted-date", style.dates().time(key.posted()));
        row.put("order-item-code", subject.orderItemCode());
        row.put("merchant-adjustment-item-id", subject.adjustmentItemId());
        row.put("sku", style.cell(subject.sku()));
        return row;
    }

    private static Stream<Map<String, String>> account(Settlement settlement, SettlementStyle style) {
        return settlement.rows().stream().filter(row -> !ofItem(row)).map(row -> ofAccount(row, style));
    }

    private static Map<String, String> ofAccount(SettlementRow row, SettlementStyle style) {
        boolean service = row.transactionType().equals("ServiceFee");
        boolean named = row.transactionType().equals("other-transaction");
        String type = named ? row.amountDescription() : row.transactionType();
        Map<String, String> cells = common(new Key(type, row.subject(), row.posted()), style);
        if (service) {
            long tax = row.cents() / TAX_SHARE_OF_ADVERTISING;
            cells.put("item-related-fee-type", row.amountType());
            cells.put("item-related-fee-amount", style.amount(row.cents() - tax));
            cells.put("other-fee-amount", style.amount(tax));
            cells.put("other-fee-reason-description", "TaxAmount");
        } else if (named) {
            cells.put("other-amount", style.amount(row.cents()));
        } else {
            cells.put("item-related-fee-type", row.amountDescription());
            cells.put("item-related-fee-amount", style.amount(row.cents()));
        }
        return cells;
    }
}
