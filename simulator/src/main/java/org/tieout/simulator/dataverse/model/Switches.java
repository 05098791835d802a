package org.tieout.simulator.dataverse.model;

import java.util.EnumSet;
import java.util.Set;

/// The switches that are on. Immutable.
public record Switches(Set<Switch> on) {
    /// Copies the set.
    public Switches {
        on = Set.copyOf(on);
    }

    /// Everything as the simulator assumes it.
    public static Switches defaults() {
        return new Switches(Set.of());
    }

    /// Whether this one is on.
    public boolean on(Switch one) {
        return on.contains(one);
    }

    /// With this one on or off.
    public Switches with(Switch one, boolean value) {
        Set<Switch> changed = EnumSet.noneOf(Switch.class);
        changed.addAll(on);
        if (value) {
            changed.add(one);
        } else {
            changed.remove(one);
        }
        return new Switches(changed);
    }
}
