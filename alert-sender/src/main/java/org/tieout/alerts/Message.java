package org.tieout.alerts;

import java.time.Instant;
import java.util.List;

/// What is sent to a channel at once.
///
/// @param channel the channel's name
/// @param id the message's id: the same in every attempt, so that a receiver can drop a repetition
/// @param items what it says; one, or several in a digest
/// @param at when it was made
record Message(String channel, String id, List<Item> items, Instant at) {

    /// What a digest shows in full; the rest is counted.
    static final int SHOWN = 100;

    Message {
        items = List.copyOf(items);
    }

    static Message of(String channel, List<Item> items, Instant at) {
        var id = items.size() == 1
                ? items.getFirst().id()
                : Hashes.of(items.stream().map(Item::id).sorted().toArray(String[]::new));
        return new Message(channel, id, items, at);
    }

    boolean isDigest() {
        return items.size() > 1;
    }

    List<Item> shown() {
        return items.subList(0, Math.min(SHOWN, items.size()));
    }

    int more() {
        return items.size() - shown().size();
    }
}
