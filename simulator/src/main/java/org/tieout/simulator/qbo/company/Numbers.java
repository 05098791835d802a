package org.tieout.simulator.qbo.company;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.tieout.simulator.qbo.ledger.DocumentKey;
import org.tieout.simulator.qbo.refusal.Refusals;
import org.tieout.simulator.qbo.schema.EntityType;

/// Document numbers: the client's or QuickBooks' own, unique per transaction type where the company cares.
final class Numbers {
    private static final Set<EntityType> NUMBERED = EnumSet.of(
            EntityType.INVOICE,
            EntityType.CREDIT_MEMO,
            EntityType.SALES_RECEIPT,
            EntityType.REFUND_RECEIPT,
            EntityType.JOURNAL_ENTRY,
            EntityType.PURCHASE);

    private final Books books;
    private long automatic = 1000;

    Numbers(Books books) {
        this.books = books;
    }

    void assign(Draft draft) {
        EntityType type = draft.key().type();
        if (!NUMBERED.contains(type)) {
            return;
        }
        Optional<String> number = Fields.text(draft.data(), "DocNumber");
        if (number.isEmpty() && numbersItself(draft)) {
            draft.data().put("DocNumber", String.valueOf(++automatic));
        } else if (number.isPresent() && mustBeUnique(draft)) {
            refuseDuplicate(draft.key(), number.get());
        }
    }

    private boolean numbersItself(Draft draft) {
        return switch (draft.key().type()) {
            case JOURNAL_ENTRY -> draft.include().contains("allowautodocnum");
            case PURCHASE -> false;
            default -> draft.before().isEmpty() && !books.prefers("SalesFormsPrefs", "CustomTxnNumbers");
        };
    }

    private boolean mustBeUnique(Draft draft) {
        return books.switches.warnDuplicateNumbers()
                && !draft.include().contains("allowduplicatedocnum")
                && (draft.key().type() == EntityType.JOURNAL_ENTRY
                        || draft.key().type() == EntityType.PURCHASE
                        || books.prefers("SalesFormsPrefs", "CustomTxnNumbers"));
    }

    private void refuseDuplicate(DocumentKey own, String number) {
        books.store
                .byNumber(own.type(), number)
                .filter(holder -> !holder.equals(own))
                .ifPresent(holder -> {
                    throw Refusals.duplicateNumber(number, own.type().transactionTypeName(), holder.id());
                });
    }
}
