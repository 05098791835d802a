package org.tieout.mapper;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.balance.Control;
import org.tieout.accounting.balance.ControlTotals;
import org.tieout.accounting.balance.Finding;
import org.tieout.accounting.balance.SettlementBalance;
import org.tieout.accounting.balance.SettlementChain;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.Marketplace;
import org.tieout.accounting.source.RowType;
import org.tieout.accounting.tieout.Check;
import org.tieout.event.AccountBalance;
import org.tieout.event.FinancialEvent;
import org.tieout.event.FlowConfig;
import org.tieout.event.SettlementEvent;
import org.tieout.mapper.State.Phase;
import org.tieout.schemas.Keys;

/// Holds settlements against each other and against Amazon's own totals. What it finds are alerts that
/// end when their
/// cause does; it posts nothing and holds nothing up.
///
/// Settlements come in bursts, so a connection is only marked when something changed, and looked at once
/// a second.
final class BalanceDesk {

    private static final byte[] PRESENT = {1};
    private static final String CHAIN = "chain";

    /// Amazon lists transactions of orders up to 48 hours late ("Finances API": listTransactions).
    private static final Duration LATE = Duration.ofDays(2);

    /// Nothing is deferred for longer than Amazon's own list goes back.
    private static final Duration LONGEST_DEFERRAL = Duration.ofDays(180);

    private final Stores stores;
    private final Buckets buckets;
    private final FlowTable flows;
    private final EventDesk events;
    private final TieOutDesk tieOuts;
    private final Outlet out;
    private final StringSerializer strings = new StringSerializer();

    BalanceDesk(Stores stores, Buckets buckets, FlowTable flows, EventDesk events, TieOutDesk tieOuts, Outlet out) {
        this.stores = stores;
        this.buckets = buckets;
        this.flows = flows;
        this.events = events;
        this.tieOuts = tieOuts;
        this.out = out;
    }

    /// What a settlement hands on, read from its sums before they are planned and may be forgotten.
    BalanceState.@Nullable Link link(SettlementEvent event) {
        if (event.getClosed() == null) {
            return null; // Most records are lines; they cost nothing here.
        }
        var key = Keys.of(event.getConnection(), event.getSettlementId());
        var settlement = stores.settlements.get(key);
        if (settlement == null || settlement.phase() != Phase.OPENED) {
            return null;
        }
        var facts = buckets.facts(key, settlement.header());
        var unknown = new TreeMap<String, Long>();
        for (var total : facts.totals()) {
            if (Mappings.standard().categoryOf(total.type()).isEmpty()) {
                unknown.merge(total.type().key(), total.minor(), Math::addExact);
            }
        }
        return new BalanceState.Link(SettlementBalance.of(facts, Optional.empty(), Mappings.standard()), unknown);
    }

    /// A settlement was closed. One that does not add up is there nevertheless: it is no gap.
    void closed(SettlementEvent event, BalanceState.Link link) {
        var settlement = stores.settlements.get(Keys.of(event.getConnection(), event.getSettlementId()));
        if (settlement == null || settlement.phase() == Phase.OPENED || settlement.phase() == Phase.INCOMPLETE) {
            return;
        }
        stores.links.put(Keys.of(event.getConnection(), event.getSettlementId()), link);
        mark(event.getConnection());
        events.summary(event.getConnection(), event.getSettlementId()).ifPresent(this::summary);
    }

    /// Amazon said something about a settlement or about what it holds.
    void statement(FinancialEvent event) {
        if (event.getSummary() != null) {
            summary(event);
        }
        mark(event.getConnection());
    }

    /// A flow or its mapping changed: what settlements hand on may read differently.
    void mark(String connection) {
        stores.due.put(Keys.of(CHAIN, connection), PRESENT);
    }

    /// Marks every connection, for what only time brings about.
    void markAll() {
        var connections = new ArrayList<String>();
        try (var scan = stores.feeds.all()) {
            scan.forEachRemaining(entry -> connections.add(entry.key));
        }
        connections.forEach(this::mark);
    }

    /// Looks at every connection that was marked.
    void work() {
        var marked = new ArrayList<String>();
        try (var scan = stores.due.prefixScan(Keys.prefix(CHAIN), strings)) {
            scan.forEachRemaining(entry -> marked.add(entry.key));
        }
        for (var key : marked) {
            stores.due.delete(key);
            var connection = Keys.parts(key)[1];
            for (var flow : flows.of(connection)) {
                look(flow);
            }
        }
    }

    private void look(FlowConfig flow) {
        var connection = flow.getSourceConnection();
        var settlements = settlements(flow);
        var found = new TreeMap<String, Finding>();
        var chains = SettlementChain.of(settlements);
        SettlementChain.findings(settlements).forEach(finding -> found.put(finding.id(), finding));
        var until = events.knownUntil(connection);
        for (var chain : chains) {
            until.flatMap(chain::overdue).ifPresent(finding -> found.put(finding.id(), finding));
        }
        report(flow, found);
        for (var event : events.balances(connection)) {
            var balance = event.getBalance();
            if (balance != null) {
                Marketplace.byId(balance.getMarketplaceId())
                        .ifPresent(marketplace -> balance(flow, chains, event, balance, marketplace));
            }
        }
    }

    private List<SettlementBalance> settlements(FlowConfig flow) {
        var mappings = flows.table(flow);
        var all = new ArrayList<SettlementBalance>();
        try (var scan = stores.links.prefixScan(Keys.prefix(flow.getSourceConnection()), strings)) {
            scan.forEachRemaining(entry -> all.add(read(entry.value, mappings)));
        }
        return all.stream()
                .filter(balance -> !isBeforeCutOver(flow, balance))
                .map(balance -> events.summary(
                                flow.getSourceConnection(), balance.id().value())
                        .map(FinancialEvent::getSummary)
                        .map(summary -> summary.getAccountType())
                        .map(balance::ofAccount)
                        .orElse(balance))
                .toList();
    }

    private boolean isBeforeCutOver(FlowConfig flow, SettlementBalance balance) {
        var settlement = stores.settlements.get(
                Keys.of(flow.getSourceConnection(), balance.id().value()));
        return settlement == null || CutOver.precedes(flow, settlement.header());
    }

    private static SettlementBalance read(BalanceState.Link link, Mappings mappings) {
        var balance = link.balance();
        for (var unknown : link.unknown().entrySet()) {
            var category = mappings.categoryOf(RowType.parse(unknown.getKey()));
            if (category.isPresent()) {
                balance = balance.plus(category.get(), new Money(balance.currency(), unknown.getValue()));
            }
        }
        return balance;
    }

    /// Raises what is new or reads differently, ends what is over.
    private void report(FlowConfig flow, Map<String, Finding> found) {
        var known = stores.findings.get(flow.getFlow());
        var before = known == null ? new TreeMap<String, String>() : new TreeMap<>(known.sentences());
        var now = new TreeMap<String, String>();
        found.forEach((id, finding) -> now.put(id, finding.sentence()));
        if (now.equals(before)) {
            return;
        }
        stores.findings.put(flow.getFlow(), new BalanceState.Findings(now));
        var over = new TreeSet<>(before.keySet());
        over.removeAll(now.keySet());
        over.forEach(id -> out.alert(alertId(flow, id), flow.getFlow(), "over: " + before.get(id), "", true));
        found.forEach((id, finding) -> {
            if (!finding.sentence().equals(before.get(id))) {
                raise(flow, finding);
            }
        });
    }

    private void raise(FlowConfig flow, Finding finding) {
        if (finding.kind().trouble()) {
            out.alert(alertId(flow, finding.id()), flow.getFlow(), finding.sentence(), finding.nextStep(), false);
        } else {
            out.audit(
                    flow.getFlow(),
                    finding.settlement().value(),
                    null,
                    finding.kind().word(),
                    finding.sentence());
        }
    }

    private static String alertId(FlowConfig flow, String findingId) {
        return "chain|" + Keys.of(flow.getFlow()) + "|" + findingId;
    }

    private void summary(FinancialEvent event) {
        var summary = event.getSummary();
        if (summary == null) {
            return;
        }
        var key = Keys.of(event.getConnection(), summary.getSettlementId());
        var link = stores.links.get(key);
        var settlement = stores.settlements.get(key);
        if (link == null || settlement == null) {
            return;
        }
        for (var flow : flows.of(event.getConnection())) {
            var control = ControlTotals.summary(
                    read(link, flows.table(flow)),
                    settlement.lineSum(),
                    Convert.money(summary.getNetProceeds()),
                    summary.getBreakdowns().stream().map(FinancialEvents::part).toList());
            put(flow, summary.getSettlementId(), control);
        }
    }

    private void balance(
            FlowConfig flow,
            List<SettlementChain> chains,
            FinancialEvent event,
            AccountBalance balance,
            Marketplace marketplace) {
        var stated = FinancialEvents.stated(event, balance, marketplace);
        var chain = chains.stream()
                .filter(candidate -> isOf(candidate, balance, marketplace))
                .findFirst();
        if (chain.isEmpty()) {
            return; // Nothing of this account was ever settled: there is no settlement to show it beside.
        }
        var settlements = chain.get().settlements();
        var ended = settlements.stream()
                .filter(settlement -> !settlement.endAt().isAfter(stated.at()))
                .toList();
        if (ended.isEmpty()) {
            put(flow, settlements.getFirst().id().value(), ControlTotals.noGround(stated));
            return;
        }
        var last = ended.getLast();
        var connection = flow.getSourceConnection();
        ControlTotals.heldAt(
                        settlements,
                        stated.at(),
                        events.since(
                                connection,
                                marketplace,
                                stated.at().minus(LONGEST_DEFERRAL),
                                last.endAt(),
                                stated.at().plusMillis(1)),
                        transaction -> events.releasedAt(connection, transaction),
                        flows.table(flow)::categoryOfEvent)
                .ifPresent(held -> put(
                        flow,
                        last.id().value(),
                        ControlTotals.balance(stated, held, isComplete(connection, stated.at()))));
        settlements.stream()
                .filter(settlement -> !settlement.equals(last))
                .forEach(settlement -> withdraw(flow, settlement.id().value()));
    }

    /// What an earlier statement left undecided or red is the newest one's to decide: it is of everything before it.
    private void withdraw(FlowConfig flow, String settlementId) {
        var key = Keys.of(flow.getFlow(), settlementId);
        var known = stores.controls.get(key);
        if (known == null) {
            return;
        }
        for (var control : known.controls()) {
            if (control.kind() == Control.Kind.BALANCE && control.state() != Check.State.GREEN) {
                var others = known.controls().stream()
                        .filter(other -> !other.equals(control))
                        .toList();
                stores.controls.put(key, new BalanceState.Controls(others));
                if (control.state() == Check.State.RED) {
                    endAlert(flow, settlementId, control.kind(), "a later balance is compared instead");
                }
                tieOuts.publish(flow, settlementId);
            }
        }
    }

    private static boolean isOf(SettlementChain chain, AccountBalance balance, Marketplace marketplace) {
        var any = chain.settlements().getFirst();
        return any.accountType().equals(balance.getAccountType())
                && chain.settlements().stream()
                        .map(SettlementBalance::marketplace)
                        .filter(java.util.Objects::nonNull)
                        .findFirst()
                        .flatMap(Marketplace::byName)
                        .or(() -> Marketplace.byCurrency(any.currency()))
                        .filter(marketplace::equals)
                        .isPresent();
    }

    private boolean isComplete(String connection, Instant at) {
        return events.knownUntil(connection)
                .filter(until -> !until.isBefore(at.plus(LATE)))
                .isPresent();
    }

    private void put(FlowConfig flow, String settlementId, Control control) {
        var key = Keys.of(flow.getFlow(), settlementId);
        var known = stores.controls.get(key);
        var controls = new ArrayList<Control>();
        Control before = null;
        if (known != null) {
            for (var other : known.controls()) {
                if (other.kind() == control.kind()) {
                    before = other;
                } else {
                    controls.add(other);
                }
            }
        }
        if (control.equals(before)) {
            return;
        }
        controls.add(control);
        controls.sort(java.util.Comparator.comparing(Control::kind));
        stores.controls.put(key, new BalanceState.Controls(controls));
        alert(flow, settlementId, control, before);
        tieOuts.publish(flow, settlementId);
    }

    private void alert(FlowConfig flow, String settlementId, Control control, @Nullable Control before) {
        if (control.state() == Check.State.RED) {
            out.alert(
                    controlAlert(flow, settlementId, control.kind()),
                    flow.getFlow(),
                    "settlement " + settlementId + ": " + String.join("; ", control.findings()),
                    "Compare both amounts with the settlement in Seller Central. Nothing is held up by it, and nothing was"
                            + " adjusted. See: tieout status",
                    false);
        } else if (before != null && before.state() == Check.State.RED) {
            endAlert(flow, settlementId, control.kind(), control.kind().word() + " no longer differs");
        }
    }

    private void endAlert(FlowConfig flow, String settlementId, Control.Kind kind, String why) {
        out.alert(
                controlAlert(flow, settlementId, kind),
                flow.getFlow(),
                "settlement " + settlementId + ": " + why,
                "",
                true);
    }

    private static String controlAlert(FlowConfig flow, String settlementId, Control.Kind kind) {
        return "control|" + Keys.of(flow.getFlow(), settlementId, kind.word());
    }
}
