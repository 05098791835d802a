package org.tieout.simulator.amazon;

import java.time.Instant;

/// A report that holds a settlement. The document says what the settlement says when it is fetched.
public record SettlementReport(
        String reportId, String documentId, String settlementId, Period period, Instant createdAt) {
    static SettlementReport of(Settlement settlement, long issue, Instant createdAt) {
        String number = Long.toString(50_000_000_000L + Long.parseLong(settlement.id()) % 10_000_000_000L + issue);
        return new SettlementReport(
                number,
                "amzn1.spdoc.1.4.na.sim-%s-%d".formatted(settlement.id(), issue),
                settlement.id(),
                settlement.period(),
                createdAt);
    }

    /// The same report, made at another time.
    SettlementReport madeAt(Instant time) {
        return new SettlementReport(reportId, documentId, settlementId, period, time);
    }
}
