package org.tieout.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tieout.schemas.Topic.Cleanup;
import org.tieout.schemas.Topic.Partitioning;

class TopicsTest {

    /// Words by which fields about a person give themselves away.
    private static final List<String> PERSONAL = List.of(
            "buyer",
            "email",
            "phone",
            "address",
            "recipient",
            "street",
            "city",
            "postal",
            "zip",
            "firstname",
            "lastname",
            "fullname",
            "birth",
            "contact",
            "person",
            "iban",
            "cardnumber");

    /// Fields that sound like it and are not: none so far. An entry here needs a reason next to it.
    private static final Set<String> NOT_PERSONAL = Set.of();

    static List<Topic> topics() {
        return Topics.all();
    }

    @Test
    void topicsAreNamedAsTheArchitectureNamesThem() {
        assertThat(Topics.all())
                .extracting(Topic::name)
                .containsExactlyInAnyOrder(
                        "amazon.orders",
                        "amazon.settlements",
                        "amazon.financial-events",
                        "dynamics.sales-documents",
                        "dynamics.master-data",
                        "config.connections",
                        "config.flows",
                        "config.mappings",
                        "config.secrets",
                        "ingest.watermarks",
                        "posting.commands.qbo",
                        "posting.state.qbo",
                        "posting.commands.bc",
                        "posting.state.bc",
                        "posting.commands.dynamics-sales",
                        "posting.state.dynamics-sales",
                        "posting.audit",
                        "posting.parked",
                        "settlement.tieouts",
                        "ledger.master-data.qbo",
                        "ledger.documents.qbo",
                        "ledger.master-data.bc",
                        "ledger.documents.bc",
                        "operator.requests",
                        "alerts",
                        "alerts.deliveries");
    }

    @ParameterizedTest
    @MethodSource("topics")
    void aNameIsLowerCaseWordsJoinedByDots(Topic topic) {
        // Kafka maps dots to underscores in metric names, so a name never holds both.
        assertThat(topic.name()).matches("[a-z]+(-[a-z]+)*(\\.[a-z]+(-[a-z]+)*)*");
    }

    @ParameterizedTest
    @MethodSource("topics")
    void aKeyIsWordsJoinedByBars(Topic topic) {
        assertThat(topic.key()).matches("[a-z]+( [a-z]+)*(\\|[a-z]+( [a-z]+)*)*");
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyRecordFieldAndEnumIsExplained(Topic topic) {
        named(topic.value()).values().forEach(schema -> {
            assertThat(schema.getDoc()).as(schema.getFullName()).isNotBlank();
            if (schema.getType() == Schema.Type.RECORD) {
                assertThat(schema.getFields())
                        .allSatisfy(field -> assertThat(field.doc())
                                .as("%s.%s", schema.getName(), field.name())
                                .isNotBlank());
            }
        });
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyEnumHasADefaultForSymbolsOfLaterVersions(Topic topic) {
        assertThat(named(topic.value()).values())
                .filteredOn(schema -> schema.getType() == Schema.Type.ENUM)
                .allSatisfy(schema ->
                        assertThat(schema.getEnumDefault()).as(schema.getName()).isEqualTo("UNKNOWN"));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void whatDecidesThePartitionIsInTheRecord(Topic topic) {
        var fields = topic.value().getFields().stream().map(Schema.Field::name).toList();
        switch (topic.partitioning()) {
            case SOURCE_CONNECTION ->
                assertThat(fields).as(topic.name()).containsAnyOf("connection", "sourceConnection");
            case TARGET_CONNECTION ->
                assertThat(fields).as(topic.name()).containsAnyOf("connection", "targetConnection");
            case KEY -> assertThat(topic.key()).isNotEmpty();
        }
    }

    @Test
    void theMappersInputsLieSideBySideBySourceConnection() {
        assertThat(Topics.all())
                .filteredOn(topic -> topic.partitioning() == Partitioning.SOURCE_CONNECTION)
                .extracting(Topic::name)
                .containsExactlyInAnyOrder(
                        "amazon.orders",
                        "amazon.settlements",
                        "amazon.financial-events",
                        "dynamics.sales-documents",
                        "dynamics.master-data",
                        "config.flows",
                        "config.mappings",
                        "ledger.documents.qbo",
                        "ledger.documents.bc",
                        "operator.requests");
    }

    @Test
    void commandsAndTheirStateLieSideBySideByTargetConnection() {
        assertThat(Topics.all())
                .filteredOn(topic -> topic.partitioning() == Partitioning.TARGET_CONNECTION)
                .extracting(Topic::name)
                .containsExactlyInAnyOrder(
                        "posting.commands.qbo",
                        "posting.state.qbo",
                        "ledger.master-data.qbo",
                        "posting.commands.bc",
                        "posting.state.bc",
                        "posting.commands.dynamics-sales",
                        "posting.state.dynamics-sales",
                        "ledger.master-data.bc");
    }

    /// What the CRM deletes must be gone here as well: a tombstone does that in a compacted topic alone.
    @Test
    void theCrmsOwnPersonalDataLiesInOneCompactedTopic() {
        assertThat(Topics.DYNAMICS_MASTER_DATA.cleanup()).isEqualTo(Topic.Cleanup.COMPACT);
        assertThat(Topics.all().stream()
                        .filter(topic -> named(topic.value()).keySet().stream()
                                .anyMatch(name -> name.endsWith(".CrmContact") || name.endsWith(".CrmAccount"))))
                .containsExactly(Topics.DYNAMICS_MASTER_DATA);
    }

    @ParameterizedTest
    @MethodSource("topics")
    void noFieldSoundsLikePersonalData(Topic topic) {
        if (topic.equals(Topics.DYNAMICS_MASTER_DATA)) {
            return;
        }
        named(topic.value()).values().stream()
                .filter(schema -> schema.getType() == Schema.Type.RECORD)
                .forEach(schema -> schema.getFields().forEach(field -> {
                    var name = schema.getName() + "." + field.name();
                    var lower = field.name().toLowerCase(Locale.ROOT);
                    if (!NOT_PERSONAL.contains(name)) {
                        assertThat(PERSONAL).as(name).noneMatch(lower::contains);
                    }
                }));
    }

    @Test
    void moneyIsAnExactDecimalInEveryTopic() {
        topics().stream()
                .flatMap(topic -> named(topic.value()).values().stream())
                .filter(schema -> schema.getType() == Schema.Type.RECORD)
                .flatMap(schema -> schema.getFields().stream())
                .forEach(field -> assertThat(field.schema().getType())
                        .as(field.name())
                        .isNotIn(Schema.Type.DOUBLE, Schema.Type.FLOAT));
    }

    @Test
    void aTableKeepsTheLastRecordOfAKey() {
        assertThat(Topics.POSTING_STATE_QBO.settings())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "cleanup.policy", "compact",
                        "max.compaction.lag.ms", "86400000",
                        "delete.retention.ms", "1209600000",
                        "message.timestamp.type", "LogAppendTime"));
    }

    @Test
    void anEventIsKeptForEverAndACommandForHalfAYear() {
        assertThat(Topics.AMAZON_SETTLEMENTS.settings())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "cleanup.policy", "delete",
                        "retention.ms", "-1",
                        "message.timestamp.type", "LogAppendTime"));
        assertThat(Topics.POSTING_COMMANDS_QBO.retention()).isEqualTo(Optional.of(Duration.ofDays(180)));
        assertThat(Topics.POSTING_COMMANDS_QBO.settings()).containsEntry("retention.ms", "15552000000");
    }

    @Test
    void onlyWhatIsATableIsCompacted() {
        assertThat(Topics.all())
                .filteredOn(topic -> topic.cleanup() == Cleanup.DELETE)
                .extracting(Topic::name)
                .containsExactlyInAnyOrder(
                        "amazon.orders",
                        "amazon.settlements",
                        "amazon.financial-events",
                        "dynamics.sales-documents",
                        "posting.commands.qbo",
                        "posting.commands.bc",
                        "posting.commands.dynamics-sales",
                        "posting.audit",
                        "operator.requests");
    }

    /// Every named schema in it, by name.
    private static Map<String, Schema> named(Schema schema) {
        var found = new TreeMap<String, Schema>();
        collect(schema, found);
        return found;
    }

    private static void collect(Schema schema, Map<String, Schema> found) {
        switch (schema.getType()) {
            case RECORD -> {
                if (found.putIfAbsent(schema.getFullName(), schema) == null) {
                    schema.getFields().forEach(field -> collect(field.schema(), found));
                }
            }
            case ENUM -> found.putIfAbsent(schema.getFullName(), schema);
            case ARRAY -> collect(schema.getElementType(), found);
            case MAP -> collect(schema.getValueType(), found);
            case UNION -> schema.getTypes().forEach(branch -> collect(branch, found));
            case FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {
                // Nothing inside.
            }
        }
    }
}
