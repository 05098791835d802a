package org.tieout.bench.mapper;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.tieout.bench.mapper.Feed.Fed;
import org.tieout.bench.mapper.MapperBench.Timing;
import org.tieout.runtime.kafka.Clients;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.schemas.Topics;

/// Times a topology by the offsets it commits: what counts is what is durable.
final class Stopwatch {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration STEP = Duration.ofMillis(20);

    private Stopwatch() {}

    static Timing time(
            KafkaSettings kafka, Topology topology, Properties properties, String group, Fed fed, boolean plans)
            throws InterruptedException {
        try (var streams = new KafkaStreams(topology, properties);
                var admin = Clients.newAdmin(kafka)) {
            var lines = new TopicPartition(Topics.AMAZON_SETTLEMENTS.name(), fed.partition());
            streams.start();
            var tenth = fed.first() + fed.lines() / 10;
            var from = await(admin, group, lines, tenth);
            // The record that closes the settlement plans it, and is committed with the plan: all lines are one offset
            // earlier.
            var to = await(admin, group, lines, fed.last() - (plans ? 1 : 0));
            var seconds = (to.at() - from.at()) / 1e9;
            var linesPerSecond = seconds <= 0 ? Double.NaN : (to.offset() - from.offset()) / seconds;
            var planSeconds = plans ? (awaitTieOut(admin) - to.at()) / 1e9 : 0;
            var runtime = Runtime.getRuntime();
            return new Timing(linesPerSecond, planSeconds, (runtime.totalMemory() - runtime.freeMemory()) >> 20);
        } catch (ExecutionException e) {
            throw new IllegalStateException("progress cannot be read", e);
        }
    }

    private record Mark(long offset, long at) {}

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

    private static long awaitTieOut(Admin admin) throws InterruptedException, ExecutionException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        var topic = Topics.SETTLEMENT_TIEOUTS.name();
        var description =
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
        var partitions = java.util.Objects.requireNonNull(description).partitions();
        while (System.nanoTime() < deadline) {
            for (var info : partitions) {
                var partition = new TopicPartition(topic, info.partition());
                var end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                        .partitionResult(partition)
                        .get();
                if (end.offset() > 0) {
                    return System.nanoTime();
                }
            }
            Thread.sleep(STEP);
        }
        throw new IllegalStateException("no tie-out was published");
    }
}
