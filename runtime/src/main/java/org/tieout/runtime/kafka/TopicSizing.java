package org.tieout.runtime.kafka;

/// How large topics are made when they are created. Existing topics keep their size: partitions cannot
/// shrink, and growing them would move connections to other partitions.
///
/// @param partitions partitions of every topic
/// @param replication replicas of every partition
public record TopicSizing(int partitions, int replication) {

    /// For a cluster: with fewer than three replicas the promise that nothing is lost does not hold.
    public static final TopicSizing CLUSTER = new TopicSizing(12, 3);

    /// For the one embedded broker.
    public static final TopicSizing EMBEDDED = new TopicSizing(4, 1);

    public TopicSizing {
        if (partitions < 1 || replication < 1) {
            throw new IllegalArgumentException(
                    "topics need at least one partition and one replica, not " + partitions + " and " + replication);
        }
    }

    /// How many replicas must have a record before it counts as written.
    int minInSync() {
        return replication >= 3 ? 2 : 1;
    }
}
