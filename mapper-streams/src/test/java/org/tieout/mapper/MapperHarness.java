package org.tieout.mapper;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.source.RowType;
import org.tieout.event.Alert;
import org.tieout.event.AuditRecord;
import org.tieout.event.CrmRecord;
import org.tieout.event.DocumentKind;
import org.tieout.event.DocumentLine;
import org.tieout.event.FinancialEvent;
import org.tieout.event.FlowConfig;
import org.tieout.event.LedgerDocument;
import org.tieout.event.LedgerStatus;
import org.tieout.event.MappingEntry;
import org.tieout.event.Money;
import org.tieout.event.OperatorRequest;
import org.tieout.event.OrderItem;
import org.tieout.event.OrderStatus;
import org.tieout.event.OrderVersion;
import org.tieout.event.Parked;
import org.tieout.event.PostingCommand;
import org.tieout.event.Proceeds;
import org.tieout.event.SalesDocumentVersion;
import org.tieout.event.SettlementClosed;
import org.tieout.event.SettlementEvent;
import org.tieout.event.SettlementLine;
import org.tieout.event.SettlementOpened;
import org.tieout.event.TieOut;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.service.Failpoints;
import org.tieout.schemas.Keys;
import org.tieout.schemas.Target;
import org.tieout.schemas.Topic;
import org.tieout.schemas.Topics;

/// The mapper's topology with real wire bytes and no server, spoken to in the words of its sources.
final class MapperHarness implements AutoCloseable {

    static final String FLOW = "us-books";
    static final String SOURCE = "amazon-us";
    static final String TARGET = "books";

    private final Target target;
    private final AvroSerdes serdes = AvroSerdes.inMemory();
    private final TopologyTestDriver driver;
    private final Map<String, TestInputTopic<String, SpecificRecord>> inputs = new LinkedHashMap<>();
    private final TestOutputTopic<String, PostingCommand> commandTopic;
    private final TestOutputTopic<String, PostingCommand> statusTopic;
    private final TestOutputTopic<String, Parked> parkedTopic;
    private final TestOutputTopic<String, TieOut> tieOutTopic;
    private final TestOutputTopic<String, AuditRecord> auditTopic;
    private final TestOutputTopic<String, Alert> alertTopic;
    final List<PostingCommand> commands = new ArrayList<>();
    final List<PostingCommand> statuses = new ArrayList<>();
    final Map<String, @Nullable Parked> parked = new LinkedHashMap<>();
    final Map<String, TieOut> tieOuts = new LinkedHashMap<>();
    final List<AuditRecord> audit = new ArrayList<>();
    private int requests;
    private long logged;
    final Map<String, Alert> alerts = new LinkedHashMap<>();
    final List<Alert> alertsWritten = new ArrayList<>();

    MapperHarness() {
        this(Target.QBO);
    }

    /// With flows into that target.
    MapperHarness(Target target) {
        this.target = target;
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "mapper-test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        // Of this process: other builds on the same machine run the same tests.
        properties.put(
                StreamsConfig.STATE_DIR_CONFIG,
                Path.of(
                                System.getProperty("java.io.tmpdir"),
                                "mapper-test-" + ProcessHandle.current().pid())
                        .toString());
        driver = new TopologyTestDriver(MapperTopology.build(serdes, Failpoints.none()), properties);
        for (var topic : List.of(
                Topics.CONFIG_FLOWS,
                Topics.CONFIG_MAPPINGS,
                Topics.AMAZON_ORDERS,
                Topics.AMAZON_SETTLEMENTS,
                Topics.AMAZON_FINANCIAL_EVENTS,
                Topics.DYNAMICS_SALES_DOCUMENTS,
                Topics.DYNAMICS_MASTER_DATA,
                Topics.OPERATOR_REQUESTS,
                target.masterData(),
                target.documents())) {
            inputs.put(
                    topic.name(), driver.createInputTopic(topic.name(), new StringSerializer(), serdes.serializer()));
        }
        commandTopic = output(target.commands());
        statusTopic = output(Target.DYNAMICS_SALES.commands());
        parkedTopic = output(Topics.POSTING_PARKED);
        tieOutTopic = output(Topics.SETTLEMENT_TIEOUTS);
        auditTopic = output(Topics.POSTING_AUDIT);
        alertTopic = output(Topics.ALERTS);
    }

    private <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic topic) {
        return driver.createOutputTopic(topic.name(), new StringDeserializer(), serdes.deserializer());
    }

    /// How many records the mapper's stores have written to their logs so far.
    long writes() {
        for (var topic : driver.producedTopicNames()) {
            if (topic.endsWith("-changelog")) {
                logged += driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                        .readRecordsToList()
                        .size();
            }
        }
        return logged;
    }

    /// Lets the mapper's own clock go on, in which it makes large plans step by step.
    MapperHarness later(java.time.Duration by) {
        driver.advanceWallClockTime(by);
        read();
        return this;
    }

    private void send(Topic topic, String key, @Nullable SpecificRecord value) {
        java.util.Objects.requireNonNull(inputs.get(topic.name())).pipeInput(key, value);
        read();
    }

    private void read() {
        commands.addAll(commandTopic.readValuesToList());
        statuses.addAll(statusTopic.readValuesToList());
        parkedTopic.readKeyValuesToList().forEach(entry -> parked.put(entry.key, entry.value));
        tieOutTopic.readValuesToList().forEach(tieOut -> tieOuts.put(tieOut.getSettlementId(), tieOut));
        audit.addAll(auditTopic.readValuesToList());
        alertTopic.readValuesToList().forEach(alert -> {
            alertsWritten.add(alert);
            alerts.put(alert.getId(), alert);
        });
    }

    MapperHarness flow() {
        return flow(null);
    }

    MapperHarness flow(@Nullable String cutOver) {
        return flow(cutOver, "INVOICE", Map.of());
    }

    MapperHarness flow(@Nullable String cutOver, String mode, Map<String, String> options) {
        return flowNamed(FLOW, cutOver, mode, options);
    }

    MapperHarness flowNamed(String flow, @Nullable String cutOver, String mode, Map<String, String> options) {
        send(
                Topics.CONFIG_FLOWS,
                flow,
                FlowConfig.newBuilder()
                        .setFlow(flow)
                        .setSourceConnection(SOURCE)
                        .setTargetConnection(TARGET)
                        .setTarget(target.name())
                        .setMode(mode)
                        .setOptions(options)
                        .setCutOver(cutOver == null ? null : LocalDate.parse(cutOver))
                        .setAppliedAt(Instant.EPOCH)
                        .build());
        return this;
    }

    /// Asks for a replay; returns what was answered.
    List<AuditRecord> replay(String subjectKind, String subject, boolean repost) {
        return ask("request-" + requests++, subject, Map.of("subject-kind", subjectKind, "repost", "" + repost));
    }

    /// The same for a range of days.
    List<AuditRecord> replayDays(String from, String to, boolean repost) {
        return ask(
                "request-" + requests++,
                from + ".." + to,
                Map.of("subject-kind", "range", "from", from, "to", to, "repost", "" + repost));
    }

    List<AuditRecord> ask(String id, String subject, Map<String, String> attributes) {
        return ask("REPLAY", id, subject, attributes);
    }

    /// Asks for an entry; returns what was answered.
    List<AuditRecord> book(String entry, String subject, boolean post, Map<String, String> attributes) {
        var all = new java.util.HashMap<>(attributes);
        all.put("entry", entry);
        all.put("post", "" + post);
        return ask("BOOK", "request-" + requests++, subject, all);
    }

    List<AuditRecord> ask(String kind, String id, String subject, Map<String, String> attributes) {
        var before = audit.size();
        send(
                Topics.OPERATOR_REQUESTS,
                subject,
                OperatorRequest.newBuilder()
                        .setId(id)
                        .setKind(kind)
                        .setFlow(FLOW)
                        .setConnection(SOURCE)
                        .setSubject(subject)
                        .setAttributes(attributes)
                        .setAt(Instant.EPOCH)
                        .build());
        return List.copyOf(audit.subList(before, audit.size()));
    }

    /// An entry of the company's lists, as the sink writes it.
    MapperHarness listed(String kind, String name, String type, boolean active) {
        send(
                target.masterData(),
                Keys.of(TARGET, kind, name),
                org.tieout.event.MasterData.newBuilder()
                        .setConnection(TARGET)
                        .setKind(kind)
                        .setId(name)
                        .setName("The name of " + name)
                        .setNumber(name)
                        .setType(type)
                        .setActive(active)
                        .setReadAt(Instant.EPOCH)
                        .build());
        return this;
    }

    MapperHarness withoutFlow() {
        send(Topics.CONFIG_FLOWS, FLOW, null);
        return this;
    }

    List<String> openAlerts() {
        return alerts.values().stream()
                .filter(alert -> !alert.getResolved())
                .map(Alert::getId)
                .toList();
    }

    MapperHarness mapping(String kind, String key, String value) {
        return mapping(kind, key, value, 3);
    }

    MapperHarness mapping(String kind, String key, String value, long version) {
        return mappingOf(FLOW, kind, key, value, version);
    }

    MapperHarness mappingOf(String flow, String kind, String key, String value, long version) {
        send(
                Topics.CONFIG_MAPPINGS,
                Keys.of(flow, kind, key),
                MappingEntry.newBuilder()
                        .setFlow(flow)
                        .setConnection(SOURCE)
                        .setKind(kind)
                        .setKey(key)
                        .setValue(value)
                        .setVersion(version)
                        .setAppliedAt(Instant.EPOCH)
                        .build());
        return this;
    }

    MapperHarness order(String id, String sku, String amount, int shipped, String updatedAt) {
        send(
                Topics.AMAZON_ORDERS,
                Keys.of(SOURCE, id),
                OrderVersion.newBuilder()
                        .setConnection(SOURCE)
                        .setSellerId("SELLER")
                        .setOrderId(id)
                        .setMarketplaceId("ATVPDKIKX0DER")
                        .setMarketplaceName("Amazon.com")
                        .setCreatedAt(Instant.parse("2026-09-01T00:00:00Z"))
                        .setLastUpdatedAt(Instant.parse(updatedAt))
                        .setStatus(shipped > 0 ? OrderStatus.SHIPPED : OrderStatus.UNSHIPPED)
                        .setFulfilledBy("AMAZON")
                        .setItems(List.of(OrderItem.newBuilder()
                                .setOrderItemId("1")
                                .setSku(sku)
                                .setQuantityOrdered(1)
                                .setQuantityFulfilled(shipped)
                                .setProceeds(List.of(new Proceeds("ITEM", usd(amount))))
                                .setTaxFacilitated(true)
                                .build()))
                        .setContentHash(id + amount + shipped)
                        .setReadAt(Instant.EPOCH)
                        .build());
        return this;
    }

    /// A version of an opportunity, quote or order.
    MapperHarness deal(SalesDocumentVersion version) {
        send(
                Topics.DYNAMICS_SALES_DOCUMENTS,
                Keys.of(SOURCE, version.getKind().name().toLowerCase(java.util.Locale.ROOT), version.getId()),
                version);
        return this;
    }

    /// An account or a contact.
    MapperHarness crm(CrmRecord read) {
        send(Topics.DYNAMICS_MASTER_DATA, Keys.of(SOURCE, read.getKind(), read.getId()), read);
        return this;
    }

    /// A document as the ledger holds it.
    MapperHarness ledger(LedgerDocument document) {
        send(target.documents(), document.getPostingId(), document);
        return this;
    }

    /// An event of Amazon's own ledger.
    MapperHarness event(FinancialEvent event) {
        send(Topics.AMAZON_FINANCIAL_EVENTS, Keys.of(SOURCE, event.getContentHash()), event);
        return this;
    }

    /// A settlement of that period.
    Settlement settlement(String id, String total, String start, String end) {
        return new Settlement(id, total, "hash-of-" + id, Instant.parse(start), Instant.parse(end));
    }

    Settlement settlement(String id, String total) {
        return new Settlement(id, total, "hash-of-" + id);
    }

    /// Sends a settlement record by record.
    final class Settlement {
        private final String id;
        private final String hash;
        private long lines;
        private BigDecimal sum = BigDecimal.ZERO;

        Settlement(String id, String total, String hash) {
            this(id, total, hash, Instant.parse("2026-09-01T07:00:00Z"), Instant.parse("2026-09-15T07:00:00Z"));
        }

        Settlement(String id, String total, String hash, Instant start, Instant end) {
            this.id = id;
            this.hash = hash;
            emit(builder()
                    .setOpened(SettlementOpened.newBuilder()
                            .setFormat("V2")
                            .setStartAt(start)
                            .setEndAt(end)
                            .setDepositAt(end.plus(Duration.ofDays(2)))
                            .setTotal(usd(total))
                            .setDocument("test.txt")
                            .build()));
        }

        Settlement row(String type, @Nullable String order, @Nullable String sku, String amount) {
            lines++;
            sum = sum.add(new BigDecimal(amount));
            var rowType = RowType.parse(type);
            emit(builder()
                    .setLine(SettlementLine.newBuilder()
                            .setRow((int) lines + 2)
                            .setCell("amount")
                            .setTransactionType(rowType.transactionType())
                            .setAmountType(rowType.amountType())
                            .setAmountDescription(rowType.amountDescription())
                            .setAmount(usd(amount))
                            .setPostedAt(Instant.parse("2026-09-03T18:00:00Z"))
                            .setOrderId(order)
                            .setMarketplaceName(order == null ? null : "Amazon.com")
                            .setSku(sku)
                            .setQuantity(sku == null ? null : 1)
                            .build()));
            return this;
        }

        MapperHarness close() {
            emit(builder().setClosed(new SettlementClosed(lines, usd(sum.toPlainString()))));
            return MapperHarness.this;
        }

        private SettlementEvent.Builder builder() {
            return SettlementEvent.newBuilder()
                    .setConnection(SOURCE)
                    .setSellerId("SELLER")
                    .setSettlementId(id)
                    .setDocumentHash(hash);
        }

        private void emit(SettlementEvent.Builder event) {
            send(Topics.AMAZON_SETTLEMENTS, Keys.of(SOURCE, id), event.build());
        }
    }

    /// The ledger answers every command so far, as it was commanded; `alter` may change a document first.
    MapperHarness readBackAll(java.util.function.UnaryOperator<LedgerDocument> alter) {
        for (var command : List.copyOf(commands)) {
            var document = command.getDocument();
            var total = document.getKind() == DocumentKind.DEPOSIT
                    ? document.getLines().getFirst().getAmount()
                    : debits(document.getLines());
            var read = LedgerDocument.newBuilder()
                    .setConnection(TARGET)
                    .setFlow(FLOW)
                    .setSourceConnection(SOURCE)
                    .setSourceId(command.getSourceId())
                    .setPostingId(command.getPostingId())
                    .setKind(document.getKind())
                    .setVendorType(document.getKind().name())
                    .setVendorId(Integer.toString(command.getPostingId().hashCode()))
                    .setStatus(LedgerStatus.LIVE)
                    .setTotal(total)
                    .setLines(document.getLines())
                    .setReadAt(Instant.EPOCH)
                    .build();
            send(target.documents(), command.getPostingId(), alter.apply(read));
        }
        return this;
    }

    private static Money debits(List<DocumentLine> lines) {
        return usd(lines.stream()
                .map(line -> line.getAmount().getAmount().max(BigDecimal.ZERO))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .toPlainString());
    }

    static DocumentLine plus(DocumentLine line, String more) {
        return DocumentLine.newBuilder(line)
                .setAmount(usd(
                        line.getAmount().getAmount().add(new BigDecimal(more)).toPlainString()))
                .build();
    }

    static Money usd(String amount) {
        return new Money("USD", new BigDecimal(amount).setScale(4));
    }

    List<String> kinds() {
        return commands.stream()
                .map(command -> command.getDocument().getKind() + " "
                        + command.getDocument().getReference())
                .toList();
    }

    TieOut tieOut(String settlement) {
        return java.util.Objects.requireNonNull(tieOuts.get(settlement));
    }

    String checks(String settlement) {
        return tieOut(settlement).getChecks().stream()
                .map(check -> check.getState().name().substring(0, 1))
                .reduce("", String::concat);
    }

    @Override
    public void close() {
        driver.close();
    }
}
