package org.tieout.sink.bc;

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
import org.tieout.accounting.plan.PostingProfile;
import org.tieout.accounting.plan.SettlementCollector;
import org.tieout.accounting.plan.SettlementPlanner;
import org.tieout.accounting.plan.SettlementPlanner.Outcome;
import org.tieout.accounting.source.RowType;
import org.tieout.accounting.source.SettlementHeader;
import org.tieout.accounting.source.SettlementId;
import org.tieout.event.DocumentLine;
import org.tieout.event.LedgerDocument;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.config.Flow;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.simulator.Simulator;
import org.tieout.simulator.SimulatorOptions;

/// The worked settlement of the cases, planned, rendered, posted over HTTP to the simulated company and read off its
/// own ledgers, under both schemes of Business Central. What is expected is the paper's, section 5.1, with section 0
/// (7).
class WorkedExampleInTheLedgerTest {
    private static final Path CASE = Path.of(
            "..",
            "accounting",
            "testdata",
            "settlement",
            "in-business-central-the-ledger-closes-invoices-against-clearing",
            "input.tsv");
    private static final String SETTLEMENT = "25889786381";

    private final Trade trade = new Trade("us-books", "amazon-us", "books");
    private Simulator simulator;
    private Desk desk;

    @BeforeAll
    static void trustOurRecords() {
        assertThat(AvroSerdes.inMemory()).isNotNull();
    }

    @BeforeEach
    void open() {
        simulator = Simulator.start(SimulatorOptions.builder().seed(5).build());
        desk = desk("BC-2");
    }

    private Desk desk(String scheme) {
        return new Desk(notices -> Books.ledger(simulator, trade, Map.of(Flow.BC_SCHEME, scheme), notices));
    }

    @AfterEach
    void close() {
        desk.close();
        simulator.close();
    }

    @Test
    void underTheDefaultSchemeTheSimulatedBooksShowThePaperToTheCent() throws Exception {
        post(planned(PostingProfile.BC_2));

        assertTheSettlementIsInTheBooks();
        assertThat(Books.count(simulator, "salesInvoices", "Paid")).isEqualTo(2);
        assertThat(Books.rows(simulator, "salesCreditMemos")).isEqualTo(1);
        assertThat(Books.rows(simulator, "journals")).isEqualTo(1);
    }

    @Test
    void underTheOtherSchemeOpenReceivablesComeToTheSameBalances() throws Exception {
        desk.close();
        desk = desk("BC-1");
        OpenInvoices.in(simulator);

        post(planned(PostingProfile.BC_1));

        assertTheSettlementIsInTheBooks();
        assertThat(Books.count(simulator, "salesInvoices", "Paid")).isEqualTo(2);
        assertThat(Books.rows(simulator, "journals")).as("general and payments").isEqualTo(2);
    }

    @Test
    void underTheOtherSchemeTooWhatIsReadBackIsWhatWasPlanned() throws Exception {
        desk.close();
        desk = desk("BC-1");
        OpenInvoices.in(simulator);
        var commands = planned(PostingProfile.BC_1);
        post(commands);

        assertReadAsPlanned(commands);
    }

    @Test
    void whatIsReadBackIsWhatWasPlannedDocumentByDocumentAndAccountByAccount() throws Exception {
        var commands = planned(PostingProfile.BC_2);
        post(commands);

        assertReadAsPlanned(commands);
    }

    private void assertReadAsPlanned(List<PostingCommand> commands) {
        List<LedgerDocument> read = desk.readBack();
        assertThat(read).hasSize(commands.size());
        for (var command : commands) {
            assertThat(sums(Desk.of(read, command).getLines()))
                    .as(command.getDocument().getReference())
                    .isEqualTo(sums(command.getDocument().getLines()));
        }
    }

    /// One bank line of 19.46, each family of income and expense gross, reserve and loan moved, nothing made up.
    private void assertTheSettlementIsInTheBooks() {
        assertThat(balances(
                        "1100", "1150", "1155", "1000", "1160", "2400", "4000", "4010", "4020", "4090", "4100", "4200",
                        "6100", "6105", "6110", "6120", "6150", "6160", "6200"))
                .isEqualTo(amounts(
                        "1100", "0.00", "1150", "0.00", "1155", "0.00", "1000", "19.46", "1160", "-50.00", "2400",
                        "25.00", "4000", "-80.00", "4010", "-12.49", "4020", "-3.99", "4090", "5.99", "4100", "20.00",
                        "4200", "-12.00", "6100", "10.57", "6105", "0.60", "6110", "8.12", "6120", "9.35", "6150",
                        "39.99", "6160", "5.20", "6200", "14.20"));
        assertThat(Books.customerBalance(simulator)).isEqualByComparingTo("0");
        assertThat(Books.trialBalance(simulator)).isEqualByComparingTo("0");
    }

    // ---- --------------------------------------------------------------------------------------------------------

    private Map<String, BigDecimal> balances(String... accounts) {
        var balances = new LinkedHashMap<String, BigDecimal>();
        for (var account : accounts) {
            balances.put(account, Books.balance(simulator, account).setScale(2));
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

    private List<PostingCommand> planned(PostingProfile profile) throws Exception {
        SettlementCollector settlement = collected();
        var documents = new ArrayList<Document>();
        var outcome = SettlementPlanner.plan(
                settlement.facts(),
                settlement.orders(),
                order -> OrderStanding.NONE,
                FlowPolicy.of("us-books").with(profile),
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
        commands.forEach(desk::post);
    }

    private static Map<String, BigDecimal> sums(List<DocumentLine> lines) {
        var sums = new HashMap<String, BigDecimal>();
        lines.forEach(line ->
                sums.merge(line.getAccount(), line.getAmount().getAmount().setScale(2), BigDecimal::add));
        sums.values().removeIf(amount -> amount.signum() == 0);
        return sums;
    }
}
