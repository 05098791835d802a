package org.tieout.mapper;

import java.util.Collection;
import java.util.List;
import org.tieout.accounting.mapping.MappingRow;
import org.tieout.event.MappingEntry;

/// The rows of config.mappings as the planner takes them. Pure.
public final class MappingRows {

    private MappingRows() {}

    /// The rows a flow runs with; retired ones are none.
    public static List<MappingRow> of(String flow, Collection<MappingEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.getFlow().equals(flow) && !entry.getRetired())
                .map(Convert::mapping)
                .toList();
    }
}
