package org.tieout.bench.mapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.tieout.event.SettlementEvent;
import org.tieout.mapper.MapperStreams;
import org.tieout.mapper.MapperTopology;
import org.tieout.platform.EmbeddedPlatform;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.runtime.kafka.TopicAdmin;
import org.tieout.runtime.kafka.TopicSizing;
import org.tieout.runtime.service.Failpoints;
import org.tieout.schemas.Topic;
import org.tieout.schemas.Topics;

/// Lines per second of the mapper, as a ratio to an exactly-once topology that only copies the same Avro
/// records with the same
/// serdes under the same settings on the same broker, in one run.
///
/// ```
/// java … org.tieout.bench.mapper.MapperBench [LINES …]      default 10000 100000 1000000
/// ```
/// Each size is measured twice for each topology, in turn, after a warm-up of both; the better of the two
/// counts, because this
/// measures code, not a neighbour's load. Orders precede their settlement, as ingest sees to it, and are not
/// in the figures. `lines`
/// is from the first tenth of the lines to the last, by committed offsets; `all` also has the plan, up to its
/// tie-out.
public final class MapperBench {

    private static final Topic COPIES = new Topic(
            "bench.copies",
            Topics.AMAZON_SETTLEMENTS.key(),
            SettlementEvent.getClassSchema(),
            Topic.Partitioning.SOURCE_CONNECTION,
            Topic.Cleanup.DELETE,
            Topics.AMAZON_SETTLEMENTS.retention());

    private final KafkaSettings kafka;
    private final Path state;
    private int runs;

    private MapperBench(KafkaSettings kafka, Path state) {
        this.kafka = kafka;
        this.state = state;
    }

    /// Runs the benchmark and prints a table.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var sizes = arguments.length == 0
                ? List.of(10_000L, 100_000L, 1_000_000L)
                : java.util.Arrays.stream(arguments).map(Long::valueOf).toList();
        var directory = Files.createTempDirectory("tieout-mapper-bench");
        try (var platform = EmbeddedPlatform.start(directory)) {
            var kafka = KafkaSettings.of(platform.bootstrapServers(), platform.registryUrl());
            var bench = new MapperBench(kafka, directory.resolve("streams"));
            bench.warmUp();
            System.out.printf(
                    Locale.ROOT,
                    "%10s %14s %14s %7s %9s %12s %9s%n",
                    "lines",
                    "copy lines/s",
                    "mapper lines/s",
                    "ratio",
                    "plan s",
                    "all lines/s",
                    "heap MiB");
            for (var lines : sizes) {
                bench.measure(lines);
            }
        }
    }

    private void warmUp() throws InterruptedException {
        run(50_000, true);
        run(50_000, false);
    }

    private void measure(long lines) throws InterruptedException {
        var copies = new ArrayList<Timing>();
        var maps = new ArrayList<Timing>();
        for (var i = 0; i < 2; i++) {
            copies.add(run(lines, true));
            maps.add(run(lines, false));
        }
        var copy = best(copies);
        var map = best(maps);
        System.out.printf(
                Locale.ROOT,
                "%10d %14.0f %14.0f %7.2f %9.2f %12.0f %9d%n",
                lines,
                copy.linesPerSecond(),
                map.linesPerSecond(),
                map.linesPerSecond() / copy.linesPerSecond(),
                map.planSeconds(),
                lines / (lines / map.linesPerSecond() + map.planSeconds()),
                map.heapMiB());
    }

    private static Timing best(List<Timing> timings) {
        return timings.stream()
                .max(java.util.Comparator.comparingDouble(Timing::linesPerSecond))
                .orElseThrow();
    }

    /// A fresh connection each time, on topics made anew, so that nobody inherits another run's state.
    private Timing run(long lines, boolean copy) throws InterruptedException {
        runs++;
        Fresh.topics(kafka, COPIES);
        TopicAdmin.ensure(kafka, TopicSizing.EMBEDDED, topics());
        var connection = "bench-" + runs;
        var serdes = AvroSerdes.of(kafka);
        var fed = Feed.settlement(kafka, serdes, connection, lines);
        var application = (copy ? "copy-" : "mapper-") + runs;
        var properties = MapperStreams.settings(kafka, state.resolve(application));
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        var topology = copy ? copyTopology(serdes) : MapperTopology.build(serdes, Failpoints.none());
        return Stopwatch.time(kafka, topology, properties, application, fed, !copy);
    }

    private static List<Topic> topics() {
        var topics = new ArrayList<>(Topics.all());
        topics.add(COPIES);
        return topics;
    }

    private static Topology copyTopology(AvroSerdes serdes) {
        return new Topology()
                .addSource(
                        "in",
                        Serdes.String().deserializer(),
                        serdes.<SpecificRecord>deserializer(),
                        Topics.AMAZON_SETTLEMENTS.name())
                .addSink("out", COPIES.name(), Serdes.String().serializer(), serdes.<SpecificRecord>serializer(), "in");
    }

    /// What a run took.
    ///
    /// @param linesPerSecond from the first tenth to the last line
    /// @param planSeconds from the last line to the tie-out
    /// @param heapMiB used heap at the end
    record Timing(double linesPerSecond, double planSeconds, long heapMiB) {}
}
