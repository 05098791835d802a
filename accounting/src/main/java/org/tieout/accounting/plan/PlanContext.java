package org.tieout.accounting.plan;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.catalogue.Category.Treatment;
import org.tieout.accounting.document.Account;
import org.tieout.accounting.document.Application;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Document.Heading;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.mapping.Role;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.OrderId;
import org.tieout.accounting.source.RowType;

/// What every profile needs to make its documents: one settlement, in one flow, under one mapping table.
final class PlanContext {

    final SettlementFacts facts;
    final FlowPolicy policy;
    final Mappings mappings;
    final Resolution.Ready resolution;
    final Calendar calendar;
    final References references;
    final String settlement;
    final String currency;
    private final Function<OrderId, OrderStanding> standings;
    private final PlanSink sink;
    private final Map<OrderId, OrderStanding> changed = new HashMap<>();
    private int documents;

    PlanContext(
            SettlementFacts facts,
            FlowPolicy policy,
            Mappings mappings,
            Resolution.Ready resolution,
            Function<OrderId, OrderStanding> standings,
            PlanSink sink,
            int documents) {
        this.facts = facts;
        this.policy = policy;
        this.mappings = mappings;
        this.resolution = resolution;
        this.calendar = Calendar.of(facts);
        this.references = References.of(policy.profile());
        this.settlement = facts.header().id().value();
        this.currency = facts.header().total().currency();
        this.standings = standings;
        this.sink = sink;
        this.documents = documents;
    }

    /// Gives the next document out, dated in an open period.
    void emit(Document document) {
        documents++;
        sink.document(Periods.dated(policy.closed(), document));
    }

    /// How many documents were given out, earlier steps included.
    int documents() {
        return documents;
    }

    /// An order's account as it stands now, with what this plan did to it.
    OrderStanding standing(OrderId order) {
        var known = changed.get(order);
        return known == null ? standings.apply(order) : known;
    }

    /// Keeps an order's account, which the plan may come back to in this step.
    void keep(OrderId order, OrderStanding standing) {
        changed.put(order, standing);
        sink.standing(order, standing);
    }

    /// Keeps an order's account for good.
    void keepLast(OrderId order, OrderStanding standing) {
        sink.standing(order, standing);
    }

    /// States that the ledger itself takes that of an order's document, where no payment document says so.
    void applied(Application taken) {
        sink.applied(taken);
    }

    Category categoryOf(RowType type) {
        return resolution.of(type);
    }

    /// True for rows that an order's own documents carry in INVOICE mode.
    boolean isReceivable(RowTotal total) {
        return total.ofOrder() && categoryOf(total.type()).treatment() != Treatment.DIRECT;
    }

    /// The clearing account, where the mapping has one that the ledger takes. A profile that does not live by it can do
    /// without.
    Optional<Account> clearing() {
        return mappings.accountOf(Role.CLEARING, null, calendar.depositDate());
    }

    /// The account of a role; its presence was checked before anything was planned.
    Account role(Role role) {
        return mappings.accountOf(role, null, calendar.depositDate())
                .orElseThrow(() -> new IllegalStateException("resolved, yet no account for " + role));
    }

    /// The account that the payout debits.
    Account payout() {
        return role(policy.payouts().on(calendar.depositDate()).debits());
    }

    /// The customer that a marketplace's sales are booked on; its presence was checked before anything was planned.
    String customerOf(OrderGroup group, LocalDate date) {
        return mappings.customerOf(group.marketplace(), date)
                .orElseThrow(() -> new IllegalStateException("resolved, yet no customer for " + group.order()));
    }

    /// The vendor that Amazon is to the flow; its presence was checked before anything was planned.
    String vendor() {
        return mappings.vendorOf(calendar.depositDate())
                .orElseThrow(() -> new IllegalStateException("resolved, yet no vendor for " + settlement));
    }

    Money zero() {
        return Money.zero(currency);
    }

    /// A heading of one of the settlement's own documents.
    ///
    /// @param document the document's part of the posting id
    /// @param reference what the ledger shows
    Heading heading(String document, String reference, LocalDate date, String memo) {
        return new Heading(
                PostingId.ofSettlement(policy.flow(), settlement, document), reference, date, currency, memo);
    }
}
