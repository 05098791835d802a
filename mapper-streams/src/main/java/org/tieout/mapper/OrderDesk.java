package org.tieout.mapper;

import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.plan.OrderPlanner;
import org.tieout.accounting.plan.OrderStanding;
import org.tieout.accounting.source.Order;
import org.tieout.accounting.source.OrderId;
import org.tieout.event.FlowConfig;
import org.tieout.event.OrderVersion;
import org.tieout.event.SourceKind;
import org.tieout.schemas.Keys;

/// Takes order versions: keeps the newest, and has every flow invoice what newly shipped.
final class OrderDesk {

    private final Stores stores;
    private final FlowTable flows;
    private final Parking parking;
    private final Commands commands;
    private final TieOutDesk tieOuts;
    private final StringSerializer strings = new StringSerializer();

    OrderDesk(Stores stores, FlowTable flows, Parking parking, Commands commands, TieOutDesk tieOuts) {
        this.stores = stores;
        this.flows = flows;
        this.parking = parking;
        this.commands = commands;
        this.tieOuts = tieOuts;
    }

    /// A version that is older than the known one, or says the same, changes nothing.
    void version(OrderVersion version) {
        var key = Keys.of(version.getConnection(), version.getOrderId());
        var known = stores.orders.get(key);
        if (known != null
                && (known.getLastUpdatedAt().isAfter(version.getLastUpdatedAt())
                        || known.getContentHash().equals(version.getContentHash()))) {
            return;
        }
        stores.orders.put(key, keepShipDate(version, known));
        var previous = Optional.ofNullable(known).flatMap(Convert::order);
        for (var flow : flows.of(version.getConnection())) {
            plan(flow, version.getOrderId(), previous);
        }
    }

    /// All known orders, for a flow that is new.
    void planAll(FlowConfig flow) {
        var ids = new ArrayList<String>();
        try (var scan = stores.orders.prefixScan(Keys.prefix(flow.getSourceConnection()), strings)) {
            scan.forEachRemaining(entry -> ids.add(entry.value.getOrderId()));
        }
        ids.forEach(id -> plan(flow, id));
    }

    /// Plans one order in one flow, as it stands now.
    void plan(FlowConfig flow, String orderId) {
        plan(flow, orderId, Optional.empty());
    }

    private void plan(FlowConfig flow, String orderId, Optional<Order> previous) {
        var standingKey = Keys.of(flow.getFlow(), orderId);
        var standing = standing(flow, orderId);
        var mappings = flows.mappings(flow);
        var planner = new OrderPlanner(Policies.of(flow), mappings);
        var order = order(flow, orderId);
        if (order.filter(o -> CutOver.precedes(flow, o)).isPresent()
                || (!Policies.invoices(flow) && !standing.invoiced())) {
            return;
        }
        var plan = order.map(o -> planner.plan(o, previous, standing))
                .orElseGet(() -> planner.fromHeldRows(new OrderId(orderId), standing));
        switch (plan) {
            case OrderPlanner.Plan.Nothing(var why) -> parking.release(flow.getFlow(), SourceKind.ORDER, orderId);
            case OrderPlanner.Plan.Missing(var keys) ->
                parking.park(flow.getFlow(), SourceKind.ORDER, orderId, keys, Parking.ORDER_WAITS, mappings);
            case OrderPlanner.Plan.Ready(var documents, var after) -> {
                parking.release(flow.getFlow(), SourceKind.ORDER, orderId);
                stores.standings.put(standingKey, after);
                if (!documents.isEmpty()) {
                    command(flow, orderId, documents, mappings.version());
                }
                tieOuts.orderChanged(flow, orderId, after);
            }
        }
        order.ifPresent(o -> tieOuts.compareOrder(
                flow, o, Optional.ofNullable(stores.standings.get(standingKey)).orElse(standing)));
    }

    private void command(FlowConfig flow, String orderId, java.util.List<Document> documents, long mappingVersion) {
        commands.emit(
                flow,
                SourceKind.ORDER,
                orderId,
                documents,
                mappingVersion,
                Map.of("source", "amazon order " + orderId));
    }

    /// An order's account in a flow. Who accounts for one that shipped before the flow's cut-over, the flow says.
    OrderStanding standing(FlowConfig flow, String orderId) {
        var known = stores.standings.get(Keys.of(flow.getFlow(), orderId));
        if (known != null) {
            return known;
        }
        return flow.getCutOver() == null
                ? OrderStanding.NONE
                : order(flow, orderId)
                        .flatMap(Order::shipDate)
                        .map(shipped -> Policies.unknown(flow, shipped))
                        .orElse(OrderStanding.NONE);
    }

    /// True when Amazon told of the order.
    boolean isKnown(FlowConfig flow, String orderId) {
        return stores.orders.get(Keys.of(flow.getSourceConnection(), orderId)) != null;
    }

    /// The order as its newest record says; nothing when none came, or its marketplace is unknown.
    Optional<Order> order(FlowConfig flow, String orderId) {
        return Optional.ofNullable(stores.orders.get(Keys.of(flow.getSourceConnection(), orderId)))
                .flatMap(Convert::order);
    }

    /// An order without packages shipped when Amazon first said so; a later version must not move that date.
    private static OrderVersion keepShipDate(
            OrderVersion version, @org.jspecify.annotations.Nullable OrderVersion known) {
        if (known == null || !version.getPackages().isEmpty() || shippedUnits(version) != shippedUnits(known)) {
            return version;
        }
        return OrderVersion.newBuilder(version)
                .setLastUpdatedAt(known.getLastUpdatedAt())
                .build();
    }

    private static int shippedUnits(OrderVersion version) {
        return version.getItems().stream()
                .mapToInt(org.tieout.event.OrderItem::getQuantityFulfilled)
                .sum();
    }
}
