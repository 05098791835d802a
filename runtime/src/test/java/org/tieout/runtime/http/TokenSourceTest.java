package org.tieout.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.tieout.runtime.http.TokenExchange.Result;
import org.tieout.runtime.http.TokenSource.Access;
import org.tieout.runtime.secret.Secret;
import org.tieout.runtime.secret.SecretAccess;
import org.tieout.runtime.secret.SecretException;
import org.tieout.runtime.secret.SecretStore;

/// Access tokens of one connection.
class TokenSourceTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final MovableClock clock = new MovableClock();
    private final SecretStore secrets = SecretStore.inMemory(clock);
    private final AtomicInteger exchanges = new AtomicInteger();

    @Test
    void aTokenIsUsedUntilShortlyBeforeItEnds() {
        var source = source(token -> granted("access-" + exchanges.get(), Optional.empty()));

        var first = source.access();
        clock.pass(HOUR.minusMinutes(3));
        assertThat(source.access()).isEqualTo(first);
        clock.pass(Duration.ofMinutes(2));

        assertThat(source.access()).isNotEqualTo(first);
        assertThat(exchanges).hasValue(2);
    }

    @Test
    void manyCallersCauseOneRefresh() throws Exception {
        var entered = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var source = source(token -> {
            entered.countDown();
            uninterruptibly(release);
            return granted("access", Optional.empty());
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var callers = new ArrayList<Future<Access>>();
            for (var caller = 0; caller < 50; caller++) {
                callers.add(threads.submit(source::access));
            }
            entered.await();
            release.countDown();
            for (var caller : callers) {
                assertThat(caller.get()).isInstanceOf(Access.Granted.class);
            }
        }
        assertThat(exchanges).hasValue(1);
    }

    @Test
    void aRotatedRefreshTokenIsStoredBeforeItsAccessTokenIsHandedOut() {
        var source = source(token -> granted("access", Optional.of(Secret.of("rotated"))));

        source.access();

        assertThat(secrets.read("books", TokenSource.REFRESH_TOKEN)).contains(Secret.of("rotated"));
    }

    @Test
    void aRotatedRefreshTokenThatCannotBeStoredKeepsItsAccessTokenBackAndIsNotLost() {
        var store = new FailingStore(secrets);
        var used = new AtomicReference<>("");
        var source = new TokenSource(
                "books",
                store,
                token -> {
                    used.set(token.reveal(SecretAccess.forUse()));
                    return granted("access", Optional.of(Secret.of("rotated")));
                },
                clock);
        secrets.store("books", TokenSource.REFRESH_TOKEN, Secret.of("first"));
        store.failing = true;

        assertThat(source.access()).isInstanceOf(Access.Unavailable.class);
        assertThat(source.access()).isInstanceOf(Access.Unavailable.class);
        store.failing = false;

        assertThat(source.access()).isInstanceOf(Access.Granted.class);
        assertThat(used).as("the first token no longer works at the vendor").hasValue("rotated");
        assertThat(secrets.read("books", TokenSource.REFRESH_TOKEN)).contains(Secret.of("rotated"));
    }

    @Test
    void deniedCredentialsAreNotTriedAgainUntilASecretChanges() {
        var source = source(token -> token.equals(Secret.of("good"))
                ? granted("access", Optional.empty())
                : new Result.Denied("invalid_grant"));

        assertThat(source.access()).isInstanceOf(Access.Denied.class);
        assertThat(source.access()).isInstanceOf(Access.Denied.class);
        assertThat(exchanges).hasValue(1);
        clock.pass(Duration.ofSeconds(1));
        secrets.store("books", TokenSource.REFRESH_TOKEN, Secret.of("good"));

        assertThat(source.access()).isInstanceOf(Access.Granted.class);
    }

    @Test
    void anOutageOfTheTokenEndpointIsNotADenial() {
        var answers =
                new ArrayList<Result>(List.of(new Result.Unavailable("HTTP 503"), granted("access", Optional.empty())));
        var source = source(token -> answers.removeFirst());

        assertThat(source.access()).isInstanceOf(Access.Unavailable.class);
        assertThat(source.access()).isInstanceOf(Access.Granted.class);
    }

    @Test
    void onlyTheTokenThatFailedIsThrownAway() {
        var source = source(token -> granted("access-" + exchanges.get(), Optional.empty()));
        var old = (Access.Granted) source.access();
        source.expire(old);
        var fresh = source.access();

        source.expire(old);

        assertThat(source.access()).isEqualTo(fresh);
        assertThat(exchanges).hasValue(2);
    }

    @Test
    void aConnectionWithoutARefreshTokenIsToldWhatToDo() {
        var source = new TokenSource("new", secrets, token -> granted("access", Optional.empty()), clock);

        assertThat(source.access())
                .isInstanceOfSatisfying(
                        Access.Denied.class,
                        denied -> assertThat(denied.reason()).contains("tieout apply"));
    }

    @Test
    void aGrantWithoutRefreshTokenExchangesTheSecretItNames() {
        secrets.store("books", TokenSource.CLIENT_SECRET, Secret.of("client secret"));
        var source = new TokenSource("books", secrets, new Echo(), clock);

        assertThat(source.access()).isEqualTo(new Access.Granted(Secret.of("token for client secret")));
    }

    @Test
    void aGrantWithoutItsSecretSaysWhichOneIsMissing() {
        var source = new TokenSource("books", secrets, new Echo(), clock);

        assertThat(source.access())
                .isInstanceOfSatisfying(
                        Access.Denied.class,
                        denied -> assertThat(denied.reason()).contains("no client secret is stored"));
    }

    /// A client credentials grant that shows what it was given.
    private static final class Echo implements TokenExchange {
        @Override
        public String credential() {
            return TokenSource.CLIENT_SECRET;
        }

        @Override
        public Result exchange(Secret credential) {
            return granted("token for " + credential.reveal(SecretAccess.forUse()), Optional.empty());
        }
    }

    private TokenSource source(TokenExchange exchange) {
        secrets.store("books", TokenSource.REFRESH_TOKEN, Secret.of("first"));
        return new TokenSource(
                "books",
                secrets,
                token -> {
                    exchanges.incrementAndGet();
                    return exchange.exchange(token);
                },
                clock);
    }

    private static Result granted(String token, Optional<Secret> rotated) {
        return new Result.Granted(Secret.of(token), HOUR, rotated);
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static final class FailingStore implements SecretStore {
        private final SecretStore delegate;
        private volatile boolean failing;

        FailingStore(SecretStore delegate) {
            this.delegate = delegate;
        }

        @Override
        public void store(String connection, String name, Secret secret) {
            if (failing) {
                throw new SecretException("the broker is down");
            }
            delegate.store(connection, name, secret);
        }

        @Override
        public Optional<Secret> read(String connection, String name) {
            return delegate.read(connection, name);
        }

        @Override
        public Instant changedAt(String connection) {
            return delegate.changedAt(connection);
        }

        @Override
        public void close() {
            delegate.close();
        }
    }

    private static final class MovableClock extends Clock {
        private Instant now = Instant.parse("2026-10-01T00:00:00Z");

        synchronized void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public synchronized Instant instant() {
            return now;
        }
    }
}
