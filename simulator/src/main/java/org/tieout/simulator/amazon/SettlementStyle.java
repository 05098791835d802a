package org.tieout.simulator.amazon;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// How a settlement is written down. Date style and decimal mark vary independently between sites, so they are
/// separate
/// here. `promotionColumns` are the 24th column of V2 and the three promotion columns of V1. Immutable.
public record SettlementStyle(
        Layout layout,
        DateStyle dates,
        char decimalMark,
        boolean promotionColumns,
        Optional<String> preamble,
        boolean trailingBlankLine,
        boolean trailingSpaces) {

    /// The two flat files.
    public enum Layout {
        /// One amount in each row.
        V2,
        /// Several amounts in a row; withdrawn from the API, kept by sellers for years.
        V1
    }

    /// The three ways dates are written.
    public enum DateStyle {
        /// `2026-03-14`, `2026-03-14 08:49:04 UTC`.
        ISO("yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss 'UTC'"),
        /// `09/06/25` for posted-date, all else ISO.
        SLASHED("MM/dd/yy", "yyyy-MM-dd HH:mm:ss 'UTC'"),
        /// `03.05.2018`, `03.05.2018 17:12:22 UTC`.
        DOTTED("dd.MM.yyyy", "dd.MM.yyyy HH:mm:ss 'UTC'"),
        /// `2025-08-14T22:07:18+00:00` everywhere.
        OFFSET("yyyy-MM-dd'T'HH:mm:ssxxx", "yyyy-MM-dd'T'HH:mm:ssxxx");

        private final String day;
        private final String time;

        DateStyle(String day, String time) {
            this.day = day;
            this.time = time;
        }

        String day(Instant instant) {
            return format(day, instant);
        }

        String time(Instant instant) {
            return format(time, instant);
        }

        private static String format(String pattern, Instant instant) {
            return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(instant.atOffset(ZoneOffset.UTC));
        }
    }

    /// amazon.com: ISO dates, decimal point, 24 columns.
    public static SettlementStyle us() {
        return v2(DateStyle.ISO, '.', true);
    }

    /// amazon.com with posted-date as MM/dd/yy.
    public static SettlementStyle usSlashed() {
        return v2(DateStyle.SLASHED, '.', true);
    }

    /// amazon.de: dotted dates, decimal comma, 23 columns.
    public static SettlementStyle de() {
        return v2(DateStyle.DOTTED, ',', false);
    }

    /// amazon.com.au: dotted dates, decimal point, 24 columns.
    public static SettlementStyle au() {
        return v2(DateStyle.DOTTED, '.', true);
    }

    /// The V1 flat file.
    public static SettlementStyle v1(boolean promotionColumns) {
        return new SettlementStyle(Layout.V1, DateStyle.OFFSET, '.', promotionColumns, Optional.empty(), true, false);
    }

    private static SettlementStyle v2(DateStyle dates, char decimalMark, boolean promotionColumn) {
        return new SettlementStyle(Layout.V2, dates, decimalMark, promotionColumn, Optional.empty(), true, false);
    }

    /// What the marketplace's documents look like; US documents take turns in the ways US sellers have seen.
    static SettlementStyle usual(Period period) {
        return switch (period.marketplace()) {
            case US ->
                switch (period.index() % 3) {
                    case 0 -> us();
                    case 1 -> usSlashed();
                    default -> us().withTrailingSpaces().withPreamble("Amazon Payments, Inc.");
                };
            case DE -> de();
            case AU -> au();
        };
    }

    /// Text lines before the column header, the last one blank.
    public SettlementStyle withPreamble(String line) {
        return new SettlementStyle(
                layout, dates, decimalMark, promotionColumns, Optional.of(line), trailingBlankLine, trailingSpaces);
    }

    /// Cells padded with spaces, as some sites write them.
    public SettlementStyle withTrailingSpaces() {
        return new SettlementStyle(layout, dates, decimalMark, promotionColumns, preamble, trailingBlankLine, true);
    }

    /// No blank line at the end.
    public SettlementStyle withoutTrailingBlankLine() {
        return new SettlementStyle(layout, dates, decimalMark, promotionColumns, preamble, false, trailingSpaces);
    }

    String amount(long cents) {
        return Cents.text(cents).replace('.', decimalMark);
    }

    String cell(String text) {
        return trailingSpaces && !text.isEmpty() ? text + "  " : text;
    }
}
