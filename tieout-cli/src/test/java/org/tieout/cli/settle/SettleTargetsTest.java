package org.tieout.cli.settle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tieout.cli.CliException;
import picocli.CommandLine;

/// The settlement of docs/examples under every target, as docs/concepts/posting-profiles.md shows it.
class SettleTargetsTest {

    private static final Path EXAMPLE = Path.of("..", "docs", "examples", "settlement-us.txt");

    private final StringWriter err = new StringWriter();

    private int settle(StringWriter out, String... arguments) {
        return new CommandLine(new SettleCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof CliException known) {
                        command.getErr().println(known.getMessage() + " " + known.nextStep());
                        return known.exitCode().code();
                    }
                    throw failure;
                })
                .execute(arguments);
    }

    private JsonNode example(String... options) throws IOException {
        var out = new StringWriter();
        var arguments = Stream.concat(Stream.of(options), Stream.of("--format", "json", EXAMPLE.toString()))
                .toArray(String[]::new);
        assertThat(settle(out, arguments)).as(err.toString()).isZero();
        return new JsonMapper().readTree(out.toString());
    }

    private static List<String> kinds(JsonNode settlement) {
        var kinds = new ArrayList<String>();
        settlement
                .get("documents")
                .forEach(document -> kinds.add(document.get("kind").asText()));
        return kinds;
    }

    private static Map<String, BigDecimal> balances(JsonNode settlement) {
        var balances = new TreeMap<String, BigDecimal>();
        settlement
                .get("documents")
                .forEach(document -> document.get("lines")
                        .forEach(line -> balances.merge(
                                line.get("account").asText(),
                                new BigDecimal(line.get("amount").asText()),
                                BigDecimal::add)));
        return balances;
    }

    @ParameterizedTest
    @CsvSource({
        "--target qbo,                     invoice invoice credit-memo customer-payment customer-payment journal deposit",
        "--target qbo --mode summary,      journal deposit",
        "--target bc,                      invoice invoice credit-memo journal journal journal",
        "--target bc --bc-scheme BC-2,     invoice invoice credit-memo journal journal journal",
        "--target bc --bc-scheme bc-1,     invoice invoice credit-memo credit-refund customer-payment customer-payment journal journal journal",
        "--target bc --mode SUMMARY,       journal journal journal",
        "--target bc --bc-scheme BC-1 --mode SUMMARY, journal journal journal",
        "--target intacct,                 journal bill journal bill bill-payment transfer",
        "--target intacct --mode INVOICE,  invoice invoice credit-memo credit-refund customer-payment customer-payment journal bill journal bill bill-payment transfer",
        "--target myob,                    invoice invoice credit-memo credit-refund customer-payment customer-payment received-or-spent received-or-spent transfer",
        "--target myob --mode SUMMARY,     received-or-spent received-or-spent transfer",
    })
    void theSettlementTiesOutWithTheDocumentsOfItsLedger(String options, String expected) throws IOException {
        var settlement = example(options.split(" "));

        assertThat(settlement.get("state").asText()).isEqualTo("tied-out");
        assertThat(kinds(settlement).stream().map(kind -> kind.endsWith("-money") ? "received-or-spent" : kind))
                .containsExactlyInAnyOrder(expected.strip().split(" "));
        assertThat(balances(settlement).get("1000")).isEqualByComparingTo("19.46");
        for (var carrier : List.of("1100", "1145", "1150", "1155", "2050", "2320")) {
            assertThat(balances(settlement).getOrDefault(carrier, BigDecimal.ZERO))
                    .as(carrier)
                    .isZero();
        }
    }

    @Test
    void aSchemeOfBusinessCentralIsRefusedForAnotherLedger() {
        var exitCode = settle(new StringWriter(), "--bc-scheme", "BC-1", EXAMPLE.toString());

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).contains("--bc-scheme BC-1 is of Business Central, and the target is qbo");
    }

    @Test
    void anUnknownSchemeIsToldWhichThereAre() {
        var exitCode = settle(new StringWriter(), "--target", "bc", "--bc-scheme", "BC-3", EXAMPLE.toString());

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).contains("BC-1", "BC-2");
    }

    @Test
    void theSummaryCountsOrdersInEitherMode() {
        for (var mode : List.of("INVOICE", "SUMMARY")) {
            var out = new StringWriter();
            assertThat(settle(out, "--mode", mode, EXAMPLE.toString())).isZero();
            assertThat(out.toString()).containsPattern("25889786381 +V2 +USD +26 +3 ");
        }
    }
}
