package org.tieout.simulator.qbo.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;

/// One line of the general ledger. A debit is positive, a credit negative.
public record Entry(DocumentKey document, LocalDate date, String accountId, BigDecimal amount, String memo) {}
