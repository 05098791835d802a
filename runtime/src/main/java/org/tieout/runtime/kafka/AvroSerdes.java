package org.tieout.runtime.kafka;

import io.apicurio.registry.resolver.DefaultSchemaResolver;
import io.apicurio.registry.resolver.client.RegistryClientFacade;
import io.apicurio.registry.resolver.config.SchemaResolverConfig;
import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import io.apicurio.registry.serde.avro.AvroSerdeConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/// The one place that builds serialisers, deserialisers and serdes of our records.
///
/// On the wire: a zero byte, the registry's content id in four bytes, the Avro body. That is the Confluent
/// format, and Apicurio's compatible API (/apis/ccompat/v7) serves the schema under that id, so clients that
/// are not ours can read.
///
/// A service writes with the schema it was built with. That schema is registered beforehand
/// ([TopicAdmin#ensure]) and found by its content; services never register and never take "the latest". What
/// was resolved once stays resolved, so that a registry that is down later holds up nobody.
///
/// Instances are thread-safe; each call makes a new serialiser, which the caller's client owns and closes.
public final class AvroSerdes {

    private static final String OUR_RECORDS = "org.tieout.event";

    /// Prints every schema it looks up, at INFO, past our logging. The resolver names its logger by its simple class
    /// name, although the lines show the full one. Kept here because a logger that nobody holds forgets its level.
    private static final Logger NOISY = Logger.getLogger(DefaultSchemaResolver.class.getSimpleName());

    static {
        NOISY.setLevel(Level.WARNING);
        // Avro refuses to load record classes of packages that nobody vouched for. This runs before the first of our
        // serdes.
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(),
                type -> type.getPackageName().equals(OUR_RECORDS)));
    }

    private final Map<String, Object> properties;
    private final Optional<RegistryClientFacade> registry;

    private AvroSerdes(Map<String, Object> properties, Optional<RegistryClientFacade> registry) {
        this.properties = properties;
        this.registry = registry;
    }

    /// Serdes on the registry of those settings.
    public static AvroSerdes of(KafkaSettings settings) {
        return new AvroSerdes(properties(settings.registryUrl(), false), Optional.empty());
    }

    /// Serdes on a registry of their own in memory, for topology tests: real wire bytes, no server. Serdes of
    /// one instance understand each other.
    public static AvroSerdes inMemory() {
        return new AvroSerdes(properties("http://in-memory.invalid", true), Optional.of(new InMemoryRegistry()));
    }

    /// A serialiser for values of any of our records.
    public <V extends SpecificRecord> Serializer<V> serializer() {
        Serializer<V> serializer =
                registry.<Serializer<V>>map(AvroKafkaSerializer::new).orElseGet(AvroKafkaSerializer::new);
        serializer.configure(properties, false);
        return serializer;
    }

    /// A deserialiser. Which record a value becomes is written in its schema; asking for another type fails
    /// where it is used.
    public <V extends SpecificRecord> Deserializer<V> deserializer() {
        Deserializer<V> deserializer =
                registry.<Deserializer<V>>map(AvroKafkaDeserializer::new).orElseGet(AvroKafkaDeserializer::new);
        deserializer.configure(properties, false);
        return new NullTolerant<>(deserializer);
    }

    /// Both.
    public <V extends SpecificRecord> Serde<V> serde() {
        return Serdes.serdeFrom(serializer(), deserializer());
    }

    /// Both, of that type.
    public <V extends SpecificRecord> Serde<V> serde(Class<V> type) {
        // Fails at wiring time rather than at the first record when the type is not one of ours.
        if (!type.getPackageName().equals(OUR_RECORDS)) {
            throw new IllegalArgumentException(type + " is not a record of " + OUR_RECORDS);
        }
        return serde();
    }

    private static Map<String, Object> properties(String url, boolean registers) {
        return Map.ofEntries(
                Map.entry(SchemaResolverConfig.REGISTRY_URL, url),
                Map.entry(SchemaResolverConfig.HTTP_ADAPTER, "JDK"),
                Map.entry(SchemaResolverConfig.AUTO_REGISTER_ARTIFACT, registers),
                Map.entry(SchemaResolverConfig.FIND_LATEST_ARTIFACT, false),
                // Otherwise nested types become artifacts of their own and the same schema gets other ids in other
                // groups.
                Map.entry(SchemaResolverConfig.DEREFERENCE_SCHEMA, true),
                Map.entry(SchemaResolverConfig.ARTIFACT_RESOLVER_STRATEGY, RecordOwnerStrategy.class.getName()),
                // The cache would forget after 30 s, and an outage of the registry would then stop running services.
                Map.entry(
                        SchemaResolverConfig.CHECK_PERIOD_MS,
                        Duration.ofDays(365).toMillis()),
                Map.entry(SchemaResolverConfig.FAULT_TOLERANT_REFRESH, true),
                Map.entry(SchemaResolverConfig.RETRY_COUNT, 3),
                Map.entry(SchemaResolverConfig.RETRY_BACKOFF_MS, 300),
                Map.entry(AvroSerdeConfig.USE_SPECIFIC_AVRO_READER, true),
                Map.entry(AvroSerdeConfig.AVRO_DATUM_PROVIDER, CachedDatumProvider.class.getName()));
    }

    /// A tombstone has no schema.
    private record NullTolerant<V>(Deserializer<V> delegate) implements Deserializer<V> {
        @Override
        public @Nullable V deserialize(String topic, byte @Nullable [] data) {
            return data == null ? null : delegate.deserialize(topic, data);
        }

        @Override
        public void close() {
            delegate.close();
        }
    }
}
