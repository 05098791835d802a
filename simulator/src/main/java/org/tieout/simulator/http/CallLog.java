package org.tieout.simulator.http;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What was called and how it ended: counts for ever, the calls themselves for the last few thousand. Thread-safe.
public final class CallLog {
    private static final int KEPT = 5_000;

    private final Map<Key, Long> counts = new TreeMap<>();
    private final Deque<Call> last = new ArrayDeque<>();

    /// One call. `status` is what the client could see: 0 where it got no answer. `fault` names a fault that
    /// struck.
    public record Call(
            Instant at,
            String face,
            String operation,
            String method,
            String path,
            int status,
            Optional<String> fault) {}

    /// The dimensions of the counts.
    public record Key(String face, String operation, int status) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byFace = face.compareTo(other.face);
            int byOperation = byFace != 0 ? byFace : operation.compareTo(other.operation);
            return byOperation != 0 ? byOperation : Integer.compare(status, other.status);
        }
    }

    /// Adds a call.
    public synchronized void record(Call call) {
        counts.merge(new Key(call.face(), call.operation(), call.status()), 1L, Long::sum);
        last.addLast(call);
        if (last.size() > KEPT) {
            last.removeFirst();
        }
    }

    /// Counts by face, operation and status.
    public synchronized Map<Key, Long> counts() {
        return new TreeMap<>(counts);
    }

    /// All calls of one face's operation, whatever their status.
    public synchronized long count(String face, String operation) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().face().equals(face)
                        && entry.getKey().operation().equals(operation))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /// All calls of one face.
    public synchronized long count(String face) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().face().equals(face))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /// The most recent calls, oldest first.
    public synchronized List<Call> last() {
        return List.copyOf(last);
    }

    /// Forgets everything.
    public synchronized void clear() {
        counts.clear();
        last.clear();
    }
}
