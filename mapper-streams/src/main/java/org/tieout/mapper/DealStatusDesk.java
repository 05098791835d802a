package org.tieout.mapper;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.deal.DealId;
import org.tieout.accounting.deal.SalesRecord;
import org.tieout.accounting.deal.SalesRecord.Table;
import org.tieout.accounting.document.PostingId;
import org.tieout.event.DocumentKind;
import org.tieout.event.FlowConfig;
import org.tieout.event.LedgerDocument;
import org.tieout.event.LedgerStatus;
import org.tieout.event.SourceKind;
import org.tieout.event.StatusUpdate;
import org.tieout.schemas.Keys;
import org.tieout.schemas.Target;

/// Tells the CRM what became of a deal, when something changed.
///
/// ```
/// held ─► Held          read back ─► Ordered or Draft ─► Posted ─► Paid          Canceled, Deleted
/// ```
final class DealStatusDesk {

    private static final String HELD = "Held";

    private final Stores stores;
    private final FlowTable flows;
    private final DealRecords records;
    private final Commands commands;
    private final Outlet out;

    DealStatusDesk(Stores stores, FlowTable flows, DealRecords records, Commands commands, Outlet out) {
        this.stores = stores;
        this.flows = flows;
        this.records = records;
        this.commands = commands;
        this.out = out;
    }

    /// A document as the ledger holds it now; those that are no sale of ours are left alone. A revision
    /// that another stands for does not count any more.
    void read(LedgerDocument document) {
        var isSale = document.getKind() == DocumentKind.SALES_ORDER || document.getKind() == DocumentKind.SALES_INVOICE;
        if (!isSale || document.getStatus() == LedgerStatus.UNKNOWN) {
            return;
        }
        var deal = DealId.parse(document.getSourceId());
        var flow = flows.of(document.getSourceConnection()).stream()
                .filter(candidate -> candidate.getFlow().equals(document.getFlow()))
                .findFirst();
        if (deal.isEmpty() || flow.isEmpty()) {
            return;
        }
        var key = Keys.of(flow.get().getFlow(), deal.get().value());
        var status = status(key);
        var revision = new PostingId(document.getPostingId()).revision();
        if (stores.sales.get(key) == null
                || (status.shown() != null && status.shown().sale() > revision)) {
            return;
        }
        var open = document.getOpen();
        stores.dealStatuses.put(
                key,
                new DealState.Status(
                        status.revision(),
                        status.content(),
                        new DealState.Shown(
                                revision,
                                word(document),
                                document.getVendorNumber(),
                                document.getVendorId(),
                                document.getDate(),
                                Convert.money(document.getTotal()),
                                open == null ? null : Convert.money(open)),
                        status.problem()));
        tell(flow.get(), deal.get());
    }

    /// The deal is held: nothing of it, or of its change, is commanded.
    void held(FlowConfig flow, DealId deal, SalesRecord record, String why) {
        var key = Keys.of(flow.getFlow(), deal.value());
        var status = status(key);
        var problem = new DealState.Problem(record.table(), record.id(), record.currency(), why);
        stores.dealStatuses.put(
                key, new DealState.Status(status.revision(), status.content(), status.shown(), problem));
        tell(flow, deal);
    }

    /// The deal is held no more.
    void released(FlowConfig flow, DealId deal) {
        var key = Keys.of(flow.getFlow(), deal.value());
        var status = status(key);
        if (status.problem() != null) {
            stores.dealStatuses.put(
                    key, new DealState.Status(status.revision(), status.content(), status.shown(), null));
            tell(flow, deal);
        }
    }

    /// Another record says what is sold now: it is the one that people look at.
    void moved(FlowConfig flow, DealId deal) {
        tell(flow, deal);
    }

    /// Tells the record that decides, which is the most advanced one that came to what was commanded.
    private void tell(FlowConfig flow, DealId deal) {
        var key = Keys.of(flow.getFlow(), deal.value());
        var status = status(key);
        var sold = stores.sales.get(key);
        var shown = status.shown();
        var problem = status.problem();
        if (problem == null && (shown == null || sold == null)) {
            return; // What the ledger makes of it is told when it is read back.
        }
        var table = sold == null
                ? Objects.requireNonNull(problem).table()
                : sold.decided().table();
        var id = sold == null
                ? Objects.requireNonNull(problem).id()
                : sold.decided().id();
        if (!records.isThere(flow.getSourceConnection(), table, id)) {
            return;
        }
        var update = update(deal, table, id, shown, problem);
        var content = update.toString();
        if (content.equals(status.content())) {
            return;
        }
        var currency = sold == null
                ? Objects.requireNonNull(problem).currency()
                : sold.sale().net().currency();
        command(flow, deal, update, currency, status.revision() + 1);
        stores.dealStatuses.put(key, new DealState.Status(status.revision() + 1, content, shown, problem));
    }

    private static StatusUpdate update(
            DealId deal, Table table, String id, DealState.@Nullable Shown shown, DealState.@Nullable Problem problem) {
        var update = StatusUpdate.newBuilder()
                .setDeal(deal.value())
                .setTable(DealConvert.kind(table))
                .setRecordId(id)
                .setStatus(
                        problem != null ? HELD : Objects.requireNonNull(shown).word())
                .setProblem(problem == null ? null : problem.words());
        if (shown != null) {
            update.setNumber(shown.number())
                    .setDocumentId(shown.id())
                    .setPostingDate(isPosted(shown) ? shown.postingDate() : null)
                    .setTotal(Convert.money(shown.total()))
                    .setOpen(shown.open() == null ? null : Convert.money(shown.open()));
        }
        return update.build();
    }

    private void command(FlowConfig flow, DealId deal, StatusUpdate update, String currency, int revision) {
        var date = update.getPostingDate() == null ? DealConvert.day(out.now()) : update.getPostingDate();
        commands.emit(
                flow,
                Target.DYNAMICS_SALES.name(),
                flow.getSourceConnection(),
                SourceKind.DEAL,
                deal.value(),
                PostingId.ofDeal(flow.getFlow(), deal.value(), "status", revision),
                org.tieout.event.Document.newBuilder()
                        .setKind(DocumentKind.STATUS_UPDATE)
                        .setReference(deal.value())
                        .setDate(date)
                        .setCurrency(currency)
                        .setMemo(update.getStatus() + ", told to the "
                                + update.getTable().name().toLowerCase(Locale.ROOT))
                        .setLines(List.of())
                        .setCorrects(
                                revision == 1
                                        ? null
                                        : PostingId.ofDeal(flow.getFlow(), deal.value(), "status", revision - 1)
                                                .value())
                        .setStatusUpdate(update)
                        .build(),
                flows.table(flow).version(),
                Map.of("source", "deal " + deal));
    }

    private DealState.Status status(String key) {
        var known = stores.dealStatuses.get(key);
        return known == null ? DealState.Status.NONE : known;
    }

    private static boolean isPosted(DealState.Shown shown) {
        return shown.word().equals("Posted") || shown.word().equals("Paid");
    }

    private static String word(LedgerDocument document) {
        return switch (document.getStatus()) {
            case DRAFT -> document.getVendorType().equals("salesOrder") ? "Ordered" : "Draft";
            case LIVE -> {
                var open = document.getOpen();
                yield open != null && open.getAmount().signum() == 0 ? "Paid" : "Posted";
            }
            case VOIDED -> "Canceled";
            case DELETED -> "Deleted";
            case UNKNOWN -> throw new IllegalStateException("left alone before: " + document.getPostingId());
        };
    }
}
