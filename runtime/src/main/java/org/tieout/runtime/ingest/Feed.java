package org.tieout.runtime.ingest;

/// One stream of records of a connection, such as its orders. Called by one thread at a time; may keep state
/// between calls, but must be able to go on from its watermarks alone.
public interface Feed {

    /// The feed's name, also that of its main watermark.
    String name();

    /// Reads some more and emits it. Ask the vendor first, then emit and commit without waiting for anything
    /// in between: an open transaction holds up every reader of its partitions.
    ///
    /// @param reached how far this connection's feeds were read
    /// @param out takes records and watermarks; whatever is not committed when this returns or throws is
    ///     dropped
    /// @return when to call again, and how the feed is
    Turn poll(Watermarks reached, Emitter out);
}
