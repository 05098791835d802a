package org.tieout.accounting.document;

import java.util.List;
import org.tieout.accounting.document.Document.Heading;
import org.tieout.accounting.document.Document.UnbalancedDocument;
import org.tieout.accounting.money.Money;

/// Proves on construction what every canonical document promises.
final class Balance {

    private Balance() {}

    static List<Line> proven(Heading heading, List<Line> lines) {
        if (lines.isEmpty()) {
            throw new UnbalancedDocument(heading, "it has no lines");
        }
        var sum = Money.zero(heading.currency());
        for (var line : lines) {
            if (!line.amount().currency().equals(heading.currency())) {
                throw new UnbalancedDocument(
                        heading, "a line in " + line.amount().currency() + " on a document in " + heading.currency());
            }
            sum = sum.plus(line.amount());
        }
        if (!sum.isZero()) {
            throw new UnbalancedDocument(heading, sum);
        }
        return List.copyOf(lines);
    }

    /// What a payment applies is what it receives: the sum of its debits.
    static List<Application> applied(Heading heading, List<Line> lines, List<Application> applications) {
        var received = Money.zero(heading.currency());
        for (var line : lines) {
            if (line.amount().isPositive()) {
                received = received.plus(line.amount());
            }
        }
        var applied = Money.zero(heading.currency());
        for (var application : applications) {
            applied = applied.plus(application.amount());
        }
        if (!applied.equals(received)) {
            throw new UnbalancedDocument(heading, "it receives " + received + " and applies " + applied);
        }
        return List.copyOf(applications);
    }
}
