package org.tieout.ingest.amazon.settlement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tieout.accounting.source.SettlementHeader.Format;

/// Where the columns of a file are. They are found by name: their number and order differ, and unknown ones are
/// ignored.
final class Columns {

    /// The first column of every settlement report; a line with it is the column header.
    static final String KEY = "settlement-id";

    static final String POSTED_DATE = "posted-date";
    static final String POSTED_DATE_TIME = "posted-date-time";

    private static final List<String> OF_EVERY_FORMAT = List.of(
            KEY,
            "settlement-start-date",
            "settlement-end-date",
            "deposit-date",
            "total-amount",
            "currency",
            "transaction-type",
            "order-id");
    private static final List<String> OF_V2 = List.of("amount-type", "amount-description", "amount");
    private static final List<String> OF_V1 = List.of("price-type", "price-amount", "other-amount", POSTED_DATE);

    /// Marks a column that the file does not have.
    static final int ABSENT = -1;

    final Format format;
    final int count;
    final int settlementId;
    final int startDate;
    final int endDate;
    final int depositDate;
    final int totalAmount;
    final int currency;
    final int transactionType;
    final int orderId;
    final int adjustmentId;
    final int shipmentId;
    final int marketplaceName;
    final int amountType;
    final int amountDescription;
    final int amount;
    final int fulfillmentId;
    final int postedDate;
    final int postedDateTime;
    final int orderItemCode;
    final int sku;
    final int quantity;
    final int promotionId;
    final int itemFeeType;
    /// The amounts of a V1 file; empty for V2.
    final List<V1Amount> v1Amounts;
    /// Every column that is read, for checks of a whole row.
    final List<Named> known;

    /// A column that holds amounts in a V1 file.
    ///
    /// @param name the column
    /// @param index where it is
    /// @param type where the column is that says what kind, or [#ABSENT]
    record V1Amount(String name, int index, int type) {}

    /// A column and where it is.
    record Named(String name, int index) {}

    private Columns(Map<String, Integer> indexes, int count, Format format) {
        this.format = format;
        this.count = count;
        var found = new ArrayList<Named>();
        settlementId = find(indexes, KEY, found);
        startDate = find(indexes, "settlement-start-date", found);
        endDate = find(indexes, "settlement-end-date", found);
        depositDate = find(indexes, "deposit-date", found);
        totalAmount = find(indexes, "total-amount", found);
        currency = find(indexes, "currency", found);
        transactionType = find(indexes, "transaction-type", found);
        orderId = find(indexes, "order-id", found);
        adjustmentId = find(indexes, "adjustment-id", found);
        shipmentId = find(indexes, "shipment-id", found);
        marketplaceName = find(indexes, "marketplace-name", found);
        amountType = find(indexes, "amount-type", found);
        amountDescription = find(indexes, "amount-description", found);
        amount = find(indexes, "amount", found);
        fulfillmentId = find(indexes, "fulfillment-id", found);
        postedDate = find(indexes, POSTED_DATE, found);
        postedDateTime = find(indexes, POSTED_DATE_TIME, found);
        orderItemCode = find(indexes, "order-item-code", found);
        sku = find(indexes, "sku", found);
        quantity = find(indexes, "quantity-purchased", found);
        promotionId = find(indexes, "promotion-id", found);
        itemFeeType = find(indexes, V1Map.ITEM_FEE_TYPE, found);
        v1Amounts = format == Format.V1 ? v1Amounts(indexes, found) : List.of();
        known = List.copyOf(found);
    }

    private static int find(Map<String, Integer> indexes, String name, List<Named> found) {
        var index = indexes.getOrDefault(name, ABSENT);
        if (index != ABSENT) {
            found.add(new Named(name, index));
        }
        return index;
    }

    private static List<V1Amount> v1Amounts(Map<String, Integer> indexes, List<Named> found) {
        var amounts = new ArrayList<V1Amount>();
        for (var source : V1Map.AMOUNT_COLUMNS) {
            var index = find(indexes, source.amountColumn(), found);
            if (index != ABSENT) {
                var type = source.typeColumn()
                        .map(name -> find(indexes, name, found))
                        .orElse(ABSENT);
                amounts.add(new V1Amount(source.amountColumn(), index, type));
            }
        }
        return List.copyOf(amounts);
    }

    /// The columns of that column header.
    ///
    /// @throws UnreadableReport naming what is missing
    static Columns of(List<String> header, String file, int row) throws UnreadableReport {
        var indexes = new HashMap<String, Integer>();
        for (var i = 0; i < header.size(); i++) {
            var name = normalised(header.get(i));
            if (!name.isEmpty() && indexes.putIfAbsent(name, i) != null) {
                throw unreadable(file, row, "has the column " + name + " twice");
            }
        }
        var format = indexes.containsKey("amount") || !indexes.containsKey("price-amount") ? Format.V2 : Format.V1;
        var missing = new ArrayList<>(OF_EVERY_FORMAT);
        missing.addAll(
                switch (format) {
                    case V1 -> OF_V1;
                    case V2 -> OF_V2;
                });
        missing.removeAll(indexes.keySet());
        if (format == Format.V1) {
            for (var source : V1Map.AMOUNT_COLUMNS) {
                source.typeColumn()
                        .filter(type -> indexes.containsKey(source.amountColumn()) && !indexes.containsKey(type))
                        .ifPresent(missing::add);
            }
        }
        if (!indexes.containsKey(POSTED_DATE) && !indexes.containsKey(POSTED_DATE_TIME)) {
            missing.add(POSTED_DATE_TIME);
        }
        if (!missing.isEmpty()) {
            throw unreadable(file, row, "lacks the columns " + String.join(", ", missing));
        }
        return new Columns(indexes, header.size(), format);
    }

    private static UnreadableReport unreadable(String file, int row, String what) {
        return new UnreadableReport(
                file,
                "the column header in row " + row + " " + what,
                "Give the settlement report (flat file, V1 or V2) as downloaded from Amazon");
    }

    /// Names differ in case and, after a spreadsheet, in blanks.
    static String normalised(String name) {
        return name.strip().replace("\uFEFF", "").toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
