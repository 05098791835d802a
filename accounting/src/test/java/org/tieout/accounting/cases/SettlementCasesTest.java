package org.tieout.accounting.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

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
}
