package org.tieout.simulator.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The faults that are armed. A request meets at most one, the oldest that matches. Thread-safe.
public final class Faults {
    private final List<Armed> armed = new ArrayList<>();

    private static final class Armed {
        private final Fault fault;
        private int toSkip;
        private int left;

        Armed(Fault fault) {
            this.fault = fault;
            this.toSkip = fault.skip();
            this.left = fault.times();
        }

        /// How many requests it still let pass, this one included; 0 means that it strikes.
        int passed() {
            return toSkip > 0 ? toSkip-- : 0;
        }

        boolean usedUp() {
            left--;
            return left <= 0;
        }
    }

    /// Arms a fault behind those already armed.
    public synchronized void arm(Fault fault) {
        armed.add(new Armed(fault));
    }

    /// Disarms everything.
    public synchronized void clear() {
        armed.clear();
    }

    /// Faults that can still strike.
    public synchronized List<Fault> armed() {
        return armed.stream().map(entry -> entry.fault).toList();
    }

    /// Takes the fault that strikes this request, if any; each taking uses one of its times up.
    synchronized Optional<Fault> strike(String face, Request request) {
        Optional<Armed> striking = armed.stream()
                .filter(entry -> entry.fault.meets(face, request))
                .filter(entry -> entry.passed() == 0)
                .findFirst();
        striking.filter(Armed::usedUp).ifPresent(armed::remove);
        return striking.map(entry -> entry.fault);
    }
}
