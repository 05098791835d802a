package org.tieout.cli.audit;

import java.util.HashSet;
import java.util.Set;
import org.tieout.event.Application;
import org.tieout.event.PostingCommand;

/// What an audit is about: the id asked for, and what it turns out to be connected with. Not thread-safe.
final class Subject {

    /// What the id is the id of.
    enum Kind {
        ORDER,
        SETTLEMENT,
        DEAL,
        POSTING
    }

    /// The id, or the ids, that its sources have: a deal is known by that of one of its records.
    private final Set<String> ids;

    private final Kind kind;

    /// Postings planned from it, or that settle, gather or contain it.
    private final Set<String> postings = new HashSet<>();

    /// Settlements that those postings or its rows belong to.
    private final Set<String> settlements = new HashSet<>();

    Subject(String id, Kind kind) {
        this(Set.of(id), kind);
    }

    Subject(Set<String> ids, Kind kind) {
        this.ids = Set.copyOf(ids);
        this.kind = kind;
        if (kind == Kind.SETTLEMENT) {
            settlements.addAll(ids);
        }
    }

    Kind kind() {
        return kind;
    }

    Set<String> postings() {
        return postings;
    }

    Set<String> settlements() {
        return settlements;
    }

    void partOf(String settlementId) {
        settlements.add(settlementId);
    }

    void posting(String postingId) {
        postings.add(postingId);
    }

    boolean isSource(String sourceId) {
        return ids.contains(sourceId);
    }

    /// Planned from it, or settling it.
    boolean concerns(PostingCommand command) {
        return postings.contains(command.getPostingId())
                || (kind != Kind.POSTING && isSource(command.getSourceId()))
                || (kind == Kind.ORDER && mentions(command));
    }

    /// Gathers one of its postings, as a deposit gathers payments.
    boolean isGatheredBy(PostingCommand command) {
        return command.getDocument().getApplications().stream()
                .map(Application::getPostingId)
                .anyMatch(postings::contains);
    }

    private boolean mentions(PostingCommand command) {
        return isSource(String.valueOf(command.getDocument().getOrderId()))
                || command.getDocument().getApplications().stream()
                        .anyMatch(application -> isSource(String.valueOf(application.getOrderId())));
    }
}
