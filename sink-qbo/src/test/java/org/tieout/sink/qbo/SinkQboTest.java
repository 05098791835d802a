package org.tieout.sink.qbo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tieout.event.Application;
import org.tieout.event.AuditRecord;
import org.tieout.event.DocumentKind;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;
import org.tieout.event.PostingStatus;
import org.tieout.runtime.secret.Secret;
import org.tieout.runtime.service.Failpoints;
import org.tieout.simulator.http.Fault;
import org.tieout.simulator.qbo.company.Document;
import org.tieout.simulator.qbo.company.Switches;
import org.tieout.simulator.qbo.schema.EntityType;

/// What the sink promises, on a real broker: each command one document, whatever happens to calls and
/// processes. The truth is the simulated company's own books.
class SinkQboTest {
    @TempDir
    private Path directory;

    private Rig rig;

    @BeforeEach
    void open() {
        rig = new Rig(directory);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aSettlementIsPostedOnceInOrderAndReadBack() {
        Month month = month("S1", 40);
        rig.start();
        // The settlement's commands may be there first: they wait for the orders' invoices.
        rig.send(month.settlement());
        rig.send(month.orders());

        rig.awaitPosted(month.all());

        assertOnceEach(month.all());
        assertThat(rig.simulator.qbo().company().balance("1000")).isEqualByComparingTo(month.bank());
        assertThat(rig.simulator.qbo().company().balance("1145")).isEqualByComparingTo("0");
        assertThat(rig.simulator.qbo().company().balance("1100")).isEqualByComparingTo("0");
        rig.await(
                "read back",
                () -> month.all().stream()
                        .allMatch(command -> rig.document(command).isPresent()));
        assertThat(rig.document(month.deposit()).orElseThrow().getTotal().getAmount())
                .isEqualByComparingTo(month.bank());
        assertThat(rig.document(month.orders().getFirst())
                        .orElseThrow()
                        .getOpen()
                        .getAmount())
                .isEqualByComparingTo("0");
        rig.await(
                "commands dropped",
                () -> month.all().stream()
                        .allMatch(command -> rig.state(command).orElseThrow().getCommand() == null));
        assertThat(rig.audits()).anyMatch(audit -> audit.getStep().equals("read-back"));
        assertThat(rig.steps(month.orders().getFirst())).containsExactly("queued", "attempted", "posted");
    }

    @Test
    void theSameCommandAgainIsIgnoredAndOtherContentUnderItsIdIsAnAlarm() {
        PostingCommand invoice = rig.trade.invoice("111-0000001-0000001", "10.00", "0.00");
        rig.start();
        rig.send(invoice);
        rig.awaitPosted(invoice);

        PostingCommand other = rig.trade.invoice("111-0000001-0000001", "11.00", "0.00");
        rig.send(invoice, other);

        rig.await(
                "alarm",
                () -> rig.audits().stream().anyMatch(audit -> audit.getFacts().containsKey("otherDocumentHash")));
        assertOnceEach(List.of(invoice));
        assertThat(rig.state(invoice).orElseThrow().getDocumentHash()).isEqualTo(invoice.getDocumentHash());
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop", "stall", "500", "half", "garbled"})
    void aBatchWhoseAnswerIsNotHeardIsPostedOnce(String how) {
        List<PostingCommand> invoices = invoices(5);
        Fault.What what = switch (how) {
            case "drop" -> new Fault.Drop();
            case "stall" -> new Fault.Stall(Duration.ofSeconds(7));
            case "500" -> new Fault.Status(500);
            case "half" -> new Fault.Truncate(new java.math.BigDecimal("0.5"));
            default -> new Fault.Corrupt();
        };
        rig.simulator.fault(posting().afterCommit(what));
        rig.start();
        rig.send(invoices);

        rig.awaitPosted(invoices);

        assertOnceEach(invoices);
        assertThat(rig.steps(invoices.getFirst()))
                .containsExactly("queued", "attempted", "uncertain", "found", "posted");
    }

    @Test
    void aBatchThatNeverArrivedIsRepeatedByteForByteUnderItsId() {
        List<PostingCommand> invoices = invoices(4);
        rig.simulator.fault(posting().beforeAccept(new Fault.Drop()));
        rig.start();
        rig.send(invoices);

        rig.awaitPosted(invoices);

        assertOnceEach(invoices);
        List<AuditRecord> attempts = rig.audits().stream()
                .filter(audit -> audit.getStep().equals("attempted"))
                .filter(audit -> invoices.getFirst().getPostingId().equals(audit.getPostingId()))
                .toList();
        assertThat(attempts).hasSize(2);
        assertThat(attempts.get(0).getFacts().get("batch"))
                .isEqualTo(attempts.get(1).getFacts().get("batch"));
    }

    @Test
    void aSinglePaymentWhoseAnswerIsDroppedIsPostedOnce() {
        Month month = month("S1", 2);
        rig.simulator.fault(Fault.on("qbo")
                .method("POST")
                .path("/(payment|deposit)$")
                .times(2)
                .afterCommit(new Fault.Drop()));
        rig.start();
        rig.send(month.all());

        rig.awaitPosted(month.all());

        assertOnceEach(month.all());
        assertThat(rig.simulator.qbo().company().balance("1000")).isEqualByComparingTo(month.bank());
    }

    @Test
    void aThrottleStormInflatesNoAttempts() {
        List<PostingCommand> invoices = invoices(5);
        rig.simulator.fault(posting().times(4).beforeAccept(new Fault.Status(429)));
        rig.start();
        rig.send(invoices);

        rig.awaitPosted(invoices);

        assertOnceEach(invoices);
        assertThat(rig.state(invoices.getFirst()).orElseThrow().getAttempts()).isEqualTo(1);
        assertThat(rig.steps(invoices.getFirst())).contains("waiting");
    }

    @Test
    void oneRefusalOfABatchIsItsOwnAndBlocksOnlyWhatRefersToItUntilItIsRetried() {
        Month month = month("S1", 6);
        PostingCommand unrelated = rig.trade.invoice("222-0000001-0000001", "5.00", "0.00");
        rig.start();
        // The first order's number is taken by a document of somebody else.
        PostingCommand foreign =
                rig.trade.lateInvoice("S0", 1, 1, month.orders().getFirst().getSourceId(), "1.00");
        rig.send(foreign);
        rig.awaitPosted(foreign);
        rig.send(month.all());
        rig.send(unrelated);

        PostingCommand refused = month.orders().getFirst();
        rig.await("refused", () -> rig.status(refused) == PostingStatus.REFUSED);
        rig.awaitPosted(month.orders().subList(1, 6));
        rig.awaitPosted(unrelated);
        rig.await(
                "payment says why",
                () -> rig.state(month.payment())
                        .map(PostingState::getReason)
                        .filter(reason -> reason.contains("refused"))
                        .isPresent());
        rig.await(
                "alert",
                () -> rig.alerts().stream().anyMatch(alert -> alert.getId().contains(refused.getPostingId())));
        assertThat(rig.simulator.qbo().company().documents(EntityType.PAYMENT)).isEmpty();

        rig.simulator
                .qbo()
                .company()
                .humanDelete(
                        EntityType.INVOICE, rig.state(foreign).orElseThrow().getVendorId());
        rig.retry(refused.getPostingId());

        rig.awaitPosted(month.all());
        assertOnceEach(month.all());
    }

    @Test
    void aDisconnectedCompanyPausesAndGoesOnWhenItsSecretChanges() {
        List<PostingCommand> invoices = invoices(3);
        var face = rig.simulator.qbo();
        face.connections().disconnect(face.company().realm());
        rig.start();
        rig.send(invoices);

        rig.await("paused", () -> invoices.stream().anyMatch(invoice -> rig.status(invoice) == PostingStatus.PAUSED));
        rig.await(
                "alert",
                () -> rig.alerts().stream()
                        .anyMatch(alert -> alert.getId().startsWith("paused|") && !alert.getResolved()));
        face.connections().connect(face.company().realm(), "sim-refresh-again");
        rig.secrets.store(rig.trade.target, "refresh-token", Secret.of("sim-refresh-again"));

        rig.awaitPosted(invoices);
        assertOnceEach(invoices);
        rig.await(
                "alert over",
                () -> rig.alerts().stream()
                        .filter(alert -> alert.getId().startsWith("paused|"))
                        .allMatch(alert -> alert.getResolved()));
    }

    @Test
    void anExpiredTokenIsRefreshedInTheMiddle() {
        List<PostingCommand> invoices = invoices(3);
        rig.start();
        rig.send(invoices.getFirst());
        rig.awaitPosted(invoices.getFirst());
        rig.simulator.clock().advanceProtocol(Duration.ofHours(2));
        rig.send(invoices.subList(1, 3));

        rig.awaitPosted(invoices);
        assertOnceEach(invoices);
        assertThat(rig.state(invoices.getLast()).orElseThrow().getAttempts()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sink-after-queued",
                "sink-after-attempted-before-call",
                "sink-after-request-sent",
                "sink-after-ledger-commit-before-response-read",
                "sink-after-response-before-outcome",
                "sink-during-outcome-commit",
                "sink-during-outcome-commit:2"
            })
    void aWorkerThatDiesIsReplacedAndPostsOnce(String failpoint) {
        Month month = month("S1", 5);
        rig.start(Failpoints.calling(failpoint, point -> {
            throw new IllegalStateException("died at " + point.label());
        }));
        rig.send(month.all());

        rig.awaitPosted(month.all());

        assertOnceEach(month.all());
        assertThat(rig.simulator.qbo().company().balance("1000")).isEqualByComparingTo(month.bank());
    }

    @Test
    void aSinkThatIsStoppedInTheMiddleGoesOnWhereItWas() {
        Month month = month("S1", 100);
        rig.start();
        rig.send(month.all());
        rig.await(
                "some posted",
                () -> month.orders().stream().anyMatch(order -> rig.status(order) == PostingStatus.POSTED));
        rig.stop();
        rig.start();

        rig.awaitPosted(month.all());
        assertOnceEach(month.all());
        assertThat(rig.simulator.qbo().company().balance("1000")).isEqualByComparingTo(month.bank());
    }

    @Test
    void aCompanyThatWasClosedToUsIsTriedAgainNowAndThen() {
        List<PostingCommand> invoices = invoices(3);
        rig.simulator.qbo().company().change(switches -> switches.withAccess(Switches.Access.SUBSCRIPTION_LAPSED));
        rig.start();
        rig.send(invoices);
        rig.await(
                "alert",
                () -> rig.alerts().stream().anyMatch(alert -> alert.getId().startsWith("paused|")));

        rig.simulator.qbo().company().change(switches -> switches.withAccess(Switches.Access.OPEN));

        rig.awaitPosted(invoices);
        assertOnceEach(invoices);
        rig.await("alert over", () -> rig.alerts().stream().allMatch(alert -> alert.getResolved()));
    }

    @Test
    void aRestartOnAnEmptyDirectoryKnowsEverythingFromTheTopic(@TempDir Path elsewhere) {
        Month month = month("S1", 3);
        rig.start();
        rig.send(month.orders());
        rig.awaitPosted(month.orders());
        rig.stop();

        rig.directory(elsewhere).start();
        rig.send(month.settlement());

        rig.awaitPosted(month.all());
        assertOnceEach(month.all());
    }

    // ---- ----------------------------------------------------------------------------------------------------------

    private static Fault.Builder posting() {
        return Fault.on("qbo").method("POST").path("/batch$").bodyContains("Tieout posting");
    }

    private List<PostingCommand> invoices(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> rig.trade.invoice(order(number), number + ".50", "0.00"))
                .toList();
    }

    private static String order(int number) {
        return String.format(java.util.Locale.ROOT, "111-%07d-%07d", number, number);
    }

    /// Orders and the settlement that pays them, one refund in it.
    record Month(List<PostingCommand> orders, List<PostingCommand> settlement, String bank) {
        List<PostingCommand> all() {
            List<PostingCommand> all = new ArrayList<>(orders);
            all.addAll(settlement);
            return all;
        }

        PostingCommand payment() {
            return settlement.stream()
                    .filter(command -> command.getDocument().getKind() == DocumentKind.CUSTOMER_PAYMENT)
                    .findFirst()
                    .orElseThrow();
        }

        PostingCommand deposit() {
            return settlement.getLast();
        }
    }

    private Month month(String settlement, int orders) {
        return month(rig.trade, settlement, orders, 1);
    }

    static Month month(Trade trade, String settlement, int orders, int refunds) {
        List<PostingCommand> invoices = IntStream.rangeClosed(1, orders)
                .mapToObj(number -> trade.invoice(order(number), "20.00", "5.00"))
                .toList();
        int chunk = 200;
        int payments = (orders + chunk - 1) / chunk;
        int of = refunds + payments + 2;
        List<PostingCommand> plan = new ArrayList<>();
        List<Application> memos = new ArrayList<>();
        for (int i = 0; i < refunds; i++) {
            PostingCommand memo = trade.creditMemo(settlement, plan.size() + 1, of, order(i + 1), "4.00");
            plan.add(memo);
            memos.add(Trade.applies(memo, "-4.00"));
        }
        List<Application> gathered = new ArrayList<>();
        for (int i = 0; i < payments; i++) {
            List<Application> applications = invoices.subList(i * chunk, Math.min(orders, (i + 1) * chunk)).stream()
                    .map(invoice -> Trade.applies(invoice, "25.00"))
                    .collect(Collectors.toCollection(ArrayList::new));
            int links = applications.size();
            if (i == 0) {
                applications.addAll(memos);
            }
            int total = 25 * links - (i == 0 ? 4 * memos.size() : 0);
            PostingCommand payment = trade.payment(settlement, plan.size() + 1, of, applications);
            plan.add(payment);
            gathered.add(Trade.applies(payment, total + ".00"));
        }
        plan.add(trade.journal(settlement, plan.size() + 1, of, "1.00"));
        plan.add(trade.deposit(settlement, plan.size() + 1, of, gathered, "3.00"));
        int bank = 25 * orders - 4 * refunds - 3;
        return new Month(invoices, plan, bank + ".00");
    }

    /// The books hold each command's document exactly once, live.
    private void assertOnceEach(List<PostingCommand> commands) {
        List<Document> documents = rig.simulator.qbo().company().documents();
        for (PostingCommand command : commands) {
            assertThat(documents.stream()
                            .filter(document -> document.state().equals("live"))
                            .filter(document ->
                                    Note.names(document.privateNote().orElse(""), command.getPostingId())))
                    .as(command.getPostingId())
                    .hasSize(1);
        }
    }
}
