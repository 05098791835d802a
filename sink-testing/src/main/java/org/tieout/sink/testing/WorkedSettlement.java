package org.tieout.sink.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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

/// The worked settlement of the paper, planned from the rows of its case, so that there is one and not one
/// for each ledger; and what it must come to in any ledger.
public final class WorkedSettlement {
    private static final Path CASES = Path.of("..", "accounting", "testdata", "settlement");
    private static final String SETTLEMENT = "25889786381";

    /// One bank line of 19.46, each family of income and expense gross, reserve and loan moved, nothing
    /// made up.
    private static final Map<String, BigDecimal> BALANCES = Map.copyOf(LedgerDesk.amounts(
            "1000", "19.46", "1160", "-50.00", "2400", "25.00", "4000", "-80.00", "4010", "-12.49", "4020", "-3.99",
            "4090", "5.99", "4100", "20.00", "4200", "-12.00", "6100", "10.57", "6105", "0.60", "6110", "8.12", "6120",
            "9.35", "6150", "39.99", "6160", "5.20", "6200", "14.20"));

    private WorkedSettlement() {}

    /// Its documents as commands, in order.
    ///
    /// @param name of the directory of the case that has its rows
    public static List<PostingCommand> planned(String name, TradeCommands trade, FlowPolicy policy) {
        SettlementCollector settlement = collected(CASES.resolve(name).resolve("input.tsv"));
        List<Document> documents = new ArrayList<>();
        var outcome = SettlementPlanner.plan(
                settlement.facts(),
                settlement.orders(),
                order -> OrderStanding.NONE,
                policy,
                mappings(),
                documents::add);
        assertThat(outcome).isInstanceOf(Outcome.Planned.class);
        List<PostingCommand> commands = new ArrayList<>();
        for (Document document : documents) {
            commands.add(PlannedCommands.of(trade, SETTLEMENT, commands.size() + 1, documents.size(), document));
        }
        return commands;
    }

    /// The books show the paper to the cent.
    ///
    /// @param balance asks the books for an account's
    /// @param cleared accounts through which it went and on which nothing is left
    public static void assertIsInTheBooks(Function<String, BigDecimal> balance, String... cleared) {
        Map<String, BigDecimal> expected = new LinkedHashMap<>(BALANCES);
        for (String account : cleared) {
            expected.put(account, new BigDecimal("0.00"));
        }
        Map<String, BigDecimal> balances = new LinkedHashMap<>();
        expected.keySet()
                .forEach(account -> balances.put(account, balance.apply(account).setScale(2)));
        assertThat(balances).isEqualTo(expected);
    }

    /// What was read back is what was planned, document by document and account by account.
    public static void assertReadAsPlanned(List<LedgerDocument> read, List<PostingCommand> commands) {
        assertThat(read).hasSize(commands.size());
        for (PostingCommand command : commands) {
            assertThat(sums(LedgerDesk.of(read, command).getLines()))
                    .as(command.getDocument().getReference())
                    .isEqualTo(sums(command.getDocument().getLines()));
        }
    }

    private static Map<String, BigDecimal> sums(List<DocumentLine> lines) {
        Map<String, BigDecimal> sums = new HashMap<>();
        lines.forEach(line ->
                sums.merge(line.getAccount(), line.getAmount().getAmount().setScale(2), BigDecimal::add));
        sums.values().removeIf(amount -> amount.signum() == 0);
        return sums;
    }

    private static Mappings mappings() {
        String text = "kind,key,value\nitem,MUG,Blue mug\nitem,TEAPOT,Red teapot\n";
        return switch (MappingCsv.parse(text, "test.csv", 1)) {
            case MappingCsv.Result.Rows(var good) -> Mappings.of(good);
            case MappingCsv.Result.Errors(var errors) -> throw new AssertionError(errors.toString());
        };
    }

    private static SettlementCollector collected(Path rows) {
        List<String> lines = lines(rows);
        List<String> columns = List.of(lines.getFirst().split("\t", -1));
        var settlement = new SettlementCollector(header(Row.of(columns, lines.get(1))));
        for (String line : lines.subList(2, lines.size())) {
            Row row = Row.of(columns, line);
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

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
}
