package org.tieout.simulator.state;

import java.util.HashSet;
import java.util.Set;

/// The switches that are on, of those a face has for what its vendor's documentation leaves open. Immutable.
public record Switches<S extends Enum<S>>(Set<S> on) {
    /// Copies the set.
    public Switches {
        on = Set.copyOf(on);
    }

    /// Everything as the simulator assumes it.
    public static <S extends Enum<S>> Switches<S> defaults() {
        return new Switches<S>(Set.of());
    }

    /// Whether this one is on.
    public boolean on(S one) {
        return on.contains(one);
    }

    /// With this one on or off.
    public Switches<S> with(S one, boolean value) {
        Set<S> changed = new HashSet<>(on);
        if (value) {
            changed.add(one);
        } else {
            changed.remove(one);
        }
        return new Switches<>(changed);
    }
}
