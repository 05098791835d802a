package org.tieout.simulator.amazon;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tieout.simulator.clock.SimulatorClock;

/// Reports a client asked for. They wait, are worked on and are done as protocol time passes. Thread-safe.
final class RequestedReports {
    static final Duration QUEUED = Duration.ofSeconds(2);
    static final Duration WORKED_ON = Duration.ofSeconds(3);
    private static final long FIRST_ID = 70_000_000_001L;

    private final SellerModel seller;
    private final SimulatorClock clock;
    private final List<Asked> asked = new ArrayList<>();

    private record Asked(
            String id,
            String type,
            List<Marketplace> marketplaces,
            Instant start,
            Instant end,
            Instant created,
            Instant askedAt,
            boolean cancelled) {
        Asked withdrawn() {
            return new Asked(id, type, marketplaces, start, end, created, askedAt, true);
        }
    }

    RequestedReports(SellerModel seller, SimulatorClock clock) {
        this.seller = seller;
        this.clock = clock;
    }

    synchronized String ask(String type, List<Marketplace> marketplaces, Instant start, Instant end) {
        String id = Long.toString(FIRST_ID + asked.size());
        asked.add(new Asked(id, type, marketplaces, start, end, seller.now(), clock.protocolNow(), false));
        return id;
    }

    /// Withdraws a report that still waits; false where it does not.
    synchronized boolean cancel(String id) {
        for (int i = 0; i < asked.size(); i++) {
            if (asked.get(i).id().equals(id) && status(asked.get(i)).equals("IN_QUEUE")) {
                asked.set(i, asked.get(i).withdrawn());
                return true;
            }
        }
        return false;
    }

    synchronized List<Report> all() {
        return asked.stream().map(this::report).toList();
    }

    /// The document of a report that is done: the orders last updated in its time range, as a flat file.
    synchronized Optional<byte[]> document(String documentId) {
        return asked.stream()
                .filter(each -> report(each).documentId().equals(Optional.of(documentId)))
                .findFirst()
                .map(each -> OrdersFlatFile.render(seller.orders().stream()
                        .filter(view ->
                                each.marketplaces().contains(view.order().marketplace()))
                        .filter(view -> !view.lastUpdated().isBefore(each.start())
                                && !view.lastUpdated().isAfter(each.end()))
                        .toList()));
    }

    private Report report(Asked each) {
        String status = status(each);
        Optional<String> document =
                status.equals("DONE") ? Optional.of("amzn1.spdoc.1.4.na.sim-" + each.id()) : Optional.empty();
        return new Report(
                each.id(),
                each.type(),
                status,
                each.marketplaces(),
                each.start(),
                each.end(),
                each.created(),
                document);
    }

    private String status(Asked each) {
        Instant started = each.askedAt().plus(QUEUED);
        Instant now = clock.protocolNow();
        if (each.cancelled()) {
            return "CANCELLED";
        }
        if (now.isBefore(started)) {
            return "IN_QUEUE";
        }
        return now.isBefore(started.plus(WORKED_ON)) ? "IN_PROGRESS" : "DONE";
    }
}
