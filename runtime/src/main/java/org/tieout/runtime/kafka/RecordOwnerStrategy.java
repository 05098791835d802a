package org.tieout.runtime.kafka;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.apicurio.registry.resolver.ParsedSchema;
import io.apicurio.registry.resolver.data.Record;
import io.apicurio.registry.resolver.strategy.ArtifactReference;
import io.apicurio.registry.resolver.strategy.ArtifactReferenceResolverStrategy;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.tieout.schemas.Topics;

/// A record's schema is looked up where its topic registered it: `<topic>-value` of the topic declared with
/// that record, wherever it is written. So changelogs, stores and dead letters of the same record need no
/// registration of their own.
///
/// Public, with a public constructor, because the serde creates it by name. Thread-safe.
public final class RecordOwnerStrategy implements ArtifactReferenceResolverStrategy<Schema, Object> {

    private static final Map<String, String> ARTIFACTS = Topics.all().stream()
            .collect(toUnmodifiableMap(
                    topic -> topic.value().getFullName(), topic -> topic.name() + "-value", (first, second) -> first));

    @Override
    public ArtifactReference artifactReference(Record<Object> data, ParsedSchema<Schema> parsed) {
        var name = ((SpecificRecord) data.payload()).getSchema().getFullName();
        var artifact = ARTIFACTS.get(name);
        if (artifact == null) {
            throw new KafkaException("No topic is declared with values of " + name);
        }
        return ArtifactReference.builder()
                .groupId("default")
                .artifactId(artifact)
                .build();
    }

    /// The reference is known from the record; nothing of the schema is needed for it.
    @Override
    public boolean loadSchema() {
        return false;
    }
}
