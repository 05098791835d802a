package org.tieout.simulator.bc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.simulator.bc.BcServer.assertRefused;
import static org.tieout.simulator.bc.BcServer.created;
import static org.tieout.simulator.bc.BcServer.done;
import static org.tieout.simulator.bc.BcServer.json;
import static org.tieout.simulator.bc.BcServer.ok;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Webhook subscriptions: handshake, life, what is notified and what an answer does (memo, section 10).
class SubscriptionsTest {
    private BcServer bc;
    private Subscriber subscriber;

    @BeforeEach
    void start() {
        bc = new BcServer();
        subscriber = new Subscriber();
    }

    @AfterEach
    void stop() {
        bc.close();
        subscriber.close();
    }

    private HttpRequest.Builder tenant(String path) {
        return bc.anonymous(path).header("Authorization", "Bearer " + bc.token);
    }

    private HttpResponse<String> subscribe(String set, String url) {
        return bc.send(tenant("subscriptions")
                .POST(BodyPublishers.ofString("{\"notificationUrl\":\"" + url + "\",\"resource\":\"companies("
                        + bc.companyId + ")/" + set + "\",\"clientState\":\"secret\"}")));
    }

    private JsonNode subscribed(String set) {
        return created(subscribe(set, subscriber.url()));
    }

    private String path(JsonNode subscription) {
        return "subscriptions('" + subscription.path("subscriptionId").asText() + "')";
    }

    private JsonNode notifyNow() {
        HttpResponse<String> answer = bc.control("/bc/notify", "{}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private int subscriptions() {
        return ok(bc.send(tenant("subscriptions").GET())).path("value").size();
    }

    private String journal(String code) {
        return created(bc.post("journals", "{\"code\":\"" + code + "\"}"))
                .path("id")
                .asText();
    }

    @Test
    void aSubscriptionIsMadeWithAHandshakeAndLivesThreeDays() {
        JsonNode subscription = subscribed("journals");
        assertThat(subscriber.handshakes.get()).isEqualTo(1);
        assertThat(subscription.path("subscriptionId").asText()).matches("[0-9a-f]{32}");
        assertThat(subscription.path("resource").asText())
                .isEqualTo("api/v2.0/companies(" + bc.companyId + ")/journals");
        assertThat(Instant.parse(subscription.path("expirationDateTime").asText()))
                .isBetween(
                        Instant.now().plus(Duration.ofHours(71)), Instant.now().plus(Duration.ofHours(73)));
        assertThat(ok(bc.send(tenant(path(subscription)).GET()))
                        .path("clientState")
                        .asText())
                .isEqualTo("secret");
        bc.simulator.clock().advanceProtocol(Duration.ofDays(3).plusSeconds(1));
        bc.control("/bc/tokens/expire", "{}");
        String fresh = json(bc.tokens("grant_type=client_credentials&client_id=sim-bc-client-1"
                        + "&client_secret=sim-bc-client-secret-1&scope=" + BcServer.SCOPE))
                .path("access_token")
                .asText();
        HttpResponse<String> gone = bc.send(bc.anonymous(path(subscription))
                .header("Authorization", "Bearer " + fresh)
                .GET());
        assertThat(gone.statusCode()).isEqualTo(404);
    }

    @Test
    void withoutTheTokenEchoedThereIsNoSubscription() {
        subscriber.echoes = false;
        assertRefused(subscribe("journals", subscriber.url()), 400, "BadRequest", "validation token");
        bc.control("/bc/switches", "{\"FAILED_HANDSHAKE_IS_500\":true}");
        assertRefused(subscribe("journals", subscriber.url()), 500, "Internal_ServerError", "validation token");
        assertThat(subscriptions()).isZero();
    }

    @Test
    void noAddressOutsideThisMachineIsCalled() {
        assertRefused(subscribe("journals", "https://hooks.example.com/x"), 400, "BadRequest", "validation token");
    }

    @Test
    void renewalNeedsTheTokenAndAHandshakeAndBeginsThreeNewDays() {
        JsonNode subscription = subscribed("journals");
        String path = path(subscription);
        assertRefused(
                bc.send(tenant(path).method("PATCH", BodyPublishers.ofString("{}"))),
                400,
                "BadRequest_InvalidToken",
                "If-Match");
        bc.simulator.clock().advanceProtocol(Duration.ofMinutes(30));
        JsonNode renewed = ok(bc.send(tenant(path)
                .header("If-Match", subscription.path("@odata.etag").asText())
                .method(
                        "PATCH",
                        BodyPublishers.ofString("{\"notificationUrl\":\"" + subscriber.url()
                                + "\",\"resource\":\"companies(" + bc.companyId + ")/journals\"}"))));
        assertThat(subscriber.handshakes.get()).isEqualTo(2);
        assertThat(Instant.parse(renewed.path("expirationDateTime").asText()))
                .isAfter(Instant.parse(subscription.path("expirationDateTime").asText())
                        .plus(Duration.ofMinutes(29)));
        subscriber.echoes = false;
        assertThat(bc.send(tenant(path).header("If-Match", "*").method("PATCH", BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(400);
        assertThat(ok(bc.send(tenant(path).GET())).path("expirationDateTime").asText())
                .isEqualTo(renewed.path("expirationDateTime").asText());
    }

    @Test
    void deletingNeedsTheToken() {
        String path = path(subscribed("journals"));
        assertRefused(bc.send(tenant(path).DELETE()), 400, "BadRequest_InvalidToken", "If-Match");
        done(bc.send(tenant(path).header("If-Match", "*").DELETE()));
        assertThat(subscriptions()).isZero();
    }

    @Test
    void setsWithoutWebhooksAndUnknownResourcesAreRefused() {
        assertRefused(subscribe("journalLines", subscriber.url()), 400, "BadRequest", "does not support webhooks");
        assertRefused(subscribe("nothing", subscriber.url()), 400, "BadRequest", "does not support webhooks");
        assertRefused(
                bc.send(tenant("subscriptions").POST(BodyPublishers.ofString("{\"resource\":\"x\"}"))),
                400,
                "BadRequest_RequiredParamNotProvided",
                "notificationUrl");
    }

    @Test
    void thereAreAtMostTwoHundred() {
        for (int i = 0; i < 200; i++) {
            subscribed("journals");
        }
        assertRefused(subscribe("journals", subscriber.url()), 400, "BadRequest", "200");
    }

    @Test
    void createdChangedAndDeletedRecordsAreNotifiedWithTheClientState() {
        String kept = journal("KEPT");
        String dropped = journal("DROPPED");
        JsonNode subscription = subscribed("journals");
        String made = journal("MADE");
        ok(bc.patch("journals(" + kept + ")", "*", "{\"displayName\":\"changed\"}"));
        done(bc.delete("journals(" + dropped + ")"));
        notifyNow();
        JsonNode value = subscriber.next().path("value");
        String resource = "api/v2.0/companies(" + bc.companyId + ")/journals(";
        assertThat(value)
                .extracting(entry -> entry.path("changeType").asText() + " "
                        + entry.path("resource").asText())
                .containsExactlyInAnyOrder(
                        "created " + resource + made + ")",
                        "updated " + resource + kept + ")",
                        "deleted " + resource + dropped + ")");
        assertThat(value.path(0).path("clientState").asText()).isEqualTo("secret");
        assertThat(value.path(0).path("subscriptionId").asText())
                .isEqualTo(subscription.path("subscriptionId").asText());
        notifyNow();
        assertThat(subscriber.waiting()).isZero();
    }

    @Test
    void aNotificationComesThirtySecondsAfterTheChangeByTheClock() {
        subscribed("journals");
        journal("MADE");
        bc.simulator.clock().advanceProtocol(Duration.ofSeconds(31));
        assertThat(subscriber.next().path("value").path(0).path("changeType").asText())
                .isEqualTo("created");
    }

    @Test
    void subscriptionsOfOneAddressAreNotifiedTogether() {
        subscribed("journals");
        subscribed("customers");
        journal("MADE");
        created(bc.post("customers", "{\"displayName\":\"Somebody\"}"));
        JsonNode attempts = notifyNow();
        assertThat(attempts).hasSize(1);
        assertThat(subscriber.next().path("value")).hasSize(2);
    }

    @Test
    void whatIsBusyIsTriedAgainWithTheSameEntries() {
        subscribed("journals");
        journal("MADE");
        for (int status : new int[] {408, 429, 503}) {
            subscriber.status.set(status);
            assertThat(notifyNow().path(0).path("status").asInt()).isEqualTo(status);
            assertThat(subscriber.next().path("value")).hasSize(1);
        }
        subscriber.status.set(202);
        notifyNow();
        assertThat(subscriber.next().path("value")).hasSize(1);
        notifyNow();
        assertThat(subscriber.waiting()).isZero();
        assertThat(subscriptions()).isEqualTo(1);
    }

    @Test
    void anyOtherAnswerEndsTheSubscription() {
        subscribed("journals");
        journal("MADE");
        subscriber.status.set(400);
        notifyNow();
        assertThat(subscriptions()).isZero();
    }

    @Test
    void moreThanAThousandChangesAreOneCollection() {
        subscribed("journals");
        for (int i = 0; i < 1001; i++) {
            journal("J" + i);
        }
        notifyNow();
        JsonNode value = subscriber.next().path("value");
        assertThat(value).hasSize(1);
        assertThat(value.path(0).path("changeType").asText()).isEqualTo("collection");
        String resource = value.path(0).path("resource").asText();
        assertThat(resource).startsWith("api/v2.0/companies(" + bc.companyId + ")/journals?$filter=");
        String filter = resource.substring(resource.indexOf("$filter=") + "$filter=".length());
        assertThat(ok(bc.get("journals?$filter=" + BcServer.encode(filter))).path("value"))
                .hasSize(1001);
    }

    @Test
    void aChangedLineNotifiesItsDocument() {
        String invoice = created(bc.post("salesInvoices", "{\"customerNumber\":\"AMZ-US\"}"))
                .path("id")
                .asText();
        subscribed("salesInvoices");
        created(bc.post(
                "salesInvoices(" + invoice + ")/salesInvoiceLines",
                "{\"lineType\":\"Account\",\"lineObjectNumber\":\"4000\",\"quantity\":1,\"unitPrice\":5}"));
        notifyNow();
        JsonNode value = subscriber.next().path("value");
        assertThat(value).hasSize(1);
        assertThat(value.path(0).path("changeType").asText()).isEqualTo("updated");
        assertThat(value.path(0).path("resource").asText()).endsWith("/salesInvoices(" + invoice + ")");
    }

    @Test
    void workThatWasTakenBackIsNotTold() {
        subscribed("journals");
        String url = "companies(" + bc.companyId + ")/journals";
        ok(bc.send(tenant("$batch")
                .header("Isolation", "snapshot")
                .POST(BodyPublishers.ofString("{\"requests\":[{\"method\":\"POST\",\"url\":\"" + url
                        + "\",\"body\":{\"code\":\"A\"}},{\"method\":\"POST\",\"url\":\"" + url
                        + "\",\"body\":{}}]}"))));
        assertThat(notifyNow()).isEmpty();
        assertThat(subscriber.waiting()).isZero();
    }

    @Test
    void aSubscriberThatDoesNotAnswerKeepsItsSubscription() {
        subscribed("journals");
        journal("MADE");
        subscriber.close();
        assertThat(notifyNow().path(0).path("status").asInt()).isZero();
        assertThat(subscriptions()).isEqualTo(1);
    }
}
