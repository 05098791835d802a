package org.tieout.simulator.bc.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/// A G/L entry. Debits are positive.
///
/// @param entryNumber counts the company's G/L entries from 1
/// @param transaction the posting it came with
/// @param externalDocumentNumber kept, though `generalLedgerEntries` does not show it (memo, section 7.6)
/// @param dimensions value codes by dimension code
/// @param postedAt when it was posted, which is not its posting date
public record GeneralEntry(
        int entryNumber,
        int transaction,
        LocalDate postingDate,
        DocumentType documentType,
        String documentNumber,
        String externalDocumentNumber,
        String accountNumber,
        String description,
        BigDecimal amount,
        Map<String, String> dimensions,
        Instant postedAt) {}
