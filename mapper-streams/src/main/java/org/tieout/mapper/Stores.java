package org.tieout.mapper;

import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.tieout.accounting.plan.OrderStanding;
import org.tieout.accounting.tieout.OrderDifference;
import org.tieout.event.CrmRecord;
import org.tieout.event.FinancialEvent;
import org.tieout.event.FlowConfig;
import org.tieout.event.MappingEntry;
import org.tieout.event.OrderVersion;
import org.tieout.event.PostingCommand;
import org.tieout.event.SalesDocumentVersion;
import org.tieout.runtime.kafka.AvroSerdes;

/// The stores of one source connection's partition. Names are a public contract: renaming one is a migration.
///
/// Keys are built by [org.tieout.schemas.Keys], so a prefix scan finds exactly what belongs to its parts.
final class Stores {

    /// connection|flow → the flow.
    static final String FLOWS = "flows";
    /// flow|row identity → a mapping row.
    static final String MAPPING_ROWS = "mapping-rows";
    /// connection|order id → the newest version.
    static final String ORDERS = "orders";
    /// flow|order id → the order's account.
    static final String STANDINGS = "order-standings";
    /// connection|settlement id → the settlement.
    static final String SETTLEMENTS = "settlements";
    /// connection|settlement id|number → sum and rows of a row type, in binary.
    static final String TOTALS = "settlement-totals";
    /// connection|settlement id|order id → the order's rows, in binary.
    static final String ORDER_ROWS = "settlement-order-rows";
    /// flow|settlement id → the plan.
    static final String PLANS = "plans";
    /// flow|number → a settlement being planned; the first of a flow is the one that goes on.
    static final String PLANNING = "plans-in-the-making";
    /// flow|kind|source id|number → a document planned and commanded, in order.
    static final String PLAN_DOCUMENTS = "plan-documents";
    /// flow|settlement id|order id → the order's account before the settlement, where anything was known of it.
    static final String STANDINGS_BEFORE = "order-standings-before";
    /// flow|settlement id|order id → what is open on the order.
    static final String DIFFERENCES = "order-differences";
    /// flow|number → a change of mapping or flow that waits for the plan in the making.
    static final String WAITING_CHANGES = "waiting-changes";
    /// flow|kind|source id → what it waits for.
    static final String HELD = "held";
    /// flow|missing key|kind|source id → nothing; the index that wakes by key.
    static final String HELD_BY_KEY = "held-by-key";
    /// flow|missing key → how much waits for it, and why.
    static final String LACKS = "missing-keys";
    /// flow|key → a key that came, and how far those that waited for it are woken.
    static final String WAKES = "wakes";
    /// posting id → what the ledger should show.
    static final String EXPECTED = "expected-documents";
    /// posting id → what it was last seen to show.
    static final String READ_BACK = "read-back";

    /// connection|transaction id → the newest version of a transaction of Amazon's ledger.
    static final String EVENTS = "financial-events";
    /// connection|marketplace|held or free|time|transaction id → nothing; the transactions in order of
    /// time.
    static final String EVENT_TIMES = "financial-events-by-time";
    /// connection|deferred transaction id → when it was released.
    static final String RELEASES = "releases";
    /// connection|summary|settlement id, or connection|balance|marketplace|account → the newest of
    /// Amazon's statements.
    static final String STATEMENTS = "amazon-statements";
    /// connection → how far its trade was heard of.
    static final String FEEDS = "trade-heard";
    /// connection|settlement id → what the settlement hands on to the next.
    static final String LINKS = "settlement-chain";
    /// flow → what was found in its chains.
    static final String FINDINGS = "chain-findings";
    /// flow|settlement id → its control totals.
    static final String CONTROLS = "control-totals";
    /// flow|marketplace|month|transaction id → what it accrued.
    static final String ACCRUED = "accrued-transactions";
    /// flow|marketplace|month, or flow|marketplace|month|day → how many journals.
    static final String MONTHS = "month-ends";
    /// chain|connection, month|connection|marketplace|month: what must be looked at; raised|alert id:
    /// what was raised.
    static final String DUE = "due";
    /// flow|settlement|posting id → nothing: documents that the ledger itself takes against clearing, until the
    /// settlement's proof expects them.
    static final String TAKEN = "taken-documents";
    /// request id → nothing; a request is answered once.
    static final String ANSWERED = "answered-requests";

    /// connection|kind|id → the newest version of an opportunity, quote or order.
    static final String SALES_DOCUMENTS = "sales-documents";
    /// connection|kind|id → an account, contact, product, currency or price list of a CRM.
    static final String CRM_RECORDS = "crm-records";
    /// of|connection|kind|id of a record → the deal it is of; has|connection|deal|kind|id → the
    /// records of a deal; waits|flow|kind|id of an account or contact|deal → held deals that it may free;
    /// number|flow|customer number → the account or contact that has it; both|flow|deal|deal → nothing: both
    /// were sold before they were linked, which a person was told. One store: each costs every task.
    static final String DEAL_INDEX = "deal-index";
    /// flow|deal → what was commanded of it, and what is proposed.
    static final String SALES = "sales";
    /// flow|account or contact → what was commanded of its customer.
    static final String CRM_CUSTOMERS = "crm-customers";
    /// flow|deal → what its records were told last, and what the ledger showed.
    static final String DEAL_STATUSES = "deal-statuses";

    final KeyValueStore<String, FlowConfig> flows;
    final KeyValueStore<String, MappingEntry> mappingRows;
    final KeyValueStore<String, OrderVersion> orders;
    final KeyValueStore<String, OrderStanding> standings;
    final KeyValueStore<String, State.Settlement> settlements;
    final KeyValueStore<String, byte[]> totals;
    final KeyValueStore<String, byte[]> orderRows;
    final KeyValueStore<String, State.Plan> plans;
    final KeyValueStore<String, State.Planning> planning;
    final KeyValueStore<String, PostingCommand> planDocuments;
    final KeyValueStore<String, OrderStanding> standingsBefore;
    final KeyValueStore<String, OrderDifference> differences;
    final KeyValueStore<String, SpecificRecord> waitingChanges;
    final KeyValueStore<String, State.Held> held;
    final KeyValueStore<String, byte[]> heldByKey;
    final KeyValueStore<String, State.Lack> lacks;
    final KeyValueStore<String, State.Wake> wakes;
    final KeyValueStore<String, State.Expected> expected;
    final KeyValueStore<String, State.ReadBack> readBack;
    final KeyValueStore<String, FinancialEvent> events;
    final KeyValueStore<String, byte[]> eventTimes;
    final KeyValueStore<String, PeriodState.Release> releases;
    final KeyValueStore<String, FinancialEvent> statements;
    final KeyValueStore<String, BalanceState.Feed> feeds;
    final KeyValueStore<String, BalanceState.Link> links;
    final KeyValueStore<String, BalanceState.Findings> findings;
    final KeyValueStore<String, BalanceState.Controls> controls;
    final KeyValueStore<String, PeriodState.Accrual> accrued;
    final KeyValueStore<String, PeriodState.Month> months;
    final KeyValueStore<String, byte[]> due;
    final KeyValueStore<String, byte[]> taken;
    final KeyValueStore<String, byte[]> answered;
    final KeyValueStore<String, SalesDocumentVersion> salesDocuments;
    final KeyValueStore<String, CrmRecord> crmRecords;
    final KeyValueStore<String, String> dealIndex;
    final KeyValueStore<String, DealState.Sold> sales;
    final KeyValueStore<String, DealState.Customer> crmCustomers;
    final KeyValueStore<String, DealState.Status> dealStatuses;

    Stores(ProcessorContext<?, ?> context) {
        flows = context.getStateStore(FLOWS);
        mappingRows = context.getStateStore(MAPPING_ROWS);
        orders = context.getStateStore(ORDERS);
        standings = context.getStateStore(STANDINGS);
        settlements = context.getStateStore(SETTLEMENTS);
        totals = context.getStateStore(TOTALS);
        orderRows = context.getStateStore(ORDER_ROWS);
        plans = context.getStateStore(PLANS);
        planning = context.getStateStore(PLANNING);
        planDocuments = context.getStateStore(PLAN_DOCUMENTS);
        standingsBefore = context.getStateStore(STANDINGS_BEFORE);
        differences = context.getStateStore(DIFFERENCES);
        waitingChanges = context.getStateStore(WAITING_CHANGES);
        held = context.getStateStore(HELD);
        heldByKey = context.getStateStore(HELD_BY_KEY);
        lacks = context.getStateStore(LACKS);
        wakes = context.getStateStore(WAKES);
        expected = context.getStateStore(EXPECTED);
        readBack = context.getStateStore(READ_BACK);
        events = context.getStateStore(EVENTS);
        eventTimes = context.getStateStore(EVENT_TIMES);
        releases = context.getStateStore(RELEASES);
        statements = context.getStateStore(STATEMENTS);
        feeds = context.getStateStore(FEEDS);
        links = context.getStateStore(LINKS);
        findings = context.getStateStore(FINDINGS);
        controls = context.getStateStore(CONTROLS);
        accrued = context.getStateStore(ACCRUED);
        months = context.getStateStore(MONTHS);
        due = context.getStateStore(DUE);
        taken = context.getStateStore(TAKEN);
        answered = context.getStateStore(ANSWERED);
        salesDocuments = context.getStateStore(SALES_DOCUMENTS);
        crmRecords = context.getStateStore(CRM_RECORDS);
        dealIndex = context.getStateStore(DEAL_INDEX);
        sales = context.getStateStore(SALES);
        crmCustomers = context.getStateStore(CRM_CUSTOMERS);
        dealStatuses = context.getStateStore(DEAL_STATUSES);
    }

    static List<StoreBuilder<?>> builders(AvroSerdes serdes) {
        return List.of(
                store(FLOWS, serdes.serde(FlowConfig.class)),
                store(MAPPING_ROWS, serdes.serde(MappingEntry.class)),
                store(ORDERS, serdes.serde(OrderVersion.class)),
                store(STANDINGS, JsonSerde.of(OrderStanding.class)),
                store(SETTLEMENTS, JsonSerde.of(State.Settlement.class)),
                store(TOTALS, Serdes.ByteArray()),
                store(ORDER_ROWS, Serdes.ByteArray()),
                store(PLANS, JsonSerde.of(State.Plan.class)),
                store(PLANNING, JsonSerde.of(State.Planning.class)),
                store(PLAN_DOCUMENTS, serdes.serde(PostingCommand.class)),
                store(STANDINGS_BEFORE, JsonSerde.of(OrderStanding.class)),
                store(DIFFERENCES, JsonSerde.of(OrderDifference.class)),
                store(WAITING_CHANGES, serdes.<SpecificRecord>serde()),
                store(HELD, JsonSerde.of(State.Held.class)),
                store(HELD_BY_KEY, Serdes.ByteArray()),
                store(LACKS, JsonSerde.of(State.Lack.class)),
                store(WAKES, JsonSerde.of(State.Wake.class)),
                store(EXPECTED, JsonSerde.of(State.Expected.class)),
                store(READ_BACK, JsonSerde.of(State.ReadBack.class)),
                store(EVENTS, serdes.serde(FinancialEvent.class)),
                store(EVENT_TIMES, Serdes.ByteArray()),
                store(RELEASES, JsonSerde.of(PeriodState.Release.class)),
                store(STATEMENTS, serdes.serde(FinancialEvent.class)),
                store(FEEDS, JsonSerde.of(BalanceState.Feed.class)),
                store(LINKS, JsonSerde.of(BalanceState.Link.class)),
                store(FINDINGS, JsonSerde.of(BalanceState.Findings.class)),
                store(CONTROLS, JsonSerde.of(BalanceState.Controls.class)),
                store(ACCRUED, JsonSerde.of(PeriodState.Accrual.class)),
                store(MONTHS, JsonSerde.of(PeriodState.Month.class)),
                store(DUE, Serdes.ByteArray()),
                store(TAKEN, Serdes.ByteArray()),
                store(ANSWERED, Serdes.ByteArray()),
                store(SALES_DOCUMENTS, serdes.serde(SalesDocumentVersion.class)),
                store(CRM_RECORDS, serdes.serde(CrmRecord.class)),
                store(DEAL_INDEX, Serdes.String()),
                store(SALES, JsonSerde.of(DealState.Sold.class)),
                store(CRM_CUSTOMERS, JsonSerde.of(DealState.Customer.class)),
                store(DEAL_STATUSES, JsonSerde.of(DealState.Status.class)));
    }

    private static <V> StoreBuilder<KeyValueStore<String, V>> store(String name, Serde<V> values) {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                        org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name), Serdes.String(), values)
                // Writes of one commit collapse before they reach disk and changelog.
                .withCachingEnabled()
                .withLoggingEnabled(Map.of(TopicConfig.COMPRESSION_TYPE_CONFIG, "lz4"));
    }
}
