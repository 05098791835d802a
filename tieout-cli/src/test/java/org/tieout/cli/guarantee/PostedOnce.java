package org.tieout.cli.guarantee;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import org.tieout.cli.guarantee.History.Booked;
import org.tieout.cli.guarantee.History.Commanded;

/// Every command stands in the books as exactly one live document, nothing else does, and no command was given
/// twice.
final class PostedOnce implements Guarantee {

    @Override
    public List<String> violations(History history) {
        var violations = new ArrayList<String>();
        var commanded = new HashSet<String>();
        for (Commanded command : history.commanded()) {
            if (!commanded.add(command.postingId())) {
                violations.add(command.postingId() + " is commanded twice");
            }
        }
        var live = new HashMap<String, List<String>>();
        for (Booked document : history.booked()) {
            if (document.live()) {
                live.computeIfAbsent(document.postingId(), _ -> new ArrayList<>())
                        .add(document.type() + " " + document.id());
            } else {
                violations.add(document.type() + " " + document.id() + " is " + document.state());
            }
        }
        live.forEach((posting, documents) -> {
            if (documents.size() > 1) {
                violations.add(posting + " stands " + documents.size() + " times in the books: " + documents);
            }
            if (!commanded.contains(posting)) {
                violations.add(documents + " were commanded by nobody (" + posting + ")");
            }
        });
        commanded.stream()
                .filter(posting -> !live.containsKey(posting))
                .forEach(posting -> violations.add(posting + " is commanded and not in the books"));
        return violations;
    }
}
