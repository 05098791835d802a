package org.tieout.mapper;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.StoreBuilder;
import org.tieout.accounting.deal.DealId;
import org.tieout.event.CrmRecord;
import org.tieout.event.FinancialEvent;
import org.tieout.event.FlowConfig;
import org.tieout.event.LedgerDocument;
import org.tieout.event.MappingEntry;
import org.tieout.event.OperatorRequest;
import org.tieout.event.OrderVersion;
import org.tieout.event.SalesDocumentVersion;
import org.tieout.event.SettlementEvent;
import org.tieout.event.SourceKind;
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
    private final Companies.Revisions revisions;
    private final Map<String, Long> seen = new HashMap<>();
    private final Map<String, Long> checked = new HashMap<>();
    private FlowTable flows;
    private Waking waking;
    private Companies companies;
    private OrderDesk orders;
    private SettlementDesk settlements;
    private TieOutDesk tieOuts;
    private Plans plans;
    private RequestDesk requests;
    private BookingDesk bookings;
    private WaitingChanges waiting;
    private EventDesk events;
    private BalanceDesk balances;
    private PeriodDesk periods;
    private CustomerDesk customers;
    private DealStatusDesk dealStatuses;
    private DealDesk deals;
    private AmendmentDesk amendments;
    private boolean commanded;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    SellerProcessor(Failpoints failpoints, Companies.Revisions revisions) {
        this.failpoints = failpoints;
        this.revisions = revisions;
    }

    static ProcessorSupplier<String, SpecificRecord, String, SpecificRecord> supplier(
            AvroSerdes serdes, Failpoints failpoints, Companies.Revisions revisions) {
        Set<StoreBuilder<?>> builders = new LinkedHashSet<>(Stores.builders(serdes));
        return new ProcessorSupplier<>() {
            @Override
            public SellerProcessor get() {
                return new SellerProcessor(failpoints, revisions);
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
        companies = new Companies(context, revisions);
        flows = new FlowTable(stores, companies);
        var parking = new Parking(stores, out);
        waking = new Waking(stores, out);
        tieOuts = new TieOutDesk(stores, flows, out);
        var commands = new Commands(stores, out);
        orders = new OrderDesk(stores, flows, parking, commands, tieOuts);
        var buckets = new Buckets(stores);
        plans = new Plans(stores, buckets, flows, orders, parking, commands, out, tieOuts, failpoints);
        requests = new RequestDesk(stores, buckets, flows, orders, plans, commands, tieOuts, out);
        bookings = new BookingDesk(stores, buckets, flows, commands, tieOuts, out);
        settlements = new SettlementDesk(stores, buckets, flows, plans, out, tieOuts, requests, failpoints);
        waiting = new WaitingChanges(stores);
        context.schedule(STEPS, PunctuationType.WALL_CLOCK_TIME, now -> {
            plans.stepAll(this::changed);
            wakeSome();
        });
        events = new EventDesk(stores, out);
        balances = new BalanceDesk(stores, buckets, flows, events, tieOuts, out);
        periods = new PeriodDesk(stores, flows, events, parking, commands, out);
        var records = new DealRecords(stores, new DealIndex(stores, flows, out));
        customers = new CustomerDesk(stores, flows, records, parking, commands);
        dealStatuses = new DealStatusDesk(stores, flows, records, commands, out);
        deals = new DealDesk(stores, flows, records, customers, dealStatuses, parking, commands, out, failpoints);
        amendments = new AmendmentDesk(stores, flows, deals, out);
        context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, now -> {
            balances.work();
            lookAtCompanies();
            wakeSome();
        });
        context.schedule(CALENDAR, PunctuationType.WALL_CLOCK_TIME, now -> {
            balances.markAll();
            periods.work();
        });
        // A second is well after the commit of what was commanded before it.
        context.schedule(Duration.ofSeconds(1), PunctuationType.WALL_CLOCK_TIME, now -> {
            if (commanded || deals.hasCommanded()) {
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
            case SalesDocumentVersion version -> deals.version(version);
            case CrmRecord read -> deals.master(read);
            case LedgerDocument document -> {
                tieOuts.read(document);
                dealStatuses.read(document);
                DealId.parse(document.getSourceId())
                        .ifPresent(deal -> flows.of(document.getSourceConnection()).stream()
                                .filter(flow -> flow.getFlow().equals(document.getFlow()))
                                .forEach(flow -> deals.shown(flow, deal)));
            }
            case OperatorRequest request -> {
                requests.request(request);
                bookings.request(request);
                amendments.request(request);
            }
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
        deals.planAll(flow);
    }

    /// Only a flow, or a record that a CRM deleted, is ever removed by a tombstone: mapping rows are retired by
    /// a record, everything else stays.
    private void tombstone(String key) {
        var topic = context().recordMetadata().map(RecordMetadata::topic).orElse("");
        if (topic.equals(Topics.CONFIG_FLOWS.name())) {
            flows.remove(key);
        } else if (topic.equals(Topics.DYNAMICS_MASTER_DATA.name())) {
            deals.forget(key);
        }
    }

    private void mapping(MappingEntry entry) {
        flows.put(entry);
        balances.mark(entry.getConnection());
        if (entry.getRetired()) {
            return;
        }
        var key = Convert.mapping(entry).key();
        waking.arrived(entry.getFlow(), key, "mapping " + key + " arrived");
        wakeSome();
    }

    private void wakeSome() {
        waking.step(plans::isBusy, this::wake);
    }

    private long wake(String name, SourceKind kind, String id) {
        var found = flows.named(name);
        if (found.isEmpty()) {
            return 0;
        }
        var flow = found.get();
        failpoints.here(Failpoint.MAPPER_AFTER_WAKE);
        return switch (kind) {
            case SETTLEMENT -> settlements.plan(flow, id);
            case ORDER -> {
                orders.plan(flow, id);
                yield 1;
            }
            case PERIOD -> {
                periods.wake(flow, id);
                yield 1;
            }
            case DEAL -> {
                deals.plan(flow, new DealId(id));
                yield 1;
            }
            case CUSTOMER -> {
                customers.wake(flow, id);
                yield 1;
            }
            case UNKNOWN -> throw new IllegalStateException("nothing of this kind is held: " + kind);
        };
    }

    /// A company's lists come entry by entry: they are looked at when nothing came for a while. A plan in the making is
    /// finished under the lists it began with.
    private void lookAtCompanies() {
        for (var flow : flows.all()) {
            var name = flow.getFlow();
            var revision = companies.revision(flow.getTargetConnection());
            var before = seen.put(name, revision);
            if (before != null
                    && before == revision
                    && !Objects.equals(checked.get(name), revision)
                    && !plans.isInTheMiddle(name)) {
                checked.put(name, revision);
                flows.refresh(name);
                waking.recheck(name, flows.mappings(flow));
                deals.lists(flow);
            }
        }
    }
}
