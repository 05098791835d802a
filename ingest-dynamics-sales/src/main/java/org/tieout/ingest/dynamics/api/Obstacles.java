package org.tieout.ingest.dynamics.api;

import org.tieout.runtime.ingest.Turn;
import org.tieout.runtime.ingest.Waits;

/// What keeps an organisation that answers from being read (memo, sections 1 and 3). Stateless.
public final class Obstacles {

    private Obstacles() {}

    /// A table is not tracked, so that its changes cannot be followed.
    public static Turn untracked(Waits waits, String table) {
        String reason = "change tracking is off for the table " + table;
        return waits.withoutAccess(
                "Dynamics 365 Sales does not tell " + waits.connection() + " what changed: " + reason,
                "Switch on \"Track changes\" in the properties of the table " + table
                        + " in Power Apps and publish it. The connection goes on by itself.",
                reason);
    }

    /// The connection leads to another organisation than the one that was read so far.
    public static Turn moved(Waits waits, String was, String is) {
        String reason = "organization-url leads to organisation " + is + ", and " + was + " was read so far";
        return waits.withoutAccess(
                waits.connection() + ": " + reason,
                "Put the former address back, or give the other organisation a connection with a name of its own;"
                        + " then run tieout apply.",
                reason);
    }
}
