package org.tieout.ingest.dynamics.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tieout.ingest.dynamics.record.DocumentTable;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.http.Answer;
import org.tieout.runtime.http.LoopbackServer;
import org.tieout.runtime.secret.Secret;
import org.tieout.runtime.secret.SecretStore;

/// Reading a document and its lines at one time, against literal answers: the document changes in between.
class DocumentsTest {

    private static final String A = "00000000-0000-4000-8000-00000000000a";
    private static final String B = "00000000-0000-4000-8000-00000000000b";
    private static final String TOKEN = "{\"access_token\":\"made-up\",\"token_type\":\"Bearer\",\"expires_in\":3599}";

    private final Deque<String> answers = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final LoopbackServer server = start();
    private final SecretStore secrets = SecretStore.inMemory(Clock.systemUTC());
    private final Dataverse api = api();
    private final Documents documents = new Documents(api);

    private LoopbackServer start() {
        try {
            return LoopbackServer.start(0, 10_000, this::answer);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private synchronized LoopbackServer.Said answer(LoopbackServer.Call call) {
        if (call.method().equals("POST")) {
            return new LoopbackServer.Said(200, TOKEN);
        }
        asked.add(call.parameters().apply("$filter").orElse("a next page"));
        return new LoopbackServer.Said(200, answers.isEmpty() ? "nothing is left to say" : answers.removeFirst());
    }

    private Dataverse api() {
        secrets.store("crm", "client-secret", Secret.of("made-up"));
        String address = "http://127.0.0.1:" + server.port();
        return new Dataverse(
                new Connection(
                        "crm",
                        "dynamics-sales",
                        Map.of(
                                "environment", "development",
                                "organization-url", address,
                                "token-url", address + "/token",
                                "tenant-id", "t",
                                "client-id", "c")),
                secrets,
                new SimpleMeterRegistry(),
                Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        api.close();
        server.close();
        secrets.close();
    }

    private synchronized void says(String... rows) {
        answers.add("{\"value\":[" + String.join(",", rows) + "]}");
    }

    private static String header(String id, int version) {
        return "{\"@odata.etag\":\"W/\\\"%d\\\"\",\"salesorderid\":\"%s\"}".formatted(version, id);
    }

    private static String line(String id, String order) {
        return "{\"salesorderdetailid\":\"%s\",\"_salesorderid_value\":\"%s\"}".formatted(id, order);
    }

    private static String etag(int version) {
        return "W/\"" + version + "\"";
    }

    private Documents.Chunk read(Map<String, String> wanted) {
        return switch (documents.read(DocumentTable.ORDER, wanted)) {
            case Fetched.Got<Documents.Chunk>(var chunk) -> chunk;
            case Fetched.Failed<Documents.Chunk>(var answer) -> throw new AssertionError(answer);
        };
    }

    private static List<String> lines(Documents.Whole document) {
        return document.lines().stream()
                .map((JsonNode line) -> line.path("salesorderdetailid").asText())
                .toList();
    }

    @Test
    void aDocumentThatChangedBetweenItsLinesAndItsHeaderIsReadAgainAndTheOtherIsNot() {
        says(line("a1", A), line("b1", B));
        says(header(A, 8), header(B, 3));
        says(line("a1", A), line("a2", A));
        says(header(A, 8));

        Documents.Chunk chunk = read(Map.of(A, etag(7), B, etag(3)));

        assertThat(chunk.moving()).isEmpty();
        assertThat(chunk.whole()).extracting(DocumentsTest::lines).containsExactly(List.of("b1"), List.of("a1", "a2"));
        assertThat(asked).hasSize(4);
        assertThat(asked.getLast()).isEqualTo("salesorderid eq " + A);
    }

    @Test
    void aDocumentThatNeverStandsStillIsLeftForLaterWithItsLatestVersion() {
        for (int version = 8; version < 11; version++) {
            says(line("a1", A));
            says(header(A, version));
        }

        Documents.Chunk chunk = read(Map.of(A, etag(7)));

        assertThat(chunk.whole()).isEmpty();
        assertThat(chunk.moving()).containsExactly(Map.entry(A, etag(10)));
    }

    @Test
    void aDocumentThatNoListNamedHasItsVersionReadFirstAndOneThatIsGoneIsLeftOut() {
        says(header(A, 4));
        says(line("a1", A));
        says(header(A, 4));

        Documents.Chunk chunk = read(Map.of(A, "", B, ""));

        assertThat(chunk.whole()).extracting(DocumentsTest::lines).containsExactly(List.of("a1"));
        assertThat(chunk.moving()).isEmpty();
    }

    @Test
    void aNextLinkIsFollowedWhateverHostAndSignsItHas() {
        answers.add(
                "{\"value\":[" + line("a1", A) + "],\"@odata.nextLink\":"
                        + "\"https://other.dynamics.com/api/data/v9.2/salesorderdetails?$skiptoken=<cookie page=\\\"2\\\" />\"}");
        says(line("a2", A));
        says(header(A, 4));

        assertThat(read(Map.of(A, etag(4))).whole())
                .extracting(DocumentsTest::lines)
                .containsExactly(List.of("a1", "a2"));
    }

    @Test
    void halfAnAnswerIsNone() {
        answers.add("{\"value\":[" + line("a1", A));

        assertThat(documents.read(DocumentTable.ORDER, Map.of(A, etag(4))))
                .isInstanceOfSatisfying(
                        Fetched.Failed.class,
                        failed -> assertThat(failed.answer()).isInstanceOf(Answer.Unknown.class));
    }
}
