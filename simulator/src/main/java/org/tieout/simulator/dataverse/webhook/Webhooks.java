package org.tieout.simulator.dataverse.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tieout.simulator.dataverse.model.Change;
import org.tieout.simulator.dataverse.model.Organization;
import org.tieout.simulator.dataverse.model.Reference;
import org.tieout.simulator.dataverse.model.Rows;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.odata.Refusal;
import org.tieout.simulator.state.Entity;

/// Registered webhooks and what is on its way to them (section 11). Synchronous steps are called before the change is
/// kept and can undo it; asynchronous ones afterwards, and can be lost, doubled, delayed and reordered. Thread-safe.
public final class Webhooks implements AutoCloseable {
    private static final int SUCCEEDED = 30;
    private static final int FAILED = 31;

    private final Organization organization;
    private final Payload payload;
    private final Sender sender;
    private final List<Delivery> queue = new ArrayList<>();
    private final List<ObjectNode> log = new ArrayList<>();
    private int toLose;
    private int toDouble;
    private Duration delay = Duration.ZERO;
    private int limit = 256 * 1024;

    /// None on its way.
    public Webhooks(Organization organization, Duration timeout) {
        this.organization = organization;
        this.payload = new Payload(organization);
        this.sender = new Sender(timeout);
    }

    /// A change whose transaction is still open: calls the synchronous steps.
    ///
    /// @throws Refusal where a receiver did not answer with success
    public void before(Change change) {
        for (Entity step : steps(change, 0)) {
            Delivery delivery = delivery(change, step);
            Sender.Outcome outcome = sender.send(delivery);
            record(delivery, outcome.success() ? "SENT" : "REFUSED", outcome);
            if (!outcome.success()) {
                throw new Refusal(
                        400,
                        "0x80050203",
                        "The webhook call failed because the http request was answered with " + outcome.status() + ".");
            }
        }
    }

    /// Changes that were kept: queues them for the asynchronous steps.
    public void after(List<Change> changes) {
        for (Change change : changes) {
            for (Entity step : steps(change, 1)) {
                enqueue(delivery(change, step));
            }
        }
    }

    private synchronized void enqueue(Delivery delivery) {
        if (toLose > 0) {
            toLose--;
            record(delivery, "LOST", new Sender.Outcome(0, 0));
            return;
        }
        queue.add(delivery);
        if (toDouble > 0) {
            toDouble--;
            queue.add(delivery);
        }
    }

    // The platform's own jobs are not told: a job about a message about a job would never end.
    private List<Entity> steps(Change change, int mode) {
        if (change.row().table().equals("asyncoperation")) {
            return List.of();
        }
        return organization.rows("sdkmessageprocessingstep").stream()
                .filter(step -> step.data().path("mode").asInt(-1) == mode
                        && step.data().path("statecode").asInt() == 0
                        && handler(step).isPresent()
                        && meant(step, change))
                .toList();
    }

    private Optional<Entity> handler(Entity step) {
        return Rows.lookup(step.data(), "eventhandler")
                .flatMap(organization::find)
                .filter(endpoint -> endpoint.data().path("contract").asInt() == 8);
    }

    private boolean meant(Entity step, Change change) {
        boolean message = Rows.lookup(step.data(), "sdkmessageid")
                .flatMap(organization::find)
                .filter(row -> row.text("name").equals(change.message()))
                .isPresent();
        boolean table = Rows.lookup(step.data(), "sdkmessagefilterid")
                .flatMap(organization::find)
                .map(row ->
                        row.text("primaryobjecttypecode").equals(change.row().table()))
                .orElse(true);
        String filtering = step.text("filteringattributes");
        boolean columns = !change.message().equals("Update")
                || filtering.isBlank()
                || Arrays.stream(filtering.split(",", -1)).map(String::strip).anyMatch(change.target()::has);
        return message && table && columns;
    }

    private Delivery delivery(Change change, Entity step) {
        Entity own = organization.rows("organization").iterator().next();
        Payload.Written written = payload.write(change, step, own.id(), own.text("name"), limit());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-ms-dynamics-organization", own.text("name"));
        headers.put("x-ms-dynamics-entity-name", change.row().table());
        headers.put("x-ms-dynamics-request-name", change.message());
        headers.put("x-ms-correlation-request-id", change.operation().toString());
        if (written.trimmed()) {
            headers.put("x-ms-dynamics-msg-size-exceeded", "true");
        }
        long due = organization.clock().protocolNanos() + waiting().toNanos();
        Endpoint endpoint = Endpoint.of(handler(step).orElseThrow());
        return new Delivery(step.id(), endpoint, headers, written.body(), change, due, !step.flag("asyncautodelete"));
    }

    /// Sends what is due, in the order of the queue; those to come are told apart by their time only.
    public int deliver(boolean all) {
        List<Delivery> due = take(all);
        due.forEach(this::send);
        return due.size();
    }

    private synchronized List<Delivery> take(boolean all) {
        long now = organization.clock().protocolNanos();
        List<Delivery> due =
                queue.stream().filter(one -> all || one.due() <= now).toList();
        queue.removeAll(due);
        return due;
    }

    private void send(Delivery delivery) {
        Sender.Outcome outcome = sender.send(delivery);
        record(delivery, outcome.success() ? "SENT" : "FAILED", outcome);
        if (!outcome.success() || delivery.kept()) {
            organization.atomically(() -> job(delivery, outcome));
        }
    }

    /// The system job of an asynchronous step; a failed one stays in any case.
    private boolean job(Delivery delivery, Sender.Outcome outcome) {
        ObjectNode values = Json.object()
                .put("name", "Webhook " + delivery.change().message())
                .put("messagename", delivery.change().message())
                .put("friendlymessage", "The receiver answered " + outcome.status() + ".")
                .put("statecode", 3)
                .put("statuscode", outcome.success() ? SUCCEEDED : FAILED);
        values.set("owningextensionid", new Reference("sdkmessageprocessingstep", delivery.step()).stored());
        organization.file(organization.type("asyncoperation"), values);
        return true;
    }

    private synchronized void record(Delivery delivery, String fate, Sender.Outcome outcome) {
        log.add(Json.object()
                .put("message", delivery.change().message())
                .put("table", delivery.change().row().table())
                .put("id", delivery.change().row().key())
                .put("version", delivery.change().version())
                .put("fate", fate)
                .put("status", outcome.status())
                .put("attempts", outcome.attempts()));
    }

    /// Loses the next so many.
    public synchronized void lose(int count) {
        toLose = count;
    }

    /// Sends the next so many twice.
    public synchronized void twice(int count) {
        toDouble = count;
    }

    /// Holds every further one back for this time.
    public synchronized void delay(Duration by) {
        delay = by;
    }

    /// Turns the queue around.
    public synchronized void reorder() {
        Collections.reverse(queue);
    }

    /// Another limit for a body; 256 KB at the vendor.
    public synchronized void limit(int bytes) {
        limit = bytes;
    }

    private synchronized int limit() {
        return limit;
    }

    private synchronized Duration waiting() {
        return delay;
    }

    /// How many are on their way.
    public synchronized int pending() {
        return queue.size();
    }

    /// What became of them so far.
    public synchronized ArrayNode log() {
        ArrayNode all = Json.array();
        log.forEach(entry -> all.add(entry.deepCopy()));
        return all;
    }

    @Override
    public void close() {
        sender.close();
    }
}
