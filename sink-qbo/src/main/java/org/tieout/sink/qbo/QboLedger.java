package org.tieout.sink.qbo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.tieout.event.LedgerDocument;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;
import org.tieout.runtime.http.ApiClient;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.sink.Answered;
import org.tieout.runtime.sink.Batch;
import org.tieout.runtime.sink.Finding;
import org.tieout.runtime.sink.ItemOutcome;
import org.tieout.runtime.sink.Ledger;
import org.tieout.runtime.sink.Prepared;
import org.tieout.runtime.sink.Ready;

/// One QuickBooks Online company. Calls: one to connect, one for each batch of up to 30 documents, one
/// to look for postings whose answer was not heard, one for each 1000 documents read back. Nothing is
/// read after it was created: a create answers with the whole object.
final class QboLedger implements Ledger {
    /// Changes can be asked for 30 days back at most; one is kept in hand.
    private static final Duration FARTHEST_CHANGES = Duration.ofDays(29);

    private final QboClient client;
    private final MasterLists lists;
    private final Clock clock;
    private final List<ApiClient> owned;

    /// @param owned HTTP clients to close with the ledger
    QboLedger(QboClient client, MasterLists lists, Clock clock, List<ApiClient> owned) {
        this.client = client;
        this.lists = lists;
        this.clock = clock;
        this.owned = List.copyOf(owned);
    }

    // ---- prepare --------------------------------------------------------------------------------------------------

    @Override
    public Answered<List<Prepared>> prepare(List<Ready> commands, Supplier<List<PostingCommand>> upcoming) {
        Answered<List<Prepared>> first = rendered(commands, upcoming);
        // Before a person is told that something is missing: it may have been added since the lists were read.
        if (first instanceof Answered.Heard<List<Prepared>>(var prepared)
                && prepared.stream().anyMatch(Prepared.Unpostable.class::isInstance)
                && lists.refresh()) {
            return rendered(commands, upcoming);
        }
        return first;
    }

    private Answered<List<Prepared>> rendered(List<Ready> commands, Supplier<List<PostingCommand>> upcoming) {
        List<PostingCommand> bare = commands.stream().map(Ready::command).toList();
        return switch (lists.with(bare, upcoming)) {
            case Answered.Heard<Company>(var company) -> {
                var rendering = new Rendering(company);
                yield new Answered.Heard<>(
                        commands.stream().map(rendering::render).toList());
            }
            case Answered.NotNow<Company>(var reason, var retryAfter) -> new Answered.NotNow<>(reason, retryAfter);
            case Answered.Stopped<Company>(var reason, var nextStep) -> new Answered.Stopped<>(reason, nextStep);
        };
    }

    // ---- post -----------------------------------------------------------------------------------------------------

    @Override
    public List<ItemOutcome> post(Batch batch) {
        return switch (lists.any()) {
            case Answered.Heard<Company>(var company) ->
                batch.members().size() == 1
                        ? List.of(single(batch.id(), batch.members().getFirst(), company))
                        : together(batch, company);
            case Answered.NotNow<Company>(var reason, var retryAfter) ->
                all(batch, new ItemOutcome.Later(reason, retryAfter));
            case Answered.Stopped<Company>(var reason, var nextStep) ->
                all(batch, new ItemOutcome.Stopped(reason, nextStep));
        };
    }

    private ItemOutcome single(String id, Batch.Member member, Company company) {
        QboType type = type(member);
        return switch (client.create(type, id, member.body())) {
            case QboReply.Heard(var json, var tid) ->
                lookedUp(List.of(member), List.of(item(json, member, company))).getFirst();
            case QboReply.Faulted(var fault, var tid) ->
                lookedUp(List.of(member), List.of(new Item.Fault(fault))).getFirst();
            case QboReply.NotNow(var reason, var retryAfter) -> new ItemOutcome.Later(reason, retryAfter);
            case QboReply.Stopped(var reason, var nextStep) -> new ItemOutcome.Stopped(reason, nextStep);
            case QboReply.Unheard(var reason) -> new ItemOutcome.Unknown(reason);
        };
    }

    private List<ItemOutcome> together(Batch batch, Company company) {
        List<Batch.Member> members = batch.members();
        List<QboClient.Item> items = members.stream()
                .<QboClient.Item>map(
                        member -> new QboClient.Item.Create(type(member).apiName(), member.body()))
                .toList();
        return switch (client.batch(batch.id(), items)) {
            case QboReply.Heard(var json, var tid) -> {
                List<Optional<JsonNode>> answers = QboClient.items(json, items.size());
                List<Item> read = new ArrayList<>();
                for (int i = 0; i < members.size(); i++) {
                    Batch.Member member = members.get(i);
                    read.add(answers.get(i)
                            .map(answer -> item(answer, member, company))
                            .orElseGet(
                                    () -> new Item.Done(new ItemOutcome.Unknown("the batch's answer leaves it out"))));
                }
                yield lookedUp(members, read);
            }
            case QboReply.Faulted(var fault, var tid) ->
                lookedUp(
                        members,
                        members.stream().<Item>map(_ -> new Item.Fault(fault)).toList());
            case QboReply.NotNow(var reason, var retryAfter) -> all(batch, new ItemOutcome.Later(reason, retryAfter));
            case QboReply.Stopped(var reason, var nextStep) -> all(batch, new ItemOutcome.Stopped(reason, nextStep));
            case QboReply.Unheard(var reason) -> all(batch, new ItemOutcome.Unknown(reason));
        };
    }

    /// An item's answer, read as far as it goes by itself.
    private sealed interface Item {
        record Done(ItemOutcome outcome) implements Item {}

        record Fault(QboFault fault) implements Item {}
    }

    private static Item item(JsonNode answer, Batch.Member member, Company company) {
        Optional<QboFault> fault = QboFault.in(answer);
        if (fault.isPresent()) {
            return new Item.Fault(fault.get());
        }
        QboType type = type(member);
        JsonNode json = answer.path(type.apiName());
        if (!json.isObject() || Json.text(json, "Id").isEmpty()) {
            return new Item.Done(new ItemOutcome.Unknown("an answer without a " + type.apiName()));
        }
        return new Item.Done(new Reading(company).posted(json, type, member.command(), false));
    }

    /// Turns faults into outcomes. Those that may stand in the ledger in spite of their fault are
    /// looked for, all in one call.
    private List<ItemOutcome> lookedUp(List<Batch.Member> members, List<Item> items) {
        List<Batch.Member> doubtful = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            if (items.get(i) instanceof Item.Fault(var fault) && Verdict.of(fault) instanceof Verdict.LookUp) {
                doubtful.add(members.get(i));
            }
        }
        Map<String, Finding> findings = new HashMap<>();
        Optional<String> notHeard = Optional.empty();
        if (!doubtful.isEmpty()) {
            List<PostingCommand> commands =
                    doubtful.stream().map(Batch.Member::command).toList();
            if (look(commands) instanceof Answered.Heard<List<Finding>>(var found)) {
                for (int i = 0; i < commands.size(); i++) {
                    findings.put(commands.get(i).getPostingId(), found.get(i));
                }
            } else {
                notHeard = Optional.of("refused as a duplicate, and the ledger could not be asked");
            }
        }
        List<ItemOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            String id = members.get(i).command().getPostingId();
            outcomes.add(
                    switch (items.get(i)) {
                        case Item.Done(var outcome) -> outcome;
                        case Item.Fault(var fault) -> outcome(fault, Optional.ofNullable(findings.get(id)), notHeard);
                    });
        }
        return outcomes;
    }

    private ItemOutcome outcome(QboFault fault, Optional<Finding> finding, Optional<String> notHeard) {
        if (fault.has("610") || fault.has("2500")) {
            // Something our lists know is not there any more.
            lists.distrust();
        }
        return switch (Verdict.of(fault)) {
            case Verdict.Refuse(var nextStep) -> new ItemOutcome.Refused(fault.code(), fault.text(), nextStep);
            case Verdict.Broken() -> new ItemOutcome.Unknown(fault.code() + " " + fault.text());
            case Verdict.Throttled() -> new ItemOutcome.Later(fault.text(), Optional.empty());
            case Verdict.Stop(var nextStep) -> new ItemOutcome.Stopped(fault.text(), nextStep);
            case Verdict.LookUp(var nextStep) -> {
                if (notHeard.isPresent()) {
                    yield new ItemOutcome.Unknown(notHeard.get());
                }
                yield switch (finding.orElseGet(Finding.Absent::new)) {
                    case Finding.Found(var posted) -> posted;
                    case Finding.Conflict(var reason, var cure) -> new ItemOutcome.Refused(fault.code(), reason, cure);
                    case Finding.Absent() ->
                        passes(fault)
                                ? new ItemOutcome.Later(fault.text(), Optional.empty())
                                : new ItemOutcome.Refused(fault.code(), fault.text(), nextStep);
                };
            }
        };
    }

    /// Some texts of 6000 ask for patience.
    private static boolean passes(QboFault fault) {
        return fault.has("6000") && fault.text().toLowerCase(Locale.ROOT).contains("try again");
    }

    private static List<ItemOutcome> all(Batch batch, ItemOutcome outcome) {
        return batch.members().stream().map(_ -> outcome).toList();
    }

    private static QboType type(Batch.Member member) {
        return QboType.of(member.command().getDocument().getKind());
    }

    // ---- find -----------------------------------------------------------------------------------------------------

    @Override
    public Answered<List<Finding>> find(List<PostingState> postings) {
        return look(postings.stream()
                .map(posting -> Objects.requireNonNull(posting.getCommand()))
                .toList());
    }

    /// By number where there is one that can be queried; deposits by their date. The private note tells
    /// whether it is ours.
    private Answered<List<Finding>> look(List<PostingCommand> commands) {
        Map<QboType, Set<String>> sought = new EnumMap<>(QboType.class);
        for (PostingCommand command : commands) {
            QboType type = QboType.of(command.getDocument().getKind());
            sought.computeIfAbsent(type, _ -> new LinkedHashSet<>()).add(key(type, command));
        }
        List<String> queries = new ArrayList<>();
        List<QboType> types = new ArrayList<>();
        sought.forEach((type, keys) -> {
            if (type.number().isPresent()) {
                queries.add("select * from " + type.apiName() + " where "
                        + type.number().get() + " in (" + QboClient.in(List.copyOf(keys)) + ") maxresults 1000");
                types.add(type);
            } else {
                for (String date : keys) {
                    queries.add("select * from " + type.apiName() + " where TxnDate = " + QboClient.quoted(date)
                            + " maxresults 1000");
                    types.add(type);
                }
            }
        });
        Answered<Company> company = lists.any();
        if (!(company instanceof Answered.Heard<Company>(var known))) {
            return recast(company);
        }
        QboReply reply = queries.size() == 1 ? client.query(queries.getFirst()) : client.queries(queries);
        if (!(reply instanceof QboReply.Heard(var json, var tid))) {
            return MasterLists.failed(reply);
        }
        Map<QboType, List<JsonNode>> candidates = new EnumMap<>(QboType.class);
        List<JsonNode> answers = answers(json, queries.size());
        for (int i = 0; i < answers.size(); i++) {
            Optional<QboFault> fault = QboFault.in(answers.get(i));
            if (fault.isPresent()) {
                return MasterLists.failed(new QboReply.Faulted(fault.get(), ""));
            }
            candidates
                    .computeIfAbsent(types.get(i), _ -> new ArrayList<>())
                    .addAll(QboClient.rows(answers.get(i), types.get(i).apiName()));
        }
        var reading = new Reading(known);
        return new Answered.Heard<>(commands.stream()
                .map(command -> finding(command, candidates, reading))
                .toList());
    }

    private static List<JsonNode> answers(JsonNode json, int queries) {
        return queries == 1
                ? List.of(json)
                : QboClient.items(json, queries).stream()
                        .map(item -> item.orElse(Json.object()))
                        .toList();
    }

    private static String key(QboType type, PostingCommand command) {
        return type.number().isPresent()
                ? command.getDocument().getReference()
                : command.getDocument().getDate().toString();
    }

    private static Finding finding(PostingCommand command, Map<QboType, List<JsonNode>> candidates, Reading reading) {
        QboType type = QboType.of(command.getDocument().getKind());
        List<JsonNode> ours = candidates.getOrDefault(type, List.of()).stream()
                .filter(json -> Reading.isOf(json, command.getPostingId()))
                .toList();
        if (ours.isEmpty()) {
            return new Finding.Absent();
        }
        JsonNode json = ours.getFirst();
        Optional<String> difference = reading.difference(json, type, command);
        if (ours.size() > 1 || difference.isPresent()) {
            String reason = ours.size() > 1
                    ? "The ledger holds it " + ours.size() + " times"
                    : "The ledger holds it otherwise than commanded: " + difference.orElse("");
            return new Finding.Conflict(
                    reason,
                    "Look at " + type.apiName() + " " + command.getDocument().getReference()
                            + " in QuickBooks Online; correct or delete it, then retry.");
        }
        return new Finding.Found(reading.posted(json, type, command, true));
    }

    private static <T, U> Answered<U> recast(Answered<T> answer) {
        return switch (answer) {
            case Answered.Heard<T> _ -> throw new IllegalStateException("a heard answer is used, not recast");
            case Answered.NotNow<T>(var reason, var retryAfter) -> new Answered.NotNow<>(reason, retryAfter);
            case Answered.Stopped<T>(var reason, var nextStep) -> new Answered.Stopped<>(reason, nextStep);
        };
    }

    // ---- read back ------------------------------------------------------------------------------------------------

    private record Asked(QboType type, List<PostingState> postings) {
        String query() {
            List<String> ids = postings.stream()
                    .map(posting -> Objects.requireNonNull(posting.getVendorId()))
                    .toList();
            return "select * from " + type.apiName() + " where Id in (" + QboClient.in(ids) + ") maxresults "
                    + QboClient.OBJECTS;
        }
    }

    @Override
    public Answered<List<LedgerDocument>> readBack(List<PostingState> postings) {
        Answered<Company> company = lists.any();
        if (!(company instanceof Answered.Heard<Company>(var known))) {
            return recast(company);
        }
        var reading = new Reading(known);
        List<LedgerDocument> documents = new ArrayList<>();
        for (List<Asked> call : calls(postings)) {
            QboReply reply = client.queries(call.stream().map(Asked::query).toList());
            if (!(reply instanceof QboReply.Heard(var json, var tid))) {
                return MasterLists.failed(reply);
            }
            List<Optional<JsonNode>> answers = QboClient.items(json, call.size());
            for (int i = 0; i < call.size(); i++) {
                JsonNode answer = answers.get(i).orElse(Json.object());
                if (answers.get(i).isEmpty() || QboFault.in(answer).isPresent()) {
                    return new Answered.NotNow<>("a query of the read-back was not answered", Optional.empty());
                }
                documents.addAll(documents(call.get(i), answer, reading));
            }
        }
        return new Answered.Heard<>(documents);
    }

    /// Questions by kind, as many in a call as 1000 objects and 30 items allow.
    private static List<List<Asked>> calls(List<PostingState> postings) {
        Map<QboType, List<PostingState>> byType = new EnumMap<>(QboType.class);
        for (PostingState posting : postings) {
            if (posting.getVendorId() != null) {
                byType.computeIfAbsent(QboType.of(posting.getKind()), _ -> new ArrayList<>())
                        .add(posting);
            }
        }
        List<List<Asked>> calls = new ArrayList<>();
        List<Asked> current = new ArrayList<>();
        int objects = 0;
        for (var entry : byType.entrySet()) {
            List<PostingState> left = entry.getValue();
            while (!left.isEmpty()) {
                int taken = Math.min(left.size(), QboClient.OBJECTS - objects);
                current.add(new Asked(entry.getKey(), List.copyOf(left.subList(0, taken))));
                objects += taken;
                left = left.subList(taken, left.size());
                if (objects == QboClient.OBJECTS || current.size() == QboClient.BATCH_ITEMS) {
                    calls.add(current);
                    current = new ArrayList<>();
                    objects = 0;
                }
            }
        }
        if (!current.isEmpty()) {
            calls.add(current);
        }
        return calls;
    }

    /// What a query leaves out was deleted: "Deleted transactions are never returned" (Data queries).
    private List<LedgerDocument> documents(Asked asked, JsonNode answer, Reading reading) {
        Instant now = now();
        Map<String, JsonNode> byId = new HashMap<>();
        QboClient.rows(answer, asked.type().apiName())
                .forEach(json -> byId.put(json.path("Id").asText(), json));
        return asked.postings().stream()
                .map(posting -> {
                    JsonNode json = byId.get(posting.getVendorId());
                    return json == null
                            ? reading.deleted(asked.type(), posting, now)
                            : reading.document(json, asked.type(), posting, now);
                })
                .toList();
    }

    // ---- changes --------------------------------------------------------------------------------------------------

    @Override
    public Answered<Changes> changesSince(Instant since, PostingsByVendorId postings) {
        Answered<Company> company = lists.again();
        if (!(company instanceof Answered.Heard<Company>(var known))) {
            return recast(company);
        }
        Instant asked = now();
        Instant from = since.isBefore(asked.minus(FARTHEST_CHANGES)) ? asked.minus(FARTHEST_CHANGES) : since;
        var reading = new Reading(known);
        Map<String, LedgerDocument> documents = new LinkedHashMap<>();
        List<List<QboType>> questions = new ArrayList<>(List.of(QboType.all()));
        Instant until = asked;
        while (!questions.isEmpty()) {
            List<QboType> types = questions.removeFirst();
            QboReply reply = client.changes(types, from);
            if (!(reply instanceof QboReply.Heard(var json, var tid))) {
                return MasterLists.failed(reply);
            }
            if (isFull(json) && types.size() > 1) {
                // 1000 objects in all: ask for each kind by itself.
                types.forEach(type -> questions.add(List.of(type)));
                continue;
            }
            Optional<Instant> last = collect(json, reading, postings, asked, documents);
            if (isFull(json) && last.isPresent() && last.get().isAfter(from)) {
                // More than one answer holds: go on from the last change that was in it.
                until = last.get().isBefore(until) ? last.get() : until;
            }
        }
        return new Answered.Heard<>(new Changes(List.copyOf(documents.values()), until));
    }

    private static boolean isFull(JsonNode json) {
        int objects = 0;
        for (JsonNode response : json.path("CDCResponse").path(0).path("QueryResponse")) {
            for (QboType type : QboType.all()) {
                objects += response.path(type.apiName()).size();
            }
        }
        return objects >= QboClient.OBJECTS;
    }

    private static Optional<Instant> collect(
            JsonNode json,
            Reading reading,
            PostingsByVendorId postings,
            Instant at,
            Map<String, LedgerDocument> documents) {
        Optional<Instant> last = Optional.empty();
        for (JsonNode response : json.path("CDCResponse").path(0).path("QueryResponse")) {
            for (QboType type : QboType.all()) {
                for (JsonNode object : response.path(type.apiName())) {
                    Optional<Instant> changed = instant(
                            object.path("MetaData").path("LastUpdatedTime").asText());
                    if (changed.isPresent() && (last.isEmpty() || changed.get().isAfter(last.get()))) {
                        last = changed;
                    }
                    postings.find(type.apiName(), object.path("Id").asText())
                            .ifPresent(posting ->
                                    documents.put(posting.getPostingId(), reading.document(object, type, posting, at)));
                }
            }
        }
        return last;
    }

    private static Optional<Instant> instant(String text) {
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        owned.forEach(ApiClient::close);
    }
}
