package org.tieout.cli.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tieout.cli.DataDirectory;
import org.tieout.cli.running.TopicReader;
import org.tieout.cli.status.StatusReader;
import org.tieout.cli.status.StatusReport;
import org.tieout.cli.up.Foundation;
import org.tieout.event.AuditRecord;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;
import org.tieout.event.PostingStatus;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.schemas.Target;
import org.tieout.schemas.Topics;
import org.tieout.simulator.http.FaceDescription;

/// An installation on a data directory: the embedded platform, configuration files, and the commands a person would
/// use. Services are started by the test. Every [Joined] pair has connections and a flow of its own.
public final class TestSystem implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final DataDirectory data;
    private final Foundation foundation;
    private final Map<String, Joined> pairs = new LinkedHashMap<>();
    private final Map<String, String> clientSecrets = new LinkedHashMap<>();

    private TestSystem(DataDirectory data, Foundation foundation) {
        this.data = data;
        this.foundation = foundation;
    }

    /// Starts the platform.
    public static TestSystem start(Path directory) {
        var data = new DataDirectory(directory).create();
        return new TestSystem(data, Foundation.embedded(data));
    }

    /// Where it lives.
    public DataDirectory data() {
        return data;
    }

    /// The cluster.
    public KafkaSettings kafka() {
        return foundation.kafka();
    }

    /// Joins a seller and a company, and applies the configuration.
    public void join(Joined pair) {
        pairs.put(pair.flow(), pair);
        apply();
    }

    /// The same, with credentials that Amazon does not accept.
    public void joinWithoutCredentials(Joined pair) {
        clientSecrets.put(pair.flow(), "sim-wrong-secret-1");
        join(pair);
    }

    /// Takes a pair out again.
    public void leave(Joined pair) {
        pairs.remove(pair.flow());
        apply();
    }

    /// Writes the files and runs `tieout apply`.
    public String apply() {
        write();
        var applied = Command.run("apply", "--data", data.root().toString());
        if (applied.exitCode() != 0) {
            throw new AssertionError("apply failed: " + applied.err());
        }
        return applied.out();
    }

    /// `tieout status --format json`: exit code and report.
    public StatusAnswer status() {
        var status =
                Command.run("status", "--format", "json", "--data", data.root().toString());
        try {
            return new StatusAnswer(status.exitCode(), JSON.readTree(status.out()));
        } catch (IOException e) {
            throw new UncheckedIOException(status.err(), e);
        }
    }

    /// What `tieout status` answered.
    public record StatusAnswer(int exitCode, JsonNode report) {}

    /// `tieout audit ID --format json`.
    public JsonNode audit(String id) {
        var audit = Command.run(
                "audit", id, "--format", "json", "--data", data.root().toString());
        if (audit.exitCode() != 0) {
            throw new AssertionError("audit failed: " + audit.err());
        }
        try {
            return JSON.readTree(audit.out());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The settlements of a flow, as the topics prove them.
    public List<StatusReport.Settlement> settlements(Joined pair) {
        try (var topics = TopicReader.of(kafka())) {
            return StatusReader.settlements(topics).stream()
                    .filter(settlement -> settlement.flow().equals(pair.flow()))
                    .toList();
        }
    }

    /// What the mapper holds of a flow.
    public List<StatusReport.Held> parked(Joined pair) {
        try (var topics = TopicReader.of(kafka())) {
            return StatusReader.parked(topics).stream()
                    .filter(held -> held.flow().equals(pair.flow()))
                    .toList();
        }
    }

    /// The steps that the audit has of a flow, each once.
    public Set<String> auditSteps(Joined pair) {
        try (var topics = TopicReader.of(kafka())) {
            return topics.values(Topics.POSTING_AUDIT, AuditRecord.class).stream()
                    .filter(audit -> audit.getFlow().equals(pair.flow()))
                    .map(AuditRecord::getStep)
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    /// How many documents of a flow are commanded and not posted.
    public long openPostings(Joined pair) {
        try (var topics = TopicReader.of(kafka())) {
            var target = pair.vendor();
            var posted = topics.table(target.state(), PostingState.class, PostingState::getStatus).entrySet().stream()
                    .filter(state -> state.getValue() == PostingStatus.POSTED)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toUnmodifiableSet());
            return topics.values(target.commands(), PostingCommand.class).stream()
                    .filter(command -> command.getFlow().equals(pair.flow()))
                    .filter(command -> !posted.contains(command.getPostingId()))
                    .count();
        }
    }

    /// The state of one settlement; empty before the mapper has seen it.
    public Optional<String> stateOf(Joined pair, String settlementId) {
        return settlements(pair).stream()
                .filter(settlement -> settlement.settlementId().equals(settlementId))
                .map(StatusReport.Settlement::state)
                .findFirst();
    }

    /// Waits until these settlements have that state, for two minutes at most.
    public void awaitState(Joined pair, String state, List<String> settlementIds) {
        awaitState(pair, state, settlementIds, Duration.ofMinutes(2));
    }

    /// The same with another patience.
    public void awaitState(Joined pair, String state, List<String> settlementIds, Duration patience) {
        Await.until(
                settlementIds + " of " + pair.flow() + " are " + state,
                patience,
                () -> {
                    var reached = settlements(pair).stream()
                            .filter(settlement -> settlement.state().equals(state))
                            .map(StatusReport.Settlement::settlementId)
                            .toList();
                    return reached.containsAll(settlementIds);
                },
                () -> describe(pair));
    }

    /// Where a flow stands, in few lines, for messages.
    public String describe(Joined pair) {
        var text = new StringBuilder();
        for (var settlement : settlements(pair)) {
            text.append("\n  settlement ")
                    .append(settlement.settlementId())
                    .append(' ')
                    .append(settlement.state());
            settlement.checks().stream()
                    .filter(check -> !check.state().equals("green"))
                    .forEach(check -> text.append("\n    ").append(check));
        }
        parked(pair).forEach(held -> text.append("\n  ").append(held));
        try (var topics = TopicReader.of(kafka())) {
            Target.all().stream()
                    .flatMap(target -> topics.table(target.state(), PostingState.class).values().stream())
                    .filter(state -> state.getFlow().equals(pair.flow()))
                    .filter(state ->
                            state.getStatus() != PostingStatus.POSTED && state.getStatus() != PostingStatus.SUPERSEDED)
                    .forEach(state -> text.append("\n  ")
                            .append(state.getPostingId())
                            .append(' ')
                            .append(state.getStatus())
                            .append(" (")
                            .append(state.getAttempts())
                            .append(" attempts, not before ")
                            .append(state.getNotBefore())
                            .append("): ")
                            .append(state.getReason()));
        }
        return text.toString();
    }

    private void write() {
        var config = data.config();
        try {
            Files.createDirectories(config.resolve("mappings"));
            Files.createDirectories(config.resolve("secrets"));
            var connections = new StringBuilder("environment: development\nconnections:\n");
            var flows = new StringBuilder("flows:\n");
            for (var pair : pairs.values()) {
                connections.append(connections(pair));
                flows.append("""
                          - name: %1$s
                            source: %2$s
                            target: %3$s
                            mode: %4$s
                            mapping: mappings/%1$s.csv
                            schedule: {orders: 1s, settlements: 1s, deals: 1s, ledger: 3s}
                            options: %5$s
                        """.formatted(pair.flow(), pair.source(), pair.target(), pair.mode(), pair.options()));
                Files.writeString(config.resolve("mappings").resolve(pair.flow() + ".csv"), pair.csv());
            }
            Files.writeString(
                    config.resolve("tieout.yaml"),
                    pairs.isEmpty() ? "environment: development\n" : connections.append(flows));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String connections(Joined pair) throws IOException {
        var secrets = data.config().resolve("secrets");
        var source = switch (pair) {
            case TradingPair seller -> amazon(seller, secrets);
            case DealPair crm -> dynamicsSales(crm, secrets);
        };
        return source + target(pair, pair.face(pair.vendor().name()), secrets);
    }

    private static String dynamicsSales(DealPair pair, Path secrets) throws IOException {
        var crm = pair.face("dataverse");
        Files.writeString(secrets.resolve(pair.source() + ".client-secret"), crm.clientSecret());
        Files.writeString(secrets.resolve(pair.source() + ".webhook-secret"), pair.webhookSecret());
        return """
                  - name: %1$s
                    vendor: dynamics-sales
                    organization-url: %2$s
                    token-url: %3$s
                    tenant-id: %4$s
                    client-id: %5$s
                    read-from: 2026-08-01
                    call-timeout: 5s
                    webhook-port: %6$d
                    secrets:
                      client-secret: {file: secrets/%1$s.client-secret}
                      webhook-secret: {file: secrets/%1$s.webhook-secret}
                """.formatted(
                        pair.source(),
                        id(crm, "organizationUrl"),
                        crm.tokenUrl(),
                        id(crm, "tenantId"),
                        crm.clientId(),
                        pair.webhookPort());
    }

    private String amazon(TradingPair pair, Path secrets) throws IOException {
        var amazon = pair.face("amazon");
        Files.writeString(
                secrets.resolve(pair.source() + ".client-secret"),
                clientSecrets.getOrDefault(pair.flow(), amazon.clientSecret()));
        Files.writeString(secrets.resolve(pair.source() + ".refresh-token"), amazon.refreshToken());
        return """
                  - name: %1$s
                    vendor: amazon
                    region: NA
                    base-url: %2$s
                    token-url: %3$s
                    seller-id: %4$s
                    marketplaces: [%5$s]
                    client-id: %6$s
                    read-from: 2026-08-01
                    wait-for-orders: 3650d
                    call-timeout: 5s
                    secrets:
                      client-secret: {file: secrets/%1$s.client-secret}
                      refresh-token: {file: secrets/%1$s.refresh-token}
                """.formatted(
                        pair.source(),
                        amazon.baseUrl(),
                        amazon.tokenUrl(),
                        id(amazon, "sellerId"),
                        String.join(", ", amazon.ids().getOrDefault("marketplaceIds", List.of())),
                        amazon.clientId());
    }

    private static String target(Joined pair, FaceDescription books, Path secrets) throws IOException {
        Files.writeString(secrets.resolve(pair.target() + ".client-secret"), books.clientSecret());
        var common =
                """
                  - name: %1$s
                    vendor: %2$s
                    base-url: %3$s
                    token-url: %4$s
                    call-timeout: 5s
                    client-id: %5$s
                """.formatted(pair.target(), pair.vendor().name(), books.baseUrl(), books.tokenUrl(), books.clientId());
        if (pair.vendor().equals(Target.BC)) {
            return common
                    + """
                        tenant-id: %2$s
                        environment-name: %3$s
                        company-id: %4$s
                        secrets:
                          client-secret: {file: secrets/%1$s.client-secret}
                    """.formatted(
                            pair.target(), id(books, "tenantId"), id(books, "environment"), id(books, "companyId"));
        }
        Files.writeString(secrets.resolve(pair.target() + ".refresh-token"), books.refreshToken());
        return common + """
                    realm-id: "%2$s"
                    secrets:
                      client-secret: {file: secrets/%1$s.client-secret}
                      refresh-token: {file: secrets/%1$s.refresh-token}
                """.formatted(pair.target(), id(books, "realmId"));
    }

    private static String id(FaceDescription face, String name) {
        return face.ids().getOrDefault(name, List.of()).getFirst();
    }

    @Override
    public void close() {
        foundation.close();
    }
}
