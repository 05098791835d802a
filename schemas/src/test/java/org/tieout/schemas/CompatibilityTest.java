package org.tieout.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whoever reads a topic with this build's schema can read what every released version wrote; whoever still
/// reads an
/// event topic with a released schema can read what this build writes.
///
/// Event topics keep everything, and their readers are not ours alone: FULL compatibility. Tables and commands
/// have one
/// reader, which is upgraded first: BACKWARD.
class CompatibilityTest {

    static List<Topic> topics() {
        return Topics.all();
    }

    @Test
    void everyTopicHasAReleasedSchema() {
        assertThat(Topics.all())
                .allSatisfy(topic ->
                        assertThat(ReleasedSchemas.file("0.1.0", topic.name())).exists());
    }

    @Test
    void everyReleasedSchemaBelongsToATopic() throws IOException {
        var names = Topics.all().stream().map(topic -> topic.name() + ".avsc").toList();
        for (var version : ReleasedSchemas.versions()) {
            try (var files = Files.list(ReleasedSchemas.DIRECTORY.resolve(version))) {
                assertThat(files.map(file -> file.getFileName().toString())).isSubsetOf(names);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("topics")
    void theSchemaOfThisBuildIsCompatibleWithEveryReleasedOne(Topic topic) throws IOException {
        for (var version : ReleasedSchemas.versions()) {
            var file = ReleasedSchemas.file(version, topic.name());
            if (Files.exists(file)) {
                assertThat(differences(topic.value(), ReleasedSchemas.read(file), isFull(topic)))
                        .as("%s against version %s", topic.name(), version)
                        .isEmpty();
            }
        }
    }

    @Test
    void onlyEventTopicsMustBeReadableByOlderReaders() {
        assertThat(Topics.all().stream().filter(CompatibilityTest::isFull).map(Topic::name))
                .containsExactlyInAnyOrder(
                        "amazon.orders",
                        "amazon.settlements",
                        "amazon.financial-events",
                        "dynamics.sales-documents",
                        "posting.audit",
                        "operator.requests");
    }

    @Test
    void aFieldWithoutADefaultIsCaught() {
        assertThat(differences(withField(false), withoutField(), false))
                .singleElement()
                .asString()
                .contains("added");
        assertThat(differences(withField(true), withoutField(), true)).isEmpty();
    }

    @Test
    void aFieldTakenAwayIsCaughtWhereOlderReadersStillNeedIt() {
        assertThat(differences(withoutField(), withField(false), true)).isNotEmpty();
        assertThat(differences(withoutField(), withField(false), false)).isEmpty();
    }

    /// Kept for ever and read by anybody; commands are kept for a time, and only sinks read them.
    private static boolean isFull(Topic topic) {
        return topic.cleanup() == Topic.Cleanup.DELETE && !topic.name().startsWith("posting.commands.");
    }

    private static List<String> differences(Schema current, Schema released, boolean full) {
        var differences = new ArrayList<String>();
        difference("this build cannot read what was written", current, released, differences);
        if (full) {
            difference("older readers cannot read what this build writes", released, current, differences);
        }
        return differences;
    }

    private static void difference(String what, Schema reader, Schema writer, List<String> differences) {
        var pair = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        if (pair.getType() != SchemaCompatibilityType.COMPATIBLE) {
            pair.getResult()
                    .getIncompatibilities()
                    .forEach(found -> differences.add(
                            what + ": " + found.getType() + " at " + found.getLocation() + ": " + found.getMessage()));
        }
    }

    private static Schema withoutField() {
        return SchemaBuilder.record("Example").fields().requiredString("kept").endRecord();
    }

    private static Schema withField(boolean withDefault) {
        var fields = SchemaBuilder.record("Example").fields().requiredString("kept");
        return (withDefault ? fields.optionalString("added") : fields.requiredString("added")).endRecord();
    }
}
