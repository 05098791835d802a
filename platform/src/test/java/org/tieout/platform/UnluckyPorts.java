package org.tieout.platform;

import java.nio.file.Path;

/// Hands out first a port that somebody else took after the look.
final class UnluckyPorts extends Ports {

    private final int taken;
    private boolean handedOut;

    UnluckyPorts(Path directory, int taken) {
        super(directory);
        this.taken = taken;
    }

    @Override
    int port(String name) {
        if (handedOut) {
            return super.port(name);
        }
        handedOut = true;
        return taken;
    }
}
