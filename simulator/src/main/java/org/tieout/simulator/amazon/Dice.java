package org.tieout.simulator.amazon;

import java.time.Duration;
import java.util.List;

/// Reproducible chance (SplitMix64, written out so that no release of the platform changes a world). Each
/// purpose takes
/// its own dice, so that a new purpose does not disturb the others. Not thread-safe.
final class Dice {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    private Dice(long state) {
        this.state = state;
    }

    /// Dice for one purpose and index of a seeded world.
    static Dice of(long seed, String purpose, long index) {
        Dice mixing = new Dice(seed * GOLDEN_GAMMA + purpose.hashCode());
        return new Dice(mixing.next() ^ (index * 0xD1B54A32D192ED03L));
    }

    private long next() {
        state += GOLDEN_GAMMA;
        long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /// 0 up to, not including, `bound`.
    int below(int bound) {
        return (int) ((next() >>> 1) % bound);
    }

    /// Both ends included.
    int between(int least, int most) {
        return least + below(most - least + 1);
    }

    /// True in `chance` of a hundred throws.
    boolean percent(int chance) {
        return below(100) < chance;
    }

    <T> T pick(List<T> list) {
        return list.get(below(list.size()));
    }

    /// Whole seconds, both ends included.
    Duration between(Duration least, Duration most) {
        return least.plusSeconds(below(Math.toIntExact(most.minus(least).toSeconds()) + 1));
    }

    /// That many decimal digits, the first not zero.
    String digits(int count) {
        StringBuilder text = new StringBuilder().append(between(1, 9));
        while (text.length() < count) {
            text.append(below(10));
        }
        return text.toString();
    }

    /// That many capital letters and digits, as in shipment ids and tracking numbers.
    String letters(int count) {
        StringBuilder text = new StringBuilder();
        while (text.length() < count) {
            text.append("ABCDEFGHJKLMNPQRSTUVWXYZ23456789".charAt(below(32)));
        }
        return text.toString();
    }

    /// A reproducible order of the list (Fisher-Yates).
    <T> void shuffle(List<T> list) {
        for (int last = list.size() - 1; last > 0; last--) {
            int other = below(last + 1);
            T moved = list.get(last);
            list.set(last, list.get(other));
            list.set(other, moved);
        }
    }
}
