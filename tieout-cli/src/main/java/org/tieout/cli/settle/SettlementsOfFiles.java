package org.tieout.cli.settle;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.plan.SettlementCollector;
import org.tieout.accounting.source.SettlementHeader;
import org.tieout.accounting.source.SettlementId;
import org.tieout.cli.ExitCode;
import org.tieout.ingest.amazon.settlement.RowProblem;
import org.tieout.ingest.amazon.settlement.SettlementEnd;
import org.tieout.ingest.amazon.settlement.SettlementHandler;
import org.tieout.ingest.amazon.settlement.SettlementRow;

/// Collects each settlement of the files and settles it when it is read to its end. Settlements are known by
/// their id,
/// whatever file they are in: the same content once more is passed over, other content under the same id is told.
final class SettlementsOfFiles implements SettlementHandler {

    private final OfflineSettler settler;
    private final PrintWriter err;
    private final Map<SettlementId, Seen> seen = new HashMap<>();
    private @Nullable SettlementCollector collector;
    private String file = "";
    private int ofFile;
    private ExitCode exitCode = ExitCode.OK;

    private record Seen(String contentHash, String file) {}

    SettlementsOfFiles(OfflineSettler settler, PrintWriter err) {
        this.settler = settler;
        this.err = err;
    }

    /// From here on, settlements of that file.
    void beginFile(String name) {
        file = name;
        ofFile = 0;
        collector = null;
    }

    /// How many settlements the present file has had.
    int ofFile() {
        return ofFile;
    }

    /// What it all came to.
    ExitCode exitCode() {
        return exitCode;
    }

    /// Tells what could not be read.
    void unreadable(String message) {
        err.println("tieout: " + message);
        worsen(ExitCode.UNUSABLE);
    }

    @Override
    public void opened(SettlementHeader header) {
        collector = new SettlementCollector(header);
    }

    @Override
    public void row(SettlementRow row) {
        var current = collector;
        if (current == null) {
            throw new IllegalStateException("a row before its settlement");
        }
        var quantity = row.quantity();
        current.add(
                row.type(),
                row.minor(),
                row.postedEpochSecond(),
                row.orderId(),
                row.marketplaceName(),
                row.sku(),
                quantity == null ? 0 : quantity);
    }

    @Override
    public void closed(SettlementEnd end) {
        var current = collector;
        collector = null;
        ofFile++;
        if (current == null) {
            throw new IllegalStateException("an end before its settlement");
        }
        if (isRepeat(end)) {
            return;
        }
        var conclusion = settler.settle(current, end.problems());
        switch (conclusion.state()) {
            case TIED_OUT -> {}
            case INCONSISTENT, PARKED -> worsen(ExitCode.NEEDS_A_PERSON);
        }
        conclusion
                .findings()
                .forEach(finding -> err.println("tieout: " + file + ": settlement " + end.id() + ": " + finding));
    }

    private boolean isRepeat(SettlementEnd end) {
        var before = seen.putIfAbsent(end.id(), new Seen(end.contentHash(), file));
        if (before == null) {
            return false;
        }
        if (before.contentHash().equals(end.contentHash()) && end.complete()) {
            err.println("tieout: " + file + ": settlement " + end.id() + " says the same as in " + before.file()
                    + "; it is settled once.");
            return true;
        }
        err.println("tieout: " + file + ": settlement " + end.id() + " says something else than in " + before.file()
                + ". Both are shown; post one of them only.");
        worsen(ExitCode.NEEDS_A_PERSON);
        return false;
    }

    @Override
    public void problem(RowProblem problem) {
        err.println("tieout: " + problem);
        worsen(ExitCode.UNUSABLE);
    }

    private void worsen(ExitCode to) {
        if (to.compareTo(exitCode) > 0) {
            exitCode = to;
        }
    }
}
