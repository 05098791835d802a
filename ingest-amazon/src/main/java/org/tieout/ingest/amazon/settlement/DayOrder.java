package org.tieout.ingest.amazon.settlement;

/// Which of the first two numbers of a date such as `05/06/2026` is the day.
enum DayOrder {
    MONTH_FIRST("month first"),
    DAY_FIRST("day first");

    private final String words;

    DayOrder(String words) {
        this.words = words;
    }

    /// For messages.
    String words() {
        return words;
    }
}
