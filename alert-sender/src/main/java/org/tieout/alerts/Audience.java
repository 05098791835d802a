package org.tieout.alerts;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tieout.event.Alert;
import org.tieout.runtime.config.ConfigView;
import org.tieout.runtime.config.Flow;
import org.tieout.schemas.Keys;

/// Whom an alert concerns, read from its id and its subject: they name a flow, a posting of a flow, or a connection.
/// What cannot be told concerns everybody.
final class Audience {

    /// The parts of an id that tell its kind where the first part is a connection.
    private static final Set<String> WORDS = Set.of("authorization", "calls", "report", "order", "configuration");

    private final ConfigView config;

    Audience(ConfigView config) {
        this.config = config;
    }

    Trouble of(Alert alert) {
        var parts = List.of(Keys.parts(alert.getId()));
        return new Trouble(
                alert.getId(),
                kind(parts),
                flows(parts, alert.getSubject()),
                alert.getSubject(),
                alert.getMessage(),
                alert.getNextStep(),
                !alert.getResolved(),
                alert.getAt());
    }

    private String kind(List<String> parts) {
        return config.connection(parts.getFirst()).isEmpty()
                ? parts.getFirst()
                : parts.stream().skip(1).filter(WORDS::contains).findFirst().orElse(parts.getLast());
    }

    private List<String> flows(List<String> parts, String subject) {
        var named = new LinkedHashSet<String>();
        // A posting id begins with its flow.
        parts.forEach(part ->
                flow(part.substring(0, part.indexOf('/') < 0 ? part.length() : part.indexOf('/')), named));
        flow(subject, named);
        if (named.isEmpty()) {
            for (var name : Arrays.asList(parts.getFirst(), parts.getLast(), subject)) {
                config.flowsFrom(name).stream().map(Flow::name).forEach(named::add);
                config.flowsInto(name).stream().map(Flow::name).forEach(named::add);
            }
        }
        return List.copyOf(named);
    }

    private void flow(String name, Set<String> named) {
        config.flow(name).map(Flow::name).ifPresent(named::add);
    }
}
