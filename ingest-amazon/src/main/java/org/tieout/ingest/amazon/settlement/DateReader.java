package org.tieout.ingest.amazon.settlement;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads dates and date-times into seconds since 1970, whatever Amazon's site of the file writes.
///
/// Read are `2026-03-14`, `14.03.2026`, `03/14/26` and `03/14/2026`, each with or without a time, which is UTC
/// unless
/// an
/// offset says otherwise. `05/06/2026` has two readings: a date of the file with a number above 12 decides, or
/// a row
/// whose posted-date-time says which day its posted-date is; without either it is a problem.
final class DateReader {

    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})");
    private static final Pattern DOTTED = Pattern.compile("(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4}|\\d{2})");
    private static final Pattern SLASHED = Pattern.compile("(\\d{1,2})([-/])(\\d{1,2})\\2(\\d{4}|\\d{2})");
    private static final Pattern TIME =
            Pattern.compile("(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d{1,9})?)? ?(UTC|GMT|Z|[+-]\\d{2}(?::?\\d{2})?)?");
    private static final int SECONDS_PER_DAY = 86_400;
    private static final byte[] NONE = {};

    private final Scout scout;
    private @Nullable DayOrder order;
    private String decidedBy = "";

    /// The date part read last and its day: neighbouring rows mostly share it.
    private byte[] lastDate = NONE;

    private long lastDay;
    private long epochSecond;
    private AmountReader.@Nullable Complaint complaint;

    DateReader(Scout scout) {
        this.scout = scout;
    }

    /// Reads a cell; then either [#epochSecond] or [#complaint] holds the result.
    ///
    /// @return false if there is a complaint
    boolean read(byte[] bytes, int start, int end) throws IOException {
        var dateEnd = dateEnd(bytes, start, end);
        if (!readDay(bytes, start, dateEnd)) {
            return false;
        }
        if (dateEnd == end) {
            epochSecond = lastDay * SECONDS_PER_DAY;
            return true;
        }
        var second = secondOfDay(bytes, dateEnd + 1, end);
        if (second < 0) {
            return readTimeCarefully(bytes, dateEnd + 1, end);
        }
        epochSecond = lastDay * SECONDS_PER_DAY + second;
        return true;
    }

    /// What was read last.
    long epochSecond() {
        return epochSecond;
    }

    /// Why the cell read last is no date.
    AmountReader.Complaint complaint() {
        if (complaint == null) {
            throw new IllegalStateException("the last cell was a date");
        }
        return complaint;
    }

    private static int dateEnd(byte[] bytes, int start, int end) {
        var usual = start + 10;
        if (usual < end && isGap(bytes[usual])) {
            return usual;
        }
        for (var at = start; at < end; at++) {
            if (isGap(bytes[at])) {
                return at;
            }
        }
        return end;
    }

    private static boolean isGap(byte b) {
        return b == ' ' || b == 'T';
    }

    private boolean readDay(byte[] bytes, int start, int end) throws IOException {
        if (Arrays.equals(bytes, start, end, lastDate, 0, lastDate.length) && lastDate.length > 0) {
            return true;
        }
        lastDate = NONE;
        var day = day(ascii(bytes, start, end));
        if (day.isEmpty()) {
            return false;
        }
        lastDay = day.get().toEpochDay();
        lastDate = Arrays.copyOfRange(bytes, start, end);
        return true;
    }

    private Optional<LocalDate> day(String text) throws IOException {
        var slashed = SLASHED.matcher(text);
        if (slashed.matches()) {
            return slashed(slashed);
        }
        var date = unambiguous(text);
        return date.isPresent() ? date : refuse("is not a date");
    }

    private Optional<LocalDate> slashed(Matcher slashed) throws IOException {
        var evidence = Evidence.of(slashed);
        if (order == null) {
            switch (evidence) {
                case MONTH_FIRST -> settle(DayOrder.MONTH_FIRST, "\"" + slashed.group() + "\"");
                case DAY_FIRST -> settle(DayOrder.DAY_FIRST, "\"" + slashed.group() + "\"");
                case NONE -> {}
                case TWO_READINGS -> scout.dayOrder().ifPresent(o -> settle(o, "other dates of the file"));
            }
        }
        var known = order;
        if (known != null) {
            var date = reading(slashed, known);
            return date.isPresent()
                    ? date
                    : refuse("is not a date in a file that writes dates " + known.words() + ", as shown by "
                            + decidedBy);
        }
        return switch (evidence) {
            case NONE -> {
                var date = reading(slashed, DayOrder.MONTH_FIRST);
                yield date.isPresent() ? date : refuse("is not a date");
            }
            case TWO_READINGS ->
                refuse("can be read month first or day first, and no other date of the file shows which");
            case MONTH_FIRST, DAY_FIRST -> throw new IllegalStateException("decided above");
        };
    }

    private void settle(DayOrder found, String by) {
        order = found;
        decidedBy = by;
    }

    /// A date that has one reading in every file.
    static Optional<LocalDate> unambiguous(String text) {
        var yearFirst = YEAR_FIRST.matcher(text);
        if (yearFirst.matches()) {
            return date(yearFirst.group(1), yearFirst.group(3), yearFirst.group(4));
        }
        var dotted = DOTTED.matcher(text);
        if (dotted.matches()) {
            return date(dotted.group(3), dotted.group(2), dotted.group(1));
        }
        return Optional.empty();
    }

    private static Optional<LocalDate> reading(Matcher slashed, DayOrder order) {
        return switch (order) {
            case MONTH_FIRST -> date(slashed.group(4), slashed.group(1), slashed.group(3));
            case DAY_FIRST -> date(slashed.group(4), slashed.group(3), slashed.group(1));
        };
    }

    private static Optional<LocalDate> date(String year, String month, String day) {
        try {
            var full = year.length() == 2 ? 2000 + Integer.parseInt(year) : Integer.parseInt(year);
            return Optional.of(LocalDate.of(full, Integer.parseInt(month), Integer.parseInt(day)));
        } catch (DateTimeException e) {
            return Optional.empty(); // no such day: the caller says so with the cell
        }
    }

    /// Seconds of `HH:mm:ss` with nothing or ` UTC` after it, or -1 for anything else.
    private static int secondOfDay(byte[] bytes, int start, int end) {
        var length = end - start;
        if ((length != 8 && length != 12) || bytes[start + 2] != ':' || bytes[start + 5] != ':') {
            return -1;
        }
        if (length == 12
                && (bytes[start + 8] != ' '
                        || bytes[start + 9] != 'U'
                        || bytes[start + 10] != 'T'
                        || bytes[start + 11] != 'C')) {
            return -1;
        }
        var hour = twoDigits(bytes, start);
        var minute = twoDigits(bytes, start + 3);
        var second = twoDigits(bytes, start + 6);
        return (hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 59
                ? -1
                : hour * 3600 + minute * 60 + second;
    }

    private static int twoDigits(byte[] bytes, int at) {
        var tens = bytes[at] - '0';
        var ones = bytes[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }

    private boolean readTimeCarefully(byte[] bytes, int start, int end) {
        var matcher = TIME.matcher(ascii(bytes, start, end));
        if (!matcher.matches()) {
            refuse("is not a date and time in UTC or with an offset");
            return false;
        }
        try {
            var second = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
            var time = LocalTime.of(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), second);
            epochSecond = lastDay * SECONDS_PER_DAY + time.toSecondOfDay() - offsetSeconds(matcher.group(4));
            return true;
        } catch (DateTimeException e) {
            refuse("is not a time: " + e.getMessage());
            return false;
        }
    }

    private static int offsetSeconds(@Nullable String zone) {
        return zone == null || zone.equals("UTC") || zone.equals("GMT")
                ? 0
                : ZoneOffset.of(zone).getTotalSeconds();
    }

    private static String ascii(byte[] bytes, int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }

    private Optional<LocalDate> refuse(String what) {
        complaint = new AmountReader.Complaint(what, "Compare with the report as downloaded from Amazon, unedited");
        return Optional.empty();
    }

    /// What one date says about the order of days and months in its file.
    enum Evidence {
        /// Both readings are the same day, or neither is one.
        NONE,
        MONTH_FIRST,
        DAY_FIRST,
        TWO_READINGS;

        /// What a cell's date says; a date with one reading in every file says nothing.
        static Evidence of(String date) {
            var slashed = SLASHED.matcher(date);
            return slashed.matches() ? of(slashed) : NONE;
        }

        /// What a slashed date says, beside the same day written with one reading.
        static Evidence of(String date, LocalDate same) {
            var slashed = SLASHED.matcher(date);
            if (!slashed.matches()) {
                return NONE;
            }
            var evidence = of(slashed);
            if (evidence != TWO_READINGS) {
                return evidence;
            }
            var monthFirst = reading(slashed, DayOrder.MONTH_FIRST).filter(same::equals);
            var dayFirst = reading(slashed, DayOrder.DAY_FIRST).filter(same::equals);
            return monthFirst.isPresent() ? MONTH_FIRST : dayFirst.isPresent() ? DAY_FIRST : TWO_READINGS;
        }

        private static Evidence of(Matcher slashed) {
            var monthFirst = reading(slashed, DayOrder.MONTH_FIRST);
            var dayFirst = reading(slashed, DayOrder.DAY_FIRST);
            if (monthFirst.equals(dayFirst)) {
                return NONE;
            }
            return dayFirst.isEmpty() ? MONTH_FIRST : monthFirst.isEmpty() ? DAY_FIRST : TWO_READINGS;
        }
    }
}
