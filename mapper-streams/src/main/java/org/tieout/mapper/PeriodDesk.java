package org.tieout.mapper;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.period.Accrued;
import org.tieout.accounting.period.ClosedPeriods;
import org.tieout.accounting.period.Deferral;
import org.tieout.accounting.period.MonthEnd;
import org.tieout.accounting.period.MonthEnd.Reversal;
import org.tieout.accounting.plan.Mode;
import org.tieout.accounting.source.FinancialTransaction;
import org.tieout.accounting.source.Marketplace;
import org.tieout.event.FinancialEvent;
import org.tieout.event.FlowConfig;
import org.tieout.event.SourceKind;
import org.tieout.schemas.Keys;

/// Accrues at each month end what Amazon defers, and takes it out again when Amazon releases it.
///
/// A month is due some days after its end, when everything of it can have been read. It is looked at when
/// it becomes
/// due and whenever more of it is read: what was accrued is remembered by transaction, so that looking
/// twice posts once,
/// and what came later is a journal of its own. The same events give the same journals, whenever they are
/// looked at.
final class PeriodDesk {

    /// The option that turns month ends off.
    static final String OPTION = "month-end";

    /// The option that says how many days after its end a month is due.
    static final String DAYS = "month-end-days";

    /// The option that says when an accrual is reversed.
    static final String REVERSAL = "deferral-reversal";

    private static final String OFF = "off";
    private static final int DUE_AFTER_DAYS = 3;
    private static final int RELEASES_AFTER_DAYS = 2;
    private static final int LONGEST_DEFERRAL_MONTHS = 6;
    private static final byte[] PRESENT = {1};
    private static final String MONTH = "month";
    private static final String RAISED = "raised";

    private final Stores stores;
    private final FlowTable flows;
    private final EventDesk events;
    private final Parking parking;
    private final Commands commands;
    private final Outlet out;
    private final StringSerializer strings = new StringSerializer();

    PeriodDesk(Stores stores, FlowTable flows, EventDesk events, Parking parking, Commands commands, Outlet out) {
        this.stores = stores;
        this.flows = flows;
        this.events = events;
        this.parking = parking;
        this.commands = commands;
        this.out = out;
    }

    /// A flow's choices.
    private record Policy(boolean on, int dueAfterDays, Reversal reversal, ClosedPeriods closed, Mode mode) {}

    /// A marketplace in a flow, at one time.
    private record Books(FlowConfig flow, Marketplace marketplace, Policy policy, LocalDate today) {
        String key(YearMonth month) {
            return Keys.of(flow.getFlow(), marketplace.name(), month.toString());
        }

        String source(YearMonth month) {
            return month + "-" + marketplace;
        }

        boolean isDue(YearMonth month) {
            return today.isAfter(month.atEndOfMonth().plusDays(policy.dueAfterDays()));
        }

        Instant start(YearMonth month) {
            return month.atDay(1).atStartOfDay(marketplace.zone()).toInstant();
        }
    }

    /// A deferred transaction, or the release of one, was read: its month must be looked at.
    void transaction(FinancialEvent event) {
        var transaction = event.getTransaction();
        if (transaction == null) {
            return;
        }
        var marketplace = FinancialEvents.marketplace(transaction);
        var posted = Optional.of(transaction.getPostedAt());
        var releases = transaction.getDeferredTransactionId();
        if (releases != null) {
            posted = events.find(event.getConnection(), releases).map(FinancialTransaction::postedAt);
        } else if (transaction.getStatus() == org.tieout.event.TransactionStatus.RELEASED) {
            return;
        }
        if (marketplace.isPresent() && posted.isPresent()) {
            var month = YearMonth.from(marketplace.get().dateOf(posted.get()));
            mark(event.getConnection(), marketplace.get(), month, month);
        }
    }

    /// Marks months to be looked at. Where every accrual is reversed on the first of the next month, what
    /// is deferred
    /// for longer must be seen at the end of the months after, too.
    private void mark(String connection, Marketplace marketplace, YearMonth first, YearMonth last) {
        var each = flows.of(connection).stream()
                .anyMatch(flow ->
                        Reversal.FIRST_OF_MONTH.word().equals(flow.getOptions().get(REVERSAL)));
        var until = each ? last.plusMonths(LONGEST_DEFERRAL_MONTHS) : last;
        for (var month = first; !month.isAfter(until); month = month.plusMonths(1)) {
            stores.due.put(Keys.of(MONTH, connection, marketplace.name(), month.toString()), PRESENT);
        }
    }

    /// A flow came or changed: every month that has something deferred must be looked at.
    void flow(FlowConfig flow) {
        for (var marketplace : Marketplace.values()) {
            var first = events.firstDeferred(flow.getSourceConnection(), marketplace);
            var until = events.knownUntil(flow.getSourceConnection());
            if (first.isPresent() && until.isPresent()) {
                mark(
                        flow.getSourceConnection(),
                        marketplace,
                        YearMonth.from(marketplace.dateOf(first.get())),
                        YearMonth.from(marketplace.dateOf(until.get())));
            }
        }
    }

    /// A mapping that a month waited for is there.
    void wake(FlowConfig flow, String source) {
        var hyphen = source.lastIndexOf('-');
        var month = YearMonth.parse(source.substring(0, hyphen));
        mark(flow.getSourceConnection(), Marketplace.valueOf(source.substring(hyphen + 1)), month, month);
    }

    /// Looks at every month that is marked and due; the others stay marked.
    void work() {
        var marked = new ArrayList<String>();
        try (var scan = stores.due.prefixScan(Keys.prefix(MONTH), strings)) {
            scan.forEachRemaining(entry -> marked.add(entry.key));
        }
        for (var key : marked) {
            var parts = Keys.parts(key);
            var until = events.knownUntil(parts[1]);
            if (until.isPresent()) {
                look(key, parts[1], Marketplace.valueOf(parts[2]), YearMonth.parse(parts[3]), until.get());
            }
        }
    }

    private void look(String key, String connection, Marketplace marketplace, YearMonth month, Instant until) {
        var again = false;
        for (var flow : flows.of(connection)) {
            var policy = policy(flow);
            if (policy.isPresent() && policy.get().on()) {
                var books = new Books(flow, marketplace, policy.get(), marketplace.dateOf(until));
                again |= !isFinished(books, month);
            }
        }
        if (!again) {
            stores.due.delete(key);
        }
    }

    /// Accrues and reverses what can be by now. True when only a new event can change anything of the
    /// month.
    private boolean isFinished(Books books, YearMonth month) {
        return books.isDue(month) && accrue(books, month) && reverse(books, month);
    }

    /// False when the month is held.
    private boolean accrue(Books books, YearMonth month) {
        var accrued = new TreeMap<String, Accrued>();
        var missing = new TreeSet<MappingKey>();
        for (var transaction : held(books, month)) {
            if (stores.accrued.get(accrualKey(books, month, transaction.id())) == null) {
                assess(books, month, transaction, accrued, missing);
            }
        }
        if (!missing.isEmpty()) {
            park(books, month, missing, "it has deferred transactions that the mapping does not know");
            return false;
        }
        var known = month(books, month);
        var journal = monthEnd(books, month).accrual(accrued.values(), known.journals() + 1);
        if (!post(books, month, journal, accrued.size())) {
            return false;
        }
        accrued.forEach((id, one) -> stores.accrued.put(accrualKey(books, month, id), new PeriodState.Accrual(one)));
        if (!accrued.isEmpty()) {
            stores.months.put(
                    books.key(month), new PeriodState.Month(known.journals() + (journal.isPresent() ? 1 : 0)));
        }
        return true;
    }

    private void park(Books books, YearMonth month, SortedSet<MappingKey> keys, String why) {
        parking.park(
                books.flow().getFlow(),
                SourceKind.PERIOD,
                books.source(month),
                keys,
                "the month end is not posted: " + why,
                flows.mappings(books.flow()));
    }

    /// What Amazon held on the last evening of a month. With a reversal on release a transaction is
    /// accrued once, at the
    /// end of its own month, and stays; with one on the first it is accrued at every month end it lives
    /// to see.
    private List<FinancialTransaction> held(Books books, YearMonth month) {
        var connection = books.flow().getSourceConnection();
        var first =
                books.policy().reversal() == Reversal.ON_RELEASE ? month : month.minusMonths(LONGEST_DEFERRAL_MONTHS);
        var zone = books.marketplace().zone();
        return events
                .deferred(connection, books.marketplace(), books.start(first), books.start(month.plusMonths(1)))
                .stream()
                .filter(transaction -> isOfThisFlow(books, transaction))
                .filter(transaction -> switch (Deferral.on(
                        transaction, events.releasedAt(connection, transaction), month.atEndOfMonth(), zone)) {
                    case Deferral.Standing.Held held -> true;
                    // Its release is not read yet: it is looked at again when it is.
                    case Deferral.Standing.Unknown unknown -> false;
                    case Deferral.Standing.NotHeld notHeld -> false;
                })
                .toList();
    }

    /// What shipped before a flow's first day was booked elsewhere, its fees too.
    private static boolean isOfThisFlow(Books books, FinancialTransaction transaction) {
        var cutOver = books.flow().getCutOver();
        return cutOver == null
                || !books.marketplace().dateOf(transaction.postedAt()).isBefore(cutOver);
    }

    private void assess(
            Books books,
            YearMonth month,
            FinancialTransaction transaction,
            SortedMap<String, Accrued> accrued,
            SortedSet<MappingKey> missing) {
        var mappings = flows.mappings(books.flow());
        var alert = "deferral|" + Keys.of(books.flow().getFlow(), transaction.id());
        switch (Deferral.accrue(transaction, books.policy().mode(), month, mappings, mappings::categoryOfEvent)) {
            case Deferral.Outcome.Ready(var ready) -> {
                end(alert, books.flow().getFlow(), "deferred transaction " + transaction.id() + " adds up");
                accrued.put(transaction.id(), ready);
            }
            case Deferral.Outcome.Missing(var keys) -> missing.addAll(keys);
            case Deferral.Outcome.Inconsistent(var difference) ->
                raise(
                        alert,
                        books.flow().getFlow(),
                        "deferred transaction " + transaction.id() + " of " + month + " is " + transaction.total()
                                + ", which its parts miss by " + difference,
                        "It is left out of the accrual of " + month + " until Amazon lists it correctly");
        }
    }

    /// Raises an alert once, until it ends.
    private void raise(String alert, String flow, String message, String nextStep) {
        var key = Keys.of(RAISED, alert);
        if (stores.due.get(key) == null) {
            stores.due.put(key, PRESENT);
            out.alert(alert, flow, message, nextStep, false);
        }
    }

    private void end(String alert, String flow, String message) {
        var key = Keys.of(RAISED, alert);
        if (stores.due.get(key) != null) {
            stores.due.delete(key);
            out.alert(alert, flow, message, "", true);
        }
    }

    /// False when a release waits for what else Amazon may have released on its day.
    private boolean reverse(Books books, YearMonth month) {
        var connection = books.flow().getSourceConnection();
        var byDate = new TreeMap<LocalDate, TreeMap<String, Accrued>>();
        open(books, month)
                .forEach((id, accrued) -> dateOfReversal(books, month, connection, id)
                        .ifPresent(date -> byDate.computeIfAbsent(date, d -> new TreeMap<>())
                                .put(id, accrued)));
        var all = true;
        for (var released : byDate.entrySet()) {
            all &= books.today().isAfter(released.getKey().plusDays(RELEASES_AFTER_DAYS))
                    && reverse(books, month, released.getKey(), released.getValue());
        }
        return all;
    }

    private Optional<LocalDate> dateOfReversal(Books books, YearMonth month, String connection, String id) {
        var first = month.plusMonths(1).atDay(1);
        return switch (books.policy().reversal()) {
            case FIRST_OF_MONTH -> Optional.of(first);
            case ON_RELEASE ->
                events.find(connection, id)
                        .flatMap(transaction -> events.releasedAt(connection, transaction))
                        .map(books.marketplace()::dateOf)
                        .map(date -> date.isBefore(first) ? first : date);
        };
    }

    private boolean reverse(Books books, YearMonth month, LocalDate date, SortedMap<String, Accrued> released) {
        var countKey = Keys.of(books.flow().getFlow(), books.marketplace().name(), month.toString(), date.toString());
        var count = stores.months.get(countKey);
        var number = count == null ? 1 : count.journals() + 1;
        var journal = monthEnd(books, month).reversal(released.values(), date, number);
        if (!post(books, month, journal, released.size())) {
            return false;
        }
        if (journal.isPresent()) {
            stores.months.put(countKey, new PeriodState.Month(number));
        }
        released.keySet()
                .forEach(id -> stores.accrued.put(accrualKey(books, month, id), new PeriodState.Accrual(null)));
        return true;
    }

    private SortedMap<String, Accrued> open(Books books, YearMonth month) {
        var open = new TreeMap<String, Accrued>();
        var prefix = Keys.prefix(books.flow().getFlow(), books.marketplace().name(), month.toString());
        try (var scan = stores.accrued.prefixScan(prefix, strings)) {
            scan.forEachRemaining(entry -> {
                if (entry.value.open()) {
                    open.put(Keys.parts(entry.key)[3], java.util.Objects.requireNonNull(entry.value.accrued()));
                }
            });
        }
        return open;
    }

    /// Commands a journal, if there is one, on a day that its flow has open. False when its period is
    /// closed and the
    /// flow holds what belongs there.
    private boolean post(Books books, YearMonth month, Optional<? extends Document> journal, int transactions) {
        if (journal.isEmpty()) {
            parking.release(books.flow().getFlow(), SourceKind.PERIOD, books.source(month));
            return true;
        }
        return switch (books.policy().closed().date(journal.get())) {
            case ClosedPeriods.Posting.Held(var why) -> {
                var key = new MappingKey(MappingKey.Kind.PERIOD, why.through().toString());
                park(books, month, new TreeSet<>(List.of(key)), why.reason() + ". " + why.nextStep());
                yield false;
            }
            case ClosedPeriods.Posting.Post(var document, var trueDate) -> {
                parking.release(books.flow().getFlow(), SourceKind.PERIOD, books.source(month));
                command(books, month, document, trueDate, transactions);
                yield true;
            }
        };
    }

    private void command(Books books, YearMonth month, Document document, LocalDate trueDate, int transactions) {
        var flow = books.flow().getFlow();
        var id = document.id().value();
        commands.emit(
                books.flow(),
                SourceKind.PERIOD,
                id.substring(flow.length() + "/period/".length(), id.lastIndexOf('/')),
                List.of(document),
                flows.table(books.flow()).version(),
                Map.of(
                        "source", "amazon deferred transactions of " + month,
                        "transactions", Integer.toString(transactions),
                        "true-date", trueDate.toString()));
    }

    private static MonthEnd monthEnd(Books books, YearMonth month) {
        return new MonthEnd(books.flow().getFlow(), books.marketplace(), month);
    }

    private PeriodState.Month month(Books books, YearMonth month) {
        var known = stores.months.get(books.key(month));
        return known == null ? PeriodState.Month.NEW : known;
    }

    private static String accrualKey(Books books, YearMonth month, String transaction) {
        return Keys.of(books.flow().getFlow(), books.marketplace().name(), month.toString(), transaction);
    }

    /// A flow's choices, or nothing when one cannot be read: then an alert says how to write it.
    private Optional<Policy> policy(FlowConfig flow) {
        var options = flow.getOptions();
        var days = number(options.get(DAYS));
        var reversal = Reversal.of(options.getOrDefault(REVERSAL, Reversal.ON_RELEASE.word()));
        var closed = ClosedPeriods.read(options);
        var alert = "options|" + Keys.of(flow.getFlow());
        var wrong = new TreeMap<String, String>();
        if (days.isEmpty()) {
            wrong.put(DAYS, "write a number of days from 0 to 28, for example 3");
        }
        if (reversal.isEmpty()) {
            wrong.put(REVERSAL, "write on-release, or first-of-month");
        }
        if (closed instanceof ClosedPeriods.Reading.Unreadable(var option, var message)) {
            wrong.put(option, message);
        }
        if (closed instanceof ClosedPeriods.Reading.Ok(var periods) && wrong.isEmpty()) {
            end(alert, flow.getFlow(), "the flow's options can be read");
            return Optional.of(new Policy(
                    !OFF.equals(options.get(OPTION)),
                    days.orElseThrow(),
                    reversal.orElseThrow(),
                    periods,
                    Policies.mode(flow)));
        }
        raise(
                alert,
                flow.getFlow(),
                "options of the flow cannot be read, so no month end is posted: " + String.join(", ", wrong.keySet()),
                wrong.entrySet().stream()
                                .map(each -> each.getKey() + ": " + each.getValue())
                                .collect(Collectors.joining("; "))
                        + ". Then run: tieout apply");
        return Optional.empty();
    }

    private static Optional<Integer> number(@Nullable String text) {
        if (text == null) {
            return Optional.of(DUE_AFTER_DAYS);
        }
        return text.matches("\\d|1\\d|2[0-8]") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }
}
