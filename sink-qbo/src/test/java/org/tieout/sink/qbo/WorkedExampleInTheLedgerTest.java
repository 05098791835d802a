package org.tieout.sink.qbo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.mapping.MappingCsv;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.FlowPolicy;
import org.tieout.accounting.plan.OrderStanding;
import org.tieout.accounting.plan.SettlementCollector;
import org.tieout.accounting.plan.SettlementPlanner;
import org.tieout.accounting.plan.SettlementPlanner.Outcome;
import org.tieout.accounting.source.RowType;
import org.tieout.accounting.source.SettlementHeader;
import org.tieout.accounting.source.SettlementId;
import org.tieout.event.DocumentLine;
import org.tieout.event.LedgerDocument;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;
import org.tieout.event.PostingStatus;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.sink.Answered;
import org.tieout.runtime.sink.Batch;
import org.tieout.runtime.sink.ItemOutcome;
import org.tieout.runtime.sink.Ledger;
import org.tieout.runtime.sink.Prepared;
import org.tieout.runtime.sink.Ready;
import org.tieout.runtime.sink.References;
import org.tieout.simulator.Simulator;
import org.tieout.simulator.SimulatorOptions;
import org.tieout.simulator.qbo.schema.EntityType;

/// The worked settlement of the cases, planned, rendered, posted over HTTP to the simulated company and read off its
/// own
/// double-entry ledger. What is expected is the paper's, section 5.2, with section 0 (8) on the rows of the month
/// before.
class WorkedExampleInTheLedgerTest {
    private static final Path CASE =
            Path.of("..", "accounting", "testdata", "settlement", "the-worked-settlement-in-quickbooks", "input.tsv");
    private static final String SETTLEMENT = "25889786381";

    private final Trade trade = new Trade("us-books", "amazon-us", "books");
    private final Map<String, References.Posted> posted = new HashMap<>();
    private final List<PostingState> states = new ArrayList<>();
    private Simulator simulator;
    private Ledger ledger;

    @BeforeAll
    static void trustOurRecords() {
        assertThat(AvroSerdes.inMemory()).isNotNull();
    }

    @BeforeEach
    void open() {
        simulator = Simulator.start(SimulatorOptions.builder().seed(5).build());
        ledger = QboLedgerTest.Books.ledger(simulator, "books", "us-books", true, new QboLedgerTest.Noted());
    }

    @AfterEach
    void close() {
        ledger.close();
        simulator.close();
    }

    @Test
    void inInvoiceModeTheSimulatedBooksShowThePaperToTheCent() throws Exception {
        post(planned(FlowPolicy.of("us-books")));

        assertThat(balances("1100", "1145", "1150", "1155", "2320"))
                .isEqualTo(amounts("1100", "0.00", "1145", "0.00", "1150", "0.00", "1155", "0.00", "2320", "0.00"));
        assertTheSettlementIsInTheBooks();
        var company = simulator.qbo().company();
        assertThat(company.documents(EntityType.INVOICE)).hasSize(2);
        assertThat(company.documents(EntityType.CREDIT_MEMO)).hasSize(1);
        assertThat(company.documents(EntityType.PAYMENT)).hasSize(2);
        assertThat(company.documents(EntityType.JOURNAL_ENTRY)).hasSize(1);
    }

    @Test
    void inSummaryModeTheSameBalancesComeFromAJournalAndADeposit() throws Exception {
        post(planned(FlowPolicy.of("us-books").summary()));

        assertThat(balances("1100", "1145", "1150", "1155", "2320"))
                .isEqualTo(amounts("1100", "0.00", "1145", "0.00", "1150", "0.00", "1155", "0.00", "2320", "0.00"));
        assertTheSettlementIsInTheBooks();
        var company = simulator.qbo().company();
        assertThat(company.documents(EntityType.INVOICE)).isEmpty();
        assertThat(company.documents(EntityType.JOURNAL_ENTRY)).hasSize(1);
    }

    @Test
    void whatIsReadBackIsWhatWasPlannedDocumentByDocumentAndAccountByAccount() throws Exception {
        var commands = planned(FlowPolicy.of("us-books"));
        post(commands);

        var read = ((Answered.Heard<List<LedgerDocument>>) ledger.readBack(states)).value();

        assertThat(read).hasSize(commands.size());
        for (var command : commands) {
            assertThat(sums(read.stream()
                            .filter(document -> document.getPostingId().equals(command.getPostingId()))
                            .findFirst()
                            .orElseThrow()
                            .getLines()))
                    .as(command.getDocument().getReference())
                    .isEqualTo(sums(command.getDocument().getLines()));
        }
    }

    /// One bank line of 19.46, each family of income and expense gross, reserve and loan moved, nothing made up.
    private void assertTheSettlementIsInTheBooks() {
        assertThat(balances(
                        "1000", "1160", "2400", "4000", "4010", "4020", "4090", "4100", "4200", "6100", "6105", "6110",
                        "6120", "6150", "6160", "6200"))
                .isEqualTo(amounts(
                        "1000", "19.46", "1160", "-50.00", "2400", "25.00", "4000", "-80.00", "4010", "-12.49", "4020",
                        "-3.99", "4090", "5.99", "4100", "20.00", "4200", "-12.00", "6100", "10.57", "6105", "0.60",
                        "6110", "8.12", "6120", "9.35", "6150", "39.99", "6160", "5.20", "6200", "14.20"));
        var deposits = simulator.qbo().company().documents(EntityType.DEPOSIT);
        assertThat(deposits).hasSize(1);
        assertThat(deposits.getFirst().total()).isEqualByComparingTo("19.46");
        assertThat(simulator.qbo().company().trialBalance()).isEqualByComparingTo("0");
    }

    // ---- --------------------------------------------------------------------------------------------------------

    private Map<String, BigDecimal> balances(String... accounts) {
        var balances = new LinkedHashMap<String, BigDecimal>();
        for (var account : accounts) {
            balances.put(account, simulator.qbo().company().balance(account).setScale(2));
        }
        return balances;
    }

    private static Map<String, BigDecimal> amounts(String... pairs) {
        var amounts = new LinkedHashMap<String, BigDecimal>();
        for (int i = 0; i < pairs.length; i += 2) {
            amounts.put(pairs[i], new BigDecimal(pairs[i + 1]));
        }
        return amounts;
    }

    private List<PostingCommand> planned(FlowPolicy policy) throws Exception {
        SettlementCollector settlement = collected();
        var documents = new ArrayList<Document>();
        var outcome = SettlementPlanner.plan(
                settlement.facts(),
                settlement.orders(),
                order -> OrderStanding.NONE,
                policy,
                mappings(),
                documents::add);
        assertThat(outcome).isInstanceOf(Outcome.Planned.class);
        var commands = new ArrayList<PostingCommand>();
        for (var document : documents) {
            commands.add(PlannedCommands.of(trade, SETTLEMENT, commands.size() + 1, documents.size(), document));
        }
        return commands;
    }

    private static Mappings mappings() {
        var text = "kind,key,value\nitem,MUG,Blue mug\nitem,TEAPOT,Red teapot\n";
        return switch (MappingCsv.parse(text, "test.csv", 1)) {
            case MappingCsv.Result.Rows(var good) -> Mappings.of(good);
            case MappingCsv.Result.Errors(var errors) -> throw new AssertionError(errors.toString());
        };
    }

    /// The rows of the case, so that there is one worked settlement and not two.
    private static SettlementCollector collected() throws Exception {
        var lines = Files.readAllLines(CASE);
        var columns = List.of(lines.getFirst().split("\t", -1));
        var settlement = new SettlementCollector(header(Row.of(columns, lines.get(1))));
        for (var line : lines.subList(2, lines.size())) {
            var row = Row.of(columns, line);
            settlement.add(
                    new RowType(row.cell("transaction-type"), row.cell("amount-type"), row.cell("amount-description")),
                    Money.of("USD", row.cell("amount")).minor(),
                    instant(row.cell("posted-date-time")).getEpochSecond(),
                    row.filled("order-id"),
                    row.filled("marketplace-name"),
                    row.filled("sku"),
                    0);
        }
        return settlement;
    }

    private static SettlementHeader header(Row row) {
        return new SettlementHeader(
                new SettlementId(row.cell("settlement-id")),
                SettlementHeader.Format.V2,
                instant(row.cell("settlement-start-date")),
                instant(row.cell("settlement-end-date")),
                instant(row.cell("deposit-date")),
                Money.of("USD", row.cell("total-amount")));
    }

    private record Row(List<String> columns, List<String> cells) {
        static Row of(List<String> columns, String line) {
            return new Row(columns, List.of(line.split("\t", -1)));
        }

        String cell(String column) {
            return cells.get(columns.indexOf(column));
        }

        @Nullable
        String filled(String column) {
            return cell(column).isEmpty() ? null : cell(column);
        }
    }

    private static Instant instant(String text) {
        return Instant.parse(text.replace(" UTC", "Z").replace(' ', 'T'));
    }

    /// One after the other, as the sink does with what refers to each other.
    private void post(List<PostingCommand> commands) {
        for (var command : commands) {
            var prepared = ((Answered.Heard<List<Prepared>>)
                            ledger.prepare(List.of(new Ready(command, new References(posted))), List::of))
                    .value()
                    .getFirst();
            assertThat(prepared).isInstanceOf(Prepared.Body.class);
            var outcome = ledger.post(new Batch(
                            "batch-" + posted.size(),
                            List.of(new Batch.Member(command, ((Prepared.Body) prepared).body()))))
                    .getFirst();
            assertThat(outcome).isInstanceOfSatisfying(ItemOutcome.Posted.class, done -> {
                assertThat(done.difference()).isEmpty();
                posted.put(command.getPostingId(), new References.Posted(done.vendorType(), done.vendorId()));
                states.add(state(command, done));
            });
        }
    }

    private static PostingState state(PostingCommand command, ItemOutcome.Posted done) {
        var state = QboLedgerTest.state(command);
        state.setVendorId(done.vendorId());
        state.setVendorType(done.vendorType());
        state.setStatus(PostingStatus.POSTED);
        return state;
    }

    private static Map<String, BigDecimal> sums(List<DocumentLine> lines) {
        var sums = new HashMap<String, BigDecimal>();
        lines.forEach(line ->
                sums.merge(line.getAccount(), line.getAmount().getAmount().setScale(2), BigDecimal::add));
        sums.values().removeIf(amount -> amount.signum() == 0);
        return sums;
    }
}
