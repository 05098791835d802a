package org.tieout.ingest.amazon.settlement;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.SettlementHeader;
import org.tieout.accounting.source.SettlementId;

/// Turns lines into settlements and their amounts, one pass, one thread.
///
/// A file is: any preamble, a column header, and rows. A row with a total-amount opens a settlement; the rows
/// after it
/// with the same settlement-id are its amounts, until another opens. A second column header may follow, as in
/// files put
/// one after another.
final class SettlementParser {

    private static final String AS_DOWNLOADED = "Compare with the report as downloaded from Amazon";
    private static final String WHOLE_ROW = "";
    /// Amazon's are digits. They become part of posting ids and references, so nothing strange may be in them.
    private static final String SETTLEMENT_ID = "[0-9A-Za-z-]{1,40}";
    private static final long UNREADABLE = Long.MIN_VALUE;
    private static final int UNKNOWN_SCALE = -1;

    private final String file;
    private final ReadLimits limits;
    private final SettlementHandler handler;
    private final LineReader lines;
    private final Texts texts;
    private final AmountReader amounts;
    private final DateReader dates;
    private final RowTypes types;
    private final RowView view;
    private Columns columns;
    private @Nullable Open open;
    private byte[] strayId = {};
    private long problems;

    /// The settlement being read. Without a header, because its header row did not parse, its rows are checked
    /// but not
    /// handed out.
    private static final class Open {
        final SettlementId id;
        final byte[] idBytes;
        final String currency;
        final int scale;
        final @Nullable SettlementHeader header;
        final ContentHash hash = new ContentHash();
        long lineCount;
        long lineSum;
        long problems;

        Open(SettlementId id, byte[] idBytes, String currency, int scale, @Nullable SettlementHeader header) {
            this.id = id;
            this.idBytes = idBytes;
            this.currency = currency;
            this.scale = scale;
            this.header = header;
        }
    }

    private SettlementParser(
            LineReader lines,
            Columns columns,
            Texts texts,
            Scout scout,
            String file,
            ReadLimits limits,
            SettlementHandler handler) {
        this.lines = lines;
        this.columns = columns;
        this.texts = texts;
        this.file = file;
        this.limits = limits;
        this.handler = handler;
        this.amounts = new AmountReader(texts, scout);
        this.dates = new DateReader(scout);
        this.types = new RowTypes(texts);
        this.view = new RowView(lines, texts, columns, new SettlementId("none yet"), "USD");
    }

    /// Reads all of the lines.
    ///
    /// @throws UnreadableReport if there is no column header, or one that lacks columns
    static void parse(
            LineReader lines, Texts texts, Scout scout, String file, ReadLimits limits, SettlementHandler handler)
            throws IOException {
        var columns = columnHeader(lines, file, limits);
        var parser = new SettlementParser(lines, columns, texts, scout, file, limits, handler);
        while (lines.next()) {
            parser.line();
        }
        parser.close();
    }

    private static Columns columnHeader(LineReader lines, String file, ReadLimits limits) throws IOException {
        while (lines.next() && lines.row() <= limits.maxPreambleLines()) {
            if (isColumnHeader(lines)) {
                return Columns.of(cells(lines), file, lines.row());
            }
        }
        throw new UnreadableReport(
                file,
                "has no column header: none of the first " + Math.min(lines.row(), limits.maxPreambleLines())
                        + " lines starts with " + Columns.KEY,
                "Give a settlement report (flat file, V1 or V2) as downloaded from Amazon, with tabs between its cells");
    }

    /// True for a line whose first cell is the name of the key column.
    static boolean isColumnHeader(LineReader lines) {
        var length = lines.end(0) - lines.start(0);
        // Three bytes of a byte order mark may stand before the name; data rows, which begin with digits, are told
        // fast.
        if (length < Columns.KEY.length() || length > Columns.KEY.length() + 3) {
            return false;
        }
        return Columns.normalised(utf8(lines, 0)).equals(Columns.KEY);
    }

    /// The cells of the line, as text.
    static List<String> cells(LineReader lines) {
        var cells = new ArrayList<String>();
        for (var i = 0; i < lines.cells(); i++) {
            cells.add(utf8(lines, i));
        }
        return cells;
    }

    private static String utf8(LineReader lines, int cell) {
        var start = lines.start(cell);
        return new String(lines.bytes(), start, lines.end(cell) - start, StandardCharsets.UTF_8);
    }

    private void line() throws IOException {
        if (lines.isBlankLine()) {
            return;
        }
        if (isColumnHeader(lines)) {
            close();
            columns = Columns.of(cells(lines), file, lines.row());
            return;
        }
        if (!isSound()) {
            return;
        }
        if (!isEmpty(columns.totalAmount)) {
            header();
            return;
        }
        var settlement = settlementOfRow();
        if (settlement != null) {
            row(settlement);
        }
    }

    /// Limits and charset of the cells that are read; nothing to do for nearly every line.
    private boolean isSound() {
        var sound = true;
        if (lines.cells() > columns.count) {
            sound = hasNothingBeyondColumns();
        }
        if (lines.beyondAscii() || lines.lineEnd() - lines.lineStart() > limits.maxCellBytes()) {
            for (var column : columns.known) {
                sound &= isSound(column);
            }
        }
        return sound;
    }

    private boolean hasNothingBeyondColumns() {
        for (var cell = columns.count; cell < lines.cells(); cell++) {
            if (!isEmpty(cell)) {
                problem(WHOLE_ROW, text(cell), "the row has more cells than the column header", AS_DOWNLOADED);
                return false;
            }
        }
        return true;
    }

    private boolean isSound(Columns.Named column) {
        if (isEmpty(column.index())) {
            return true;
        }
        var start = lines.start(column.index());
        var end = lines.end(column.index());
        if (end - start > limits.maxCellBytes()) {
            problem(
                    column.name(),
                    text(column.index()),
                    "is longer than " + limits.maxCellBytes() + " bytes",
                    AS_DOWNLOADED);
            return false;
        }
        if (!texts.isReadable(lines.bytes(), start, end)) {
            problem(
                    column.name(),
                    text(column.index()),
                    "is not text in " + texts.charsetName() + ", the charset of the file",
                    "Download the report again, and do not save it with another program in between");
            return false;
        }
        return true;
    }

    private @Nullable Open settlementOfRow() {
        var current = open;
        if (current != null && cellEquals(columns.settlementId, current.idBytes)) {
            return current;
        }
        if (isEmpty(columns.settlementId)) {
            problem(Columns.KEY, "", "is empty", AS_DOWNLOADED);
        } else if (!cellEquals(columns.settlementId, strayId)) {
            strayId = copy(columns.settlementId);
            problem(
                    Columns.KEY,
                    text(columns.settlementId),
                    "belongs to a settlement whose header row, the one with total-amount, does not stand before it",
                    "Download the report again; rows of one settlement must follow its header row");
        } else {
            count();
        }
        return null;
    }

    private void header() throws IOException {
        close();
        var before = problems;
        var id = text(columns.settlementId);
        var idIsGood = id.matches(SETTLEMENT_ID);
        if (!idIsGood) {
            problem(Columns.KEY, id, id.isEmpty() ? "is empty" : "is not a settlement id", AS_DOWNLOADED);
        }
        if (!isEmpty(columns.transactionType)) {
            problem(
                    "transaction-type",
                    text(columns.transactionType),
                    "stands in a header row, the one with total-amount, which holds no transaction",
                    AS_DOWNLOADED);
        }
        var start = headerDate("settlement-start-date", columns.startDate);
        var end = headerDate("settlement-end-date", columns.endDate);
        var deposit = headerDate("deposit-date", columns.depositDate);
        var currency = text(columns.currency).toUpperCase(Locale.ROOT);
        var scale = scale(currency);
        if (scale == UNKNOWN_SCALE) {
            problem("currency", currency, "is not a currency of ISO 4217", AS_DOWNLOADED);
        }
        if (!idIsGood || scale == UNKNOWN_SCALE) {
            strayId = copy(columns.settlementId);
            return;
        }
        var total = amount("total-amount", columns.totalAmount, scale);
        var settlementId = new SettlementId(id);
        var header = problems > before
                ? null
                : new SettlementHeader(settlementId, columns.format, start, end, deposit, new Money(currency, total));
        open = new Open(settlementId, copy(columns.settlementId), currency, scale, header);
        view.begin(columns, settlementId, currency);
        if (header != null) {
            handler.opened(header);
        }
    }

    /// The date of that cell; any date after a problem was told.
    private Instant headerDate(String name, int column) throws IOException {
        if (isEmpty(column)) {
            problem(name, "", "is empty", AS_DOWNLOADED);
            return Instant.EPOCH;
        }
        var second = date(name, column);
        return second == UNREADABLE ? Instant.EPOCH : Instant.ofEpochSecond(second);
    }

    private static int scale(String currency) {
        try {
            return Money.scaleOf(currency);
        } catch (IllegalArgumentException e) {
            return UNKNOWN_SCALE; // the caller tells it, with row and value
        }
    }

    private void row(Open settlement) throws IOException {
        switch (columns.format) {
            case V1 -> rowOfV1(settlement);
            case V2 -> rowOfV2(settlement);
        }
    }

    private void rowOfV2(Open settlement) throws IOException {
        if (isEmpty(columns.amount)) {
            problem("amount", "", "is empty", AS_DOWNLOADED);
            return;
        }
        var before = problems;
        var minor = amount("amount", columns.amount, settlement.scale);
        var posted = postedAt();
        var quantity = quantity();
        if (problems > before) {
            return;
        }
        view.line(posted, quantity);
        var bytes = lines.bytes();
        var type = types.find(
                bytes,
                start(columns.transactionType),
                end(columns.transactionType),
                start(columns.amountType),
                end(columns.amountType),
                start(columns.amountDescription),
                end(columns.amountDescription));
        emit(settlement, "amount", type, minor);
    }

    /// Every amount that is not blank is a line; a row without one, which only tells a quantity, is none.
    private void rowOfV1(Open settlement) throws IOException {
        var count = 0;
        for (var column : columns.v1Amounts) {
            count += isEmpty(column.index()) ? 0 : 1;
        }
        if (count == 0) {
            return;
        }
        var before = problems;
        var posted = postedAt();
        var quantity = quantity();
        var minors = new long[columns.v1Amounts.size()];
        for (var i = 0; i < minors.length; i++) {
            var column = columns.v1Amounts.get(i);
            minors[i] = isEmpty(column.index()) ? 0 : amount(column.name(), column.index(), settlement.scale);
        }
        if (problems > before) {
            return;
        }
        view.line(posted, quantity);
        for (var i = 0; i < minors.length; i++) {
            var column = columns.v1Amounts.get(i);
            if (!isEmpty(column.index())) {
                emit(settlement, column.name(), typeOfV1(column), minors[i]);
            }
        }
    }

    private RowTypes.Known typeOfV1(Columns.V1Amount column) {
        return types.findV1(
                column.name(),
                lines.bytes(),
                start(columns.transactionType),
                end(columns.transactionType),
                start(column.type()),
                end(column.type()),
                start(columns.itemFeeType),
                end(columns.itemFeeType));
    }

    private void emit(Open settlement, String column, RowTypes.Known type, long minor) {
        var sum = settlement.lineSum + minor;
        if (((settlement.lineSum ^ sum) & (minor ^ sum)) < 0) {
            problem(column, Long.toString(minor), "makes the sum of the settlement too large", AS_DOWNLOADED);
            return;
        }
        settlement.lineSum = sum;
        settlement.lineCount++;
        if (settlement.header != null) {
            view.amount(column, type, minor);
            view.addTo(settlement.hash);
            handler.row(view);
        }
    }

    private void close() {
        var last = open;
        open = null;
        if (last != null && last.header != null) {
            handler.closed(new SettlementEnd(
                    last.id,
                    last.lineCount,
                    new Money(last.currency, last.lineSum),
                    last.hash.close(last.header, last.lineCount, last.lineSum),
                    last.problems));
        }
    }

    /// The amount of that cell; any number after a problem was told.
    private long amount(String name, int column, int scale) throws IOException {
        if (amounts.read(lines.bytes(), lines.start(column), lines.end(column), scale)) {
            return amounts.minor();
        }
        var complaint = amounts.complaint();
        problem(name, text(column), complaint.what(), complaint.whatToDo());
        return 0;
    }

    /// posted-date-time, or else posted-date.
    private long postedAt() throws IOException {
        if (!isEmpty(columns.postedDateTime)) {
            return date(Columns.POSTED_DATE_TIME, columns.postedDateTime);
        }
        if (!isEmpty(columns.postedDate)) {
            return date(Columns.POSTED_DATE, columns.postedDate);
        }
        problem(
                columns.postedDateTime == Columns.ABSENT ? Columns.POSTED_DATE : Columns.POSTED_DATE_TIME,
                "",
                "is empty",
                AS_DOWNLOADED);
        return UNREADABLE;
    }

    /// Seconds since 1970, or [#UNREADABLE] after a problem was told.
    private long date(String name, int column) throws IOException {
        if (dates.read(lines.bytes(), lines.start(column), lines.end(column))) {
            return dates.epochSecond();
        }
        var complaint = dates.complaint();
        problem(name, text(column), complaint.what(), complaint.whatToDo());
        return UNREADABLE;
    }

    private @Nullable Integer quantity() {
        if (isEmpty(columns.quantity)) {
            return null;
        }
        var start = lines.start(columns.quantity);
        var end = lines.end(columns.quantity);
        var digit = lines.bytes()[start] - '0';
        if (end - start == 1 && digit >= 0 && digit <= 9) {
            return digit;
        }
        var text = text(columns.quantity);
        if (text.matches("-?\\d{1,9}")) {
            return Integer.valueOf(text);
        }
        problem("quantity-purchased", text, "is not a whole number", AS_DOWNLOADED);
        return null;
    }

    private boolean isEmpty(int column) {
        return start(column) == end(column);
    }

    private int start(int column) {
        return column == Columns.ABSENT || column >= lines.cells() ? 0 : lines.start(column);
    }

    private int end(int column) {
        return column == Columns.ABSENT || column >= lines.cells() ? 0 : lines.end(column);
    }

    private boolean cellEquals(int column, byte[] expected) {
        return Arrays.equals(lines.bytes(), start(column), end(column), expected, 0, expected.length);
    }

    private byte[] copy(int column) {
        return Arrays.copyOfRange(lines.bytes(), start(column), end(column));
    }

    private String text(int column) {
        return texts.text(lines.bytes(), start(column), end(column));
    }

    private void problem(String column, String value, String what, String whatToDo) {
        count();
        if (problems < limits.maxProblems()) {
            handler.problem(new RowProblem(file, lines.row(), column, value, what, whatToDo));
        } else if (problems == limits.maxProblems()) {
            handler.problem(new RowProblem(
                    file,
                    lines.row(),
                    column,
                    value,
                    what + " (problem " + problems + "; more are counted, not listed)",
                    whatToDo));
        }
    }

    private void count() {
        problems++;
        if (open != null) {
            open.problems++;
        }
    }
}
