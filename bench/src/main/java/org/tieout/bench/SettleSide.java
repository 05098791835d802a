package org.tieout.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.RowType;
import org.tieout.accounting.source.SettlementHeader;
import org.tieout.cli.Main;
import org.tieout.ingest.amazon.settlement.RowProblem;
import org.tieout.ingest.amazon.settlement.SettlementEnd;
import org.tieout.ingest.amazon.settlement.SettlementFile;
import org.tieout.ingest.amazon.settlement.SettlementHandler;
import org.tieout.ingest.amazon.settlement.SettlementRow;

/// One side of [SettleBench], in a process of its own. Writes to standard error, as its last two lines, the sum it
/// found
/// and its peak resident memory in KiB.
public final class SettleSide {

    private SettleSide() {}

    /// The sides.
    enum Side {
        /// The whole command: parse, classify, plan every document, prove, print the table.
        SETTLE,
        /// The parser, with sums by row type.
        READ,
        /// The engine, with sums by row type.
        DUCKDB;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Runs a side.
    ///
    /// @param arguments the side's name, and the file
    public static void main(String[] arguments) throws IOException, SQLException {
        var file = arguments[1];
        var sum = switch (Side.valueOf(arguments[0])) {
            case SETTLE -> settle(file);
            case READ -> read(Path.of(file));
            case DUCKDB -> group(file);
        };
        System.err.println(sum.stripTrailingZeros().toPlainString());
        System.err.println(peakKib());
    }

    private static BigDecimal settle(String file) {
        var out = new StringWriter();
        var err = new StringWriter();
        var exitCode = Main.run(new PrintWriter(out), new PrintWriter(err), "settle", file);
        if (exitCode != 0) {
            throw new IllegalStateException("settle ended with " + exitCode + ": " + err + out);
        }
        System.out.print(out);
        // A settlement that ties out has the sum of its lines in its header, and in the line that says so.
        var line = out.toString()
                .lines()
                .filter(text -> text.contains("Total in the header"))
                .findFirst()
                .orElseThrow();
        return new BigDecimal(line.substring(line.lastIndexOf(' ') + 1).replace(",", ""));
    }

    private static BigDecimal read(Path file) throws IOException {
        var sums = new HashMap<RowType, long[]>();
        var currency = new StringBuilder();
        SettlementFile.read(file, Optional.empty(), new SettlementHandler() {
            @Override
            public void opened(SettlementHeader header) {
                currency.append(header.total().currency());
            }

            @Override
            public void row(SettlementRow row) {
                sums.computeIfAbsent(row.type(), type -> new long[1])[0] += row.minor();
            }

            @Override
            public void closed(SettlementEnd end) {}

            @Override
            public void problem(RowProblem problem) {
                throw new IllegalStateException(problem.toString());
            }
        });
        sums.forEach((type, sum) -> System.out.println(type + " " + new Money(currency.toString(), sum[0])));
        var total = sums.values().stream().mapToLong(sum -> sum[0]).sum();
        return new Money(currency.toString(), total).toBigDecimal();
    }

    private static BigDecimal group(String file) throws SQLException {
        var query = """
                SELECT "transaction-type", "amount-type", "amount-description", sum(CAST(amount AS DECIMAL(18, 2)))
                FROM read_csv(?, delim = '\t', header = true, quote = '', all_varchar = true)
                WHERE amount IS NOT NULL AND amount <> ''
                GROUP BY ALL""";
        var sums = new HashMap<String, BigDecimal>();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.prepareStatement(query)) {
            statement.setString(1, file);
            try (var groups = statement.executeQuery()) {
                while (groups.next()) {
                    var type = groups.getString(1) + "|" + groups.getString(2) + "|" + groups.getString(3);
                    sums.put(type, groups.getBigDecimal(4));
                }
            }
        }
        sums.forEach((type, sum) -> System.out.println(type + " " + sum));
        return total(sums);
    }

    private static BigDecimal total(Map<String, BigDecimal> sums) {
        return sums.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static long peakKib() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.UTF_8).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> Long.valueOf(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
