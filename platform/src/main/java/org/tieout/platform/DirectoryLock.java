package org.tieout.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// One live process per directory. The operating system holds the lock, so it is gone the moment its process
/// is, however that ended.
final class DirectoryLock implements AutoCloseable {

    /// The locked byte lies far behind the text, because a locked region cannot be read by others on every
    /// system.
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Takes the lock or says who has it.
    ///
    /// @throws PlatformException when another live process, or another part of this one, holds the directory
    static DirectoryLock take(Path directory, String fileName) {
        Path file = directory.resolve(fileName);
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
            try {
                if (tryLock(channel) == null) {
                    throw new PlatformException("The data directory " + directory + " is in use by " + holder(channel)
                            + ". Stop it first, or choose another directory.");
                }
                channel.truncate(0);
                channel.write(UTF_8.encode(Long.toString(ProcessHandle.current().pid())), 0);
                return new DirectoryLock(channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new PlatformException(
                    "The data directory " + directory + " cannot be used: " + e.getMessage()
                            + ". It must be a directory this user can write to.",
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(32);
        channel.read(text, 0);
        String pid = UTF_8.decode(text.flip()).toString().strip();
        if (pid.isEmpty()) {
            return "another process";
        }
        return pid.equals(Long.toString(ProcessHandle.current().pid())) ? "this process already" : "process " + pid;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
