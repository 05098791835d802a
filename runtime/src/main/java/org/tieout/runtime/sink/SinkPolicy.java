package org.tieout.runtime.sink;

import java.time.Duration;

/// How a sink paces itself.
///
/// @param batchSize the most postings in one batch
/// @param parallelBatches how many calls of one target connection may be under way at once
/// @param linger how long the loop waits for more before it sends a batch that is not full, counted
///     from the last arrival
/// @param lingerMost the longest a ready posting waits for company
/// @param settling how long after an unheard call the ledger is asked what it holds
/// @param firstBackoff the first pause after "not now"; doubles with every further one
/// @param longestBackoff the longest such pause
/// @param ledgerPoll how often the ledger is asked for later changes of our documents; zero means never
/// @param readsOrders whether an order's sales documents are read back for their own sake: in a ledger that
///     closes them itself no document of a settlement refers to them
public record SinkPolicy(
        int batchSize,
        int parallelBatches,
        Duration linger,
        Duration lingerMost,
        Duration settling,
        Duration firstBackoff,
        Duration longestBackoff,
        Duration ledgerPoll,
        boolean readsOrders) {

    public SinkPolicy {
        if (batchSize < 1 || parallelBatches < 1) {
            throw new IllegalArgumentException("batch size and parallel batches are at least 1");
        }
    }

    /// The defaults for a ledger that takes batches of this size.
    public static SinkPolicy defaults(int batchSize) {
        return new SinkPolicy(
                batchSize,
                3,
                Duration.ofMillis(300),
                Duration.ofSeconds(3),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                false);
    }

    /// The same with another rhythm of asking the ledger for changes.
    public SinkPolicy withLedgerPoll(Duration every) {
        return new SinkPolicy(
                batchSize,
                parallelBatches,
                linger,
                lingerMost,
                settling,
                firstBackoff,
                longestBackoff,
                every,
                readsOrders);
    }

    /// The same, with orders' sales documents read back for their own sake.
    public SinkPolicy readingOrders() {
        return new SinkPolicy(
                batchSize,
                parallelBatches,
                linger,
                lingerMost,
                settling,
                firstBackoff,
                longestBackoff,
                ledgerPoll,
                true);
    }

    /// The same with other pauses, as tests need them.
    public SinkPolicy withPauses(Duration settlingDelay, Duration first, Duration longest) {
        return new SinkPolicy(
                batchSize, parallelBatches, linger, lingerMost, settlingDelay, first, longest, ledgerPoll, readsOrders);
    }

    /// The same with another linger.
    public SinkPolicy withLinger(Duration wait, Duration most) {
        return new SinkPolicy(
                batchSize,
                parallelBatches,
                wait,
                most,
                settling,
                firstBackoff,
                longestBackoff,
                ledgerPoll,
                readsOrders);
    }
}
