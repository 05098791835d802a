package org.tieout.simulator.qbo.ledger;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A double-entry ledger that never holds an unbalanced document. Re-posting a document replaces its entries, as
/// QuickBooks does. Not thread-safe: the company guards it.
public final class Ledger {
    private final Map<DocumentKey, List<Entry>> byDocument = new LinkedHashMap<>();
    private final Map<String, BigDecimal> balances = new HashMap<>();

    /// Replaces the document's entries.
    ///
    /// @throws IllegalStateException if debits and credits differ, which is a defect of the posting rule
    public void post(DocumentKey document, List<Entry> entries) {
        BigDecimal sum = entries.stream().map(Entry::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (sum.signum() != 0) {
            throw new IllegalStateException(document + " is out of balance by " + sum + ": " + entries);
        }
        remove(document);
        if (!entries.isEmpty()) {
            byDocument.put(document, List.copyOf(entries));
            entries.forEach(entry -> balances.merge(entry.accountId(), entry.amount(), BigDecimal::add));
        }
    }

    /// Takes the document's entries out.
    public void remove(DocumentKey document) {
        List<Entry> old = byDocument.remove(document);
        if (old != null) {
            old.forEach(
                    entry -> balances.merge(entry.accountId(), entry.amount().negate(), BigDecimal::add));
        }
    }

    /// The account's balance, debit positive.
    public BigDecimal balance(String accountId) {
        return balances.getOrDefault(accountId, BigDecimal.ZERO);
    }

    /// The entries of one document.
    public List<Entry> entries(DocumentKey document) {
        return byDocument.getOrDefault(document, List.of());
    }

    /// The entries of one account, by document.
    public List<Entry> accountEntries(String accountId) {
        List<Entry> found = new ArrayList<>();
        for (Collection<Entry> entries : byDocument.values()) {
            entries.stream()
                    .filter(entry -> entry.accountId().equals(accountId))
                    .forEach(found::add);
        }
        return found;
    }

    /// The sum over all accounts: zero.
    public BigDecimal trialBalance() {
        return balances.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
