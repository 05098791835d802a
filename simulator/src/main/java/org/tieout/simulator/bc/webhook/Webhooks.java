package org.tieout.simulator.bc.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tieout.simulator.bc.company.Company;
import org.tieout.simulator.bc.odata.EntitySet;
import org.tieout.simulator.bc.odata.Filter;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.state.Entity;

/// Finds out what changed in the sets that are subscribed to and tells the subscribers about 30 seconds later, by the
/// simulator's clock (memo, section 10). Thread-safe; no subscriber is called while the company is locked, except for
/// the handshake.
public final class Webhooks {
    private static final Duration DELAY = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final int MOST_CHANGES = 1000;

    private final Company company;
    private final Endpoint endpoint = new Endpoint();
    private final SubscriptionSet subscriptions;
    private final List<Delivery> waiting = new ArrayList<>();
    private final AtomicBoolean running = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private long changesLookedAt = -1;
    private boolean dueLater;

    /// For this company.
    public Webhooks(Company company) {
        this.company = company;
        this.subscriptions = new SubscriptionSet(company.books(), company.id(), endpoint, this::start);
    }

    /// Begins to look for changes.
    private void start() {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        Thread.ofVirtual().name("bc-webhooks").start(() -> {
            try {
                while (!closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                    deliver(false);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /// Stops looking for changes.
    public void close() {
        closed.countDown();
        endpoint.close();
    }

    /// The tenant's set `subscriptions`.
    public EntitySet set() {
        return subscriptions;
    }

    /// One attempt.
    ///
    /// @param status what the subscriber answered; 0 for nothing
    public record Attempt(String url, int changes, int status) {}

    /// Sends what is due; with `all` also what is not due yet. Answers the attempts it made.
    public synchronized List<Attempt> deliver(boolean all) {
        Instant now = company.atomically(() -> company.books().now());
        waiting.addAll(company.atomically(() -> collect(now, all)));
        List<Delivery> due = waiting.stream()
                .filter(delivery -> all || !delivery.next().isAfter(now))
                .toList();
        return due.stream().map(delivery -> attempt(delivery, now)).toList();
    }

    private Attempt attempt(Delivery delivery, Instant now) {
        int status = endpoint.post(delivery.url(), delivery.body()).orElse(0);
        waiting.remove(delivery);
        switch (Delivery.verdict(status)) {
            case TAKEN -> {
                // Nothing is left to do.
            }
            case LATER -> {
                if (!delivery.givenUp(now)) {
                    waiting.add(delivery.again(now));
                }
            }
            case TURNED_DOWN ->
                company.atomically(() -> {
                    delivery.subscriptions().forEach(company.books().table("subscriptions")::remove);
                    return true;
                });
        }
        return new Attempt(delivery.url(), delivery.entries().size(), status);
    }

    /// One delivery for each address, with the changes of all its subscriptions that are due.
    private List<Delivery> collect(Instant now, boolean all) {
        long changes = company.books().transaction().changes();
        if (changes == changesLookedAt && !dueLater) {
            subscriptions.unchanged(now);
            return List.of();
        }
        changesLookedAt = changes;
        dueLater = false;
        Map<String, List<UUID>> whom = new LinkedHashMap<>();
        Map<String, ArrayNode> what = new LinkedHashMap<>();
        for (Entity subscription : subscriptions.rows(Filter.all())) {
            entries(subscription, now, all).ifPresent(entries -> {
                String url = subscription.text("notificationUrl");
                whom.computeIfAbsent(url, _ -> new ArrayList<>()).add(subscription.id());
                what.computeIfAbsent(url, _ -> Json.array()).addAll(entries);
            });
        }
        List<Delivery> deliveries = new ArrayList<>();
        what.forEach((url, entries) ->
                deliveries.add(new Delivery(url, whom.getOrDefault(url, List.of()), entries, now, 0, now)));
        return deliveries;
    }

    private Optional<ArrayNode> entries(Entity subscription, Instant now, boolean all) {
        Watch watch = subscriptions.watch(subscription);
        var watched = subscriptions.watched(subscription);
        List<Change> changes = watch.changes(watched);
        Optional<Instant> first = changes.stream().map(Change::at).min(Instant::compareTo);
        if (first.isEmpty()) {
            watch.unchanged(now);
            return Optional.empty();
        }
        if (!all && first.get().plus(DELAY).isAfter(now)) {
            dueLater = true;
            return Optional.empty();
        }
        watch.take(watched, now);
        return Optional.of(
                changes.size() > MOST_CHANGES
                        ? Json.array().add(collection(subscription, first.get(), now))
                        : each(subscription, changes));
    }

    private static ArrayNode each(Entity subscription, List<Change> changes) {
        ArrayNode entries = Json.array();
        changes.forEach(change -> entries.add(entry(
                subscription,
                subscription.text("resource") + "(" + change.id() + ")",
                change.kind().wireName(),
                change.at())));
        return entries;
    }

    /// More than a thousand changes become one entry that names the query to read them with.
    private static ObjectNode collection(Entity subscription, Instant first, Instant now) {
        String since = EntitySet.timestamp(first.minusMillis(1));
        String resource = subscription.text("resource") + "?$filter=lastModifiedDateTime gt " + since;
        return entry(subscription, resource, "collection", now);
    }

    private static ObjectNode entry(Entity subscription, String resource, String kind, Instant at) {
        return Json.object()
                .put("subscriptionId", subscription.text("subscriptionId"))
                .put("clientState", subscription.text("clientState"))
                .put("expirationDateTime", subscription.text("expirationDateTime"))
                .put("resource", resource)
                .put("changeType", kind)
                .put("lastModifiedDateTime", EntitySet.timestamp(at));
    }
}
