package org.tieout.runtime.ingest;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.tieout.schemas.Topic;

/// Takes a feed's records and the watermarks they stand for, in transactions. Not thread-safe.
public interface Emitter {

    /// Sends a record in the open transaction, or begins one. The topic's rule decides the partition.
    void emit(Topic topic, String key, SpecificRecord value);

    /// Sends a tombstone in the open transaction, or begins one: a compacted topic forgets the key.
    void erase(Topic topic, String key);

    /// Sets a watermark in the open transaction, or begins one.
    ///
    /// @param feed the feed's name, or a finer name of its own below it
    /// @param position the position in the feed's own terms
    /// @param reached how it was reached
    void mark(String feed, String position, Map<String, String> reached);

    /// Commits records and watermarks together: readers see all of them or none.
    void commit();
}
