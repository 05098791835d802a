package org.tieout.bench.mapper;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.tieout.accounting.source.SettlementHeader;
import org.tieout.event.Money;
import org.tieout.event.OrderItem;
import org.tieout.event.OrderStatus;
import org.tieout.event.OrderVersion;
import org.tieout.event.Proceeds;
import org.tieout.ingest.amazon.settlement.RowProblem;
import org.tieout.ingest.amazon.settlement.SettlementEnd;
import org.tieout.ingest.amazon.settlement.SettlementFile;
import org.tieout.ingest.amazon.settlement.SettlementHandler;
import org.tieout.ingest.amazon.settlement.SettlementRow;
import org.tieout.schemas.Keys;
import org.tieout.schemas.Topics;

/// The orders behind a settlement, as shipped orders of one item.
final class Orders implements SettlementHandler {

    private final Map<String, Sale> sales = new HashMap<>();

    private static final class Sale {
        private String sku = "";
        private long item;
        private long shipping;
        private long postedAt;
    }

    private Orders() {}

    /// Writes them; returns how many.
    static long write(Path settlement, Producer<String, SpecificRecord> producer, String connection, int partition)
            throws IOException {
        var orders = new Orders();
        SettlementFile.read(settlement, Optional.empty(), orders);
        orders.sales.forEach((id, sale) -> Sends.send(
                producer,
                new ProducerRecord<>(
                        Topics.AMAZON_ORDERS.name(), partition, Keys.of(connection, id), order(connection, id, sale))));
        producer.flush();
        return orders.sales.size();
    }

    private static OrderVersion order(String connection, String id, Sale sale) {
        var proceeds = new ArrayList<Proceeds>();
        proceeds.add(new Proceeds("ITEM", usd(sale.item)));
        if (sale.shipping != 0) {
            proceeds.add(new Proceeds("SHIPPING", usd(sale.shipping)));
        }
        var at = Instant.ofEpochSecond(sale.postedAt);
        return OrderVersion.newBuilder()
                .setConnection(connection)
                .setSellerId("BENCH")
                .setOrderId(id)
                .setMarketplaceId("ATVPDKIKX0DER")
                .setMarketplaceName("Amazon.com")
                .setCreatedAt(at)
                .setLastUpdatedAt(at)
                .setStatus(OrderStatus.SHIPPED)
                .setFulfilledBy("AMAZON")
                .setItems(List.of(OrderItem.newBuilder()
                        .setOrderItemId("1")
                        .setSku(sale.sku)
                        .setQuantityOrdered(1)
                        .setQuantityFulfilled(1)
                        .setProceeds(proceeds)
                        .setTaxFacilitated(true)
                        .build()))
                .setContentHash(id)
                .setReadAt(at)
                .build();
    }

    private static Money usd(long cents) {
        return new Money("USD", BigDecimal.valueOf(cents, 2).setScale(4));
    }

    @Override
    public void opened(SettlementHeader header) {}

    @Override
    public void row(SettlementRow row) {
        var order = row.orderId();
        if (order == null || !row.type().transactionType().equals("Order")) {
            return;
        }
        var sale = sales.computeIfAbsent(order, id -> new Sale());
        switch (row.type().amountDescription()) {
            case "Principal" -> {
                sale.sku = String.valueOf(row.sku());
                sale.item += row.minor();
                sale.postedAt = row.postedEpochSecond();
            }
            case "Shipping" -> sale.shipping += row.minor();
            default -> {
                // Fees and facilitated tax are no part of the order's proceeds.
            }
        }
    }

    @Override
    public void closed(SettlementEnd end) {}

    @Override
    public void problem(RowProblem problem) {
        throw new IllegalStateException("a generated settlement has no problems, yet: " + problem);
    }
}
