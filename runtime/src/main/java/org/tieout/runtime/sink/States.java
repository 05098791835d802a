package org.tieout.runtime.sink;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tieout.event.Application;
import org.tieout.event.DocumentKind;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;
import org.tieout.event.PostingStatus;
import org.tieout.event.SourceKind;
import org.tieout.schemas.Keys;

/// The transitions of a posting's state. Pure: each makes a new record from the one before.
final class States {
    private States() {}

    static PostingState queued(PostingCommand command, Instant at) {
        return PostingState.newBuilder()
                .setPostingId(command.getPostingId())
                .setStatus(PostingStatus.QUEUED)
                .setCommand(command)
                .setFlow(command.getFlow())
                .setSourceConnection(command.getSourceConnection())
                .setTargetConnection(command.getTargetConnection())
                .setSourceId(command.getSourceId())
                .setSequence(command.getSequence())
                .setOf(command.getOf())
                .setDocumentHash(command.getDocumentHash())
                .setPlanHash(command.getPlanHash())
                .setKind(command.getDocument().getKind())
                .setReference(command.getDocument().getReference())
                .setUpdatedAt(at)
                .build();
    }

    /// Back in the queue: nothing of it is under way.
    static PostingState requeued(PostingState state, Instant at) {
        var next = outOfBatch(state, PostingStatus.QUEUED, at);
        next.setReason(null);
        return next;
    }

    static PostingState waiting(PostingState state, String reason, Instant at) {
        var next = outOfBatch(state, PostingStatus.WAITING, at);
        next.setReason(reason);
        return next;
    }

    /// Not before a time, and by itself.
    static PostingState delayed(PostingState state, String reason, Instant notBefore, int attempts, Instant at) {
        var next = waiting(state, reason, at);
        next.setNotBefore(notBefore);
        next.setAttempts(attempts);
        return next;
    }

    static PostingState attempted(
            PostingState state, String batchId, List<String> members, String body, int attempts, Instant at) {
        var next = changed(state, PostingStatus.ATTEMPTED, at);
        next.setAttempts(attempts);
        next.setBatchId(batchId);
        next.setBatchMembers(members);
        next.setBody(body);
        next.setNotBefore(null);
        next.setReason(null);
        return next;
    }

    /// Still a member of its batch, which goes on together at `due`.
    static PostingState inBatch(PostingState state, PostingStatus status, String reason, Instant due, Instant at) {
        var next = changed(state, status, at);
        next.setReason(reason);
        next.setNotBefore(due);
        return next;
    }

    static PostingState refused(PostingState state, String reason, Instant at) {
        var next = outOfBatch(state, PostingStatus.REFUSED, at);
        next.setReason(reason);
        return next;
    }

    static PostingState paused(PostingState state, String reason, int attempts, Instant at) {
        var next = outOfBatch(state, PostingStatus.PAUSED, at);
        next.setReason(reason);
        next.setAttempts(attempts);
        return next;
    }

    /// In the ledger. The command is kept until it has been read back, where it will be; and as long as the ledger
    /// holds something else than it says.
    ///
    /// @param readsOrders whether an order's sales documents are read back for their own sake
    static PostingState posted(PostingState state, ItemOutcome.Posted posted, boolean readsOrders, Instant at) {
        var next = outOfBatch(state, PostingStatus.POSTED, at);
        next.setVendorId(posted.vendorId());
        next.setVendorType(posted.vendorType());
        next.setVendorNumber(posted.vendorNumber().orElse(null));
        next.setReason(posted.difference().orElse(null));
        PostingCommand command = state.getCommand();
        var needed = command != null
                && (readsOrders
                        || isReadBackWithItsSource(command)
                        || posted.difference().isPresent());
        next.setCommand(needed ? command : null);
        return next;
    }

    static PostingState readBack(PostingState state, Instant at) {
        var next = changed(state, state.getStatus(), at);
        next.setCommand(differs(state) ? state.getCommand() : null);
        return next;
    }

    /// Whether it is in the ledger otherwise than commanded, as far as is known.
    static boolean differs(PostingState state) {
        return state.getStatus() == PostingStatus.POSTED && state.getReason() != null;
    }

    /// The ledger holds it as commanded after all.
    static PostingState agreed(PostingState state, Instant at) {
        var next = changed(state, state.getStatus(), at);
        next.setReason(null);
        return next;
    }

    /// Sales documents of an order are read back with the settlement that pays them; everything else
    /// with its own source.
    static boolean isReadBackWithItsSource(PostingCommand command) {
        return command.getSourceKind() != SourceKind.ORDER
                || switch (command.getDocument().getKind()) {
                    case INVOICE, CREDIT_MEMO -> false;
                    case CUSTOMER_PAYMENT,
                            REFUND_RECEIPT,
                            DEPOSIT,
                            JOURNAL,
                            CREDIT_REFUND,
                            BILL,
                            BILL_PAYMENT,
                            SPEND_MONEY,
                            RECEIVE_MONEY,
                            TRANSFER,
                            UNKNOWN -> true;
                };
    }

    static String key(PostingState state) {
        return Keys.of(state.getFlow(), state.getSourceId());
    }

    /// The postings a command refers to.
    static Set<String> needs(PostingCommand command) {
        Set<String> needs = new HashSet<>();
        for (Application application : command.getDocument().getApplications()) {
            needs.add(application.getPostingId());
        }
        return needs;
    }

    static Task task(PostingState state, Set<String> unmet) {
        DocumentKind kind = state.getKind();
        return new Task(
                state.getPostingId(),
                key(state),
                state.getTargetConnection(),
                state.getSequence(),
                Stage.of(kind),
                unmet);
    }

    private static PostingState outOfBatch(PostingState state, PostingStatus status, Instant at) {
        var next = changed(state, status, at);
        next.setBatchId(null);
        next.setBatchMembers(List.of());
        next.setBody(null);
        next.setNotBefore(null);
        return next;
    }

    /// A copy that shares the unchanging parts with the original; commands are never altered.
    private static PostingState changed(PostingState state, PostingStatus status, Instant at) {
        var copy = new PostingState(
                state.getPostingId(),
                status,
                state.getCommand(),
                state.getFlow(),
                state.getSourceConnection(),
                state.getTargetConnection(),
                state.getSourceId(),
                state.getSequence(),
                state.getOf(),
                state.getDocumentHash(),
                state.getPlanHash(),
                state.getKind(),
                state.getReference(),
                state.getAttempts(),
                state.getBatchId(),
                state.getBatchMembers(),
                state.getBody(),
                state.getNotBefore(),
                state.getVendorId(),
                state.getVendorType(),
                state.getVendorNumber(),
                state.getReason(),
                at);
        return copy;
    }
}
