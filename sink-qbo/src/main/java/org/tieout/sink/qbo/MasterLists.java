package org.tieout.sink.qbo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tieout.event.Document;
import org.tieout.event.DocumentLine;
import org.tieout.event.MasterData;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.sink.Answered;
import org.tieout.runtime.sink.Notices;

/// The company's lists as far as posting needs them: read at connect in one call, kept, read again when
/// something is missing in them, and added to by creating items and customers. Customers are read by
/// name only: a company may have very many. Thread-safe; one thread reads or creates while the others
/// wait.
final class MasterLists {
    /// A snapshot younger than this is not read again because something is missing in it.
    private static final Duration FRESH = Duration.ofSeconds(5);

    /// One answer holds 1000 objects in all; further pages are read one by one.
    private static final int ACCOUNTS_AT_CONNECT = 300;

    private static final int ITEMS_AT_CONNECT = 600;
    private static final int NAMES_AT_ONCE = 50;

    /// Without it a query leaves out what is inactive, and nobody could tell that from what was never there.
    private static final String ALL = "Active in (true, false)";

    /// A failed step, on its way to the caller.
    private static final class Interrupted extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient QboReply reply;

        Interrupted(QboReply reply) {
            super(reply.toString());
            this.reply = reply;
        }
    }

    private record Wanted(String name, String accountId, boolean goods) {}

    private final QboClient client;
    private final String connection;
    private final Notices notices;
    private final Function<String, Boolean> createsItems;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Company company;
    private final Map<String, MasterData> reported = new HashMap<>();
    private Instant readAt = Instant.EPOCH;
    private boolean settingsAlerted;

    /// @param createsItems whether a flow's option create-missing-items is on
    MasterLists(
            QboClient client, String connection, Notices notices, Function<String, Boolean> createsItems, Clock clock) {
        this.client = client;
        this.connection = connection;
        this.notices = notices;
        this.createsItems = createsItems;
        this.clock = clock;
    }

    /// The lists, with what these commands need as far as it can be had.
    ///
    /// @param upcoming commands that will follow; asked for only when something is created, to create
    ///     what they lack in the same call
    Answered<Company> with(List<PostingCommand> commands, Supplier<List<PostingCommand>> upcoming) {
        Company known = company;
        if (known != null && complete(known, commands)) {
            return new Answered.Heard<>(known);
        }
        lock.lock();
        try {
            return new Answered.Heard<>(completed(commands, upcoming));
        } catch (Interrupted e) {
            return failed(e.reply);
        } finally {
            lock.unlock();
        }
    }

    /// The lists as they are.
    Answered<Company> any() {
        return with(List.of(), List::of);
    }

    /// The lists, read again: people add to them and close accounts.
    Answered<Company> again() {
        lock.lock();
        try {
            Company known = company;
            List<String> customers = known == null
                    ? List.of()
                    : known.customers().stream().map(Company.Customer::name).toList();
            Company read = customers.size() <= NAMES_AT_ONCE
                    ? read(customers)
                    : withCustomers(read(List.of()), Set.copyOf(customers));
            company = read;
            return new Answered.Heard<>(read);
        } catch (Interrupted e) {
            return failed(e.reply);
        } finally {
            lock.unlock();
        }
    }

    /// Something in them is out of date.
    void distrust() {
        lock.lock();
        try {
            readAt = Instant.EPOCH;
            company = null;
        } finally {
            lock.unlock();
        }
    }

    /// Everything again, unless that was just done; true when it was read.
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

    private Company completed(List<PostingCommand> commands, Supplier<List<PostingCommand>> upcoming)
            throws Interrupted {
        Set<String> customers = customersOf(commands);
        Company known = company;
        if (known == null) {
            known = read(customers);
        } else {
            known = withCustomers(known, customers);
        }
        if (!complete(known, commands)) {
            List<PostingCommand> all = new ArrayList<>(commands);
            all.addAll(upcoming.get());
            Set<String> further = customersOf(all);
            further.removeAll(customers);
            known = create(withCustomers(known, further), all);
        }
        company = known;
        return known;
    }

    private boolean complete(Company known, List<PostingCommand> commands) {
        return customersOf(commands).stream()
                        .allMatch(name -> known.customer(name).isPresent())
                && wantedItems(known, commands).isEmpty();
    }

    private static Set<String> customersOf(List<PostingCommand> commands) {
        Set<String> names = new LinkedHashSet<>();
        for (PostingCommand command : commands) {
            String customer = command.getDocument().getCustomer();
            if (customer != null) {
                names.add(customer);
            }
        }
        return names;
    }

    // ---- reading --------------------------------------------------------------------------------------------------

    private Company read(Collection<String> customerNames) throws Interrupted {
        List<String> queries = new ArrayList<>(List.of(
                "select * from Account where " + ALL + " maxresults " + ACCOUNTS_AT_CONNECT,
                "select * from Item where " + ALL + " maxresults " + ITEMS_AT_CONNECT,
                "select * from Preferences",
                "select * from CompanyInfo"));
        if (!customerNames.isEmpty()) {
            queries.add(customerQuery(List.copyOf(customerNames)));
        }
        List<JsonNode> answers = answers(queries);
        List<JsonNode> accounts = withFurtherPages(answers.get(0), "Account", ACCOUNTS_AT_CONNECT);
        List<JsonNode> items = withFurtherPages(answers.get(1), "Item", ITEMS_AT_CONNECT);
        List<Company.Customer> customers = customerNames.isEmpty()
                ? List.of()
                : QboClient.rows(answers.get(4), "Customer").stream()
                        .map(Company::customer)
                        .toList();
        Company read = new Company(
                accounts.stream().map(Company::account).toList(),
                items.stream().map(Company::item).toList(),
                customers,
                Company.settings(first(answers.get(2), "Preferences"), first(answers.get(3), "CompanyInfo")));
        readAt = clock.instant();
        company = read;
        report(new MasterRecords(connection, readAt).of(read));
        check(read.settings());
        return read;
    }

    /// What was reported and is the same still is not reported again.
    private void report(List<MasterData> records) {
        List<MasterData> changed = new ArrayList<>();
        for (MasterData each : records) {
            String key = each.getKind() + "|" + each.getId();
            MasterData before = reported.put(key, each);
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

    private static JsonNode first(JsonNode answer, String entity) {
        List<JsonNode> rows = QboClient.rows(answer, entity);
        return rows.isEmpty() ? Json.object() : rows.getFirst();
    }

    /// Fewer rows than asked for are the last page.
    private List<JsonNode> withFurtherPages(JsonNode answer, String entity, int asked) throws Interrupted {
        List<JsonNode> rows = new ArrayList<>(QboClient.rows(answer, entity));
        int last = rows.size();
        for (int page = asked; last >= page; page = QboClient.OBJECTS) {
            String query = "select * from " + entity + " where " + ALL + " startposition " + (rows.size() + 1)
                    + " maxresults " + QboClient.OBJECTS;
            List<JsonNode> more = QboClient.rows(heard(client.query(query)), entity);
            rows.addAll(more);
            last = more.isEmpty() ? -1 : more.size();
            if (more.size() < QboClient.OBJECTS) {
                break;
            }
        }
        return rows;
    }

    private void check(Company.Settings settings) {
        String id = "settings|" + connection;
        List<String> wrong = new ArrayList<>();
        List<String> cures = new ArrayList<>();
        if (!settings.ownNumbers()) {
            wrong.add("the company does not take transaction numbers of ours");
            cures.add("turn on Custom transaction numbers under Account and settings > Sales > Sales form content");
        }
        if (settings.appliesCreditsItself()) {
            wrong.add(
                    "the company applies credits by itself, which would use up credit memos before their settlement does");
            cures.add("turn off Automatically apply credits under Account and settings > Advanced > Automation");
        }
        if (!wrong.isEmpty()) {
            notices.alert(id, String.join("; ", wrong), "In QuickBooks Online " + String.join("; ", cures) + ".");
            settingsAlerted = true;
        } else if (settingsAlerted) {
            notices.resolved(id);
            settingsAlerted = false;
        }
    }

    private Company withCustomers(Company known, Set<String> names) throws Interrupted {
        List<String> unknown =
                names.stream().filter(name -> known.customer(name).isEmpty()).toList();
        Company result = known;
        for (int from = 0; from < unknown.size(); from += NAMES_AT_ONCE) {
            List<String> some = unknown.subList(from, Math.min(unknown.size(), from + NAMES_AT_ONCE));
            result = result.with(
                    List.of(),
                    QboClient.rows(heard(client.query(customerQuery(some))), "Customer").stream()
                            .map(Company::customer)
                            .toList());
        }
        return result;
    }

    private static String customerQuery(List<String> names) {
        return "select * from Customer where DisplayName in (" + QboClient.in(names) + ")";
    }

    // ---- creating -------------------------------------------------------------------------------------------------

    private Company create(Company known, List<PostingCommand> commands) throws Interrupted {
        Map<String, QboClient.Item.Create> wanted = new LinkedHashMap<>();
        for (String customer : customersOf(commands)) {
            if (known.customer(customer).isEmpty()) {
                wanted.put(
                        "Customer|" + customer,
                        new QboClient.Item.Create("Customer", customer(customer, known, commands)));
            }
        }
        for (Wanted item : wantedItems(known, commands)) {
            wanted.put("Item|" + item.name(), new QboClient.Item.Create("Item", item(item)));
        }
        Company result = known;
        List<Map.Entry<String, QboClient.Item.Create>> all = List.copyOf(wanted.entrySet());
        for (int from = 0; from < all.size(); from += QboClient.BATCH_ITEMS) {
            result = created(result, all.subList(from, Math.min(all.size(), from + QboClient.BATCH_ITEMS)));
        }
        return result;
    }

    /// Creates one batch of them. A name that is taken meanwhile (6240) is looked up and adopted.
    private Company created(Company known, List<Map.Entry<String, QboClient.Item.Create>> some) throws Interrupted {
        List<QboClient.Item> items =
                some.stream().<QboClient.Item>map(Map.Entry::getValue).toList();
        // Names are unique, which protects list entries against a repetition better than a request id would: after a
        // refusal the same body may be right, and the first answer must not be replayed.
        JsonNode answer = heard(client.batch(UUID.randomUUID().toString(), items));
        List<Company.Item> newItems = new ArrayList<>();
        List<Company.Customer> newCustomers = new ArrayList<>();
        List<String> takenItems = new ArrayList<>();
        List<String> takenCustomers = new ArrayList<>();
        List<Optional<JsonNode>> results = QboClient.items(answer, items.size());
        for (int i = 0; i < some.size(); i++) {
            JsonNode result = results.get(i).orElse(Json.object());
            String key = some.get(i).getKey();
            String name = key.substring(key.indexOf('|') + 1);
            boolean customer = key.startsWith("Customer|");
            if (result.path("Item").isObject()) {
                newItems.add(Company.item(result.path("Item")));
            } else if (result.path("Customer").isObject()) {
                newCustomers.add(Company.customer(result.path("Customer")));
            } else if (QboFault.in(result).filter(fault -> fault.has("6240")).isPresent()) {
                (customer ? takenCustomers : takenItems).add(name);
            }
            // Anything else stays missing: rendering says of which posting, and what to do.
        }
        newItems.addAll(adopted("Item", "Name", takenItems, Company::item));
        newCustomers.addAll(adopted("Customer", "DisplayName", takenCustomers, Company::customer));
        Company result = known.with(newItems, newCustomers);
        MasterRecords records = new MasterRecords(connection, clock.instant());
        report(java.util.stream.Stream.concat(
                        newItems.stream().map(item -> records.item(item, result)),
                        newCustomers.stream().map(records::customer))
                .toList());
        return result;
    }

    private <T> List<T> adopted(String entity, String column, List<String> names, Function<JsonNode, T> read)
            throws Interrupted {
        if (names.isEmpty()) {
            return List.of();
        }
        String query = "select * from " + entity + " where " + column + " in (" + QboClient.in(names)
                + ") and Active in (true, false)";
        return QboClient.rows(heard(client.query(query)), entity).stream()
                .map(read)
                .toList();
    }

    private List<Wanted> wantedItems(Company known, List<PostingCommand> commands) {
        Map<String, Wanted> wanted = new LinkedHashMap<>();
        for (PostingCommand command : commands) {
            Document document = command.getDocument();
            if (!Rendering.hasItems(document.getKind()) || !createsItems.apply(command.getFlow())) {
                continue;
            }
            for (DocumentLine line : document.getLines()) {
                if (line.getItem() != null) {
                    wanted(line, known).ifPresent(item -> wanted.putIfAbsent(item.name(), item));
                }
            }
        }
        return List.copyOf(wanted.values());
    }

    private static Optional<Wanted> wanted(DocumentLine line, Company known) {
        Optional<Company.Account> account = known.account(line.getAccount());
        if (account.isEmpty() || !account.get().active()) {
            return Optional.empty();
        }
        String id = account.get().id();
        String name = ItemNames.of(line);
        Optional<Company.Item> item = known.item(name);
        boolean goods = line.getCategory() != null && line.getCategory().equals("REV.PRINCIPAL");
        if (item.isEmpty()) {
            return Optional.of(new Wanted(name, id, goods));
        }
        if (item.get().incomeAccount().equals(Optional.of(id))) {
            return Optional.empty();
        }
        String variant = ItemNames.variant(name, account.get().code());
        return known.item(variant).isPresent() ? Optional.empty() : Optional.of(new Wanted(variant, id, goods));
    }

    /// Neither kind keeps stock: an inventory item would make QuickBooks Online post cost of goods sold
    /// (Item reference).
    private static String item(Wanted wanted) {
        ObjectNode json = Json.object();
        json.put("Name", wanted.name());
        json.put("Type", wanted.goods() ? "NonInventory" : "Service");
        json.set("IncomeAccountRef", Refs.to(wanted.accountId()));
        if (wanted.goods()) {
            json.put("Sku", wanted.name());
        }
        return Json.write(json);
    }

    private static String customer(String name, Company known, List<PostingCommand> commands) {
        ObjectNode json = Json.object();
        json.put("DisplayName", name);
        json.put("Taxable", false);
        if (known.settings().manyCurrencies()) {
            // A customer's currency is fixed by its first use (Customer reference, "CurrencyRef").
            commands.stream()
                    .map(PostingCommand::getDocument)
                    .filter(document -> name.equals(document.getCustomer()))
                    .findFirst()
                    .ifPresent(document -> json.set("CurrencyRef", Refs.to(document.getCurrency())));
        }
        return Json.write(json);
    }

    // ---- answers --------------------------------------------------------------------------------------------------

    private List<JsonNode> answers(List<String> queries) throws Interrupted {
        List<Optional<JsonNode>> items = QboClient.items(heard(client.queries(queries)), queries.size());
        List<JsonNode> answers = new ArrayList<>();
        for (Optional<JsonNode> item : items) {
            JsonNode answer =
                    item.orElseThrow(() -> new Interrupted(new QboReply.Unheard("a batch item without an answer")));
            Optional<QboFault> fault = QboFault.in(answer);
            if (fault.isPresent()) {
                throw new Interrupted(new QboReply.Faulted(fault.get(), ""));
            }
            answers.add(answer);
        }
        return answers;
    }

    private static JsonNode heard(QboReply reply) throws Interrupted {
        if (reply instanceof QboReply.Heard(var json, var tid)) {
            return json;
        }
        throw new Interrupted(reply);
    }

    /// Reading and creating list entries changes no books: what was not heard is asked again.
    static <T> Answered<T> failed(QboReply reply) {
        return switch (reply) {
            case QboReply.Heard(var json, var tid) ->
                new Answered.NotNow<>("an answer without its content " + tid, Optional.empty());
            case QboReply.Faulted(var fault, var tid) ->
                new Answered.NotNow<>(
                        "QuickBooks Online says " + fault.code() + " " + fault.text() + " " + tid, Optional.empty());
            case QboReply.NotNow(var reason, var retryAfter) -> new Answered.NotNow<>(reason, retryAfter);
            case QboReply.Stopped(var reason, var nextStep) -> new Answered.Stopped<>(reason, nextStep);
            case QboReply.Unheard(var reason) -> new Answered.NotNow<>(reason, Optional.empty());
        };
    }
}
