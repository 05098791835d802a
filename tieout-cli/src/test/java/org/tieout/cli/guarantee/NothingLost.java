package org.tieout.cli.guarantee;

import java.util.ArrayList;
import java.util.List;
import org.tieout.cli.guarantee.History.Line;
import org.tieout.cli.guarantee.History.Paid;
import org.tieout.cli.guarantee.History.Read;

/// Every line that Amazon ever served is committed exactly once, in its order, between its settlement's header
/// and end.
final class NothingLost implements Guarantee {

    @Override
    public List<String> violations(History history) {
        var violations = new ArrayList<String>();
        for (var paid : history.paid()) {
            var records = history.read().stream()
                    .filter(read -> read.settlementId().equals(paid.settlementId()))
                    .toList();
            check(paid, records, violations);
        }
        return violations;
    }

    private static void check(Paid paid, List<Read> records, List<String> violations) {
        var name = "settlement " + paid.settlementId();
        var lines = new ArrayList<Line>();
        var opened = 0;
        var closed = 0;
        for (var each : records) {
            switch (each) {
                case Read.Opened(var _, var total) -> {
                    opened++;
                    if (opened > 1 || !lines.isEmpty()) {
                        violations.add(name + " is opened again");
                    }
                    if (total.compareTo(paid.total()) != 0) {
                        violations.add(name + " is opened with " + total + " instead of " + paid.total());
                    }
                }
                case Read.Amount(var _, var line) -> lines.add(line);
                case Read.Closed(var _, var count, var _) -> {
                    closed++;
                    if (count != lines.size()) {
                        violations.add(name + " is closed with " + count + " lines after " + lines.size());
                    }
                }
            }
        }
        if (opened == 0 || closed != 1) {
            violations.add(name + " has " + opened + " headers and " + closed + " ends");
        }
        compare(name, paid.lines(), lines, violations);
    }

    private static void compare(String name, List<Line> paid, List<Line> read, List<String> violations) {
        if (paid.size() != read.size()) {
            violations.add(name + " has " + paid.size() + " lines at Amazon and " + read.size() + " in the topic");
            return;
        }
        for (var i = 0; i < paid.size(); i++) {
            var expected = paid.get(i);
            var actual = read.get(i);
            if (!expected.type().equals(actual.type()) || expected.amount().compareTo(actual.amount()) != 0) {
                violations.add(name + ", line " + (i + 1) + " is " + actual + " instead of " + expected);
            }
        }
    }
}
