package org.tieout.cli.mapping;

import java.util.Optional;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.MappingRow;

/// What could free what waits for one key.
///
/// @param key the missing key
/// @param settlements how many settlements wait for it
/// @param orders how many orders wait for it
/// @param alone how many of them wait for nothing else
/// @param row the row that may serve; nothing when none suggests itself
/// @param reason why that row, or why none
record Proposal(MappingKey key, int settlements, int orders, int alone, Optional<MappingRow> row, String reason) {

    int waiting() {
        return settlements + orders;
    }
}
