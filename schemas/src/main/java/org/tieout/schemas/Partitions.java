package org.tieout.schemas;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/// The one partitioner of the product: everything of one connection lies on one partition (ADR 0005).
///
/// Topics partitioned by source connection share one partition count, and so do those by target connection; the
/// partition is
/// Kafka's own hash (murmur2) of the connection's name. Pure; safe for any thread.
public final class Partitions {

    private Partitions() {}

    /// The partition of a connection.
    ///
    /// @param connection the connection's name
    /// @param partitions how many partitions the topic has; positive
    public static int of(String connection, int partitions) {
        return Utils.toPositive(Utils.murmur2(connection.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
