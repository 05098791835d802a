package org.tieout.runtime.ingest;

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
import org.tieout.runtime.alert.Alerts;
import org.tieout.runtime.alert.TopicAlerts;
import org.tieout.runtime.config.ConfigException;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.service.Health;
import org.tieout.runtime.service.Service;
import org.tieout.runtime.service.ServiceContext;
import org.tieout.schemas.Keys;

/// Reads every connection of one vendor that there is. Connections come, change and go without a restart; one that
/// waits for a person holds up no other.
public abstract class IngestService implements Service {

    private static final Logger LOG = LoggerFactory.getLogger(IngestService.class);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    /// What the service is given.
    protected final ServiceContext context;

    private final String name;
    private final String vendor;
    private final Map<String, Source> sources = new ConcurrentHashMap<>();
    private final Map<String, String> unusable = new ConcurrentHashMap<>();

    /// Configuration changes arrive on a thread that must not wait for workers to end.
    private final ExecutorService changes;

    private volatile @Nullable Alerts alerts;

    /// Everything that reads one connection.
    public interface Source extends AutoCloseable {

        /// The connection as it was configured when this was opened.
        Connection connection();

        /// Begins. Called once.
        void start();

        /// Something changed that it may be waiting for.
        void wake();

        /// How it is now.
        Health health();

        /// Ends what is under way and lets go.
        @Override
        void close();
    }

    /// @param name the service's name, for example `ingest-amazon`
    /// @param vendor whose connections it reads
    protected IngestService(String name, String vendor, ServiceContext context) {
        this.name = name;
        this.vendor = vendor;
        this.context = context;
        this.changes = Executors.newSingleThreadExecutor(
                Thread.ofVirtual().name(name + "-changes").factory());
    }

    /// Wires what reads a connection; nothing starts yet. Called by one thread at a time.
    ///
    /// @throws ConfigException if the connection cannot be read as it is configured
    protected abstract Source open(Connection connection, Alerts open);

    @Override
    public String name() {
        return name;
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
            var wanted = new TreeMap<String, Connection>();
            context.config().connections(vendor).forEach(connection -> wanted.put(connection.name(), connection));
            for (var running : List.copyOf(sources.values())) {
                if (!running.connection().equals(wanted.get(running.connection().name()))) {
                    sources.remove(running.connection().name());
                    running.close();
                }
            }
            unusable.keySet().retainAll(wanted.keySet());
            for (var connection : wanted.values()) {
                if (!sources.containsKey(connection.name())) {
                    begin(connection, open);
                }
            }
            sources.values().forEach(Source::wake);
        } catch (RuntimeException e) {
            LOG.error("The configuration could not be taken up", e);
            unusable.put(name, String.valueOf(e.getMessage()));
        }
    }

    private void begin(Connection connection, Alerts open) {
        var alert = Keys.of(connection.name(), "configuration");
        try {
            var started = open(connection, open);
            sources.put(connection.name(), started);
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
        sources.forEach((connection, source) -> {
            var health = source.health();
            states.add(health);
            parts.put(connection, health.state() + (health.reason().isEmpty() ? "" : ": " + health.reason()));
            health.parts().forEach((feed, state) -> parts.put(connection + "." + feed, state));
        });
        unusable.forEach((connection, reason) -> {
            states.add(Health.paused(connection + ": " + reason));
            parts.put(connection, "PAUSED: " + reason);
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
        sources.values().parallelStream().forEach(Source::close);
        sources.clear();
        var open = alerts;
        if (open != null) {
            open.close();
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
