package org.tieout.alerts;

import java.time.Instant;
import java.util.List;
import org.tieout.schemas.Keys;

/// An alert with whom it concerns.
///
/// @param id the alert's id
/// @param kind its kind, such as `refused` or `authorization`
/// @param flows the flows it concerns; empty when that cannot be told, and then it concerns everybody
/// @param subject the connection, flow or settlement, as the alert says it
/// @param message what is wrong
/// @param nextStep what to do
/// @param open whether it is still open
/// @param at since when it is as it is
record Trouble(
        String id,
        String kind,
        List<String> flows,
        String subject,
        String message,
        String nextStep,
        boolean open,
        Instant at) {

    private static final String CHANNEL = "channel";

    Trouble {
        flows = List.copyOf(flows);
    }

    /// The id of the alert that a channel does not work.
    static String idOfChannel(String channel) {
        return Keys.of(CHANNEL, channel);
    }

    /// Whether it says that this channel does not work: others are told of that.
    boolean isOf(Channel channel) {
        return id.equals(idOfChannel(channel.name()));
    }

    /// Tells whether two states of an alert are the same to a reader.
    String stateHash() {
        return Hashes.of(Boolean.toString(open), subject, message, nextStep);
    }
}
