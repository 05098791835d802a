package org.tieout.simulator.dataverse.model;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.tieout.simulator.state.Cell;
import org.tieout.simulator.state.Transaction;

/// Automatic numbers, such as `ORD-01000-X1Y2Z3`: a prefix, a counter and random letters. Not thread-safe: the
/// organisation guards it.
final class NumberSeries {
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789";

    private final Transaction transaction;
    private final Random random;
    private final Map<String, Cell<Long>> series = new HashMap<>();

    NumberSeries(Transaction transaction, Random random) {
        this.transaction = transaction;
        this.random = random;
    }

    String next(String prefix) {
        Cell<Long> next = series.computeIfAbsent(prefix, _ -> new Cell<>(transaction, 1000L));
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%s-%05d-", prefix, next.get()));
        for (int i = 0; i < 6; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        next.set(next.get() + 1);
        return text.toString();
    }
}
