package org.tieout.simulator.amazon;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Collects rows of one ledger event, leaving out amounts of zero as Amazon does. Not thread-safe.
final class RowList {
    private final String transactionType;
    private final Instant posted;
    private final SettlementRow.Subject subject;
    private final List<SettlementRow> rows = new ArrayList<>();

    RowList(String transactionType, Instant posted, SettlementRow.Subject subject) {
        this.transactionType = transactionType;
        this.posted = posted;
        this.subject = subject;
    }

    RowList price(String description, long cents) {
        return add("ItemPrice", description, cents, subject);
    }

    RowList fee(String description, long cents) {
        return add("ItemFees", description, cents, subject);
    }

    RowList withheld(String description, long cents) {
        return add("ItemWithheldTax", description, cents, subject);
    }

    RowList promotion(String description, long cents, String promotionId) {
        return add("Promotion", description, cents, subject.withPromotion(promotionId));
    }

    private RowList add(String amountType, String description, long cents, SettlementRow.Subject about) {
        if (cents != 0) {
            rows.add(new SettlementRow(transactionType, amountType, description, cents, posted, about));
        }
        return this;
    }

    List<SettlementRow> rows() {
        return List.copyOf(rows);
    }
}
