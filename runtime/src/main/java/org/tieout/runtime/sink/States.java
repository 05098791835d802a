package org.tieout.runtime.sink;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tieout.event.Application;
import org.tieout.event.Document;
import org.tieout.event.DocumentKind;
import org.tieout.event.LedgerDocument;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;
import org.tieout.event.PostingStatus;
import org.tieout.event.Sale;
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

    /// A draft, or an order: it stays as it is until somebody approves it.
    static PostingState drafted(PostingState state, ItemOutcome.Drafted drafted, String reason, Instant at) {
        var next = waiting(state, reason, at);
        next.setVendorId(drafted.vendorId());
        next.setVendorType(drafted.vendorType());
        next.setVendorNumber(drafted.vendorNumber().orElse(null));
        return next;
    }

    /// Whether it waits for nothing but approval.
    static boolean awaitsApproval(PostingState state) {
        return state.getStatus() == PostingStatus.WAITING
                && state.getVendorId() != null
                && state.getApproval() == null
                && state.getNotBefore() == null;
    }

    static PostingState approved(PostingState state, String request, Instant at) {
        var next = requeued(state, at);
        next.setApproval(request);
        return next;
    }

    /// Another revision stands for it: nothing more is done of it.
    static PostingState superseded(PostingState state, String by, Instant at) {
        var next = outOfBatch(state, PostingStatus.SUPERSEDED, at);
        next.setCommand(null);
        next.setReason("superseded by posting " + by);
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
        if (!posted.written().isEmpty()) {
            next.setWritten(posted.written());
        }
        PostingCommand command = state.getCommand();
        var needed = command != null
                && isReadBack(command)
                && (readsOrders
                        || isReadBackWithItsSource(command)
                        || posted.difference().isPresent());
        next.setCommand(needed ? command : null);
        return next;
    }

    /// In the ledger, by somebody's own hand, and read already.
    static PostingState postedByPeople(PostingState state, LedgerDocument document, Instant at) {
        var next = outOfBatch(state, PostingStatus.POSTED, at);
        next.setVendorId(document.getVendorId());
        next.setVendorType(document.getVendorType());
        next.setVendorNumber(document.getVendorNumber());
        next.setReason(null);
        next.setCommand(null);
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

    /// Customers and statuses are no documents of a ledger.
    private static boolean isReadBack(PostingCommand command) {
        return switch (command.getDocument().getKind()) {
            case CUSTOMER, STATUS_UPDATE -> false;
            case INVOICE,
                    CREDIT_MEMO,
                    CUSTOMER_PAYMENT,
                    REFUND_RECEIPT,
                    DEPOSIT,
                    JOURNAL,
                    CREDIT_REFUND,
                    BILL,
                    BILL_PAYMENT,
                    SPEND_MONEY,
                    RECEIVE_MONEY,
                    TRANSFER,
                    SALES_ORDER,
                    SALES_INVOICE,
                    UNKNOWN -> true;
        };
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
                            SALES_ORDER,
                            SALES_INVOICE,
                            CUSTOMER,
                            STATUS_UPDATE,
                            UNKNOWN -> true;
                };
    }

    static String key(PostingState state) {
        return Keys.of(state.getFlow(), state.getSourceId());
    }

    /// The postings a command refers to.
    static Set<String> needs(PostingCommand command) {
        Set<String> needs = new HashSet<>();
        Document document = command.getDocument();
        for (Application application : document.getApplications()) {
            needs.add(application.getPostingId());
        }
        Sale sale = document.getSale();
        if (sale != null && sale.getCustomerPosting() != null) {
            needs.add(sale.getCustomerPosting());
        }
        if (document.getKind() == DocumentKind.CUSTOMER && document.getCorrects() != null) {
            needs.add(document.getCorrects());
        }
        supersedes(command).ifPresent(needs::add);
        return needs;
    }

    /// The earlier revision that a command stands for from now on, as long as that is not posted: sales and
    /// statuses are no entries that only an entry could take back. A customer's revisions come one after the other.
    static Optional<String> supersedes(PostingCommand command) {
        return switch (command.getDocument().getKind()) {
            case SALES_ORDER, SALES_INVOICE, STATUS_UPDATE ->
                Optional.ofNullable(command.getDocument().getCorrects());
            case INVOICE,
                    CREDIT_MEMO,
                    CUSTOMER_PAYMENT,
                    REFUND_RECEIPT,
                    DEPOSIT,
                    JOURNAL,
                    CREDIT_REFUND,
                    BILL,
                    BILL_PAYMENT,
                    SPEND_MONEY,
                    RECEIVE_MONEY,
                    TRANSFER,
                    CUSTOMER,
                    UNKNOWN -> Optional.empty();
        };
    }

    /// Whether nothing that needs it has to wait any more.
    static boolean isOver(PostingState state) {
        return state.getStatus() == PostingStatus.POSTED || state.getStatus() == PostingStatus.SUPERSEDED;
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
                state.getApproval(),
                state.getWritten(),
                at);
        return copy;
    }
}
