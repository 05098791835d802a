package org.tieout.simulator.dataverse.webhook;

import java.util.Map;
import java.util.UUID;
import org.tieout.simulator.dataverse.model.Change;

/// A message on its way to a receiver.
///
/// @param step the registration it comes from
/// @param due when it may leave, in nanoseconds of protocol time
record Delivery(
        UUID step, Endpoint endpoint, Map<String, String> headers, String body, Change change, long due, boolean kept) {
    Delivery {
        headers = Map.copyOf(headers);
    }
}
