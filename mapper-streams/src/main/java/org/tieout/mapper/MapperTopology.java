package org.tieout.mapper;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.service.Failpoints;
import org.tieout.schemas.Partitions;
import org.tieout.schemas.Target;
import org.tieout.schemas.Topic;
import org.tieout.schemas.Topics;

/// Source records to posting commands, exactly once.
///
/// ```
/// config.flows ───────┐
/// config.mappings ────┤ everything of one          ┌─► posting.commands.*     one document each, by target
/// amazon.orders ──────┼─ source connection ─ desks ┼─► posting.parked         what waits, and for which key
/// amazon.settlements ─┤ in one task                ├─► settlement.tieouts     the five checks
/// dynamics.* ─────────┤                            │
/// ledger.documents.* ─┘                            └─► posting.audit, alerts
/// ledger.master-data.* ─► global stores ─ mappings are checked against them before anything is planned
/// ```
/// All inputs lie on the same partition ([Partitions]), so there are no repartition topics: an order, the
/// settlement
/// that pays it and
/// the mapping row that one of them waits for meet in local stores.
public final class MapperTopology {

    private static final String DESKS = "desks";

    private static final List<Topic> SOURCES = List.of(
            Topics.CONFIG_FLOWS,
            Topics.CONFIG_MAPPINGS,
            Topics.AMAZON_ORDERS,
            Topics.AMAZON_SETTLEMENTS,
            Topics.AMAZON_FINANCIAL_EVENTS,
            Topics.DYNAMICS_SALES_DOCUMENTS,
            Topics.DYNAMICS_MASTER_DATA,
            Topics.OPERATOR_REQUESTS);

    private MapperTopology() {}

    /// The topology. Store and node names are part of its contract; `topology.txt` beside the test holds them.
    public static Topology build(AvroSerdes serdes, Failpoints failpoints) {
        var topology = new Topology();
        var revisions = new Companies.Revisions();
        var sources = Stream.concat(SOURCES.stream(), Target.ledgers().stream().map(Target::documents))
                .map(topic -> source(topology, serdes, topic))
                .sorted()
                .toArray(String[]::new);
        topology.addProcessor(DESKS, SellerProcessor.supplier(serdes, failpoints, revisions), sources);
        for (var target : Target.all()) {
            topology.addSink(
                    Outlet.commandsOf(target.name()),
                    target.commands().name(),
                    Serdes.String().serializer(),
                    serdes.serializer(),
                    byTargetConnection(),
                    DESKS);
        }
        sink(topology, serdes, Outlet.AUDIT, Topics.POSTING_AUDIT);
        sink(topology, serdes, Outlet.PARKED, Topics.POSTING_PARKED);
        sink(topology, serdes, Outlet.TIEOUTS, Topics.SETTLEMENT_TIEOUTS);
        sink(topology, serdes, Outlet.ALERTS, Topics.ALERTS);
        // Last: the desks' tasks keep their number, and with it their local state.
        Companies.addTo(topology, serdes, revisions);
        return topology;
    }

    private static String source(Topology topology, AvroSerdes serdes, Topic topic) {
        var name = topic.name().replace('.', '-');
        topology.addSource(name, Serdes.String().deserializer(), serdes.<SpecificRecord>deserializer(), topic.name());
        return name;
    }

    private static void sink(Topology topology, AvroSerdes serdes, String name, Topic topic) {
        topology.addSink(name, topic.name(), Serdes.String().serializer(), serdes.serializer(), DESKS);
    }

    /// Commands of one target company lie together, so that one sink owns its quota and its state.
    private static StreamPartitioner<String, SpecificRecord> byTargetConnection() {
        return (topic, key, value, partitions) -> value instanceof PostingCommand command
                ? Optional.of(Set.of(Partitions.of(command.getTargetConnection(), partitions)))
                : Optional.empty();
    }
}
