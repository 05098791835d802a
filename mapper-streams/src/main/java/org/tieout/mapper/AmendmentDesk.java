package org.tieout.mapper;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.deal.DealId;
import org.tieout.event.FlowConfig;
import org.tieout.event.OperatorRequest;
import org.tieout.schemas.Approval;
import org.tieout.schemas.Keys;

/// Answers a person who takes an amendment: it is commanded if it still is what the person looked at.
/// Answers are steps on the audit; a request is answered once.
final class AmendmentDesk {

    private static final byte[] PRESENT = {1};

    private final Stores stores;
    private final FlowTable flows;
    private final DealDesk deals;
    private final Outlet out;

    AmendmentDesk(Stores stores, FlowTable flows, DealDesk deals, Outlet out) {
        this.stores = stores;
        this.flows = flows;
        this.deals = deals;
        this.out = out;
    }

    /// Takes an amendment that a person approved. Requests that are not ours, and those that were answered,
    /// are left alone.
    void request(OperatorRequest request) {
        if (!request.getKind().equals(Approval.AMEND) || stores.answered.get(request.getId()) != null) {
            return;
        }
        stores.answered.put(request.getId(), PRESENT);
        var flow = flows.of(request.getConnection()).stream()
                .filter(candidate -> candidate.getFlow().equals(request.getFlow()))
                .findFirst();
        var deal = DealId.parse(request.getSubject());
        var refused = flow.isEmpty() || deal.isEmpty()
                ? Optional.of("no flow " + request.getFlow() + " sells a deal " + request.getSubject())
                : take(flow.get(), deal.get(), request);
        refused.ifPresent(why -> out.audit(
                request.getFlow(),
                deal.map(DealId::value).orElse(request.getSubject()),
                null,
                Approval.REFUSED,
                why,
                Map.of(Approval.REQUEST, request.getId())));
    }

    /// Returns why it cannot be taken; nothing when it was.
    private Optional<String> take(FlowConfig flow, DealId deal, OperatorRequest request) {
        var wanted = request.getAttributes().getOrDefault(Approval.AMENDMENT, "");
        if (proposal(flow, deal) != null) {
            deals.plan(flow, deal); // A mapping row may have come since it was proposed.
        }
        var proposal = proposal(flow, deal);
        if (proposal == null) {
            return Optional.of("nothing is proposed for deal " + deal + " in flow " + flow.getFlow());
        }
        if (proposal.withdrawn()) {
            return Optional.of(proposal.words() + ": the deal is not to be sold any more. Delete the draft in Business"
                    + " Central; if it is posted, credit it there");
        }
        if (deals.isPosted(flow, deal)) {
            return Optional.of(
                    "deal " + deal + " is posted: correct it in Business Central by a credit memo. What the CRM"
                            + " says now is: " + proposal.words());
        }
        if (!proposal.hash().equals(wanted)) {
            return Optional.of("deal " + deal + " is another now than the amendment that was looked at. Proposed is: "
                    + proposal.words());
        }
        deals.amend(flow, deal, request);
        return Optional.empty();
    }

    private DealState.@Nullable Proposal proposal(FlowConfig flow, DealId deal) {
        var sold = stores.sales.get(Keys.of(flow.getFlow(), deal.value()));
        return sold == null ? null : sold.proposal();
    }
}
