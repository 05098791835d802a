package org.tieout.sink.dynamics;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tieout.event.Document;
import org.tieout.event.DocumentKind;
import org.tieout.event.Money;
import org.tieout.event.PostingCommand;
import org.tieout.event.SalesDocumentKind;
import org.tieout.event.SourceKind;
import org.tieout.event.StatusUpdate;

/// Statuses as the mapper commands them, for one flow.
final class Trade {
    static final LocalDate DATE = LocalDate.of(2026, 11, 10);
    static final String DOCUMENT = "5d2b7a11-9c6e-4c0b-a0a7-3f1f1c9d0e21";

    final String flow;
    final String crm;
    final String books;

    Trade(String flow, String crm, String books) {
        this.flow = flow;
        this.crm = crm;
        this.books = books;
    }

    Trade() {
        this("deals", "sales", "books");
    }

    PostingCommand ordered(SalesTable table, String record) {
        return command(1, update(table, record, "Ordered").setNumber("SO-1001").build());
    }

    PostingCommand posted(SalesTable table, String record) {
        return invoiced(table, record, 2, "Posted", "120.50");
    }

    PostingCommand invoiced(SalesTable table, String record, int revision, String status, String open) {
        return of(table, record, revision, status, DOCUMENT, open);
    }

    PostingCommand of(SalesTable table, String record, int revision, String status, String document, String open) {
        return command(
                revision,
                update(table, record, status)
                        .setNumber("PSI-103001")
                        .setDocumentId(document)
                        .setPostingDate(DATE)
                        .setTotal(money("120.50"))
                        .setOpen(money(open))
                        .build());
    }

    PostingCommand held(SalesTable table, String record, String problem) {
        return command(1, update(table, record, "Held").setProblem(problem).build());
    }

    private static StatusUpdate.Builder update(SalesTable table, String record, String status) {
        return StatusUpdate.newBuilder()
                .setDeal(hex(record))
                .setTable(SalesDocumentKind.valueOf(table.name()))
                .setRecordId(record)
                .setStatus(status);
    }

    static Money money(String amount) {
        return Money.newBuilder()
                .setCurrency("USD")
                .setAmount(new BigDecimal(amount).setScale(4))
                .build();
    }

    private static String hex(String id) {
        return id.replace("-", "").toUpperCase(Locale.ROOT);
    }

    PostingCommand command(int revision, StatusUpdate update) {
        return command(revision, document(update, update.getDeal()), update.getDeal());
    }

    PostingCommand command(int revision, Document document, String deal) {
        return PostingCommand.newBuilder()
                .setPostingId(id(deal, revision))
                .setFlow(flow)
                .setSourceConnection(crm)
                .setTargetConnection(crm)
                .setSourceKind(SourceKind.DEAL)
                .setSourceId(deal)
                .setSequence(revision)
                .setOf(revision)
                .setPlanHash("plan-" + revision)
                .setDocumentHash("hash-" + revision + "-" + document.hashCode())
                .setMappingVersion(1)
                .setEvidence(Map.of())
                .setCommandedAt(Instant.parse("2026-11-11T08:00:00Z"))
                .setDocument(correcting(document, revision > 1 ? id(deal, revision - 1) : null))
                .build();
    }

    private String id(String deal, int revision) {
        return flow + "/deal/" + deal + "/status/r" + revision;
    }

    private static Document correcting(Document document, @Nullable String earlier) {
        return Document.newBuilder(document).setCorrects(earlier).build();
    }

    private static Document document(StatusUpdate update, String deal) {
        return Document.newBuilder()
                .setKind(DocumentKind.STATUS_UPDATE)
                .setReference(deal)
                .setDate(DATE)
                .setCurrency("USD")
                .setMemo("What became of a deal")
                .setLines(List.of())
                .setStatusUpdate(update)
                .build();
    }
}
