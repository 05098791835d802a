package org.tieout.simulator.bc.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/// A customer ledger entry. Debits are positive: an invoice is, a payment is not.
///
/// @param entryNumber the number of the G/L entry on the receivables account
/// @param remaining what is not applied yet, with the amount's sign
/// @param closedBy the entry whose application brought the remainder to zero
/// @param closedAt the later date of the two
public record CustomerEntry(
        int entryNumber,
        String customerNumber,
        LocalDate postingDate,
        DocumentType documentType,
        String documentNumber,
        String externalDocumentNumber,
        String description,
        BigDecimal amount,
        BigDecimal remaining,
        Optional<Integer> closedBy,
        Optional<LocalDate> closedAt) {

    /// Whether something remains.
    public boolean open() {
        return remaining.signum() != 0;
    }

    CustomerEntry reducedBy(BigDecimal applied, int by, LocalDate at) {
        BigDecimal rest = remaining.subtract(applied);
        boolean closed = rest.signum() == 0;
        return new CustomerEntry(
                entryNumber,
                customerNumber,
                postingDate,
                documentType,
                documentNumber,
                externalDocumentNumber,
                description,
                amount,
                rest,
                closed ? Optional.of(by) : Optional.empty(),
                closed ? Optional.of(at) : Optional.empty());
    }

    CustomerEntry unapplied() {
        return new CustomerEntry(
                entryNumber,
                customerNumber,
                postingDate,
                documentType,
                documentNumber,
                externalDocumentNumber,
                description,
                amount,
                amount,
                Optional.empty(),
                Optional.empty());
    }
}
