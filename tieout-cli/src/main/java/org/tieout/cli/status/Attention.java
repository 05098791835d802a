package org.tieout.cli.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tieout.cli.status.StatusReport.Check;
import org.tieout.cli.status.StatusReport.Held;
import org.tieout.cli.status.StatusReport.OpenAlert;
import org.tieout.cli.status.StatusReport.OpenPosting;
import org.tieout.cli.status.StatusReport.Postings;
import org.tieout.cli.status.StatusReport.ServiceStatus;
import org.tieout.cli.status.StatusReport.Settlement;

/// Decides what a person has to look at. Work that goes on by itself is not among it.
final class Attention {

    private static final Set<String> SETTLEMENT_TROUBLE =
            Set.of("inconsistent", "parked", "not-tied-out", "reissued", "unknown");
    private static final Set<String> POSTING_TROUBLE = Set.of("refused", "paused", "unknown");

    private Attention() {}

    /// A sentence for each thing to look at.
    static List<String> needed(
            List<Settlement> settlements,
            List<Held> parked,
            Postings postings,
            List<OpenAlert> alerts,
            List<ServiceStatus> services) {
        var sentences = new ArrayList<String>();
        if (services.isEmpty()) {
            sentences.add("No service runs on this directory.");
        }
        services.stream()
                .filter(service -> !service.state().equals("up"))
                .map(service -> "Service " + service.name() + " is " + service.state()
                        + (service.reason().isEmpty() ? "." : ": " + service.reason()))
                .forEach(sentences::add);
        settlements.stream()
                .filter(settlement -> SETTLEMENT_TROUBLE.contains(settlement.state()))
                .map(Attention::sentence)
                .forEach(sentences::add);
        parked.stream()
                .map(held -> "The " + held.kind() + " " + held.sourceId() + " is parked: " + held.reason())
                .forEach(sentences::add);
        postings.open().stream()
                .filter(posting -> POSTING_TROUBLE.contains(posting.status()))
                .map(Attention::sentence)
                .forEach(sentences::add);
        alerts.stream().map(alert -> alert.subject() + ": " + alert.message()).forEach(sentences::add);
        return List.copyOf(sentences);
    }

    private static String sentence(Settlement settlement) {
        var red = settlement.checks().stream()
                .filter(check -> check.state().equals("red"))
                .toList();
        return "Settlement " + settlement.settlementId() + " is " + settlement.state()
                + (red.isEmpty()
                        ? "."
                        : ": "
                                + String.join(
                                        "; ",
                                        red.stream().map(Attention::sentence).toList()) + ".");
    }

    private static String sentence(Check check) {
        return "check " + check.number() + " (" + check.name() + ")"
                + (check.findings().isEmpty()
                        ? " is red"
                        : ": " + check.findings().getFirst());
    }

    private static String sentence(OpenPosting posting) {
        return "Posting " + posting.postingId() + " is " + posting.status()
                + (posting.reason() == null ? "." : ": " + posting.reason());
    }
}
