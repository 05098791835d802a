package org.tieout.mapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.tieout.accounting.correction.Correction;
import org.tieout.accounting.correction.Correction.Held;
import org.tieout.accounting.correction.Correction.Same;
import org.tieout.accounting.correction.Correction.Terms;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Document.Invoice;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.OrderPlanner;
import org.tieout.accounting.plan.OrderStanding;
import org.tieout.accounting.plan.OrderStanding.Standing;
import org.tieout.accounting.plan.PostingProfile;
import org.tieout.accounting.source.Order;
import org.tieout.event.FlowConfig;
import org.tieout.event.SourceKind;
import org.tieout.schemas.Keys;

/// Plans again what an order's own record was invoiced as, and compares. What a settlement posted of the order is the
/// settlement's to replay.
final class OrderReplay {

    private final Stores stores;
    private final FlowTable flows;
    private final OrderDesk orders;
    private final StringSerializer strings = new StringSerializer();

    OrderReplay(Stores stores, FlowTable flows, OrderDesk orders) {
        this.stores = stores;
        this.flows = flows;
        this.orders = orders;
    }

    /// Compares an order; nothing when nothing of its record is posted in the flow.
    Optional<Correction> compare(FlowConfig flow, String orderId) {
        var mappings = flows.mappings(flow);
        var posted = posted(flow, orderId, mappings);
        var order = orders.order(flow, orderId);
        if (posted.isEmpty() || order.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(compare(flow, order.get(), posted, mappings));
    }

    private Correction compare(FlowConfig flow, Order order, List<Document> posted, Mappings mappings) {
        var standing = orders.standing(flow, order.id().value());
        var currency = order.marketplace().currency();
        var difference = OrderPlanner.difference(order, standing, currency);
        if (!difference.isZero()) {
            return new Held(
                    "its record differs by " + difference + " from what was invoiced, and did so from the start. "
                            + "Compare it with the settlement's rows: tieout audit " + order.id(),
                    List.of());
        }
        var elsewhere = standing.documents().stream()
                .filter(document -> document.kind() == Document.Kind.INVOICE)
                .filter(document ->
                        posted.stream().noneMatch(known -> known.id().equals(document.id())))
                .findFirst();
        if (elsewhere.isPresent()) {
            return new Held(
                    elsewhere.get().id() + " was made from a settlement's rows; replay the settlements "
                            + String.join(", ", standing.settlements()),
                    List.of());
        }
        var policy = Policies.of(flow);
        var again = new OrderPlanner(policy, mappings).plan(onlyBilled(order, standing), OrderStanding.NONE);
        return switch (again) {
            case OrderPlanner.Plan.Nothing(var why) -> new Same(List.of(why));
            case OrderPlanner.Plan.Missing(var keys) ->
                new Held(
                        "the mapping lacks " + String.join(", ", Convert.sorted(keys))
                                + ". Add the rows, run tieout apply, and ask again",
                        List.of());
            case OrderPlanner.Plan.Ready(var planned, var after) -> {
                var several = posted.stream()
                                .filter(document -> isRevenue(document.id()))
                                .map(document -> document.id().family())
                                .distinct()
                                .count()
                        > 1;
                var closedByTheLedger = policy.profile() == PostingProfile.BC_2;
                var terms = new Terms(
                        posting -> several || closedByTheLedger || isApplied(standing, posting),
                        policy.closed(),
                        flows.table(flow));
                yield Correction.of(several ? asOne(posted) : posted, planned, terms);
            }
        };
    }

    /// Units that are not invoiced yet are no difference.
    private static Order onlyBilled(Order order, OrderStanding standing) {
        return new Order(
                order.id(),
                order.marketplace(),
                order.cancelled(),
                order.shipDate(),
                order.trackingNumber(),
                order.items().stream()
                        .map(item -> new Order.Item(
                                item.sku(),
                                item.ordered(),
                                Math.min(
                                        item.ordered(),
                                        standing.billed()
                                                .getOrDefault(item.sku().value(), 0)),
                                item.proceeds(),
                                item.taxFacilitated()))
                        .toList());
    }

    private static boolean isApplied(OrderStanding standing, PostingId posting) {
        return standing.documents().stream()
                .filter(document -> document.id().equals(posting))
                .map(Standing::applied)
                .anyMatch(Money::isPositive);
    }

    /// An order invoiced in increments, or adjusted, is planned again as one invoice: so it is compared as one, and
    /// differences are moved, as no single invoice could be taken back for it.
    private static List<Document> asOne(List<Document> posted) {
        var lines = new ArrayList<Line>();
        var others = new ArrayList<Document>();
        Optional<Invoice> first = Optional.empty();
        for (var document : posted) {
            if (document.id().isReclass()) {
                others.add(document);
            } else if (isRevenue(document.id()) && !document.id().isAppliedReversal()) {
                lines.addAll(document.lines());
                if (first.isEmpty() && document instanceof Invoice invoice) {
                    first = Optional.of(invoice);
                }
            }
        }
        first.ifPresent(invoice -> others.addFirst(
                new Invoice(invoice.heading(), invoice.customer(), invoice.order(), invoice.trackingNumber(), lines)));
        return others;
    }

    private List<Document> posted(FlowConfig flow, String orderId, Mappings mappings) {
        var documents = new ArrayList<Document>();
        var prefix = Keys.prefix(flow.getFlow(), SourceKind.ORDER.name(), orderId);
        try (var scan = stores.planDocuments.prefixScan(prefix, strings)) {
            scan.forEachRemaining(entry -> documents.add(Convert.document(entry.value, mappings::nameOf)));
        }
        documents.removeIf(document -> !isRevenue(document.id()));
        return documents;
    }

    /// Money that was taken from 1155, and what used a memo, is not planned again.
    private static boolean isRevenue(PostingId id) {
        var name = id.family().substring(id.family().lastIndexOf('/') + 1);
        return name.startsWith("invoice-") || (name.startsWith("adjustment-") && !name.endsWith("-used"));
    }
}
