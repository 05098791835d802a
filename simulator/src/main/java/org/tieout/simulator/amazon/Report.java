package org.tieout.simulator.amazon;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A report as the Reports API lists it; `documentId` once it is done. Times are the world's.
record Report(
        String reportId,
        String reportType,
        String status,
        List<Marketplace> marketplaces,
        Instant dataStart,
        Instant dataEnd,
        Instant created,
        Optional<String> documentId) {
    static final String SETTLEMENT_V2 = "GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2";

    static Report of(SettlementReport settlement) {
        return new Report(
                settlement.reportId(),
                SETTLEMENT_V2,
                "DONE",
                List.of(settlement.period().marketplace()),
                settlement.period().start(),
                settlement.period().end(),
                settlement.createdAt(),
                Optional.of(settlement.documentId()));
    }
}
