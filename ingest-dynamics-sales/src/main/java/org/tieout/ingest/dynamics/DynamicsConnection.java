package org.tieout.ingest.dynamics;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tieout.ingest.dynamics.api.Dataverse;
import org.tieout.ingest.dynamics.api.Waits;
import org.tieout.ingest.dynamics.webhook.Webhook;
import org.tieout.runtime.alert.Alerts;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.config.Flow;
import org.tieout.runtime.ingest.IngestService;
import org.tieout.runtime.ingest.IngestTransaction;
import org.tieout.runtime.ingest.IngestWorker;
import org.tieout.runtime.service.Health;
import org.tieout.runtime.service.ServiceContext;

/// Everything that reads one organisation, wired.
final class DynamicsConnection implements IngestService.Source {

    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration READ_BACK = Duration.ofDays(60);

    private final Connection connection;
    private final Dataverse api;
    private final IngestWorker worker;
    private final Optional<Webhook> webhook;

    DynamicsConnection(Connection connection, ServiceContext context, Alerts alerts) {
        this.connection = connection;
        this.api = new Dataverse(connection, context.secrets(), context.meters(), context.clock());
        var feed = new DealsFeed(
                connection.name(),
                api,
                new Waits(connection.name(), Marks.FEED, alerts),
                alerts,
                () -> every(context),
                start(context),
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

    /// The shortest schedule of the flows that read from this connection.
    private Duration every(ServiceContext context) {
        return context.config().flowsFrom(connection.name()).stream()
                .map(flow -> flow.every(Marks.FEED, EVERY))
                .min(Comparator.naturalOrder())
                .orElse(EVERY);
    }

    /// Where reading begins: the setting `read-from`, else the day before the earliest cut-over (a local
    /// date may begin up to 14 hours before the UTC one), else 60 days back.
    private Instant start(ServiceContext context) {
        var configured = connection.setting("read-from").map(LocalDate::parse);
        var flows = context.config().flowsFrom(connection.name());
        var everyFlowCutsOver = !flows.isEmpty()
                && flows.stream().allMatch(flow -> flow.cutOver().isPresent());
        return configured
                .or(() -> everyFlowCutsOver
                        ? flows.stream()
                                .map(Flow::cutOver)
                                .map(date -> date.orElseThrow().minusDays(1))
                                .min(Comparator.naturalOrder())
                        : Optional.empty())
                .map(date -> date.atStartOfDay(ZoneOffset.UTC).toInstant())
                .orElseGet(() -> context.clock().instant().minus(READ_BACK));
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
