package org.tieout.ingest.amazon.report;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.tieout.event.Watermark;
import org.tieout.ingest.amazon.report.SettlementEmitter.Result;
import org.tieout.runtime.ingest.Emitter;
import org.tieout.runtime.ingest.Watermarks;

/// Reports with rows that cannot be read. One is done with when each settlement it holds back was taken from another
/// file since: a corrected one that a person fed in, or Amazon's own reissue.
///
/// What was known of a settlement when its report was first held is kept in a watermark, so that neither a restart nor
/// what was read before passes for that.
final class HeldReports {

    private static final String SEPARATOR = " ";

    /// A connection's watermarks as they stand, also those set by a file fed in by hand beside the service.
    private final Function<String, Optional<Watermark>> live;

    HeldReports(Function<String, Optional<Watermark>> live) {
        this.live = live;
    }

    private static String watermarkOf(String reportId) {
        return "held-report/" + reportId;
    }

    /// Notes, in the open transaction, what is known now of the settlements that the report holds back.
    void hold(String reportId, List<Result.Held> held, Watermarks reached, Emitter out) {
        if (reached.of(watermarkOf(reportId)).isEmpty()) {
            var known = new HashMap<String, String>();
            held.forEach(each -> known.put(
                    each.settlementId(),
                    String.join(
                            SEPARATOR,
                            each.settlementId().isEmpty() ? Set.of() : hashes(each.settlementId(), reached))));
            out.mark(watermarkOf(reportId), reportId, known);
        }
    }

    /// The settlements that the report held back, when all of them came in another file.
    Optional<Set<String>> takenElsewhere(String reportId, Watermarks reached) {
        return reached.of(watermarkOf(reportId))
                .map(Watermark::getReached)
                .filter(known -> known.entrySet().stream().allMatch(settlement -> isTaken(settlement, reached)))
                .map(Map::keySet);
    }

    /// A settlement whose id could not be read is never known to have come.
    private boolean isTaken(Map.Entry<String, String> known, Watermarks reached) {
        if (known.getKey().isEmpty()) {
            return false;
        }
        var since = hashes(known.getKey(), reached);
        since.removeAll(List.of(known.getValue().split(SEPARATOR)));
        return !since.isEmpty();
    }

    /// Both sources: what this service wrote may not be in the live view yet.
    private Set<String> hashes(String settlementId, Watermarks reached) {
        var hashes = new HashSet<String>();
        var mark = SettlementEmitter.watermarkOf(settlementId);
        reached.of(mark).flatMap(SettlementEmitter::closedHash).ifPresent(hashes::add);
        live.apply(mark).flatMap(SettlementEmitter::closedHash).ifPresent(hashes::add);
        return hashes;
    }
}
