package org.tieout.mapper;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.deal.Amendment;
import org.tieout.accounting.deal.DealId;
import org.tieout.accounting.deal.Party;
import org.tieout.accounting.deal.Ripeness;
import org.tieout.accounting.deal.Sale;
import org.tieout.accounting.deal.SalePlanner;
import org.tieout.accounting.deal.SalesRecord;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.event.CrmRecord;
import org.tieout.event.FlowConfig;
import org.tieout.event.OperatorRequest;
import org.tieout.event.SalesDocumentVersion;
import org.tieout.event.SourceKind;
import org.tieout.runtime.service.Failpoint;
import org.tieout.runtime.service.Failpoints;
import org.tieout.schemas.Approval;
import org.tieout.schemas.Keys;

/// Takes the records of a CRM: has every flow sell a deal once, however many records it has and in whatever
/// order they come, and shows what of it changed afterwards.
///
/// ```
/// ripe ─► customer ─► sale r1 ─┬─ a more advanced record says other things ─► r2
///                              └─ anything else that differs ─► proposal ─ a person takes it ─► r2
/// ```
final class DealDesk {

    private static final String LISTS = "the company's lists were not read yet; it goes on by itself when they are";

    private final Stores stores;
    private final FlowTable flows;
    private final DealRecords records;
    private final CustomerDesk customers;
    private final DealStatusDesk statuses;
    private final Parking parking;
    private final Commands commands;
    private final Outlet out;
    private final Failpoints failpoints;
    private final StringSerializer strings = new StringSerializer();
    private boolean commanded;

    DealDesk(
            Stores stores,
            FlowTable flows,
            DealRecords records,
            CustomerDesk customers,
            DealStatusDesk statuses,
            Parking parking,
            Commands commands,
            Outlet out,
            Failpoints failpoints) {
        this.stores = stores;
        this.flows = flows;
        this.records = records;
        this.customers = customers;
        this.statuses = statuses;
        this.parking = parking;
        this.commands = commands;
        this.out = out;
        this.failpoints = failpoints;
    }

    /// Whether a sale was commanded since the process began.
    boolean hasCommanded() {
        return commanded;
    }

    void version(SalesDocumentVersion version) {
        records.take(version).forEach(deal -> flows.of(version.getConnection()).forEach(flow -> plan(flow, deal)));
    }

    /// An account or contact: its customer is told of what changed, and held deals that wait for it are
    /// planned.
    void master(CrmRecord read) {
        if (!records.take(read)) {
            return;
        }
        for (var flow : flows.of(read.getConnection())) {
            customers.changed(flow, read);
            records.watching(flow.getFlow(), read.getKind(), read.getId()).forEach(deal -> plan(flow, deal));
        }
    }

    void forget(String key) {
        records.forget(key);
    }

    /// Every deal that nothing was commanded of, for a flow that is new or says other things.
    void planAll(FlowConfig flow) {
        for (var deal : records.deals(flow.getSourceConnection())) {
            if (stores.sales.get(Keys.of(flow.getFlow(), deal.value())) == null) {
                plan(flow, deal);
            }
        }
    }

    /// The company has other lists: held deals that wait for them, or for an item that no row names, may go
    /// on.
    void lists(FlowConfig flow) {
        var mappings = flows.mappings(flow);
        var held = new ArrayList<DealId>();
        try (var scan = stores.held.prefixScan(Keys.prefix(flow.getFlow(), SourceKind.DEAL.name()), strings)) {
            scan.forEachRemaining(entry -> {
                var served = entry.value.keys().stream()
                        .map(MappingKey::parse)
                        .anyMatch(key -> key.kind() == MappingKey.Kind.ITEM
                                && !mappings.maps(key)
                                && mappings.takesItem(key.key()));
                if (served || (LISTS.equals(entry.value.reason()) && mappings.isChecked())) {
                    held.add(new DealId(Keys.parts(entry.key)[2]));
                }
            });
        }
        held.forEach(deal -> plan(flow, deal));
    }

    /// Plans one deal in one flow, as it stands now.
    void plan(FlowConfig flow, DealId deal) {
        plan(flow, deal, null);
    }

    /// The same, and what differs from what was commanded is commanded, as a person approved it.
    void amend(FlowConfig flow, DealId deal, OperatorRequest approved) {
        plan(flow, deal, approved);
    }

    private void plan(FlowConfig flow, DealId deal, @Nullable OperatorRequest approved) {
        var sold = stores.sales.get(Keys.of(flow.getFlow(), deal.value()));
        var ripeness = Ripeness.of(
                records.of(flow.getSourceConnection(), deal),
                CustomerDesk.policy(flow).triggers(),
                Optional.ofNullable(sold).map(DealState.Sold::decided));
        switch (ripeness) {
            case Ripeness.NotYet notYet -> release(flow, deal);
            case Ripeness.Several several -> several(flow, deal, several, sold);
            case Ripeness.Withdrawn(var why) -> {
                if (sold != null) {
                    withdrawn(flow, deal, sold, why);
                }
            }
            case Ripeness.Ripe(var record) -> {
                if (sold != null || !precedes(flow, record.closedOn())) {
                    ripe(flow, deal, record, sold, approved);
                } else {
                    release(flow, deal);
                }
            }
        }
    }

    /// Nothing of it is sold before a person has decided, and what is sold stays as it is.
    private void several(FlowConfig flow, DealId deal, Ripeness.Several several, DealState.@Nullable Sold sold) {
        forgetProposal(flow, deal, sold);
        var reason = several.words(Optional.ofNullable(sold).map(DealState.Sold::decided));
        if (parking.hold(
                flow.getFlow(),
                SourceKind.DEAL,
                deal.value(),
                reason,
                alert("deal", flow, deal),
                sold == null
                        ? "Cancel or close in the CRM those that are not to be sold"
                        : "Make the documents of the others in Business Central by hand, or cancel them in the CRM")) {
            out.audit(flow.getFlow(), deal.value(), null, "parked", reason);
        }
    }

    /// Nobody has to delete what does not stand any more.
    private void withdrawn(FlowConfig flow, DealId deal, DealState.Sold sold, String why) {
        if (statuses.gone(flow, deal, sold.revision()).isPresent()) {
            release(flow, deal);
        } else {
            propose(flow, deal, sold, Amendment.withdrawal(sold.revision(), why));
        }
    }

    /// Whether what was commanded last of it is in the books.
    boolean isPosted(FlowConfig flow, DealId deal) {
        var sold = stores.sales.get(Keys.of(flow.getFlow(), deal.value()));
        return sold != null && statuses.isPosted(flow, deal, sold.revision());
    }

    /// The ledger's document of a sale was read: a proposal that is answered by it ends.
    void shown(FlowConfig flow, DealId deal) {
        var sold = stores.sales.get(Keys.of(flow.getFlow(), deal.value()));
        var proposal = sold == null ? null : sold.proposal();
        if (sold == null || proposal == null) {
            return;
        }
        if (proposal.withdrawn()) {
            if (statuses.gone(flow, deal, sold.revision()).isPresent()) {
                release(flow, deal);
            }
        } else if (statuses.isPosted(flow, deal, sold.revision())) {
            stores.sales.put(Keys.of(flow.getFlow(), deal.value()), sold.declining());
            parking.release(flow.getFlow(), SourceKind.DEAL, deal.value());
            out.audit(
                    flow.getFlow(),
                    deal.value(),
                    PostingId.ofDeal(flow.getFlow(), deal.value(), "sale", sold.revision())
                            .value(),
                    Approval.REFUSED,
                    "Posted as it was drafted; what the CRM says otherwise is left out: " + proposal.words());
        }
    }

    private static boolean precedes(FlowConfig flow, LocalDate closedOn) {
        return flow.getCutOver() != null && closedOn.isBefore(flow.getCutOver());
    }

    private void ripe(
            FlowConfig flow,
            DealId deal,
            SalesRecord record,
            DealState.@Nullable Sold sold,
            @Nullable OperatorRequest approved) {
        switch (records.buying(flow.getSourceConnection(), record.buyer())) {
            case DealRecords.Buying.Nobody nobody ->
                hold(flow, deal, record, sold, record.name() + " names no customer", "Give it one in the CRM");
            case DealRecords.Buying.Awaited(var kind, var id) -> {
                records.watch(flow.getFlow(), kind, id, deal);
                forgetProposal(flow, deal, sold);
                parking.hold(
                        flow.getFlow(),
                        SourceKind.DEAL,
                        deal.value(),
                        "it waits for " + kind + " " + id + ", of which the CRM has not told yet",
                        alert("deal", flow, deal),
                        "Nothing, if it ends within minutes; else see in the CRM whether that record is there and may be"
                                + " read");
            }
            case DealRecords.Buying.Known(var party) -> known(flow, deal, record, party, sold, approved);
        }
    }

    private void known(
            FlowConfig flow,
            DealId deal,
            SalesRecord record,
            Party party,
            DealState.@Nullable Sold sold,
            @Nullable OperatorRequest approved) {
        var missing = new TreeSet<MappingKey>();
        var customer = customers.inUse(flow, party).orElseGet(() -> switch (customers.plan(flow, party)) {
            case Party.Plan.Ready(var ready) -> customers.named(flow, party, ready);
            case Party.Plan.Missing(var keys) -> {
                missing.addAll(keys);
                yield new Sale.Customer("", Optional.empty());
            }
        });
        var mappings = flows.mappings(flow);
        var plan = new SalePlanner(CustomerDesk.policy(flow), mappings).plan(deal, record, customer);
        if (plan instanceof SalePlanner.Plan.Missing(var keys)) {
            missing.addAll(keys);
        }
        if (plan instanceof SalePlanner.Plan.Held(var reason, var nextStep)) {
            hold(flow, deal, record, sold, reason, nextStep);
        } else if (!missing.isEmpty()) {
            records.watch(flow.getFlow(), party.kind(), party.id(), deal);
            forgetProposal(flow, deal, sold);
            var why = record.name() + " cannot be sold, nothing of it is commanded";
            parking.park(flow.getFlow(), SourceKind.DEAL, deal.value(), missing, why, mappings);
            statuses.held(flow, deal, record, "the mapping lacks " + String.join(", ", Convert.sorted(missing)));
        } else if (plan instanceof SalePlanner.Plan.Ready(var sale)) {
            ready(flow, deal, record, party, sale, sold, approved);
        } else {
            forgetProposal(flow, deal, sold);
            parking.hold(flow.getFlow(), SourceKind.DEAL, deal.value(), LISTS, null, "");
        }
    }

    private void ready(
            FlowConfig flow,
            DealId deal,
            SalesRecord record,
            Party party,
            Sale sale,
            DealState.@Nullable Sold sold,
            @Nullable OperatorRequest approved) {
        if (sold == null) {
            customers.ensure(flow, party);
            command(flow, deal, sale, 1);
            release(flow, deal);
            return;
        }
        var now = sale.in(sold.sale().form());
        var amendment = Amendment.between(sold.sale(), sold.revision(), now)
                .or(() -> statuses.gone(flow, deal, sold.revision())
                        .map(word -> Amendment.again(
                                sold.revision(), "its document in the ledger is " + word + ", and it is to be sold")));
        var advanced = record.table().compareTo(sold.decided().table()) > 0;
        if (amendment.isEmpty()) {
            if (!record.id().equals(sold.decided().id())) {
                stores.sales.put(
                        Keys.of(flow.getFlow(), deal.value()),
                        sold.of(new Ripeness.Basis(record.table(), record.id())));
                statuses.moved(flow, deal);
            }
            release(flow, deal);
        } else if (advanced || approved != null) {
            customers.ensure(flow, party);
            command(flow, deal, now, sold.revision() + 1);
            audited(flow, deal, sold.revision() + 1, amendment.get(), approved);
            release(flow, deal);
        } else {
            propose(flow, deal, sold, amendment.get());
        }
    }

    private void audited(
            FlowConfig flow, DealId deal, int revision, Amendment amendment, @Nullable OperatorRequest approved) {
        var facts = new TreeMap<>(Map.of(Approval.AMENDMENT, amendment.hash()));
        if (approved != null) {
            facts.put(Approval.REQUEST, approved.getId());
        }
        out.audit(
                flow.getFlow(),
                deal.value(),
                PostingId.ofDeal(flow.getFlow(), deal.value(), "sale", revision).value(),
                Approval.AMENDED,
                amendment.sentence(),
                facts);
    }

    private void command(FlowConfig flow, DealId deal, Sale sale, int revision) {
        var corrects = revision == 1
                ? null
                : PostingId.ofDeal(flow.getFlow(), deal.value(), "sale", revision - 1)
                        .value();
        commands.emit(
                flow,
                flow.getTarget(),
                flow.getTargetConnection(),
                SourceKind.DEAL,
                deal.value(),
                PostingId.ofDeal(flow.getFlow(), deal.value(), "sale", revision),
                DealConvert.sale(sale, corrects),
                flows.mappings(flow).version(),
                Map.of(
                        "source",
                        sale.basis().table().word() + " " + sale.basis().id()
                                + sale.basisNumber()
                                        .map(number -> ", " + number)
                                        .orElse("")));
        stores.sales.put(
                Keys.of(flow.getFlow(), deal.value()), new DealState.Sold(revision, sale, sale.basis(), null, null));
        commanded = true;
        failpoints.here(Failpoint.MAPPER_BEFORE_COMMIT);
    }

    /// Shows what changed, and lets a person decide. The same proposal is made once.
    private void propose(FlowConfig flow, DealId deal, DealState.Sold sold, Amendment amendment) {
        var before = sold.proposal();
        if ((before != null && before.hash().equals(amendment.hash()))
                || amendment.hash().equals(sold.declined())) {
            return;
        }
        var proposal = new DealState.Proposal(amendment.hash(), amendment.sentence(), amendment.withdrawn());
        stores.sales.put(Keys.of(flow.getFlow(), deal.value()), sold.with(proposal));
        statuses.released(flow, deal);
        parking.hold(
                flow.getFlow(),
                SourceKind.DEAL,
                deal.value(),
                (amendment.withdrawn() ? "withdrawn after it was sold: " : "changed after it was sold: ")
                        + amendment.sentence(),
                alert("amendment", flow, deal),
                amendment.withdrawn() || statuses.isPosted(flow, deal, sold.revision())
                        ? "Delete the draft in Business Central; if it is posted, correct it there by a credit memo"
                        : "Look at it and take it over: tieout approve " + deal + " --amendment");
        out.audit(
                flow.getFlow(),
                deal.value(),
                PostingId.ofDeal(flow.getFlow(), deal.value(), "sale", sold.revision())
                        .value(),
                Approval.PROPOSED,
                amendment.sentence(),
                Map.of(Approval.AMENDMENT, amendment.hash()));
    }

    private void hold(
            FlowConfig flow,
            DealId deal,
            SalesRecord record,
            DealState.@Nullable Sold sold,
            String reason,
            String nextStep) {
        forgetProposal(flow, deal, sold);
        if (parking.hold(flow.getFlow(), SourceKind.DEAL, deal.value(), reason, alert("deal", flow, deal), nextStep)) {
            out.audit(flow.getFlow(), deal.value(), null, "parked", reason);
        }
        statuses.held(flow, deal, record, reason);
    }

    /// As commanded again, or commanded as it is, or not to be sold.
    private void release(FlowConfig flow, DealId deal) {
        forgetProposal(flow, deal, stores.sales.get(Keys.of(flow.getFlow(), deal.value())));
        parking.release(flow.getFlow(), SourceKind.DEAL, deal.value());
        statuses.released(flow, deal);
    }

    private void forgetProposal(FlowConfig flow, DealId deal, DealState.@Nullable Sold sold) {
        if (sold != null && sold.proposal() != null) {
            stores.sales.put(Keys.of(flow.getFlow(), deal.value()), sold.with(null));
        }
    }

    private static String alert(String what, FlowConfig flow, DealId deal) {
        return what + "|" + Keys.of(flow.getFlow(), deal.value());
    }
}
