package org.tieout.mapper;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.tieout.event.FinancialEvent;
import org.tieout.event.FlowConfig;
import org.tieout.event.LedgerDocument;
import org.tieout.event.MappingEntry;
import org.tieout.event.OperatorRequest;
import org.tieout.event.OrderVersion;
import org.tieout.event.SettlementEvent;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.service.Failpoint;
import org.tieout.runtime.service.Failpoints;
import org.tieout.schemas.Topics;

/// Everything of one source connection comes by here, in one task: each record goes to the desk that knows its
/// kind.
final class SellerProcessor extends ContextualProcessor<String, SpecificRecord, String, SpecificRecord> {

    /// How long the steps of a large plan let other records pass.
    private static final Duration STEPS = Duration.ofMillis(20);

    /// How soon what settlements hand on is looked at; they come in bursts.
    private static final Duration LOOK = Duration.ofSeconds(1);

    /// How often it is seen whether a month end is due.
    private static final Duration CALENDAR = Duration.ofMinutes(10);

    private final Failpoints failpoints;
    private FlowTable flows;
    private Parking parking;
    private OrderDesk orders;
    private SettlementDesk settlements;
    private TieOutDesk tieOuts;
    private Plans plans;
    private RequestDesk requests;
    private WaitingChanges waiting;
    private EventDesk events;
    private BalanceDesk balances;
    private PeriodDesk periods;
    private boolean commanded;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    SellerProcessor(Failpoints failpoints) {
        this.failpoints = failpoints;
    }

    static ProcessorSupplier<String, SpecificRecord, String, SpecificRecord> supplier(
            AvroSerdes serdes, Failpoints failpoints) {
        Set<StoreBuilder<?>> builders = new LinkedHashSet<>(Stores.builders(serdes));
        return new ProcessorSupplier<>() {
            @Override
            public SellerProcessor get() {
                return new SellerProcessor(failpoints);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return builders;
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        super.init(context);
        var stores = new Stores(context);
        var out = new Outlet(context);
        flows = new FlowTable(stores);
        parking = new Parking(stores, out);
        tieOuts = new TieOutDesk(stores, flows, out);
        var commands = new Commands(stores, out);
        orders = new OrderDesk(stores, flows, parking, commands, tieOuts);
        var buckets = new Buckets(stores);
        plans = new Plans(stores, buckets, flows, orders, parking, commands, out, tieOuts, failpoints);
        requests = new RequestDesk(stores, buckets, flows, orders, plans, commands, tieOuts, out);
        settlements = new SettlementDesk(stores, buckets, flows, plans, out, tieOuts, requests, failpoints);
        waiting = new WaitingChanges(stores);
        context.schedule(STEPS, PunctuationType.WALL_CLOCK_TIME, now -> plans.stepAll(this::changed));
        events = new EventDesk(stores, out);
        balances = new BalanceDesk(stores, buckets, flows, events, tieOuts, out);
        periods = new PeriodDesk(stores, flows, events, parking, commands, out);
        context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, now -> balances.work());
        context.schedule(CALENDAR, PunctuationType.WALL_CLOCK_TIME, now -> {
            balances.markAll();
            periods.work();
        });
        // A second is well after the commit of what was commanded before it.
        context.schedule(Duration.ofSeconds(1), PunctuationType.WALL_CLOCK_TIME, now -> {
            if (commanded) {
                failpoints.here(Failpoint.MAPPER_AFTER_COMMIT);
            }
        });
    }

    @Override
    public void process(Record<String, SpecificRecord> incoming) {
        switch (incoming.value()) {
            case SettlementEvent event -> {
                var link = balances.link(event);
                settlements.event(event);
                if (link != null) {
                    balances.closed(event, link);
                }
                commanded |= event.getClosed() != null;
            }
            case OrderVersion version -> orders.version(version);
            case FinancialEvent event -> financial(event);
            case LedgerDocument document -> tieOuts.read(document);
            case OperatorRequest request -> requests.request(request);
            case MappingEntry entry -> change(entry.getFlow(), entry);
            case FlowConfig flow -> change(flow.getFlow(), flow);
            case null -> tombstone(incoming.key());
            default ->
                throw new IllegalStateException(
                        "no desk for " + incoming.value().getSchema().getFullName());
        }
    }

    /// A plan in the making is finished under the mapping and choices it began with; a change waits for its end.
    private void change(String flow, SpecificRecord change) {
        if (plans.isInTheMiddle(flow)) {
            waiting.put(flow, change);
        } else {
            apply(change);
        }
    }

    private void changed(FlowConfig flow) {
        while (!plans.isInTheMiddle(flow.getFlow())) {
            var next = waiting.next(flow.getFlow());
            if (next == null) {
                return;
            }
            apply(next);
        }
    }

    private void apply(SpecificRecord change) {
        if (change instanceof MappingEntry entry) {
            mapping(entry);
        } else if (change instanceof FlowConfig flow) {
            flow(flow);
        }
    }

    private void financial(FinancialEvent event) {
        if (!events.event(event)) {
            return;
        }
        if (event.getTransaction() == null) {
            balances.statement(event);
        } else {
            periods.transaction(event);
        }
    }

    private void flow(FlowConfig flow) {
        flows.put(flow);
        orders.planAll(flow);
        settlements.planAll(flow);
        balances.mark(flow.getSourceConnection());
        periods.flow(flow);
    }

    /// Only a flow is ever removed by a tombstone: mapping rows are retired by a record, everything else stays.
    private void tombstone(String key) {
        if (context()
                .recordMetadata()
                .filter(from -> from.topic().equals(Topics.CONFIG_FLOWS.name()))
                .isPresent()) {
            flows.remove(key);
        }
    }

    private void mapping(MappingEntry entry) {
        flows.put(entry);
        balances.mark(entry.getConnection());
        if (entry.getRetired()) {
            return;
        }
        var flow = flows.of(entry.getConnection()).stream()
                .filter(candidate -> candidate.getFlow().equals(entry.getFlow()))
                .findFirst();
        flow.ifPresent(awake ->
                parking.wake(entry.getFlow(), Convert.mapping(entry).key(), (kind, id) -> {
                    failpoints.here(Failpoint.MAPPER_AFTER_WAKE);
                    switch (kind) {
                        case SETTLEMENT -> settlements.plan(awake, id);
                        case ORDER -> orders.plan(awake, id);
                        case PERIOD -> periods.wake(awake, id);
                        case UNKNOWN -> throw new IllegalStateException("nothing of an unknown kind is held");
                    }
                }));
    }
}
