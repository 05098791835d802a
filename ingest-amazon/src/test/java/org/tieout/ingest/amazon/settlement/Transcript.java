package org.tieout.ingest.amazon.settlement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tieout.accounting.source.SettlementHeader;
import org.tieout.accounting.source.SettlementLine;

/// Writes down everything a reading hands out.
final class Transcript implements SettlementHandler {

    final List<SettlementHeader> headers = new ArrayList<>();
    final List<SettlementLine> lines = new ArrayList<>();
    final List<SettlementEnd> ends = new ArrayList<>();
    final List<RowProblem> problems = new ArrayList<>();
    private final List<String> text = new ArrayList<>();

    @Override
    public void opened(SettlementHeader header) {
        headers.add(header);
        write(
                "opened",
                header.id(),
                header.format(),
                header.startAt(),
                header.endAt(),
                header.depositAt(),
                header.total());
    }

    @Override
    public void row(SettlementRow row) {
        var line = row.toLine();
        lines.add(line);
        write(
                "line",
                line.row(),
                line.cell(),
                line.type(),
                line.amount(),
                line.postedAt(),
                shown(line.orderId()),
                shown(line.adjustmentId()),
                shown(line.shipmentId()),
                shown(line.marketplaceName()),
                shown(line.fulfillmentId()),
                shown(line.orderItemCode()),
                shown(line.sku()),
                shown(line.quantity()),
                shown(line.promotionId()));
    }

    @Override
    public void closed(SettlementEnd end) {
        ends.add(end);
        write("closed", end.id(), end.lineCount() + " lines", end.lineSum(), end.problems() + " problems");
    }

    @Override
    public void problem(RowProblem problem) {
        problems.add(problem);
        write("problem", problem.row(), problem.column(), problem.value(), problem.what());
    }

    private static Object shown(@org.jspecify.annotations.Nullable Object cell) {
        return Optional.<Object>ofNullable(cell).orElse("-");
    }

    private void write(Object... cells) {
        text.add(Stream.of(cells).map(Object::toString).collect(Collectors.joining("\t")));
    }

    /// One line for each call, cells separated by tabs.
    String text() {
        return text.stream().map(line -> line + "\n").collect(Collectors.joining());
    }
}
