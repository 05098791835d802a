package org.tieout.accounting.export;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.MappingRow;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.GeneratedDocuments;

/// What beancount and hledger themselves say of exports. Without the tools the claims are skipped, visibly; where `CI`
/// is
/// set the tools have to be there.
@AddLifecycleHook(ExportCheckersProperties.ToolsInstalled.class)
class ExportCheckersProperties {

    private static final Path DIRECTORY = Path.of("target", "export-checkers");

    /// Many settlements of one seller, in whose mapping people wrote what they liked.
    record Books(Mappings mappings, List<List<Document>> settlements) {

        String exported(PlainTextExport export) {
            var text = new StringBuilder(export.head());
            settlements.forEach(documents ->
                    documents.forEach(document -> text.append(export.document(Documents.SETTLEMENT, document))));
            return text.toString();
        }

        /// What the documents leave on each account, under the name it has in the export.
        Map<String, Money> balances(PlainTextExport export) {
            var balances = new TreeMap<String, Money>();
            settlements.forEach(documents -> documents.forEach(document -> document.lines()
                    .forEach(line -> balances.merge(export.nameOf(line.account()), line.amount(), Money::plus))));
            return balances;
        }

        @Override
        public String toString() {
            return settlements.size() + " settlements";
        }
    }

    @Provide
    Arbitrary<Books> books() {
        var text = Arbitraries.strings()
                .withChars("aZ9 ;,:\"'\\|()[]{}*!@#^=+-/.%&~<>\n\t\réß日€\u2028")
                .ofMinLength(1)
                .ofMaxLength(24)
                .filter(name -> !name.isBlank());
        return text.list()
                .ofSize(12)
                .map(ExportCheckersProperties::mappings)
                .flatMap(mappings -> GeneratedDocuments.of(mappings)
                        .list()
                        .ofSize(10)
                        .map(settlements -> new Books(mappings, settlements)));
    }

    private static Mappings mappings(List<String> names) {
        var rows = new ArrayList<MappingRow>();
        for (var i = 0; i < 3; i++) {
            rows.add(row(MappingKey.Kind.ITEM, "SKU-" + i, names.get(i), ""));
        }
        rows.add(row(MappingKey.Kind.CUSTOMER, "*", names.get(3), ""));
        rows.add(row(MappingKey.Kind.CUSTOMER, "Amazon.com", names.get(4), ""));
        rows.add(row(MappingKey.Kind.CHART, "1000", "1000", names.get(5)));
        rows.add(row(MappingKey.Kind.CHART, "1100", "1100", names.get(6)));
        rows.add(row(MappingKey.Kind.CHART, "2320", "2320", names.get(7)));
        rows.add(row(MappingKey.Kind.ACCOUNT, "FEE.REFERRAL", names.get(8), ""));
        rows.add(row(MappingKey.Kind.ACCOUNT, "FEE.ADS", names.get(9), ""));
        rows.add(row(MappingKey.Kind.ACCOUNT, "REV.PRINCIPAL", names.get(10), ""));
        rows.add(row(MappingKey.Kind.ACCOUNT, "BAL.RES_CUR", names.get(11), ""));
        return Mappings.of(rows);
    }

    private static MappingRow row(MappingKey.Kind kind, String key, String value, String name) {
        return new MappingRow(new MappingKey(kind, key), null, null, null, value, name, "", "", 1);
    }

    /// The assertions at the end are beancount's own: it compares its balances with ours.
    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void beancountAcceptsTheExportAndComesToOurBalances(@ForAll("books") Books books) throws Exception {
        var export = PlainTextExport.beancount(books.mappings());
        var text = new StringBuilder(books.exported(export));
        books.balances(export)
                .forEach((name, balance) -> text.append("2100-01-01 balance " + name + " " + balance + "\n"));

        var run = run(file("generated.beancount", text.toString()), "bean-check");

        assertThat(run.output()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(text.toString()).doesNotContain("Type-unknown");
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void hledgerAcceptsTheExportStrictlyAndComesToOurBalances(@ForAll("books") Books books) throws Exception {
        var export = PlainTextExport.hledger(books.mappings());
        var file = file("generated.journal", books.exported(export));

        assertThat(run(file, "hledger", "check", "--strict", "-f").output()).isEmpty();
        var run = run(file, "hledger", "balance", "--no-total", "--flat", "--empty", "-O", "csv", "-f");

        var balances = new TreeMap<String, String>();
        CsvReader.builder().ofNamedCsvRecord(run.output()).stream()
                .forEach(row -> balances.put(row.getField("account"), row.getField("balance")));
        var ours = new TreeMap<String, String>();
        books.balances(export).forEach((name, sum) -> ours.put(name, sum.isZero() ? "0" : sum.toString()));
        assertThat(balances).isEqualTo(ours);
    }

    private static Path file(String name, String text) throws IOException {
        Files.createDirectories(DIRECTORY);
        return Files.writeString(DIRECTORY.resolve(name), text);
    }

    private record Run(int exitCode, String output) {}

    private static Run run(Path file, String... command) throws IOException, InterruptedException {
        var whole = new ArrayList<>(List.of(command));
        whole.add(file.toString());
        var builder = new ProcessBuilder(whole).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(whole + " ends").isTrue();
        return new Run(process.exitValue(), output);
    }

    /// Skips where a tool is missing, unless the build has to have them.
    static final class ToolsInstalled implements SkipExecutionHook {
        @Override
        public SkipResult shouldBeSkipped(LifecycleContext context) {
            var missing = List.of("bean-check", "hledger").stream()
                    .filter(tool -> !onPath(tool))
                    .toList();
            return missing.isEmpty() || System.getenv("CI") != null
                    ? SkipResult.doNotSkip()
                    : SkipResult.skip("not installed: " + missing + ". Install beancount and hledger to run it.");
        }

        private static boolean onPath(String tool) {
            return List.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator)).stream()
                    .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
        }
    }
}
