package org.tieout.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tieout.alerts.Agenda.Next;
import org.tieout.event.AlertDelivery;
import org.tieout.event.DeliveryStatus;

/// What a channel is told, and when.
class AgendaTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Channel ALL = channel(Optional.empty(), 20);

    @Test
    void whatWasNeverToldIsNew() {
        assertThat(events(ALL, open("a"), nothing())).containsExactly(Event.RAISED);
    }

    @Test
    void whatWasToldIsNotToldAgain() {
        var alert = open("a");

        assertThat(events(ALL, alert, told(alert, true, NOW))).isEmpty();
    }

    @Test
    void theEndOfWhatWasToldIsTold() {
        assertThat(events(ALL, ended("a"), told(open("a"), true, NOW))).containsExactly(Event.ENDED);
    }

    @Test
    void whatEndedBeforeItCouldBeToldIsNotTold() {
        assertThat(events(ALL, ended("a"), nothing())).isEmpty();
    }

    @Test
    void whatIsRaisedAgainAfterItsEndWasToldIsNew() {
        assertThat(events(ALL, open("a"), told(ended("a"), false, NOW))).containsExactly(Event.RAISED);
    }

    @Test
    void otherWordsOfAnOpenAlertAreToldToWhoAsksForThem() {
        var before = told(open("a", "one order waits"), true, NOW);
        var asking = new Channel("ops", Set.of(), Set.of(), Set.of(Event.CHANGED), Optional.empty(), 20);

        assertThat(events(asking, open("a", "two orders wait"), before)).containsExactly(Event.CHANGED);
        assertThat(events(ALL, open("a", "two orders wait"), before)).isEmpty();
    }

    @Test
    void anOpenAlertIsRemindedOfAfterTheInterval() {
        var alert = open("a");
        var reminded = channel(Optional.of(Duration.ofHours(24)), 20);
        var yesterday = NOW.minus(Duration.ofHours(24));

        assertThat(events(reminded, alert, told(alert, true, yesterday))).containsExactly(Event.REMINDER);
        assertThat(events(reminded, alert, told(alert, true, yesterday.plusSeconds(1))))
                .isEmpty();
        assertThat(events(reminded, ended("a"), told(ended("a"), false, yesterday)))
                .isEmpty();
    }

    @Test
    void aChannelIsNotToldOfItsOwnTroubleOverItself() {
        assertThat(events(ALL, open("channel|ops"), nothing())).isEmpty();
        assertThat(events(ALL, open("channel|other"), nothing())).containsExactly(Event.RAISED);
    }

    @Test
    void flowsAndKindsFilterButWhatConcernsNobodyInParticularConcernsEverybody() {
        var filtered = new Channel("ops", Set.of("us"), Set.of("refused"), Set.of(), Optional.empty(), 20);

        assertThat(filtered.hears(trouble("refused", List.of("us")))).isTrue();
        assertThat(filtered.hears(trouble("refused", List.of("us", "uk")))).isTrue();
        assertThat(filtered.hears(trouble("refused", List.of()))).isTrue();
        assertThat(filtered.hears(trouble("refused", List.of("uk")))).isFalse();
        assertThat(filtered.hears(trouble("missing", List.of("us")))).isFalse();
    }

    @Test
    void anAttemptWithoutAnAnswerIsRepeatedUnderItsId() {
        var alert = open("a");
        var first = pending(ALL, alert, nothing());
        var attempted = unheard(alert, DeliveryStatus.ATTEMPTED);

        var again = pending(ALL, alert, Optional.of(attempted));

        assertThat(again).hasSize(1);
        assertThat(again.getFirst().id()).isEqualTo(first.getFirst().id());
        assertThat(again.getFirst().attempts()).isEqualTo(1);
    }

    @Test
    void theSameWordsRaisedAgainLaterAreAnotherMessage() {
        var first = pending(ALL, open("a"), nothing()).getFirst();
        var second = pending(ALL, open("a"), told(ended("a"), false, NOW)).getFirst();

        assertThat(second.id()).isNotEqualTo(first.id());
    }

    @Test
    void whatFitsTheLimitIsToldOneByOneAndWhatDoesNotAsOneDigest() {
        var limited = channel(Optional.empty(), 3);
        var four = IntStream.range(0, 4).mapToObj(i -> item("a" + i, 0)).toList();

        assertThat(Agenda.next(limited, four.subList(0, 3), List.of(), NOW))
                .isEqualTo(new Next.Tell(four.subList(0, 1)));
        assertThat(Agenda.next(limited, four, List.of(), NOW)).isEqualTo(new Next.Tell(four));
    }

    @Test
    void whenTheHourIsFullEverythingWaitsUntilItsOldestMessageIsAnHourOld() {
        var limited = channel(Optional.empty(), 2);
        var heard = List.of(NOW.minusSeconds(3_000), NOW.minusSeconds(60));

        assertThat(Agenda.next(limited, List.of(item("a", 0)), heard, NOW))
                .isEqualTo(new Next.Wait(NOW.plusSeconds(600)));
        assertThat(Agenda.next(limited, List.of(item("a", 0)), heard, NOW.plusSeconds(600)))
                .isInstanceOf(Next.Tell.class);
    }

    @Test
    void whatTheReceiverRefusesDoesNotHoldUpTheNext() {
        var refused = open("a");
        var failed = unheard(refused, DeliveryStatus.FAILED);

        var order = Agenda.pending(
                ALL, List.of(refused, open("b")), id -> id.equals("a") ? Optional.of(failed) : Optional.empty(), NOW);

        assertThat(order).extracting(item -> item.trouble().id()).containsExactly("b", "a");
    }

    private static List<Event> events(Channel channel, Trouble trouble, Optional<AlertDelivery> last) {
        return pending(channel, trouble, last).stream().map(Item::event).toList();
    }

    private static List<Item> pending(Channel channel, Trouble trouble, Optional<AlertDelivery> last) {
        Function<String, Optional<AlertDelivery>> deliveries = _ -> last;
        return Agenda.pending(channel, List.of(trouble), deliveries, NOW);
    }

    private static Channel channel(Optional<Duration> remindAfter, int perHour) {
        return new Channel("ops", Set.of(), Set.of(), Set.of(Event.RAISED, Event.ENDED), remindAfter, perHour);
    }

    private static Trouble open(String id) {
        return open(id, "it is wrong");
    }

    private static Trouble open(String id, String message) {
        return new Trouble(id, "refused", List.of("us"), "books", message, "mend it", true, NOW);
    }

    private static Trouble ended(String id) {
        return new Trouble(id, "refused", List.of("us"), "books", "it is wrong", "nothing", false, NOW);
    }

    private static Trouble trouble(String kind, List<String> flows) {
        return new Trouble("x", kind, flows, "books", "it is wrong", "mend it", true, NOW);
    }

    private static Item item(String id, int attempts) {
        return new Item(open(id), Event.RAISED, attempts, id);
    }

    private static Optional<AlertDelivery> nothing() {
        return Optional.empty();
    }

    private static AlertDelivery unheard(Trouble trouble, DeliveryStatus status) {
        var delivery = told(trouble, true, NOW).orElseThrow();
        delivery.setStatus(status);
        delivery.setToldAt(null);
        delivery.setToldHash(null);
        delivery.setToldOpen(false);
        return delivery;
    }

    private static Optional<AlertDelivery> told(Trouble trouble, boolean open, Instant at) {
        return Optional.of(AlertDelivery.newBuilder()
                .setChannel("ops")
                .setAlert(trouble.id())
                .setEvent(open ? "raised" : "ended")
                .setStateHash(trouble.stateHash())
                .setStatus(DeliveryStatus.SENT)
                .setAttempts(1)
                .setMessage("m")
                .setToldHash(trouble.stateHash())
                .setToldOpen(open)
                .setToldAt(at)
                .setAt(at)
                .build());
    }
}
