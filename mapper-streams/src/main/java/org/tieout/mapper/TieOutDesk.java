package org.tieout.mapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.OrderPlanner;
import org.tieout.accounting.plan.OrderStanding;
import org.tieout.accounting.source.Order;
import org.tieout.accounting.source.OrderId;
import org.tieout.accounting.tieout.CashLine;
import org.tieout.accounting.tieout.Check;
import org.tieout.accounting.tieout.Check.Kind;
import org.tieout.accounting.tieout.OrderDifference;
import org.tieout.accounting.tieout.TieOut;
import org.tieout.event.CheckState;
import org.tieout.event.FlowConfig;
import org.tieout.event.LedgerDocument;
import org.tieout.event.LedgerStatus;
import org.tieout.event.PostingCommand;
import org.tieout.event.SettlementState;
import org.tieout.event.TieOutCheck;
import org.tieout.mapper.State.Ledger;
import org.tieout.mapper.State.Phase;
import org.tieout.mapper.State.Plan;
import org.tieout.mapper.State.ReadBack;
import org.tieout.schemas.Keys;

/// Keeps the proof of every settlement: what the plan says, what the ledger is read to hold, and where they differ.
///
/// A document that is read costs O(1): the plan counts what was seen and names what differs.
final class TieOutDesk {

    private static final String PENDING = "";

    /// Orders with something open that a tie-out names; how many there are, it counts.
    private static final int DIFFERENCES_SHOWN = 200;

    private final Stores stores;
    private final Contents contents;
    private final FlowTable flows;
    private final Outlet out;
    private final StringSerializer strings = new StringSerializer();
    private final Controls controls;

    TieOutDesk(Stores stores, FlowTable flows, Outlet out) {
        this.controls = new Controls(stores);
        this.stores = stores;
        this.contents = new Contents(stores);
        this.flows = flows;
        this.out = out;
    }

    /// A settlement whose lines are coming in: nothing can be judged yet.
    void opened(FlowConfig flow, State.Settlement settlement) {
        var pending = List.of(Check.pending(Kind.LINES), Check.pending(Kind.DOCUMENTS), Check.pending(Kind.ORDERS));
        store(flow, settlement, List.of(), pending);
    }

    /// A settlement that is held: only the first check can be judged.
    void held(FlowConfig flow, State.Settlement settlement, List<String> missing) {
        var header = settlement.header().total();
        var lines = header.equals(settlement.lineSum())
                ? new Check(Kind.LINES, Check.State.GREEN, header, settlement.lineSum(), List.of())
                : new Check(
                        Kind.LINES,
                        Check.State.RED,
                        header,
                        settlement.lineSum(),
                        List.of("header less rows is " + header.minus(settlement.lineSum())));
        store(flow, settlement, missing, List.of(lines, Check.pending(Kind.DOCUMENTS), Check.pending(Kind.ORDERS)));
    }

    /// A plan that does not prove itself: shown, never sent.
    void unproven(FlowConfig flow, State.Settlement settlement, List<Check> checks) {
        store(flow, settlement, List.of(), checks);
    }

    private void store(FlowConfig flow, State.Settlement settlement, List<String> missing, List<Check> checks) {
        stores.plans.put(
                Keys.of(flow.getFlow(), id(settlement)), Plan.held(settlement.documentHash(), missing, checks));
        publish(flow, id(settlement));
    }

    /// A settlement whose plan is made and proven; its commands follow.
    void planned(
            FlowConfig flow,
            State.Settlement settlement,
            String planHash,
            int documents,
            int orders,
            List<Check> checks,
            int openOrders) {
        var key = Keys.of(flow.getFlow(), id(settlement));
        stores.plans.put(
                key,
                new Plan(
                        settlement.documentHash(),
                        planHash,
                        List.of(),
                        documents,
                        orders,
                        checks,
                        openOrders,
                        Ledger.NONE,
                        false,
                        reissueOf(flow, settlement)));
    }

    /// Other content may come while a plan is being made.
    private @Nullable String reissueOf(FlowConfig flow, State.Settlement settlement) {
        var newest = contents.newest(flow.getSourceConnection(), id(settlement));
        return newest == null || newest.documentHash().equals(settlement.documentHash()) ? null : newest.documentHash();
    }

    /// Other content came under the id of a settlement that is posted: shown, never posted over.
    void reissued(FlowConfig flow, String settlementId, String documentHash) {
        var planKey = Keys.of(flow.getFlow(), settlementId);
        var plan = stores.plans.get(planKey);
        if (plan != null && !plan.commanded() && plan.documentHash().equals(documentHash)) {
            stores.plans.put(planKey, plan.withReissue(null)); // What came in between is not the newest any more.
            return;
        }
        if (plan == null
                || plan.documentHash().equals(documentHash)
                || (plan.commanded() && documentHash.equals(plan.reissued()))) {
            return;
        }
        stores.plans.put(planKey, plan.withReissue(documentHash));
        out.audit(
                flow.getFlow(),
                settlementId,
                null,
                "reissued",
                "other content came under the same id; what is posted stays",
                Map.of("document-hash", documentHash));
        out.alert(
                "reissued|" + planKey,
                flow.getFlow(),
                "settlement " + settlementId + " was reissued with other content after it was posted",
                "See what differs with: tieout replay " + settlementId + "; post the corrections with --repost",
                false);
        publish(flow, settlementId);
    }

    /// Commands that are out: they and the invoices they take must be read back.
    void expect(FlowConfig flow, String settlementId, List<PostingCommand> commands) {
        var awaited = new Awaited(flow, settlementId);
        for (var command : commands) {
            stores.expected.put(command.getPostingId(), Convert.expected(command, List.of(settlementId)));
            awaited.expected++;
            command.getDocument().getApplications().forEach(application -> awaited.also(application.getPostingId()));
        }
        awaited.keep();
    }

    /// Documents that the ledger takes against clearing by itself: no command of the settlement names them, and its
    /// proof needs them all the same. Takes some; true when none is left.
    boolean expectTaken(FlowConfig flow, String settlementId, int most) {
        var keys = taken(flow, settlementId, most);
        var awaited = new Awaited(flow, settlementId);
        keys.forEach(key -> {
            awaited.also(Keys.parts(key)[2]);
            stores.taken.delete(key);
        });
        awaited.keep();
        return keys.size() < most;
    }

    /// Of a plan that will not be sent.
    void forgetTaken(FlowConfig flow, String settlementId) {
        taken(flow, settlementId, Integer.MAX_VALUE).forEach(stores.taken::delete);
    }

    private List<String> taken(FlowConfig flow, String settlementId, int most) {
        var keys = new ArrayList<String>();
        try (var scan = stores.taken.prefixScan(Keys.prefix(flow.getFlow(), settlementId), strings)) {
            while (scan.hasNext() && keys.size() < most) {
                keys.add(scan.next().key);
            }
        }
        return keys;
    }

    /// What a settlement's proof needs of the ledger, as more of it is commanded.
    private final class Awaited {
        private final String key;
        private final String settlementId;
        private final Plan plan;
        private final TreeMap<String, String> red;
        private int expected;
        private int seen;

        Awaited(FlowConfig flow, String settlementId) {
            this.key = Keys.of(flow.getFlow(), settlementId);
            this.settlementId = settlementId;
            this.plan = Objects.requireNonNull(stores.plans.get(key), key);
            this.expected = plan.ledger().expected();
            this.seen = plan.ledger().seen();
            this.red = new TreeMap<>(plan.ledger().red());
        }

        /// A document that was commanded before, or beside it.
        void also(String posting) {
            var known = stores.expected.get(posting);
            if (known == null || known.settlements().contains(settlementId)) {
                return;
            }
            stores.expected.put(posting, known.neededBy(settlementId));
            expected++;
            var read = stores.readBack.get(posting);
            if (read != null) {
                seen++;
                note(red, posting, read);
            }
        }

        void keep() {
            stores.plans.put(
                    key, plan.with(new Ledger(expected, seen, red, plan.ledger().bank())));
        }
    }

    /// All commands are out.
    void commanded(FlowConfig flow, String settlementId) {
        var key = Keys.of(flow.getFlow(), settlementId);
        var plan = Objects.requireNonNull(stores.plans.get(key), key).allCommanded();
        var content = Objects.requireNonNull(contents.of(flow, settlementId, plan), key);
        var disbursed = content.header().total();
        var bankLine = CashLine.isNeedless(Policies.of(flow).profile(), disbursed, plan.documents())
                ? Money.zero(currencyOf(plan))
                : plan.ledger().bank();
        stores.plans.put(
                key,
                plan.with(new Ledger(
                        plan.ledger().expected(),
                        plan.ledger().seen(),
                        plan.ledger().red(),
                        bankLine)));
        publish(flow, settlementId);
        if (plan.reissued() != null) {
            reissued(flow, settlementId, plan.reissued());
        }
    }

    /// Corrections that are out: the settlement is proven by what was planned again, from that content.
    void corrected(FlowConfig flow, State.Settlement content, List<Check> checks, List<PostingCommand> commands) {
        var key = Keys.of(flow.getFlow(), id(content));
        var plan = Objects.requireNonNull(stores.plans.get(key), key);
        stores.plans.put(key, plan.provenBy(content.documentHash(), checks));
        expect(flow, id(content), commands);
        publish(flow, id(content));
    }

    /// Journals about a settlement's payout that are out: they must be read back, too.
    void booked(FlowConfig flow, String settlementId, List<PostingCommand> commands) {
        expect(flow, settlementId, commands);
        publish(flow, settlementId);
    }

    /// A document as the ledger holds it now.
    void read(LedgerDocument document) {
        var posting = document.getPostingId();
        var expected = stores.expected.get(posting);
        if (expected == null) {
            return; // Not ours, or of a plan that this log no longer has.
        }
        var before = stores.readBack.get(posting);
        var total = Convert.money(document.getTotal());
        var now = new ReadBack(finding(expected, document), total);
        stores.readBack.put(posting, now);
        if (now.equals(before)) {
            return;
        }
        for (var flow : flows.of(document.getSourceConnection())) {
            if (flow.getFlow().equals(document.getFlow())) {
                expected.settlements().forEach(settlement -> update(flow, settlement, posting, expected, before, now));
            }
        }
    }

    private void update(
            FlowConfig flow,
            String settlementId,
            String posting,
            State.Expected expected,
            @Nullable ReadBack before,
            ReadBack now) {
        var key = Keys.of(flow.getFlow(), settlementId);
        var plan = stores.plans.get(key);
        if (plan == null || plan.planHash() == null) {
            return;
        }
        var ledger = plan.ledger();
        var red = new TreeMap<>(ledger.red());
        red.remove(posting);
        note(red, posting, now);
        var seen = before == null ? ledger.seen() + 1 : ledger.seen();
        var content = Objects.requireNonNull(contents.of(flow, settlementId, plan), key);
        var bank = CashLine.in(
                        new PostingId(posting),
                        expected.kind(),
                        content.header().total(),
                        now.total())
                .orElse(ledger.bank());
        stores.plans.put(key, plan.with(new Ledger(ledger.expected(), seen, red, bank)));
        if (plan.commanded() && (seen >= ledger.expected() || !red.equals(ledger.red()))) {
            publish(flow, settlementId);
        }
    }

    /// An order's account as a settlement leaves it; what earlier ones had open on it may be closed now.
    void orderSettled(FlowConfig flow, String settlementId, OrderId order, OrderStanding standing, String currency) {
        differ(
                flow,
                settlementId,
                order,
                OrderDifference.in(order, standing, currency).orElse(null));
        if (standing.settlements().size() > 1) {
            orderChanged(flow, order.value(), standing);
        }
    }

    /// An order's account changed after a settlement: its differences may be gone.
    void orderChanged(FlowConfig flow, String orderId, OrderStanding standing) {
        for (var settlementId : standing.settlements()) {
            var key = Keys.of(flow.getFlow(), settlementId);
            var plan = stores.plans.get(key);
            if (plan == null || !plan.commanded()) {
                continue;
            }
            var order = new OrderId(orderId);
            var change = differ(
                    flow,
                    settlementId,
                    order,
                    OrderDifference.in(order, standing, currencyOf(plan)).orElse(null));
            stores.plans.put(key, plan.withOpenOrders(plan.openOrders() + change));
            publish(flow, settlementId);
        }
    }

    /// Keeps what is open on an order after a settlement. Returns by how much the count of open orders changed.
    private int differ(FlowConfig flow, String settlementId, OrderId order, @Nullable OrderDifference difference) {
        var key = Keys.of(flow.getFlow(), settlementId, order.value());
        var before = stores.differences.get(key);
        if (difference != null) {
            stores.differences.put(key, difference);
        } else if (before != null) {
            stores.differences.delete(key);
        }
        return (difference == null ? 0 : 1) - (before == null ? 0 : 1);
    }

    /// The first of the orders with something open: a record of a topic is no place for all of them.
    private List<org.tieout.event.OrderDifference> differences(FlowConfig flow, String settlementId) {
        var first = new ArrayList<org.tieout.event.OrderDifference>();
        try (var scan = stores.differences.prefixScan(Keys.prefix(flow.getFlow(), settlementId), strings)) {
            while (scan.hasNext() && first.size() < DIFFERENCES_SHOWN) {
                first.add(difference(scan.next().value));
            }
        }
        return first;
    }

    /// Holds an order's own record against its invoices: a record that changed after it was invoiced turns
    /// check 5 red,
    /// by name.
    void compareOrder(FlowConfig flow, Order order, OrderStanding standing) {
        var currency = order.marketplace().currency();
        if (!standing.invoiced()
                || standing.documents().getFirst().amount().currency().equals(currency)) {
            var difference =
                    standing.invoiced() ? OrderPlanner.difference(order, standing, currency) : Money.zero(currency);
            var marker = "order " + order.id() + ":";
            for (var settlementId : standing.settlements()) {
                var key = Keys.of(flow.getFlow(), settlementId);
                var plan = stores.plans.get(key);
                if (plan != null && plan.planHash() != null) {
                    withOrderFinding(flow, settlementId, plan, marker, difference);
                }
            }
        }
    }

    private void withOrderFinding(FlowConfig flow, String settlementId, Plan plan, String marker, Money difference) {
        var check = checkOf(plan, Kind.ORDERS);
        var findings = new ArrayList<>(check.findings().stream()
                .filter(finding -> !finding.startsWith(marker + " its record"))
                .toList());
        if (!difference.isZero()) {
            findings.add(marker + " its record differs by " + difference + " from what was invoiced");
        }
        if (!findings.equals(check.findings())) {
            var state = findings.isEmpty() ? Check.State.GREEN : Check.State.RED;
            stores.plans.put(
                    Keys.of(flow.getFlow(), settlementId),
                    plan.with(new Check(Kind.ORDERS, state, check.expected(), check.actual(), findings)));
            publish(flow, settlementId);
        }
    }

    /// Publishes a settlement's proof as it stands.
    void publish(FlowConfig flow, String settlementId) {
        var plan = stores.plans.get(Keys.of(flow.getFlow(), settlementId));
        var settlement = contents.of(flow, settlementId, plan);
        if (settlement == null || plan == null) {
            return;
        }
        var checks = checks(settlement, plan);
        var header = settlement.header();
        out.tieOut(org.tieout.event.TieOut.newBuilder()
                .setFlow(flow.getFlow())
                .setConnection(flow.getSourceConnection())
                .setSettlementId(settlementId)
                .setState(stateOf(settlement, plan, checks))
                .setStartAt(header.startAt())
                .setEndAt(header.endAt())
                .setDepositAt(header.depositAt())
                .setHeaderTotal(Convert.money(header.total()))
                .setLineSum(Convert.money(settlement.lineSum()))
                .setLineCount(settlement.lineCount())
                .setOrderCount(plan.orders())
                .setDocuments(plan.ledger().expected())
                .setDocumentsRead(plan.ledger().seen())
                .setChecks(checks.stream().map(TieOutDesk::check).toList())
                .setControls(controls.controls(flow.getFlow(), settlementId))
                .setOrderDifferences(differences(flow, settlementId))
                .setOpenOrders(plan.openOrders())
                .setMissing(plan.missing())
                .setUpdatedAt(out.now())
                .build());
    }

    private List<Check> checks(State.Settlement settlement, Plan plan) {
        var total = settlement.header().total();
        var ledger = !plan.commanded()
                ? Check.pending(Kind.LEDGER)
                : TieOut.ledger(
                        plan.ledger().expected(),
                        plan.ledger().seen(),
                        List.copyOf(plan.ledger().red().values()),
                        total);
        var bank = plan.ledger().bank();
        var cash = bank == null ? Check.pending(Kind.CASH) : TieOut.cash(total, bank);
        return TieOut.judged(
                checkOf(plan, Kind.LINES), checkOf(plan, Kind.DOCUMENTS), ledger, cash, checkOf(plan, Kind.ORDERS));
    }

    private static SettlementState stateOf(State.Settlement settlement, Plan plan, List<Check> checks) {
        if (plan.reissued() != null) {
            return SettlementState.REISSUED;
        }
        if (settlement.phase() != Phase.CLOSED) {
            return settlement.phase() == Phase.OPENED ? SettlementState.OPENED : SettlementState.INCONSISTENT;
        }
        if (plan.planHash() == null) {
            return TieOut.broken(checks) ? SettlementState.NOT_TIED_OUT : SettlementState.PARKED;
        }
        if (TieOut.tiedOut(checks)) {
            return SettlementState.TIED_OUT;
        }
        if (TieOut.broken(checks)) {
            return SettlementState.NOT_TIED_OUT;
        }
        return SettlementState.COMMANDED;
    }

    /// Compares account by account; names what differs.
    private static String finding(State.Expected expected, LedgerDocument document) {
        var name = expected.kind() + " " + expected.reference() + " (" + document.getVendorType() + " "
                + document.getVendorId() + ")";
        if (document.getStatus() != LedgerStatus.LIVE) {
            return name + " is " + document.getStatus().name().toLowerCase(java.util.Locale.ROOT) + " in the ledger";
        }
        var held = Convert.accounts(document.getLines());
        if (held.equals(expected.accounts())) {
            return PENDING;
        }
        var accounts = new TreeMap<String, long[]>();
        expected.accounts().forEach((account, minor) -> accounts.computeIfAbsent(account, a -> new long[2])[0] = minor);
        held.forEach((account, minor) -> accounts.computeIfAbsent(account, a -> new long[2])[1] = minor);
        var differences = new ArrayList<String>();
        accounts.forEach((account, amounts) -> {
            if (amounts[0] != amounts[1]) {
                differences.add("account " + account + " holds " + new Money(expected.currency(), amounts[1])
                        + ", planned " + new Money(expected.currency(), amounts[0]));
            }
        });
        return name + ": " + String.join("; ", differences);
    }

    private static void note(java.util.Map<String, String> red, String posting, ReadBack read) {
        if (!read.finding().isEmpty()) {
            red.put(posting, read.finding());
        }
    }

    private static Check checkOf(Plan plan, Kind kind) {
        return plan.checks().stream()
                .filter(check -> check.kind() == kind)
                .findFirst()
                .orElseGet(() -> Check.pending(kind));
    }

    private static String currencyOf(Plan plan) {
        return Objects.requireNonNull(checkOf(plan, Kind.LINES).expected()).currency();
    }

    private static String id(State.Settlement settlement) {
        return settlement.header().id().value();
    }

    private static TieOutCheck check(Check check) {
        var expected = check.expected();
        var actual = check.actual();
        return TieOutCheck.newBuilder()
                .setNumber(check.kind().number())
                .setName(check.kind().word())
                .setState(
                        switch (check.state()) {
                            case PENDING -> CheckState.PENDING;
                            case GREEN -> CheckState.GREEN;
                            case RED -> CheckState.RED;
                        })
                .setExpected(expected == null ? null : Convert.money(expected))
                .setActual(actual == null ? null : Convert.money(actual))
                .setFindings(check.findings())
                .build();
    }

    private static org.tieout.event.OrderDifference difference(OrderDifference difference) {
        return org.tieout.event.OrderDifference.newBuilder()
                .setOrderId(difference.order().value())
                .setInvoiced(Convert.money(difference.invoiced()))
                .setCredited(Convert.money(difference.credited()))
                .setSettled(Convert.money(difference.settled()))
                .setOpen(Convert.money(difference.open()))
                .setNote(difference.note())
                .build();
    }
}
