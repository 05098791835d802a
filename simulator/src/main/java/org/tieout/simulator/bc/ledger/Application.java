package org.tieout.simulator.bc.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;

/// A later entry applied to an earlier one of the same customer.
///
/// @param entryNumber the entry that was applied, such as a payment
/// @param toEntryNumber the entry it was applied to, such as an invoice
/// @param amount taken off the remainder of `toEntryNumber`, with that entry's sign
public record Application(int entryNumber, int toEntryNumber, LocalDate date, BigDecimal amount) {}
