package org.tieout.simulator.qbo.company;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tieout.simulator.qbo.ledger.DocumentKey;
import org.tieout.simulator.qbo.schema.EntityType;

/// Which document points at which. Not thread-safe: the company guards it.
final class Links {
    private final Map<DocumentKey, List<Link>> bySource = new HashMap<>();
    private final Map<DocumentKey, List<Link>> byTarget = new HashMap<>();

    void replace(DocumentKey source, List<Link> links) {
        for (Link old : from(source)) {
            byTarget.getOrDefault(old.target(), new ArrayList<>())
                    .removeIf(link -> link.source().equals(source));
        }
        bySource.remove(source);
        if (!links.isEmpty()) {
            bySource.put(source, List.copyOf(links));
            links.forEach(link -> byTarget.computeIfAbsent(link.target(), _ -> new ArrayList<>())
                    .add(link));
        }
    }

    List<Link> from(DocumentKey source) {
        return bySource.getOrDefault(source, List.of());
    }

    List<Link> to(DocumentKey target) {
        return List.copyOf(byTarget.getOrDefault(target, List.of()));
    }

    /// What payments other than `except` apply to the target.
    BigDecimal applied(DocumentKey target, Optional<DocumentKey> except) {
        return to(target).stream()
                .filter(link -> link.source().type() == EntityType.PAYMENT)
                .filter(link -> !except.equals(Optional.of(link.source())))
                .map(Link::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /// The deposit that carries the target.
    Optional<DocumentKey> deposit(DocumentKey target) {
        return to(target).stream()
                .map(Link::source)
                .filter(source -> source.type() == EntityType.DEPOSIT)
                .findFirst();
    }
}
