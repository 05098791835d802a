package org.tieout.bench.mapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

/// Lines per second of the mapper, as a ratio to an exactly-once topology that only copies the same Avro records with
/// the same serdes under the same settings on the same broker, in one run; and what its plan takes.
///
/// ```
/// java … org.tieout.bench.mapper.MapperBench [late] [once] [LINES …]      default 10000 100000 1000000
/// ```
/// Each size is measured twice for each topology (`once`: once), in turn, after a warm-up of both; the better of the
/// two counts, because this measures code, not a neighbour's load. Orders precede their settlement, as ingest sees to
/// it, and are not in the figures; `late` leaves them out, so that the settlement invoices each of them.
///
/// `lines/s` is from the first tenth of the lines to the last, by committed offsets. `plan s` is from there until the
/// last of the settlement's commands is committed and read. `largest` is the largest command. `live` is the most that
/// any collection left in this process, the broker in it included; give it the same `-Xmx` for every size.
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
    private final Feed.Shape shape;
    private final int times;
    private int runs;

    private MapperBench(KafkaSettings kafka, Path state, Feed.Shape shape, int times) {
        this.kafka = kafka;
        this.state = state;
        this.shape = shape;
        this.times = times;
    }

    /// Runs the benchmark and prints a table.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var words = List.of(arguments);
        var given = words.stream()
                .filter(word -> !word.equals("late") && !word.equals("once"))
                .map(Long::valueOf)
                .toList();
        var sizes = given.isEmpty() ? List.of(10_000L, 100_000L, 1_000_000L) : given;
        var directory = Files.createTempDirectory("tieout-mapper-bench");
        try (var platform = EmbeddedPlatform.start(directory)) {
            var kafka = KafkaSettings.of(platform.bootstrapServers(), platform.registryUrl());
            var bench = new MapperBench(
                    kafka,
                    directory.resolve("streams"),
                    words.contains("late") ? Feed.Shape.LATE : Feed.Shape.INVOICED,
                    words.contains("once") ? 1 : 2);
            bench.warmUp();
            System.out.printf(
                    Locale.ROOT,
                    "%10s %10s %14s %14s %7s %9s %10s %12s %9s%n",
                    "lines",
                    "commands",
                    "copy lines/s",
                    "mapper lines/s",
                    "ratio",
                    "plan s",
                    "largest B",
                    "all lines/s",
                    "live MiB");
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
        for (var i = 0; i < times; i++) {
            copies.add(run(lines, true));
            maps.add(run(lines, false));
        }
        var copy = best(copies);
        var map = best(maps);
        System.out.printf(
                Locale.ROOT,
                "%10d %10d %14.0f %14.0f %7.2f %9.2f %10d %12.0f %9d%n",
                lines,
                map.commands(),
                copy.linesPerSecond(),
                map.linesPerSecond(),
                map.linesPerSecond() / copy.linesPerSecond(),
                map.planSeconds(),
                map.largestCommand(),
                lines / (lines / map.linesPerSecond() + map.planSeconds()),
                map.liveMiB());
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
        var fed = Feed.settlement(kafka, serdes, connection, lines, shape);
        var application = (copy ? "copy-" : "mapper-") + runs;
        var properties = MapperStreams.settings(kafka, state.resolve(application));
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        var topology = copy ? copyTopology(serdes) : MapperTopology.build(serdes, Failpoints.none());
        return Stopwatch.time(
                kafka, topology, properties, application, fed, copy ? Optional.empty() : Optional.of(serdes));
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
    /// @param planSeconds from the last line to the settlement's last command, committed and read
    /// @param commands how many commands, those of orders included
    /// @param largestCommand bytes of the largest
    /// @param liveMiB the most in use after a collection
    record Timing(double linesPerSecond, double planSeconds, long commands, int largestCommand, long liveMiB) {}
}
