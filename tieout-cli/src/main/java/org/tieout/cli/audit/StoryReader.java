package org.tieout.cli.audit;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.tieout.cli.Amounts;
import org.tieout.cli.CliException;
import org.tieout.cli.Words;
import org.tieout.cli.audit.Story.Entry;
import org.tieout.cli.audit.Story.Posting;
import org.tieout.cli.audit.Story.RowGroup;
import org.tieout.cli.request.Named;
import org.tieout.cli.running.TopicReader;
import org.tieout.cli.status.StatusReader;
import org.tieout.event.AuditRecord;
import org.tieout.event.Document;
import org.tieout.event.DocumentKind;
import org.tieout.event.DocumentLine;
import org.tieout.event.LedgerDocument;
import org.tieout.event.Money;
import org.tieout.event.OrderVersion;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;
import org.tieout.event.SalesDocumentVersion;
import org.tieout.event.SettlementEvent;
import org.tieout.event.SettlementLine;
import org.tieout.event.SourceKind;
import org.tieout.event.TieOut;
import org.tieout.schemas.Target;
import org.tieout.schemas.Topic;
import org.tieout.schemas.Topics;

/// Gathers the story of a record from the topics: what was read, what it was mapped to, what was commanded, every
/// attempt, what the ledger holds, and the proof. Not thread-safe.
final class StoryReader {

    /// Amazon writes order ids as 3-7-7 digits.
    private static final Pattern ORDER_ID = Pattern.compile("\\d{3}-\\d{7}-\\d{7}");

    private final TopicReader topics;
    private final String id;
    private final boolean everyRow;
    private final List<Event> events = new ArrayList<>();
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<String, Posting> postings = new LinkedHashMap<>();
    private final Map<String, LedgerDocument> lastRead = new HashMap<>();

    private StoryReader(TopicReader topics, String id, boolean everyRow) {
        this.topics = topics;
        this.id = id;
        this.everyRow = everyRow;
    }

    /// The story of that order, settlement, posting or document number.
    ///
    /// @param everyRow lists every row of a settlement, not their groups alone
    /// @throws CliException if no topic has heard of it
    static Story read(TopicReader topics, String id, boolean everyRow) {
        return new StoryReader(topics, id, everyRow).read();
    }

    private record Event(long at, int rank, Entry entry) {}

    private record Group(int rows, int firstRow, int lastRow, Money sum) {
        static Group of(SettlementLine line) {
            return new Group(1, line.getRow(), line.getRow(), line.getAmount());
        }

        Group plus(Group other) {
            BigDecimal total = sum.getAmount().add(other.sum.getAmount());
            return new Group(
                    rows + other.rows,
                    Math.min(firstRow, other.firstRow),
                    Math.max(lastRow, other.lastRow),
                    new Money(sum.getCurrency(), total));
        }
    }

    private Story read() {
        var subject = subject();
        settlements(subject);
        commands(subject);
        orders(subject);
        salesDocuments(subject);
        audits(subject);
        states(subject);
        ledgerDocuments(subject);
        tieOuts(subject);
        var proofs = StatusReader.settlements(topics).stream()
                .filter(settlement -> subject.settlements().contains(settlement.settlementId()))
                .toList();
        var parked = StatusReader.parked(topics).stream()
                .filter(held -> subject.isSource(held.sourceId()))
                .toList();
        if (events.isEmpty() && postings.isEmpty() && parked.isEmpty()) {
            throw CliException.unusable(
                    "No topic has heard of " + id + ".",
                    "Give an order id, a settlement id, a deal, a posting id or a document number of this system.");
        }
        return new Story(
                id, Words.of(subject.kind()), entries(), groups(), List.copyOf(postings.values()), parked, proofs);
    }

    /// An order id is known by its shape, a settlement by its records, a deal by those of the CRM, each by its
    /// GUID or its number. What else is meant is a posting, by its id, by the number we gave it or by the one
    /// it has in the ledger. (A deposit is numbered like its settlement, an invoice like its order: the wider
    /// story is told.)
    private Subject subject() {
        if (ORDER_ID.matcher(id).matches()) {
            return new Subject(id, Subject.Kind.ORDER);
        }
        if (isSettlement()) {
            return new Subject(id, Subject.Kind.SETTLEMENT);
        }
        var deals = new Deals();
        topics.forEach(Topics.DYNAMICS_SALES_DOCUMENTS, SalesDocumentVersion.class, found -> deals.add(found.value()));
        return deals.of(id)
                .map(records -> new Subject(records, Subject.Kind.DEAL))
                .orElseGet(this::posting);
    }

    private boolean isSettlement() {
        var found = new AtomicBoolean();
        topics.forEach(Topics.AMAZON_SETTLEMENTS, SettlementEvent.class, event -> {
            if (event.value().getSettlementId().equals(id)) {
                found.set(true);
            }
        });
        return found.get();
    }

    private Subject posting() {
        var posting = new Subject(id, Subject.Kind.POSTING);
        eachOf(target -> Optional.of(target.commands()), PostingCommand.class, found -> {
            var command = found.value();
            if (command.getPostingId().equals(id)
                    || command.getDocument().getReference().equals(id)
                    || command.getSourceId().equals(Named.sourceId(id))) {
                posting.posting(command.getPostingId());
            }
        });
        eachOf(target -> Optional.of(target.state()), PostingState.class, found -> {
            if (id.equals(found.value().getVendorNumber())) {
                posting.posting(found.value().getPostingId());
            }
        });
        return posting;
    }

    private void settlements(Subject subject) {
        if (subject.kind() == Subject.Kind.POSTING || subject.kind() == Subject.Kind.DEAL) {
            return;
        }
        topics.forEach(Topics.AMAZON_SETTLEMENTS, SettlementEvent.class, found -> {
            var event = found.value();
            var own = subject.isSource(event.getSettlementId());
            if (own && event.getOpened() != null) {
                var opened = event.getOpened();
                add(
                        found,
                        "read",
                        "settlement header: " + opened.getFormat() + ", " + opened.getStartAt() + " to "
                                + opened.getEndAt() + ", deposited " + opened.getDepositAt() + ", total "
                                + amount(opened.getTotal()),
                        List.of(),
                        facts(
                                "connection",
                                event.getConnection(),
                                "document",
                                opened.getDocument(),
                                "report",
                                opened.getReportId(),
                                "hash",
                                event.getDocumentHash()));
            }
            var line = event.getLine();
            if (line != null && own) {
                groups.merge(type(line), Group.of(line), Group::plus);
            }
            if (line != null && (own ? everyRow : subject.isSource(String.valueOf(line.getOrderId())))) {
                subject.partOf(event.getSettlementId());
                row(found, event, line);
            }
            if (own && event.getClosed() != null) {
                add(
                        found,
                        "read",
                        "settlement complete: " + event.getClosed().getLineCount() + " amounts, sum "
                                + amount(event.getClosed().getLineSum()),
                        List.of(),
                        facts("hash", event.getDocumentHash()));
            }
        });
    }

    private void row(ConsumerRecord<String, SettlementEvent> found, SettlementEvent event, SettlementLine line) {
        add(
                found,
                "row",
                "settlement " + event.getSettlementId() + ", row " + line.getRow() + ": " + type(line) + " "
                        + amount(line.getAmount()),
                List.of(),
                facts(
                        "row",
                        line.getRow(),
                        "column",
                        line.getCell(),
                        "postedAt",
                        line.getPostedAt(),
                        "orderId",
                        line.getOrderId(),
                        "sku",
                        line.getSku()));
    }

    private void commands(Subject subject) {
        eachOf(target -> Optional.of(target.commands()), PostingCommand.class, found -> {
            if (subject.concerns(found.value())) {
                command(subject, found);
            }
        });
        if (subject.kind() != Subject.Kind.SETTLEMENT) {
            eachOf(target -> Optional.of(target.commands()), PostingCommand.class, found -> {
                if (!postings.containsKey(found.value().getPostingId())
                        && (subject.isGatheredBy(found.value()) || subject.concerns(found.value()))) {
                    command(subject, found);
                }
            });
        }
    }

    private void command(Subject subject, ConsumerRecord<String, PostingCommand> found) {
        var command = found.value();
        var document = command.getDocument();
        subject.posting(command.getPostingId());
        if (command.getSourceKind() == SourceKind.SETTLEMENT) {
            subject.partOf(command.getSourceId());
        }
        if (document.getSale() != null && document.getSale().getCustomerPosting() != null) {
            subject.posting(document.getSale().getCustomerPosting());
        }
        postings.put(
                command.getPostingId(),
                new Posting(
                        command.getPostingId(),
                        Words.of(document.getKind()),
                        document.getReference(),
                        command.getSourceId(),
                        null,
                        0,
                        null,
                        null,
                        null,
                        null));
        var facts = facts(
                "postingId",
                command.getPostingId(),
                "mappingVersion",
                command.getMappingVersion(),
                "planHash",
                command.getPlanHash(),
                "documentHash",
                command.getDocumentHash());
        command.getEvidence().forEach((name, value) -> facts.put("evidence." + name, value));
        add(
                found,
                "commanded",
                Words.of(document.getKind()) + " " + document.getReference() + " dated " + document.getDate() + ", "
                        + command.getSequence() + " of " + command.getOf() + " of " + command.getSourceId()
                        + ", by mapping version " + command.getMappingVersion(),
                details(subject, document),
                facts);
    }

    /// The lines, and what is settled or gathered; of an order's story only the order's own part of it.
    private static List<String> details(Subject subject, Document document) {
        var details = new ArrayList<String>();
        document.getLines().forEach(line -> details.add(line(line)));
        Optional.ofNullable(document.getSale()).map(DealWords::lines).ifPresent(details::addAll);
        Optional.ofNullable(document.getStatusUpdate()).map(DealWords::lines).ifPresent(details::addAll);
        document.getApplications().stream()
                .filter(application -> subject.kind() != Subject.Kind.ORDER
                        || subject.isSource(String.valueOf(application.getOrderId())))
                .map(application -> (document.getKind() == DocumentKind.DEPOSIT ? "gathers " : "settles ")
                        + Amounts.readable(application.getAmount()) + " of " + application.getPostingId())
                .forEach(details::add);
        return details;
    }

    private static String line(DocumentLine line) {
        var debit = line.getAmount().getAmount().signum() >= 0;
        var amount = new Money(
                line.getAmount().getCurrency(), line.getAmount().getAmount().abs());
        return (debit ? "Dr " : "Cr ") + line.getAccount() + "  " + Amounts.readable(amount)
                + (line.getItem() == null ? "" : "  " + line.getQuantity() + " × " + line.getItem())
                + (line.getMemo().isEmpty() ? "" : "  " + line.getMemo());
    }

    private void orders(Subject subject) {
        if (subject.kind() != Subject.Kind.ORDER) {
            return;
        }
        topics.forEach(Topics.AMAZON_ORDERS, OrderVersion.class, found -> {
            var order = found.value();
            if (subject.isSource(order.getOrderId())) {
                add(
                        found,
                        "read",
                        "order version of " + order.getLastUpdatedAt() + ": " + Words.of(order.getStatus()) + ", "
                                + order.getMarketplaceName() + ", fulfilled by " + order.getFulfilledBy(),
                        order.getItems().stream()
                                .map(item -> item.getQuantityFulfilled() + " of " + item.getQuantityOrdered() + " × "
                                        + item.getSku()
                                        + item.getProceeds().stream()
                                                .map(part -> ", " + part.getType() + " " + amount(part.getAmount()))
                                                .reduce("", String::concat))
                                .toList(),
                        facts(
                                "connection",
                                order.getConnection(),
                                "placedAt",
                                order.getCreatedAt(),
                                "readAt",
                                order.getReadAt(),
                                "contentHash",
                                order.getContentHash()));
            }
        });
    }

    private void salesDocuments(Subject subject) {
        if (subject.kind() != Subject.Kind.DEAL) {
            return;
        }
        topics.forEach(Topics.DYNAMICS_SALES_DOCUMENTS, SalesDocumentVersion.class, found -> {
            var version = found.value();
            if (subject.isSource(Named.sourceId(version.getId()))) {
                add(
                        found,
                        "read",
                        DealWords.of(version),
                        DealWords.lines(version),
                        facts(
                                "connection",
                                version.getConnection(),
                                "id",
                                version.getId(),
                                "closedOn",
                                version.getClosedOn(),
                                "readAt",
                                version.getReadAt(),
                                "contentHash",
                                version.getContentHash()));
            }
        });
    }

    private void audits(Subject subject) {
        topics.forEach(Topics.POSTING_AUDIT, AuditRecord.class, found -> {
            var audit = found.value();
            var posting = audit.getPostingId();
            if (subject.isSource(audit.getSourceId())
                    || (posting != null && subject.postings().contains(posting))) {
                var facts = new TreeMap<>(audit.getFacts());
                if (posting != null) {
                    facts.put("postingId", posting);
                }
                if (audit.getAttempt() > 0) {
                    facts.put("attempt", Integer.toString(audit.getAttempt()));
                }
                facts.put("at", audit.getAt().toString());
                add(found, audit.getStep(), audit.getMessage(), List.of(), facts);
            }
        });
    }

    /// Every record of every target's topic of that kind, where it has one.
    private <V extends SpecificRecord> void eachOf(
            Function<Target, Optional<Topic>> topic, Class<V> type, Consumer<? super ConsumerRecord<String, V>> each) {
        Target.all().forEach(target -> topic.apply(target).ifPresent(found -> topics.forEach(found, type, each)));
    }

    private void states(Subject subject) {
        for (var target : Target.all()) {
            topics.table(
                            target.state(),
                            PostingState.class,
                            state -> subject.postings().contains(state.getPostingId())
                                    ? Optional.of(posting(state))
                                    : Optional.<Posting>empty())
                    .values()
                    .forEach(found -> found.ifPresent(posting -> postings.put(posting.postingId(), posting)));
        }
    }

    private static Posting posting(PostingState state) {
        return new Posting(
                state.getPostingId(),
                Words.of(state.getKind()),
                state.getReference(),
                state.getSourceId(),
                Words.of(state.getStatus()),
                state.getAttempts(),
                state.getVendorType(),
                state.getVendorId(),
                state.getVendorNumber(),
                state.getReason());
    }

    private void ledgerDocuments(Subject subject) {
        eachOf(target -> target.books().map(Target.Books::documents), LedgerDocument.class, found -> {
            var document = found.value();
            if (subject.postings().contains(document.getPostingId()) && isNews(document)) {
                add(
                        found,
                        "read-back",
                        document.getVendorType() + " " + document.getVendorId()
                                + (document.getVendorNumber() == null ? "" : " (" + document.getVendorNumber() + ")")
                                + " is " + Words.of(document.getStatus()) + " in the ledger: total "
                                + amount(document.getTotal())
                                + (document.getOpen() == null ? "" : ", open " + amount(document.getOpen())),
                        List.of(),
                        facts(
                                "postingId",
                                document.getPostingId(),
                                "vendorId",
                                document.getVendorId(),
                                "version",
                                document.getVersion(),
                                "date",
                                document.getDate()));
            }
        });
    }

    /// What is read again within the overlap of two looks, and is as it was, tells nobody anything.
    private boolean isNews(LedgerDocument document) {
        var now = LedgerDocument.newBuilder(document).setReadAt(Instant.EPOCH).build();
        return !now.equals(lastRead.put(document.getPostingId(), now));
    }

    private void tieOuts(Subject subject) {
        topics.forEach(Topics.SETTLEMENT_TIEOUTS, TieOut.class, found -> {
            var tieOut = found.value();
            if (subject.settlements().contains(tieOut.getSettlementId())) {
                add(
                        found,
                        "tie-out",
                        "settlement " + tieOut.getSettlementId() + " is " + Words.of(tieOut.getState()) + ", "
                                + tieOut.getDocumentsRead() + " of " + tieOut.getDocuments()
                                + " documents read back from the ledger",
                        tieOut.getChecks().stream()
                                .map(check -> "check " + check.getNumber() + " (" + check.getName() + "): "
                                        + Words.of(check.getState()))
                                .toList(),
                        facts("flow", tieOut.getFlow()));
            }
        });
    }

    private void add(
            ConsumerRecord<String, ? extends SpecificRecord> found,
            String step,
            String text,
            List<String> details,
            Map<String, String> facts) {
        events.add(new Event(
                found.timestamp(),
                rank(found.topic()),
                new Entry(
                        Instant.ofEpochMilli(found.timestamp()).toString(),
                        step,
                        text,
                        details,
                        facts,
                        found.topic(),
                        found.partition(),
                        found.offset())));
    }

    /// Records of the same millisecond stand in the order of the flow of data.
    private static int rank(String topic) {
        return Topics.all().stream().map(each -> each.name()).toList().indexOf(topic);
    }

    private List<Entry> entries() {
        return events.stream()
                .sorted(Comparator.comparingLong(Event::at)
                        .thenComparingInt(Event::rank)
                        .thenComparingInt(event -> event.entry().partition())
                        .thenComparingLong(event -> event.entry().offset()))
                .map(Event::entry)
                .toList();
    }

    private List<RowGroup> groups() {
        return groups.entrySet().stream()
                .map(group -> new RowGroup(
                        group.getKey(),
                        group.getValue().rows(),
                        group.getValue().firstRow(),
                        group.getValue().lastRow(),
                        Amounts.exact(group.getValue().sum())))
                .toList();
    }

    private static String type(SettlementLine line) {
        return line.getTransactionType() + "|" + line.getAmountType() + "|" + line.getAmountDescription();
    }

    private static String amount(Money money) {
        return Amounts.readable(money) + " " + money.getCurrency();
    }

    /// Names and values in turn; a null value is left out.
    private static Map<String, String> facts(@org.jspecify.annotations.Nullable Object... namesAndValues) {
        var facts = new TreeMap<String, String>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            var value = namesAndValues[i + 1];
            if (value != null) {
                facts.put(String.valueOf(namesAndValues[i]), value.toString());
            }
        }
        return facts;
    }
}
