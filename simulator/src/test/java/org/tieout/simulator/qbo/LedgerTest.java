package org.tieout.simulator.qbo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.simulator.qbo.QboServer.json;
import static org.tieout.simulator.qbo.QboServer.ok;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tieout.simulator.qbo.schema.EntityType;

/// What each document does to the books, in numbers worked out by hand. Debits are positive.
class LedgerTest {
    private static final String INVOICE = """
            {"DocNumber":"O-1","TxnDate":"2026-11-01","CustomerRef":{"value":"1"},"Line":[
             {"Amount":40.00,"DetailType":"SalesItemLineDetail","SalesItemLineDetail":{"ItemRef":{"value":"1"},"Qty":2,
              "UnitPrice":20.00,"TaxCodeRef":{"value":"NON"}}},
             {"Amount":5.99,"DetailType":"SalesItemLineDetail","SalesItemLineDetail":{"ItemRef":{"value":"3"}}},
             {"Amount":-4.00,"DetailType":"SalesItemLineDetail","SalesItemLineDetail":{"ItemRef":{"value":"2"}}}]}""";
    private static final String CREDIT = """
            {"DocNumber":"O-1R","TxnDate":"2026-11-05","CustomerRef":{"value":"1"},"Line":[{"Amount":20.00,
             "DetailType":"SalesItemLineDetail","SalesItemLineDetail":{"ItemRef":{"value":"1"}}}]}""";
    private static final String PAYMENT = """
            {"TotalAmt":21.99,"CustomerRef":{"value":"1"},"TxnDate":"2026-11-15","PaymentRefNum":"S-1-1","Line":[
             {"Amount":41.99,"LinkedTxn":[{"TxnId":"1","TxnType":"Invoice"}]},
             {"Amount":20.00,"LinkedTxn":[{"TxnId":"2","TxnType":"CreditMemo"}]}]}""";
    private static final String DEPOSIT = """
            {"DepositToAccountRef":{"value":"1"},"TxnDate":"2026-11-16","PrivateNote":"S-1","Line":[
             {"Amount":21.99,"LinkedTxn":[{"TxnId":"3","TxnType":"Payment","TxnLineId":"0"}]},
             {"Amount":-6.30,"Description":"fees","DetailType":"DepositLineDetail",
              "DepositLineDetail":{"AccountRef":{"value":"32"}}},
             {"Amount":1.31,"Description":"lost in warehouse","DetailType":"DepositLineDetail",
              "DepositLineDetail":{"AccountRef":{"value":"27"}}}]}""";

    private QboServer qbo;

    @BeforeEach
    void start() {
        qbo = new QboServer().withCompany();
    }

    @AfterEach
    void stop() {
        assertThat(qbo.company().trialBalance()).isEqualByComparingTo("0");
        qbo.close();
    }

    private void assertBalance(String account, String expected) {
        assertThat(qbo.company().balance(account)).as("account " + account).isEqualByComparingTo(expected);
    }

    @Test
    void anInvoiceDebitsReceivablesAndCreditsEachItemsIncome() {
        var invoice = ok(qbo.post("/invoice", INVOICE)).path("Invoice");
        assertThat(invoice.path("TotalAmt").decimalValue()).isEqualByComparingTo("41.99");
        assertThat(invoice.path("Balance").decimalValue()).isEqualByComparingTo("41.99");
        assertThat(invoice.path("SyncToken").asText()).isEqualTo("0");
        assertThat(invoice.path("Line")).hasSize(4);
        assertThat(invoice.path("Line").path(3).path("DetailType").asText()).isEqualTo("SubTotalLineDetail");
        assertThat(invoice.path("Line").path(3).has("Id")).isFalse();
        assertBalance("1100", "41.99");
        assertBalance("4000", "-40.00");
        assertBalance("4010", "-5.99");
        assertBalance("4090", "4.00");
    }

    @Test
    void aSettlementEndsWithTheBankAtItsTotalAndEverythingInBetweenAtZero() {
        ok(qbo.post("/invoice", INVOICE));
        ok(qbo.post("/creditmemo", CREDIT));
        assertBalance("1100", "21.99");
        var payment = ok(qbo.post("/payment", PAYMENT)).path("Payment");
        assertThat(payment.path("UnappliedAmt").decimalValue()).isEqualByComparingTo("0");
        assertBalance("1100", "0");
        assertBalance("1145", "21.99");
        var deposit = ok(qbo.post("/deposit", DEPOSIT)).path("Deposit");
        assertThat(deposit.path("TotalAmt").decimalValue()).isEqualByComparingTo("17.00");
        assertBalance("1000", "17.00");
        assertBalance("1145", "0");
        assertBalance("6100", "6.30");
        assertBalance("4200", "-1.31");
        assertBalance("4000", "-20.00");
        assertThat(json(qbo.get("/invoice/1")).at("/Invoice/Balance").decimalValue())
                .isEqualByComparingTo("0");
        assertThat(json(qbo.get("/creditmemo/2"))
                        .at("/CreditMemo/RemainingCredit")
                        .decimalValue())
                .isEqualByComparingTo("0");
        JsonNode read = json(qbo.get("/payment/3")).path("Payment");
        assertThat(read.at("/LinkedTxn/0/TxnType").asText()).isEqualTo("Deposit");
        assertThat(read.at("/LinkedTxn/0/TxnId").asText()).isEqualTo("4");
        assertThat(json(qbo.get("/account/1")).at("/Account/CurrentBalance").decimalValue())
                .isEqualByComparingTo("17.00");
    }

    @Test
    void deletingTheDepositReturnsThePaymentToUndepositedFunds() {
        ok(qbo.post("/invoice", INVOICE));
        ok(qbo.post("/creditmemo", CREDIT));
        ok(qbo.post("/payment", PAYMENT));
        ok(qbo.post("/deposit", DEPOSIT));
        ok(qbo.post("/deposit?operation=delete", "{\"Id\":\"4\",\"SyncToken\":\"0\"}"));
        assertBalance("1000", "0");
        assertBalance("1145", "21.99");
        assertBalance("6100", "0");
    }

    @Test
    void aNegativeSettlementIsADepositOfZeroWithABalancingLine() {
        ok(qbo.post("/invoice", INVOICE));
        ok(qbo.post("/payment", """
                {"TotalAmt":41.99,"CustomerRef":{"value":"1"},
                 "Line":[{"Amount":41.99,"LinkedTxn":[{"TxnId":"1","TxnType":"Invoice"}]}]}"""));
        ok(qbo.post("/deposit", """
                {"DepositToAccountRef":{"value":"1"},"Line":[
                 {"Amount":41.99,"LinkedTxn":[{"TxnId":"2","TxnType":"Payment","TxnLineId":"0"}]},
                 {"Amount":-60.00,"DetailType":"DepositLineDetail","DepositLineDetail":{"AccountRef":{"value":"41"}}},
                 {"Amount":18.01,"DetailType":"DepositLineDetail","DepositLineDetail":{"AccountRef":{"value":"14"}}}]}"""));
        assertBalance("1000", "0");
        assertBalance("1145", "0");
        assertBalance("6200", "60.00");
        assertBalance("2310", "-18.01");
    }

    @Test
    void voidingAPaidInvoiceLeavesThePaymentUnapplied() {
        ok(qbo.post("/invoice", INVOICE));
        ok(qbo.post("/payment", """
                {"TotalAmt":41.99,"CustomerRef":{"value":"1"},
                 "Line":[{"Amount":41.99,"LinkedTxn":[{"TxnId":"1","TxnType":"Invoice"}]}]}"""));
        var voided = ok(qbo.post("/invoice?operation=void", "{\"Id\":\"1\",\"SyncToken\":\"0\"}"))
                .path("Invoice");
        assertThat(voided.path("TotalAmt").decimalValue()).isEqualByComparingTo("0");
        assertThat(voided.path("PrivateNote").asText()).startsWith("Voided");
        assertThat(voided.path("LinkedTxn")).isEmpty();
        JsonNode payment = json(qbo.get("/payment/2")).path("Payment");
        assertThat(payment.path("UnappliedAmt").decimalValue()).isEqualByComparingTo("41.99");
        assertThat(payment.path("Line")).isEmpty();
        assertBalance("1100", "-41.99");
        assertBalance("4000", "0");
        assertThat(qbo.company().document(EntityType.INVOICE, "1").orElseThrow().state())
                .isEqualTo("voided");
    }

    @Test
    void everySpellingOfVoidIsUnderstood() {
        ok(qbo.post("/payment", "{\"TotalAmt\":5.00,\"CustomerRef\":{\"value\":\"1\"}}"));
        ok(qbo.post("/payment", "{\"TotalAmt\":7.00,\"CustomerRef\":{\"value\":\"1\"}}"));
        assertBalance("1145", "12.00");
        ok(qbo.post("/payment?include=void", "{\"Id\":\"1\",\"SyncToken\":\"0\"}"));
        ok(qbo.post("/payment?operation=update&include=void", "{\"Id\":\"2\",\"SyncToken\":\"0\",\"sparse\":true}"));
        assertBalance("1145", "0");
        assertBalance("1100", "0");
    }

    @Test
    void aPaymentUpdatedWithoutLinesSettlesNothingAnyMore() {
        ok(qbo.post("/invoice", INVOICE));
        ok(qbo.post("/payment", """
                {"TotalAmt":41.99,"CustomerRef":{"value":"1"},
                 "Line":[{"Amount":41.99,"LinkedTxn":[{"TxnId":"1","TxnType":"Invoice"}]}]}"""));
        var payment = ok(qbo.post("/payment", """
                {"Id":"2","SyncToken":"0","sparse":true,"Line":[]}"""));
        assertThat(payment.at("/Payment/UnappliedAmt").decimalValue()).isEqualByComparingTo("41.99");
        assertThat(json(qbo.get("/invoice/1")).at("/Invoice/Balance").decimalValue())
                .isEqualByComparingTo("41.99");
    }

    @Test
    void anUpdateReposts() {
        ok(qbo.post("/invoice", INVOICE));
        ok(qbo.post("/invoice", """
                {"Id":"1","SyncToken":"0","sparse":true,"Line":[{"Id":"1","Amount":30.00,"DetailType":"SalesItemLineDetail",
                 "SalesItemLineDetail":{"ItemRef":{"value":"1"}}}]}"""));
        assertBalance("1100", "30.00");
        assertBalance("4000", "-30.00");
        assertBalance("4010", "0");
        assertThat(qbo.company().accountEntries("4000")).hasSize(1);
    }

    @Test
    void aFullUpdateNullsWhatIsOmittedASparseOneDoesNot() {
        ok(qbo.post("/salesreceipt", """
                {"CustomerRef":{"value":"1"},"PrivateNote":"note","Line":[{"Amount":5.00,"DetailType":"SalesItemLineDetail",
                 "SalesItemLineDetail":{"ItemRef":{"value":"1"}}}]}"""));
        var sparse = ok(
                qbo.post("/salesreceipt", "{\"Id\":\"1\",\"SyncToken\":\"0\",\"sparse\":true,\"TrackingNum\":\"1Z\"}"));
        assertThat(sparse.at("/SalesReceipt/PrivateNote").asText()).isEqualTo("note");
        var full = ok(qbo.post("/salesreceipt", """
                {"Id":"1","SyncToken":"1","Line":[{"Id":"1","Amount":5.00,"DetailType":"SalesItemLineDetail",
                 "SalesItemLineDetail":{"ItemRef":{"value":"1"}}}]}"""));
        assertThat(full.path("SalesReceipt").has("PrivateNote")).isFalse();
        assertThat(full.path("SalesReceipt").has("CustomerRef")).isFalse();
        assertThat(full.at("/SalesReceipt/SyncToken").asText()).isEqualTo("2");
        assertBalance("1145", "5.00");
    }

    @Test
    void aRefundReceiptCreditsWhereTheMoneyLeavesAndIsDepositedNegative() {
        ok(qbo.post("/salesreceipt", """
                {"Line":[{"Amount":25.00,"DetailType":"SalesItemLineDetail","SalesItemLineDetail":{"ItemRef":{"value":"1"}}}]}"""));
        ok(qbo.post("/refundreceipt", """
                {"DepositToAccountRef":{"value":"3"},"Line":[{"Amount":10.00,"DetailType":"SalesItemLineDetail",
                 "SalesItemLineDetail":{"ItemRef":{"value":"1"}}}]}"""));
        assertBalance("1145", "15.00");
        assertBalance("4000", "-15.00");
        ok(qbo.post("/deposit", """
                {"DepositToAccountRef":{"value":"1"},"Line":[
                 {"Amount":25.00,"LinkedTxn":[{"TxnId":"1","TxnType":"SalesReceipt","TxnLineId":"0"}]},
                 {"Amount":-10.00,"LinkedTxn":[{"TxnId":"2","TxnType":"RefundReceipt","TxnLineId":"0"}]}]}"""));
        assertBalance("1000", "15.00");
        assertBalance("1145", "0");
    }

    @Test
    void journalEntriesPurchasesAndTransfersPostWhatTheySay() {
        ok(qbo.post("/journalentry", """
                {"Line":[{"Amount":12.34,"DetailType":"JournalEntryLineDetail","JournalEntryLineDetail":{"PostingType":"Debit",
                "AccountRef":{"value":"32"}}},{"Amount":12.34,"DetailType":"JournalEntryLineDetail",
                "JournalEntryLineDetail":{"PostingType":"Credit","AccountRef":{"value":"4"}}}]}"""));
        ok(qbo.post("/purchase", """
                {"PaymentType":"Cash","AccountRef":{"value":"1"},"Line":[{"Amount":7.00,"DetailType":
                "AccountBasedExpenseLineDetail","AccountBasedExpenseLineDetail":{"AccountRef":{"value":"41"}}}]}"""));
        ok(qbo.post(
                "/transfer",
                "{\"FromAccountRef\":{\"value\":\"4\"},\"ToAccountRef\":{\"value\":\"1\"},\"Amount\":100.00}"));
        assertBalance("6100", "12.34");
        assertBalance("1150", "-112.34");
        assertBalance("6200", "7.00");
        assertBalance("1000", "93.00");
    }

    @Test
    void aJournalCreditToACustomerIsConsumedByAPaymentOfZero() {
        ok(qbo.post("/invoice", INVOICE));
        ok(qbo.post("/journalentry", """
                {"Line":[{"Amount":41.99,"DetailType":"JournalEntryLineDetail","JournalEntryLineDetail":{"PostingType":"Debit",
                "AccountRef":{"value":"4"}}},{"Amount":41.99,"DetailType":"JournalEntryLineDetail","JournalEntryLineDetail":
                {"PostingType":"Credit","AccountRef":{"value":"2"},"Entity":{"Type":"Customer","EntityRef":{"value":"1"}}}}]}"""));
        ok(qbo.post("/payment", """
                {"TotalAmt":0,"CustomerRef":{"value":"1"},"Line":[
                 {"Amount":41.99,"LinkedTxn":[{"TxnId":"1","TxnType":"Invoice"}]},
                 {"Amount":41.99,"LinkedTxn":[{"TxnId":"2","TxnType":"JournalEntry"}]}]}"""));
        assertBalance("1100", "0");
        assertBalance("1150", "41.99");
        assertThat(json(qbo.get("/invoice/1")).at("/Invoice/Balance").decimalValue())
                .isEqualByComparingTo("0");
    }

    @Test
    void automatedSalesTaxTaxesWhoeverForgotNon() {
        qbo.company().change(switches -> switches.withAutomatedSalesTax(true));
        String invoice = """
                {"CustomerRef":{"value":"1"},"ShipAddr":{"Line1":"1 Main St","City":"Seattle","CountrySubDivisionCode":"WA",
                 "PostalCode":"98101","Country":"US"},"Line":[{"Amount":100.00,"DetailType":"SalesItemLineDetail",
                 "SalesItemLineDetail":{"ItemRef":{"value":"1"}%s}}]}""";
        var taxed = ok(qbo.post("/invoice", invoice.formatted("")));
        assertThat(taxed.at("/Invoice/TotalAmt").decimalValue()).isEqualByComparingTo("108.25");
        assertBalance("2200", "-8.25");
        var untaxed = ok(qbo.post("/invoice", invoice.formatted(",\"TaxCodeRef\":{\"value\":\"NON\"}")));
        assertThat(untaxed.at("/Invoice/TotalAmt").decimalValue()).isEqualByComparingTo("100.00");
        assertBalance("2200", "-8.25");
    }

    @Test
    void anExplicitTotalTaxIsHonoured() {
        var invoice = ok(qbo.post("/invoice", """
                {"CustomerRef":{"value":"1"},"TxnTaxDetail":{"TotalTax":1.66},"Line":[{"Amount":19.99,
                 "DetailType":"SalesItemLineDetail","SalesItemLineDetail":{"ItemRef":{"value":"1"},
                 "TaxCodeRef":{"value":"TAX"}}}]}"""));
        assertThat(invoice.at("/Invoice/TotalAmt").decimalValue()).isEqualByComparingTo("21.65");
        assertBalance("2200", "-1.66");
        assertBalance("1100", "21.65");
    }

    @Test
    void aDiscountLineReducesTheTotal() {
        var invoice = ok(qbo.post("/invoice", """
                {"CustomerRef":{"value":"1"},"Line":[
                 {"Amount":20.00,"DetailType":"SalesItemLineDetail","SalesItemLineDetail":{"ItemRef":{"value":"1"}}},
                 {"Amount":2.00,"DetailType":"DiscountLineDetail","DiscountLineDetail":{"PercentBased":false,
                  "DiscountAccountRef":{"value":"21"}}}]}"""));
        assertThat(invoice.at("/Invoice/TotalAmt").decimalValue()).isEqualByComparingTo("18.00");
        assertBalance("4090", "2.00");
    }
}
