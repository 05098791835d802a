package org.tieout.bench.mapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.tieout.accounting.source.SettlementHeader;
import org.tieout.event.FlowConfig;
import org.tieout.event.MappingEntry;
import org.tieout.event.Money;
import org.tieout.event.SettlementClosed;
import org.tieout.event.SettlementEvent;
import org.tieout.event.SettlementLine;
import org.tieout.event.SettlementOpened;
import org.tieout.ingest.amazon.settlement.RowProblem;
import org.tieout.ingest.amazon.settlement.SettlementEnd;
import org.tieout.ingest.amazon.settlement.SettlementFile;
import org.tieout.ingest.amazon.settlement.SettlementHandler;
import org.tieout.ingest.amazon.settlement.SettlementRow;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.Clients;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.runtime.kafka.Placement;
import org.tieout.schemas.Keys;
import org.tieout.schemas.Topic;
import org.tieout.schemas.Topics;
import org.tieout.simulator.amazon.Catalogue;
import org.tieout.simulator.amazon.CatalogueItem;
import org.tieout.simulator.amazon.LargeSettlement;

/// Writes one large settlement to the source topics, and before it what precedes a settlement in life: its
/// flow, its mapping, and the
/// orders it pays, shipped.
final class Feed implements SettlementHandler {

    /// What is known of the orders before the settlement pays them.
    enum Shape {
        /// Each was shipped, and invoiced: the settlement pays.
        INVOICED,
        /// Nothing: the settlement invoices each of its orders from its own rows, and pays.
        LATE
    }

    /// What was written.
    ///
    /// @param partition where it lies
    /// @param first offset of the settlement's first record
    /// @param last offset of its last
    /// @param lines how many lines
    /// @param orders how many orders were written before
    record Fed(int partition, long first, long last, long lines, long orders) {}

    private final Producer<String, SpecificRecord> producer;
    private final String connection;
    private final int partition;
    private String settlementId = "";
    private Money total = new Money("USD", java.math.BigDecimal.ZERO.setScale(4));

    private Feed(Producer<String, SpecificRecord> producer, String connection, int partition) {
        this.producer = producer;
        this.connection = connection;
        this.partition = partition;
    }

    static Fed settlement(KafkaSettings kafka, AvroSerdes serdes, String connection, long lines, Shape shape) {
        var partition = Placement.of(kafka).partition(Topics.AMAZON_SETTLEMENTS, connection);
        try (var producer = Clients.<SpecificRecord>newProducer(Clients.producer(kafka, "bench-feed"), serdes)) {
            var feed = new Feed(producer, connection, partition);
            var orders = 0L;
            var file = Files.createTempFile("settlement", ".txt");
            try {
                write(file, lines);
                feed.mappings();
                feed.flow();
                if (shape == Shape.INVOICED) {
                    orders = Orders.write(file, producer, connection, partition);
                }
                SettlementFile.read(file, Optional.empty(), feed);
            } finally {
                Files.delete(file);
            }
            producer.flush();
            return new Fed(partition, 0, lines + 1, lines, orders);
        } catch (IOException e) {
            throw new UncheckedIOException("the settlement cannot be generated", e);
        }
    }

    private static void write(Path file, long lines) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            LargeSettlement.write(out, lines, 7);
        }
    }

    private void flow() {
        send(
                Topics.CONFIG_FLOWS,
                "bench",
                FlowConfig.newBuilder()
                        .setFlow("bench")
                        .setSourceConnection(connection)
                        .setTargetConnection("books")
                        .setTarget("qbo")
                        .setMode("INVOICE")
                        .setAppliedAt(Instant.EPOCH)
                        .build());
    }

    /// Every SKU is mapped: goods become invoices, not receipts that wait.
    private void mappings() {
        for (var sku : Catalogue.items().stream().map(CatalogueItem::sku).toList()) {
            send(
                    Topics.CONFIG_MAPPINGS,
                    Keys.of("bench", "item", sku),
                    MappingEntry.newBuilder()
                            .setFlow("bench")
                            .setConnection(connection)
                            .setKind("item")
                            .setKey(sku)
                            .setValue("Item " + sku)
                            .setVersion(1)
                            .setAppliedAt(Instant.EPOCH)
                            .build());
        }
    }

    @Override
    public void opened(SettlementHeader header) {
        settlementId = header.id().value();
        total = money(header.total());
        settlement(event().setOpened(SettlementOpened.newBuilder()
                .setFormat(header.format().name())
                .setStartAt(header.startAt())
                .setEndAt(header.endAt())
                .setDepositAt(header.depositAt())
                .setTotal(total)
                .setDocument("bench")
                .build()));
    }

    @Override
    public void row(SettlementRow row) {
        var line = row.toLine();
        settlement(event().setLine(SettlementLine.newBuilder()
                .setRow(line.row())
                .setCell(line.cell())
                .setTransactionType(line.type().transactionType())
                .setAmountType(line.type().amountType())
                .setAmountDescription(line.type().amountDescription())
                .setAmount(money(line.amount()))
                .setPostedAt(line.postedAt())
                .setOrderId(line.orderId())
                .setShipmentId(line.shipmentId())
                .setMarketplaceName(line.marketplaceName())
                .setFulfillmentId(line.fulfillmentId())
                .setOrderItemCode(line.orderItemCode())
                .setSku(line.sku())
                .setQuantity(line.quantity())
                .setPromotionId(line.promotionId())
                .build()));
    }

    @Override
    public void closed(SettlementEnd end) {
        settlement(event().setClosed(new SettlementClosed(end.lineCount(), money(end.lineSum()))));
    }

    @Override
    public void problem(RowProblem problem) {
        throw new IllegalStateException("a generated settlement has no problems, yet: " + problem);
    }

    private SettlementEvent.Builder event() {
        return SettlementEvent.newBuilder()
                .setConnection(connection)
                .setSellerId("BENCH")
                .setSettlementId(settlementId)
                .setDocumentHash("bench");
    }

    private void settlement(SettlementEvent.Builder event) {
        send(Topics.AMAZON_SETTLEMENTS, Keys.of(connection, settlementId), event.build());
    }

    private void send(Topic topic, String key, SpecificRecord value) {
        Sends.send(producer, new ProducerRecord<>(topic.name(), partition, key, value));
    }

    private static Money money(org.tieout.accounting.money.Money money) {
        return new Money(money.currency(), money.toBigDecimal().setScale(4, RoundingMode.UNNECESSARY));
    }
}
