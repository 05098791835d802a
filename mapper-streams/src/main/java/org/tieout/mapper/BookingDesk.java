package org.tieout.mapper;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.StringSerializer;
import org.tieout.accounting.balance.Payouts;
import org.tieout.accounting.balance.Payouts.Outcome;
import org.tieout.accounting.balance.Payouts.Payout;
import org.tieout.accounting.balance.Payouts.Report;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.export.DocumentJson;
import org.tieout.accounting.period.ClosedPeriods;
import org.tieout.accounting.plan.Calendar;
import org.tieout.accounting.source.SettlementId;
import org.tieout.event.FlowConfig;
import org.tieout.event.OperatorRequest;
import org.tieout.event.PostingCommand;
import org.tieout.event.SourceKind;
import org.tieout.schemas.Booking;
import org.tieout.schemas.Keys;

/// Books what no settlement holds and a person reports: what became of a payout, a loan's interest, opening balances.
///
/// Answers are steps on the audit. What is booked has an id of its own: the same report makes no second
/// entry, another report under the same id is refused.
final class BookingDesk {

    private static final byte[] PRESENT = {1};

    private final Stores stores;
    private final Buckets buckets;
    private final Contents contents;
    private final FlowTable flows;
    private final Commands commands;
    private final TieOutDesk tieOuts;
    private final Outlet out;
    private final StringSerializer strings = new StringSerializer();

    BookingDesk(Stores stores, Buckets buckets, FlowTable flows, Commands commands, TieOutDesk tieOuts, Outlet out) {
        this.stores = stores;
        this.buckets = buckets;
        this.contents = new Contents(stores);
        this.flows = flows;
        this.commands = commands;
        this.tieOuts = tieOuts;
        this.out = out;
    }

    /// An entry with the source that it belongs to.
    private record Entry(SourceKind kind, String source, Outcome outcome) {}

    /// What a request comes to.
    ///
    /// @param step how it is answered
    /// @param message in words
    /// @param journal the entry; empty where there is none
    private record Answer(String step, String message, Optional<Document> journal) {
        static Answer refused(String why) {
            return new Answer(Booking.REFUSED, why, Optional.empty());
        }
    }

    /// Requests that are not ours, and those that were answered, are left alone.
    void request(OperatorRequest request) {
        if (!request.getKind().equals(Booking.KIND) || stores.answered.get(request.getId()) != null) {
            return;
        }
        stores.answered.put(request.getId(), PRESENT);
        var answer = flows.of(request.getConnection()).stream()
                .filter(flow -> flow.getFlow().equals(request.getFlow()))
                .findFirst()
                .map(flow -> answer(flow, request))
                .orElseGet(() -> Answer.refused("there is no flow " + request.getFlow() + " any more"));
        say(request, answer);
    }

    private Answer answer(FlowConfig flow, OperatorRequest request) {
        return switch (AskedEntry.of(request)) {
            case AskedEntry.Unreadable(var why) -> Answer.refused(why);
            case AskedEntry.OfPayout(var report, var settlement, var date) ->
                payout(flow, settlement)
                        .map(payout -> {
                            var payouts = payouts(flow);
                            var before = without(payout, report);
                            return settled(
                                    flow,
                                    request,
                                    settlement,
                                    report == Report.ARRIVED
                                            ? payouts.arrived(before, date)
                                            : payouts.cameBack(before, date));
                        })
                        .orElseGet(() -> unknown(flow, settlement));
            case AskedEntry.Conversion(var settlement, var carriedAt, var received, var date) ->
                payout(flow, settlement)
                        .map(payout -> settled(
                                flow,
                                request,
                                settlement,
                                payouts(flow).converted(without(payout, Report.CONVERTED), carriedAt, received, date)))
                        .orElseGet(() -> unknown(flow, settlement));
            case AskedEntry.Interest(var marketplace, var month, var amount) ->
                ofPeriod(flow, request, payouts(flow).loanInterest(marketplace, month, amount));
            case AskedEntry.Opened(var marketplace, var held, var date) ->
                ofPeriod(flow, request, payouts(flow).opening(marketplace, held, date));
        };
    }

    /// Its source is named as those of month ends are: by month and document.
    private Answer ofPeriod(FlowConfig flow, OperatorRequest request, Outcome outcome) {
        var source = outcome instanceof Outcome.Ready(var journal)
                ? journal.id()
                        .value()
                        .substring(
                                (flow.getFlow() + "/period/").length(),
                                journal.id().value().lastIndexOf('/'))
                : request.getSubject();
        return booked(flow, request, new Entry(SourceKind.PERIOD, source, outcome));
    }

    private Answer settled(FlowConfig flow, OperatorRequest request, SettlementId settlement, Outcome outcome) {
        return booked(flow, request, new Entry(SourceKind.SETTLEMENT, settlement.value(), outcome));
    }

    private Payouts payouts(FlowConfig flow) {
        return new Payouts(Policies.of(flow), flows.mappings(flow));
    }

    private static Answer unknown(FlowConfig flow, SettlementId settlement) {
        return Answer.refused("settlement " + settlement + " is not posted in flow " + flow.getFlow()
                + ", or not all of it yet. tieout status shows what is");
    }

    /// The payout of a settlement of which every command is out.
    private Optional<Payout> payout(FlowConfig flow, SettlementId settlement) {
        var plan = stores.plans.get(Keys.of(flow.getFlow(), settlement.value()));
        var content = contents.of(flow, settlement.value(), plan);
        if (plan == null || !plan.commanded() || content == null) {
            return Optional.empty();
        }
        var key = contents.keyOf(flow.getSourceConnection(), settlement.value(), content.documentHash());
        var facts = buckets.facts(key, content.header());
        var booked = EnumSet.noneOf(Report.class);
        for (var report : Report.values()) {
            if (stores.expected.get(report.posting(flow.getFlow(), settlement).value()) != null) {
                booked.add(report);
            }
        }
        return Optional.of(new Payout(
                settlement, content.header().total(), Calendar.of(facts).depositDate(), booked));
    }

    /// The payout as it was when that report was, or is, booked.
    private static Payout without(Payout payout, Report report) {
        var others = payout.booked().isEmpty() ? EnumSet.noneOf(Report.class) : EnumSet.copyOf(payout.booked());
        others.remove(report);
        if (report == Report.ARRIVED && payout.booked().contains(report)) {
            others.remove(Report.CAME_BACK); // It came back later.
        }
        return new Payout(payout.settlement(), payout.amount(), payout.depositDate(), Set.copyOf(others));
    }

    private Answer booked(FlowConfig flow, OperatorRequest request, Entry entry) {
        return switch (entry.outcome()) {
            case Outcome.Nothing(var why) -> new Answer(Booking.NOTHING, why, Optional.empty());
            case Outcome.Refused(var why) -> Answer.refused(why);
            case Outcome.Missing(var keys) ->
                Answer.refused("the mapping lacks " + String.join(", ", Convert.sorted(keys))
                        + ". Add the rows, run tieout apply, and ask again");
            case Outcome.Ready(var document) ->
                switch (Policies.of(flow).closed().date(document)) {
                    case ClosedPeriods.Posting.Held(var why) -> Answer.refused(why.reason() + ". " + why.nextStep());
                    case ClosedPeriods.Posting.Post post -> post(flow, request, entry, post.document());
                };
        };
    }

    private Answer post(FlowConfig flow, OperatorRequest request, Entry entry, Document journal) {
        var before = commanded(flow, entry, journal.id());
        if (before.isPresent()) {
            return before.get().heading().date().equals(journal.heading().date())
                            && amounts(before.get()).equals(amounts(journal))
                    ? new Answer(Booking.NOTHING, "it is booked already: " + text(before.get()), before)
                    : Answer.refused("it is booked already, otherwise: " + text(before.get())
                            + ". Nothing is booked over it: put it right in the ledger");
        }
        if (!Boolean.parseBoolean(request.getAttributes().get(Booking.POST))) {
            return new Answer(Booking.SHOWN, text(journal), Optional.of(journal));
        }
        var sent = commands.correct(
                flow,
                entry.kind(),
                entry.source(),
                List.of(journal),
                flows.table(flow).version(),
                Map.of("source", "booking, request " + request.getId()));
        if (entry.kind() == SourceKind.SETTLEMENT) {
            tieOuts.booked(flow, entry.source(), sent);
        }
        return new Answer(Booking.BOOKED, text(journal), Optional.of(journal));
    }

    private Optional<Document> commanded(FlowConfig flow, Entry entry, PostingId posting) {
        var found = new ArrayList<PostingCommand>();
        var prefix = Keys.prefix(flow.getFlow(), entry.kind().name(), entry.source());
        try (var scan = stores.planDocuments.prefixScan(prefix, strings)) {
            scan.forEachRemaining(command -> {
                if (command.value.getPostingId().equals(posting.value())) {
                    found.add(command.value);
                }
            });
        }
        return found.stream().findFirst().map(command -> Convert.document(command, flows.table(flow)::nameOf));
    }

    /// Line by line: several roles may be mapped to one account.
    private static List<String> amounts(Document document) {
        return document.lines().stream()
                .map(line -> line.account().code() + " " + line.amount())
                .sorted()
                .toList();
    }

    /// The entry as a person reads it: a line for each account, debits first as they are.
    private static String text(Document journal) {
        var text = new StringBuilder("journal " + journal.heading().reference() + " of "
                + journal.heading().date() + ", " + journal.heading().memo());
        for (Line line : journal.lines()) {
            text.append(String.format(
                    java.util.Locale.ROOT,
                    "%n%s %12s  %s %s",
                    line.amount().isNegative() ? "Cr" : "Dr",
                    line.amount().isNegative()
                            ? line.amount().negate().amount()
                            : line.amount().amount(),
                    line.account().code(),
                    line.account().name()));
        }
        return text.toString();
    }

    private void say(OperatorRequest request, Answer answer) {
        var facts = new TreeMap<String, String>();
        facts.put(Booking.REQUEST, request.getId());
        answer.journal().ifPresent(journal -> facts.put(Booking.JOURNAL, DocumentJson.of(journal)));
        out.audit(request.getFlow(), request.getSubject(), null, answer.step(), answer.message(), facts);
        out.audit(
                request.getFlow(),
                request.getSubject(),
                null,
                Booking.DONE,
                answer.step(),
                Map.of(Booking.REQUEST, request.getId(), Booking.OUTCOME, answer.step()));
    }
}
