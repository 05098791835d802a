package org.tieout.runtime.sink;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Opens the ledgers of one target.
public interface Ledgers {
    /// The target's name in topics: `qbo`.
    String target();

    /// The ledger behind a connection, or nothing while the connection is not configured. The caller
    /// closes it.
    ///
    /// @param connection the target connection's name
    /// @param notices where it reports master data and alerts; safe for any thread
    Optional<Ledger> open(String connection, Notices notices);

    /// The target connections that flows post to: their lists are read before anything is posted.
    Set<String> connections();

    /// How often a connection is asked for changes made by people.
    ///
    /// @param otherwise where nothing is configured
    Duration pollEvery(String connection, Duration otherwise);

    /// Changes whenever the connection's credentials or settings change: a paused connection is tried
    /// again then.
    long version(String connection);
}
