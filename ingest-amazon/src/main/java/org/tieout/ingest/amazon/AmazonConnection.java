package org.tieout.ingest.amazon;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tieout.event.Watermark;
import org.tieout.ingest.amazon.api.SellingPartner;
import org.tieout.ingest.amazon.api.Waits;
import org.tieout.ingest.amazon.auth.LoginWithAmazon;
import org.tieout.ingest.amazon.finance.FinanceReader;
import org.tieout.ingest.amazon.finance.FinancesApi;
import org.tieout.ingest.amazon.finance.FinancialEventsFeed;
import org.tieout.ingest.amazon.order.OrderReader;
import org.tieout.ingest.amazon.order.OrdersApi;
import org.tieout.ingest.amazon.order.OrdersFeed;
import org.tieout.ingest.amazon.report.ReportsApi;
import org.tieout.ingest.amazon.report.SettlementEmitter;
import org.tieout.ingest.amazon.report.SettlementsFeed;
import org.tieout.runtime.alert.Alerts;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.config.Flow;
import org.tieout.runtime.ingest.Feed;
import org.tieout.runtime.ingest.IngestService;
import org.tieout.runtime.ingest.IngestTransaction;
import org.tieout.runtime.ingest.IngestWorker;
import org.tieout.runtime.service.Health;
import org.tieout.runtime.service.ServiceContext;
import org.tieout.schemas.Keys;

/// Everything that reads one seller's account, wired.
final class AmazonConnection implements IngestService.Source {

    private static final Duration ORDERS_EVERY = Duration.ofMinutes(5);
    private static final Duration SETTLEMENTS_EVERY = Duration.ofMinutes(15);
    private static final Duration WAIT_FOR_ORDERS = Duration.ofDays(1);
    private static final Duration FINANCES_EVERY = Duration.ofMinutes(15);
    private static final Duration SETTLEMENT_CADENCE = Duration.ofDays(21);
    private static final Duration READ_BACK = Duration.ofDays(60);
    private static final int CHUNK = 5_000;

    private final Connection connection;
    private final LoginWithAmazon login;
    private final SellingPartner api;
    private final IngestWorker worker;

    /// @param marks any watermark as it stands, by its key
    AmazonConnection(
            Connection connection, ServiceContext context, Alerts alerts, Function<String, Optional<Watermark>> marks) {
        this.connection = connection;
        this.login = new LoginWithAmazon(connection, context.secrets(), context.meters(), context.clock());
        this.api = new SellingPartner(connection, login.tokens(), context.meters());
        this.worker = new IngestWorker(
                connection.name(),
                () -> IngestTransaction.open(
                        "ingest-amazon." + connection.name(),
                        connection.name(),
                        context.kafka(),
                        context.clock(),
                        context.failpoints()),
                List.of(orders(context, alerts), settlements(context, alerts, marks), finances(context, alerts)),
                context.meters());
    }

    private Feed orders(ServiceContext context, Alerts alerts) {
        return new OrdersFeed(
                connection.name(),
                new OrdersApi(api, connection.list("marketplaces")),
                new OrderReader(connection.name(), connection.required("seller-id")),
                new Waits(connection.name(), OrdersFeed.NAME, alerts),
                alerts,
                every(context, OrdersFeed.NAME, ORDERS_EVERY),
                start(context),
                context.clock());
    }

    private Feed settlements(ServiceContext context, Alerts alerts, Function<String, Optional<Watermark>> marks) {
        return new SettlementsFeed(
                connection.name(),
                new ReportsApi(api),
                new SettlementEmitter(connection.name(), connection.required("seller-id"), CHUNK, context.failpoints()),
                new Waits(connection.name(), SettlementsFeed.NAME, alerts),
                alerts,
                () -> context.config().flowsFrom(connection.name()).stream()
                        .map(Flow::name)
                        .toList(),
                every(context, SettlementsFeed.NAME, SETTLEMENTS_EVERY),
                connection.duration("wait-for-orders", WAIT_FOR_ORDERS),
                connection.duration("settlement-cadence", SETTLEMENT_CADENCE),
                start(context),
                name -> marks.apply(Keys.of(connection.name(), name)),
                context.clock(),
                context.failpoints());
    }

    private Feed finances(ServiceContext context, Alerts alerts) {
        return new FinancialEventsFeed(
                connection.name(),
                new FinancesApi(api, connection.list("marketplaces")),
                new FinanceReader(connection.name(), connection.required("seller-id")),
                new Waits(connection.name(), FinancialEventsFeed.NAME, alerts),
                alerts,
                every(context, FinancialEventsFeed.NAME, FINANCES_EVERY),
                start(context),
                context.clock());
    }

    /// The shortest schedule of the flows that read from this connection.
    private Supplier<Duration> every(ServiceContext context, String feed, Duration otherwise) {
        return () -> context.config().flowsFrom(connection.name()).stream()
                .map(flow -> flow.every(feed, otherwise))
                .min(Comparator.naturalOrder())
                .orElse(otherwise);
    }

    /// Where reading begins: the setting `read-from`, else the day before the earliest cut-over (a local date
    /// may begin up to 14 hours before the UTC one), else 60 days back.
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
        worker.close();
        api.close();
        login.close();
    }
}
