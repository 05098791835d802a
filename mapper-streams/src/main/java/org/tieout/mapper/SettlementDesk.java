package org.tieout.mapper;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.money.Money;
import org.tieout.event.FlowConfig;
import org.tieout.event.SettlementEvent;
import org.tieout.event.SourceKind;
import org.tieout.mapper.State.Phase;
import org.tieout.runtime.service.Failpoint;
import org.tieout.runtime.service.Failpoints;
import org.tieout.schemas.Keys;

/// Takes settlements: sums their lines as they come, closes them when the last record's counts agree, and has every
/// flow plan them.
final class SettlementDesk {

    private final Stores stores;
    private final Buckets buckets;
    private final FlowTable flows;
    private final Plans plans;
    private final Outlet out;
    private final TieOutDesk tieOuts;
    private final Failpoints failpoints;
    private final Contents contents;
    private final RequestDesk requests;
    private final StringSerializer strings = new StringSerializer();
    private @Nullable Incoming incoming;

    /// What a line needs to know of its settlement, remembered because lines come in runs.
    private record Incoming(
            String connection, String settlement, String documentHash, String key, boolean open, String currency) {

        static Incoming of(SettlementEvent event, String key, State.@Nullable Settlement settlement) {
            var connection = event.getConnection();
            var id = event.getSettlementId();
            var hash = event.getDocumentHash();
            return settlement == null || !settlement.documentHash().equals(hash)
                    ? new Incoming(connection, id, hash, key, false, "")
                    : new Incoming(
                            connection,
                            id,
                            hash,
                            key,
                            settlement.phase() == Phase.OPENED,
                            settlement.header().total().currency());
        }

        boolean isOf(SettlementEvent event) {
            return settlement.equals(event.getSettlementId())
                    && documentHash.equals(event.getDocumentHash())
                    && connection.equals(event.getConnection());
        }
    }

    SettlementDesk(
            Stores stores,
            Buckets buckets,
            FlowTable flows,
            Plans plans,
            Outlet out,
            TieOutDesk tieOuts,
            RequestDesk requests,
            Failpoints failpoints) {
        this.contents = new Contents(stores);
        this.requests = requests;
        this.stores = stores;
        this.buckets = buckets;
        this.flows = flows;
        this.plans = plans;
        this.out = out;
        this.tieOuts = tieOuts;
        this.failpoints = failpoints;
    }

    void event(SettlementEvent event) {
        if (event.getOpened() != null) {
            open(event);
        } else if (event.getLine() != null) {
            line(event);
        } else if (event.getClosed() != null) {
            close(event);
        }
    }

    private void open(SettlementEvent event) {
        var key = Contents.first(event.getConnection(), event.getSettlementId());
        var known = stores.settlements.get(key);
        if (known != null && known.phase() != Phase.OPENED) {
            if (known.documentHash().equals(event.getDocumentHash())
                    && !contents.isSuperseded(event.getConnection(), event.getSettlementId())) {
                return; // The same content again: an overlap of windows, or a file fed in by hand.
            }
            if (commandedSomewhere(event)) {
                openReissue(event);
                return;
            }
        }
        if (known != null && (known.phase() == Phase.INCONSISTENT || known.phase() == Phase.INCOMPLETE)) {
            flows.of(event.getConnection()).forEach(flow -> release(flow, event.getSettlementId()));
        }
        var opened = begin(key, event);
        // One that is never closed must be seen to be open.
        flows.of(event.getConnection()).stream()
                .filter(flow -> !CutOver.precedes(flow, opened.header()))
                .forEach(flow -> tieOuts.opened(flow, opened));
    }

    private State.Settlement begin(String key, SettlementEvent event) {
        buckets.open(key);
        var opened = new State.Settlement(
                Convert.header(event.getSettlementId(), event.getOpened()),
                event.getDocumentHash(),
                Phase.OPENED,
                0,
                Money.zero(event.getOpened().getTotal().getCurrency()));
        stores.settlements.put(key, opened);
        incoming = null;
        return opened;
    }

    /// Kept beside the content that was planned, until a person has it compared. The newest other content stands.
    private void openReissue(SettlementEvent event) {
        var key = Contents.reissue(event.getConnection(), event.getSettlementId());
        var known = stores.settlements.get(key);
        if (known == null
                || known.phase() == Phase.OPENED
                || !known.documentHash().equals(event.getDocumentHash())) {
            begin(key, event);
        }
    }

    private void line(SettlementEvent event) {
        var current = incoming;
        if (current == null || !current.isOf(event)) {
            var key = contents.keyOf(event.getConnection(), event.getSettlementId(), event.getDocumentHash());
            current = Incoming.of(event, key, stores.settlements.get(key));
            incoming = current;
        }
        if (current.open) {
            buckets.add(
                    current.key,
                    current.currency,
                    event.getLine(),
                    Convert.minor(event.getLine().getAmount()));
        }
    }

    private void close(SettlementEvent event) {
        var key = contents.keyOf(event.getConnection(), event.getSettlementId(), event.getDocumentHash());
        var settlement = stores.settlements.get(key);
        if (settlement == null
                || settlement.phase() != Phase.OPENED
                || !settlement.documentHash().equals(event.getDocumentHash())) {
            return;
        }
        incoming = null;
        failpoints.here(Failpoint.MAPPER_AFTER_CLOSE);
        var progress = buckets.progress(key);
        var sum = new Money(settlement.header().total().currency(), progress.minor());
        var stated = Convert.money(event.getClosed().getLineSum());
        var complete = progress.lines() == event.getClosed().getLineCount() && sum.equals(stated);
        var phase = !complete
                ? Phase.INCOMPLETE
                : sum.equals(settlement.header().total()) ? Phase.CLOSED : Phase.INCONSISTENT;
        var closed = settlement.closed(phase, progress.lines(), sum);
        stores.settlements.put(key, closed);
        for (var flow : flows.of(event.getConnection())) {
            if (isCommanded(flow, event.getSettlementId())) {
                reissued(flow, closed);
            } else {
                plan(flow, event.getSettlementId());
            }
        }
    }

    private void reissued(FlowConfig flow, State.Settlement content) {
        var id = content.header().id().value();
        tieOuts.reissued(flow, id, content.documentHash());
        var plan = stores.plans.get(Keys.of(flow.getFlow(), id));
        if (plan != null && plan.commanded()) {
            requests.reissued(flow, id);
        }
    }

    /// All known settlements, for a flow that is new.
    void planAll(FlowConfig flow) {
        var ids = new ArrayList<String>();
        try (var scan = stores.settlements.prefixScan(Keys.prefix(flow.getSourceConnection()), strings)) {
            scan.forEachRemaining(entry -> ids.add(entry.value.header().id().value()));
        }
        ids.forEach(id -> plan(flow, id));
    }

    /// Plans one settlement in one flow, unless it was already. Returns how many rows it has.
    long plan(FlowConfig flow, String settlementId) {
        var planKey = Keys.of(flow.getFlow(), settlementId);
        var settlement = contents.newest(flow.getSourceConnection(), settlementId);
        var earlier = stores.plans.get(planKey);
        if (settlement == null
                || settlement.phase() == Phase.OPENED
                || CutOver.precedes(flow, settlement.header())
                || (earlier != null && earlier.planHash() != null)) {
            return 0;
        }
        switch (settlement.phase()) {
            case INCONSISTENT, INCOMPLETE -> hold(flow, settlement);
            case CLOSED -> plans.begin(flow, settlement);
            case OPENED -> throw new IllegalStateException("an open settlement is not planned");
        }
        return settlement.lineCount();
    }

    private void hold(FlowConfig flow, State.Settlement settlement) {
        var id = settlement.header().id().value();
        var reason = settlement.phase() == Phase.INCONSISTENT
                ? "inconsistent: the header's total is "
                        + settlement.header().total() + ", the rows sum to " + settlement.lineSum() + ", missing "
                        + settlement.header().total().minus(settlement.lineSum())
                : "incomplete: the last record counts other lines than were seen";
        out.parked(
                flow.getFlow(),
                SourceKind.SETTLEMENT,
                id,
                List.of(),
                reason,
                null,
                out.now().toEpochMilli());
        out.audit(flow.getFlow(), id, null, "parked", reason);
        out.alert(
                "inconsistent|" + Keys.of(flow.getFlow(), id),
                flow.getFlow(),
                "settlement " + id + " is " + reason,
                "Nothing of it is posted. Wait for Amazon to reissue the report, or feed in a corrected file",
                false);
        tieOuts.held(flow, settlement, List.of());
    }

    /// Ends what [#hold] began: another file came in the place of the one that did not add up, and is judged anew.
    private void release(FlowConfig flow, String id) {
        out.released(flow.getFlow(), SourceKind.SETTLEMENT, id);
        out.alert(
                "inconsistent|" + Keys.of(flow.getFlow(), id),
                flow.getFlow(),
                "settlement " + id + " came again with other content",
                "",
                true);
    }

    /// True when the flow has commanded the settlement, or is about to.
    private boolean isCommanded(FlowConfig flow, String settlementId) {
        var plan = stores.plans.get(Keys.of(flow.getFlow(), settlementId));
        return plans.isMaking(flow.getFlow(), settlementId) || (plan != null && plan.planHash() != null);
    }

    private boolean commandedSomewhere(SettlementEvent event) {
        return flows.of(event.getConnection()).stream().anyMatch(flow -> isCommanded(flow, event.getSettlementId()));
    }
}
