package org.tieout.schemas;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.tieout.event.Alert;
import org.tieout.event.AlertDelivery;
import org.tieout.event.AuditRecord;
import org.tieout.event.ConnectionConfig;
import org.tieout.event.CrmRecord;
import org.tieout.event.FinancialEvent;
import org.tieout.event.FlowConfig;
import org.tieout.event.LedgerDocument;
import org.tieout.event.MappingEntry;
import org.tieout.event.MasterData;
import org.tieout.event.OperatorRequest;
import org.tieout.event.OrderVersion;
import org.tieout.event.Parked;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;
import org.tieout.event.SalesDocumentVersion;
import org.tieout.event.SecretEntry;
import org.tieout.event.SettlementEvent;
import org.tieout.event.TieOut;
import org.tieout.event.Watermark;
import org.tieout.schemas.Topic.Cleanup;
import org.tieout.schemas.Topic.Partitioning;

/// Every topic of the product, declared once. Topics are created from this list; auto-creation is off.
public final class Topics {

    private static final Optional<Duration> FOR_EVER = Optional.empty();

    /// Order versions.
    public static final Topic AMAZON_ORDERS = events(
            "amazon.orders", "connection|order id", OrderVersion.getClassSchema(), Partitioning.SOURCE_CONNECTION);

    /// Settlements, record by record.
    public static final Topic AMAZON_SETTLEMENTS = events(
            "amazon.settlements",
            "connection|settlement id",
            SettlementEvent.getClassSchema(),
            Partitioning.SOURCE_CONNECTION);

    /// Transactions, settlement summaries and balances of Amazon's own ledger.
    public static final Topic AMAZON_FINANCIAL_EVENTS = events(
            "amazon.financial-events",
            "connection|order or settlement id",
            FinancialEvent.getClassSchema(),
            Partitioning.SOURCE_CONNECTION);

    /// Versions of opportunities, quotes and orders.
    public static final Topic DYNAMICS_SALES_DOCUMENTS = events(
            "dynamics.sales-documents",
            "connection|kind|record id",
            SalesDocumentVersion.getClassSchema(),
            Partitioning.SOURCE_CONNECTION);

    /// Accounts, contacts, products, currencies and price lists. Compacted: what was deleted there is forgotten here.
    public static final Topic DYNAMICS_MASTER_DATA = table(
            "dynamics.master-data",
            "connection|kind|record id",
            CrmRecord.getClassSchema(),
            Partitioning.SOURCE_CONNECTION);

    /// Connections, without their secrets.
    public static final Topic CONFIG_CONNECTIONS =
            table("config.connections", "connection", ConnectionConfig.getClassSchema(), Partitioning.KEY);

    /// Flows.
    public static final Topic CONFIG_FLOWS =
            table("config.flows", "flow", FlowConfig.getClassSchema(), Partitioning.SOURCE_CONNECTION);

    /// Mapping tables, row by row.
    public static final Topic CONFIG_MAPPINGS = table(
            "config.mappings",
            "flow|kind|key|marketplace|valid from",
            MappingEntry.getClassSchema(),
            Partitioning.SOURCE_CONNECTION);

    /// Secrets, as ciphertext.
    public static final Topic CONFIG_SECRETS =
            table("config.secrets", "connection|name", SecretEntry.getClassSchema(), Partitioning.KEY);

    /// How far each feed was read.
    public static final Topic INGEST_WATERMARKS =
            table("ingest.watermarks", "connection|feed", Watermark.getClassSchema(), Partitioning.KEY);

    /// Documents to post to QuickBooks Online.
    public static final Topic POSTING_COMMANDS_QBO = new Topic(
            "posting.commands.qbo",
            "flow|source id",
            PostingCommand.getClassSchema(),
            Partitioning.TARGET_CONNECTION,
            Cleanup.DELETE,
            Optional.of(Duration.ofDays(180)));

    /// Where each posting to QuickBooks Online stands.
    public static final Topic POSTING_STATE_QBO =
            table("posting.state.qbo", "posting id", PostingState.getClassSchema(), Partitioning.TARGET_CONNECTION);

    /// Documents to post to Business Central.
    public static final Topic POSTING_COMMANDS_BC = new Topic(
            "posting.commands.bc",
            "flow|source id",
            PostingCommand.getClassSchema(),
            Partitioning.TARGET_CONNECTION,
            Cleanup.DELETE,
            Optional.of(Duration.ofDays(180)));

    /// Where each posting to Business Central stands.
    public static final Topic POSTING_STATE_BC =
            table("posting.state.bc", "posting id", PostingState.getClassSchema(), Partitioning.TARGET_CONNECTION);

    /// What Dynamics 365 Sales is to show of documents in a ledger.
    public static final Topic POSTING_COMMANDS_DYNAMICS_SALES = new Topic(
            "posting.commands.dynamics-sales",
            "flow|source id",
            PostingCommand.getClassSchema(),
            Partitioning.TARGET_CONNECTION,
            Cleanup.DELETE,
            Optional.of(Duration.ofDays(180)));

    /// Where each status for Dynamics 365 Sales stands.
    public static final Topic POSTING_STATE_DYNAMICS_SALES = table(
            "posting.state.dynamics-sales",
            "posting id",
            PostingState.getClassSchema(),
            Partitioning.TARGET_CONNECTION);

    /// Every step in the life of a record.
    public static final Topic POSTING_AUDIT =
            events("posting.audit", "flow|source id", AuditRecord.getClassSchema(), Partitioning.KEY);

    /// What the mapper holds.
    public static final Topic POSTING_PARKED =
            table("posting.parked", "flow|source kind|source id", Parked.getClassSchema(), Partitioning.KEY);

    /// The proof of each settlement.
    public static final Topic SETTLEMENT_TIEOUTS =
            table("settlement.tieouts", "flow|settlement id", TieOut.getClassSchema(), Partitioning.KEY);

    /// Master data of QuickBooks Online companies.
    public static final Topic LEDGER_MASTER_DATA_QBO = table(
            "ledger.master-data.qbo",
            "connection|kind|id",
            MasterData.getClassSchema(),
            Partitioning.TARGET_CONNECTION);

    /// Our documents as QuickBooks Online holds them.
    public static final Topic LEDGER_DOCUMENTS_QBO = table(
            "ledger.documents.qbo", "posting id", LedgerDocument.getClassSchema(), Partitioning.SOURCE_CONNECTION);

    /// Master data of Business Central companies.
    public static final Topic LEDGER_MASTER_DATA_BC = table(
            "ledger.master-data.bc", "connection|kind|id", MasterData.getClassSchema(), Partitioning.TARGET_CONNECTION);

    /// Our documents as Business Central holds them.
    public static final Topic LEDGER_DOCUMENTS_BC =
            table("ledger.documents.bc", "posting id", LedgerDocument.getClassSchema(), Partitioning.SOURCE_CONNECTION);

    /// What a person asks for.
    public static final Topic OPERATOR_REQUESTS =
            events("operator.requests", "subject", OperatorRequest.getClassSchema(), Partitioning.SOURCE_CONNECTION);

    /// What needs a person.
    public static final Topic ALERTS = table("alerts", "alert id", Alert.getClassSchema(), Partitioning.KEY);

    /// What each channel was told of each alert.
    public static final Topic ALERTS_DELIVERIES =
            table("alerts.deliveries", "channel|alert id", AlertDelivery.getClassSchema(), Partitioning.KEY);

    private static final List<Topic> ALL = List.of(
            AMAZON_ORDERS,
            AMAZON_SETTLEMENTS,
            AMAZON_FINANCIAL_EVENTS,
            DYNAMICS_SALES_DOCUMENTS,
            DYNAMICS_MASTER_DATA,
            CONFIG_CONNECTIONS,
            CONFIG_FLOWS,
            CONFIG_MAPPINGS,
            CONFIG_SECRETS,
            INGEST_WATERMARKS,
            POSTING_COMMANDS_QBO,
            POSTING_STATE_QBO,
            POSTING_COMMANDS_BC,
            POSTING_STATE_BC,
            POSTING_COMMANDS_DYNAMICS_SALES,
            POSTING_STATE_DYNAMICS_SALES,
            POSTING_AUDIT,
            POSTING_PARKED,
            SETTLEMENT_TIEOUTS,
            LEDGER_MASTER_DATA_QBO,
            LEDGER_DOCUMENTS_QBO,
            LEDGER_MASTER_DATA_BC,
            LEDGER_DOCUMENTS_BC,
            OPERATOR_REQUESTS,
            ALERTS,
            ALERTS_DELIVERIES);

    private Topics() {}

    /// Every topic, in the order of the data's flow.
    public static List<Topic> all() {
        return ALL;
    }

    private static Topic events(String name, String key, Schema value, Partitioning partitioning) {
        return new Topic(name, key, value, partitioning, Cleanup.DELETE, FOR_EVER);
    }

    private static Topic table(String name, String key, Schema value, Partitioning partitioning) {
        return new Topic(name, key, value, partitioning, Cleanup.COMPACT, FOR_EVER);
    }
}
