package org.tieout.runtime.schedule;

import java.time.Duration;
import java.util.regex.Pattern;

/// Durations as people write them in a configuration: `500ms`, `30s`, `5m`, `12h`, `60d`.
public final class Durations {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private Durations() {}

    /// Reads one.
    ///
    /// @throws IllegalArgumentException if it is not written like that, or is zero
    public static Duration parse(String text) {
        var match = FORM.matcher(text.strip());
        if (!match.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no duration; write for example 500ms, 30s, 5m, 12h or 60d");
        }
        var amount = Long.parseLong(match.group(1));
        if (amount == 0) {
            throw new IllegalArgumentException("\"" + text + "\" is no duration: it must be longer than nothing");
        }
        return switch (match.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /// Writes one, the reverse of [#parse].
    public static String format(Duration duration) {
        if (duration.toMillisPart() != 0) {
            return duration.toMillis() + "ms";
        }
        if (duration.toSecondsPart() != 0) {
            return duration.toSeconds() + "s";
        }
        if (duration.toMinutesPart() != 0) {
            return duration.toMinutes() + "m";
        }
        return duration.toHoursPart() != 0 ? duration.toHours() + "h" : duration.toDays() + "d";
    }
}
