package org.tieout.accounting.source;

import java.time.Instant;
import org.tieout.accounting.money.Money;

/// What the header row of a settlement says.
///
/// @param id the settlement
/// @param format which flat file it came in
/// @param startAt start of the period
/// @param endAt end of the period
/// @param depositAt when the payout is deposited
/// @param total total-amount: what Amazon disbursed, or, when negative, is owed
public record SettlementHeader(
        SettlementId id, Format format, Instant startAt, Instant endAt, Instant depositAt, Money total) {

    /// The two flat files of Amazon.
    public enum Format {
        /// The older file: several amounts a row.
        V1,
        /// The present file: one amount a row.
        V2
    }
}
