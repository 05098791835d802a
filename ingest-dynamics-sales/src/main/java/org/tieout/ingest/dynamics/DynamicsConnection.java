package org.tieout.ingest.dynamics;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tieout.ingest.dynamics.api.Dataverse;
import org.tieout.ingest.dynamics.webhook.Webhook;
import org.tieout.runtime.alert.Alerts;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.ingest.IngestService;
import org.tieout.runtime.ingest.IngestTransaction;
import org.tieout.runtime.ingest.IngestWorker;
import org.tieout.runtime.ingest.Timing;
import org.tieout.runtime.ingest.Waits;
import org.tieout.runtime.service.Health;
import org.tieout.runtime.service.ServiceContext;

/// Everything that reads one organisation, wired.
final class DynamicsConnection implements IngestService.Source {

    private static final Duration EVERY = Duration.ofMinutes(1);

    private final Connection connection;
    private final Dataverse api;
    private final IngestWorker worker;
    private final Optional<Webhook> webhook;

    DynamicsConnection(Connection connection, ServiceContext context, Alerts alerts) {
        this.connection = connection;
        var timing = new Timing(connection, context);
        this.api = new Dataverse(connection, context.secrets(), context.meters(), context.clock());
        var feed = new DealsFeed(
                connection.name(),
                api,
                new Waits(connection.name(), Marks.FEED, alerts, Dataverse.REMEDIES),
                alerts,
                timing.every(Marks.FEED, EVERY),
                timing.start(),
                context.clock());
        this.worker = new IngestWorker(
                connection.name(),
                () -> IngestTransaction.open(
                        "ingest-dynamics-sales." + connection.name(),
                        connection.name(),
                        context.kafka(),
                        context.clock(),
                        context.failpoints()),
                List.of(feed),
                context.meters());
        this.webhook = connection
                .setting("webhook-port")
                .map(port -> new Webhook(
                        connection.name(),
                        Integer.parseInt(port),
                        () -> context.secrets().read(connection.name(), "webhook-secret"),
                        alerts,
                        context.meters(),
                        worker::wake));
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public void start() {
        worker.start();
        webhook.ifPresent(Webhook::start);
    }

    @Override
    public void wake() {
        worker.wake();
    }

    @Override
    public Health health() {
        return worker.health();
    }

    @Override
    public void close() {
        webhook.ifPresent(Webhook::close);
        worker.close();
        api.close();
    }
}
