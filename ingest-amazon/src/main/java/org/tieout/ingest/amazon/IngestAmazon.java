package org.tieout.ingest.amazon;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tieout.event.Watermark;
import org.tieout.runtime.alert.Alerts;
import org.tieout.runtime.alert.TopicAlerts;
import org.tieout.runtime.config.ConfigException;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.TableView;
import org.tieout.runtime.service.Health;
import org.tieout.runtime.service.Service;
import org.tieout.runtime.service.ServiceContext;
import org.tieout.runtime.service.ServiceMain;
import org.tieout.schemas.Keys;
import org.tieout.schemas.Topics;

/// Reads every Amazon connection there is: orders, settlements and financial events, into `amazon.orders`,
/// `amazon.settlements` and `amazon.financial-events`. Connections come, change and go without a restart; one that
/// waits for a person holds
/// up no other.
public final class IngestAmazon implements Service {

    private static final Logger LOG = LoggerFactory.getLogger(IngestAmazon.class);
    private static final String NAME = "ingest-amazon";
    private static final String VENDOR = "amazon";
    private static final Duration CLOSING = Duration.ofSeconds(10);
    private static final Duration READING = Duration.ofSeconds(30);

    private final ServiceContext context;
    private final Map<String, AmazonConnection> connections = new ConcurrentHashMap<>();
    private final Map<String, String> unusable = new ConcurrentHashMap<>();

    /// Configuration changes arrive on a thread that must not wait for workers to end.
    private final ExecutorService changes = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name(NAME + "-changes").factory());

    private volatile @Nullable Alerts alerts;
    private volatile @Nullable TableView<Watermark> marks;

    public IngestAmazon(ServiceContext context) {
        this.context = context;
    }

    /// Runs it alone; see [ServiceMain] for its environment.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        ServiceMain.run(IngestAmazon::new);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void start() {
        context.config().onChange(this::later);
        later();
    }

    private void later() {
        if (!changes.isShutdown()) {
            changes.execute(this::reconcile);
        }
    }

    /// Makes the workers match the configuration.
    private void reconcile() {
        try {
            var open = alerts;
            if (open == null) {
                open = TopicAlerts.open(context.kafka(), context.clock());
                alerts = open;
            }
            var reached = marks;
            if (reached == null) {
                reached = TableView.follow(Topics.INGEST_WATERMARKS, context.kafka(), AvroSerdes.of(context.kafka()));
                marks = reached;
                reached.awaitReady(READING);
            }
            var wanted = new TreeMap<String, Connection>();
            context.config().connections(VENDOR).forEach(connection -> wanted.put(connection.name(), connection));
            for (var running : List.copyOf(connections.values())) {
                if (!running.connection().equals(wanted.get(running.connection().name()))) {
                    connections.remove(running.connection().name());
                    running.close();
                }
            }
            unusable.keySet().retainAll(wanted.keySet());
            for (var connection : wanted.values()) {
                if (!connections.containsKey(connection.name())) {
                    begin(connection, open, reached);
                }
            }
            connections.values().forEach(AmazonConnection::wake);
        } catch (RuntimeException e) {
            LOG.error("The configuration could not be taken up", e);
            unusable.put(NAME, String.valueOf(e.getMessage()));
        }
    }

    private void begin(Connection connection, Alerts open, TableView<Watermark> reached) {
        var alert = Keys.of(connection.name(), "configuration");
        try {
            var started = new AmazonConnection(connection, context, open, reached::get);
            connections.put(connection.name(), started);
            started.start();
            unusable.remove(connection.name());
            open.resolve(alert);
        } catch (ConfigException e) {
            unusable.put(connection.name(), String.valueOf(e.getMessage()));
            open.raise(alert, connection.name(), String.valueOf(e.getMessage()), "Correct it and run tieout apply.");
        }
    }

    @Override
    public Health health() {
        if (alerts == null && unusable.isEmpty()) {
            return Health.starting("reading alerts");
        }
        var parts = new TreeMap<String, String>();
        var states = new ArrayList<Health>();
        connections.forEach((name, connection) -> {
            var health = connection.health();
            states.add(health);
            parts.put(name, health.state() + (health.reason().isEmpty() ? "" : ": " + health.reason()));
            health.parts().forEach((feed, state) -> parts.put(name + "." + feed, state));
        });
        unusable.forEach((name, reason) -> {
            states.add(Health.paused(name + ": " + reason));
            parts.put(name, "PAUSED: " + reason);
        });
        return worst(states).with(parts);
    }

    private static Health worst(List<Health> states) {
        for (var state : List.of(Health.State.DOWN, Health.State.STARTING, Health.State.PAUSED)) {
            for (var health : states) {
                if (health.state() == state) {
                    return health;
                }
            }
        }
        return Health.up();
    }

    @Override
    public void close() {
        endChanges();
        connections.values().parallelStream().forEach(AmazonConnection::close);
        connections.clear();
        var open = alerts;
        if (open != null) {
            open.close();
        }
        var reached = marks;
        if (reached != null) {
            reached.close();
        }
    }

    /// A worker that is just being started must be known before all are closed.
    private void endChanges() {
        changes.shutdown();
        try {
            if (!changes.awaitTermination(CLOSING.toSeconds(), TimeUnit.SECONDS)) {
                changes.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
