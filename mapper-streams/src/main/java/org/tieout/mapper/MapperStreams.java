package org.tieout.mapper;

import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.runtime.service.Health;
import org.tieout.runtime.service.Service;
import org.tieout.runtime.service.ServiceContext;

/// The service `mapper-streams`: [MapperTopology] on Kafka Streams, exactly once.
///
/// A record that cannot be read stops the task rather than being skipped: a skipped money line is worse than a
/// stopped
/// one.
public final class MapperStreams implements Service {

    private static final Logger LOG = LoggerFactory.getLogger(MapperStreams.class);
    private static final String NAME = "mapper-streams";
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private final KafkaStreamsMetrics metrics;
    private volatile String failure = "";

    /// Wires the mapper.
    ///
    /// @param context what every service is given
    /// @param stateDir where its stores lie; losing it costs time, not data
    public MapperStreams(ServiceContext context, Path stateDir) {
        var serdes = AvroSerdes.of(context.kafka());
        streams = new KafkaStreams(
                MapperTopology.build(serdes, context.failpoints()), settings(context.kafka(), stateDir));
        streams.setUncaughtExceptionHandler(problem -> {
            LOG.error("The mapper failed; a new thread starts from the last commit", problem);
            failure = String.valueOf(problem.getMessage());
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        metrics = new KafkaStreamsMetrics(streams);
        metrics.bindTo(context.meters());
    }

    /// The settings of Kafka Streams. Public so that the benchmark can run another topology under the very
    /// same ones.
    public static Properties settings(KafkaSettings kafka, Path stateDir) {
        var properties = new Properties();
        properties.putAll(kafka.clientSettings());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, NAME);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1); // The cluster's own default.
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 64L << 20);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailExceptionHandler.class);
        properties.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.NO_OPTIMIZATION);
        // A large settlement is planned inside one transaction; the default of ten seconds would abort it.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), (int)
                Duration.ofMinutes(5).toMillis());
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 20);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 128 << 10);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 5_000);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_500);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        return properties;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void start() {
        streams.start();
    }

    @Override
    public Health health() {
        return switch (streams.state()) {
            case RUNNING -> Health.up();
            case CREATED, REBALANCING -> Health.starting("stores are being assigned and restored");
            case PENDING_SHUTDOWN, NOT_RUNNING -> Health.down("stopped");
            case PENDING_ERROR, ERROR -> Health.down(failure);
        };
    }

    @Override
    public void close() {
        streams.close(CLOSE_TIMEOUT);
        metrics.close();
    }
}
