package org.tieout.runtime.sink;

import java.util.List;
import org.tieout.event.MasterData;

/// What a ledger tells beside its answers. Safe for any thread; returns at once.
public interface Notices {
    /// Master data that was read or created.
    void masterData(List<MasterData> data);

    /// Something that needs a person. The same id twice is the same trouble.
    void alert(String id, String message, String nextStep);

    /// The trouble is over.
    void resolved(String id);

    /// A hint that the ledger has changed. It is asked for its changes soon instead of at the next poll; whoever
    /// asks nothing regularly may ignore it.
    default void changed() {}
}
