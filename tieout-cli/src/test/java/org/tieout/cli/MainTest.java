package org.tieout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tieout.cli.testing.Command;

final class MainTest {

    @Test
    void helpNamesEveryCommandAndTheExitCodes() {
        var help = Command.run("--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out())
                .contains("demo", "up", "apply", "settle", "import", "status", "audit", "retry", "replay", "simulator")
                .contains("Exit codes", "needs a person");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"demo", "up", "apply", "settle", "import", "status", "audit", "retry", "replay", "simulator"})
    void everyCommandExplainsItselfWithAnExample(String command) {
        var help = Command.run(command, "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("Usage: tieout " + command, "Example", "tieout " + command);
    }

    @Test
    void aMistypedCommandIsAnsweredInTwoLines() {
        var answer = Command.run("stauts");

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.err().lines()).hasSizeLessThanOrEqualTo(2);
        assertThat(answer.err()).contains("stauts", "status");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "apply"})
    void withoutARunningSystemTheErrorSaysHowToStartOne(String command, @TempDir Path directory) {
        var answer = Command.run(command, "--data", directory.toString());

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.err())
                .contains("Nothing runs on " + directory)
                .contains("tieout up")
                .doesNotContain("\tat ");
    }

    @Test
    void upRefusesAServiceThatDoesNotExistBeforeItStartsAnything(@TempDir Path directory) {
        var answer = Command.run("up", "--data", directory.toString(), "--services", "sink-sap");

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.err()).contains("sink-sap", "sink-qbo");
        assertThat(directory.resolve("kafka")).doesNotExist();
    }

    @Test
    void aDemoRefusesADirectoryThatHoldsSomethingElse(@TempDir Path directory) throws Exception {
        java.nio.file.Files.createDirectories(directory.resolve("kafka"));

        var answer = Command.run("demo", "--exit", "--data", directory.toString());

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.err()).contains("no demo", "--data");
    }
}
