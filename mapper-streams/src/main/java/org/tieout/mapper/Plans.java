package org.tieout.mapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.document.Application;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.plan.FlowPolicy;
import org.tieout.accounting.plan.OrderGroup;
import org.tieout.accounting.plan.OrderStanding;
import org.tieout.accounting.plan.PlanSink;
import org.tieout.accounting.plan.Resolution;
import org.tieout.accounting.plan.SettlementFacts;
import org.tieout.accounting.plan.SettlementPlanner.Outcome;
import org.tieout.accounting.plan.SettlementPlanning;
import org.tieout.accounting.source.OrderId;
import org.tieout.accounting.tieout.Check;
import org.tieout.accounting.tieout.PlanProof;
import org.tieout.event.FlowConfig;
import org.tieout.event.SourceKind;
import org.tieout.mapper.State.Planning;
import org.tieout.mapper.State.Stage;
import org.tieout.runtime.service.Failpoint;
import org.tieout.runtime.service.Failpoints;
import org.tieout.schemas.Keys;

/// Makes the plans of settlements, a step at a time, so that one of any size fits in bounded memory and transactions.
///
/// ```
/// begin ─► PLANNING, some orders a step ─► proven? ─┬─ yes ─► COMMANDING, some commands a step ─► commanded
///                                                   └─ no ──► held: nothing of it was sent
/// ```
/// A flow makes one plan after the other. What a step leaves is in the stores: a restart goes on where the last
/// transaction ended. Nothing leaves before the whole plan is made and its proof is green.
final class Plans {

    private static final byte[] PRESENT = {1};

    /// Orders taken, and commands sent, in one step: a step is well under a second and a few megabytes.
    static final int PER_STEP = 2_000;

    private final Stores stores;
    private final Contents contents;
    private final Buckets buckets;
    private final FlowTable flows;
    private final OrderDesk orders;
    private final Parking parking;
    private final Commands commands;
    private final Outlet out;
    private final TieOutDesk tieOuts;
    private final Failpoints failpoints;
    private final StringSerializer strings = new StringSerializer();

    Plans(
            Stores stores,
            Buckets buckets,
            FlowTable flows,
            OrderDesk orders,
            Parking parking,
            Commands commands,
            Outlet out,
            TieOutDesk tieOuts,
            Failpoints failpoints) {
        this.stores = stores;
        this.contents = new Contents(stores);
        this.buckets = buckets;
        this.flows = flows;
        this.orders = orders;
        this.parking = parking;
        this.commands = commands;
        this.out = out;
        this.tieOuts = tieOuts;
        this.failpoints = failpoints;
    }

    /// True while a flow is in the middle of a plan, which must end under the mapping it began with.
    boolean isInTheMiddle(String flow) {
        var first = first(flow);
        return first != null && (first.value.cursor() != null || first.value.stage() == Stage.COMMANDING);
    }

    /// True while a flow has any plan in the making.
    boolean isBusy(String flow) {
        return first(flow) != null;
    }

    /// True while the flow plans that settlement, or is about to.
    boolean isMaking(String flow, String settlementId) {
        try (var queue = stores.planning.prefixScan(Keys.prefix(flow), strings)) {
            while (queue.hasNext()) {
                if (queue.next().value.settlement().equals(settlementId)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// One step of every flow that has a plan in the making. Tells of each flow that ended one.
    void stepAll(Consumer<FlowConfig> ended) {
        var connections = new TreeMap<String, String>();
        try (var queue = stores.planning.all()) {
            queue.forEachRemaining(next -> connections.put(Keys.parts(next.key)[0], next.value.connection()));
        }
        connections.forEach((name, connection) -> {
            var flow = flows.of(connection).stream()
                    .filter(candidate -> candidate.getFlow().equals(name))
                    .findFirst();
            if (flow.isEmpty()) {
                drop(name);
            } else if (step(flow.get())) {
                ended.accept(flow.get());
            }
        });
    }

    /// Plans of a flow that was taken out of the configuration end where they are: what is posted stays posted.
    private void drop(String flow) {
        var keys = new ArrayList<String>();
        try (var queue = stores.planning.prefixScan(Keys.prefix(flow), strings)) {
            queue.forEachRemaining(next -> keys.add(next.key));
        }
        keys.forEach(stores.planning::delete);
    }

    /// Begins a plan, behind those that the flow is making already; small ones are made at once.
    void begin(FlowConfig flow, State.Settlement settlement) {
        var id = settlement.header().id().value();
        var number = 0L;
        try (var queue = stores.planning.prefixScan(Keys.prefix(flow.getFlow()), strings)) {
            while (queue.hasNext()) {
                var next = queue.next();
                if (next.value.settlement().equals(id)) {
                    return;
                }
                number = Long.parseLong(Keys.parts(next.key)[1]) + 1;
            }
        }
        stores.planning.put(key(flow.getFlow(), number), Planning.of(flow.getSourceConnection(), settlement));
        if (number == 0) {
            step(flow);
        }
    }

    /// One step of the flow's first plan. Returns true when that ended it.
    boolean step(FlowConfig flow) {
        var first = first(flow.getFlow());
        if (first == null) {
            return false;
        }
        var planning = first.value;
        if (planning.stage() == Stage.PLANNING) {
            planning = plan(flow, planning);
        }
        if (planning != null && planning.stage() == Stage.COMMANDING) {
            planning = command(flow, planning);
        }
        if (planning == null) {
            stores.planning.delete(first.key);
        } else {
            stores.planning.put(first.key, planning);
        }
        return planning == null;
    }

    private org.apache.kafka.streams.@Nullable KeyValue<String, Planning> first(String flow) {
        try (var queue = stores.planning.prefixScan(Keys.prefix(flow), strings)) {
            return queue.hasNext() ? queue.next() : null;
        }
    }

    private static String key(String flow, long number) {
        return Keys.of(flow, String.format(Locale.ROOT, "%010d", number));
    }

    /// Takes some orders. Returns the plan as it stands, or nothing when it is held.
    private @Nullable Planning plan(FlowConfig flow, Planning planning) {
        var key = contents.keyOf(flow.getSourceConnection(), planning.settlement(), planning.documentHash());
        var settlement = Objects.requireNonNull(stores.settlements.get(key), key);
        var facts = buckets.facts(key, settlement.header());
        var policy = Policies.of(flow);
        var mappings = mappings(flow, planning, facts, policy);
        return switch (Resolution.resolve(facts, policy, mappings)) {
            case Resolution.Missing(var keys) -> park(flow, settlement, planning, keys, mappings);
            case Resolution.Ready ready -> {
                var proof = new PlanProof(facts, policy, mappings);
                if (planning.proof() != null) {
                    proof.resume(planning.proof());
                }
                var step = new Step(flow, facts, mappings, settlement, proof, planning);
                var plan = SettlementPlanning.of(
                        facts,
                        policy,
                        mappings,
                        ready,
                        order -> orders.standing(flow, order.value()),
                        PlanSink.both(proof, step),
                        planning.carry());
                yield take(key, plan, step, SettlementPlanning.isByType(policy));
            }
        };
    }

    /// The table that the company's lists were held against. A plan ends under the one it began with: what the company
    /// lost meanwhile is for the sink to refuse.
    private Mappings mappings(FlowConfig flow, Planning planning, SettlementFacts facts, FlowPolicy policy) {
        var checked = flows.mappings(flow);
        return planning.cursor() != null && Resolution.resolve(facts, policy, checked) instanceof Resolution.Missing
                ? flows.table(flow)
                : checked;
    }

    private @Nullable Planning take(String key, SettlementPlanning plan, Step step, boolean byType) {
        var planning = step.planning;
        var last = planning.cursor();
        if (!byType) {
            try (var groups = buckets.orders(key, last)) {
                for (var taken = 0; groups.hasNext() && taken < PER_STEP; taken++) {
                    var group = groups.next();
                    last = group.order().value();
                    step.begin(group);
                    plan.order(group);
                }
                if (groups.hasNext()) {
                    return planning.taken(last, plan.carry(), step.proof.snapshot(), step.hash);
                }
            }
        }
        return made(step, plan.finish());
    }

    /// Everything is made: what does not prove itself stays here.
    private @Nullable Planning made(Step step, Outcome.Planned outcome) {
        var proof = step.proof;
        var checks = List.of(proof.lines(), proof.documents(), proof.orders());
        var flow = step.flow;
        var id = step.planning.settlement();
        if (checks.stream().anyMatch(check -> check.state() != Check.State.GREEN)) {
            commands.forget(flow.getFlow(), SourceKind.SETTLEMENT, id);
            tieOuts.forgetTaken(flow, id);
            tieOuts.unproven(flow, step.settlement, checks);
            out.audit(flow.getFlow(), id, null, "parked", "the plan does not prove itself: " + checks);
            out.alert(
                    "unproven|" + Keys.of(flow.getFlow(), id),
                    flow.getFlow(),
                    "the plan of settlement " + id + " does not prove itself; nothing of it was sent",
                    "This is a fault of the product: report it with the output of tieout audit " + id,
                    false);
            return null;
        }
        parking.release(flow.getFlow(), SourceKind.SETTLEMENT, id);
        tieOuts.planned(
                flow, step.settlement, step.hash, outcome.documents(), outcome.orders(), checks, step.openOrders());
        return step.planning
                .taken(null, step.planning.carry(), proof.snapshot(), step.hash)
                .at(Stage.COMMANDING);
    }

    /// Sends some commands. Returns the plan as it stands, or nothing when all are out.
    private @Nullable Planning command(FlowConfig flow, Planning planning) {
        var id = planning.settlement();
        var plan = Objects.requireNonNull(stores.plans.get(Keys.of(flow.getFlow(), id)));
        var sent = commands.send(flow, id, planning.commanded(), PER_STEP, plan.documents(), planning.hash());
        tieOuts.expect(flow, id, sent);
        var commanded = planning.commanded() + sent.size();
        if (commanded < plan.documents() || !tieOuts.expectTaken(flow, id, PER_STEP)) {
            return planning.out(commanded);
        }
        tieOuts.commanded(flow, id);
        failpoints.here(Failpoint.MAPPER_BEFORE_COMMIT);
        return null;
    }

    /// The mapping lacks something, or the company does: the settlement is held whole.
    private @Nullable Planning park(
            FlowConfig flow,
            State.Settlement settlement,
            Planning planning,
            SortedSet<MappingKey> keys,
            Mappings mappings) {
        parking.park(
                flow.getFlow(),
                SourceKind.SETTLEMENT,
                planning.settlement(),
                keys,
                "the settlement has rows that the mapping does not know; nothing of it is posted",
                mappings);
        tieOuts.held(flow, settlement, Convert.sorted(keys));
        failpoints.here(Failpoint.MAPPER_AFTER_PARK);
        return null;
    }

    /// One step of a plan as it is made: documents and accounts go to the stores.
    private final class Step implements PlanSink {
        private final FlowConfig flow;
        private final SettlementFacts facts;
        private final Mappings mappings;
        private final State.Settlement settlement;
        private final PlanProof proof;
        private final Planning planning;
        private final Map<String, String> evidence;
        private String hash;
        private int documents;

        Step(
                FlowConfig flow,
                SettlementFacts facts,
                Mappings mappings,
                State.Settlement settlement,
                PlanProof proof,
                Planning planning) {
            this.flow = flow;
            this.facts = facts;
            this.mappings = mappings;
            this.settlement = settlement;
            this.proof = proof;
            this.planning = planning;
            this.hash = planning.hash();
            this.documents = planning.carry().documents();
            this.evidence = Map.of(
                    "source", "amazon settlement " + planning.settlement(),
                    "document-hash", settlement.documentHash(),
                    "lines", Long.toString(facts.lineCount()));
        }

        /// Keeps what was known of an order before this settlement, for a replay. An order that nothing is known of
        /// gets the account that the flow's cut-over gives it.
        void begin(OrderGroup group) {
            var order = group.order().value();
            var known = orders.standing(flow, order);
            if (known.equals(OrderStanding.NONE) && !orders.isKnown(flow, order)) {
                known = Policies.unknown(flow, Policies.firstDay(group));
                if (!known.equals(OrderStanding.NONE)) {
                    stores.standings.put(Keys.of(flow.getFlow(), order), known);
                }
            }
            if (!known.equals(OrderStanding.NONE)) {
                stores.standingsBefore.put(Keys.of(flow.getFlow(), planning.settlement(), order), known);
            }
        }

        @Override
        public void applied(Application taken) {
            stores.taken.put(
                    Keys.of(
                            flow.getFlow(),
                            planning.settlement(),
                            taken.posting().value()),
                    PRESENT);
        }

        @Override
        public void document(Document document) {
            documents++;
            hash = commands.keep(flow, planning.settlement(), documents, document, mappings.version(), evidence, hash);
        }

        @Override
        public void standing(OrderId order, OrderStanding standing) {
            stores.standings.put(Keys.of(flow.getFlow(), order.value()), standing);
            tieOuts.orderSettled(
                    flow,
                    planning.settlement(),
                    order,
                    standing,
                    facts.header().total().currency());
        }

        @Override
        public void waiting(OrderId order, SortedSet<MappingKey> missing) {
            parking.park(flow.getFlow(), SourceKind.ORDER, order.value(), missing, Parking.ORDER_WAITS, mappings);
        }

        int openOrders() {
            var prefix = Keys.prefix(flow.getFlow(), planning.settlement());
            var count = 0;
            try (var scan = stores.differences.prefixScan(prefix, strings)) {
                for (; scan.hasNext(); scan.next()) {
                    count++;
                }
            }
            return count;
        }
    }
}
