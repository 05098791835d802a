package org.tieout.sink.bc;

import org.tieout.runtime.sink.Prepared;

/// Leaves the rendering of one document; never leaves this package.
final class Unpostable extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Prepared.Unpostable prepared;

    Unpostable(String code, String reason, String nextStep) {
        super(reason);
        this.prepared = new Prepared.Unpostable(code, reason, nextStep);
    }

    Prepared.Unpostable prepared() {
        return prepared;
    }
}
