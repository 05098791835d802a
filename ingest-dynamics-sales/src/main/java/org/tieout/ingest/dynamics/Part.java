package org.tieout.ingest.dynamics;

import java.util.Optional;
import org.tieout.runtime.ingest.Emitter;
import org.tieout.runtime.ingest.Turn;
import org.tieout.runtime.ingest.Watermarks;

/// One table's share of a round. Not thread-safe.
interface Part {

    /// Reads some more, and commits what it emits.
    ///
    /// @return how to go on with it, or nothing when all of it is read
    Optional<Turn> step(Watermarks reached, Emitter out);

    /// Something went wrong: begin with what is committed.
    void forget();
}
