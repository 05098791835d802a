package org.tieout.simulator.amazon;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A tree of amounts by name, each node the sum of its children, in the order the names came up. Not
/// thread-safe.
final class Breakdown {
    private final Map<String, Breakdown> children = new LinkedHashMap<>();
    private long cents;

    /// Adds an amount at the end of a path.
    void add(List<String> path, long amount) {
        cents += amount;
        if (!path.isEmpty()) {
            children.computeIfAbsent(path.getFirst(), _ -> new Breakdown()).add(path.subList(1, path.size()), amount);
        }
    }

    long cents() {
        return cents;
    }

    /// Every leaf's path and amount.
    List<Map.Entry<List<String>, Long>> leaves() {
        List<Map.Entry<List<String>, Long>> leaves = new ArrayList<>();
        collect(List.of(), leaves);
        return leaves;
    }

    private void collect(List<String> path, List<Map.Entry<List<String>, Long>> leaves) {
        if (children.isEmpty() && !path.isEmpty()) {
            leaves.add(Map.entry(path, cents));
        }
        children.forEach((name, child) -> {
            List<String> longer = new ArrayList<>(path);
            longer.add(name);
            child.collect(longer, leaves);
        });
    }

    /// `[{breakdownType, breakdownAmount, breakdowns}]`. A leaf's own breakdowns are null, as in a
    /// published recording.
    void write(ArrayNode json, String currency) {
        children.forEach((name, child) -> {
            ObjectNode node = json.addObject();
            node.put("breakdownType", name);
            node.set("breakdownAmount", TransactionJson.amount(child.cents(), currency));
            if (child.children.isEmpty()) {
                node.putNull("breakdowns");
            } else {
                child.write(node.putArray("breakdowns"), currency);
            }
        });
    }
}
