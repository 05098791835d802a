package org.tieout.alerts;

import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tieout.event.Alert;
import org.tieout.runtime.alert.TopicAlerts;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.TableView;
import org.tieout.runtime.schedule.Backoff;
import org.tieout.runtime.service.Failpoint;
import org.tieout.runtime.service.Health;
import org.tieout.runtime.service.Service;
import org.tieout.runtime.service.ServiceContext;
import org.tieout.runtime.service.ServiceMain;
import org.tieout.schemas.Keys;
import org.tieout.schemas.Topics;

/// Tells every channel of the configuration what it wants to hear of alerts, each thing once.
///
/// ```
///  alerts ──► pending: what is, compared with what was heard ──► attempted ─► call ─► sent | failed
///  config ──► channels                     ▲                          └─ alerts.deliveries ─┘
///                                          └──────────────────────────────────┘
/// ```
///
/// What was told is recorded before and after each message, so a restart loses nothing and repeats at most the one
/// message of each channel whose answer it did not live to record; a repeated message has the id of the first.
/// Each channel has at most one message on its way; one that does not answer holds up no other.
public final class AlertSender implements Service {

    private static final Logger LOG = LoggerFactory.getLogger(AlertSender.class);
    private static final String NAME = "alert-sender";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    /// How often channels, their secrets and due times are looked at when nothing else happens.
    private static final Duration TICK = Duration.ofSeconds(1);

    private static final Backoff CALLS = new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(15));
    private static final Backoff RESTARTS = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

    /// What wakes the sender: an answer, or nothing but the news that something changed.
    private sealed interface Wake {
        record Changed() implements Wake {}

        record Answered(ChannelState state, Message message, Transport.Result result) implements Wake {}
    }

    private final ServiceContext context;
    private final Transports transports;
    private final Backoff backoff;
    private final Audience audience;
    private final Thread thread = Thread.ofVirtual().name(NAME).unstarted(this::runUntilClosed);
    private final BlockingQueue<Wake> mailbox = new LinkedBlockingQueue<>();
    private final Map<String, ChannelState> channels = new ConcurrentHashMap<>();
    private volatile Health health = Health.starting("reading alerts");
    private volatile boolean closing;

    public AlertSender(ServiceContext context) {
        this(context, Transports.real(context.secrets(), context.clock()), CALLS);
    }

    AlertSender(ServiceContext context, Transports transports, Backoff backoff) {
        this.context = context;
        this.transports = transports;
        this.backoff = backoff;
        this.audience = new Audience(context.config());
    }

    /// Runs it alone; see [ServiceMain] for its environment.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        ServiceMain.run(AlertSender::new);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void start() {
        context.config().onChange(this::wake);
        thread.start();
    }

    private void wake() {
        mailbox.add(new Wake.Changed());
    }

    private void runUntilClosed() {
        var failures = 0;
        while (!closing) {
            try {
                run();
                failures = 0;
            } catch (ProducerFencedException | InvalidProducerEpochException e) {
                LOG.warn("Another alert-sender has taken over", e);
                health = Health.down("Another alert-sender has taken over; this one stays quiet. Run one.");
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                failures++;
                LOG.error("Alerts cannot be sent; trying again", e);
                health = Health.down("Alerts cannot be sent: " + e.getMessage());
                if (!pause(RESTARTS.after(failures, java.util.random.RandomGenerator.getDefault()))) {
                    return;
                }
            }
        }
    }

    private static boolean pause(Duration wait) {
        try {
            Thread.sleep(wait);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run() throws InterruptedException {
        try (var log = DeliveryLog.open(context.kafka());
                TableView<Alert> alerts =
                        TableView.follow(Topics.ALERTS, context.kafka(), AvroSerdes.of(context.kafka()));
                var own = TopicAlerts.open(context.kafka(), context.clock())) {
            alerts.awaitReady(PATIENCE);
            alerts.onChange((_, _) -> wake());
            while (!closing || channels.values().stream().anyMatch(ChannelState::isCalling)) {
                var now = context.clock().instant();
                if (!closing) {
                    reconcile(log, now);
                    speak(log, alerts.rows().values(), now);
                }
                report(own, alerts.rows().values());
                for (var woken : await()) {
                    if (woken instanceof Wake.Answered answered) {
                        heard(log, answered);
                    }
                }
            }
        } finally {
            channels.values().forEach(state -> state.transport().close());
            channels.clear();
        }
    }

    /// Everything that has arrived; empty after a while without.
    private List<Wake> await() throws InterruptedException {
        var first = mailbox.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
            return List.of();
        }
        var rest = new java.util.ArrayList<Wake>();
        mailbox.drainTo(rest);
        return Stream.concat(Stream.of(first), rest.stream()).toList();
    }

    /// Makes the channels match the configuration and its secrets. One with a message on its way is left until the
    /// answer is recorded.
    private void reconcile(DeliveryLog log, Instant now) {
        var wanted = new TreeMap<String, Connection>();
        Stream.of(Connection.WEBHOOK, Connection.E_MAIL)
                .flatMap(kind -> context.config().connections(kind).stream())
                .forEach(connection -> wanted.put(connection.name(), connection));
        for (var state : List.copyOf(channels.values())) {
            var name = state.channel().name();
            var connection = wanted.get(name);
            if (!state.isCalling()
                    && (connection == null
                            || !state.isOf(connection, context.secrets().changedAt(name)))) {
                channels.remove(name);
                state.transport().close();
            }
        }
        wanted.forEach((name, connection) -> channels.computeIfAbsent(
                name,
                _ -> new ChannelState(
                        connection,
                        context.secrets().changedAt(name),
                        transports.open(connection),
                        backoff,
                        log.heardSince(name, now.minus(Agenda.HOUR)))));
    }

    private void speak(DeliveryLog log, Collection<Alert> alerts, Instant now) {
        var troubles = alerts.stream().map(audience::of).toList();
        for (var state : channels.values()) {
            if (state.isCalling() || state.notBefore().isAfter(now)) {
                continue;
            }
            var channel = state.channel();
            var pending = Agenda.pending(channel, troubles, alert -> log.of(channel.name(), alert), now);
            var unwanted = pending.stream()
                    .filter(item -> !channel.wants(item.event()))
                    .toList();
            if (!unwanted.isEmpty()) {
                log.silent(channel.name(), unwanted, now);
            }
            var wanted =
                    pending.stream().filter(item -> channel.wants(item.event())).toList();
            state.owes(!wanted.isEmpty());
            if (Agenda.next(channel, wanted, state.heard(now), now) instanceof Agenda.Next.Tell(var items)) {
                send(log, state, Message.of(channel.name(), items, now), now);
            }
        }
    }

    private void send(DeliveryLog log, ChannelState state, Message message, Instant now) {
        log.attempted(message, now);
        context.failpoints().here(Failpoint.ALERT_AFTER_ATTEMPTED_BEFORE_CALL);
        state.calling();
        Thread.ofVirtual().name(NAME + "-" + message.channel()).start(() -> {
            Transport.Result result;
            try {
                result = state.transport().send(message);
            } catch (RuntimeException e) {
                LOG.error("The channel {} failed in an unforeseen way", message.channel(), e);
                result = new Transport.Result.Later(
                        "unforeseen: " + e.getClass().getSimpleName(), java.util.Optional.empty());
            }
            mailbox.add(new Wake.Answered(state, message, result));
        });
    }

    private void heard(DeliveryLog log, Wake.Answered answered) {
        var now = context.clock().instant();
        var message = answered.message();
        switch (answered.result()) {
            case Transport.Result.Delivered() -> {
                context.failpoints().here(Failpoint.ALERT_AFTER_CALL_BEFORE_OUTCOME);
                log.sent(message, now);
                count(message, "sent");
            }
            case Transport.Result.Later(var reason, var _) -> {
                log.failed(message, reason, now);
                LOG.info("Alerts for {} are sent later: {}", message.channel(), reason);
                count(message, "failed");
            }
            case Transport.Result.Refused(var reason, var _, var _) -> {
                log.failed(message, reason, now);
                LOG.warn("Alerts for {} are refused: {}", message.channel(), reason);
                count(message, "refused");
            }
        }
        answered.state().ended(answered.result(), now);
    }

    private void count(Message message, String outcome) {
        Counter.builder("tieout.alert.messages")
                .tag("channel", message.channel())
                .tag("outcome", outcome)
                .register(context.meters())
                .increment();
    }

    /// A channel that does not work is an alert itself, for the others and for `tieout status`.
    private void report(TopicAlerts own, Collection<Alert> alerts) {
        var parts = new TreeMap<String, String>();
        var stuck = new TreeMap<String, String>();
        for (var state : channels.values()) {
            var name = state.channel().name();
            parts.put(name, state.described());
            state.trouble().ifPresent(blocked -> {
                stuck.put(name, blocked.reason());
                own.raise(
                        Trouble.idOfChannel(name),
                        name,
                        "Alerts do not reach channel " + name + ": " + blocked.reason(),
                        blocked.nextStep());
            });
        }
        var broken = new HashSet<String>();
        stuck.keySet().forEach(name -> broken.add(Trouble.idOfChannel(name)));
        var prefix = Keys.prefix("channel");
        alerts.stream()
                .filter(alert -> alert.getId().startsWith(prefix) && !alert.getResolved())
                .filter(alert -> !broken.contains(alert.getId()) && worksOrIsGone(alert))
                .forEach(alert -> own.resolve(alert.getId()));
        health = stuck.isEmpty()
                ? Health.up().with(parts)
                : Health.paused("Alerts do not reach " + String.join(", ", stuck.keySet()) + ".")
                        .with(parts);
    }

    /// After a restart a channel counts as broken until a message got through, unless there is none to send.
    private boolean worksOrIsGone(Alert alert) {
        @Nullable ChannelState state = channels.get(alert.getSubject());
        return state == null || state.works();
    }

    @Override
    public Health health() {
        return health;
    }

    /// A message on its way is given time; its outcome is recorded if it comes. Else it counts as not heard, and is
    /// repeated under its id by the next start.
    @Override
    public void close() {
        closing = true;
        wake();
        try {
            thread.join(CLOSING);
            thread.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
