package org.tieout.simulator.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Two clocks that are never confused. *Protocol time* governs tokens, rate limits and presigned addresses: it
/// is real
/// time until a test moves it. *World time* governs trade: it starts where the world starts and moves by
/// [#advanceWorld]
/// or, if a pace is set, with real time multiplied by the pace. Thread-safe.
public final class SimulatorClock {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Instant protocolStart;
    private final Instant worldStart;
    private final long pace;
    private final LongSupplier nanos;
    private final long nanosAtStart;
    private final AtomicLong protocolShift = new AtomicLong();
    private final AtomicLong worldShift = new AtomicLong();

    /// A clock on the machine's real time; `pace` is how many world seconds pass in one real second (0: only by
    /// advance).
    public SimulatorClock(Instant worldStart, long pace) {
        this(Instant.now(), worldStart, pace, System::nanoTime);
    }

    /// For tests that drive the time themselves.
    public SimulatorClock(Instant protocolStart, Instant worldStart, long pace, LongSupplier nanos) {
        if (pace < 0) {
            throw new IllegalArgumentException("the world cannot run backwards: pace " + pace);
        }
        this.protocolStart = protocolStart;
        this.worldStart = worldStart;
        this.pace = pace;
        this.nanos = nanos;
        this.nanosAtStart = nanos.getAsLong();
    }

    /// The instant tokens and presigned addresses are measured against.
    public Instant protocolNow() {
        return protocolStart.plusNanos(protocolNanos());
    }

    /// Monotonic nanoseconds since the start, for rate limits; moved together with [#protocolNow].
    public long protocolNanos() {
        return nanos.getAsLong() - nanosAtStart + protocolShift.get();
    }

    /// Lets tokens age and rate limits recover without waiting.
    public void advanceProtocol(Duration by) {
        protocolShift.addAndGet(forward(by).toNanos());
    }

    /// The instant of the simulated trade.
    public Instant worldNow() {
        long elapsed = nanos.getAsLong() - nanosAtStart;
        Duration traded = Duration.ofSeconds(elapsed / NANOS_PER_SECOND, elapsed % NANOS_PER_SECOND)
                .multipliedBy(pace);
        return worldStart.plus(traded).plusNanos(worldShift.get());
    }

    /// Moves trade forward at once.
    public void advanceWorld(Duration by) {
        worldShift.addAndGet(forward(by).toNanos());
    }

    private static Duration forward(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("time moves forward only, not by " + by);
        }
        return by;
    }
}
