package org.tieout.accounting.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.RowType;
import org.tieout.accounting.source.SettlementHeader;
import org.tieout.accounting.source.SettlementId;

class CalendarTest {

    private static SettlementFacts facts(String currency, RowTotal... totals) {
        return new SettlementFacts(
                new SettlementHeader(
                        new SettlementId("1"),
                        SettlementHeader.Format.V2,
                        Instant.parse("2026-09-17T07:00:00Z"),
                        Instant.parse("2026-10-01T06:59:59Z"),
                        Instant.parse("2026-10-03T06:59:59Z"),
                        Money.zero(currency)),
                totals.length,
                Money.zero(currency),
                List.of(totals));
    }

    private static RowTotal rows(int rows, String type, @Nullable String marketplace) {
        return new RowTotal(new RowType("Order", "ItemPrice", type), YearMonth.of(2026, 9), marketplace, true, 0, rows);
    }

    /// The posting date is the marketplace's own, never the UTC date.
    @ParameterizedTest
    @CsvSource({
        "2026-10-01T06:59:59Z, Amazon.com,    USD, 2026-09-30",
        "2026-10-01T07:00:00Z, Amazon.com,    USD, 2026-10-01",
        "2026-12-01T07:59:59Z, Amazon.com,    USD, 2026-11-30", // standard time: eight hours behind
        "2026-12-01T08:00:00Z, Amazon.com,    USD, 2026-12-01",
        "2026-11-01T06:59:59Z, Amazon.com,    USD, 2026-10-31", // the clocks go back on this day
        "2026-11-02T07:59:59Z, Amazon.com,    USD, 2026-11-01",
        "2026-11-02T08:00:00Z, Amazon.com,    USD, 2026-11-02",
        "2026-03-08T07:59:59Z, Amazon.com,    USD, 2026-03-07", // and forward on this one
        "2026-03-09T06:59:59Z, Amazon.com,    USD, 2026-03-08",
        "2026-03-09T07:00:00Z, Amazon.com,    USD, 2026-03-09",
        "2026-09-30T21:59:59Z, Amazon.de,     EUR, 2026-09-30",
        "2026-09-30T22:00:00Z, Amazon.de,     EUR, 2026-10-01",
        "2026-09-30T22:00:00Z, ,              EUR, 2026-10-01", // EUR is shared: an hour or less from Berlin
        "2026-09-30T22:59:59Z, Amazon.co.uk,  GBP, 2026-09-30",
        "2026-09-30T23:00:00Z, Amazon.co.uk,  GBP, 2026-10-01",
        "2026-09-30T13:59:59Z, Amazon.com.au, AUD, 2026-09-30",
        "2026-09-30T14:00:00Z, Amazon.com.au, AUD, 2026-10-01",
        "2026-09-30T15:00:00Z, amazon.co.jp,  JPY, 2026-10-01",
        "2026-10-01T06:59:59Z, ,              USD, 2026-09-30", // without a marketplace, that of the currency
        "2026-10-01T06:59:59Z, Non-Amazon US, USD, 2026-09-30",
        "2026-10-01T00:00:00Z, ,              NOK, 2026-10-01", // no marketplace settles in it
    })
    void aRowIsOfItsMarketplacesDay(Instant posted, @Nullable String marketplace, String currency, LocalDate expected) {
        assertThat(new Bucketing(currency).localDate(posted.getEpochSecond(), marketplace))
                .isEqualTo(expected);
    }

    @Test
    void theDayComputedLastNeverAnswersForAnotherZone() {
        var bucketing = new Bucketing("USD");
        var instant = Instant.parse("2026-10-01T06:59:59Z").getEpochSecond();

        assertThat(bucketing.localDate(instant, "Amazon.com")).hasToString("2026-09-30");
        assertThat(bucketing.localDate(instant, "Amazon.de")).hasToString("2026-10-01");
        assertThat(bucketing.localDate(instant, "Amazon.com")).hasToString("2026-09-30");
        assertThat(bucketing.localDate(instant + 1, "Amazon.com")).hasToString("2026-10-01");
        assertThat(bucketing.localDate(instant - 86_400, "Amazon.com")).hasToString("2026-09-29");
        assertThat(bucketing.localDate(0, "Amazon.com")).hasToString("1969-12-31");
    }

    @Test
    void theCalendarIsThatOfTheMarketplaceMostRowsName() {
        var calendar = Calendar.of(facts(
                "EUR",
                rows(4, "Principal", "Amazon.co.uk"),
                rows(3, "Principal", "Amazon.de"),
                rows(2, "Shipping", "Amazon.de"),
                rows(9, "Tax", null)));

        assertThat(calendar.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    }

    @Test
    void withoutMarketplacesTheCalendarIsThatOfTheCurrency() {
        assertThat(Calendar.of(facts("USD", rows(1, "Tax", null))).zone()).isEqualTo(ZoneId.of("America/Los_Angeles"));
        assertThat(Calendar.of(facts("EUR")).zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(Calendar.of(facts("NOK")).zone()).isEqualTo(ZoneOffset.UTC);
    }

    @Test
    void aMonthsPartIsDatedItsLastDayInsideThePeriod() {
        var calendar = Calendar.of(facts("USD"));

        assertThat(calendar.lastDay()).hasToString("2026-09-30");
        assertThat(calendar.depositDate()).hasToString("2026-10-02");
        assertThat(calendar.dateOf(YearMonth.of(2026, 8))).hasToString("2026-08-31");
        assertThat(calendar.dateOf(YearMonth.of(2026, 9))).hasToString("2026-09-30");
        assertThat(calendar.dateOf(YearMonth.of(2026, 10))).hasToString("2026-09-30");
        assertThat(calendar.isEarlier(YearMonth.of(2026, 9))).isTrue();
        assertThat(calendar.isEarlier(YearMonth.of(2026, 10))).isFalse();
    }

    @Test
    void onlyOrdersRowsThatAreNoFeesAreOfAnOrder() {
        var principal = new RowType("Order", "ItemPrice", "Principal");
        var fee = new RowType("Order", "itemfees", "Commission");

        assertThat(Bucketing.ofOrder(principal, "111-1234567-1234567")).isTrue();
        assertThat(Bucketing.ofOrder(principal, "S01-1234567-1234567")).isFalse();
        assertThat(Bucketing.ofOrder(principal, "FBA15ABCDEF")).isFalse();
        assertThat(Bucketing.ofOrder(principal, null)).isFalse();
        assertThat(Bucketing.ofOrder(fee, "111-1234567-1234567")).isFalse();
    }

    @Test
    void anOrdersMarketplaceDoesNotDependOnWhichRowCameFirst() {
        assertThat(Bucketing.marketplaceOf(null, null)).isNull();
        assertThat(Bucketing.marketplaceOf(null, "Amazon.com")).isEqualTo("Amazon.com");
        assertThat(Bucketing.marketplaceOf("Amazon.com", null)).isEqualTo("Amazon.com");
        assertThat(Bucketing.marketplaceOf("Amazon.com", "Amazon.ca")).isEqualTo("Amazon.ca");
        assertThat(Bucketing.marketplaceOf("Amazon.ca", "Amazon.com")).isEqualTo("Amazon.ca");
    }
}
