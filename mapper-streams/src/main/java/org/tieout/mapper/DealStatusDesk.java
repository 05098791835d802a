package org.tieout.mapper;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
/// another record of the deal shows it now ─► Continued
/// ```
final class DealStatusDesk {

    private static final String HELD = "Held";
    private static final String CONTINUED = "Continued";

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
                        status.told(),
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

    /// What became of that revision's document, when it does not stand any more: canceled or deleted.
    Optional<String> gone(FlowConfig flow, DealId deal, int revision) {
        return shown(flow, deal, revision)
                .map(DealState.Shown::word)
                .filter(word -> word.equals("Canceled") || word.equals("Deleted"))
                .map(word -> word.toLowerCase(Locale.ROOT));
    }

    /// Whether that revision's document is in the books.
    boolean isPosted(FlowConfig flow, DealId deal, int revision) {
        return shown(flow, deal, revision).filter(DealStatusDesk::isPosted).isPresent();
    }

    private Optional<DealState.Shown> shown(FlowConfig flow, DealId deal, int revision) {
        return Optional.ofNullable(status(Keys.of(flow.getFlow(), deal.value())).shown())
                .filter(shown -> shown.sale() == revision);
    }

    /// The deal is held: nothing of it, or of its change, is commanded.
    void held(FlowConfig flow, DealId deal, SalesRecord record, String why) {
        var key = Keys.of(flow.getFlow(), deal.value());
        var status = status(key);
        var problem = new DealState.Problem(record.table(), record.id(), record.currency(), why);
        stores.dealStatuses.put(key, status.held(problem));
        tell(flow, deal);
    }

    /// The deal is held no more.
    void released(FlowConfig flow, DealId deal) {
        var key = Keys.of(flow.getFlow(), deal.value());
        var status = status(key);
        if (status.problem() != null) {
            stores.dealStatuses.put(key, status.held(null));
            tell(flow, deal);
        }
    }

    /// Another record says what is sold now: it is the one that people look at.
    void moved(FlowConfig flow, DealId deal) {
        tell(flow, deal);
    }

    /// Tells the record that decides, which is the most advanced one that came to what was commanded, or the
    /// one that cannot go on; and those that were told something before, that another shows it now.
    private void tell(FlowConfig flow, DealId deal) {
        var key = Keys.of(flow.getFlow(), deal.value());
        var status = status(key);
        var sold = stores.sales.get(key);
        var shown = status.shown();
        var problem = status.problem();
        if (problem != null) {
            tell(flow, deal, problem.table(), problem.id(), problem.currency());
        } else if (shown != null && sold != null) {
            var currency = sold.sale().net().currency();
            tell(flow, deal, sold.decided().table(), sold.decided().id(), currency);
        } // Else: what the ledger makes of it is told when it is read back.
    }

    private void tell(FlowConfig flow, DealId deal, Table table, String id, String currency) {
        if (!records.isThere(flow.getSourceConnection(), table, id)) {
            return;
        }
        var status = status(Keys.of(flow.getFlow(), deal.value()));
        var update = update(deal, table, id, status.shown(), status.problem());
        tell(flow, deal, table, update, update.toString(), currency);
        status.told().forEach((chain, other) -> {
            if (!chain.equals(chain(table, id))
                    && !other.content().isEmpty()
                    && records.isThere(flow.getSourceConnection(), other.table(), other.id())) {
                tell(flow, deal, other.table(), continued(deal, other, update.getNumber()), CONTINUED, currency);
            }
        });
    }

    /// Tells one record, unless it was told the same.
    private void tell(FlowConfig flow, DealId deal, Table table, StatusUpdate update, String content, String currency) {
        var key = Keys.of(flow.getFlow(), deal.value());
        var status = status(key);
        var chain = chain(table, update.getRecordId());
        var before = status.told().getOrDefault(chain, new DealState.Told(table, update.getRecordId(), 0, "", null));
        if (content.equals(before.content())) {
            return;
        }
        var revision = before.revision() + 1;
        var posting = PostingId.ofDeal(flow.getFlow(), deal.value(), chain, revision);
        command(flow, deal, update, currency, posting, before.posting());
        stores.dealStatuses.put(
                key,
                status.tells(
                        chain, new DealState.Told(table, update.getRecordId(), revision, content, posting.value())));
    }

    /// The name of a record's statuses. Each record has its own, as a later status stands for an earlier one.
    static String chain(Table table, String id) {
        return "status-" + table.word() + "-" + DealId.of(id).value().substring(0, 8);
    }

    private static StatusUpdate continued(DealId deal, DealState.Told told, @Nullable String number) {
        return StatusUpdate.newBuilder()
                .setDeal(deal.value())
                .setTable(DealConvert.kind(told.table()))
                .setRecordId(told.id())
                .setStatus(CONTINUED)
                .setNumber(number)
                .build();
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

    private void command(
            FlowConfig flow,
            DealId deal,
            StatusUpdate update,
            String currency,
            PostingId posting,
            @Nullable String corrects) {
        var date = update.getPostingDate() == null ? DealConvert.day(out.now()) : update.getPostingDate();
        commands.emit(
                flow,
                Target.DYNAMICS_SALES.name(),
                flow.getSourceConnection(),
                SourceKind.DEAL,
                deal.value(),
                posting,
                org.tieout.event.Document.newBuilder()
                        .setKind(DocumentKind.STATUS_UPDATE)
                        .setReference(deal.value())
                        .setDate(date)
                        .setCurrency(currency)
                        .setMemo(update.getStatus() + ", told to the "
                                + update.getTable().name().toLowerCase(Locale.ROOT))
                        .setLines(List.of())
                        .setCorrects(corrects)
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
