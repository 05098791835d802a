package org.tieout.mapper;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.StringSerializer;
import org.tieout.accounting.correction.Correction;
import org.tieout.accounting.correction.Correction.Differs;
import org.tieout.accounting.correction.Correction.Held;
import org.tieout.accounting.correction.Correction.Same;
import org.tieout.accounting.correction.Difference;
import org.tieout.accounting.correction.DocumentDiff;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.plan.Bucketing;
import org.tieout.accounting.plan.OrderStanding;
import org.tieout.accounting.plan.OrderStanding.Standing;
import org.tieout.accounting.source.Order;
import org.tieout.event.FlowConfig;
import org.tieout.event.OperatorRequest;
import org.tieout.event.PostingCommand;
import org.tieout.event.SourceKind;
import org.tieout.schemas.Keys;
import org.tieout.schemas.Replay;

/// Answers what a person asks for: plans again what is posted, shows what differs, and on demand sends what corrects
/// it.
///
/// Answers are steps on the audit. A request is answered once; asking again in other words corrects nothing twice, as
/// corrections are part of what is compared.
final class RequestDesk {

    private static final byte[] PRESENT = {1};

    /// A record of a topic is no place for the whole of a very large difference.
    private static final int MOST_LINES = 400;

    private final Stores stores;
    private final Contents contents;
    private final FlowTable flows;
    private final OrderDesk orders;
    private final Plans plans;
    private final Commands commands;
    private final TieOutDesk tieOuts;
    private final Outlet out;
    private final SettlementReplay settlementReplay;
    private final OrderReplay orderReplay;
    private final StringSerializer strings = new StringSerializer();

    RequestDesk(
            Stores stores,
            Buckets buckets,
            FlowTable flows,
            OrderDesk orders,
            Plans plans,
            Commands commands,
            TieOutDesk tieOuts,
            Outlet out) {
        this.stores = stores;
        this.contents = new Contents(stores);
        this.flows = flows;
        this.orders = orders;
        this.plans = plans;
        this.commands = commands;
        this.tieOuts = tieOuts;
        this.out = out;
        this.settlementReplay = new SettlementReplay(stores, buckets, contents, flows, orders);
        this.orderReplay = new OrderReplay(stores, flows, orders);
    }

    /// Requests that are not ours, and those that were answered, are left alone.
    void request(OperatorRequest request) {
        if (!request.getKind().equals(Replay.KIND) || stores.answered.get(request.getId()) != null) {
            return;
        }
        stores.answered.put(request.getId(), PRESENT);
        var flow = flows.of(request.getConnection()).stream()
                .filter(candidate -> candidate.getFlow().equals(request.getFlow()))
                .findFirst();
        var tally = new Tally(request);
        flow.ifPresent(of -> replay(of, request, tally));
        out.audit(request.getFlow(), request.getSubject(), null, Replay.DONE, tally.words(), tally.facts());
    }

    /// A settlement that came again with other content: shows at once what differs. What comes to the same ends it.
    void reissued(FlowConfig flow, String settlementId) {
        var compared = settlementReplay.compare(flow, settlementId);
        if (compared.correction() instanceof Same(var remarks)) {
            ended(flow, settlementId, compared, List.of());
            out.audit(
                    flow.getFlow(),
                    settlementId,
                    null,
                    Replay.REPLAYED,
                    "the other content comes to the documents that are posted" + said(remarks));
        }
    }

    private void replay(FlowConfig flow, OperatorRequest request, Tally tally) {
        var subject = request.getSubject();
        switch (request.getAttributes().getOrDefault(Replay.SUBJECT_KIND, Replay.SETTLEMENT)) {
            case Replay.ORDER -> order(flow, subject, tally);
            case Replay.RANGE -> range(flow, request, tally);
            default -> settlement(flow, subject, tally);
        }
    }

    private void range(FlowConfig flow, OperatorRequest request, Tally tally) {
        LocalDate from;
        LocalDate to;
        try {
            from = LocalDate.parse(request.getAttributes().getOrDefault(Replay.FROM, ""));
            to = LocalDate.parse(request.getAttributes().getOrDefault(Replay.TO, ""));
        } catch (DateTimeParseException e) {
            return; // Not of our command's making: it knows of nothing in it, and says so.
        }
        tally.range = true;
        settlements(flow, from, to).forEach(id -> settlement(flow, id, tally));
        orders(flow, from, to).forEach(id -> order(flow, id, tally));
    }

    private List<String> settlements(FlowConfig flow, LocalDate from, LocalDate to) {
        var ids = new ArrayList<String>();
        try (var scan = stores.settlements.prefixScan(Keys.prefix(flow.getSourceConnection()), strings)) {
            scan.forEachRemaining(entry -> {
                var header = entry.value.header();
                var zone = Bucketing.zoneOf(null, header.total().currency());
                if (isWithin(LocalDate.ofInstant(header.depositAt(), zone), from, to)) {
                    ids.add(header.id().value());
                }
            });
        }
        return ids;
    }

    private List<String> orders(FlowConfig flow, LocalDate from, LocalDate to) {
        var ids = new ArrayList<String>();
        try (var scan = stores.orders.prefixScan(Keys.prefix(flow.getSourceConnection()), strings)) {
            scan.forEachRemaining(entry -> Convert.order(entry.value)
                    .flatMap(Order::shipDate)
                    .filter(date -> isWithin(date, from, to))
                    .ifPresent(date -> ids.add(entry.value.getOrderId())));
        }
        return ids;
    }

    private static boolean isWithin(LocalDate day, LocalDate from, LocalDate to) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    private void settlement(FlowConfig flow, String id, Tally tally) {
        var plan = stores.plans.get(Keys.of(flow.getFlow(), id));
        if (plan == null || !plan.commanded() || plans.isMaking(flow.getFlow(), id)) {
            return; // Nothing of it is posted, or not all yet: there is nothing to compare with.
        }
        var compared = settlementReplay.compare(flow, id);
        answer(flow, id, compared.correction(), tally);
        switch (compared.correction()) {
            case Same same -> ended(flow, id, compared, List.of());
            case Held held -> {
                // A person decides; what is open stays open.
            }
            case Differs differs -> {
                if (tally.repost()) {
                    ended(flow, id, compared, repost(flow, SourceKind.SETTLEMENT, id, differs, tally));
                }
            }
        }
    }

    /// What was reissued is dealt with, and the proof is of the content that was planned again.
    private void ended(
            FlowConfig flow, String id, SettlementReplay.Compared compared, List<PostingCommand> corrections) {
        var key = Keys.of(flow.getFlow(), id);
        var plan = stores.plans.get(key);
        if (plan == null || (plan.reissued() == null && corrections.isEmpty())) {
            return;
        }
        tieOuts.corrected(flow, compared.content(), compared.checks(), corrections);
        if (plan.reissued() != null) {
            out.alert(
                    "reissued|" + key,
                    flow.getFlow(),
                    "settlement " + id + ": what is posted agrees with the reissued report",
                    "",
                    true);
        }
    }

    private void order(FlowConfig flow, String id, Tally tally) {
        orderReplay.compare(flow, id).ifPresent(correction -> {
            answer(flow, id, correction, tally);
            if (correction instanceof Differs differs && tally.repost()) {
                repost(flow, SourceKind.ORDER, id, differs, tally);
                replaced(flow, id, differs.documents());
            }
        });
    }

    /// An invoice that another stands for now: what pays the order must pay that one.
    private void replaced(FlowConfig flow, String orderId, List<Document> corrections) {
        var standing = orders.standing(flow, orderId);
        var instead = new HashMap<PostingId, PostingId>();
        corrections.stream()
                .map(Document::id)
                .filter(id -> id.revision() > 1 && !id.isReversal() && !id.isAppliedReversal() && !id.isReclass())
                .forEach(id -> instead.put(id.revised(id.revision() - 1), id));
        var documents = standing.documents().stream()
                .map(known -> new Standing(
                        instead.getOrDefault(known.id(), known.id()),
                        known.kind(),
                        known.customer(),
                        known.amount(),
                        known.applied()))
                .toList();
        stores.standings.put(
                Keys.of(flow.getFlow(), orderId),
                new OrderStanding(
                        standing.revenue(),
                        documents,
                        standing.billed(),
                        standing.receipts(),
                        standing.held(),
                        standing.settlements()));
    }

    private List<PostingCommand> repost(FlowConfig flow, SourceKind kind, String id, Differs differs, Tally tally) {
        var sent = commands.correct(
                flow,
                kind,
                id,
                differs.documents(),
                flows.table(flow).version(),
                Map.of("source", "replay, request " + tally.request.getId()));
        tally.corrections += sent.size();
        out.audit(
                flow.getFlow(),
                id,
                null,
                Replay.REPOSTED,
                sent.size() + " corrections are commanded",
                tally.fact(Map.of(
                        Replay.POSTINGS,
                        sent.stream()
                                .limit(MOST_LINES)
                                .map(command -> command.getPostingId())
                                .collect(Collectors.joining(" ")))));
        return sent;
    }

    private void answer(FlowConfig flow, String id, Correction correction, Tally tally) {
        tally.subjects++;
        switch (correction) {
            case Same(var remarks) -> {
                if (!tally.range || !remarks.isEmpty()) {
                    say(flow, id, Replay.REPLAYED, "nothing is to be posted" + said(remarks), tally, Map.of());
                }
            }
            case Held(var reason, var differences) -> {
                tally.held++;
                differences.forEach(difference -> show(flow, id, difference, tally));
                say(flow, id, Replay.HELD, reason, tally, Map.of());
            }
            case Differs(var differences, var documents, var remarks) -> {
                tally.differing++;
                differences.forEach(difference -> show(flow, id, difference, tally));
                say(
                        flow,
                        id,
                        Replay.REPLAYED,
                        (tally.repost() ? "posted to put it right: " : "what would put it right: ")
                                + documents.stream()
                                        .limit(MOST_LINES)
                                        .map(document -> document.kind() + " "
                                                + document.heading().reference())
                                        .collect(Collectors.joining(", "))
                                + said(remarks),
                        tally,
                        Map.of());
            }
        }
    }

    private void show(FlowConfig flow, String id, Difference difference, Tally tally) {
        var text = DocumentDiff.text(difference).stream().limit(MOST_LINES).collect(Collectors.joining("\n"));
        say(
                flow,
                id,
                Replay.DIFFERS,
                text,
                tally,
                difference.amounts().size() > MOST_LINES
                        ? Map.of()
                        : Map.of(Replay.DIFFERENCE, DocumentDiff.json(difference)));
    }

    private void say(FlowConfig flow, String id, String step, String message, Tally tally, Map<String, String> facts) {
        out.audit(flow.getFlow(), id, null, step, message, tally.fact(facts));
    }

    private static String said(List<String> remarks) {
        return remarks.isEmpty()
                ? ""
                : "; " + remarks.stream().limit(MOST_LINES).collect(Collectors.joining("; "));
    }

    /// What a request came to so far.
    private static final class Tally {
        private final OperatorRequest request;
        private boolean range;
        private int subjects;
        private int differing;
        private int held;
        private int corrections;

        Tally(OperatorRequest request) {
            this.request = request;
        }

        boolean repost() {
            return Boolean.parseBoolean(request.getAttributes().get(Replay.REPOST));
        }

        Map<String, String> fact(Map<String, String> others) {
            var facts = new TreeMap<>(others);
            facts.put(Replay.REQUEST, request.getId());
            return facts;
        }

        Map<String, String> facts() {
            return fact(Map.of(
                    Replay.SUBJECTS, Integer.toString(subjects),
                    Replay.DIFFERING, Integer.toString(differing),
                    Replay.HELD_SUBJECTS, Integer.toString(held),
                    Replay.CORRECTIONS, Integer.toString(corrections)));
        }

        String words() {
            return subjects == 0
                    ? "nothing of it is posted in this flow"
                    : subjects + " planned again, " + differing + " differ, " + held + " held, " + corrections
                            + " corrections commanded";
        }
    }
}
