package org.tieout.simulator.qbo.company;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Line ids: a line that quotes an id the document already had keeps it, every other line gets the next free one.
final class LineIds {
    private LineIds() {}

    static void assign(Draft draft) {
        List<ObjectNode> lines = Fields.lines(draft.data());
        Set<String> known = new HashSet<>();
        draft.before()
                .ifPresent(stored -> Fields.lines(stored.data())
                        .forEach(line -> known.add(line.path("Id").asText())));
        Set<String> kept = new HashSet<>();
        long highest = known.stream()
                .filter(id -> !id.isEmpty())
                .mapToLong(Long::parseLong)
                .max()
                .orElse(0);
        int number = 0;
        for (ObjectNode line : lines) {
            String id = line.path("Id").asText("");
            if (!known.contains(id) || !kept.add(id)) {
                line.put("Id", String.valueOf(++highest));
            }
            line.put("LineNum", ++number);
        }
    }
}
