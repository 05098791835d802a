package org.tieout.simulator.qbo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.simulator.qbo.QboServer.assertRefused;
import static org.tieout.simulator.qbo.QboServer.ok;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tieout.simulator.qbo.company.Switches;
import org.tieout.simulator.qbo.schema.EntityType;

/// What QuickBooks refuses of invoices, credit memos, receipts and of versions and numbers in general.
class SalesRefusalsTest {
    static final String INVOICE_19_99 = """
            {"DocNumber":"111-1234567-1234567","TxnDate":"2026-11-01","CustomerRef":{"value":"1"},"Line":[{"Amount":19.99,
             "DetailType":"SalesItemLineDetail","SalesItemLineDetail":{"ItemRef":{"value":"1"},"Qty":1,"UnitPrice":19.99,
             "TaxCodeRef":{"value":"NON"}}}]}""";

    private QboServer qbo;

    @BeforeEach
    void start() {
        qbo = new QboServer().withCompany();
    }

    @AfterEach
    void stop() {
        qbo.close();
    }

    @Test
    void aCustomerThatNeverExistedIs2500() {
        assertRefused(
                qbo.post("/payment", "{\"TotalAmt\":1.00,\"CustomerRef\":{\"value\":\"77\"}}"),
                "2500",
                "Invalid Reference Id : Customers element id 77 not found");
    }

    @Test
    void anInactiveItemIs610() {
        qbo.company().inactivate(EntityType.ITEM, "1");
        assertRefused(qbo.post("/invoice", INVOICE_19_99), "610", "has been made inactive");
    }

    @Test
    void anInactiveAccountMakesAnUnchangedJournalEntryFailWith610() {
        String lines = """
                "Line":[{"Amount":1.00,"DetailType":"JournalEntryLineDetail","JournalEntryLineDetail":{"PostingType":"Debit",
                "AccountRef":{"value":"32"}}},{"Amount":1.00,"DetailType":"JournalEntryLineDetail",
                "JournalEntryLineDetail":{"PostingType":"Credit","AccountRef":{"value":"4"}}}]""";
        ok(qbo.post("/journalentry", "{" + lines + "}"));
        qbo.company().inactivate(EntityType.ACCOUNT, "32");
        assertRefused(
                qbo.post("/journalentry", "{\"Id\":\"1\",\"SyncToken\":\"0\"," + lines + "}"),
                "610",
                "has been made inactive");
    }

    @Test
    void aDeletedDocumentIs610() {
        ok(qbo.post("/invoice", INVOICE_19_99));
        var deleted = ok(qbo.post("/invoice?operation=delete", "{\"Id\":\"1\",\"SyncToken\":\"0\"}"));
        assertThat(deleted.path("Invoice").path("status").asText()).isEqualTo("Deleted");
        assertRefused(qbo.get("/invoice/1"), "610", "Object Not Found");
        assertRefused(qbo.get("/invoice/99"), "610", "Object Not Found");
    }

    @Test
    void anOldSyncTokenIs5010() {
        ok(qbo.post("/invoice", INVOICE_19_99));
        ok(qbo.post("/invoice", "{\"Id\":\"1\",\"SyncToken\":\"0\",\"sparse\":true,\"PrivateNote\":\"first\"}"));
        assertRefused(
                qbo.post("/invoice", "{\"Id\":\"1\",\"SyncToken\":\"0\",\"sparse\":true,\"PrivateNote\":\"second\"}"),
                "5010",
                "working on this at the same time");
    }

    @Test
    void anUpdateWithoutSyncTokenIs2020() {
        ok(qbo.post("/invoice", INVOICE_19_99));
        assertRefused(qbo.post("/invoice", "{\"Id\":\"1\",\"sparse\":true}"), "2020", "SyncToken");
    }

    @Test
    void aNegativeInvoiceTotalIs6000() {
        assertRefused(
                qbo.post("/invoice", """
                        {"CustomerRef":{"value":"1"},"Line":[
                         {"Amount":5.00,"DetailType":"SalesItemLineDetail","SalesItemLineDetail":{"ItemRef":{"value":"1"}}},
                         {"Amount":-5.01,"DetailType":"SalesItemLineDetail","SalesItemLineDetail":{"ItemRef":{"value":"2"}}}]}"""),
                "6000",
                "Business Validation Error: The transaction amount must be zero or more");
    }

    @Test
    void anAmountThatIsNotTheProductIs6070() {
        assertRefused(qbo.post("/invoice", """
                        {"CustomerRef":{"value":"1"},"Line":[{"Amount":100.00,"DetailType":"SalesItemLineDetail",
                         "SalesItemLineDetail":{"ItemRef":{"value":"1"},"Qty":3,"UnitPrice":33.33}}]}"""), "6070", "Amount is not equal to UnitPrice * Qty");
    }

    @Test
    void aPriceWithSixDecimalsThatRoundsToTheAmountIsAccepted() {
        ok(qbo.post("/invoice", """
                {"CustomerRef":{"value":"1"},"Line":[{"Amount":100.00,"DetailType":"SalesItemLineDetail",
                 "SalesItemLineDetail":{"ItemRef":{"value":"1"},"Qty":3,"UnitPrice":33.333333}}]}"""));
    }

    @Test
    void aTaxCodeOtherThanTaxOrNonIs6100() {
        assertRefused(qbo.post("/invoice", """
                        {"CustomerRef":{"value":"1"},"Line":[{"Amount":1.00,"DetailType":"SalesItemLineDetail",
                         "SalesItemLineDetail":{"ItemRef":{"value":"1"},"TaxCodeRef":{"value":"5"}}}]}"""), "6100", "TAX or NON");
    }

    @Test
    void aDuplicateNumberIs6140AndNamesTheHolder() {
        ok(qbo.post("/invoice", INVOICE_19_99));
        assertRefused(
                qbo.post("/invoice", INVOICE_19_99),
                "6140",
                "Duplicate Document Number Error : You must specify a different number. This number has already been used."
                        + " DocNumber=111-1234567-1234567 is assigned to TxnType=Invoice with TxnId=1");
        assertThat(qbo.company().documents(EntityType.INVOICE)).hasSize(1);
    }

    @Test
    void numbersAreUniquePerTransactionTypeOnly() {
        ok(qbo.post("/invoice", INVOICE_19_99));
        ok(qbo.post("/creditmemo", INVOICE_19_99));
    }

    @Test
    void aDuplicateJournalNumberIs6140UnderItsLongName() {
        String entry = """
                {"DocNumber":"AMZ-1","Line":[{"Amount":1.00,"DetailType":"JournalEntryLineDetail","JournalEntryLineDetail":
                {"PostingType":"Debit","AccountRef":{"value":"32"}}},{"Amount":1.00,"DetailType":"JournalEntryLineDetail",
                "JournalEntryLineDetail":{"PostingType":"Credit","AccountRef":{"value":"4"}}}]}""";
        ok(qbo.post("/journalentry", entry));
        assertRefused(qbo.post("/journalentry", entry), "6140", "TxnType=Journal Entry with TxnId=1");
        ok(qbo.post("/journalentry?include=allowduplicatedocnum", entry));
    }

    @Test
    void withoutTheUsersWarningSwitchDuplicatesPass() {
        qbo.company().change(switches -> switches.withWarnDuplicateNumbers(false));
        ok(qbo.post("/invoice", INVOICE_19_99));
        ok(qbo.post("/invoice", INVOICE_19_99));
    }

    @Test
    void withoutCustomNumbersQuickBooksNumbersItself() {
        qbo.company().customTransactionNumbers(false);
        var invoice = ok(qbo.post("/invoice", """
                {"CustomerRef":{"value":"1"},"Line":[{"Amount":1.00,"DetailType":"SalesItemLineDetail",
                 "SalesItemLineDetail":{"ItemRef":{"value":"1"}}}]}"""));
        assertThat(invoice.path("Invoice").path("DocNumber").asText()).isEqualTo("1001");
    }

    @Test
    void aTaxCodeForTheWholeTransactionThatDoesNotExistIs6160() {
        assertRefused(qbo.post("/invoice", """
                        {"CustomerRef":{"value":"1"},"TxnTaxDetail":{"TxnTaxCodeRef":{"value":"9"},"TotalTax":1.00},"Line":[
                         {"Amount":1.00,"DetailType":"SalesItemLineDetail","SalesItemLineDetail":{"ItemRef":{"value":"1"}}}]}"""), "6160", "9");
    }

    @Test
    void taxDetailWithNotApplicableIs6170() {
        assertRefused(qbo.post("/invoice", """
                        {"CustomerRef":{"value":"1"},"GlobalTaxCalculation":"NotApplicable","TxnTaxDetail":{"TotalTax":1.00},
                         "Line":[{"Amount":1.00,"DetailType":"SalesItemLineDetail",
                         "SalesItemLineDetail":{"ItemRef":{"value":"1"}}}]}"""), "6170", "NotApplicable");
    }

    @Test
    void aDateInTheClosedPeriodIs6210ForCreateUpdateAndDelete() {
        ok(qbo.post("/invoice", INVOICE_19_99));
        qbo.company().closeBooks(Optional.of(LocalDate.of(2026, 11, 1)));
        String other = INVOICE_19_99.replace("1234567\"", "7654321\"");
        assertRefused(qbo.post("/invoice", other), "6210", "The account period has closed");
        assertRefused(
                qbo.post("/invoice", "{\"Id\":\"1\",\"SyncToken\":\"0\",\"sparse\":true,\"PrivateNote\":\"x\"}"),
                "6210",
                "The account period has closed");
        assertRefused(
                qbo.post("/invoice?operation=delete", "{\"Id\":\"1\",\"SyncToken\":\"0\"}"),
                "6210",
                "The account period has closed");
    }

    @Test
    void aLapsedSubscriptionIs6190() {
        qbo.company().change(switches -> switches.withAccess(Switches.Access.SUBSCRIPTION_LAPSED));
        assertRefused(qbo.post("/invoice", INVOICE_19_99), "6190", "Subscription period has ended");
    }

    @Test
    void aClassWhereClassesAreNotTrackedIs5030AndCreatingOneIs5020() {
        assertRefused(qbo.post("/class", "{\"Name\":\"FBA\"}"), "5020", "does not track Class");
        ok(
                qbo.post(
                        "/preferences",
                        "{\"Id\":\"1\",\"SyncToken\":\"0\",\"sparse\":true,\"AccountingInfoPrefs\":{\"ClassTrackingPerTxnLine\":true}}"));
        ok(qbo.post("/class", "{\"Name\":\"FBA\"}"));
        ok(
                qbo.post(
                        "/preferences",
                        "{\"Id\":\"1\",\"SyncToken\":\"1\",\"sparse\":true,\"AccountingInfoPrefs\":{\"ClassTrackingPerTxnLine\":false}}"));
        assertRefused(qbo.post("/invoice", """
                        {"CustomerRef":{"value":"1"},"Line":[{"Amount":1.00,"DetailType":"SalesItemLineDetail",
                         "SalesItemLineDetail":{"ItemRef":{"value":"1"},"ClassRef":{"value":"1"}}}]}"""), "5030", "ClassRef");
    }

    @Test
    void anotherCurrencyIs6000() {
        assertRefused(
                qbo.post(
                        "/invoice",
                        INVOICE_19_99.replace("{\"DocNumber\"", "{\"CurrencyRef\":{\"value\":\"EUR\"},\"DocNumber\"")),
                "6000",
                "Multi-currency");
    }

    @Test
    void aRefundReceiptWithoutItsAccountIs2020() {
        assertRefused(qbo.post("/refundreceipt", """
                        {"Line":[{"Amount":1.00,"DetailType":"SalesItemLineDetail",
                         "SalesItemLineDetail":{"ItemRef":{"value":"1"}}}]}"""), "2020", "DepositToAccountRef");
    }

    @Test
    void moreThan750TaxableLinesAre6000() {
        String line = """
                {"Amount":0.01,"DetailType":"SalesItemLineDetail","SalesItemLineDetail":{"ItemRef":{"value":"1"},
                "TaxCodeRef":{"value":"TAX"}}}""";
        String lines = String.join(",", Collections.nCopies(751, line));
        assertRefused(
                qbo.post("/invoice", "{\"CustomerRef\":{\"value\":\"1\"},\"Line\":[" + lines + "]}"), "6000", "750");
    }

    @Test
    void deletingAPaidInvoiceIs800() {
        ok(qbo.post("/invoice", INVOICE_19_99));
        ok(qbo.post("/payment", """
                {"TotalAmt":19.99,"CustomerRef":{"value":"1"},
                 "Line":[{"Amount":19.99,"LinkedTxn":[{"TxnId":"1","TxnType":"Invoice"}]}]}"""));
        assertRefused(
                qbo.post("/invoice?operation=delete", "{\"Id\":\"1\",\"SyncToken\":\"0\"}"),
                "800",
                "payments are applied to Invoice 1");
        assertRefused(qbo.post("/invoice", """
                        {"Id":"1","SyncToken":"0","sparse":true,"Line":[{"Id":"1","Amount":19.98,
                         "DetailType":"SalesItemLineDetail","SalesItemLineDetail":{"ItemRef":{"value":"1"}}}]}"""), "6000", "Payments of 19.99 are applied");
    }

    @Test
    void deletingAMatchedTransactionIs6480() {
        ok(qbo.post("/invoice", INVOICE_19_99));
        qbo.company().matchWithBankFeed(EntityType.INVOICE, "1");
        assertRefused(qbo.post("/invoice?operation=delete", "{\"Id\":\"1\",\"SyncToken\":\"0\"}"), "6480", "matched");
    }

    @Test
    void aTakenNameIs6240AcrossCustomersAndVendors() {
        String detail =
                "The name supplied already exists. : Another customer, vendor or employee is already using this name";
        assertRefused(qbo.post("/customer", "{\"DisplayName\":\"amazon us\"}"), "6240", detail);
        assertRefused(qbo.post("/vendor", "{\"DisplayName\":\"Amazon US\"}"), "6240", detail);
        assertRefused(qbo.post("/item", "{\"Name\":\"Sale\",\"IncomeAccountRef\":{\"value\":\"17\"}}"), "6240", "item");
    }

    @Test
    void namesAreNeverDeleted() {
        assertRefused(
                qbo.post("/customer?operation=delete", "{\"Id\":\"1\",\"SyncToken\":\"0\"}"), "500", "delete Customer");
    }

    @Test
    void aGroupItemCannotBeCreated() {
        assertRefused(qbo.post("/item", "{\"Name\":\"G\",\"Type\":\"Group\"}"), "5030", "Group");
    }

    @Test
    void anItemThatSellsIntoABankAccountIs6430() {
        assertRefused(
                qbo.post("/item", "{\"Name\":\"B\",\"Type\":\"Service\",\"IncomeAccountRef\":{\"value\":\"1\"}}"),
                "6430",
                "Invalid Account Type");
    }
}
