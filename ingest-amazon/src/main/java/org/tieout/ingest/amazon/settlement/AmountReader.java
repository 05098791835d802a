package org.tieout.ingest.amazon.settlement;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads amounts into minor units, in the one number style that the file shows.
///
/// Amazon writes `1234.56` in most files, `1234,56` in most European ones, and which of the two does not
/// follow from
/// the
/// dates. The first cell that has but one reading decides for the file: `179,99`, `19.5`, `1.234,56`,
/// `1.234.567`. A
/// cell
/// such as `1,234` has two readings and is not guessed: the rest of the file is asked first, and when no cell of it
/// decides, it is a problem.
final class AmountReader {

    private static final long[] POWERS = {
        1L, 10L, 100L, 1_000L, 10_000L, 100_000L, 1_000_000L, 10_000_000L, 100_000_000L
    };
    private static final int MAX_DIGITS = 17;

    private static final String GROUPED = "\\d{1,3}(?:G\\d{3})+";
    /// India groups the digits before the last three by two.
    private static final String GROUPED_BY_TWO = "\\d{1,2}(?:G\\d{2})+G\\d{3}";

    private final Texts texts;
    private final Scout scout;
    private @Nullable DecimalMark mark;
    /// The byte of [#mark], or one that no cell has.
    private int markByte = -1;
    private @Nullable String decidedBy;
    private long minor;
    private @Nullable Complaint complaint;

    /// Why a cell is no amount.
    record Complaint(String what, String whatToDo) {}

    AmountReader(Texts texts, Scout scout) {
        this.texts = texts;
        this.scout = scout;
    }

    /// Reads a cell; then either [#minor] or [#complaint] holds the result.
    ///
    /// @param scale decimals of the currency
    /// @return false if there is a complaint
    boolean read(byte[] bytes, int start, int end, int scale) throws IOException {
        var at = start;
        var negative = at < end && bytes[at] == '-';
        if (negative) {
            at++;
        }
        var value = 0L;
        var digits = 0;
        var whole = -1;
        for (; at < end; at++) {
            var c = bytes[at];
            var digit = c - '0';
            if (digit >= 0 && digit <= 9) {
                value = value * 10 + digit;
                digits++;
            } else if (c == markByte && whole < 0) {
                whole = digits;
            } else {
                return readCarefully(bytes, start, end, scale);
            }
        }
        var decimals = whole < 0 ? 0 : digits - whole;
        if (digits == 0 || digits > MAX_DIGITS - scale || decimals > scale || whole == digits) {
            return readCarefully(bytes, start, end, scale);
        }
        value *= POWERS[scale - decimals];
        minor = negative ? -value : value;
        return true;
    }

    /// The amount read last, in minor units.
    long minor() {
        return minor;
    }

    /// Why the cell read last is no amount.
    Complaint complaint() {
        if (complaint == null) {
            throw new IllegalStateException("the last cell was an amount");
        }
        return complaint;
    }

    private boolean readCarefully(byte[] bytes, int start, int end, int scale) throws IOException {
        var written = texts.text(bytes, start, end);
        var text = normalised(written);
        var unsigned = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        if (mark == null) {
            decide(written, unsigned, scale);
        }
        var plain = plain(unsigned, scale);
        return plain.isPresent() && accept(text.startsWith("-"), plain.get(), scale);
    }

    /// Blanks and apostrophes that group digits become spaces, the typographic minus a minus.
    private static String normalised(String written) {
        return written.replace('\u00A0', ' ')
                .replace('\u202F', ' ')
                .replace('\u2009', ' ')
                .replace('\'', ' ')
                .replace('\u2019', ' ')
                .replace('\u2212', '-');
    }

    private void decide(String written, String unsigned, int scale) throws IOException {
        switch (Evidence.of(unsigned, scale)) {
            case POINT -> settle(DecimalMark.POINT, "\"" + written + "\"");
            case COMMA -> settle(DecimalMark.COMMA, "\"" + written + "\"");
            case NONE -> {}
            case TWO_READINGS -> scout.decimalMark().ifPresent(m -> settle(m, "other amounts of the file"));
        }
    }

    private void settle(DecimalMark found, String by) {
        mark = found;
        markByte = found.character();
        decidedBy = by;
    }

    /// The number with a decimal point and no grouping.
    private Optional<String> plain(String unsigned, int scale) {
        if (unsigned.matches("\\d+")) {
            return Optional.of(unsigned);
        }
        var decimal = mark;
        if (decimal == null) {
            if (Evidence.isGroupedWhole(unsigned, scale)) {
                return Optional.of(unsigned.replaceAll("\\D", ""));
            }
            return Evidence.of(unsigned, scale) == Evidence.TWO_READINGS
                    ? refuse(
                            "can be read in two ways, " + unsigned.replaceAll("\\D", "") + " or "
                                    + unsigned.replace(',', '.')
                                    + ", and no other amount of the file shows whether it writes decimals with a point or"
                                    + " a comma",
                            "Download the report again from Amazon, unedited, or write this amount with its decimals")
                    : refuse("is not an amount", "Compare with the report as downloaded from Amazon");
        }
        var split = unsigned.indexOf(decimal.character());
        var whole = split < 0 ? unsigned : unsigned.substring(0, split);
        var decimals = split < 0 ? "" : unsigned.substring(split + 1);
        var wholeIsNumber =
                whole.matches("\\d*") || isGrouped(whole, decimal.other().character()) || isGrouped(whole, ' ');
        var decimalsAreDigits = split < 0 || decimals.matches("\\d+");
        if (!wholeIsNumber || !decimalsAreDigits || (whole.isEmpty() && decimals.isEmpty())) {
            return refuse(
                    "is not an amount in a file that writes decimals with " + decimal.words() + ", as shown by "
                            + decidedBy,
                    "Compare with the report as downloaded from Amazon");
        }
        return Optional.of(
                (whole.isEmpty() ? "0" : whole.replaceAll("\\D", "")) + (decimals.isEmpty() ? "" : "." + decimals));
    }

    private static boolean isGrouped(String whole, char separator) {
        var quoted = Pattern.quote(String.valueOf(separator));
        return whole.matches(GROUPED.replace("G", quoted)) || whole.matches(GROUPED_BY_TWO.replace("G", quoted));
    }

    private boolean accept(boolean negative, String plain, int scale) {
        var value = new BigDecimal(plain).stripTrailingZeros();
        if (value.scale() > scale) {
            refuse(
                    "has more decimals than its currency, which has " + scale,
                    "Compare with the report as downloaded from Amazon");
            return false;
        }
        if (value.precision() - value.scale() > MAX_DIGITS - scale) {
            refuse("is too large for an amount", "Compare with the report as downloaded from Amazon");
            return false;
        }
        var exact = value.movePointRight(scale).longValueExact();
        minor = negative ? -exact : exact;
        return true;
    }

    private Optional<String> refuse(String what, String whatToDo) {
        complaint = new Complaint(what, whatToDo);
        return Optional.empty();
    }

    /// What one cell says about the number style of its file.
    enum Evidence {
        /// No separator, or no amount.
        NONE,
        /// Decimals after a point.
        POINT,
        /// Decimals after a comma.
        COMMA,
        /// Decimals or thousands: `1,234`.
        TWO_READINGS;

        /// @param unsigned an amount without its sign
        static Evidence of(String unsigned, int scale) {
            var point = unsigned.lastIndexOf('.');
            var comma = unsigned.lastIndexOf(',');
            if ((point < 0 && comma < 0) || !unsigned.matches("[0-9., ]*[0-9]")) {
                return NONE;
            }
            if (point >= 0 && comma >= 0) {
                return ofBoth(unsigned, point, comma);
            }
            var separator = point >= 0 ? DecimalMark.POINT : DecimalMark.COMMA;
            return ofOne(unsigned, separator, scale);
        }

        /// A whole amount with its thousands separated, in a currency that has no decimals.
        static boolean isGroupedWhole(String unsigned, int scale) {
            return isGrouped(unsigned, ' ') || (scale == 0 && (isGrouped(unsigned, '.') || isGrouped(unsigned, ',')));
        }

        private static Evidence ofBoth(String unsigned, int point, int comma) {
            var decimal = point > comma ? DecimalMark.POINT : DecimalMark.COMMA;
            var whole = unsigned.substring(0, Math.max(point, comma));
            return isGrouped(whole, decimal.other().character()) ? sign(decimal) : NONE;
        }

        private static Evidence ofOne(String unsigned, DecimalMark separator, int scale) {
            var first = unsigned.indexOf(separator.character());
            var last = unsigned.lastIndexOf(separator.character());
            if (first != last) {
                return isGrouped(unsigned, separator.character()) ? sign(separator.other()) : NONE;
            }
            var whole = unsigned.substring(0, first);
            var after = unsigned.length() - first - 1;
            // Thousands never come in groups of other than three, nor after a zero or more than three digits.
            if (after != 3 || !whole.matches("[1-9]\\d{0,2}")) {
                return sign(separator);
            }
            return scale == 0 ? NONE : TWO_READINGS;
        }

        private static Evidence sign(DecimalMark mark) {
            return switch (mark) {
                case POINT -> POINT;
                case COMMA -> COMMA;
            };
        }
    }
}
