package org.tieout.simulator.qbo.company;

import java.math.BigDecimal;
import java.util.Optional;
import org.tieout.simulator.qbo.ledger.DocumentKey;
import org.tieout.simulator.qbo.schema.EntityType;

/// What a customer owes: the receivable entries of the customer's documents.
final class CustomerBalance {
    private final Books books;

    CustomerBalance(Books books) {
        this.books = books;
    }

    BigDecimal of(DocumentKey customer) {
        String receivables = books.receivables().id();
        BigDecimal sum = BigDecimal.ZERO;
        for (EntityType type : new EntityType[] {EntityType.INVOICE, EntityType.CREDIT_MEMO, EntityType.PAYMENT}) {
            for (Stored stored : books.store.all(type)) {
                if (Fields.ref(stored.data(), "CustomerRef").equals(Optional.of(customer.id()))) {
                    sum = books.ledger.entries(stored.key()).stream()
                            .filter(entry -> entry.accountId().equals(receivables))
                            .map(entry -> entry.amount())
                            .reduce(sum, BigDecimal::add);
                }
            }
        }
        return sum;
    }
}
