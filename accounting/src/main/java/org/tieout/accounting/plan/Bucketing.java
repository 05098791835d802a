package org.tieout.accounting.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.source.Marketplace;
import org.tieout.accounting.source.OrderId;
import org.tieout.accounting.source.RowType;

/// Where a settlement row is added up: in which local day, and with which order. The same rules offline and in the
/// pipeline.
///
/// Remembers the day it computed last, because rows come in runs of the same day; hence not safe for several
/// threads.
public final class Bucketing {

    private static final String FEES = "ItemFees";

    private final String currency;
    private final Map<String, ZoneId> zones = new HashMap<>();
    private ZoneId dayZone = ZoneOffset.UTC;
    private LocalDate day = LocalDate.EPOCH;
    private long dayStart;
    private long dayEnd;

    /// Buckets rows of settlements in that currency.
    public Bucketing(String currency) {
        this.currency = currency;
    }

    /// The date of a row in its marketplace's own calendar, never the UTC date.
    ///
    /// @param epochSecond posted-date-time
    /// @param marketplace marketplace-name, or null
    public LocalDate localDate(long epochSecond, @Nullable String marketplace) {
        var zone = zones.computeIfAbsent(marketplace == null ? "" : marketplace, name -> zoneOf(name, currency));
        if (epochSecond < dayStart || epochSecond >= dayEnd || !zone.equals(dayZone)) {
            dayZone = zone;
            day = LocalDate.ofInstant(Instant.ofEpochSecond(epochSecond), zone);
            dayStart = day.atStartOfDay(zone).toEpochSecond();
            dayEnd = day.plusDays(1).atStartOfDay(zone).toEpochSecond();
        }
        return day;
    }

    /// The calendar of a marketplace. A row without a known marketplace takes the one of its currency; EUR is
    /// shared by
    /// many, all of
    /// them an hour or less from Berlin; what is left is UTC.
    public static ZoneId zoneOf(@Nullable String marketplace, String currency) {
        return Marketplace.byName(marketplace == null ? "" : marketplace)
                .or(() -> Marketplace.byCurrency(currency))
                .map(Marketplace::zone)
                .orElseGet(() -> currency.equals("EUR") ? Marketplace.DE.zone() : ZoneOffset.UTC);
    }

    /// The marketplace of an order whose rows name it differently: the first by name, whatever the order of
    /// the rows.
    ///
    /// @param known what earlier rows say, or null
    /// @param another what one more row says, or null
    public static @Nullable String marketplaceOf(@Nullable String known, @Nullable String another) {
        if (known == null || another == null) {
            return known == null ? another : known;
        }
        return known.compareTo(another) <= 0 ? known : another;
    }

    /// True when a row belongs to an order's own account: it names an order and is no fee. Fees are summed for the
    /// settlement.
    public static boolean ofOrder(RowType type, @Nullable String orderId) {
        return orderId != null && !type.amountType().equalsIgnoreCase(FEES) && OrderId.looksLikeOne(orderId);
    }
}
