package org.tieout.simulator.qbo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.simulator.qbo.QboServer.assertRefused;
import static org.tieout.simulator.qbo.QboServer.ok;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tieout.simulator.qbo.schema.EntityType;

/// Idempotency by requestid, and batches whose items stand each for itself.
class RequestIdAndBatchTest {
    private QboServer qbo;

    @BeforeEach
    void start() {
        qbo = new QboServer().withCompany();
    }

    @AfterEach
    void stop() {
        qbo.close();
    }

    private static String invoice(String number) {
        return "{\"DocNumber\":\"" + number
                + "\",\"CustomerRef\":{\"value\":\"1\"},\"Line\":[{\"Amount\":10.00,\"DetailType\":\"SalesItemLineDetail\","
                + "\"SalesItemLineDetail\":{\"ItemRef\":{\"value\":\"1\"}}}]}";
    }

    private static String item(String id, String number) {
        return "{\"bId\":\"" + id + "\",\"operation\":\"create\",\"Invoice\":" + invoice(number) + "}";
    }

    private static String batch(String... items) {
        return "{\"BatchItemRequest\":[" + String.join(",", items) + "]}";
    }

    private static JsonNode answer(JsonNode batch, String id) {
        for (JsonNode answer : batch.path("BatchItemResponse")) {
            if (answer.path("bId").asText().equals(id)) {
                return answer;
            }
        }
        throw new AssertionError("no answer for " + id + " in " + batch);
    }

    @Test
    void theSameRequestIdReturnsTheFirstAnswerAndCreatesNothing() {
        String first = qbo.post("/invoice?requestid=r1", invoice("A-1")).body();
        String second = qbo.post("/invoice?requestid=r1", invoice("A-1")).body();
        assertThat(second).isEqualTo(first);
        assertThat(qbo.company().documents(EntityType.INVOICE)).hasSize(1);
    }

    @Test
    void aRefusedRequestLeavesItsIdFree() {
        assertRefused(qbo.post("/invoice?requestid=r1", "{}"), "2020", "Line");
        ok(qbo.post("/invoice?requestid=r1", invoice("A-1")));
    }

    @Test
    void aRequestIdUsedForSomethingElseIs600() {
        ok(qbo.post("/invoice?requestid=r1", invoice("A-1")));
        assertRefused(qbo.post("/customer?requestid=r1", "{\"DisplayName\":\"C\"}"), "600", "r1");
    }

    @Test
    void aRequestIdOf51CharactersIs2130() {
        ok(qbo.post("/invoice?requestid=" + "r".repeat(50), invoice("A-1")));
        assertRefused(qbo.post("/invoice?requestid=" + "r".repeat(51), invoice("A-2")), "2130", "1 to 50");
        assertRefused(qbo.post("/invoice?requestid=", invoice("A-3")), "2130", "1 to 50");
    }

    @Test
    void aBatchRequestIdOf37CharactersAndABIdOf11Are2130() {
        assertRefused(qbo.post("/batch?requestid=" + "r".repeat(37), batch(item("1", "A-1"))), "2130", "1 to 36");
        assertRefused(qbo.post("/batch", batch(item("12345678901", "A-1"))), "2130", "1 to 10");
        ok(qbo.post("/batch?requestid=" + "r".repeat(36), batch(item("1234567890", "A-1"))));
    }

    @Test
    void aFailedItemDoesNotStopTheOthers() {
        ok(qbo.post("/invoice", invoice("A-2")));
        var answers = ok(qbo.post(
                "/batch",
                batch(
                        item("a", "A-1"),
                        item("b", "A-2"),
                        "{\"bId\":\"c\",\"Query\":\"select * from Customer where DisplayName = 'Amazon US'\"}",
                        "{\"bId\":\"d\",\"operation\":\"delete\",\"Invoice\":{\"Id\":\"1\",\"SyncToken\":\"7\"}}",
                        "{\"bId\":\"e\",\"operation\":\"create\",\"Invoice\":{\"Colour\":\"red\"}}")));
        assertThat(answers.path("BatchItemResponse")).hasSize(5);
        assertThat(answer(answers, "a").at("/Invoice/DocNumber").asText()).isEqualTo("A-1");
        assertThat(answer(answers, "b").at("/Fault/Error/0/code").asText()).isEqualTo("6140");
        assertThat(answer(answers, "b").at("/Fault/type").asText()).isEqualTo("ValidationFault");
        assertThat(answer(answers, "c").at("/QueryResponse/Customer/0/Id").asText())
                .isEqualTo("1");
        assertThat(answer(answers, "d").at("/Fault/Error/0/code").asText()).isEqualTo("5010");
        assertThat(answer(answers, "e").at("/Fault/Error/0/code").asText()).isEqualTo("2010");
    }

    @Test
    void aBatchIsReplayedItemByItemWhereTheBIdsMatch() {
        var first = ok(qbo.post("/batch?requestid=r1", batch(item("a", "A-1"), item("b", "A-2"))));
        var second = ok(qbo.post("/batch?requestid=r1", batch(item("a", "A-1"), item("b", "A-2"))));
        assertThat(answer(second, "a")).isEqualTo(answer(first, "a"));
        assertThat(answer(second, "b")).isEqualTo(answer(first, "b"));
        assertThat(qbo.company().documents(EntityType.INVOICE)).hasSize(2);
    }

    @Test
    void otherBIdsUnderTheSameRequestIdCreateAgain() {
        qbo.company().change(switches -> switches.withWarnDuplicateNumbers(false));
        ok(qbo.post("/batch?requestid=r1", batch(item("a", "A-1"))));
        ok(qbo.post("/batch?requestid=r1", batch(item("z", "A-1"))));
        assertThat(qbo.company().documents(EntityType.INVOICE)).hasSize(2);
    }

    @Test
    void aBatchOf31ItemsIs1040AndNothingIsDone() {
        String items = IntStream.rangeClosed(1, 31)
                .mapToObj(i -> item("b" + i, "A-" + i))
                .collect(Collectors.joining(","));
        assertRefused(qbo.post("/batch", batch(items)), "1040", "30");
        assertThat(qbo.company().documents(EntityType.INVOICE)).isEmpty();
    }

    @Test
    void itemsAreExecutedInAnOrderOfTheServersOwn() {
        String items = IntStream.rangeClosed(1, 30)
                .mapToObj(i -> item("b" + i, "A-" + i))
                .collect(Collectors.joining(","));
        var answers = ok(qbo.post("/batch", batch(items)));
        List<String> ids = new ArrayList<>();
        answers.path("BatchItemResponse")
                .forEach(answer -> ids.add(answer.path("bId").asText()));
        List<String> sent = IntStream.rangeClosed(1, 30).mapToObj(i -> "b" + i).toList();
        assertThat(ids).containsExactlyInAnyOrderElementsOf(sent).isNotEqualTo(sent);
    }

    @Test
    void itemsThatSayNothingKnownAreRefused() {
        var answers = ok(qbo.post(
                "/batch",
                batch(
                        "{\"bId\":\"a\",\"operation\":\"create\",\"Estimate\":{}}",
                        "{\"bId\":\"b\",\"operation\":\"create\"}")));
        assertThat(answer(answers, "a").at("/Fault/Error/0/code").asText()).isEqualTo("2010");
        assertThat(answer(answers, "b").at("/Fault/Error/0/code").asText()).isEqualTo("2020");
        assertRefused(qbo.post("/batch", batch("{\"operation\":\"create\"}")), "2020", "bId");
    }

    @Test
    void aBatchVoidsThroughOptionsData() {
        ok(qbo.post("/invoice", invoice("A-1")));
        var answers = ok(qbo.post(
                "/batch",
                batch("{\"bId\":\"a\",\"operation\":\"update\",\"optionsData\":\"void\","
                        + "\"Invoice\":{\"Id\":\"1\",\"SyncToken\":\"0\",\"sparse\":true}}")));
        assertThat(answer(answers, "a").at("/Invoice/TotalAmt").decimalValue()).isEqualByComparingTo("0");
        assertThat(answer(answers, "a").at("/Invoice/PrivateNote").asText()).isEqualTo("Voided");
    }
}
