package org.tieout.simulator.bc.company;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.state.Entity;

/// What a company has on its first day: setup, chart, bank card, methods and terms, tax groups, units, dimensions and
/// the generic customer that Amazon's orders are sold to. No items.
final class Founding {
    /// The payment method that balances against clearing.
    static final String CLEARING_METHOD = "AMZCLEAR";

    private final Books books;

    private Founding(Books books) {
        this.books = books;
    }

    static void of(Books books) {
        Founding founding = new Founding(books);
        ChartOfAccounts.accounts().forEach(account -> founding.add("accounts", account));
        founding.lists();
        founding.dimensions();
        founding.customer();
        founding.add(
                "companyInformation",
                Json.object()
                        .put("displayName", "Simulated Trading Company")
                        .put("country", "US")
                        .put("currencyCode", Books.LOCAL_CURRENCY)
                        .put("currentFiscalYearStartDate", "2026-01-01"));
        founding.add(
                "generalLedgerSetup",
                Json.object().put("shortcutDimension1Code", "DEPARTMENT").put("shortcutDimension2Code", "MARKETPLACE"));
    }

    private Entity add(String table, ObjectNode data) {
        return books.create(table, Optional.empty(), data);
    }

    private void lists() {
        add(
                "bankAccounts",
                Json.object()
                        .put("number", "CHECKING")
                        .put("displayName", "Checking")
                        .put("currencyCode", "")
                        .put(Books.POSTS_TO, "1000"));
        add("currencies", currency("CAD", "Canadian dollar", "$"));
        add("currencies", currency("EUR", "Euro", "€"));
        add("currencies", currency("GBP", "Pound sterling", "£"));
        add("paymentMethods", named("BANK", "Bank transfer"));
        add("paymentMethods", named("CHECK", "Check"));
        add("paymentMethods", named(CLEARING_METHOD, "Amazon clearing").put(Books.POSTS_TO, "1150"));
        add("paymentTerms", named("CM", "Current month").put("dueDateCalculation", "CM"));
        add("paymentTerms", named("30 DAYS", "Net 30 days").put("dueDateCalculation", "30D"));
        add("paymentTerms", named("COD", "Cash on delivery").put("dueDateCalculation", "0D"));
        add("taxGroups", named("TAXABLE", "Taxable").put("_taxable", true).put("_vatPercent", new BigDecimal("20")));
        add(
                "taxGroups",
                named("NONTAXABLE", "Non-taxable").put("_taxable", false).put("_vatPercent", BigDecimal.ZERO));
        add("shipmentMethods", named("EXW", "Ex works"));
        for (int month = 1; month <= 12; month++) {
            LocalDate start = LocalDate.of(2026, month, 1);
            add(
                    "accountingPeriods",
                    Json.object()
                            .put("startingDate", start.toString())
                            .put("name", start.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                            .put("newFiscalYear", month == 1));
        }
        add("taxAreas", named("TAXED", "Taxed at 8.25 %").put("_taxPercent", new BigDecimal("8.25")));
        add("unitsOfMeasure", named("PCS", "Piece").put("internationalStandardCode", "EA"));
    }

    private static ObjectNode named(String code, String name) {
        return Json.object().put("code", code).put("displayName", name);
    }

    private static ObjectNode currency(String code, String name, String symbol) {
        return named(code, name)
                .put("symbol", symbol)
                .put("amountDecimalPlaces", "2:2")
                .put("amountRoundingPrecision", new BigDecimal("0.01"));
    }

    private void dimensions() {
        Map<String, List<String>> dimensions = Map.of(
                "DEPARTMENT", List.of("ADM", "SALES"),
                "MARKETPLACE", List.of("AMAZON-US", "AMAZON-CA", "AMAZON-MX"));
        for (String code : List.of("DEPARTMENT", "MARKETPLACE")) {
            Entity dimension = add("dimensions", named(code, code));
            for (String value : dimensions.getOrDefault(code, List.of())) {
                UUID id = dimension.id();
                books.create(
                        "dimensionValues", Optional.of(id), named(value, value).put("dimensionId", id.toString()));
            }
        }
    }

    private void customer() {
        Entity method = books.first("paymentMethods", "code", CLEARING_METHOD).orElseThrow();
        add(
                "customers",
                Json.object()
                        .put("number", "AMZ-US")
                        .put("displayName", "Amazon customers")
                        .put("type", "Company")
                        .put("country", "US")
                        .put("paymentMethodId", method.id().toString())
                        .put(Customers.POSTING_GROUP, "DOMESTIC"));
    }
}
