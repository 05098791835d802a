package org.tieout.simulator.dataverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.tieout.simulator.dataverse.DataverseServer.assertRefused;
import static org.tieout.simulator.dataverse.DataverseServer.ok;

import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tieout.simulator.http.Fault;

/// Service protection (section 4) and what faults answer.
class LimitsTest {
    private final DataverseServer crm = new DataverseServer();

    @AfterEach
    void stop() {
        crm.close();
    }

    private static long retryAfter(HttpResponse<String> response) {
        return Long.parseLong(response.headers().firstValue("Retry-After").orElseThrow());
    }

    @Test
    void theDocumentedLimitsAreTheDefault() {
        assertThat(DataverseOptions.defaults().limits()).isEqualTo(new ServiceLimits.Limits(6000, 1_200_000, 52, 0));
    }

    @Test
    void tooManyRequestsInFiveMinutesWaitLongerTheMoreAreSent() {
        crm.control("/dataverse/limits", "{\"requests\":2}");
        var first = crm.get("WhoAmI");
        assertThat(first.headers().firstValue("x-ms-ratelimit-burst-remaining-xrm-requests"))
                .contains("1");
        ok(crm.get("WhoAmI"));
        var refused = crm.get("WhoAmI");
        assertRefused(
                refused,
                429,
                "0x80072322",
                "Number of requests exceeded the limit of 2 over time window of 300 seconds.");
        long wait = retryAfter(refused);
        assertThat(wait).isBetween(290L, 302L);
        assertThat(retryAfter(crm.get("WhoAmI"))).isGreaterThan(wait - 2);
        assertThat(retryAfter(crm.get("WhoAmI"))).isGreaterThanOrEqualTo(wait);
        crm.control("/clock/advance", "{\"duration\":\"PT5M1S\"}");
        ok(crm.get("WhoAmI"));
    }

    @Test
    void executionTimeIsCountedToo() {
        crm.control("/dataverse/limits", "{\"executionMillis\":1200,\"costMillis\":700}");
        ok(crm.get("WhoAmI"));
        ok(crm.get("WhoAmI"));
        assertRefused(
                crm.get("WhoAmI"),
                429,
                "0x80072321",
                "Combined execution time of incoming requests exceeded limit of 1,200");
    }

    @Test
    void asManyAtOnceAsTheLimitSaysIsTooMany() throws InterruptedException {
        var limits = new ServiceLimits(System::nanoTime, new ServiceLimits.Limits(100, 1000, 2, 0));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Thread busy = Thread.ofVirtual()
                .start(() -> limits.admit("app", () -> {
                    inside.countDown();
                    try {
                        leave.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return true;
                }));
        inside.await();
        ServiceLimits.TooMuch tooMuch =
                catchThrowableOfType(ServiceLimits.TooMuch.class, () -> limits.admit("app", () -> true));
        assertThat(tooMuch.refusal().code()).isEqualTo("0x80072326");
        assertThat(tooMuch.retryAfter()).isPositive();
        assertThat(limits.<Boolean>admit("another", () -> true)).isTrue();
        leave.countDown();
        busy.join();
        assertThat(limits.<Boolean>admit("app", () -> true)).isTrue();
    }

    @Test
    void faultsAnswerWithTheVendorsBodiesAndACommitOutlivesALostAnswer() {
        crm.simulator.fault(Fault.on("dataverse").path("/accounts").beforeAccept(new Fault.Status(429)));
        var throttled = crm.get("accounts");
        assertRefused(throttled, 429, "0x80072322", "exceeded");
        assertThat(retryAfter(throttled)).isEqualTo(10);
        crm.simulator.fault(Fault.on("dataverse").path("/accounts").beforeAccept(new Fault.Status(503)));
        assertThat(crm.get("accounts").statusCode()).isEqualTo(503);
        String id = crm.make("accounts", "{\"name\":\"A\"}");
        crm.simulator.fault(Fault.on("dataverse").method("PATCH").afterCommit(new Fault.Status(500)));
        assertThat(crm.patch("accounts(" + id + ")", "{\"name\":\"B\"}").statusCode())
                .isEqualTo(500);
        assertThat(ok(crm.get("accounts(" + id + ")")).path("name").asText()).isEqualTo("B");
    }

    @Test
    void theLogOfCallsNamesWhatWasMeant() {
        crm.get("salesorders?$select=name");
        crm.get("salesorders?$select=name", "odata.track-changes");
        crm.post("WinOpportunity", "{}");
        assertThat(crm.simulator.calls().last().stream().map(call -> call.operation()))
                .contains("token", "readSalesorders", "trackSalesorders", "WinOpportunity");
    }
}
