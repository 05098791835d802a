package org.tieout.ingest.amazon.report;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.source.SettlementHeader;
import org.tieout.event.Money;
import org.tieout.event.SettlementClosed;
import org.tieout.event.SettlementEvent;
import org.tieout.event.SettlementLine;
import org.tieout.event.SettlementOpened;
import org.tieout.event.Watermark;
import org.tieout.ingest.amazon.settlement.ReadLimits;
import org.tieout.ingest.amazon.settlement.RowProblem;
import org.tieout.ingest.amazon.settlement.SettlementEnd;
import org.tieout.ingest.amazon.settlement.SettlementFile;
import org.tieout.ingest.amazon.settlement.SettlementHandler;
import org.tieout.ingest.amazon.settlement.SettlementRow;
import org.tieout.ingest.amazon.settlement.UnreadableReport;
import org.tieout.runtime.ingest.Emitter;
import org.tieout.runtime.ingest.Watermarks;
import org.tieout.runtime.service.Failpoint;
import org.tieout.runtime.service.Failpoints;
import org.tieout.schemas.Keys;
import org.tieout.schemas.Topics;

/// Emits what a settlement file says: opened, every amount, closed. Each settlement goes out once, however
/// often and in whatever file it comes.
///
/// The file is read twice: first to see that all of it can be read and what its content hash is, then to
/// emit. So nothing of a broken settlement gets out, and the hash is on every record. Records go in
/// transactions of some thousands together with a watermark of their own for each settlement; after a restart
/// emission goes on behind the last one.
public final class SettlementEmitter {

    private static final String HASH = "hash";
    private static final String EMITTED = "emitted";
    private static final String STATE = "state";
    private static final String CLOSED = "closed";
    private static final int SCALE = 4;

    private final String connection;
    private final String sellerId;
    private final int chunk;
    private final Failpoints failpoints;

    /// @param chunk records in a transaction
    public SettlementEmitter(String connection, String sellerId, int chunk, Failpoints failpoints) {
        this.connection = connection;
        this.sellerId = sellerId;
        this.chunk = chunk;
        this.failpoints = failpoints;
    }

    /// Where a file came from.
    ///
    /// @param document the file's name or the report document's id, for messages and the log
    /// @param reportId the report that carried it
    /// @param charset what the download declared
    public record Origin(String document, Optional<String> reportId, Optional<Charset> charset) {}

    /// What became of one settlement of a file.
    public sealed interface Result {

        /// The settlement; empty when its header row could not be read.
        String settlementId();

        /// Emitted now, or the rest of it.
        record Emitted(String settlementId, String hash, long lines) implements Result {}

        /// The same content had been emitted before.
        record Known(String settlementId, String hash) implements Result {}

        /// Held back whole: rows of it could not be read.
        record Held(String settlementId, List<RowProblem> problems) implements Result {
            public Held {
                problems = List.copyOf(problems);
            }
        }
    }

    /// A settlement that was emitted to its end.
    ///
    /// @param hash the hash of its content
    /// @param at when it was emitted
    public record Closed(String id, String hash, Instant at) {}

    /// Every settlement of the connection that was emitted to its end, in the order of the ids.
    public static List<Closed> closed(Watermarks reached) {
        return reached.below(watermarkOf("")).entrySet().stream()
                .filter(each -> CLOSED.equals(each.getValue().getReached().get(STATE)))
                .map(each -> new Closed(
                        each.getKey().substring(watermarkOf("").length()),
                        each.getValue().getReached().getOrDefault(HASH, ""),
                        each.getValue().getAt()))
                .toList();
    }

    /// The watermark of one settlement.
    public static String watermarkOf(String settlementId) {
        return "settlement/" + settlementId;
    }

    /// Reads the file and emits every settlement in it that is whole and new.
    ///
    /// @param last runs inside the last transaction of the file, to mark what else is done with it; given the
    ///     results
    /// @throws UnreadableReport if it is no whole report; nothing was emitted
    /// @throws IOException if reading fails
    public List<Result> emit(Path file, Origin origin, Watermarks reached, Emitter out, Consumer<List<Result>> last)
            throws IOException {
        var survey = new Survey();
        read(file, origin, survey);
        var results = survey.results(reached);
        if (results.stream().anyMatch(Result.Emitted.class::isInstance)) {
            read(file, origin, new Emission(survey, origin, reached, out));
        }
        last.accept(results);
        out.commit();
        return results;
    }

    /// What held settlements back, for people.
    public static String describe(List<Result.Held> held) {
        var first = held.getFirst();
        var problem = first.problems().isEmpty() ? "" : ": " + first.problems().getFirst();
        var more = first.problems().size() > 1 ? " (and " + (first.problems().size() - 1) + " more)" : "";
        return (first.settlementId().isEmpty() ? "a settlement" : "settlement " + first.settlementId())
                + " has rows that cannot be read" + problem + more;
    }

    private static void read(Path file, Origin origin, SettlementHandler handler) throws IOException {
        SettlementFile.read(file, origin.document(), origin.charset(), ReadLimits.DEFAULT, handler);
    }

    private static Optional<Watermark> markOf(String settlementId, String hash, Watermarks reached) {
        return reached.of(watermarkOf(settlementId))
                .filter(mark -> hash.equals(mark.getReached().get(HASH)));
    }

    /// The content that a settlement's watermark stands for, when all of it was emitted.
    static Optional<String> closedHash(Watermark mark) {
        return Optional.of(mark)
                .filter(SettlementEmitter::isClosed)
                .map(closed -> closed.getReached().getOrDefault(HASH, ""));
    }

    private static boolean isClosed(Watermark mark) {
        return CLOSED.equals(mark.getReached().get(STATE));
    }

    /// First reading: what is in the file, and whether it can be read.
    private static final class Survey implements SettlementHandler {
        private final List<SettlementEnd> ends = new ArrayList<>();
        private final List<RowProblem> problems = new ArrayList<>();

        @Override
        public void opened(SettlementHeader header) {}

        @Override
        public void row(SettlementRow row) {}

        @Override
        public void closed(SettlementEnd end) {
            ends.add(end);
        }

        @Override
        public void problem(RowProblem problem) {
            problems.add(problem);
        }

        /// One for each settlement, in file order; at the end one without an id when a header row could not
        /// be read.
        List<Result> results(Watermarks reached) {
            var results = new ArrayList<Result>();
            var seen = new HashSet<String>();
            for (var end : ends) {
                results.add(result(end, seen, reached));
            }
            if (!problems.isEmpty() && ends.stream().allMatch(SettlementEnd::complete)) {
                results.add(new Result.Held("", problems));
            }
            return results;
        }

        private Result result(SettlementEnd end, Set<String> seen, Watermarks reached) {
            var id = end.id().value();
            var hash = end.contentHash();
            if (!end.complete()) {
                return new Result.Held(id, problems);
            }
            var emitted = markOf(id, hash, reached)
                    .filter(SettlementEmitter::isClosed)
                    .isPresent();
            return emitted || !seen.add(Keys.of(id, hash))
                    ? new Result.Known(id, hash)
                    : new Result.Emitted(id, hash, end.lineCount());
        }
    }

    /// Second reading: the records.
    private final class Emission implements SettlementHandler {
        private final Survey survey;
        private final List<Result> results;
        private final Origin origin;
        private final Watermarks reached;
        private final Emitter out;
        private int index = -1;
        private long produced;
        private long skip;
        private boolean emitting;
        private String settlementId = "";
        private String hash = "";

        Emission(Survey survey, Origin origin, Watermarks reached, Emitter out) {
            this.survey = survey;
            this.results = survey.results(reached);
            this.origin = origin;
            this.reached = reached;
            this.out = out;
        }

        @Override
        public void opened(SettlementHeader header) {
            index++;
            produced = 0;
            emitting = results.get(index) instanceof Result.Emitted;
            settlementId = header.id().value();
            hash = survey.ends.get(index).contentHash();
            skip = markOf(settlementId, hash, reached)
                    .map(mark -> Long.parseLong(mark.getReached().getOrDefault(EMITTED, "0")))
                    .orElse(0L);
            var opened = SettlementOpened.newBuilder()
                    .setFormat(header.format().name())
                    .setStartAt(header.startAt())
                    .setEndAt(header.endAt())
                    .setDepositAt(header.depositAt())
                    .setTotal(money(header.total()))
                    .setReportId(origin.reportId().orElse(null))
                    .setDocument(origin.document())
                    .build();
            produce(opened, null, null);
        }

        @Override
        public void row(SettlementRow row) {
            if (!emitting || produced < skip) {
                produced++;
                return;
            }
            produce(null, line(row), null);
            failpoints.here(Failpoint.INGEST_MID_PARSE);
        }

        @Override
        public void closed(SettlementEnd end) {
            if (!emitting) {
                return;
            }
            if (!end.contentHash().equals(hash)) {
                throw new IllegalStateException(origin.document() + " changed between its two readings");
            }
            var closed = SettlementClosed.newBuilder()
                    .setLineCount(end.lineCount())
                    .setLineSum(money(end.lineSum()))
                    .build();
            produce(null, null, closed);
            mark(CLOSED);
        }

        @Override
        public void problem(RowProblem problem) {
            // The first reading reported it.
        }

        private void produce(
                @Nullable SettlementOpened opened, @Nullable SettlementLine line, @Nullable SettlementClosed closed) {
            produced++;
            if (!emitting || produced <= skip) {
                return;
            }
            out.emit(
                    Topics.AMAZON_SETTLEMENTS,
                    Keys.of(connection, settlementId),
                    SettlementEvent.newBuilder()
                            .setConnection(connection)
                            .setSellerId(sellerId)
                            .setSettlementId(settlementId)
                            .setDocumentHash(hash)
                            .setOpened(opened)
                            .setLine(line)
                            .setClosed(closed)
                            .build());
            if (produced % chunk == 0 && closed == null) {
                mark("open");
                out.commit();
            }
        }

        private void mark(String state) {
            out.mark(
                    watermarkOf(settlementId),
                    origin.document() + "#" + produced,
                    Map.of(HASH, hash, EMITTED, Long.toString(produced), STATE, state));
        }
    }

    private static SettlementLine line(SettlementRow row) {
        return SettlementLine.newBuilder()
                .setRow(row.row())
                .setCell(row.cell())
                .setTransactionType(row.type().transactionType())
                .setAmountType(row.type().amountType())
                .setAmountDescription(row.type().amountDescription())
                .setAmount(money(row.amount()))
                .setPostedAt(Instant.ofEpochSecond(row.postedEpochSecond()))
                .setOrderId(row.orderId())
                .setAdjustmentId(row.adjustmentId())
                .setShipmentId(row.shipmentId())
                .setMarketplaceName(row.marketplaceName())
                .setFulfillmentId(row.fulfillmentId())
                .setOrderItemCode(row.orderItemCode())
                .setSku(row.sku())
                .setQuantity(row.quantity())
                .setPromotionId(row.promotionId())
                .build();
    }

    private static Money money(org.tieout.accounting.money.Money amount) {
        return Money.newBuilder()
                .setCurrency(amount.currency())
                .setAmount(
                        BigDecimal.valueOf(amount.minor(), org.tieout.accounting.money.Money.scaleOf(amount.currency()))
                                .setScale(SCALE))
                .build();
    }
}
