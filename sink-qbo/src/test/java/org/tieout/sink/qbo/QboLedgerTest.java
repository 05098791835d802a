package org.tieout.sink.qbo;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tieout.event.LedgerDocument;
import org.tieout.event.LedgerStatus;
import org.tieout.event.MasterData;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;
import org.tieout.event.PostingStatus;
import org.tieout.runtime.config.ConfigView;
import org.tieout.runtime.config.Configuration;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.config.Flow;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.runtime.secret.Secret;
import org.tieout.runtime.secret.SecretStore;
import org.tieout.runtime.service.Failpoints;
import org.tieout.runtime.service.ServiceContext;
import org.tieout.runtime.sink.Answered;
import org.tieout.runtime.sink.Batch;
import org.tieout.runtime.sink.Finding;
import org.tieout.runtime.sink.ItemOutcome;
import org.tieout.runtime.sink.Ledger;
import org.tieout.runtime.sink.Notices;
import org.tieout.runtime.sink.Prepared;
import org.tieout.runtime.sink.Ready;
import org.tieout.runtime.sink.References;
import org.tieout.simulator.Simulator;
import org.tieout.simulator.SimulatorOptions;
import org.tieout.simulator.http.Fault;
import org.tieout.simulator.qbo.schema.EntityType;

/// The ledger against the simulated company, without a broker.
class QboLedgerTest {
    private final Trade trade = new Trade("us-books", "amazon-us", "books");
    private final Map<String, References.Posted> posted = new HashMap<>();
    private final List<PostingState> states = new ArrayList<>();
    private final Noted notes = new Noted();
    private Simulator simulator;
    private Ledger ledger;

    /// Avro builds records of ours only once somebody vouched for them.
    @BeforeAll
    static void trustOurRecords() {
        assertThat(AvroSerdes.inMemory()).isNotNull();
    }

    @BeforeEach
    void open() {
        simulator = Simulator.start(SimulatorOptions.builder().seed(7).build());
        ledger = Books.ledger(simulator, "books", "us-books", true, notes);
    }

    @AfterEach
    void close() {
        ledger.close();
        simulator.close();
    }

    @Test
    void aSettlementBecomesInvoicesMemosAPaymentAndADepositThatIsTheBankLine() {
        PostingCommand first = trade.invoice("111-0000001-0000001", "50.00", "5.99");
        PostingCommand second = trade.invoice("111-0000002-0000002", "30.00", "0.00");
        PostingCommand memo = trade.creditMemo("S1", 1, 3, "111-0000001-0000001", "20.00");
        PostingCommand payment = trade.payment(
                "S1",
                2,
                3,
                List.of(Trade.applies(first, "55.99"), Trade.applies(second, "30.00"), Trade.applies(memo, "-20.00")));
        PostingCommand deposit = trade.deposit("S1", 3, 3, List.of(Trade.applies(payment, "65.99")), "9.87");

        post("b1", first, second, memo);
        post("b2", payment);
        post("b3", deposit);

        var company = simulator.qbo().company();
        assertThat(company.balance("1000")).isEqualByComparingTo("56.12");
        assertThat(company.balance("1100")).isEqualByComparingTo("0");
        assertThat(company.balance("1145")).isEqualByComparingTo("0");
        assertThat(company.documents(EntityType.DEPOSIT)).hasSize(1);
        assertThat(company.documents(EntityType.DEPOSIT).getFirst().total()).isEqualByComparingTo("56.12");
        assertThat(company.trialBalance()).isEqualByComparingTo("0");
    }

    @Test
    void readingBackSaysWhatTheCompanyPostsByAccount() {
        PostingCommand invoice = trade.invoice("111-0000001-0000001", "50.00", "5.99");
        PostingCommand payment = trade.payment("S1", 1, 3, List.of(Trade.applies(invoice, "55.99")));
        PostingCommand journal = trade.journal("S1", 2, 3, "3.00");
        PostingCommand deposit = trade.deposit("S1", 3, 3, List.of(Trade.applies(payment, "55.99")), "5.99");
        post("b1", invoice);
        post("b2", payment, journal);
        post("b3", deposit);

        List<LedgerDocument> read = heard(ledger.readBack(states));

        assertThat(read).hasSize(4).allMatch(document -> document.getStatus() == LedgerStatus.LIVE);
        assertThat(sums(read, invoice)).isEqualTo(amounts("1100", "55.99", "4000", "-50.00", "4010", "-5.99"));
        assertThat(sums(read, payment)).isEqualTo(amounts("1145", "55.99", "1100", "-55.99"));
        assertThat(sums(read, journal)).isEqualTo(amounts("6100", "3.00", "2320", "-3.00"));
        assertThat(sums(read, deposit)).isEqualTo(amounts("1000", "50.00", "1145", "-55.99", "6100", "5.99"));
        assertThat(of(read, invoice).getOpen().getAmount()).isEqualByComparingTo("0");
    }

    @Test
    void whatAPersonDeletedIsReadBackAsDeletedAndWhatWasVoidedAsVoided() {
        PostingCommand gone = trade.invoice("111-0000001-0000001", "50.00", "0.00");
        PostingCommand voided = trade.invoice("111-0000002-0000002", "30.00", "0.00");
        post("b1", gone, voided);
        var company = simulator.qbo().company();
        company.humanDelete(EntityType.INVOICE, id(gone));
        company.humanVoid(EntityType.INVOICE, id(voided));

        List<LedgerDocument> read = heard(ledger.readBack(states));

        assertThat(of(read, gone).getStatus()).isEqualTo(LedgerStatus.DELETED);
        assertThat(of(read, voided).getStatus()).isEqualTo(LedgerStatus.VOIDED);
    }

    @Test
    void laterChangesAreFoundByTheChangeFeed() {
        PostingCommand invoice = trade.invoice("111-0000001-0000001", "50.00", "0.00");
        post("b1", invoice);
        simulator.qbo().company().humanVoid(EntityType.INVOICE, id(invoice));

        Ledger.Changes changes = heard(ledger.changesSince(
                simulator.clock().protocolNow().minusSeconds(60),
                (type, id) -> states.stream()
                        .filter(state -> type.equals(state.getVendorType()) && id.equals(state.getVendorId()))
                        .findFirst()));

        assertThat(changes.documents()).hasSize(1);
        assertThat(changes.documents().getFirst().getStatus()).isEqualTo(LedgerStatus.VOIDED);
    }

    @Test
    void whatPeopleChangeInTheListsIsReportedAtTheNextLookAndNothingTwice() {
        look();
        String fees = notes.data.stream()
                .filter(data -> "6200".equals(data.getNumber()))
                .map(MasterData::getId)
                .findFirst()
                .orElseThrow();
        notes.data.clear();
        look();
        assertThat(notes.data).isEmpty();

        simulator.qbo().company().inactivate(EntityType.ACCOUNT, fees);
        look();

        assertThat(notes.data).singleElement().satisfies(data -> {
            assertThat(data.getId()).isEqualTo(fees);
            assertThat(data.getActive()).isFalse();
        });
    }

    private void look() {
        heard(ledger.changesSince(simulator.clock().protocolNow().minusSeconds(60), (type, id) -> Optional.empty()));
    }

    @Test
    void connectingIsOneCallAndPublishesTheLists() {
        post("b1", trade.invoice("111-0000001-0000001", "50.00", "0.00"));

        // Lists, then items and customer, then the invoice; the token apart.
        assertThat(simulator.calls().count("qbo", "batch")).isEqualTo(2);
        assertThat(simulator.calls().count("qbo", "createInvoice")).isEqualTo(1);
        assertThat(notes.data).anyMatch(data -> data.getKind().equals("account") && "1000".equals(data.getNumber()));
        assertThat(notes.data)
                .anyMatch(
                        data -> data.getKind().equals("item") && data.getName().equals("SKU-1"));
        assertThat(notes.data).anyMatch(data -> data.getKind().equals("customer"));
    }

    @Test
    void withoutTheOptionAMissingItemIsRefusedWithWhatToDo() {
        ledger.close();
        ledger = Books.ledger(simulator, "books", "us-books", false, notes);

        Prepared prepared =
                prepare(trade.invoice("111-0000001-0000001", "50.00", "0.00")).getFirst();

        assertThat(prepared).isInstanceOfSatisfying(Prepared.Unpostable.class, unpostable -> {
            assertThat(unpostable.code()).isEqualTo("item-missing");
            assertThat(unpostable.nextStep()).contains("create-missing-items");
        });
    }

    @Test
    void aDuplicateNumberOfOursIsAdoptedAndOfAnotherRefused() {
        PostingCommand invoice = trade.invoice("111-0000001-0000001", "50.00", "0.00");
        post("b1", invoice);
        ItemOutcome again = outcome("b2", invoice);
        assertThat(again).isInstanceOfSatisfying(ItemOutcome.Posted.class, posted -> {
            assertThat(posted.found()).isTrue();
            assertThat(posted.vendorId()).isEqualTo(id(invoice));
        });

        var other = new Trade("other-flow", "amazon-us", "books");
        ItemOutcome foreign = outcome("b3", other.invoice("111-0000001-0000001", "50.00", "0.00"));
        assertThat(foreign)
                .isInstanceOfSatisfying(
                        ItemOutcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("6140"));
        assertThat(simulator.qbo().company().documents(EntityType.INVOICE)).hasSize(1);
    }

    @Test
    void anItemsFaultIsItsOwnAndItsNeighboursArePosted() {
        PostingCommand good = trade.invoice("111-0000001-0000001", "50.00", "0.00");
        PostingCommand closed = trade.invoice("111-0000002-0000002", "30.00", "0.00");
        prepare(good, closed);
        simulator.qbo().company().closeBooks(java.util.Optional.of(Trade.DATE.minusDays(1)));
        PostingCommand early = PostingCommand.newBuilder(closed)
                .setDocument(org.tieout.event.Document.newBuilder(closed.getDocument())
                        .setDate(Trade.DATE.minusDays(5))
                        .build())
                .build();

        List<ItemOutcome> outcomes = outcomes("b1", good, early);

        assertThat(outcomes.get(0)).isInstanceOf(ItemOutcome.Posted.class);
        assertThat(outcomes.get(1))
                .isInstanceOfSatisfying(
                        ItemOutcome.Refused.class,
                        refused -> assertThat(refused.nextStep()).contains("period is closed"));
    }

    @Test
    void aDroppedAnswerIsUnknownAndFindTellsWhatStands() {
        PostingCommand first = trade.invoice("111-0000001-0000001", "50.00", "0.00");
        PostingCommand second = trade.invoice("111-0000002-0000002", "30.00", "0.00");
        prepare(first, second);
        simulator.fault(Fault.on("qbo")
                .method("POST")
                .path("/batch$")
                .bodyContains("Tieout posting")
                .afterCommit(new Fault.Drop()));

        List<ItemOutcome> outcomes = outcomes("b1", first, second);
        assertThat(outcomes).allMatch(ItemOutcome.Unknown.class::isInstance);

        PostingCommand third = trade.invoice("111-0000003-0000003", "10.00", "0.00");
        List<Finding> findings = heard(ledger.find(List.of(state(first), state(second), state(third))));
        assertThat(findings.get(0)).isInstanceOf(Finding.Found.class);
        assertThat(findings.get(1)).isInstanceOf(Finding.Found.class);
        assertThat(findings.get(2)).isInstanceOf(Finding.Absent.class);
    }

    @Test
    void paymentsAndDepositsAreFoundByTheirReferences() {
        PostingCommand invoice = trade.invoice("111-0000001-0000001", "50.00", "0.00");
        PostingCommand payment = trade.payment("S1", 1, 2, List.of(Trade.applies(invoice, "50.00")));
        PostingCommand deposit = trade.deposit("S1", 2, 2, List.of(Trade.applies(payment, "50.00")), "5.00");
        post("b1", invoice);
        post("b2", payment);
        post("b3", deposit);

        List<Finding> findings = heard(ledger.find(List.of(state(payment), state(deposit))));

        assertThat(findings).allMatch(Finding.Found.class::isInstance);
    }

    @Test
    void anExpiredTokenIsRefreshedOnce() {
        PostingCommand invoice = trade.invoice("111-0000001-0000001", "50.00", "0.00");
        prepare(invoice);
        simulator.clock().advanceProtocol(java.time.Duration.ofHours(2));

        assertThat(outcome("b1", invoice)).isInstanceOf(ItemOutcome.Posted.class);
        assertThat(simulator.calls().count("qbo", "token")).isEqualTo(2);
    }

    @Test
    void aDisconnectedCompanyStopsPostingUntilItIsConnectedAgain() {
        PostingCommand invoice = trade.invoice("111-0000001-0000001", "50.00", "0.00");
        prepare(invoice);
        simulator.qbo().connections().disconnect(simulator.qbo().company().realm());

        assertThat(outcome("b1", invoice))
                .isInstanceOfSatisfying(
                        ItemOutcome.Stopped.class,
                        stopped -> assertThat(stopped.nextStep()).contains("tieout apply"));
    }

    // ---- --------------------------------------------------------------------------------------------------------

    private void post(String batch, PostingCommand... commands) {
        List<ItemOutcome> outcomes = outcomes(batch, commands);
        for (int i = 0; i < commands.length; i++) {
            assertThat(outcomes.get(i)).isInstanceOf(ItemOutcome.Posted.class);
            var outcome = (ItemOutcome.Posted) outcomes.get(i);
            assertThat(outcome.difference()).isEmpty();
            posted.put(commands[i].getPostingId(), new References.Posted(outcome.vendorType(), outcome.vendorId()));
            PostingState state = state(commands[i]);
            state.setVendorId(outcome.vendorId());
            state.setVendorType(outcome.vendorType());
            state.setStatus(PostingStatus.POSTED);
            states.add(state);
        }
    }

    private ItemOutcome outcome(String batch, PostingCommand command) {
        return outcomes(batch, command).getFirst();
    }

    private List<ItemOutcome> outcomes(String batch, PostingCommand... commands) {
        List<Prepared> prepared = prepare(commands);
        List<Batch.Member> members = new ArrayList<>();
        for (int i = 0; i < commands.length; i++) {
            assertThat(prepared.get(i)).isInstanceOf(Prepared.Body.class);
            members.add(new Batch.Member(commands[i], ((Prepared.Body) prepared.get(i)).body()));
        }
        return ledger.post(new Batch(batch, members));
    }

    private List<Prepared> prepare(PostingCommand... commands) {
        return heard(ledger.prepare(
                List.of(commands).stream()
                        .map(command -> new Ready(command, new References(posted)))
                        .toList(),
                List::of));
    }

    private static <T> T heard(Answered<T> answer) {
        assertThat(answer).isInstanceOf(Answered.Heard.class);
        return ((Answered.Heard<T>) answer).value();
    }

    private String id(PostingCommand command) {
        return Objects.requireNonNull(posted.get(command.getPostingId())).vendorId();
    }

    private static LedgerDocument of(List<LedgerDocument> documents, PostingCommand command) {
        return documents.stream()
                .filter(document -> document.getPostingId().equals(command.getPostingId()))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, BigDecimal> sums(List<LedgerDocument> documents, PostingCommand command) {
        Map<String, BigDecimal> sums = new HashMap<>();
        of(documents, command)
                .getLines()
                .forEach(line -> sums.merge(
                        line.getAccount(), line.getAmount().getAmount().setScale(2), BigDecimal::add));
        return sums;
    }

    private static Map<String, BigDecimal> amounts(String... pairs) {
        Map<String, BigDecimal> amounts = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            amounts.put(pairs[i], new BigDecimal(pairs[i + 1]));
        }
        return amounts;
    }

    static PostingState state(PostingCommand command) {
        return PostingState.newBuilder()
                .setPostingId(command.getPostingId())
                .setStatus(PostingStatus.UNCERTAIN)
                .setCommand(command)
                .setFlow(command.getFlow())
                .setSourceConnection(command.getSourceConnection())
                .setTargetConnection(command.getTargetConnection())
                .setSourceId(command.getSourceId())
                .setSequence(command.getSequence())
                .setOf(command.getOf())
                .setDocumentHash(command.getDocumentHash())
                .setPlanHash(command.getPlanHash())
                .setKind(command.getDocument().getKind())
                .setReference(command.getDocument().getReference())
                .setUpdatedAt(command.getCommandedAt())
                .build();
    }

    /// Notes what a ledger reports.
    static final class Noted implements Notices {
        final List<MasterData> data = new CopyOnWriteArrayList<>();
        final List<String> alerts = new CopyOnWriteArrayList<>();

        @Override
        public void masterData(List<MasterData> more) {
            data.addAll(more);
        }

        @Override
        public void alert(String id, String message, String nextStep) {
            alerts.add(message);
        }

        @Override
        public void resolved(String id) {
            alerts.add("resolved " + id);
        }
    }

    /// Wires ledgers to a simulator.
    static final class Books {
        private Books() {}

        static Ledger ledger(
                Simulator simulator, String connection, String flow, boolean createItems, Notices notices) {
            return new QboLedgers(
                            context(
                                    KafkaSettings.of("none", "http://127.0.0.1:1"),
                                    configuration(simulator, connection, flow, createItems),
                                    secrets(simulator, connection)),
                            QboPace.documented())
                    .open(connection, notices)
                    .orElseThrow();
        }

        static ServiceContext context(KafkaSettings kafka, Configuration configuration, SecretStore secrets) {
            return new ServiceContext(
                    kafka,
                    secrets,
                    new SimpleMeterRegistry(),
                    Clock.systemUTC(),
                    Failpoints.none(),
                    ConfigView.fixed(configuration));
        }

        static SecretStore secrets(Simulator simulator, String connection) {
            var face = simulator.qbo().describe();
            SecretStore secrets = SecretStore.inMemory(Clock.systemUTC());
            secrets.store(connection, "client-secret", Secret.of(face.clientSecret()));
            secrets.store(connection, "refresh-token", Secret.of(face.refreshToken()));
            return secrets;
        }

        static Configuration configuration(Simulator simulator, String connection, String flow, boolean createItems) {
            var face = simulator.qbo().describe();
            return new Configuration(
                    List.of(new Connection(
                            connection,
                            "qbo",
                            Map.of(
                                    "environment", "development",
                                    "base-url", face.baseUrl(),
                                    "token-url", face.tokenUrl(),
                                    "client-id", face.clientId(),
                                    "realm-id",
                                            Objects.requireNonNull(face.ids().get("realmId"))
                                                    .getFirst(),
                                    "call-timeout", "5s"))),
                    List.of(new Flow(
                            flow,
                            "amazon-us",
                            connection,
                            "qbo",
                            Flow.Mode.INVOICE,
                            java.util.Optional.empty(),
                            Map.of("create-missing-items", Boolean.toString(createItems)))),
                    Map.of(),
                    Map.of());
        }
    }
}
