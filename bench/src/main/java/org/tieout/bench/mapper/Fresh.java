package org.tieout.bench.mapper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.tieout.runtime.kafka.Clients;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.schemas.Topic;
import org.tieout.schemas.Topics;

/// Removes what an earlier run wrote.
final class Fresh {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Fresh() {}

    /// Deletes the product's topics and that one more, and waits until they are gone.
    static void topics(KafkaSettings kafka, Topic more) throws InterruptedException {
        var names = new ArrayList<String>();
        Topics.all().forEach(topic -> names.add(topic.name()));
        names.add(more.name());
        try (var admin = Clients.newAdmin(kafka)) {
            names.retainAll(admin.listTopics().names().get());
            if (names.isEmpty()) {
                return;
            }
            admin.deleteTopics(names).all().get();
            awaitGone(admin, names.getFirst());
        } catch (ExecutionException e) {
            throw new IllegalStateException("the earlier run's topics cannot be deleted", e);
        }
    }

    private static void awaitGone(Admin admin, String topic) throws InterruptedException, ExecutionException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (admin.listTopics().names().get().contains(topic)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "topic " + topic + " is still there", new UnknownTopicOrPartitionException());
            }
            Thread.sleep(Duration.ofMillis(100));
        }
    }
}
