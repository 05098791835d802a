package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tieout.event.MasterData;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.sink.Answered;
import org.tieout.runtime.sink.Notices;

/// The company's lists as far as posting needs them: read at connect in one call, kept, read again where they
/// changed, and added to by creating items. Customers are read by name only: a company may have very many.
/// Thread-safe; one thread reads or creates while the others wait.
final class MasterLists {
    /// A snapshot younger than this is not read again because something is missing in it.
    private static final Duration FRESH = Duration.ofSeconds(5);

    /// Changes are asked for with an overlap: clocks differ and commits are late (memo, 4).
    private static final Duration OVERLAP = Duration.ofMinutes(5);

    /// What was deleted is in no list of changes: so often everything is read.
    private static final Duration WHOLE = Duration.ofHours(12);

    private final BcClient client;
    private final String connection;
    private final MissingItems missing;
    private final Notices notices;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Company company;
    private final Map<String, MasterData> reported = new HashMap<>();
    private Instant readAt = Instant.EPOCH;
    private Instant wholeAt = Instant.EPOCH;

    MasterLists(BcClient client, String connection, Choices choices, Notices notices, Clock clock) {
        this.client = client;
        this.connection = connection;
        this.missing = new MissingItems(client, connection, choices, notices);
        this.notices = notices;
        this.clock = clock;
    }

    /// The lists, with what these commands need as far as it can be had.
    ///
    /// @param upcoming commands that will follow; asked for only when something is created, to create what
    ///     they lack in the same call
    Answered<Company> with(List<PostingCommand> commands, Supplier<List<PostingCommand>> upcoming) {
        Company known = company;
        if (known != null && isComplete(known, commands)) {
            return new Answered.Heard<>(known);
        }
        lock.lock();
        try {
            return completed(commands, upcoming);
        } finally {
            lock.unlock();
        }
    }

    /// The lists as they are.
    Answered<Company> any() {
        return with(List.of(), List::of);
    }

    /// The lists, with what changed in them: people add to them and block accounts.
    Answered<Company> again() {
        lock.lock();
        try {
            Company known = company;
            return known == null ? read(Set.of(), null) : read(names(known), known);
        } finally {
            lock.unlock();
        }
    }

    /// Everything again, unless that was just done; true when it will be.
    boolean refresh() {
        lock.lock();
        try {
            if (readAt.plus(FRESH).isAfter(clock.instant())) {
                return false;
            }
            company = null;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private Answered<Company> completed(List<PostingCommand> commands, Supplier<List<PostingCommand>> upcoming) {
        Set<String> wanted = customersOf(commands);
        Company known = company;
        Answered<Company> first = known == null ? read(wanted, null) : withCustomers(known, wanted);
        if (!(first instanceof Answered.Heard<Company>(var read))) {
            return first;
        }
        if (wantedItems(read, commands).isEmpty()) {
            company = read;
            return first;
        }
        List<PostingCommand> all = new ArrayList<>(commands);
        all.addAll(upcoming.get());
        Answered<Company> made = create(read, wantedItems(read, all));
        if (made instanceof Answered.Heard<Company>(var complete)) {
            company = complete;
        }
        return made;
    }

    private boolean isComplete(Company known, List<PostingCommand> commands) {
        return customersOf(commands).stream()
                        .allMatch(name -> known.customer(name).isPresent())
                && wantedItems(known, commands).isEmpty();
    }

    private static Set<String> customersOf(List<PostingCommand> commands) {
        Set<String> names = new LinkedHashSet<>();
        for (PostingCommand command : commands) {
            String customer = command.getDocument().getCustomer();
            // Customers of deals are named by number and may be persons: their names are nobody's master data here.
            if (customer != null && DealType.of(command.getDocument().getKind()).isEmpty()) {
                names.add(customer);
            }
        }
        return names;
    }

    private static Set<String> names(Company known) {
        Set<String> names = new LinkedHashSet<>();
        known.lists().customers().forEach(customer -> names.add(customer.name()));
        return names;
    }

    // ---- reading --------------------------------------------------------------------------------------------------

    /// All lists in one call; of the long ones only what changed, where there is something to add it to.
    private Answered<Company> read(Collection<String> customers, @Nullable Company known) {
        Instant now = clock.instant();
        boolean whole = known == null || wholeAt.plus(WHOLE).isBefore(now);
        String changed = whole
                ? ""
                : "?$filter="
                        + Odata.encoded("lastModifiedDateTime gt "
                                + readAt.minus(OVERLAP).truncatedTo(ChronoUnit.MILLIS));
        List<String> lists = new ArrayList<>(List.of(
                "accounts" + changed,
                "bankAccounts" + changed,
                "items" + changed,
                "taxGroups",
                "paymentMethods",
                "paymentTerms",
                "shipmentMethods",
                "dimensions?$expand=dimensionValues",
                "companyInformation"));
        lists.addAll(customerQuestions(customers));
        Answered<List<List<JsonNode>>> answer = client.read("readLists", lists);
        if (!(answer instanceof Answered.Heard<List<List<JsonNode>>>(var rows))) {
            return BcClient.recast(answer);
        }
        JsonNode info = rows.get(8).isEmpty() ? Json.object() : rows.get(8).getFirst();
        List<Company.Customer> found = new ArrayList<>();
        rows.subList(9, rows.size())
                .forEach(list ->
                        found.addAll(list.stream().map(Company::customer).toList()));
        Company read = new Company(new Company.Lists(
                merged(
                        known,
                        whole,
                        lists(rows.get(0), Company::account),
                        each -> each.lists().accounts(),
                        Company.Account::id),
                merged(
                        known,
                        whole,
                        lists(rows.get(1), Company::bankAccount),
                        each -> each.lists().bankAccounts(),
                        Company.BankAccount::id),
                merged(
                        known,
                        whole,
                        lists(rows.get(2), Company::item),
                        each -> each.lists().items(),
                        Company.Item::id),
                found,
                lists(rows.get(3), Company::code),
                lists(rows.get(4), Company::code),
                lists(rows.get(5), Company::code),
                lists(rows.get(6), Company::code),
                lists(rows.get(7), Company::dimension),
                new Company.Settings(
                        Json.text(info, "currencyCode").orElse("USD"),
                        Json.text(info, "displayName").orElse(""))));
        readAt = now;
        wholeAt = whole ? now : wholeAt;
        company = read;
        report(new MasterRecords(connection, now).of(read));
        return new Answered.Heard<>(read);
    }

    private static <T> List<T> lists(List<JsonNode> rows, Function<JsonNode, T> reader) {
        return rows.stream().map(reader).toList();
    }

    private static <T> List<T> merged(
            @Nullable Company known,
            boolean whole,
            List<T> read,
            Function<Company, List<T>> before,
            Function<T, String> id) {
        if (known == null || whole) {
            return read;
        }
        Map<String, T> byId = new LinkedHashMap<>();
        before.apply(known).forEach(each -> byId.put(id.apply(each), each));
        read.forEach(each -> byId.put(id.apply(each), each));
        return List.copyOf(byId.values());
    }

    /// By name and by number: a filter has no *or* across properties (memo, 4).
    private static List<String> customerQuestions(Collection<String> names) {
        List<String> questions = new ArrayList<>();
        if (!names.isEmpty()) {
            List<String> quoted = names.stream().map(Odata::quoted).toList();
            questions.addAll(Odata.anyOf("customers", "displayName", quoted, ""));
            List<String> numbers = names.stream()
                    .filter(name -> name.length() <= Company.NUMBER_LENGTH)
                    .map(Odata::quoted)
                    .toList();
            if (!numbers.isEmpty()) {
                questions.addAll(Odata.anyOf("customers", "number", numbers, ""));
            }
        }
        return questions;
    }

    private Answered<Company> withCustomers(Company known, Set<String> names) {
        List<String> unknown =
                names.stream().filter(name -> known.customer(name).isEmpty()).toList();
        if (unknown.isEmpty()) {
            return new Answered.Heard<>(known);
        }
        Answered<List<List<JsonNode>>> answer = client.read("readCustomers", customerQuestions(unknown));
        if (!(answer instanceof Answered.Heard<List<List<JsonNode>>>(var rows))) {
            return BcClient.recast(answer);
        }
        List<Company.Customer> found =
                rows.stream().flatMap(List::stream).map(Company::customer).toList();
        var records = new MasterRecords(connection, clock.instant());
        report(found.stream().map(records::customer).toList());
        return new Answered.Heard<>(known.with(List.of(), found));
    }

    /// What was reported and is the same still is not reported again.
    private void report(List<MasterData> records) {
        List<MasterData> changed = new ArrayList<>();
        for (MasterData each : records) {
            MasterData before = reported.put(each.getKind() + "|" + each.getId(), each);
            if (before == null || !isSame(before, each)) {
                changed.add(each);
            }
        }
        if (!changed.isEmpty()) {
            notices.masterData(changed);
        }
    }

    private static boolean isSame(MasterData before, MasterData now) {
        return MasterData.newBuilder(before).setReadAt(now.getReadAt()).build().equals(now);
    }

    /// What goods of these commands have no item, where their flow wants items created.
    private Set<String> wantedItems(Company known, List<PostingCommand> commands) {
        return missing.wanted(known, commands);
    }

    private Answered<Company> create(Company known, Set<String> names) {
        Answered<List<Company.Item>> made = missing.create(known, names);
        if (!(made instanceof Answered.Heard<List<Company.Item>>(var items))) {
            return BcClient.recast(made);
        }
        var records = new MasterRecords(connection, clock.instant());
        report(items.stream().flatMap(each -> records.item(each).stream()).toList());
        return new Answered.Heard<>(known.with(items, List.of()));
    }
}
