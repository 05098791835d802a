package org.tieout.accounting.source;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Amazon's marketplaces: id, the name settlements write, currency, and the time zone that decides dates and
/// months.
///
/// Ids are from "Marketplace IDs" of the Selling Partner API documentation. The zone is that of Amazon's own
/// reports
/// for the
/// marketplace; a posting date is always the local one, never the UTC date.
public enum Marketplace {
    US("ATVPDKIKX0DER", "Amazon.com", "USD", "America/Los_Angeles"),
    CA("A2EUQ1WTGCTBG2", "Amazon.ca", "CAD", "America/Los_Angeles"),
    MX("A1AM78C64UM0Y8", "Amazon.com.mx", "MXN", "America/Los_Angeles"),
    BR("A2Q3Y263D00KWC", "Amazon.com.br", "BRL", "America/Sao_Paulo"),
    UK("A1F83G8C2ARO7P", "Amazon.co.uk", "GBP", "Europe/London"),
    DE("A1PA6795UKMFR9", "Amazon.de", "EUR", "Europe/Berlin"),
    FR("A13V1IB3VIYZZH", "Amazon.fr", "EUR", "Europe/Paris"),
    IT("APJ6JRA9NG5V4", "Amazon.it", "EUR", "Europe/Rome"),
    ES("A1RKKUPIHCS9HS", "Amazon.es", "EUR", "Europe/Madrid"),
    NL("A1805IZSGTT6HS", "Amazon.nl", "EUR", "Europe/Amsterdam"),
    BE("AMEN7PMS3EDWL", "Amazon.com.be", "EUR", "Europe/Brussels"),
    IE("A28R8C7NBKEWEA", "Amazon.ie", "EUR", "Europe/Dublin"),
    SE("A2NODRKZP88ZB9", "Amazon.se", "SEK", "Europe/Stockholm"),
    PL("A1C3SOZRARQ6R3", "Amazon.pl", "PLN", "Europe/Warsaw"),
    TR("A33AVAJ2PDY3EV", "Amazon.com.tr", "TRY", "Europe/Istanbul"),
    EG("ARBP9OOSHTCHU", "Amazon.eg", "EGP", "Africa/Cairo"),
    SA("A17E79C6D8DWNP", "Amazon.sa", "SAR", "Asia/Riyadh"),
    AE("A2VIGQ35RCS4UG", "Amazon.ae", "AED", "Asia/Dubai"),
    IN("A21TJRUUN4KGV", "Amazon.in", "INR", "Asia/Kolkata"),
    ZA("AE08WJ6YKNBMC", "Amazon.co.za", "ZAR", "Africa/Johannesburg"),
    SG("A19VAU5U5O7RUS", "Amazon.sg", "SGD", "Asia/Singapore"),
    AU("A39IBJ37TRP1C6", "Amazon.com.au", "AUD", "Australia/Sydney"),
    JP("A1VC38T7YXB528", "Amazon.co.jp", "JPY", "Asia/Tokyo");

    private static final List<Marketplace> ALL = Arrays.asList(values());

    private final String id;
    private final String siteName;
    private final String currency;
    private final ZoneId zone;

    Marketplace(String id, String siteName, String currency, String zone) {
        this.id = id;
        this.siteName = siteName;
        this.currency = currency;
        this.zone = ZoneId.of(zone);
    }

    /// Amazon's id.
    public String id() {
        return id;
    }

    /// The name as settlements write it.
    public String siteName() {
        return siteName;
    }

    /// ISO 4217 code of its settlements.
    public String currency() {
        return currency;
    }

    /// The zone that decides dates.
    public ZoneId zone() {
        return zone;
    }

    /// The marketplace's own date at that instant.
    public LocalDate dateOf(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }

    /// The marketplace with that id.
    public static Optional<Marketplace> byId(String id) {
        return ALL.stream().filter(m -> m.id.equals(id)).findFirst();
    }

    /// The marketplace with that name; case does not matter.
    public static Optional<Marketplace> byName(String name) {
        var wanted = name.strip().toLowerCase(Locale.ROOT);
        return ALL.stream()
                .filter(m -> m.siteName.toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst();
    }

    /// The marketplace that settles in that currency, when there is just one; none for EUR, which many share.
    public static Optional<Marketplace> byCurrency(String currency) {
        var all = ALL.stream().filter(m -> m.currency.equals(currency)).toList();
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }
}
