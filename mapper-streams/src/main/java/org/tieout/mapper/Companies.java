package org.tieout.mapper;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.tieout.schemas.Topics;

/// The companies' lists, as every task sees them.
///
/// They lie by target connection and flows by source connection, so they are a global store: each instance of the
/// mapper has all of them. A store that is filled from another thread wakes nobody; tasks ask [Revisions] whether
/// something is new.
final class Companies {

    /// connection|kind|id → an entry of a list.
    static final String STORE = "master-data";

    private final KeyValueStore<String, org.tieout.event.MasterData> store;
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
        this.store = context.getStateStore(STORE);
        this.revisions = revisions;
    }

    /// The lists of the flow's company; nothing before all of them were read once.
    Optional<MasterData> of(FlowConfig flow) {
        var lists = read(flow.getTargetConnection());
        return lists.isComplete()
                ? Optional.of(CompanyLists.of(lists.entries, CompanyLists.creates(flow)))
                : Optional.empty();
    }

    long revision(String connection) {
        return revisions.of(connection);
    }

    private Read read(String connection) {
        // Asked before reading: what changes meanwhile is read again.
        var now = revisions.of(connection);
        var known = read.get(connection);
        if (known != null && known.revision == now) {
            return known;
        }
        var entries = new ArrayList<org.tieout.event.MasterData>();
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

    /// Adds the store and what fills it.
    static void addTo(Topology topology, AvroSerdes serdes, Revisions revisions) {
        var builder = org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                        org.apache.kafka.streams.state.Stores.persistentKeyValueStore(STORE),
                        Serdes.String(),
                        serdes.serde(org.tieout.event.MasterData.class))
                .withLoggingDisabled();
        topology.addGlobalStore(
                builder,
                "ledger-master-data-qbo",
                Serdes.String().deserializer(),
                serdes.<SpecificRecord>deserializer(),
                Topics.LEDGER_MASTER_DATA_QBO.name(),
                "companies",
                () -> new Filling(revisions));
    }

    private static final class Filling extends ContextualProcessor<String, SpecificRecord, Void, Void> {
        private final Revisions revisions;

        Filling(Revisions revisions) {
            this.revisions = revisions;
        }

        @Override
        public void process(Record<String, SpecificRecord> incoming) {
            KeyValueStore<String, org.tieout.event.MasterData> store = context().getStateStore(STORE);
            var before = store.get(incoming.key());
            var after = (org.tieout.event.MasterData) incoming.value();
            store.put(incoming.key(), after);
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
