package org.tieout.ingest.amazon;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tieout.event.Watermark;
import org.tieout.ingest.amazon.api.SellingPartner;
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
import org.tieout.runtime.ingest.Timing;
import org.tieout.runtime.ingest.Waits;
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
    private static final int CHUNK = 5_000;

    private final Connection connection;
    private final Timing timing;
    private final LoginWithAmazon login;
    private final SellingPartner api;
    private final IngestWorker worker;

    /// @param marks any watermark as it stands, by its key
    AmazonConnection(
            Connection connection, ServiceContext context, Alerts alerts, Function<String, Optional<Watermark>> marks) {
        this.connection = connection;
        this.timing = new Timing(connection, context);
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
                new Waits(connection.name(), OrdersFeed.NAME, alerts, SellingPartner.REMEDIES),
                alerts,
                timing.every(OrdersFeed.NAME, ORDERS_EVERY),
                timing.start(),
                context.clock());
    }

    private Feed settlements(ServiceContext context, Alerts alerts, Function<String, Optional<Watermark>> marks) {
        return new SettlementsFeed(
                connection.name(),
                new ReportsApi(api),
                new SettlementEmitter(connection.name(), connection.required("seller-id"), CHUNK, context.failpoints()),
                new Waits(connection.name(), SettlementsFeed.NAME, alerts, SellingPartner.REMEDIES),
                alerts,
                () -> context.config().flowsFrom(connection.name()).stream()
                        .map(Flow::name)
                        .toList(),
                timing.every(SettlementsFeed.NAME, SETTLEMENTS_EVERY),
                connection.duration("wait-for-orders", WAIT_FOR_ORDERS),
                connection.duration("settlement-cadence", SETTLEMENT_CADENCE),
                timing.start(),
                name -> marks.apply(Keys.of(connection.name(), name)),
                context.clock(),
                context.failpoints());
    }

    private Feed finances(ServiceContext context, Alerts alerts) {
        return new FinancialEventsFeed(
                connection.name(),
                new FinancesApi(api, connection.list("marketplaces")),
                new FinanceReader(connection.name(), connection.required("seller-id")),
                new Waits(connection.name(), FinancialEventsFeed.NAME, alerts, SellingPartner.REMEDIES),
                alerts,
                timing.every(FinancialEventsFeed.NAME, FINANCES_EVERY),
                timing.start(),
                context.clock());
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
