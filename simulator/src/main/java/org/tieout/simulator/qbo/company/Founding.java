package org.tieout.simulator.qbo.company;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.qbo.company.Stored.Life;
import org.tieout.simulator.qbo.ledger.DocumentKey;
import org.tieout.simulator.qbo.schema.EntityType;

/// What a company has on its first day: settings, the chart of accounts, tax codes, payment methods. No items, no
/// customers.
final class Founding {
    private Founding() {}

    static void of(Books books, Writer writer, String realm) {
        put(books, EntityType.COMPANY_INFO, "1", companyInfo(realm));
        put(books, EntityType.PREFERENCES, "1", preferences(books));
        for (String code : List.of("TAX", "NON")) {
            put(books, EntityType.TAX_CODE, code, taxCode(code));
        }
        for (ObjectNode account : ChartOfAccounts.bodies()) {
            writer.create(EntityType.ACCOUNT, account, Set.of());
        }
        for (String method : List.of("Cash", "Check", "Credit Card")) {
            writer.create(EntityType.PAYMENT_METHOD, Json.object().put("Name", method), Set.of());
        }
    }

    private static void put(Books books, EntityType type, String id, ObjectNode data) {
        books.store.put(new Stored(new DocumentKey(type, id), 0, data, books.now(), books.now(), Life.LIVE));
    }

    private static ObjectNode companyInfo(String realm) {
        ObjectNode info = Json.object()
                .put("CompanyName", "Simulated Trading Company " + realm)
                .put("LegalName", "Simulated Trading Company " + realm)
                .put("Country", "US")
                .put("DefaultTimeZone", "America/Los_Angeles")
                .put("FiscalYearStartMonth", "January")
                .put("CompanyStartDate", "2024-01-01")
                .put("SupportedLanguages", "en");
        info.putArray("NameValue")
                .add(Json.object().put("Name", "SubscriptionStatus").put("Value", "PAID"))
                .add(Json.object().put("Name", "OfferingSku").put("Value", "QuickBooks Online Plus"));
        return info;
    }

    private static ObjectNode preferences(Books books) {
        ObjectNode preferences = Json.object();
        preferences
                .putObject("AccountingInfoPrefs")
                .put("UseAccountNumbers", true)
                .put("TrackDepartments", false)
                .put("ClassTrackingPerTxn", false)
                .put("ClassTrackingPerTxnLine", false)
                .put("FirstMonthOfFiscalYear", "January");
        preferences
                .putObject("SalesFormsPrefs")
                .put("CustomTxnNumbers", true)
                .put("AllowDiscount", true)
                .put("AllowShipping", false)
                .put("AllowDeposit", false)
                .put("AutoApplyCredit", false);
        preferences
                .putObject("CurrencyPrefs")
                .put("MultiCurrencyEnabled", false)
                .set("HomeCurrency", Json.object().put("value", "USD"));
        preferences.putObject("ReportPrefs").put("ReportBasis", "Accrual");
        preferences
                .putObject("TaxPrefs")
                .put("UsingSalesTax", true)
                .put("PartnerTaxEnabled", books.switches.automatedSalesTax());
        preferences.putObject("ProductAndServicesPrefs").put("ForSales", true).put("QuantityWithPriceAndRate", true);
        preferences
                .putObject("OtherPrefs")
                .putArray("NameValue")
                .add(Json.object().put("Name", "WarnDuplicateJournalNumber").put("Value", "true"))
                .add(Json.object()
                        .put("Name", "VendorAndPurchasesPrefs.UseCustomTxnNumbers")
                        .put("Value", "true"));
        return preferences;
    }

    private static ObjectNode taxCode(String code) {
        return Json.object()
                .put("Name", code)
                .put("Description", code)
                .put("Active", true)
                .put("Taxable", code.equals("TAX"))
                .put("TaxGroup", false);
    }
}
