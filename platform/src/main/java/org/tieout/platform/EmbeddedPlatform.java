package org.tieout.platform;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// Broker and registry on one data directory, started together. While they run, `platform.json` in the
/// directory tells other processes where to find them ([Endpoints]). Thread-safe; [#close()] may be called more
/// than once.
///
/// ```
/// <data directory>/kafka      the broker's logs
/// <data directory>/registry   the registry's database and its log
/// ```
public final class EmbeddedPlatform implements AutoCloseable {

    private final Path directory;
    private final DirectoryLock lock;
    private final EmbeddedBroker broker;
    private final EmbeddedRegistry registry;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedPlatform(Path directory, DirectoryLock lock, EmbeddedBroker broker, EmbeddedRegistry registry) {
        this.directory = directory;
        this.lock = lock;
        this.broker = broker;
        this.registry = registry;
    }

    /// Starts both on that directory, which is created if it is missing, and returns when both serve clients. A
    /// directory left by a killed process is taken up where it was.
    ///
    /// @throws PlatformException when another live process holds the directory, or one of the two does not
    ///     start; the other is stopped
    public static EmbeddedPlatform start(Path dataDirectory) {
        Path directory = dataDirectory.toAbsolutePath().normalize();
        DirectoryLock lock = DirectoryLock.take(directory, "platform.lock");
        try {
            EmbeddedPlatform platform = startBoth(directory, lock);
            try {
                platform.endpoints().write(directory);
                return platform;
            } catch (IOException e) {
                platform.close();
                throw new PlatformException(
                        "Cannot write to the data directory " + directory + ": " + e.getMessage(), e);
            }
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static EmbeddedPlatform startBoth(Path directory, DirectoryLock lock) {
        // Looked for first, because it is the failure a new user meets, and it is known in a millisecond.
        Path launcher = RegistryDistribution.launcher();
        CompletableFuture<EmbeddedRegistry> registry =
                inBackground("registry-start", () -> EmbeddedRegistry.start(directory.resolve("registry"), launcher));
        EmbeddedBroker broker;
        try {
            broker = EmbeddedBroker.start(directory.resolve("kafka"));
        } catch (RuntimeException e) {
            closeWhenStarted(registry, e);
            throw e;
        }
        try {
            return new EmbeddedPlatform(directory, lock, broker, registry.join());
        } catch (CompletionException e) {
            broker.close();
            throw e.getCause() instanceof PlatformException reason
                    ? reason
                    : new PlatformException("The schema registry did not start", e);
        }
    }

    private static void closeWhenStarted(CompletableFuture<EmbeddedRegistry> registry, RuntimeException reason) {
        try {
            registry.join().close();
        } catch (CompletionException e) {
            reason.addSuppressed(e);
        }
    }

    private static <T> CompletableFuture<T> inBackground(String name, Supplier<T> work) {
        return CompletableFuture.supplyAsync(
                work, task -> Thread.ofPlatform().name(name).start(task));
    }

    /// `host:port`, as `bootstrap.servers` wants it.
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /// Base URL of Apicurio's own API, as `apicurio.registry.url` wants it.
    public String registryUrl() {
        return registry.registryUrl();
    }

    /// Base URL of the Confluent-compatible API.
    public String ccompatUrl() {
        return registry.ccompatUrl();
    }

    /// The process id of the registry, the one process besides this.
    public long registryPid() {
        return registry.pid();
    }

    private Endpoints endpoints() {
        return new Endpoints(
                bootstrapServers(),
                registryUrl(),
                ccompatUrl(),
                ProcessHandle.current().pid(),
                Instant.now());
    }

    /// Stops both, within seconds, and gives the directory free. Close clients first: they report servers that
    /// went away.
    ///
    /// @throws PlatformException when `platform.json` could not be removed; both have been stopped then
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try (lock) {
            CompletableFuture<Void> registryStopped = inBackground("registry-stop", () -> {
                registry.close();
                return null;
            });
            try {
                broker.close();
            } finally {
                registryStopped.join();
            }
            Endpoints.remove(directory);
        } catch (IOException e) {
            throw new PlatformException("Cannot remove platform.json from " + directory + ": " + e.getMessage(), e);
        }
    }
}
