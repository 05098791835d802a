package org.tieout.platform;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.random.RandomGenerator;

/// The ports of one data directory: chosen free once, remembered in the directory, used again while they are
/// free. So an address a person wrote down works after a restart. Not thread-safe.
class Ports {

    /// Below the ranges from which Linux (32768) and macOS, Windows (49152) give out ports of outgoing
    /// connections: there a remembered port would sooner or later be taken by a client of our own.
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 30_000;
    private static final int TRIES = 1_000;

    private final Path file;
    private final Properties remembered = new Properties();
    private final Set<Integer> handedOut = new HashSet<>();
    private final RandomGenerator random = RandomGenerator.getDefault();

    Ports(Path directory) {
        this.file = directory.resolve("ports.properties");
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                remembered.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// The remembered port of that name if it is free, else a new one, remembered from now on.
    int port(String name) {
        int before = remembered(name);
        return before > 0 && take(before) ? before : anotherPort(name);
    }

    /// A new port for that name, when the one given was taken by somebody else between the look and the use.
    int anotherPort(String name) {
        for (int i = 0; i < TRIES; i++) {
            int candidate = random.nextInt(LOWEST, HIGHEST);
            if (take(candidate)) {
                remember(name, candidate);
                return candidate;
            }
        }
        throw new PlatformException("No free port found on 127.0.0.1 between " + LOWEST + " and " + HIGHEST
                + ". Is another program holding them all?");
    }

    private boolean take(int port) {
        if (!handedOut.contains(port) && isFree(port)) {
            handedOut.add(port);
            return true;
        }
        return false;
    }

    /// Whether a server could bind the port now.
    boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            // What the servers do too: a port whose last connections are still in TIME_WAIT counts as free.
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /// The number in the file, or 0 where there is none or it is not a port: the file is a convenience, not a
    /// truth.
    private int remembered(String name) {
        String text = remembered.getProperty(name, "").strip();
        if (!text.matches("[0-9]{1,5}")) {
            return 0;
        }
        int port = Integer.parseInt(text);
        return port < 65_536 ? port : 0;
    }

    private void remember(String name, int port) {
        remembered.setProperty(name, Integer.toString(port));
        try (Writer writer = Files.newBufferedWriter(file)) {
            remembered.store(writer, "Ports of this directory; used again while they are free.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
