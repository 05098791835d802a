package org.tieout.simulator.bc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.simulator.bc.BcServer.assertRefused;
import static org.tieout.simulator.bc.BcServer.created;
import static org.tieout.simulator.bc.BcServer.json;
import static org.tieout.simulator.bc.BcServer.ok;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `$batch` with and without isolation (memo, section 6).
class BatchTest {
    private BcServer bc;
    private String company;

    @BeforeEach
    void start() {
        bc = new BcServer();
        company = "companies(" + bc.companyId + ")/";
    }

    @AfterEach
    void stop() {
        bc.close();
    }

    private HttpResponse<String> batch(String requests, String... headers) {
        var request = bc.anonymous("$batch").header("Authorization", "Bearer " + bc.token);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return bc.send(request.POST(BodyPublishers.ofString("{\"requests\":[" + requests + "]}")));
    }

    private String create(String id, String set, String body) {
        return "{\"id\":\"" + id + "\",\"method\":\"POST\",\"url\":\"" + company + set
                + "\",\"headers\":{\"Content-Type\":\"application/json\"},\"body\":" + body + "}";
    }

    private String post(String id, String journal) {
        return "{\"id\":\"" + id + "\",\"method\":\"POST\",\"url\":\"" + company + "journals(" + journal
                + ")/Microsoft.NAV.post\"}";
    }

    private int journals() {
        return ok(bc.get("journals")).path("value").size();
    }

    private String journalWithLines(String code) {
        String id = created(bc.post("journals", "{\"code\":\"" + code + "\"}"))
                .path("id")
                .asText();
        created(bc.post(
                "journals(" + id + ")/journalLines",
                "{\"accountNumber\":\"6100\",\"documentNumber\":\"" + code + "\",\"amount\":4}"));
        created(bc.post("journals(" + id + ")/journalLines", "{\"accountNumber\":\"1150\",\"amount\":-4}"));
        return id;
    }

    @Test
    void operationsAreAnsweredInTheirOrderUnderTheirIds() {
        String journal = journalWithLines("J1");
        JsonNode answers = ok(batch(create("a", "journals", "{\"code\":\"B1\"}") + ","
                        + "{\"method\":\"GET\",\"url\":\"/" + company
                        + "journals?$filter=code eq 'B1'&$select=code\"}," + post("c", journal) + ","
                        + "{\"id\":\"d\",\"method\":\"PATCH\",\"url\":\"" + bc.root() + company + "journals("
                        + journal + ")\",\"headers\":{\"If-Match\":\"*\"},\"body\":{\"displayName\":\"x\"}}"))
                .path("responses");
        assertThat(answers).hasSize(4);
        assertThat(answers.path(0).path("id").asText()).isEqualTo("a");
        assertThat(answers.path(0).path("status").asInt()).isEqualTo(201);
        assertThat(answers.path(0).at("/body/code").asText()).isEqualTo("B1");
        assertThat(answers.path(0).at("/headers/location").asText()).startsWith(bc.root());
        assertThat(answers.path(0).at("/headers/odata-version").asText()).isEqualTo("4.0");
        assertThat(answers.path(1).get("id").isNull()).isTrue();
        assertThat(answers.path(1).at("/body/value/0/code").asText()).isEqualTo("B1");
        assertThat(answers.path(2).path("status").asInt()).isEqualTo(204);
        assertThat(answers.path(2).path("headers")).isEmpty();
        assertThat(answers.path(2).has("body")).isFalse();
        assertThat(answers.path(3).path("status").asInt()).isEqualTo(200);
        assertThat(bc.company().books().ledger().balance("6100")).isEqualByComparingTo("4");
    }

    @Test
    void moreThanAHundredOperationsAre500AndNoneIsDone() {
        String hundred = IntStream.rangeClosed(1, 100)
                .mapToObj(i -> create("r" + i, "journals", "{\"code\":\"J" + i + "\"}"))
                .collect(Collectors.joining(","));
        assertRefused(
                batch(hundred + "," + create("r101", "journals", "{\"code\":\"J101\"}")),
                500,
                "Internal_ServerError",
                "The maximum number of operations in a batch request is 100");
        assertThat(journals()).isZero();
        assertThat(ok(batch(hundred)).path("responses")).hasSize(100);
        assertThat(journals()).isEqualTo(100);
    }

    @Test
    void withoutIsolationAFailureStaysAlone() {
        JsonNode answers = ok(batch(create("a", "journals", "{\"code\":\"A\"}") + ","
                        + create("b", "journals", "{\"code\":\"MUCHTOOLONG\"}") + ","
                        + create("c", "journals", "{\"code\":\"C\"}")))
                .path("responses");
        assertThat(answers).hasSize(3);
        assertThat(answers.path(1).path("status").asInt()).isEqualTo(400);
        assertThat(answers.path(1).at("/body/error/code").asText()).isEqualTo("Application_StringExceededLength");
        assertThat(answers.path(2).path("status").asInt()).isEqualTo(201);
        assertThat(journals()).isEqualTo(2);
    }

    @Test
    void aBatchMayEndAtItsFirstFailureAndTheRestIsNotExecuted() {
        String requests = create("a", "journals", "{\"code\":\"A\"}") + ","
                + create("b", "journals", "{\"code\":\"MUCHTOOLONG\"}") + ","
                + create("c", "journals", "{\"code\":\"C\"}");
        assertThat(ok(batch(requests, "Prefer", "odata.continue-on-error=false"))
                        .path("responses"))
                .hasSize(2);
        assertThat(journals()).isEqualTo(1);
        bc.control("/bc/switches", "{\"BATCHES_STOP_AT_A_FAILURE\":true}");
        assertThat(ok(batch(create("b", "journals", "{}") + "," + create("c", "journals", "{\"code\":\"D\"}")))
                        .path("responses"))
                .hasSize(1);
        assertThat(journals()).isEqualTo(1);
        assertThat(ok(batch(
                                create("b", "journals", "{}") + "," + create("c", "journals", "{\"code\":\"D\"}"),
                                "Prefer",
                                "odata.continue-on-error"))
                        .path("responses"))
                .hasSize(2);
        assertThat(journals()).isEqualTo(2);
    }

    @Test
    void whatDependsOnAFailureIsNotTried() {
        String dependent = create("b", "journals", "{\"code\":\"B\"}");
        JsonNode answers = ok(batch(create("a", "journals", "{}") + "," + dependent.substring(0, dependent.length() - 1)
                        + ",\"dependsOn\":[\"a\"]}"))
                .path("responses");
        assertThat(answers.path(1).path("status").asInt()).isEqualTo(424);
        assertThat(journals()).isZero();
        assertRefused(
                batch(dependent.substring(0, dependent.length() - 1) + ",\"dependsOn\":[\"zzz\"]}"),
                400,
                "BadRequest",
                "dependsOn");
    }

    @Test
    void underSnapshotAFailureTakesEverythingBackThoughEarlierAnswersStillSay201() {
        JsonNode answers = ok(batch(
                        create("a", "journals", "{\"code\":\"A\"}") + "," + create("b", "journals", "{}") + ","
                                + create("c", "journals", "{\"code\":\"C\"}"),
                        "Isolation",
                        "snapshot"))
                .path("responses");
        assertThat(answers).hasSize(2);
        assertThat(answers.path(0).path("status").asInt()).isEqualTo(201);
        String id = answers.path(0).at("/body/id").asText();
        assertThat(answers.path(1).path("status").asInt()).isEqualTo(400);
        assertRefused(bc.get("journals(" + id + ")"), 404, "BadRequest_ResourceNotFound", id);
        assertThat(journals()).isZero();
    }

    @Test
    void underSnapshotAFailureOfTheFirstOperationIsTheOnlyAnswer() {
        assertThat(ok(batch(
                                create("a", "journals", "{}") + "," + create("b", "journals", "{\"code\":\"B\"}"),
                                "Isolation",
                                "snapshot"))
                        .path("responses"))
                .hasSize(1);
        assertThat(journals()).isZero();
    }

    @Test
    void underSnapshotAPostingCommitsWhatCameBefore() {
        String journal = journalWithLines("J1");
        JsonNode answers = ok(batch(
                        create("a", "journals", "{\"code\":\"A\"}") + "," + post("b", journal) + ","
                                + create("c", "journals", "{\"code\":\"C\"}") + ","
                                + create("d", "journals", "{}"),
                        "Isolation",
                        "snapshot"))
                .path("responses");
        assertThat(answers).hasSize(4);
        assertThat(answers.path(3).path("status").asInt()).isEqualTo(400);
        assertThat(bc.first("journals", "code eq 'A'").path("code").asText()).isEqualTo("A");
        assertThat(bc.first("journals", "code eq 'C'").isMissingNode()).isTrue();
        assertThat(bc.company().books().ledger().balance("6100")).isEqualByComparingTo("4");
    }

    @Test
    void underSnapshotALaterOperationSeesTheEarlierOnes() {
        JsonNode answers = ok(batch(
                        create("a", "journals", "{\"code\":\"A\"}") + "," + create("b", "journals", "{\"code\":\"B\"}")
                                + ",{\"id\":\"c\",\"method\":\"GET\",\"url\":\"" + company + "journals\"}",
                        "Isolation",
                        "snapshot"))
                .path("responses");
        assertThat(answers.path(2).at("/body/value")).hasSize(2);
        assertThat(journals()).isEqualTo(2);
    }

    @Test
    void aBatchInABatchAndAReusedIdAreRefused() {
        assertRefused(
                batch("{\"id\":\"a\",\"method\":\"POST\",\"url\":\"$batch\",\"body\":{\"requests\":[]}}"),
                400,
                "BadRequest_InvalidRequestUrl",
                "$batch");
        assertRefused(
                batch(create("a", "journals", "{\"code\":\"A\"}") + "," + create("a", "journals", "{\"code\":\"B\"}")),
                400,
                "BadRequest",
                "used twice");
        assertThat(journals()).isZero();
    }

    @Test
    void operationsCountAgainstTheLimitWhereTheSwitchSaysSo() {
        try (BcServer limited =
                new BcServer(BcOptions.defaults().withLimits(new UserLimits.Limits(5, 5, 95, 1_000_000)))) {
            String reads = IntStream.range(0, 4)
                    .mapToObj(i -> "{\"id\":\"" + i + "\",\"method\":\"GET\",\"url\":\"companies\"}")
                    .collect(Collectors.joining(",", "{\"requests\":[", "]}"));
            var request = limited.anonymous("$batch").header("Authorization", "Bearer " + limited.token);
            assertThat(limited.send(request.POST(BodyPublishers.ofString(reads)))
                            .statusCode())
                    .isEqualTo(200);
            limited.control("/bc/switches", "{\"BATCHES_COUNT_OPERATIONS\":true}");
            HttpResponse<String> refused = limited.send(request.POST(BodyPublishers.ofString(
                    reads.replace("[{", "[{\"id\":\"x\",\"method\":\"GET\",\"url\":\"companies\"},{"))));
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(json(refused).at("/error/code").asText()).isNotEmpty();
        }
    }

    @Test
    void answersMayComeInAnyOrder() {
        bc.control("/bc/switches", "{\"batchesAnswerInAnyOrder\":true}");
        JsonNode answers = ok(batch(IntStream.range(0, 20)
                        .mapToObj(i -> create("r" + i, "journals", "{\"code\":\"J" + i + "\"}"))
                        .collect(Collectors.joining(","))))
                .path("responses");
        assertThat(answers).hasSize(20);
        assertThat(answers)
                .extracting(answer -> answer.path("id").asText())
                .isNotEqualTo(IntStream.range(0, 20).mapToObj(i -> "r" + i).toList());
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.at("/body/code").asText())
                        .isEqualTo("J" + answer.path("id").asText().substring(1)));
    }

    @Test
    void singleOperationsFailBeforeOrAfterTheyAreDone() {
        bc.control("/bc/fail-operations", "{\"contains\":\"\\\"A\\\"\",\"status\":503}");
        bc.control("/bc/fail-operations", "{\"contains\":\"\\\"B\\\"\",\"status\":409,\"afterwards\":true}");
        String requests = create("a", "journals", "{\"code\":\"A\"}") + ","
                + create("b", "journals", "{\"code\":\"B\"}") + "," + create("c", "journals", "{\"code\":\"C\"}");
        JsonNode answers = ok(batch(requests)).path("responses");
        assertThat(answers).extracting(answer -> answer.path("status").asInt()).containsExactly(503, 409, 201);
        assertThat(ok(bc.get("journals?$orderby=code")).path("value"))
                .extracting(journal -> journal.path("code").asText())
                .containsExactly("B", "C");
    }
}
