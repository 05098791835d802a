package org.tieout.simulator.dataverse.sales;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tieout.simulator.dataverse.model.Organization;
import org.tieout.simulator.dataverse.model.Reference;
import org.tieout.simulator.dataverse.model.Rows;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.state.Entity;

/// What the pricing engine computes (section 8, "Pricing rules"). Not thread-safe: the organisation guards it.
final class Pricing {
    static final int NO_PRICE_LEVEL = 2;
    static final int NOT_IN_PRICE_LEVEL = 11;
    static final int NO_PRICE = 14;
    static final int NO_CURRENCY = 38;
    private static final BigDecimal HUNDRED = new BigDecimal(100);

    private final Organization organization;

    Pricing(Organization organization) {
        this.organization = organization;
    }

    /// Prices a line in place: the price of the list unless it is overridden, a write-in or locked; then its amounts.
    void line(JsonNode header, ObjectNode line) {
        boolean own = line.path("isproductoverridden").asBoolean()
                || line.path("ispriceoverridden").asBoolean();
        boolean locked = header.path("ispricelocked").asBoolean() && Rows.has(line, "priceperunit");
        if (!own && !locked) {
            Optional<BigDecimal> listed = listed(header, line);
            Rows.put(line, "priceperunit", listed.orElse(BigDecimal.ZERO));
        }
        BigDecimal price = Rows.amount(line, "priceperunit").subtract(Rows.amount(line, "volumediscountamount"));
        BigDecimal base = price.multiply(Rows.amount(line, "quantity")).setScale(2, RoundingMode.HALF_UP);
        BigDecimal extended = base.subtract(Rows.amount(line, "manualdiscountamount"))
                .add(Rows.amount(line, "tax"))
                .setScale(2, RoundingMode.HALF_UP);
        Rows.put(line, "baseamount", base);
        Rows.put(line, "extendedamount", extended);
    }

    private Optional<BigDecimal> listed(JsonNode header, JsonNode line) {
        return row(header, line)
                .filter(price -> Rows.has(price.data(), "amount"))
                .map(price -> Rows.amount(price.data(), "amount"));
    }

    private Optional<Entity> row(JsonNode header, JsonNode line) {
        Optional<Reference> level = Rows.lookup(header, "pricelevelid");
        return organization.rows("productpricelevel").stream()
                .filter(price -> level.isPresent()
                        && Rows.lookup(price.data(), "pricelevelid").equals(level)
                        && Rows.lookup(price.data(), "productid").equals(Rows.lookup(line, "productid"))
                        && Rows.lookup(price.data(), "uomid").equals(Rows.lookup(line, "uomid")))
                .findFirst();
    }

    /// The columns that follow from a header's own and its lines.
    ObjectNode totals(Family family, UUID document, JsonNode header) {
        List<Entity> lines = organization.lines(family.lines(), document);
        BigDecimal base = sum(lines, "baseamount");
        BigDecimal manual = sum(lines, "manualdiscountamount");
        BigDecimal tax = sum(lines, "tax");
        BigDecimal items = base.subtract(manual);
        BigDecimal percentage = Rows.amount(header, "discountpercentage");
        BigDecimal discount = Rows.amount(header, "discountamount")
                .add(items.multiply(percentage).divide(HUNDRED, 2, RoundingMode.HALF_UP));
        BigDecimal lessFreight = items.subtract(discount);
        BigDecimal total = lessFreight.add(Rows.amount(header, "freightamount")).add(tax);
        ObjectNode totals = Json.object();
        put(totals, "totallineitemamount", items);
        put(totals, "totallineitemdiscountamount", manual);
        put(totals, "totaldiscountamount", discount.add(manual));
        put(totals, "totalamountlessfreight", lessFreight);
        put(totals, "totaltax", tax);
        put(totals, "totalamount", total);
        BigDecimal rate = rate(header);
        put(totals, "totalamount_base", total.divide(rate, 2, RoundingMode.HALF_UP));
        Rows.put(totals, "exchangerate", rate);
        totals.put("pricingerrorcode", error(header, lines));
        if (header.path("isrevenuesystemcalculated").asBoolean()) {
            put(totals, "estimatedvalue", total);
        }
        return totals;
    }

    private BigDecimal rate(JsonNode header) {
        return Rows.lookup(header, "transactioncurrencyid")
                .flatMap(organization::find)
                .map(currency -> Rows.amount(currency.data(), "exchangerate"))
                .filter(rate -> rate.signum() > 0)
                .orElse(BigDecimal.ONE);
    }

    private int error(JsonNode header, List<Entity> lines) {
        if (Rows.lookup(header, "transactioncurrencyid").isEmpty()) {
            return NO_CURRENCY;
        }
        for (Entity line : lines) {
            int error = error(header, line.data());
            if (error != 0) {
                return error;
            }
        }
        return 0;
    }

    private int error(JsonNode header, JsonNode line) {
        boolean own = line.path("isproductoverridden").asBoolean()
                || line.path("ispriceoverridden").asBoolean();
        if (own || header.path("ispricelocked").asBoolean()) {
            return 0;
        }
        if (Rows.lookup(header, "pricelevelid").isEmpty()) {
            return NO_PRICE_LEVEL;
        }
        return row(header, line)
                .map(price -> Rows.has(price.data(), "amount") ? 0 : NO_PRICE)
                .orElse(NOT_IN_PRICE_LEVEL);
    }

    private static BigDecimal sum(List<Entity> lines, String column) {
        return lines.stream().map(line -> Rows.amount(line.data(), column)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static void put(ObjectNode node, String column, BigDecimal amount) {
        Rows.put(node, column, amount.setScale(2, RoundingMode.HALF_UP));
    }
}
