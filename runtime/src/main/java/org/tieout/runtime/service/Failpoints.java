package org.tieout.runtime.service;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Halts the process at one armed [Failpoint], as a power cut would: no shutdown hook, no flush. Does nothing
/// unless armed. Thread-safe.
///
/// Armed by the system property `tieout.failpoint` or the environment variable `TIEOUT_FAILPOINT`, written
/// `name` or `name:n` for the n-th time it is reached.
public final class Failpoints {

    /// What a killed process reports to its parent: 128 + SIGKILL.
    public static final int EXIT_CODE = 137;

    private static final Logger LOG = LoggerFactory.getLogger(Failpoints.class);
    private static final Failpoints NONE = new Failpoints(Optional.empty(), 0, reached -> {});

    private final Optional<Failpoint> armed;
    private final AtomicInteger remaining;
    private final Consumer<Failpoint> action;

    private Failpoints(Optional<Failpoint> armed, int times, Consumer<Failpoint> action) {
        this.armed = armed;
        this.remaining = new AtomicInteger(times);
        this.action = action;
    }

    /// Nothing armed.
    public static Failpoints none() {
        return NONE;
    }

    /// What property or environment arm.
    ///
    /// @throws IllegalArgumentException if there is no such failpoint
    public static Failpoints fromEnvironment() {
        var setting = Optional.ofNullable(System.getProperty("tieout.failpoint"))
                .or(() -> Optional.ofNullable(System.getenv("TIEOUT_FAILPOINT")));
        return setting.map(text -> parse(text, Failpoints::halt)).orElse(NONE);
    }

    /// Calls back instead of halting, for tests in one JVM. What the callback throws goes through the code
    /// under test.
    public static Failpoints calling(String setting, Consumer<Failpoint> action) {
        return parse(setting, action);
    }

    /// Marks the place. A comparison and nothing else unless this very point is armed.
    public void here(Failpoint point) {
        if (armed.isPresent() && armed.get() == point && remaining.decrementAndGet() == 0) {
            action.accept(point);
        }
    }

    private static Failpoints parse(String setting, Consumer<Failpoint> action) {
        var colon = setting.indexOf(':');
        var name = colon < 0 ? setting : setting.substring(0, colon);
        var times = colon < 0 ? 1 : Integer.parseInt(setting.substring(colon + 1));
        return new Failpoints(Optional.of(Failpoint.parse(name)), times, action);
    }

    private static void halt(Failpoint point) {
        LOG.warn("Halting at failpoint {}", point.label());
        Runtime.getRuntime().halt(EXIT_CODE);
    }
}
