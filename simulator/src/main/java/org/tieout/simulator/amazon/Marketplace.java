package org.tieout.simulator.amazon;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A marketplace the simulated seller can trade in: its identity, its taxes, and when its settlement periods begin.
/// Identifiers: Amazon, "Marketplace IDs". Taxes: accounting rules of the country as they show in settlement files.
public enum Marketplace {
    /// Sales tax is collected and remitted by Amazon, at a rate that depends on the buyer's state.
    US(
            "ATVPDKIKX0DER",
            "USD",
            "en_US",
            "Amazon.com",
            "America/Los_Angeles",
            "2026-08-31T20:21:38Z",
            "111 112 113 114",
            "0 475 625 700 825 950",
            true,
            "MarketplaceFacilitatorTax-"),
    /// VAT is the seller's and stands on a line of its own; for a few deemed-supplier sales Amazon withholds it.
    DE(
            "A1PA6795UKMFR9",
            "EUR",
            "de_DE",
            "Amazon.de",
            "Europe/Berlin",
            "2026-08-31T09:10:07Z",
            "302 303 304 305 306",
            "1900",
            false,
            "MarketplaceFacilitatorVAT-"),
    /// GST is the seller's: Tax and TaxDiscount rows without withholding.
    AU(
            "A39IBJ37TRP1C6",
            "AUD",
            "en_AU",
            "Amazon.com.au",
            "Australia/Sydney",
            "2026-08-31T07:06:34Z",
            "249 250 503",
            "1000",
            false,
            "LowValueGoodsTax-");

    private final String id;
    private final String currency;
    private final String language;
    private final String marketplaceName;
    private final ZoneId zone;
    private final Instant firstPeriodStart;
    private final String orderPrefixes;
    private final String taxRates;
    private final boolean facilitated;
    private final String withheldPrefix;

    Marketplace(
            String id,
            String currency,
            String language,
            String marketplaceName,
            String zone,
            String firstPeriodStart,
            String orderPrefixes,
            String taxRates,
            boolean facilitated,
            String withheldPrefix) {
        this.id = id;
        this.currency = currency;
        this.language = language;
        this.marketplaceName = marketplaceName;
        this.zone = ZoneId.of(zone);
        this.firstPeriodStart = Instant.parse(firstPeriodStart);
        this.orderPrefixes = orderPrefixes;
        this.taxRates = taxRates;
        this.facilitated = facilitated;
        this.withheldPrefix = withheldPrefix;
    }

    /// Amazon's identifier, as in `marketplaceIds`.
    public String id() {
        return id;
    }

    /// The ISO currency its settlements are in.
    public String currency() {
        return currency;
    }

    /// `Amazon.com`: the settlement file's marketplace-name and the order's sales channel.
    public String marketplaceName() {
        return marketplaceName;
    }

    /// `www.amazon.com`.
    String domain() {
        return "www." + marketplaceName.toLowerCase(Locale.ROOT);
    }

    /// `en_US`.
    String language() {
        return language;
    }

    /// The zone whose days decide posting dates.
    public ZoneId zone() {
        return zone;
    }

    Instant firstPeriodStart() {
        return firstPeriodStart;
    }

    List<String> orderPrefixes() {
        return List.of(orderPrefixes.split(" "));
    }

    /// Basis points, one of which applies to an order.
    List<Integer> taxRates() {
        return Stream.of(taxRates.split(" ")).map(Integer::valueOf).toList();
    }

    /// Whether Amazon collects and remits the tax of ordinary sales.
    public boolean facilitated() {
        return facilitated;
    }

    String withheldPrefix() {
        return withheldPrefix;
    }

    static Optional<Marketplace> byId(String id) {
        return Stream.of(values()).filter(each -> each.id.equals(id)).findFirst();
    }
}
