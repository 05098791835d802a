package org.tieout.platform;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;

/// Main class of the registry's process: the registry, tied to the life of the process that started it.
///
/// The parent holds the other end of our standard input and never writes. End of file means that it closed it
/// (a clean stop) or that it is gone, by SIGKILL too: the operating system closes the pipe of a dead process.
/// Either way the registry is stopped, and halted if it takes long. Uses the JDK only: the class path holds
/// this class and the registry, nothing else of ours.
final class RegistryChild {

    private static final Duration STOP_AT_MOST = Duration.ofSeconds(3);
    private static final Duration PREDECESSOR_ENDS_WITHIN = Duration.ofSeconds(15);
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(50);

    private RegistryChild() {}

    /// @param args the file to lock while this process lives
    public static void main(String[] args) throws Exception {
        Thread.ofPlatform().daemon().name("parent-watch").start(RegistryChild::endWithParent);
        FileLock lock = awaitPredecessor(Path.of(args[0]));
        runRegistry();
        lock.release();
    }

    /// A registry whose parent was killed may still be ending and holding the database: wait until its process
    /// is gone.
    private static FileLock awaitPredecessor(Path file) throws IOException, InterruptedException {
        FileChannel channel = FileChannel.open(file, CREATE, WRITE);
        long deadline = System.nanoTime() + PREDECESSOR_ENDS_WITHIN.toNanos();
        while (true) {
            FileLock taken = channel.tryLock();
            if (taken != null) {
                return taken;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("Another registry process still holds " + file + " after "
                        + PREDECESSOR_ENDS_WITHIN.toSeconds() + " s");
            }
            Thread.sleep(LOOK_AGAIN_AFTER);
        }
    }

    private static void runRegistry() throws ReflectiveOperationException {
        try {
            Class.forName("io.quarkus.bootstrap.runner.QuarkusEntryPoint")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) new String[0]);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("The registry did not run", e.getCause());
        }
    }

    private static void endWithParent() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            System.err.println("Lost the parent process: " + e.getMessage());
        }
        Thread.ofPlatform().daemon().name("halt").start(RegistryChild::haltInAMoment);
        System.exit(0);
    }

    private static void haltInAMoment() {
        try {
            Thread.sleep(STOP_AT_MOST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(0);
    }
}
