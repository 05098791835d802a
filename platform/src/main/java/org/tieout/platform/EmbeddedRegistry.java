package org.tieout.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Apicurio Registry as a child process: schemas in an H2 database in a directory of its own, listening on
/// 127.0.0.1.
///
/// The directory survives a restart and a killed parent. The child ends with this JVM, however that ends,
/// within seconds ([RegistryChild] says how); it ignores an interrupt at the terminal, so that on Ctrl-C the
/// services stop first. What it prints goes to `registry.log` in the directory. Thread-safe; [#close()] may be
/// called more than once.
///
/// Source: Apicurio Registry documentation, "Configuring SQL storage" and "Apicurio Registry REST API".
public final class EmbeddedRegistry implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRegistry.class);
    private static final Duration START_WITHIN = Duration.ofSeconds(90);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(6);
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(50);
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);
    private static final int START_ATTEMPTS = 3;
    private static final int LOG_LINES_SHOWN = 15;
    private static final int LOG_TAIL_BYTES = 8_192;
    private static final long LOG_BYTES_MAX = 10_000_000;
    private static final String PORT = "registry";

    private final Process process;
    private final DirectoryLock lock;
    private final String root;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedRegistry(Process process, DirectoryLock lock, int port, Path log) {
        this.process = process;
        this.lock = lock;
        this.root = root(port);
        var _ = process.onExit().thenAccept(ended -> reportUnlessClosed(ended, log));
    }

    /// Starts the registry on that directory, which is created if it is missing, and returns when it answers.
    ///
    /// @throws PlatformException when its program is not found, another live process holds the directory, or it
    ///     does not answer within 90 s; the message holds the last lines it logged
    public static EmbeddedRegistry start(Path directory) {
        return start(directory, RegistryDistribution.launcher());
    }

    static EmbeddedRegistry start(Path directory, Path launcher) {
        return start(directory, launcher, START_WITHIN);
    }

    static EmbeddedRegistry start(Path directory, Path launcher, Duration within) {
        Path home = directory.toAbsolutePath().normalize();
        DirectoryLock lock = DirectoryLock.take(home, "registry.lock");
        try {
            return start(home, launcher, within, lock, new Ports(home));
        } catch (IOException e) {
            lock.close();
            throw new PlatformException(
                    "The schema registry could not be started in " + home + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    static EmbeddedRegistry start(Path home, Path launcher, Duration within, DirectoryLock lock, Ports ports)
            throws IOException {
        Path log = home.resolve("registry.log");
        int port = ports.port(PORT);
        for (int attempt = 1; ; attempt++) {
            makeRoom(log);
            Process process = launch(home, launcher, log, port);
            try {
                awaitReady(process, port, within, log);
                return new EmbeddedRegistry(process, lock, port, log);
            } catch (PlatformException e) {
                stop(process);
                if (attempt == START_ATTEMPTS || ports.isFree(port)) {
                    throw e;
                }
                port = ports.anotherPort(PORT);
            }
        }
    }

    private static Process launch(Path home, Path launcher, Path log, int port) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(launcher))
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Map<String, String> environment = builder.environment();
        // Settings of some other registry on this machine must not reach ours.
        environment.keySet().removeIf(name -> name.startsWith("QUARKUS_") || name.startsWith("APICURIO_"));
        environment.putAll(settings(port));
        return builder.start();
    }

    private static List<String> command(Path launcher) {
        List<String> command = new ArrayList<>();
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows")) {
            // Ctrl-C and a closed terminal reach every process of the terminal at once. An ignored signal stays
            // ignored across exec, and the JVM leaves it so: the child then ends with its parent, after the
            // services that need it.
            command.addAll(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // The compiler tier and collector that start fastest: the registry serves a handful of requests.
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
        command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"));
        command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
        command.addAll(
                List.of("-cp", launcher + File.pathSeparator + RegistryDistribution.codeLocation(RegistryChild.class)));
        command.addAll(List.of(RegistryChild.class.getName(), "process.lock"));
        return command;
    }

    private static Map<String, String> settings(int port) {
        return Map.ofEntries(
                Map.entry("QUARKUS_HTTP_HOST", "127.0.0.1"),
                Map.entry("QUARKUS_HTTP_PORT", Integer.toString(port)),
                // Health and metrics of the registry itself, which nobody asks for here: any free port.
                Map.entry("QUARKUS_MANAGEMENT_HOST", "127.0.0.1"),
                Map.entry("QUARKUS_MANAGEMENT_PORT", "0"),
                Map.entry("QUARKUS_LOG_LEVEL", "WARN"),
                Map.entry("QUARKUS_HTTP_ACCESS_LOG_ENABLED", "false"),
                Map.entry("QUARKUS_BANNER_ENABLED", "false"),
                Map.entry("APICURIO_STORAGE_KIND", "sql"),
                Map.entry("APICURIO_STORAGE_SQL_KIND", "h2"),
                // Relative to the child's working directory: an absolute path with a semicolon would not
                // survive in an H2 URL. Written at once: by default H2 keeps a commit in memory for half a
                // second, and a schema lost after records were written with its id would make them unreadable.
                Map.entry("APICURIO_DATASOURCE_URL", "jdbc:h2:file:./registry;WRITE_DELAY=0"));
    }

    private static void awaitReady(Process process, int port, Duration within, Path log) {
        HttpRequest probe = HttpRequest.newBuilder(URI.create(root(port) + "/apis/registry/v3/system/info"))
                .timeout(PROBE_TIMEOUT)
                .build();
        long deadline = System.nanoTime() + within.toNanos();
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PROBE_TIMEOUT).build()) {
            while (!answers(client, probe)) {
                if (process.waitFor(LOOK_AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new PlatformException("The schema registry ended with exit code " + process.exitValue()
                            + " while it started. The last lines of " + log + ":\n" + lastLines(log));
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new PlatformException("The schema registry did not answer within " + within.toSeconds()
                            + " s. The last lines of " + log + ":\n" + lastLines(log));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("Interrupted while the schema registry started", e);
        }
    }

    private static boolean answers(HttpClient client, HttpRequest probe) throws InterruptedException {
        try {
            return client.send(probe, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /// One older log is kept, so that the file cannot grow without end.
    private static void makeRoom(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_BYTES_MAX) {
            Files.move(log, log.resolveSibling("registry.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String lastLines(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - LOG_TAIL_BYTES);
            byte[] tail = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(tail);
            List<String> lines = new String(tail, UTF_8).lines().toList();
            List<String> last = lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size());
            return last.isEmpty() ? "  (it logged nothing)" : "  " + String.join("\n  ", last);
        } catch (IOException e) {
            return "  (the log cannot be read: " + e.getMessage() + ")";
        }
    }

    private void reportUnlessClosed(Process ended, Path log) {
        if (!closed.get()) {
            LOG.error(
                    "The schema registry ended by itself with exit code {}. The last lines of {}:\n{}",
                    ended.exitValue(),
                    log,
                    lastLines(log));
        }
    }

    private static String root(int port) {
        return "http://127.0.0.1:" + port;
    }

    /// Base URL of Apicurio's own API, as `apicurio.registry.url` wants it.
    public String registryUrl() {
        return root + "/apis/registry/v3";
    }

    /// Base URL of the Confluent-compatible API, as `schema.registry.url` of other vendors' clients wants it.
    public String ccompatUrl() {
        return root + "/apis/ccompat/v7";
    }

    /// The process id of the child.
    public long pid() {
        return process.pid();
    }

    /// Stops the registry, within seconds, and gives the directory free.
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try (lock) {
            stop(process);
        }
    }

    private static void stop(Process process) {
        boolean interrupted = false;
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            LOG.debug("The registry's standard input was closed already", e);
        }
        try {
            if (!process.waitFor(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("The schema registry did not stop within {} s and is killed", STOP_WITHIN.toSeconds());
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        process.destroyForcibly();
        process.onExit().join();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
