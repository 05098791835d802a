package org.tieout.simulator.bc.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;

/// A bank account ledger entry. Money received is positive.
///
/// @param entryNumber the number of the G/L entry on the bank's account
public record BankEntry(
        int entryNumber,
        String bankAccountNumber,
        LocalDate postingDate,
        DocumentType documentType,
        String documentNumber,
        String externalDocumentNumber,
        String description,
        BigDecimal amount) {}
