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
}
