package org.tieout.mapper;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.tieout.accounting.mapping.MasterData;
import org.tieout.event.FlowConfig;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.schemas.Keys;
import org.tieout.schemas.Target;

/// The companies' lists, as every task sees them.
///
/// They lie by target connection and flows by source connection, so they are a global store: each instance of the
/// mapper has all of them. A store that is filled from another thread wakes nobody; tasks ask [Revisions] whether
/// something is new.
final class Companies {

    private final Map<String, KeyValueStore<String, org.tieout.event.MasterData>> stores = new HashMap<>();
    private final Revisions revisions;
    private final StringSerializer strings = new StringSerializer();
    private final Map<String, Read> read = new HashMap<>();

    private record Read(long revision, List<org.tieout.event.MasterData> entries) {

        /// The preferences are written last: before them, what is there is a part.
        boolean isComplete() {
            return entries.stream().anyMatch(each -> each.getKind().equals(CompanyLists.PREFERENCE));
        }
    }

    Companies(ProcessorContext<?, ?> context, Revisions revisions) {
        Target.ledgers().forEach(target -> stores.put(target.name(), context.getStateStore(store(target))));
        this.revisions = revisions;
    }

    /// The lists of the flow's company; nothing before all of them were read once.
    Optional<MasterData> of(FlowConfig flow) {
        var lists = read(flow.getTarget(), flow.getTargetConnection());
        return lists.isComplete()
                ? Optional.of(CompanyLists.of(lists.entries, CompanyLists.creates(flow)))
                : Optional.empty();
    }

    long revision(String connection) {
        return revisions.of(connection);
    }

    /// connection|kind|id → an entry of a list.
    private static String store(Target target) {
        return "master-data-" + target.name();
    }

    private Read read(String target, String connection) {
        // Asked before reading: what changes meanwhile is read again.
        var now = revisions.of(connection);
        var known = read.get(connection);
        if (known != null && known.revision == now) {
            return known;
        }
        var entries = new ArrayList<org.tieout.event.MasterData>();
        var store = Objects.requireNonNull(stores.get(target), target);
        try (var scan = store.prefixScan(Keys.prefix(connection), strings)) {
            scan.forEachRemaining(entry -> entries.add(entry.value));
        }
        var lists = new Read(now, List.copyOf(entries));
        read.put(connection, lists);
        return lists;
    }

    /// How often the lists of a connection changed since the process began. Thread-safe.
    static final class Revisions {
        private final Map<String, Long> byConnection = new ConcurrentHashMap<>();

        long of(String connection) {
            return byConnection.getOrDefault(connection, 0L);
        }

        private void changed(String connection) {
            byConnection.merge(connection, 1L, Long::sum);
        }
    }

    /// Adds the stores and what fills them, one for each target: a global store has one topic.
    static void addTo(Topology topology, AvroSerdes serdes, Revisions revisions) {
        Target.ledgers().forEach(target -> addTo(topology, serdes, revisions, target));
    }

    private static void addTo(Topology topology, AvroSerdes serdes, Revisions revisions, Target target) {
        var builder = org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                        org.apache.kafka.streams.state.Stores.persistentKeyValueStore(store(target)),
                        Serdes.String(),
                        serdes.serde(org.tieout.event.MasterData.class))
                .withLoggingDisabled();
        topology.addGlobalStore(
                builder,
                "ledger-master-data-" + target.name(),
                Serdes.String().deserializer(),
                serdes.<SpecificRecord>deserializer(),
                target.masterData().name(),
                "companies-" + target.name(),
                () -> new Filling(store(target), revisions));
    }

    private static final class Filling extends ContextualProcessor<String, SpecificRecord, Void, Void> {
        private final String store;
        private final Revisions revisions;

        Filling(String store, Revisions revisions) {
            this.store = store;
            this.revisions = revisions;
        }

        @Override
        public void process(Record<String, SpecificRecord> incoming) {
            KeyValueStore<String, org.tieout.event.MasterData> lists = context().getStateStore(store);
            var before = lists.get(incoming.key());
            var after = (org.tieout.event.MasterData) incoming.value();
            lists.put(incoming.key(), after);
            if (!sameContent(before, after)) {
                revisions.changed(Keys.parts(incoming.key())[0]);
            }
        }

        /// A list that was read again and says the same is nothing new.
        private static boolean sameContent(
                org.tieout.event.@org.jspecify.annotations.Nullable MasterData before,
                org.tieout.event.@org.jspecify.annotations.Nullable MasterData after) {
            return before != null
                    && after != null
                    && org.tieout.event.MasterData.newBuilder(before)
                            .setReadAt(after.getReadAt())
                            .build()
                            .equals(after);
        }
    }
}
