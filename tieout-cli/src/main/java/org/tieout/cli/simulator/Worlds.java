package org.tieout.cli.simulator;

import org.tieout.simulator.Simulator;
import org.tieout.simulator.SimulatorOptions;

/// The simulated worlds that commands offer.
public final class Worlds {

    private Worlds() {}

    /// One US seller with about 300 orders and three closed settlements, one empty company in QuickBooks Online
    /// and one in Business Central, and a CRM with deals.
    ///
    /// @param seed which world
    /// @param port on 127.0.0.1; 0 takes a free one
    /// @throws java.io.UncheckedIOException if the port cannot be bound
    public static Simulator start(long seed, int port) {
        return Simulator.start(SimulatorOptions.builder().seed(seed).port(port).build());
    }
}
