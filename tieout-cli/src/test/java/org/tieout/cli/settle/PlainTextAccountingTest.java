package org.tieout.cli.settle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The example settlement as beancount and hledger see it. Without the tools the claims are skipped, visibly; where
/// `CI` is
/// set the tools have to be there.
class PlainTextAccountingTest {

    private static final Path EXAMPLE = Path.of("..", "docs", "examples", "settlement-us.txt");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void beanCheckAcceptsTheExampleAndItsClearingSetIsZero() throws Exception {
        requireTool("bean-check");
        var file = exported("beancount");
        Files.writeString(file, Files.readString(file) + """
                        2100-01-01 balance Assets:1000-Checking 19.46 USD
                        2100-01-01 balance Assets:1100-Accounts-Receivable 0.00 USD
                        2100-01-01 balance Assets:1145-Undeposited-Funds 0.00 USD
                        2100-01-01 balance Liabilities:2320-Accrued-Amazon-fees 0.00 USD
                        """);

        assertThat(run("bean-check", file.toString())).isEmpty();
    }

    @Test
    void hledgerAcceptsTheExampleStrictly() throws Exception {
        requireTool("hledger");

        assertThat(run("hledger", "check", "--strict", "-f", exported("hledger").toString()))
                .isEmpty();
    }

    @Test
    void whatHledgerAddsUpIsTheClearingSetOfZeroAndTheBankLine() throws Exception {
        requireTool("hledger");
        var file = exported("hledger").toString();

        assertThat(run("hledger", "balance", "-f", file, "1100", "1145", "1155", "2320", "--no-total"))
                .isBlank();
        assertThat(run("hledger", "balance", "-f", file, "1000", "--no-total", "--flat")
                        .strip())
                .isEqualTo("19.46 USD  Assets:1000-Checking");
        assertThat(run("hledger", "balance", "-f", file, "--no-total", "--flat", "tag:settlement=25889786381", "1160")
                        .strip())
                .isEqualTo("-50.00 USD  Assets:1160-Amazon-reserve");
    }

    private Path exported(String format) throws IOException {
        var out = new StringWriter();
        var exitCode = new CommandLine(new SettleCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .execute("--format", format, EXAMPLE.toString());
        assertThat(exitCode).isZero();
        return Files.writeString(directory.resolve("example." + format), out.toString());
    }

    private static void requireTool(String tool) {
        var installed = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, tool)));
        Assumptions.assumeTrue(
                installed || System.getenv("CI") != null, tool + " is not installed; install it to run this");
    }

    /// What it says; nothing when it is content.
    private static String run(String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .as(command[0] + " ends")
                .isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
