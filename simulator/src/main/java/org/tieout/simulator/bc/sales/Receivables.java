package org.tieout.simulator.bc.sales;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tieout.simulator.bc.company.Books;
import org.tieout.simulator.bc.ledger.CustomerEntry;
import org.tieout.simulator.bc.ledger.DocumentType;
import org.tieout.simulator.state.Entity;

/// Keeps what posted documents show of the ledger: what remains, and with it the status. A payment applied to an
/// invoice therefore moves the invoice's `lastModifiedDateTime` (section 9). Not thread-safe: the company guards it.
final class Receivables {
    private final Books books;

    Receivables(Books books) {
        this.books = books;
    }

    /// Something was applied to this entry.
    void applied(CustomerEntry entry) {
        Optional<SalesKind> kind = switch (entry.documentType()) {
            case INVOICE -> Optional.of(SalesKind.INVOICE);
            case CREDIT_MEMO -> Optional.of(SalesKind.CREDIT_MEMO);
            case BLANK, PAYMENT, REFUND -> Optional.empty();
        };
        kind.ifPresent(found -> books.first(found.set(), "number", entry.documentNumber())
                .ifPresent(document -> refresh(found, document.id())));
    }

    /// Reads the ledger and stores what the document shows.
    Entity refresh(SalesKind kind, UUID id) {
        Entity document = books.table(kind.set()).get(id).orElseThrow();
        DocumentType type = kind == SalesKind.CREDIT_MEMO ? DocumentType.CREDIT_MEMO : DocumentType.INVOICE;
        List<CustomerEntry> entries =
                books.ledger().customerEntries(document.text("billToCustomerNumber"), type, document.text("number"));
        BigDecimal remaining =
                entries.stream().map(CustomerEntry::remaining).reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
        ObjectNode data = document.data().deepCopy();
        data.put("remainingAmount", remaining.abs());
        boolean corrected = List.of("Canceled", "Corrective").contains(document.text("status"));
        if (!corrected) {
            data.put("status", remaining.signum() == 0 ? "Paid" : "Open");
        }
        return books.update(kind.set(), document, data);
    }
}
