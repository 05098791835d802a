package org.tieout.alerts;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.schedule.Durations;

/// What one channel wants to hear, and how much of it.
///
/// @param name the channel's name
/// @param flows only alerts of these flows, and those of no flow; empty means all
/// @param kinds only these kinds of alerts; empty means all
/// @param events what it wants to hear
/// @param remindAfter when an open alert is told again; empty means never
/// @param perHour the most messages in any hour
record Channel(
        String name,
        Set<String> flows,
        Set<String> kinds,
        Set<Event> events,
        Optional<Duration> remindAfter,
        int perHour) {

    static final int PER_HOUR = 20;

    private static final Set<Event> USUAL = Set.of(Event.RAISED, Event.ENDED);

    Channel {
        flows = Set.copyOf(flows);
        kinds = Set.copyOf(kinds);
        events = Set.copyOf(events);
    }

    /// As configured.
    static Channel of(Connection connection) {
        var remindAfter = connection.setting("remind-after").map(Durations::parse);
        var events = connection.list("events").stream()
                .map(word -> Event.valueOf(word.strip().toUpperCase(java.util.Locale.ROOT)))
                .collect(java.util.stream.Collectors.toSet());
        return new Channel(
                connection.name(),
                words(connection.list("flows")),
                words(connection.list("kinds")),
                events.isEmpty() ? USUAL : events,
                remindAfter,
                connection.setting("per-hour").map(Integer::parseInt).orElse(PER_HOUR));
    }

    private static Set<String> words(List<String> list) {
        return list.stream().map(String::strip).collect(java.util.stream.Collectors.toUnmodifiableSet());
    }

    /// Whether it wants to hear of this at all. A reminder is wanted by its interval.
    boolean wants(Event event) {
        return event == Event.REMINDER ? remindAfter.isPresent() : events.contains(event);
    }

    /// Whether an alert concerns it.
    boolean hears(Trouble trouble) {
        return !trouble.isOf(this)
                && (kinds.isEmpty() || kinds.contains(trouble.kind()))
                && (flows.isEmpty()
                        || trouble.flows().isEmpty()
                        || trouble.flows().stream().anyMatch(flows::contains));
    }
}
