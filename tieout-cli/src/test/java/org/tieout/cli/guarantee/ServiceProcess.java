package org.tieout.cli.guarantee;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.tieout.cli.DataDirectory;
import org.tieout.cli.testing.Await;
import org.tieout.cli.up.Node;
import org.tieout.runtime.service.Failpoint;

/// Services in a JVM of their own, which can be halted at a failpoint as a power cut would.
final class ServiceProcess implements AutoCloseable {

    private final Process process;
    private final Path output;

    private ServiceProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /// Starts all services on that directory.
    ///
    /// @param armed where it halts itself; empty never
    static ServiceProcess start(DataDirectory data, Optional<Failpoint> armed, String services) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx384m"));
        armed.ifPresent(point -> command.add("-Dtieout.failpoint=" + point.label()));
        command.addAll(
                List.of("-cp", classPath(), Node.class.getName(), data.root().toString(), services));
        var output = data.root().resolve("node-" + System.nanoTime() + ".out");
        try {
            return new ServiceProcess(
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start(),
                    output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether it has ended.
    boolean isOver() {
        return !process.isAlive();
    }

    /// What it reported when it ended.
    int exitCode() {
        return process.exitValue();
    }

    /// What it printed, for messages.
    Path output() {
        return output;
    }

    /// Freezes it where it is, as a machine does that swaps, or that is moved: its sockets stay open, and it will go on
    /// as if no time had passed.
    void freeze() {
        signal("STOP");
    }

    /// Lets it go on.
    void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("no signal " + name + " to " + process.pid());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Waits until it has halted itself.
    void awaitEnd(String what) {
        Await.until(what, this::isOver, () -> "the process " + process.pid() + " is alive, see " + output);
    }

    private static String classPath() {
        // Surefire starts its JVM with a class path of one jar and tells the real one here.
        return Optional.ofNullable(System.getProperty("surefire.test.class.path"))
                .orElseGet(() -> System.getProperty("java.class.path"));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
