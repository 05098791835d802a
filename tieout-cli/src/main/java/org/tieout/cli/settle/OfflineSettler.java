package org.tieout.cli.settle;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.plan.FlowPolicy;
import org.tieout.accounting.plan.OrderStanding;
import org.tieout.accounting.plan.PlanSink;
import org.tieout.accounting.plan.SettlementCollector;
import org.tieout.accounting.plan.SettlementFacts;
import org.tieout.accounting.plan.SettlementPlanner;
import org.tieout.accounting.plan.SettlementPlanner.Outcome;
import org.tieout.accounting.tieout.Check;
import org.tieout.accounting.tieout.PlanProof;
import org.tieout.cli.settle.Conclusion.State;

/// Plans one settlement without orders or ledger, proves the plan, and prints both as they are made: orders
/// become late
/// invoices from the settlement's own rows, on a generic item where the mapping has no other.
final class OfflineSettler {

    private final FlowPolicy policy;
    private final Mappings mappings;
    private final SettleOutput output;

    OfflineSettler(FlowPolicy policy, Mappings mappings, SettleOutput output) {
        this.policy = policy;
        this.mappings = mappings;
        this.output = output;
    }

    /// Settles what was collected.
    ///
    /// @param problems how many problems its rows had; with any, nothing is planned
    Conclusion settle(SettlementCollector collector, long problems) {
        var facts = collector.facts();
        output.begin(facts);
        var conclusion = problems > 0 ? unread(facts, problems) : planned(collector, facts);
        output.end(conclusion);
        return conclusion;
    }

    private Conclusion unread(SettlementFacts facts, long problems) {
        return new Conclusion(
                State.INCONSISTENT,
                facts.difference(),
                unmapped(facts),
                List.of(problems + (problems == 1 ? " problem" : " problems") + " in its rows: not all of it was read"),
                0);
    }

    private Conclusion planned(SettlementCollector collector, SettlementFacts facts) {
        var proof = new PlanProof(facts, policy, mappings);
        var outcome = SettlementPlanner.plan(
                facts,
                collector.orders(),
                order -> OrderStanding.NONE,
                policy,
                mappings,
                PlanSink.both(proof, output::document));
        return switch (outcome) {
            case Outcome.Inconsistent(var difference) ->
                new Conclusion(
                        State.INCONSISTENT,
                        difference,
                        unmapped(facts),
                        List.of("its header says " + facts.header().total() + ", its rows sum to " + facts.lineSum()
                                + ": the difference is " + difference),
                        collector.orderCount());
            case Outcome.Missing(var keys) ->
                new Conclusion(State.PARKED, facts.difference(), written(keys), List.of(), collector.orderCount());
            case Outcome.Planned planned -> proven(proof, facts, collector.orderCount());
        };
    }

    private static Conclusion proven(PlanProof proof, SettlementFacts facts, int orders) {
        var findings = new ArrayList<String>();
        var green = true;
        for (var check : List.of(proof.lines(), proof.documents(), proof.orders())) {
            if (check.state() != Check.State.GREEN) {
                green = false;
                findings.add("check " + check.kind().number() + " ("
                        + check.kind().word() + ") is red: expected " + check.expected() + ", found " + check.actual());
                findings.addAll(check.findings());
            }
        }
        return new Conclusion(
                green ? State.TIED_OUT : State.INCONSISTENT, facts.difference(), List.of(), findings, orders);
    }

    /// The row types without a category, also of a settlement that is not planned for another reason.
    private List<String> unmapped(SettlementFacts facts) {
        var keys = new TreeSet<String>();
        for (var total : facts.totals()) {
            if (mappings.categoryOf(total.type()).isEmpty()) {
                keys.add(total.type().key());
            }
        }
        return List.copyOf(keys);
    }

    private static List<String> written(SortedSet<MappingKey> keys) {
        return keys.stream()
                .map(key -> key.kind() == MappingKey.Kind.ROW_TYPE ? key.key() : key.toString())
                .toList();
    }
}
