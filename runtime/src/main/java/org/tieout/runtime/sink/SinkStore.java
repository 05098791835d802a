package org.tieout.runtime.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tieout.event.PostingState;
import org.tieout.schemas.Keys;

/// The posting states of one partition on local disk: a cache of the topic, never ahead of it. States,
/// their indexes and the position in the topic change together or not at all.
///
/// Reads are thread-safe, also while the store is being closed; the partition's worker alone writes and
/// closes.
final class SinkStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SinkStore.class);
    private static final byte[] POSITION = "position".getBytes(UTF_8);
    private static final byte[] SCHEMA = "schema".getBytes(UTF_8);
    private static final String CHANGES = "changes|";

    private final List<AutoCloseable> resources = new ArrayList<>();
    private final RocksDB db;
    private final ColumnFamilyHandle states;
    private final ColumnFamilyHandle open;
    private final ColumnFamilyHandle byVendorId;
    private final ColumnFamilyHandle meta;
    private final WriteOptions writes;
    private final ReadWriteLock life = new ReentrantReadWriteLock();
    private boolean closed;

    private SinkStore(Path directory) throws RocksDBException, IOException {
        RocksDB.loadLibrary();
        Files.createDirectories(directory);
        // Shared by the four families: state is read by key, a cache of a few megabytes is enough for any company.
        var table = new BlockBasedTableConfig().setBlockCache(held(new LRUCache(8L << 20)));
        var family = held(new ColumnFamilyOptions()).setTableFormatConfig(table).setWriteBufferSize(4L << 20);
        var options = held(new DBOptions()).setCreateIfMissing(true).setCreateMissingColumnFamilies(true);
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        var families = Stream.of("default", "open", "by-vendor-id", "meta")
                .map(name -> new ColumnFamilyDescriptor(name.getBytes(UTF_8), family))
                .toList();
        this.db = RocksDB.open(options, directory.toString(), families, handles);
        this.states = handles.get(0);
        this.open = handles.get(1);
        this.byVendorId = handles.get(2);
        this.meta = handles.get(3);
        this.writes = held(new WriteOptions());
    }

    /// Opens the store. What was written by another version of the schema, or cannot be opened, is
    /// dropped: the topic has it all.
    static SinkStore open(Path directory) {
        try {
            var store = new SinkStore(directory);
            if (store.isOurs()) {
                return store;
            }
            store.close();
        } catch (RocksDBException e) {
            LOG.warn("The local state in {} is not readable and is rebuilt from the topic", directory, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rebuilt(directory);
    }

    /// An empty store in place of whatever is there.
    static SinkStore rebuilt(Path directory) {
        try {
            delete(directory);
            var store = new SinkStore(directory);
            store.db.put(store.meta, SCHEMA, fingerprint());
            return store;
        } catch (RocksDBException e) {
            throw new IllegalStateException("No local state can be kept in " + directory, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isOurs() throws RocksDBException {
        byte[] written = db.get(meta, SCHEMA);
        if (written == null && db.get(meta, POSITION) == null) {
            db.put(meta, SCHEMA, fingerprint());
            return true;
        }
        return java.util.Arrays.equals(written, fingerprint());
    }

    /// The position in the topic up to which everything is here.
    long position() {
        byte[] position = read(meta, POSITION);
        return position == null ? 0 : Long.parseLong(new String(position, UTF_8));
    }

    /// Up to when the ledger's own changes of a connection were read.
    Optional<Instant> changesRead(String connection) {
        byte[] until = read(meta, (CHANGES + connection).getBytes(UTF_8));
        return until == null ? Optional.empty() : Optional.of(Instant.parse(new String(until, UTF_8)));
    }

    void changesRead(String connection, Instant until) {
        try {
            db.put(
                    meta,
                    (CHANGES + connection).getBytes(UTF_8),
                    until.toString().getBytes(UTF_8));
        } catch (RocksDBException e) {
            throw new IllegalStateException("The local state cannot be written", e);
        }
    }

    /// Where a posting stands.
    Optional<PostingState> get(String postingId) {
        byte[] value = read(states, postingId.getBytes(UTF_8));
        return value == null ? Optional.empty() : Optional.of(decode(value));
    }

    /// The posting behind a ledger's document.
    Optional<PostingState> byVendorId(String connection, String vendorType, String vendorId) {
        byte[] id = read(byVendorId, Keys.of(connection, vendorType, vendorId).getBytes(UTF_8));
        return id == null ? Optional.empty() : get(new String(id, UTF_8));
    }

    /// Takes over states that are committed in the topic.
    void put(List<PostingState> written, long position) {
        // The last one of an id wins, as in the topic.
        Map<String, PostingState> last = new HashMap<>();
        written.forEach(state -> last.put(state.getPostingId(), state));
        try (var batch = new WriteBatch()) {
            for (var state : last.values()) {
                byte[] id = state.getPostingId().getBytes(UTF_8);
                batch.put(states, id, encode(state));
                if (isOpen(state)) {
                    batch.put(open, id, new byte[0]);
                } else {
                    batch.delete(open, id);
                }
                if (state.getVendorId() != null) {
                    String key = Keys.of(state.getTargetConnection(), state.getVendorType(), state.getVendorId());
                    batch.put(byVendorId, key.getBytes(UTF_8), id);
                }
            }
            batch.put(meta, POSITION, Long.toString(position).getBytes(UTF_8));
            db.write(writes, batch);
        } catch (RocksDBException e) {
            throw new IllegalStateException("The local state cannot be written", e);
        }
    }

    /// Every posting that is not finished, in the order of their ids: those to be posted, and those
    /// posted whose read-back is still to come.
    void forEachOpen(Consumer<PostingState> action) {
        try (var ids = db.newIterator(open)) {
            for (ids.seekToFirst(); ids.isValid(); ids.next()) {
                get(new String(ids.key(), UTF_8)).ifPresent(action);
            }
        }
    }

    private static boolean isOpen(PostingState state) {
        return !States.isOver(state) || state.getCommand() != null;
    }

    private byte @org.jspecify.annotations.Nullable [] read(ColumnFamilyHandle family, byte[] key) {
        // The native library does not survive a read of a closed store, and calls that were given up may still ask.
        life.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("The local state is closed");
            }
            return db.get(family, key);
        } catch (RocksDBException e) {
            throw new IllegalStateException("The local state cannot be read", e);
        } finally {
            life.readLock().unlock();
        }
    }

    private static byte[] encode(PostingState state) {
        var bytes = new ByteArrayOutputStream(512);
        var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new SpecificDatumWriter<>(PostingState.class).write(state, encoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static PostingState decode(byte[] value) {
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(value, null);
        try {
            return new SpecificDatumReader<>(PostingState.class).read(null, decoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] fingerprint() {
        return Long.toHexString(SchemaNormalization.parsingFingerprint64(PostingState.getClassSchema()))
                .getBytes(UTF_8);
    }

    private <T extends AutoCloseable> T held(T resource) {
        resources.add(resource);
        return resource;
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Override
    public void close() {
        life.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            release();
        } finally {
            life.writeLock().unlock();
        }
    }

    private void release() {
        List.of(states, open, byVendorId, meta).forEach(ColumnFamilyHandle::close);
        db.close();
        for (AutoCloseable resource : resources.reversed()) {
            try {
                resource.close();
            } catch (Exception e) {
                throw new IllegalStateException("The local state cannot be closed", e);
            }
        }
    }
}
