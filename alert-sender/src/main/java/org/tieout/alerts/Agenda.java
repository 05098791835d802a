package org.tieout.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tieout.event.AlertDelivery;

/// Decides what a channel is told next. Compares what is with what the channel heard last, so that it does not
/// matter how often an alert was written, nor what happened while nobody listened: what was raised and ended again
/// before it could be told is not told. Pure.
final class Agenda {

    static final Duration HOUR = Duration.ofHours(1);

    private static final Comparator<Item> ORDER =
            // What was refused before must not hold up what has not been tried.
            Comparator.comparingInt(Item::attempts)
                    .thenComparing(item -> item.trouble().at())
                    .thenComparing(item -> item.trouble().id());

    /// What a channel has to do.
    sealed interface Next {
        /// Say these in one message: one, or a digest of all that there is to say.
        record Tell(List<Item> items) implements Next {}

        /// Nothing before that instant.
        record Wait(Instant until) implements Next {}

        /// Nothing, until an alert changes.
        record Nothing() implements Next {}
    }

    private Agenda() {}

    /// What to do next.
    ///
    /// @param pending what there is to say
    /// @param heard when messages of the last hour were heard, oldest first
    static Next next(Channel channel, List<Item> pending, List<Instant> heard, Instant now) {
        if (pending.isEmpty()) {
            return new Next.Nothing();
        }
        var recent = heard.stream().filter(at -> at.plus(HOUR).isAfter(now)).toList();
        var room = channel.perHour() - recent.size();
        if (room <= 0) {
            // The oldest of the newest perHour: with one less there is room again.
            return new Next.Wait(recent.get(recent.size() - channel.perHour()).plus(HOUR));
        }
        return new Next.Tell(pending.size() <= room ? List.of(pending.getFirst()) : pending);
    }

    /// What there is to say to a channel, in the order to say it.
    static List<Item> pending(
            Channel channel,
            Collection<Trouble> troubles,
            Function<String, Optional<AlertDelivery>> deliveries,
            Instant now) {
        var items = new ArrayList<Item>();
        for (var trouble : troubles) {
            var last = deliveries.apply(trouble.id());
            if (channel.hears(trouble)) {
                event(channel, trouble, last, now)
                        .map(event -> item(channel, trouble, event, last))
                        .ifPresent(items::add);
            }
        }
        items.sort(ORDER);
        return List.copyOf(items);
    }

    /// When the first reminder is due, if none is yet.
    static Optional<Instant> firstReminder(
            Channel channel, Collection<Trouble> troubles, Function<String, Optional<AlertDelivery>> deliveries) {
        return channel.remindAfter()
                .flatMap(after -> troubles.stream()
                        .filter(trouble -> trouble.open() && channel.hears(trouble))
                        .flatMap(trouble -> deliveries.apply(trouble.id()).stream())
                        .filter(AlertDelivery::getToldOpen)
                        .flatMap(last -> Optional.ofNullable(last.getToldAt()).stream())
                        .map(told -> told.plus(after))
                        .min(Comparator.naturalOrder()));
    }

    private static Optional<Event> event(Channel channel, Trouble trouble, Optional<AlertDelivery> last, Instant now) {
        var toldOpen = last.filter(AlertDelivery::getToldOpen);
        if (!trouble.open()) {
            return toldOpen.map(_ -> Event.ENDED);
        }
        if (toldOpen.isEmpty()) {
            return Optional.of(Event.RAISED);
        }
        if (channel.wants(Event.CHANGED)
                && !trouble.stateHash().equals(toldOpen.get().getToldHash())) {
            return Optional.of(Event.CHANGED);
        }
        return channel.remindAfter()
                .filter(after -> isDue(toldOpen.get(), after, now))
                .map(_ -> Event.REMINDER);
    }

    private static boolean isDue(AlertDelivery told, Duration after, Instant now) {
        var at = told.getToldAt();
        return at != null && !at.plus(after).isAfter(now);
    }

    private static Item item(Channel channel, Trouble trouble, Event event, Optional<AlertDelivery> last) {
        var hash = trouble.stateHash();
        var tried = last.filter(delivery -> delivery.getEvent().equals(event.word())
                && delivery.getStateHash().equals(hash)
                && !heard(delivery));
        var toldBefore = last.flatMap(delivery -> Optional.ofNullable(delivery.getToldAt()))
                .map(Instant::toString)
                .orElse("never");
        return new Item(
                trouble,
                event,
                tried.map(AlertDelivery::getAttempts).orElse(0),
                Hashes.of(channel.name(), trouble.id(), event.word(), hash, toldBefore));
    }

    private static boolean heard(AlertDelivery delivery) {
        return switch (delivery.getStatus()) {
            case SENT, SILENT -> true;
            case ATTEMPTED, FAILED, UNKNOWN -> false;
        };
    }
}
