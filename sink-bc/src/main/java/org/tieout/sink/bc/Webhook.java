package org.tieout.sink.bc;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tieout.runtime.secret.Secret;
import org.tieout.runtime.secret.SecretAccess;
import org.tieout.runtime.sink.Notices;

/// Lets a company tell us of changes: listens, and keeps the subscriptions alive. Where that fails a person is told
/// and posting goes on: the company is asked for changes regularly anyway.
final class Webhook implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);
    private static final Duration EVERY = Duration.ofHours(4);
    private static final Duration AFTER_TROUBLE = Duration.ofMinutes(5);

    /// Failures that may pass by themselves, before a person is told.
    private static final int PATIENCE = 3;

    private final String connection;
    private final int port;
    private final Supplier<Optional<Secret>> secret;
    private final Subscriptions subscriptions;
    private final Notices notices;
    private final MeterRegistry meters;
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Receiver receiver;
    private int failures;

    /// Also what an earlier process told is over when all is well.
    private boolean told = true;

    Webhook(
            String connection,
            int port,
            Supplier<Optional<Secret>> secret,
            Subscriptions subscriptions,
            Notices notices,
            MeterRegistry meters) {
        this.connection = connection;
        this.port = port;
        this.secret = secret;
        this.subscriptions = subscriptions;
        this.notices = notices;
        this.meters = meters;
    }

    /// Begins; a look every few hours, the first at once.
    void start() {
        Thread.ofVirtual().name("bc-webhook-" + connection).start(() -> {
            try {
                Duration wait = look();
                while (!closed.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                    wait = look();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /// Sees to the subscriptions, and answers when to do so again.
    Duration look() {
        Subscriptions.Kept kept = attempt();
        if (closed.getCount() == 0) {
            return EVERY;
        }
        switch (kept) {
            case Subscriptions.Kept.Done(var made, var renewed) -> {
                LOG.info("{}: {} subscriptions made, {} renewed", connection, made, renewed);
                failures = 0;
                if (told) {
                    notices.resolved(alert());
                    told = false;
                }
                return EVERY;
            }
            case Subscriptions.Kept.Refused(var reason, var nextStep) -> tell(reason, nextStep);
            case Subscriptions.Kept.Later(var reason) -> {
                LOG.info("The subscriptions of {} wait: {}", connection, reason);
                failures++;
                if (failures >= PATIENCE) {
                    tell(reason, "Look whether Business Central and webhook-url can be reached.");
                }
            }
        }
        return AFTER_TROUBLE;
    }

    private void tell(String reason, String nextStep) {
        told = true;
        notices.alert(alert(), "Business Central does not tell " + connection + " of changes now: " + reason, nextStep);
    }

    private String alert() {
        return "webhook|bc|" + connection;
    }

    private Subscriptions.Kept attempt() {
        try {
            Optional<Secret> expected = secret.get();
            if (expected.isEmpty()) {
                return new Subscriptions.Kept.Refused(
                        "there is no webhook-secret",
                        "Add it to the secrets of connection " + connection + ", then run `tieout apply`.");
            }
            listen(expected.get());
            return subscriptions.keep(expected.get().reveal(SecretAccess.forUse()));
        } catch (IOException e) {
            return new Subscriptions.Kept.Refused(
                    "port " + port + " of 127.0.0.1 cannot be listened on: " + e.getMessage(),
                    "Free the port or give the connection another webhook-port.");
        } catch (RuntimeException e) {
            return new Subscriptions.Kept.Later("our client failed: " + e);
        }
    }

    private synchronized void listen(Secret expected) throws IOException {
        if (receiver != null) {
            receiver.expect(expected);
        } else if (closed.getCount() > 0) {
            receiver = Receiver.start(port, expected, meters, notices::changed);
        }
    }

    @Override
    public synchronized void close() {
        closed.countDown();
        if (receiver != null) {
            receiver.close();
            receiver = null;
        }
    }
}
