package org.tieout.mapper;

import java.util.Map;
import java.util.Optional;
import org.tieout.accounting.deal.DealId;
import org.tieout.accounting.deal.DealPolicy;
import org.tieout.accounting.deal.Party;
import org.tieout.accounting.deal.Sale;
import org.tieout.accounting.document.PostingId;
import org.tieout.event.CrmRecord;
import org.tieout.event.FlowConfig;
import org.tieout.event.SourceKind;
import org.tieout.schemas.Keys;

/// Keeps the customers of deals in step with their accounts and contacts. A customer is commanded when a
/// deal first needs it, and again when what counts of its record changes; its number never changes.
final class CustomerDesk {

    private static final String WAITS = "the customer cannot be told of the change";

    private final Stores stores;
    private final FlowTable flows;
    private final DealRecords records;
    private final Parking parking;
    private final Commands commands;

    CustomerDesk(Stores stores, FlowTable flows, DealRecords records, Parking parking, Commands commands) {
        this.stores = stores;
        this.flows = flows;
        this.records = records;
        this.parking = parking;
        this.commands = commands;
    }

    /// Who the customer is, or would be, in a flow.
    Party.Plan plan(FlowConfig flow, Party party) {
        var id = DealId.of(party.id()).value();
        var known = stores.crmCustomers.get(Keys.of(flow.getFlow(), id));
        var planned = party.plan(
                policy(flow).numbers(),
                number -> records.isTaken(flow.getFlow(), number, DealId.of(party.id())),
                flows.mappings(flow),
                party.changedOn());
        return switch (planned) {
            case Party.Plan.Ready(var customer)
            when known != null ->
                new Party.Plan.Ready(new Party.Customer(known.number(), known.mapped(), customer.country()));
            case Party.Plan.Ready ready -> ready;
            case Party.Plan.Missing missing -> missing;
        };
    }

    /// The customer in use already, whatever its record says now: a sale need not wait for what it lacks.
    Optional<Sale.Customer> inUse(FlowConfig flow, Party party) {
        var id = DealId.of(party.id()).value();
        return Optional.ofNullable(stores.crmCustomers.get(Keys.of(flow.getFlow(), id)))
                .map(known -> customer(flow, id, known.number(), known.mapped()));
    }

    /// The customer as a sale names it.
    Sale.Customer named(FlowConfig flow, Party party, Party.Customer customer) {
        return customer(flow, DealId.of(party.id()).value(), customer.number(), customer.mapped());
    }

    private static Sale.Customer customer(FlowConfig flow, String id, String number, boolean mapped) {
        return new Sale.Customer(
                number,
                mapped
                        ? Optional.empty()
                        : Optional.of(
                                PostingId.ofCustomer(flow.getFlow(), id, 1).value()));
    }

    /// Commands the customer, if that was not done.
    void ensure(FlowConfig flow, Party party) {
        var key = Keys.of(flow.getFlow(), DealId.of(party.id()).value());
        if (stores.crmCustomers.get(key) == null && plan(flow, party) instanceof Party.Plan.Ready(var customer)) {
            command(flow, party, customer, 1);
        }
    }

    /// An account or contact changed, or a mapping row that it waited for arrived.
    void changed(FlowConfig flow, CrmRecord read) {
        var found = DealConvert.party(read);
        if (found.isEmpty()) {
            return;
        }
        var party = found.get();
        var id = DealId.of(party.id()).value();
        var known = stores.crmCustomers.get(Keys.of(flow.getFlow(), id));
        if (known == null) {
            return;
        }
        if (known.counts().equals(party.counts())) {
            parking.release(flow.getFlow(), SourceKind.CUSTOMER, id);
            return;
        }
        switch (plan(flow, party)) {
            case Party.Plan.Missing(var keys) ->
                parking.park(flow.getFlow(), SourceKind.CUSTOMER, id, keys, WAITS, flows.mappings(flow));
            case Party.Plan.Ready(var customer) -> {
                parking.release(flow.getFlow(), SourceKind.CUSTOMER, id);
                command(flow, party, customer, known.revision() + 1);
            }
        }
    }

    /// A customer that waited for a mapping row.
    void wake(FlowConfig flow, String id) {
        for (var kind : new String[] {Party.ACCOUNT, Party.CONTACT}) {
            var read = stores.crmRecords.get(Keys.of(flow.getSourceConnection(), kind, guid(id)));
            if (read != null) {
                changed(flow, read);
            }
        }
    }

    private void command(FlowConfig flow, Party party, Party.Customer customer, int revision) {
        var id = DealId.of(party.id()).value();
        var mappings = flows.mappings(flow);
        var corrects = revision == 1
                ? null
                : PostingId.ofCustomer(flow.getFlow(), id, revision - 1).value();
        commands.emit(
                flow,
                flow.getTarget(),
                flow.getTargetConnection(),
                SourceKind.CUSTOMER,
                id,
                PostingId.ofCustomer(flow.getFlow(), id, revision),
                DealConvert.customer(party, customer, corrects),
                mappings.version(),
                Map.of("source", party.kind() + " " + party.id() + ", row version " + party.rowVersion()));
        stores.crmCustomers.put(
                Keys.of(flow.getFlow(), id),
                new DealState.Customer(revision, customer.number(), customer.mapped(), party.counts()));
        records.number(flow.getFlow(), customer.number(), DealId.of(party.id()));
    }

    static DealPolicy policy(FlowConfig flow) {
        return switch (DealPolicy.read(flow.getOptions())) {
            case DealPolicy.Reading.Ok(var policy) -> policy;
            case DealPolicy.Reading.Unreadable unreadable -> DealPolicy.standard();
        };
    }

    /// The GUID as the CRM writes it.
    private static String guid(String id) {
        var digits = id.toLowerCase(java.util.Locale.ROOT);
        return String.join(
                "-",
                digits.substring(0, 8),
                digits.substring(8, 12),
                digits.substring(12, 16),
                digits.substring(16, 20),
                digits.substring(20));
    }
}
