package org.tieout.sink.bc;

import java.time.Duration;
import org.tieout.runtime.http.RateBudget;

/// How fast a company is called. Business Central allows a user 6000 requests in a sliding window of five
/// minutes and processes five at once (memo, 3); a bucket's content and five minutes of filling stay below
/// that.
///
/// @param requestsPerSecond how fast the bucket fills
/// @param requestBurst how much it holds
/// @param atOnce how many calls may be under way
/// @param countsOperations whether each operation of a batch is a request: the vendor does not say
/// @param patience how long a call waits for its turn
record BcPace(double requestsPerSecond, int requestBurst, int atOnce, boolean countsOperations, Duration patience) {

    static BcPace documented() {
        return new BcPace(19, 250, 4, true, Duration.ofMinutes(2));
    }

    /// The same, where operations of a batch count or not.
    BcPace counting(boolean operations) {
        return new BcPace(requestsPerSecond, requestBurst, atOnce, operations, patience);
    }

    RateBudget requests() {
        return new RateBudget(requestsPerSecond, requestBurst);
    }
}
