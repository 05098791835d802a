package org.tieout.ingest.amazon.settlement;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.money.Money;

/// Looks ahead in a report for what one cell alone does not tell. Asked only when such a cell is met, at most
/// once a
/// question, and stops at the first cell that answers.
final class Scout {

    /// What the bytes are, as UTF-8.
    enum Utf8 {
        /// Text beyond ASCII, all valid.
        VALID,
        /// Not UTF-8.
        INVALID,
        /// Nothing beyond ASCII.
        ONLY_ASCII
    }

    /// What a row answers.
    private interface Question<T> {
        @Nullable
        T ask(LineReader lines, Columns columns, int scale);
    }

    private final Source source;
    private final String file;
    private final ReadLimits limits;
    private @Nullable Utf8 utf8;
    private boolean askedForDecimalMark;
    private @Nullable DecimalMark decimalMark;
    private boolean askedForDayOrder;
    private @Nullable DayOrder dayOrder;

    Scout(Source source, String file, ReadLimits limits) {
        this.source = source;
        this.file = file;
        this.limits = limits;
    }

    /// Whether the report is UTF-8.
    Utf8 utf8() throws IOException {
        if (utf8 == null) {
            utf8 = scanUtf8();
        }
        return utf8;
    }

    /// The decimal mark of the report, if an amount of it has but one reading.
    Optional<DecimalMark> decimalMark() throws IOException {
        if (!askedForDecimalMark) {
            decimalMark = look(Scout::decimalMark);
            askedForDecimalMark = true;
        }
        return Optional.ofNullable(decimalMark);
    }

    /// Which number is the day in dates with slashes, if a date of the report tells.
    Optional<DayOrder> dayOrder() throws IOException {
        if (!askedForDayOrder) {
            dayOrder = look(Scout::dayOrder);
            askedForDayOrder = true;
        }
        return Optional.ofNullable(dayOrder);
    }

    private Utf8 scanUtf8() throws IOException {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var bytes = ByteBuffer.allocate(1 << 16);
        var chars = CharBuffer.allocate(1 << 16);
        var consumed = 0L;
        var decoded = 0L;
        try (var in = source.lookAhead()) {
            for (var ended = false; !ended; ) {
                var count = in.read(bytes.array(), bytes.position(), bytes.remaining());
                ended = count < 0;
                bytes.position(bytes.position() + Math.max(count, 0)).flip();
                var before = bytes.remaining();
                chars.clear();
                // What a kept beginning cuts in the middle of a character is not malformed.
                var result = decoder.decode(bytes, chars, ended && source.seesAll());
                if (result.isError()) {
                    return Utf8.INVALID;
                }
                consumed += before - bytes.remaining();
                decoded += chars.position();
                bytes.compact();
            }
        }
        return consumed == decoded ? Utf8.ONLY_ASCII : Utf8.VALID;
    }

    private static @Nullable DecimalMark decimalMark(LineReader lines, Columns columns, int scale) {
        for (var index : amountColumns(columns)) {
            var cell = ascii(lines, index);
            var unsigned = cell.startsWith("-") || cell.startsWith("+") ? cell.substring(1) : cell;
            switch (AmountReader.Evidence.of(unsigned, scale)) {
                case POINT -> {
                    return DecimalMark.POINT;
                }
                case COMMA -> {
                    return DecimalMark.COMMA;
                }
                case NONE, TWO_READINGS -> {}
            }
        }
        return null;
    }

    private static List<Integer> amountColumns(Columns columns) {
        var indexes = new ArrayList<Integer>();
        indexes.add(columns.totalAmount);
        if (columns.amount != Columns.ABSENT) {
            indexes.add(columns.amount);
        }
        columns.v1Amounts.forEach(a -> indexes.add(a.index()));
        return indexes;
    }

    private static @Nullable DayOrder dayOrder(LineReader lines, Columns columns, int scale) {
        for (var index : new int[] {columns.startDate, columns.endDate, columns.depositDate, columns.postedDateTime}) {
            var order = order(DateReader.Evidence.of(date(lines, index)));
            if (order != null) {
                return order;
            }
        }
        var same = DateReader.unambiguous(date(lines, columns.postedDateTime));
        var posted = date(lines, columns.postedDate);
        return order(same.isPresent() ? DateReader.Evidence.of(posted, same.get()) : DateReader.Evidence.of(posted));
    }

    private static @Nullable DayOrder order(DateReader.Evidence evidence) {
        return switch (evidence) {
            case MONTH_FIRST -> DayOrder.MONTH_FIRST;
            case DAY_FIRST -> DayOrder.DAY_FIRST;
            case NONE, TWO_READINGS -> null;
        };
    }

    private static String date(LineReader lines, int index) {
        var cell = ascii(lines, index);
        var gap = cell.indexOf(' ') >= 0 ? cell.indexOf(' ') : cell.indexOf('T');
        return gap < 0 ? cell : cell.substring(0, gap);
    }

    private static String ascii(LineReader lines, int index) {
        if (index == Columns.ABSENT || index >= lines.cells()) {
            return "";
        }
        var start = lines.start(index);
        return new String(lines.bytes(), start, Math.max(0, lines.end(index) - start), StandardCharsets.ISO_8859_1);
    }

    private <T> @Nullable T look(Question<T> question) throws IOException {
        try (var in = source.lookAhead()) {
            var lines = new LineReader(in, file, limits);
            Columns columns = null;
            var scale = 2;
            while (lines.next()) {
                if (SettlementParser.isColumnHeader(lines)) {
                    columns = Columns.of(SettlementParser.cells(lines), file, lines.row());
                } else if (columns != null) {
                    scale = scale(ascii(lines, columns.currency), scale);
                    var answer = question.ask(lines, columns, scale);
                    if (answer != null) {
                        return answer;
                    }
                }
            }
            return null;
        }
    }

    private static int scale(String currency, int otherwise) {
        if (currency.isEmpty()) {
            return otherwise;
        }
        try {
            return Money.scaleOf(currency.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return otherwise; // the reader complains about the currency itself
        }
    }
}
