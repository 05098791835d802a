package org.tieout.simulator.bc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.simulator.bc.BcServer.assertRefused;
import static org.tieout.simulator.bc.BcServer.ok;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.tieout.simulator.bc.state.Switch;
import org.tieout.simulator.state.Switches;

/// The limits of each service principal (section 3).
class LimitsTest {
    private static final String PRINCIPAL = "sim-bc-client-1";

    private static BcServer limited(UserLimits.Limits limits) {
        return new BcServer(BcOptions.defaults().withLimits(limits));
    }

    @Test
    void theDocumentedLimitsAreTheDefault() {
        assertThat(BcOptions.defaults().limits()).isEqualTo(new UserLimits.Limits(6000, 5, 95, 350 * 1024 * 1024));
        assertThat(BcOptions.defaults().pageSize()).isEqualTo(20_000);
    }

    @Test
    void theRateIsRefusedUntilTheWindowHasPassed() {
        try (BcServer bc = limited(new UserLimits.Limits(3, 5, 95, 1000))) {
            for (int i = 0; i < 3; i++) {
                ok(bc.get("accounts?$top=1"));
            }
            HttpResponse<String> refused = bc.get("accounts?$top=1");
            assertRefused(refused, 429, "Application_TooManyRequests", "Try again later");
            assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
            bc.company().turn(Switch.RETRY_AFTER_ON_429, true);
            assertThat(bc.get("accounts?$top=1").headers().firstValue("Retry-After"))
                    .isPresent();
            bc.simulator.clock().advanceProtocol(Duration.ofMinutes(5));
            ok(bc.get("accounts?$top=1"));
            assertThat(bc.face().limits().used(PRINCIPAL)).isEqualTo(1);
        }
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        try (BcServer bc = limited(new UserLimits.Limits(100, 5, 95, 20))) {
            assertRefused(bc.post("items", "{\"displayName\":\"much too long\"}"), 413, "BadRequest", "20 bytes");
        }
    }

    @Test
    void whatIsNeitherProcessedNorQueuedIsRefused() throws InterruptedException, ExecutionException {
        try (BcServer bc = limited(new UserLimits.Limits(100, 2, 1, 1000));
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch busy = new CountDownLatch(1);
            CountDownLatch done = new CountDownLatch(1);
            Future<Boolean> occupied = callers.submit(() -> bc.company().alone(_ -> {
                busy.countDown();
                return await(done);
            }));
            busy.await();
            List<Future<HttpResponse<String>>> admitted = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                admitted.add(callers.submit(() -> bc.get("accounts?$top=1")));
            }
            untilOneWaits(bc);
            assertRefused(bc.get("accounts?$top=1"), 429, "Application_TooManyRequests", "Try again later");
            done.countDown();
            assertThat(occupied.get()).isTrue();
            for (Future<HttpResponse<String>> each : admitted) {
                ok(each.get());
            }
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void untilOneWaits(BcServer bc) {
        Instant deadline = Instant.now().plusSeconds(10);
        while (bc.face().limits().queued(PRINCIPAL) < 1) {
            assertThat(Instant.now()).as("no request came to wait").isBefore(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void theSwitchesAreTurnedByName() {
        assertThat(Switch.named("retryAfterOn429")).isEqualTo(Switch.RETRY_AFTER_ON_429);
        assertThat(Switches.<Switch>defaults()
                        .with(Switch.COUNT_IS_REFUSED, true)
                        .on(Switch.COUNT_IS_REFUSED))
                .isTrue();
    }
}
