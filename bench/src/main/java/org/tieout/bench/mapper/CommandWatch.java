package org.tieout.bench.mapper;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.tieout.event.PostingCommand;
import org.tieout.event.SourceKind;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.Clients;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.schemas.Topics;

/// Reads the commands of a run beside it, as a sink does: what is not committed is not seen.
final class CommandWatch implements AutoCloseable {

    /// What was commanded.
    ///
    /// @param commands how many, those of orders included
    /// @param largest bytes of the largest, as it lies in the topic before compression
    /// @param at when the last command of the settlement was seen, as of [System#nanoTime]
    record Seen(long commands, int largest, long at) {}

    private static final Duration POLL = Duration.ofMillis(20);

    private final Consumer<String, PostingCommand> consumer;
    private final CompletableFuture<Seen> seen = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean closed;

    private CommandWatch(Consumer<String, PostingCommand> consumer) {
        this.consumer = consumer;
        thread = Thread.ofPlatform().name("command-watch").start(this::watch);
    }

    static CommandWatch start(KafkaSettings kafka, AvroSerdes serdes) {
        Consumer<String, PostingCommand> consumer = Clients.newConsumer(Clients.reader(kafka, "bench-watch"), serdes);
        var partitions = consumer.partitionsFor(Topics.POSTING_COMMANDS_QBO.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new CommandWatch(consumer);
    }

    private void watch() {
        var commands = 0L;
        var largest = 0;
        try (consumer) {
            while (!closed) {
                for (ConsumerRecord<String, PostingCommand> read : consumer.poll(POLL)) {
                    var command = read.value();
                    commands++;
                    largest = Math.max(largest, read.serializedValueSize());
                    if (command.getSourceKind() == SourceKind.SETTLEMENT && command.getSequence() == command.getOf()) {
                        seen.complete(new Seen(commands, largest, System.nanoTime()));
                        return;
                    }
                }
            }
            seen.cancel(false);
        } catch (RuntimeException e) {
            seen.completeExceptionally(e);
        }
    }

    /// Waits for the settlement's last command.
    Seen await(Duration patience) throws InterruptedException {
        try {
            return seen.get(patience.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("the settlement's last command was not seen", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
