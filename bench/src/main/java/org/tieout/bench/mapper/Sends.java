package org.tieout.bench.mapper;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Writes records; one that was not written ends the benchmark.
final class Sends {

    private Sends() {}

    @SuppressWarnings("FutureReturnValueIgnored") // The callback hears of every failure.
    static void send(Producer<String, SpecificRecord> producer, ProducerRecord<String, SpecificRecord> entry) {
        producer.send(entry, (metadata, problem) -> {
            if (problem != null) {
                throw new IllegalStateException("a record was not written", problem);
            }
        });
    }
}
