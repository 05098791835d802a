package org.tieout.accounting.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tieout.accounting.catalogue.Catalogue;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.plan.Mode;

/// The cases of testdata/settlement: input rows, mapping, expected documents. The name of a directory is the claim.
///
/// `-Dcases.propose=true` writes what the engine makes of each case that differs to `documents.proposed.txt` beside the
/// expectation, to be read and taken over by hand; the claim fails all the same.
class SettlementCasesTest {

    private static final Path CASES = Path.of("testdata", "settlement");
    private static final boolean PROPOSE = Boolean.getBoolean("cases.propose");

    private static List<CaseFiles> cases() throws IOException {
        try (var directories = Files.list(CASES)) {
            return directories
                    .filter(Files::isDirectory)
                    .sorted()
                    .map(CaseFiles::new)
                    .toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> becomesTheseDocuments() throws IOException {
        return cases().stream().map(files -> DynamicTest.dynamicTest(files.name(), () -> check(files)));
    }

    private static void check(CaseFiles files) throws IOException {
        var expected = files.expected();
        var actual = CaseRun.of(files);
        if (PROPOSE && !actual.equals(expected)) {
            Files.writeString(files.directory().resolve("documents.proposed.txt"), actual);
        }
        assertThat(actual)
                .as(files.directory().resolve("documents.txt").toString())
                .isEqualTo(expected);
    }

    @Test
    void eachReadmeSaysInTwoSentencesWhatIsClaimedAndNamesTheRowsOfThePaper() throws IOException {
        for (var files : cases()) {
            var lines = files.readme().lines().toList();
            assertThat(lines.getFirst()).as(files.name()).startsWith("# ");
            assertThat(String.join(" ", lines).split("[.](?=\\s|$)"))
                    .as("two sentences, and what they are of: " + files.name())
                    .hasSizeBetween(2, 4);
            assertThat(files.readme()).as(files.name()).contains("Covers: ");
        }
    }

    /// Of settlement files: their payout is no row but the header's total.
    @ParameterizedTest
    @EnumSource(Mode.class)
    void eachPostingCategoryIsInACaseOfEachMode(Mode mode) throws IOException {
        var catalogue = Catalogue.standard();
        var used = EnumSet.of(Category.PAYOUT);
        for (var files : cases()) {
            if (files.policy().mode() == mode) {
                for (var settlement : files.settlements()) {
                    settlement
                            .facts()
                            .totals()
                            .forEach(total -> catalogue.categoryOf(total.type()).ifPresent(used::add));
                    settlement
                            .orders()
                            .forEachRemaining(order -> order.rows()
                                    .forEach(row ->
                                            catalogue.categoryOf(row.type()).ifPresent(used::add)));
                }
            }
        }

        assertThat(used).containsExactlyInAnyOrder(Category.values());
    }

    @Test
    void theIndexNamesEachCaseAndNothingElse() throws IOException {
        assertThat(named("([a-z0-9]+(?:-[a-z0-9]+){2,})"))
                .containsExactlyInAnyOrderElementsOf(
                        cases().stream().map(CaseFiles::name).toList());
    }

    @Test
    void eachTestThatTheIndexNamesExists() throws IOException {
        var tests = new TreeSet<String>();
        try (var modules = Files.list(Path.of(".."))) {
            for (var sources : modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (var files = Files.walk(sources)) {
                    files.forEach(file -> tests.add(file.getFileName().toString()));
                }
            }
        }

        assertThat(named("([A-Z][A-Za-z]+Test)"))
                .allSatisfy(test -> assertThat(tests).contains(test + ".java"));
    }

    private static Set<String> named(String what) throws IOException {
        return Pattern.compile("`" + what + "`")
                .matcher(Files.readString(CASES.resolve("README.md")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
