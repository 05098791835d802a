package org.tieout.cli.status;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.tieout.CashLine;
import org.tieout.cli.Amounts;
import org.tieout.cli.Words;
import org.tieout.cli.running.RunningSystem;
import org.tieout.cli.running.TopicReader;
import org.tieout.cli.status.StatusReport.Check;
import org.tieout.cli.status.StatusReport.ConnectionStatus;
import org.tieout.cli.status.StatusReport.Difference;
import org.tieout.cli.status.StatusReport.Feed;
import org.tieout.cli.status.StatusReport.FlowStatus;
import org.tieout.cli.status.StatusReport.Held;
import org.tieout.cli.status.StatusReport.OpenAlert;
import org.tieout.cli.status.StatusReport.OpenPosting;
import org.tieout.cli.status.StatusReport.Postings;
import org.tieout.cli.status.StatusReport.Settlement;
import org.tieout.event.Alert;
import org.tieout.event.ConnectionConfig;
import org.tieout.event.ControlTotal;
import org.tieout.event.DocumentKind;
import org.tieout.event.FlowConfig;
import org.tieout.event.LedgerDocument;
import org.tieout.event.LedgerStatus;
import org.tieout.event.MappingEntry;
import org.tieout.event.Money;
import org.tieout.event.OrderDifference;
import org.tieout.event.Parked;
import org.tieout.event.PostingState;
import org.tieout.event.PostingStatus;
import org.tieout.event.SourceKind;
import org.tieout.event.TieOut;
import org.tieout.event.TieOutCheck;
import org.tieout.event.Watermark;
import org.tieout.schemas.Keys;
import org.tieout.schemas.Target;
import org.tieout.schemas.Topics;

/// Reads the topics of a running system to their end and says where everything stands.
public final class StatusReader {

    private final RunningSystem system;
    private final TopicReader topics;

    private StatusReader(RunningSystem system, TopicReader topics) {
        this.system = system;
        this.topics = topics;
    }

    /// Where everything stands now.
    ///
    /// @throws org.tieout.cli.CliException if the topics cannot be read
    public static StatusReport read(RunningSystem system) {
        try (var topics = TopicReader.of(system.kafka())) {
            return new StatusReader(system, topics).report();
        }
    }

    /// The settlements alone.
    public static List<Settlement> settlements(TopicReader topics) {
        var lines = bankLines(topics);
        return topics.table(Topics.SETTLEMENT_TIEOUTS, TieOut.class).values().stream()
                .sorted(Comparator.comparing(TieOut::getFlow)
                        .thenComparing(TieOut::getStartAt)
                        .thenComparing(TieOut::getSettlementId))
                .map(tieOut -> settlement(tieOut, bank(tieOut, lines)))
                .toList();
    }

    private StatusReport report() {
        var settlements = settlements(topics);
        var parked = parked(topics);
        var postings = postings();
        var alerts = alerts();
        var services = ServiceProbe.probe(system.nodes());
        return new StatusReport(
                Attention.needed(settlements, parked, postings, alerts, services),
                settlements,
                parked,
                postings,
                alerts,
                connections(),
                flows(),
                services);
    }

    /// A live document that shows what reached the bank.
    private record BankLine(String settlement, String posting, DocumentKind kind, Money total) {
        Optional<Money> of(Money disbursed) {
            return CashLine.in(
                            new PostingId(posting), Document.Kind.valueOf(kind.name()), exact(disbursed), exact(total))
                    .map(held -> new Money(held.currency(), new BigDecimal(held.amount())));
        }

        private static org.tieout.accounting.money.Money exact(Money amount) {
            return org.tieout.accounting.money.Money.of(amount.getCurrency(), amount.getAmount());
        }
    }

    private static Map<String, List<BankLine>> bankLines(TopicReader topics) {
        var lines = new HashMap<String, List<BankLine>>();
        for (var target : Target.ledgers()) {
            topics.table(target.documents(), LedgerDocument.class, StatusReader::bankLine)
                    .values()
                    .forEach(found ->
                            found.ifPresent(line -> lines.computeIfAbsent(line.settlement(), _ -> new ArrayList<>())
                                    .add(line)));
        }
        return lines;
    }

    private static Optional<BankLine> bankLine(LedgerDocument document) {
        if (document.getKind() == DocumentKind.SALES_ORDER || document.getKind() == DocumentKind.SALES_INVOICE) {
            return Optional.empty(); // What a deal sells reaches no bank by itself.
        }
        var line = new BankLine(
                Keys.of(document.getFlow(), document.getSourceId()),
                document.getPostingId(),
                document.getKind(),
                document.getTotal());
        return document.getStatus() == LedgerStatus.LIVE
                        && line.of(document.getTotal()).isPresent()
                ? Optional.of(line)
                : Optional.empty();
    }

    private static @Nullable Money bank(TieOut tieOut, Map<String, List<BankLine>> lines) {
        return lines.getOrDefault(Keys.of(tieOut.getFlow(), tieOut.getSettlementId()), List.of()).stream()
                .flatMap(line -> line.of(tieOut.getHeaderTotal()).stream())
                .reduce(StatusReader::plus)
                .orElse(null);
    }

    private static Money plus(Money left, Money right) {
        BigDecimal sum = left.getAmount().add(right.getAmount());
        return new Money(left.getCurrency(), sum);
    }

    private static Settlement settlement(TieOut tieOut, @Nullable Money deposit) {
        return new Settlement(
                tieOut.getFlow(),
                tieOut.getSettlementId(),
                Words.of(tieOut.getState()),
                tieOut.getHeaderTotal().getCurrency(),
                tieOut.getStartAt().toString(),
                tieOut.getEndAt().toString(),
                tieOut.getDepositAt().toString(),
                Amounts.exact(tieOut.getHeaderTotal()),
                Amounts.exact(tieOut.getLineSum()),
                tieOut.getLineCount(),
                tieOut.getOrderCount(),
                tieOut.getDocuments(),
                tieOut.getDocumentsRead(),
                Amounts.exactOrNull(deposit),
                tieOut.getChecks().stream().map(StatusReader::check).toList(),
                tieOut.getControls().stream().map(StatusReader::control).toList(),
                tieOut.getOrderDifferences().stream()
                        .map(StatusReader::difference)
                        .toList(),
                tieOut.getOpenOrders(),
                List.copyOf(tieOut.getMissing()),
                tieOut.getUpdatedAt().toString());
    }

    private static Check check(TieOutCheck check) {
        return new Check(
                check.getNumber(),
                check.getName(),
                Words.of(check.getState()),
                Amounts.exactOrNull(check.getExpected()),
                Amounts.exactOrNull(check.getActual()),
                List.copyOf(check.getFindings()));
    }

    private static StatusReport.Control control(ControlTotal control) {
        return new StatusReport.Control(
                control.getName(),
                Words.of(control.getState()),
                Amounts.exactOrNull(control.getExpected()),
                Amounts.exactOrNull(control.getActual()),
                List.copyOf(control.getFindings()));
    }

    private static Difference difference(OrderDifference difference) {
        return new Difference(
                difference.getOrderId(),
                Amounts.exact(difference.getInvoiced()),
                Amounts.exact(difference.getCredited()),
                Amounts.exact(difference.getSettled()),
                Amounts.exact(difference.getOpen()),
                difference.getNote());
    }

    /// What the mapper holds now.
    public static List<Held> parked(TopicReader topics) {
        return topics.table(Topics.POSTING_PARKED, Parked.class).values().stream()
                .sorted(Comparator.comparing(Parked::getSince).thenComparing(Parked::getSourceId))
                .map(StatusReader::held)
                .toList();
    }

    private static Held held(Parked parked) {
        var missing = List.copyOf(parked.getMissing());
        return new Held(
                parked.getFlow(),
                Words.of(parked.getSourceKind()),
                parked.getSourceId(),
                missing,
                parked.getReason(),
                parked.getSuggestion(),
                parked.getSince().toString(),
                nextStep(parked, missing));
    }

    private static String nextStep(Parked parked, List<String> missing) {
        if (missing.isEmpty()) {
            return "See `tieout audit " + parked.getSourceId() + "`.";
        }
        var isDealOfItems =
                parked.getSourceKind() == SourceKind.DEAL && missing.stream().anyMatch(key -> key.startsWith("item:"));
        return "Add " + String.join(", ", missing) + " to the mapping of " + parked.getFlow()
                + ", then run `tieout apply`."
                + (isDealOfItems ? " An item of the product's own number in the ledger will do as well." : "");
    }

    private Postings postings() {
        var counts = new EnumMap<PostingStatus, Integer>(PostingStatus.class);
        var open = new ArrayList<OpenPosting>();
        for (var target : Target.all()) {
            topics.table(target.state(), PostingState.class, StatusReader::summary)
                    .values()
                    .forEach(summary -> {
                        counts.merge(summary.status(), 1, Integer::sum);
                        summary.open().ifPresent(open::add);
                    });
        }
        open.sort(Comparator.comparing(OpenPosting::updatedAt).thenComparing(OpenPosting::postingId));
        return new Postings(
                counts.getOrDefault(PostingStatus.QUEUED, 0),
                counts.getOrDefault(PostingStatus.WAITING, 0),
                counts.getOrDefault(PostingStatus.ATTEMPTED, 0),
                counts.getOrDefault(PostingStatus.UNCERTAIN, 0),
                counts.getOrDefault(PostingStatus.POSTED, 0),
                counts.getOrDefault(PostingStatus.REFUSED, 0),
                counts.getOrDefault(PostingStatus.PAUSED, 0),
                open);
    }

    private record Summary(PostingStatus status, Optional<OpenPosting> open) {}

    private static Summary summary(PostingState state) {
        return new Summary(
                state.getStatus(),
                isOpen(state)
                        ? Optional.of(new OpenPosting(
                                state.getPostingId(),
                                state.getFlow(),
                                state.getSourceId(),
                                Words.of(state.getKind()),
                                state.getReference(),
                                Words.of(state.getStatus()),
                                state.getAttempts(),
                                state.getReason(),
                                text(state.getNotBefore()),
                                state.getUpdatedAt().toString(),
                                nextStep(state)))
                        : Optional.empty());
    }

    private static boolean isOpen(PostingState state) {
        return switch (state.getStatus()) {
            case UNCERTAIN, REFUSED, PAUSED, UNKNOWN -> true;
            case WAITING -> state.getReason() != null;
            case QUEUED, ATTEMPTED, POSTED, SUPERSEDED -> false;
        };
    }

    private static String nextStep(PostingState state) {
        return switch (state.getStatus()) {
            case REFUSED ->
                "Correct what the reason names, in the ledger or in the mapping; see `tieout audit "
                        + state.getPostingId() + "`.";
            case PAUSED ->
                "Authorise connection " + state.getTargetConnection()
                        + " again and run `tieout apply`; it goes on by itself.";
            case UNCERTAIN -> "Nothing: the ledger is being asked whether it has it.";
            case WAITING ->
                awaitsApproval(state)
                        ? "Look at it in the ledger, then run `tieout approve " + state.getSourceId() + "`."
                        : "Nothing: it goes on by itself.";
            case UNKNOWN, QUEUED, ATTEMPTED, POSTED, SUPERSEDED -> "Nothing: it goes on by itself.";
        };
    }

    /// A draft that nobody approved yet.
    private static boolean awaitsApproval(PostingState state) {
        return state.getVendorId() != null && state.getApproval() == null && state.getNotBefore() == null;
    }

    private List<OpenAlert> alerts() {
        return topics.table(Topics.ALERTS, Alert.class).values().stream()
                .filter(alert -> !alert.getResolved())
                .sorted(Comparator.comparing(Alert::getAt).thenComparing(Alert::getId))
                .map(alert -> new OpenAlert(
                        alert.getId(),
                        alert.getSubject(),
                        alert.getMessage(),
                        alert.getNextStep(),
                        alert.getAt().toString()))
                .toList();
    }

    private List<ConnectionStatus> connections() {
        var watermarks = topics.table(Topics.INGEST_WATERMARKS, Watermark.class).values();
        return topics.table(Topics.CONFIG_CONNECTIONS, ConnectionConfig.class).values().stream()
                .sorted(Comparator.comparing(ConnectionConfig::getConnection))
                .map(connection -> new ConnectionStatus(
                        connection.getConnection(),
                        connection.getVendor(),
                        connection.getSettings().get("base-url"),
                        watermarks.stream()
                                .filter(mark -> mark.getConnection().equals(connection.getConnection()))
                                // A CRM's tables and records have a mark each, which says nothing to a person.
                                .filter(mark -> !mark.getFeed().startsWith("deals/"))
                                .sorted(Comparator.comparing(Watermark::getFeed))
                                .map(mark -> new Feed(
                                        mark.getFeed(),
                                        mark.getPosition(),
                                        mark.getAt().toString()))
                                .toList()))
                .toList();
    }

    private List<FlowStatus> flows() {
        var versions = new HashMap<String, Long>();
        topics.forEach(
                Topics.CONFIG_MAPPINGS,
                MappingEntry.class,
                found -> versions.merge(found.value().getFlow(), found.value().getVersion(), Math::max));
        return topics.table(Topics.CONFIG_FLOWS, FlowConfig.class).values().stream()
                .sorted(Comparator.comparing(FlowConfig::getFlow))
                .map(flow -> new FlowStatus(
                        flow.getFlow(),
                        flow.getSourceConnection(),
                        flow.getTargetConnection(),
                        flow.getMode(),
                        versions.getOrDefault(flow.getFlow(), 0L)))
                .toList();
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
