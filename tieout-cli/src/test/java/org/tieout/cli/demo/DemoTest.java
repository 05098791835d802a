package org.tieout.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tieout.cli.testing.Command;

final class DemoTest {

    @Test
    void aDemoTiesOutToTheCentAndASecondOneOnTheSameDirectoryGoesOnWhereItStopped(@TempDir Path directory)
            throws IOException {
        var first = demo(directory);
        assertThat(first.exitCode()).as(first.out() + first.err()).isZero();
        assertThat(first.out())
                .contains("Tied out to the cent", "3 settlements")
                .doesNotContain("✗");
        var written = Files.readString(directory.resolve("simulator/books.jsonl"));

        var second = demo(directory);
        assertThat(second.exitCode()).as(second.out() + second.err()).isZero();
        assertThat(second.out())
                .contains("Tied out to the cent", "3 settlements")
                .doesNotContain("✗");
        assertThat(newDocuments(written, Files.readString(directory.resolve("simulator/books.jsonl"))))
                .as("documents that the second demo posted again")
                .isZero();

        var otherWorld = Command.run("demo", "--exit", "--seed", "99", "--data", directory.toString());
        assertThat(otherWorld.exitCode()).isEqualTo(2);
        assertThat(otherWorld.err()).contains("seed 1", "--seed");

        assertThat(Files.getPosixFilePermissions(directory.resolve("config/secrets/books.refresh-token")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.readString(directory.resolve("config/tieout.yaml"))).doesNotContain("sim-client-secret");
    }

    private static Command demo(Path directory) {
        return Command.run("demo", "--exit", "--data", directory.toString());
    }

    private static long newDocuments(String before, String after) {
        assertThat(after).startsWith(before);
        return after.substring(before.length())
                .lines()
                .filter(line -> line.contains("/batch") && line.contains("operation")) // Queries are batched too.
                .count();
    }
}
