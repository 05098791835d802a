package org.tieout.cli.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tieout.cli.testing.Command;

class MappingCommandTest {

    @TempDir
    private Path directory;

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    @Test
    void aSoundFileIsSaidToBeSoundAndWhatWasNotComparedIsSaid() throws IOException {
        var answer = Command.run(
                "mapping",
                "check",
                file("us.csv", "kind,key,value\nitem,SKU-1,Widget\n"),
                "--data",
                directory.toString());

        assertThat(answer.exitCode()).isZero();
        assertThat(answer.out()).contains("us.csv: 1 rows, no errors", "were not compared with a ledger");
    }

    @Test
    void everyErrorIsPrintedWithItsPlace() throws IOException {
        var answer = Command.run(
                "mapping", "check", file("us.yaml", "- {kind: itme, key: A, value: B}\n- {kind: item, key: A}\n"));

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.out()).contains("us.yaml: row 1, column kind", "us.yaml: row 2, column value");
    }

    @Test
    void suggestNeedsARunningSystemAndSaysSo() {
        var answer = Command.run("mapping", "suggest", "--data", directory.toString());

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.err()).contains("Nothing runs on " + directory);
    }

    @Test
    void bothExplainThemselves() {
        assertThat(Command.run("mapping").out()).contains("check", "suggest");
        assertThat(Command.run("mapping", "suggest", "--help").out()).contains("Nothing is applied");
    }
}
