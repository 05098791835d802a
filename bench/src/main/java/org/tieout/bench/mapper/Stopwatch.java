package org.tieout.bench.mapper;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.tieout.bench.mapper.Feed.Fed;
import org.tieout.bench.mapper.MapperBench.Timing;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.Clients;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.schemas.Topics;

/// Times a topology by the offsets it commits: what counts is what is durable.
final class Stopwatch {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration STEP = Duration.ofMillis(20);

    private Stopwatch() {}

    static Timing time(
            KafkaSettings kafka,
            Topology topology,
            Properties properties,
            String group,
            Fed fed,
            Optional<AvroSerdes> commands)
            throws InterruptedException {
        try (var streams = new KafkaStreams(topology, properties);
                var admin = Clients.newAdmin(kafka);
                var heap = new LiveHeap()) {
            var lines = new TopicPartition(Topics.AMAZON_SETTLEMENTS.name(), fed.partition());
            streams.start();
            var tenth = fed.first() + fed.lines() / 10;
            var from = await(admin, group, lines, tenth);
            if (commands.isEmpty()) {
                var to = await(admin, group, lines, fed.last());
                return new Timing(linesPerSecond(from, to), 0, 0, 0, heap.mostMiB());
            }
            try (var watch = CommandWatch.start(kafka, commands.get())) {
                // The record that closes the settlement begins its plan, and may be committed with all of it: all lines
                // are one offset earlier.
                var to = await(admin, group, lines, fed.last() - 1);
                var seen = watch.await(PATIENCE);
                return new Timing(
                        linesPerSecond(from, to),
                        (seen.at() - to.at()) / 1e9,
                        seen.commands(),
                        seen.largest(),
                        heap.mostMiB());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("progress cannot be read", e);
        }
    }

    private record Mark(long offset, long at) {}

    private static double linesPerSecond(Mark from, Mark to) {
        var seconds = (to.at() - from.at()) / 1e9;
        // A settlement that one commit takes has no rate of its own.
        return to.offset() == from.offset() ? Double.NaN : (to.offset() - from.offset()) / seconds;
    }

    private static Mark await(Admin admin, String group, TopicPartition partition, long offset)
            throws InterruptedException, ExecutionException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            var committed = admin.listConsumerGroupOffsets(
                            Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(partition))))
                    .partitionsToOffsetAndMetadata(group)
                    .get()
                    .get(partition);
            if (committed != null && committed.offset() >= offset) {
                return new Mark(committed.offset(), System.nanoTime());
            }
            Thread.sleep(STEP);
        }
        throw new IllegalStateException(group + " did not commit offset " + offset + " of " + partition);
    }
}
