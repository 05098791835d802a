package org.tieout.runtime.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tieout.event.Alert;
import org.tieout.event.Document;
import org.tieout.event.DocumentKind;
import org.tieout.event.LedgerDocument;
import org.tieout.event.LedgerStatus;
import org.tieout.event.Money;
import org.tieout.event.OperatorRequest;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;
import org.tieout.event.PostingStatus;
import org.tieout.event.Sale;
import org.tieout.event.SalesDocumentKind;
import org.tieout.event.SourceKind;
import org.tieout.platform.testing.PlatformForTests;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.Clients;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.runtime.kafka.Placement;
import org.tieout.runtime.kafka.TableView;
import org.tieout.runtime.kafka.TopicAdmin;
import org.tieout.runtime.kafka.TopicSizing;
import org.tieout.runtime.service.Failpoints;
import org.tieout.schemas.Approval;
import org.tieout.schemas.Keys;
import org.tieout.schemas.Topic;
import org.tieout.schemas.Topics;

/// What the loop promises of drafts, on a real broker: nothing is posted that nobody approved, and of the revisions
/// of one sale never two are on their way.
class DraftsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger COUNTER = new AtomicInteger();

    @TempDir
    private Path directory;

    private final int number = COUNTER.incrementAndGet();
    private final String flow = "drafts-" + number;
    private final String books = "paper-" + number;
    private final PaperLedger paper = new PaperLedger(books);
    private KafkaSettings kafka;
    private Producer<String, SpecificRecord> producer;
    private TableView<PostingState> states;
    private TableView<LedgerDocument> documents;
    private TableView<Alert> alerts;
    private SinkLoop loop;

    @BeforeEach
    void open() {
        var platform = PlatformForTests.get();
        kafka = KafkaSettings.of(platform.bootstrapServers(), platform.registryUrl());
        TopicAdmin.ensure(kafka, new TopicSizing(2, 1));
        var serdes = AvroSerdes.of(kafka);
        producer = Clients.newProducer(Clients.producer(kafka, "drafts-" + number), serdes);
        states = TableView.follow(Topics.POSTING_STATE_BC, kafka, serdes);
        documents = TableView.follow(Topics.LEDGER_DOCUMENTS_BC, kafka, serdes);
        alerts = TableView.follow(Topics.ALERTS, kafka, serdes);
        start("first");
    }

    @AfterEach
    void close() {
        loop.close();
        producer.close();
        states.close();
        documents.close();
        alerts.close();
    }

    private void start(String name) {
        loop = new SinkLoop(new SinkContext(
                kafka,
                AvroSerdes.of(kafka),
                Placement.of(kafka),
                SinkTopics.bc(),
                SinkPolicy.defaults(10)
                        .withPauses(Duration.ofMillis(200), Duration.ofMillis(100), Duration.ofSeconds(1))
                        .withLinger(Duration.ofMillis(50), Duration.ofMillis(500))
                        .withLedgerPoll(Duration.ofMillis(500)),
                paper,
                directory.resolve(name),
                Clock.systemUTC(),
                new SimpleMeterRegistry(),
                Failpoints.none()));
        loop.start();
    }

    @Test
    void aDraftStaysUntilSomebodyApprovesItAndIsPostedThenAlsoAfterARestart() {
        send(sale(1));
        awaitDraft(1);
        assertThat(documents.get(id(1)).orElseThrow().getStatus()).isEqualTo(LedgerStatus.DRAFT);
        loop.close();
        start("second");

        approve(id(1));

        await("posted", () -> status(1) == PostingStatus.POSTED);
        assertThat(paper.asked).containsExactly(id(1), id(1) + " approved");
        assertThat(paper.posted.values()).containsExactly(id(1));
        assertThat(state(1).getVendorNumber()).isEqualTo("I-" + flow);
    }

    @Test
    void anApprovalThatIsOlderThanTheDraftPostsNothing() {
        var gate = paper.hold(id(1));
        send(sale(1));
        await("under way", () -> paper.asked.contains(id(1)));
        approve(id(1));
        var marker = sale(2, "other");
        send(marker);
        await(
                "the request was read before the next command was posted",
                () -> paper.asked.contains(marker.getPostingId()));
        gate.countDown();

        awaitDraft(1);

        assertThat(paper.posted).isEmpty();
        assertThat(state(1).getApproval()).isNull();
    }

    @Test
    void aLaterRevisionStandsForADraftAndAnApprovalOfTheOldOneIsVoid() {
        send(sale(1));
        awaitDraft(1);

        send(sale(2));

        awaitDraft(2);
        assertThat(status(1)).isEqualTo(PostingStatus.SUPERSEDED);
        approve(id(1));
        approve(id(2));
        await("posted", () -> status(2) == PostingStatus.POSTED);
        assertThat(paper.posted.values()).containsExactly(id(2));
    }

    @Test
    void aLaterRevisionWaitsWhileTheEarlierIsUnderWay() {
        var gate = paper.hold(id(1));
        send(sale(1));
        await("under way", () -> paper.asked.contains(id(1)));
        send(sale(2));
        send(sale(3));
        await("queued", () -> status(3) == PostingStatus.WAITING);
        assertThat(paper.asked).containsExactly(id(1));

        gate.countDown();

        awaitDraft(3);
        assertThat(paper.asked).doesNotContain(id(2));
        assertThat(status(1)).isEqualTo(PostingStatus.SUPERSEDED);
        assertThat(status(2)).isEqualTo(PostingStatus.SUPERSEDED);
    }

    @Test
    void aLaterRevisionStandsForOneThatWasRefusedAndItsAlertEnds() {
        paper.refused.add(id(1));
        send(sale(1));
        await("refused", () -> status(1) == PostingStatus.REFUSED);
        await("alert", () -> isOpen("refused|" + id(1)));

        send(sale(2));

        awaitDraft(2);
        assertThat(status(1)).isEqualTo(PostingStatus.SUPERSEDED);
        await("the alert ended", () -> !isOpen("refused|" + id(1)));
    }

    @Test
    void whatSomebodyPostsInTheLedgerItselfNeedsNoApprovalAndIsCompared() {
        send(sale(1));
        awaitDraft(1);

        paper.drafts.remove(flow);
        paper.posted.put(flow, "by hand");

        await("posted", () -> status(1) == PostingStatus.POSTED);
        assertThat(state(1).getVendorNumber()).isEqualTo("I-" + flow);
        assertThat(paper.asked).containsExactly(id(1), id(1) + " approved");
        await("the difference is told", () -> isOpen("difference|" + id(1)));
    }

    @Test
    void aDraftThatSomebodyDeletesIsNotMadeAnewBeforeSomebodyAsks() {
        send(sale(1));
        awaitDraft(1);

        paper.drafts.remove(flow);
        paper.deleted.add(flow);

        await("refused", () -> status(1) == PostingStatus.REFUSED);
        approve(id(1));
        paper.deleted.clear();
        ask("RETRY", id(1));
        awaitDraft(1);
        assertThat(paper.asked).containsExactly(id(1), id(1));
    }

    @Test
    void aRevisionThatBacksOffIsSupersededAndTheWorkerGoesOn() {
        paper.later.add(id(1));
        send(sale(1));
        await("waiting", () -> status(1) == PostingStatus.WAITING && state(1).getNotBefore() != null);

        send(sale(2));

        awaitDraft(2);
        assertThat(status(1)).isEqualTo(PostingStatus.SUPERSEDED);
        send(sale(3));
        awaitDraft(3);
    }

    private String id(int revision) {
        return flow + "/deal/" + flow + "/sale/r" + revision;
    }

    private PostingCommand sale(int revision) {
        return sale(revision, flow);
    }

    private PostingCommand sale(int revision, String deal) {
        var posting = flow + "/deal/" + deal + "/sale/r" + revision;
        var zero = new Money("USD", new BigDecimal("0.0000"));
        return PostingCommand.newBuilder()
                .setPostingId(posting)
                .setFlow(flow)
                .setSourceConnection("crm-" + number)
                .setTargetConnection(books)
                .setSourceKind(SourceKind.DEAL)
                .setSourceId(deal)
                .setSequence(revision)
                .setOf(revision)
                .setPlanHash(posting)
                .setDocumentHash(posting)
                .setMappingVersion(0)
                .setCommandedAt(Instant.parse("2026-11-21T12:00:00Z"))
                .setDocument(Document.newBuilder()
                        .setKind(DocumentKind.SALES_ORDER)
                        .setReference(deal)
                        .setDate(LocalDate.of(2026, 11, 21))
                        .setCurrency("USD")
                        .setMemo("a deal")
                        .setLines(List.of())
                        .setCorrects(revision == 1 || !deal.equals(flow) ? null : id(revision - 1))
                        .setSale(Sale.newBuilder()
                                .setDeal(deal)
                                .setBasis(SalesDocumentKind.ORDER)
                                .setBasisId(deal)
                                .setCustomerNumber("C")
                                .setLines(List.of())
                                .setNet(zero)
                                .setTax(zero)
                                .setTotal(zero)
                                .setComparesTax(true)
                                .setApproved(false)
                                .build())
                        .build())
                .build();
    }

    private void send(PostingCommand command) {
        write(
                Topics.POSTING_COMMANDS_BC,
                command.getTargetConnection(),
                Keys.of(command.getFlow(), command.getSourceId()),
                command);
    }

    private void approve(String posting) {
        ask(Approval.APPROVE, posting);
    }

    private void ask(String kind, String posting) {
        write(
                Topics.OPERATOR_REQUESTS,
                "crm-" + number,
                posting,
                OperatorRequest.newBuilder()
                        .setId(UUID.randomUUID().toString())
                        .setKind(kind)
                        .setFlow(flow)
                        .setConnection("crm-" + number)
                        .setSubject(posting)
                        .setAt(Instant.parse("2026-11-21T12:00:00Z"))
                        .build());
    }

    private void write(Topic topic, String connection, String key, SpecificRecord value) {
        try {
            producer.send(new ProducerRecord<>(
                            topic.name(), Placement.of(kafka).partition(topic, connection), key, value))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private PostingState state(int revision) {
        return states.get(id(revision)).orElseThrow();
    }

    private PostingStatus status(int revision) {
        return states.get(id(revision)).map(PostingState::getStatus).orElse(PostingStatus.UNKNOWN);
    }

    private boolean isOpen(String alert) {
        return alerts.get(alert).filter(found -> !found.getResolved()).isPresent();
    }

    private void awaitDraft(int revision) {
        await(
                "a draft",
                () -> status(revision) == PostingStatus.WAITING
                        && state(revision).getVendorId() != null);
    }

    private void await(String what, BooleanSupplier condition) {
        var deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("not within " + PATIENCE + ": " + what + "; "
                        + states.rows().values().stream()
                                .filter(state -> state.getFlow().equals(flow))
                                .toList());
            }
            try {
                Thread.sleep(Duration.ofMillis(20));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
