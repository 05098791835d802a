package org.tieout.simulator.amazon;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tieout.simulator.clock.SimulatorClock;

/// Opaque tokens for the rest of a listing. A token may be used again until it expires, as a client does that
/// did not
/// get
/// the page. Thread-safe.
final class PageTokens<T> {
    private final SimulatorClock clock;
    private final Dice dice;
    private final Duration lifetime;
    private final Map<String, Kept<T>> kept = new HashMap<>();

    private record Kept<T>(T rest, Instant until) {}

    PageTokens(SimulatorClock clock, Dice dice, Duration lifetime) {
        this.clock = clock;
        this.dice = dice;
        this.lifetime = lifetime;
    }

    synchronized String keep(T rest) {
        kept.values().removeIf(page -> page.until().isBefore(clock.protocolNow()));
        String token = "sim" + dice.letters(28) + "==";
        kept.put(token, new Kept<>(rest, clock.protocolNow().plus(lifetime)));
        return token;
    }

    synchronized Optional<T> find(String token) {
        return Optional.ofNullable(kept.get(token))
                .filter(page -> clock.protocolNow().isBefore(page.until()))
                .map(Kept::rest);
    }

    /// The first `size` entries.
    static <E> List<E> page(List<E> all, int size) {
        return all.subList(0, Math.min(size, all.size()));
    }

    /// What follows the first `size` entries.
    static <E> List<E> rest(List<E> all, int size) {
        return all.subList(Math.min(size, all.size()), all.size());
    }
}
