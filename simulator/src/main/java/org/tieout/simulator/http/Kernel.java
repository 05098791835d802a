package org.tieout.simulator.http;

import java.net.URI;
import java.util.Random;
import org.tieout.simulator.clock.SimulatorClock;

/// What the simulator gives each face: one seed, one clock, the address it is reached at.
public record Kernel(long seed, SimulatorClock clock, URI address) {
    /// A generator of its own for each purpose, so that adding one does not disturb another.
    public Random random(String purpose) {
        return new Random(seed * 31 + purpose.hashCode());
    }
}
