package org.tieout.sink.qbo;

import java.time.Duration;
import org.tieout.runtime.http.RateBudget;

/// How fast a company is called. Intuit allows 500 requests a minute and 10 a second for a company, and
/// 40 batches a minute for a company and app ("Limits and throttles"); a bucket's content and one
/// minute of filling stay below that.
///
/// @param requestsPerSecond of everything but batches
/// @param requestBurst at once
/// @param batchesPerMinute of batches
/// @param batchBurst at once; with a minute's filling at most 40
/// @param patience how long a call waits for its turn
/// @param throttleWait the pause after a 429: one minute is documented, no Retry-After is
record QboPace(
        int requestsPerSecond,
        int requestBurst,
        int batchesPerMinute,
        int batchBurst,
        Duration patience,
        Duration throttleWait) {

    static QboPace documented() {
        return new QboPace(5, 4, 24, 16, Duration.ofMinutes(2), Duration.ofSeconds(60));
    }

    QboPace withThrottleWait(Duration wait) {
        return new QboPace(requestsPerSecond, requestBurst, batchesPerMinute, batchBurst, patience, wait);
    }

    RateBudget requests() {
        return new RateBudget(requestsPerSecond, requestBurst);
    }

    RateBudget batches() {
        return new RateBudget(batchesPerMinute / 60.0, batchBurst);
    }
}
