package org.tieout.ingest.dynamics;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.tieout.event.CrmRecord;
import org.tieout.event.SalesDocumentVersion;
import org.tieout.event.Watermark;
import org.tieout.ingest.dynamics.api.Dataverse;
import org.tieout.runtime.alert.Alerts;
import org.tieout.runtime.ingest.Emitter;
import org.tieout.runtime.ingest.Turn;
import org.tieout.runtime.ingest.Waits;
import org.tieout.runtime.ingest.Watermarks;
import org.tieout.schemas.Topic;

/// The feed of one connection with transactions in memory, worked by hand. Close it.
final class Reading implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMinutes(1);

    /// What was sent, with its key; nothing for a tombstone.
    record Sent(Topic topic, String key, @Nullable SpecificRecord value) {}

    final List<Sent> committed = new ArrayList<>();
    final Map<String, String> alerts = new ConcurrentHashMap<>();
    private final Map<String, Watermark> marks = new HashMap<>();
    private final Crm crm;
    private Dataverse api;
    private DealsFeed feed;
    private Instant start = Instant.parse("2020-01-01T00:00:00Z");
    private int transactions;

    Reading(Crm crm) {
        this.crm = crm;
        this.api = api();
        this.feed = feed();
    }

    private Dataverse api() {
        return new Dataverse(crm.connection(), crm.secrets, new SimpleMeterRegistry(), Clock.systemUTC());
    }

    private DealsFeed feed() {
        Alerts told = Alerts.into(alerts);
        return new DealsFeed(
                crm.name,
                api,
                new Waits(crm.name, Marks.FEED, told, Dataverse.REMEDIES),
                told,
                () -> EVERY,
                start,
                Clock.systemUTC());
    }

    /// A new process goes on from what is committed.
    void restarts() {
        api.close();
        api = api();
        feed = feed();
    }

    /// Documents changed before are left out.
    void restartsFrom(Instant other) {
        start = other;
        restarts();
    }

    /// One turn.
    Turn turn() {
        Transaction transaction = new Transaction();
        Turn turn = feed.poll(new Watermarks(marks), transaction);
        if (!transaction.open.isEmpty() || !transaction.openMarks.isEmpty()) {
            throw new AssertionError("left uncommitted: " + transaction.open);
        }
        return turn;
    }

    /// Turns until the feed waits.
    Turn turns() {
        Turn turn = turn();
        while (turn.in().isZero()) {
            turn = turn();
        }
        return turn;
    }

    /// A whole round, and what it committed.
    List<Sent> round() {
        int before = committed.size();
        Turn turn = turns();
        if (!turn.equals(Turn.idle(EVERY))) {
            throw new AssertionError("not read to the end: " + turn);
        }
        return List.copyOf(committed.subList(before, committed.size()));
    }

    int transactions() {
        return transactions;
    }

    static List<SalesDocumentVersion> documents(List<Sent> sent) {
        return sent.stream()
                .map(Sent::value)
                .filter(SalesDocumentVersion.class::isInstance)
                .map(SalesDocumentVersion.class::cast)
                .toList();
    }

    static List<CrmRecord> masterData(List<Sent> sent) {
        return sent.stream()
                .map(Sent::value)
                .filter(CrmRecord.class::isInstance)
                .map(CrmRecord.class::cast)
                .toList();
    }

    /// The keys of tombstones.
    static List<String> erased(List<Sent> sent) {
        return sent.stream().filter(each -> each.value() == null).map(Sent::key).toList();
    }

    private final class Transaction implements Emitter {
        private final List<Sent> open = new ArrayList<>();
        private final Map<String, Watermark> openMarks = new LinkedHashMap<>();

        @Override
        public void emit(Topic topic, String key, SpecificRecord value) {
            open.add(new Sent(topic, key, value));
        }

        @Override
        public void erase(Topic topic, String key) {
            open.add(new Sent(topic, key, null));
        }

        @Override
        public void mark(String name, String position, Map<String, String> reached) {
            openMarks.put(
                    name,
                    Watermark.newBuilder()
                            .setConnection(crm.name)
                            .setFeed(name)
                            .setPosition(position)
                            .setReached(reached)
                            .setAt(Instant.now())
                            .build());
        }

        @Override
        public void commit() {
            transactions += open.isEmpty() && openMarks.isEmpty() ? 0 : 1;
            committed.addAll(open);
            marks.putAll(openMarks);
            open.clear();
            openMarks.clear();
        }
    }

    @Override
    public void close() {
        api.close();
    }
}
