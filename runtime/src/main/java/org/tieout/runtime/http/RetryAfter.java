package org.tieout.runtime.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Reads the header Retry-After (RFC 9110, section 10.2.3): seconds, or a date. An absurd value is cut to an
/// hour, one that cannot be read is none.
public final class RetryAfter {

    private static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    /// How long to wait. A date is measured against the reply's own Date header: our clock may be wrong.
    public static Optional<Duration> of(Reply reply) {
        return reply.header("retry-after").flatMap(value -> parse(value, reply)).map(RetryAfter::bounded);
    }

    private static Optional<Duration> parse(String value, Reply reply) {
        try {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value.strip())));
        } catch (NumberFormatException e) {
            return reply.header("date").flatMap(now -> between(now, value));
        }
    }

    private static Optional<Duration> between(String now, String then) {
        try {
            return Optional.of(Duration.between(date(now), date(then)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static ZonedDateTime date(String text) {
        return ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
