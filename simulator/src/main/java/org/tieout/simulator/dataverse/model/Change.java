package org.tieout.simulator.dataverse.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;

/// Something that happened and may be told: a message on a row.
///
/// @param message `Create`, `Update`, `Delete`, `Win` and so on
/// @param target the columns that were set; for an update those that changed
/// @param after the whole row afterwards; empty for a delete
/// @param version the row version it left behind
/// @param operation one id for everything that one request did
public record Change(
        String message,
        Reference row,
        ObjectNode target,
        ObjectNode after,
        long version,
        UUID user,
        UUID operation,
        Instant at) {}
