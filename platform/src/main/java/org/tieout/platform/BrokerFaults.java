package org.tieout.platform;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happens when the broker meets a fault it cannot go on from (Kafka then calls its `Exit`, which by
/// default ends the JVM at once and without a word).
///
/// While a broker starts or stops the fault is only logged: the start fails with an exception that can be
/// shown, and a stop is ending the broker anyway. While it runs, this JVM still ends, because a broker that
/// lost its log or its controller answers nobody and everything in this process depends on it; but it says so
/// first. Restarting on the same directory is safe.
final class BrokerFaults {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerFaults.class);
    private static final AtomicBoolean INSTALLED = new AtomicBoolean();
    private static final AtomicInteger IN_TRANSITION = new AtomicInteger();

    private BrokerFaults() {}

    /// Call before a broker starts or stops, and [#transitionEnds] when it has.
    static void transitionBegins() {
        if (INSTALLED.compareAndSet(false, true)) {
            Exit.setExitProcedure(BrokerFaults::onFault);
            Exit.setHaltProcedure(BrokerFaults::onFault);
        }
        IN_TRANSITION.incrementAndGet();
    }

    static void transitionEnds() {
        IN_TRANSITION.decrementAndGet();
    }

    private static void onFault(int status, String message) {
        if (IN_TRANSITION.get() > 0) {
            LOG.debug("The embedded broker met a fault while it started or stopped (status {}): {}", status, message);
            return;
        }
        LOG.error(
                "The embedded broker met a fault it cannot go on from (status {}): {}. This process ends now; starting it again on"
                        + " the same data directory is safe.",
                status,
                message);
        Runtime.getRuntime().halt(status == 0 ? 1 : status);
    }
}
