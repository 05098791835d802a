package org.tieout.runtime.http;

import java.time.Duration;
import java.util.Optional;

/// What came of a call. The caller must read it; none of the cases may be taken for another.
public sealed interface Answer {

    /// Done, and confirmed.
    record Accepted(Reply reply) implements Answer {}

    /// Not done, and repeating it unchanged would be refused again.
    ///
    /// @param reason why, as the vendor says it
    record Refused(Reply reply, String reason) implements Answer {}

    /// Not done: too many calls. The vendor said so, or our own budget did before anything was sent.
    ///
    /// @param retryAfter when to come back, if that is known
    record Throttled(Optional<Duration> retryAfter, String reason) implements Answer {}

    /// Not done: the credentials do not (or no longer) open this door, a fresh token included.
    record Unauthorized(String reason) implements Answer {}

    /// Not done: the vendor cannot be reached, or says that it is down.
    record Unavailable(Optional<Duration> retryAfter, String reason) implements Answer {}

    /// Sent, and no answer heard or none that tells: it may have been done. Ask before repeating anything
    /// that writes.
    record Unknown(String reason) implements Answer {}

    /// Reads a reply by its status alone, for vendors without a better way: 2xx accepted, 401 and 403
    /// unauthorized, 429 throttled, 503 unavailable, other 5xx unknown, the rest refused.
    static Answer byStatus(Reply reply) {
        var status = reply.status();
        if (status >= 200 && status < 300) {
            return new Accepted(reply);
        }
        return switch (status) {
            case 401, 403 -> new Unauthorized(reply.toString());
            case 429 -> new Throttled(RetryAfter.of(reply), reply.toString());
            case 503 -> new Unavailable(RetryAfter.of(reply), reply.toString());
            default -> status >= 500 ? new Unknown(reply.toString()) : new Refused(reply, reply.toString());
        };
    }
}
