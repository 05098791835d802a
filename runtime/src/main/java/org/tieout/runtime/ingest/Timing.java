package org.tieout.runtime.ingest;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.config.Flow;
import org.tieout.runtime.service.ServiceContext;

/// When a connection's feeds read, and from when on, by its settings and by those of the flows that read from it.
///
/// @param connection the source
/// @param context where the settings in force come from
public record Timing(Connection connection, ServiceContext context) {

    private static final Duration READ_BACK = Duration.ofDays(60);

    /// The shortest schedule of the flows that read from this connection, as it is whenever it is asked for.
    ///
    /// @param otherwise where no flow says
    public Supplier<Duration> every(String feed, Duration otherwise) {
        return () -> context.config().flowsFrom(connection.name()).stream()
                .map(flow -> flow.every(feed, otherwise))
                .min(Comparator.naturalOrder())
                .orElse(otherwise);
    }

    /// Where reading begins: the setting `read-from`, else the day before the earliest cut-over (a local date
    /// may begin up to 14 hours before the UTC one), else 60 days back.
    public Instant start() {
        var configured = connection.setting("read-from").map(LocalDate::parse);
        var flows = context.config().flowsFrom(connection.name());
        var everyFlowCutsOver = !flows.isEmpty()
                && flows.stream().allMatch(flow -> flow.cutOver().isPresent());
        return configured
                .or(() -> everyFlowCutsOver
                        ? flows.stream()
                                .map(Flow::cutOver)
                                .map(date -> date.orElseThrow().minusDays(1))
                                .min(Comparator.naturalOrder())
                        : Optional.empty())
                .map(date -> date.atStartOfDay(ZoneOffset.UTC).toInstant())
                .orElseGet(() -> context.clock().instant().minus(READ_BACK));
    }
}
