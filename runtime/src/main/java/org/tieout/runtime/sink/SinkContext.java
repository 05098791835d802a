package org.tieout.runtime.sink;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.runtime.kafka.Placement;
import org.tieout.runtime.service.Failpoints;

/// What a sink loop is wired with.
///
/// @param kafka the cluster and the registry
/// @param serdes serialisers on that registry
/// @param placement where records of a connection lie
/// @param topics the target's topics
/// @param policy its pace
/// @param ledgers opens the target's ledgers
/// @param directory where local state is kept; may be lost at any time
/// @param clock for schedules and time stamps
/// @param meters metrics
/// @param failpoints where a test may end the process
public record SinkContext(
        KafkaSettings kafka,
        AvroSerdes serdes,
        Placement placement,
        SinkTopics topics,
        SinkPolicy policy,
        Ledgers ledgers,
        Path directory,
        Clock clock,
        MeterRegistry meters,
        Failpoints failpoints) {}
