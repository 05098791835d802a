package org.tieout.sink.bc;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.sink.Answered;
import org.tieout.runtime.sink.Finding;
import org.tieout.runtime.sink.ItemOutcome;
import org.tieout.runtime.sink.Ready;
import org.tieout.runtime.sink.References;
import org.tieout.simulator.Simulator;
import org.tieout.simulator.SimulatorOptions;
import org.tieout.simulator.http.Fault;
import org.tieout.sink.testing.LedgerDesk;

/// What goes wrong on the way, at each step: whatever it is, one document each in the end.
class FaultsTest {
    private final Trade trade = new Trade("us-books", "amazon-us", "books");
    private final PostingCommand first = trade.invoice("111-0000001-0000001", "50.00", "5.99");
    private final PostingCommand second = trade.invoice("111-0000002-0000002", "30.00", "0.00");
    private final PostingCommand memo = trade.creditMemo("S1", 1, 3, "111-0000003-0000003", "20.00");
    private final PostingCommand fees = trade.fees("S1", 2, 3, "07", "5.99");
    private final PostingCommand payout = trade.payout("S1", 3, 3, "1000", "30.00");
    private final List<PostingCommand> all = List.of(first, second, memo, fees, payout);
    private Simulator simulator;
    private LedgerDesk desk;

    @BeforeAll
    static void trustOurRecords() {
        assertThat(AvroSerdes.inMemory()).isNotNull();
    }

    @BeforeEach
    void open() {
        simulator = Simulator.start(SimulatorOptions.builder().seed(7).build());
        desk = new LedgerDesk(notices -> Books.ledger(simulator, trade, Map.of("call-timeout", "500ms"), notices));
        // Lists, items and token are there: what is counted from now on is posting.
        desk.prepare(all);
    }

    @AfterEach
    void close() {
        desk.close();
        simulator.close();
    }

    /// A step of posting, by the requests it makes.
    enum Step {
        LOOK("POST", "/\\$batch$", "externalDocumentNumber%20eq", 0, false),
        CREATE("POST", "/\\$batch$", "Tieout posting", 0, true),
        READ("POST", "/\\$batch$", "externalDocumentNumber%20eq", 1, false),
        POST("POST", "/\\$batch$", "Microsoft.NAV.post", 0, true),
        READ_AGAIN("POST", "/\\$batch$", "externalDocumentNumber%20eq", 2, false),
        LOOK_AT_JOURNAL("POST", "/\\$batch$", "generalLedgerEntries", 0, false),
        MAKE_JOURNAL("POST", "/journals$", "displayName", 0, true),
        MAKE_LINES("POST", "/\\$batch$", "lineNumber", 0, true),
        READ_LINES("GET", "/journalLines$", "", 0, false),
        POST_JOURNAL("POST", "/Microsoft.NAV.post$", "", 0, true),
        READ_ENTRIES("POST", "/\\$batch$", "generalLedgerEntries", 1, false);

        private final String method;
        private final String path;
        private final String text;
        private final int skip;
        private final boolean writes;

        Step(String method, String path, String text, int skip, boolean writes) {
            this.method = method;
            this.path = path;
            this.text = text;
            this.skip = skip;
            this.writes = writes;
        }

        Fault.Builder fault() {
            var fault = Fault.on("bc").method(method).path(path).skip(skip);
            return text.isEmpty() ? fault : fault.bodyContains(text);
        }
    }

    /// A way to go wrong.
    enum Trouble {
        COMMITTED_THEN_DROPPED,
        COMMITTED_THEN_SILENT,
        COMMITTED_THEN_504,
        COMMITTED_THEN_408,
        HALF_AN_ANSWER,
        AN_HTML_PAGE,
        DROPPED_BEFORE,
        UNAVAILABLE,
        THROTTLED,
        UNAUTHORIZED_ONCE;

        private static final Set<Trouble> OF_READING = Set.of(COMMITTED_THEN_DROPPED, HALF_AN_ANSWER, UNAVAILABLE);

        Fault strikes(Fault.Builder fault) {
            return switch (this) {
                case COMMITTED_THEN_DROPPED -> fault.afterCommit(new Fault.Drop());
                case COMMITTED_THEN_SILENT -> fault.afterCommit(new Fault.Stall(Duration.ofMillis(700)));
                case COMMITTED_THEN_504 -> fault.afterCommit(new Fault.Status(504));
                case COMMITTED_THEN_408 -> fault.afterCommit(new Fault.Status(408));
                case HALF_AN_ANSWER -> fault.afterCommit(new Fault.Truncate(new BigDecimal("0.5")));
                case AN_HTML_PAGE ->
                    fault.afterCommit(new Fault.Status(
                            200, Map.of("Content-Type", "text/html"), Optional.of("<html>busy</html>")));
                case DROPPED_BEFORE -> fault.beforeAccept(new Fault.Drop());
                case UNAVAILABLE -> fault.beforeAccept(new Fault.Status(503));
                case THROTTLED -> fault.beforeAccept(new Fault.Status(429));
                case UNAUTHORIZED_ONCE -> fault.beforeAccept(new Fault.Status(401));
            };
        }
    }

    /// Every trouble where something is written, and one of each family where something is read.
    static Stream<Arguments> troubles() {
        return Stream.of(Step.values())
                .flatMap(step -> Stream.of(Trouble.values())
                        .filter(trouble -> step.writes || Trouble.OF_READING.contains(trouble))
                        .map(trouble -> Arguments.of(step, trouble)));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void whateverGoesWrongWhereverOneDocumentEachIsInTheBooks(Step step, Trouble trouble) {
        simulator.fault(trouble.strikes(step.fault()));

        desk.postUntilDone(all);

        assertThat(simulator.faults().armed()).as("the fault struck").isEmpty();
        assertTheBooks();
    }

    /// A batch's operations fail one by one. What was posted all the same is found, and a draft that changed meanwhile
    /// is decided again at once; everything else takes a second attempt.
    @ParameterizedTest
    @CsvSource({
        "Tieout posting, 503, true, 2",
        "Tieout posting, 500, false, 2",
        "Tieout posting, 429, false, 2",
        "Microsoft.NAV.post, 503, true, 1",
        "Microsoft.NAV.post, 500, false, 2",
        "Microsoft.NAV.post, 429, false, 2",
        "Microsoft.NAV.post, 409, false, 1",
        "lineNumber, 503, true, 2",
        "lineNumber, 429, false, 2",
        "salesInvoices, 503, false, 2",
        "generalLedgerEntries, 503, false, 2"
    })
    void anOperationsTroubleIsItsOwn(String contains, int status, boolean afterwards, int attempts) {
        new Human(simulator)
                .order(
                        "fail-operations",
                        "{\"contains\":\"" + contains + "\",\"status\":" + status + ",\"afterwards\":" + afterwards
                                + "}");

        assertThat(desk.postUntilDone(all)).isEqualTo(attempts);
        assertTheBooks();
    }

    private void assertTheBooks() {
        assertThat(Books.rows(simulator, "salesInvoices")).isEqualTo(2);
        assertThat(Books.count(simulator, "salesInvoices", "Paid")).isEqualTo(2);
        assertThat(Books.rows(simulator, "salesCreditMemos")).isEqualTo(1);
        assertThat(Books.rows(simulator, "journalLines")).isEqualTo(0);
        assertThat(Books.balance(simulator, "1150")).isEqualByComparingTo("30.00");
        assertThat(Books.balance(simulator, "4000")).isEqualByComparingTo("-80.00");
        assertThat(Books.balance(simulator, "4100")).isEqualByComparingTo("20.00");
        assertThat(Books.balance(simulator, "6100")).isEqualByComparingTo("5.99");
        assertThat(Books.balance(simulator, "1000")).isEqualByComparingTo("30.00");
    }

    @Test
    void aStormOfThrottlingIsWaitedOut() {
        simulator.fault(
                Fault.on("bc").method("POST").path("/\\$batch$").times(3).beforeAccept(new Fault.Status(429)));

        desk.postUntilDone(all);

        assertTheBooks();
    }

    @Test
    void anExpiredTokenIsFetchedAnewOnce() {
        simulator.clock().advanceProtocol(Duration.ofHours(2));

        desk.post(first);

        assertThat(simulator.calls().count("bc", "token")).isEqualTo(2);
    }

    /// A secret that is not taken, an environment or a company that is not there.
    @ParameterizedTest
    @CsvSource({"client-id, nobody", "environment-name, Nowhere", "company-id, 00000000-0000-0000-0000-00000000dead"})
    void aConnectionThatCannotWorkStopsAndSaysWhatToDo(String setting, String value) {
        desk.close();
        desk = new LedgerDesk(notices -> Books.ledger(simulator, trade, Map.of(setting, value), notices));

        assertThat(desk.ledger.prepare(List.of(new Ready(first, new References(Map.of()))), List::of))
                .isInstanceOfSatisfying(
                        Answered.Stopped.class,
                        stopped -> assertThat(stopped.nextStep()).contains("tieout apply"));
    }

    @Test
    void aDraftThatAPersonChangesBeforeItIsPostedIsReadAgainAndNotPosted() {
        onlyDraft(first);
        var human = new Human(simulator);
        var draft = human.get("salesInvoices").path("value").get(0);
        human.patch("salesInvoices(" + draft.path("id").asText() + ")", "{\"postingDate\":\"2026-11-09\"}");

        assertThat(desk.outcome(first))
                .isInstanceOfSatisfying(
                        ItemOutcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("draft-differs"));

        human.patch("salesInvoices(" + draft.path("id").asText() + ")", "{\"postingDate\":\"2026-11-10\"}");
        desk.post(first);
        assertThat(Books.rows(simulator, "salesInvoices")).isEqualTo(1);
    }

    @Test
    void aDraftThatChangesWhileItIsPostedIsComparedAgain() {
        simulator.fault(Step.POST.fault().beforeAccept(new Fault.Status(409)));

        desk.postUntilDone(all);

        assertTheBooks();
    }

    @Test
    void aDraftOfTheSamePostingThatIsOneTooManyIsDeleted() {
        onlyDraft(first);
        var human = new Human(simulator);
        human.post(
                "salesInvoices", desk.batch(List.of(first)).members().getFirst().body());
        assertThat(Books.rows(simulator, "salesInvoices")).isEqualTo(2);

        desk.post(first);

        assertThat(Books.rows(simulator, "salesInvoices")).isEqualTo(1);
        assertThat(Books.balance(simulator, "4000")).isEqualByComparingTo("-50.00");
    }

    private void onlyDraft(PostingCommand command) {
        simulator.fault(Step.POST.fault().beforeAccept(new Fault.Drop()));
        assertThat(desk.outcome(command)).isInstanceOf(ItemOutcome.Unknown.class);
        assertThat(desk.find(command)).isInstanceOf(Finding.Absent.class);
        assertThat(Books.count(simulator, "salesInvoices", "Draft")).isEqualTo(1);
    }

    @Test
    void linesLeftOfAnotherPlanAreReplaced() {
        simulator.fault(Step.POST_JOURNAL.fault().beforeAccept(new Fault.Drop()));
        assertThat(desk.outcome(fees)).isInstanceOf(ItemOutcome.Unknown.class);
        var line = lines(fees).get(0);
        new Human(simulator)
                .patch(
                        "journals(" + line.path("journalId").asText() + ")/journalLines("
                                + line.path("id").asText() + ")",
                        "{\"amount\":99}");

        desk.post(fees, payout);

        assertThat(Books.balance(simulator, "6100")).isEqualByComparingTo("5.99");
        assertThat(Books.rows(simulator, "journalLines")).isEqualTo(0);
    }

    private com.fasterxml.jackson.databind.JsonNode lines(PostingCommand command) {
        String code = Json.read(
                        desk.batch(List.of(command)).members().getFirst().body())
                .orElseThrow()
                .path("code")
                .asText();
        return new Human(simulator)
                .get("journals?$filter=code eq '" + code + "'&$expand=journalLines")
                .path("value")
                .get(0)
                .path("journalLines");
    }

    @Test
    void aLineThatSomebodyElseWroteIntoTheBatchIsNotPostedAlong() {
        simulator.fault(Step.POST_JOURNAL.fault().beforeAccept(new Fault.Drop()));
        assertThat(desk.outcome(fees)).isInstanceOf(ItemOutcome.Unknown.class);
        String journal = lines(fees).get(0).path("journalId").asText();
        var human = new Human(simulator);
        var theirs = human.post(
                "journals(" + journal + ")/journalLines",
                "{\"accountType\":\"G_x002F_L_x0020_Account\",\"accountNumber\":\"6200\",\"documentNumber\":\"X\","
                        + "\"amount\":1}");

        assertThat(desk.outcome(fees))
                .isInstanceOfSatisfying(
                        ItemOutcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("journal-in-use"));

        human.delete(
                "journals(" + journal + ")/journalLines(" + theirs.path("id").asText() + ")");
        desk.post(fees);
        assertThat(Books.balance(simulator, "6200")).isEqualByComparingTo("0");
    }

    @Test
    void aJournalThatAPersonReversedIsReadBackAsVoided() {
        desk.post(fees);
        UnaryOperator<String> line = amount -> "{\"accountType\":\"G_x002F_L_x0020_Account\",\"accountNumber\":\""
                + (amount.startsWith("-") ? "6100" : "1150") + "\",\"postingDate\":\"2026-11-10\","
                + "\"documentNumber\":\"S1-07\",\"amount\":" + amount + "}";
        var human = new Human(simulator);
        String journal =
                human.post("journals", "{\"code\":\"MANUAL\"}").path("id").asText();
        human.post("journals(" + journal + ")/journalLines", line.apply("-5.99"));
        human.post("journals(" + journal + ")/journalLines", line.apply("5.99"));
        human.post("journals(" + journal + ")/Microsoft.NAV.post", "");

        assertThat(desk.changes(simulator.clock().protocolNow().minusSeconds(60)))
                .singleElement()
                .satisfies(
                        document -> assertThat(document.getStatus()).isEqualTo(org.tieout.event.LedgerStatus.VOIDED));
    }
}
