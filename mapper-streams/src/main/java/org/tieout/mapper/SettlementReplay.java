package org.tieout.mapper;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.serialization.StringSerializer;
import org.tieout.accounting.balance.Payouts.Report;
import org.tieout.accounting.correction.Correction;
import org.tieout.accounting.correction.Correction.Held;
import org.tieout.accounting.correction.Correction.Terms;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.plan.FlowPolicy;
import org.tieout.accounting.plan.Mode;
import org.tieout.accounting.plan.OrderStanding;
import org.tieout.accounting.plan.OrderStanding.Revenue;
import org.tieout.accounting.plan.PlanSink;
import org.tieout.accounting.plan.SettlementPlanner;
import org.tieout.accounting.plan.SettlementPlanner.Outcome;
import org.tieout.accounting.source.OrderId;
import org.tieout.accounting.tieout.Check;
import org.tieout.accounting.tieout.PlanProof;
import org.tieout.event.FlowConfig;
import org.tieout.event.SourceKind;
import org.tieout.mapper.State.Phase;
import org.tieout.schemas.Keys;

/// Plans a posted settlement again, under the mapping and from the content of now, and compares. Nothing of it reaches
/// a
/// store: every order is taken as it stood before the settlement.
final class SettlementReplay {

    private final Stores stores;
    private final Buckets buckets;
    private final Contents contents;
    private final FlowTable flows;
    private final OrderDesk orders;
    private final StringSerializer strings = new StringSerializer();

    SettlementReplay(Stores stores, Buckets buckets, Contents contents, FlowTable flows, OrderDesk orders) {
        this.stores = stores;
        this.buckets = buckets;
        this.contents = contents;
        this.flows = flows;
        this.orders = orders;
    }

    /// What it came to.
    ///
    /// @param correction what is to be done
    /// @param content what was planned
    /// @param checks the proof of what was planned; empty when nothing could be
    record Compared(Correction correction, State.Settlement content, List<Check> checks) {}

    /// Compares a settlement of which every command is out.
    Compared compare(FlowConfig flow, String settlementId) {
        var connection = flow.getSourceConnection();
        var key = contents.newestKey(connection, settlementId);
        var content = Objects.requireNonNull(stores.settlements.get(key), key);
        if (content.phase() != Phase.CLOSED) {
            return held(
                    content,
                    "the newest report of it does not add up: its header says "
                            + content.header().total() + ", its rows sum to " + content.lineSum()
                            + ". What is posted stays; wait for another report, or feed in a corrected file");
        }
        var facts = buckets.facts(key, content.header());
        var mappings = flows.mappings(flow);
        var policy = Policies.of(flow);
        var posted = posted(flow, settlementId, mappings);
        var proof = new PlanProof(facts, policy, mappings);
        var again = new ArrayList<Document>();
        Outcome outcome;
        try (var groups = buckets.orders(key, null)) {
            var before = new Before(flow, settlementId, policy, ordersOf(posted));
            outcome = SettlementPlanner.plan(
                    facts, groups, before::of, policy, mappings, PlanSink.both(proof, again::add));
        }
        return switch (outcome) {
            case Outcome.Inconsistent inconsistent ->
                throw new IllegalStateException("a closed settlement adds up, yet: " + inconsistent);
            case Outcome.Missing(var keys) ->
                held(
                        content,
                        "the mapping lacks " + String.join(", ", Convert.sorted(keys))
                                + ". Add the rows, run tieout apply, and ask again");
            case Outcome.Planned planned -> compare(content, policy, flows.table(flow), posted, again, proof);
        };
    }

    private Compared compare(
            State.Settlement content,
            FlowPolicy policy,
            Mappings table,
            List<Document> posted,
            List<Document> again,
            PlanProof proof) {
        var checks = List.of(proof.lines(), proof.documents(), proof.orders());
        if (checks.stream().anyMatch(check -> check.state() != Check.State.GREEN)) {
            return held(
                    content,
                    "what is planned now does not prove itself: " + checks
                            + ". This is a fault of the product: report it");
        }
        var terms = new Terms(posting -> isApplied(posting.value()), policy.closed(), table);
        return new Compared(Correction.of(posted, again, terms), content, checks);
    }

    private static Compared held(State.Settlement content, String reason) {
        return new Compared(new Held(reason, List.of()), content, List.of());
    }

    /// True for an invoice or memo that a payment has taken from. What the plan itself applies, its documents say.
    private boolean isApplied(String posting) {
        var expected = stores.expected.get(posting);
        return expected != null && expected.settlements().size() > 1;
    }

    private List<Document> posted(FlowConfig flow, String settlementId, Mappings mappings) {
        var documents = new ArrayList<Document>();
        var prefix = Keys.prefix(flow.getFlow(), SourceKind.SETTLEMENT.name(), settlementId);
        try (var scan = stores.planDocuments.prefixScan(prefix, strings)) {
            scan.forEachRemaining(entry -> {
                // What became of the payout is no part of the plan, and stays whatever is planned again.
                if (!Report.isOne(new PostingId(entry.value.getPostingId()))) {
                    documents.add(Convert.document(entry.value, mappings::nameOf));
                }
            });
        }
        return documents;
    }

    /// The orders that the settlement itself invoiced.
    private static Set<OrderId> ordersOf(List<Document> posted) {
        var invoiced = new HashSet<OrderId>();
        posted.stream()
                .filter(document -> document.kind() == Document.Kind.INVOICE)
                .forEach(document -> document.orderId().ifPresent(invoiced::add));
        return invoiced;
    }

    /// Orders as they stood before the settlement.
    private final class Before {
        private final FlowConfig flow;
        private final String settlementId;
        private final FlowPolicy policy;
        private final Set<OrderId> invoiced;

        Before(FlowConfig flow, String settlementId, FlowPolicy policy, Set<OrderId> invoiced) {
            this.flow = flow;
            this.settlementId = settlementId;
            this.policy = policy;
            this.invoiced = invoiced;
        }

        OrderStanding of(OrderId order) {
            var before = stores.standingsBefore.get(Keys.of(flow.getFlow(), settlementId, order.value()));
            var now = orders.standing(flow, order.value());
            if (before == null && !now.settlements().contains(settlementId)) {
                return now; // The settlement did not name it when it was planned.
            }
            var standing = before == null ? OrderStanding.NONE : before;
            var waited = policy.mode() == Mode.INVOICE
                    && standing.revenue() == Revenue.ORDER
                    && !standing.invoiced()
                    && !invoiced.contains(order);
            // It could not be invoiced then, its money waits in 1155 or was taken from there since: that stays so.
            return waited ? standing.withRevenue(Revenue.ELSEWHERE) : standing;
        }
    }
}
