package org.tieout.sink.dynamics;

import java.time.Duration;
import org.tieout.runtime.http.RateBudget;

/// How fast an organisation is called. A user may make 6000 requests in five minutes and 52 at once, on each of a
/// number of servers nobody knows (memo, 4); other apps of the same user count too, so that this stays well below.
///
/// @param requestsPerSecond how fast the bucket fills
/// @param requestBurst how much it holds
/// @param atOnce how many calls may be under way
/// @param patience how long a call waits for its turn
record CrmPace(double requestsPerSecond, int requestBurst, int atOnce, Duration patience) {

    static CrmPace documented() {
        return new CrmPace(10, 250, 4, Duration.ofMinutes(2));
    }

    RateBudget requests() {
        return new RateBudget(requestsPerSecond, requestBurst);
    }
}
