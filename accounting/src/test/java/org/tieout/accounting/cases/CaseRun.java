package org.tieout.accounting.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.plan.FlowPolicy;
import org.tieout.accounting.plan.OrderPlanner;
import org.tieout.accounting.plan.OrderStanding;
import org.tieout.accounting.plan.PlanSink;
import org.tieout.accounting.plan.SettlementCollector;
import org.tieout.accounting.plan.SettlementPlanner;
import org.tieout.accounting.plan.SettlementPlanner.Outcome;
import org.tieout.accounting.source.Order;
import org.tieout.accounting.source.OrderId;
import org.tieout.accounting.tieout.Check;
import org.tieout.accounting.tieout.PlanProof;

/// Plans a case as the pipeline does: the orders that are known, the settlements one after another, then what a later
/// mapping row frees and the orders that are heard of later.
final class CaseRun implements PlanSink {

    private final CaseFiles files;
    private final FlowPolicy policy;
    private final CaseText text = new CaseText();
    private final Map<OrderId, OrderStanding> standings = new TreeMap<>();

    private CaseRun(CaseFiles files) throws IOException {
        this.policy = files.policy();
        this.files = files;
    }

    /// What the case comes to, in words.
    static String of(CaseFiles files) throws IOException {
        return new CaseRun(files).run();
    }

    private String run() throws IOException {
        var mappings = files.mappings("mapping.csv");
        for (var order : files.orders("orders.csv")) {
            order(order, mappings);
        }
        for (var settlement : files.settlements()) {
            settlement(settlement, mappings);
        }
        var later = files.mappings("mapping.csv", "mapping-later.csv");
        if (files.has("mapping-later.csv")) {
            List.copyOf(standings.keySet()).forEach(order -> freed(order, later));
        }
        for (var order : files.orders("orders-later.csv")) {
            order(order, later);
        }
        return text.end(standings);
    }

    private void order(Order order, Mappings mappings) {
        var standing = standings.getOrDefault(order.id(), OrderStanding.NONE);
        text.heading("order " + order.id());
        planned(order.id(), new OrderPlanner(policy, mappings).plan(order, standing));
    }

    private void freed(OrderId order, Mappings mappings) {
        var standing = standings.getOrDefault(order, OrderStanding.NONE);
        if (!standing.held().isEmpty()) {
            text.heading("order " + order + ", mapped later");
            planned(order, new OrderPlanner(policy, mappings).fromHeldRows(order, standing));
        }
    }

    private void planned(OrderId order, OrderPlanner.Plan plan) {
        switch (plan) {
            case OrderPlanner.Plan.Ready(var documents, var after) -> {
                documents.forEach(text::document);
                if (documents.isEmpty()) {
                    text.note("no document");
                }
                standings.put(order, after);
            }
            case OrderPlanner.Plan.Nothing(var why) -> text.note(why);
            case OrderPlanner.Plan.Missing(var keys) -> text.note("waits for " + keys);
        }
    }

    private void settlement(SettlementCollector collector, Mappings mappings) {
        var facts = collector.facts();
        var proof = new PlanProof(facts, policy, mappings);
        text.heading("settlement " + facts.header().id());
        var outcome = SettlementPlanner.plan(
                facts,
                collector.orders(),
                order -> standings.getOrDefault(order, OrderStanding.NONE),
                policy,
                mappings,
                PlanSink.both(proof, this));
        switch (outcome) {
            case Outcome.Planned planned -> assertGreen(proof);
            case Outcome.Inconsistent(var difference) -> text.note("inconsistent: header less rows is " + difference);
            case Outcome.Missing(var keys) -> text.note("parked, waits for " + keys);
        }
    }

    private static void assertGreen(PlanProof proof) {
        assertThat(List.of(proof.lines(), proof.documents(), proof.orders()))
                .allSatisfy(
                        check -> assertThat(check.state()).as(check.toString()).isEqualTo(Check.State.GREEN));
    }

    @Override
    public void document(Document document) {
        text.document(document);
    }

    @Override
    public void standing(OrderId order, OrderStanding standing) {
        standings.put(order, standing);
    }

    @Override
    public void waiting(OrderId order, SortedSet<MappingKey> missing) {
        text.note("order " + order + " waits for " + missing);
    }
}
