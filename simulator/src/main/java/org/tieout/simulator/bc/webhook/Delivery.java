package org.tieout.simulator.bc.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.tieout.simulator.http.Json;

/// A notification on its way to one address. Immutable.
///
/// @param subscriptions whom it is for; they end where it is turned down
/// @param entries the elements of `value`
/// @param attempts how often it was sent
record Delivery(String url, List<UUID> subscriptions, ArrayNode entries, Instant first, int attempts, Instant next) {
    /// How long the vendor goes on trying.
    private static final Duration LONGEST = Duration.ofHours(36);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Set<Integer> AGAIN = Set.of(408, 429);

    /// What an answer means.
    enum Verdict {
        /// Delivered.
        TAKEN,
        /// To be sent again.
        LATER,
        /// The subscription ends.
        TURNED_DOWN
    }

    Delivery {
        subscriptions = List.copyOf(subscriptions);
    }

    /// What a status means; 0 is no answer at all.
    static Verdict verdict(int status) {
        if (status / 100 == 2) {
            return Verdict.TAKEN;
        }
        return status == 0 || status / 100 == 5 || AGAIN.contains(status) ? Verdict.LATER : Verdict.TURNED_DOWN;
    }

    ObjectNode body() {
        return Json.object().set("value", entries);
    }

    /// The next attempt, after pauses that double up to about half an hour.
    Delivery again(Instant now) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, 6));
        return new Delivery(url, subscriptions, entries, first, attempts + 1, now.plus(pause));
    }

    boolean givenUp(Instant now) {
        return now.isAfter(first.plus(LONGEST));
    }
}
