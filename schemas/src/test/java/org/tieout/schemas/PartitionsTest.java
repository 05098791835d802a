package org.tieout.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionsTest {

    /// Literal on purpose: another number here would move a connection away from its own records and state.
    @ParameterizedTest
    @CsvSource({
        "amazon-us, 12, 3",
        "amazon-eu, 12, 10",
        "amazon-jp, 12, 1",
        "books,     12, 6",
        "books-uk,  12, 7",
        "amazon-us,  6, 3",
        "amazon-us,  1, 0",
        "bücher,    12, 5",
    })
    void aConnectionStaysWhereItWas(String connection, int partitions, int expected) {
        assertThat(Partitions.of(connection, partitions)).isEqualTo(expected);
    }

    @Test
    void itIsThePartitionKafkaGivesTheNameAsAKey() {
        IntStream.range(0, 1_000)
                .mapToObj(i -> "connection-" + i)
                .forEach(name -> assertThat(Partitions.of(name, 24))
                        .isEqualTo(BuiltInPartitioner.partitionForKey(name.getBytes(StandardCharsets.UTF_8), 24)));
    }

    @Test
    void connectionsSpreadOverAllPartitions() {
        var used = IntStream.range(0, 1_000)
                .map(i -> Partitions.of("connection-" + i, 12))
                .distinct()
                .count();

        assertThat(used).isEqualTo(12);
    }
}
