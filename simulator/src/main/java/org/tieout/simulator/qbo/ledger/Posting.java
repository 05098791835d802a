package org.tieout.simulator.qbo.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// Collects the entries of one document. Amounts of zero leave no entry. Not thread-safe.
public final class Posting {
    private final DocumentKey document;
    private final LocalDate date;
    private final List<Entry> entries = new ArrayList<>();

    /// Of this document at this date.
    public Posting(DocumentKey document, LocalDate date) {
        this.document = document;
        this.date = date;
    }

    /// Debits an account; a negative amount credits it.
    public Posting debit(String accountId, BigDecimal amount, String memo) {
        if (amount.signum() != 0) {
            entries.add(new Entry(document, date, accountId, amount, memo));
        }
        return this;
    }

    /// Credits an account; a negative amount debits it.
    public Posting credit(String accountId, BigDecimal amount, String memo) {
        return debit(accountId, amount.negate(), memo);
    }

    /// What was collected.
    public List<Entry> entries() {
        return List.copyOf(entries);
    }
}
