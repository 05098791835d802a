package org.tieout.simulator.qbo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.simulator.qbo.QboServer.assertRefused;
import static org.tieout.simulator.qbo.QboServer.ok;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What QuickBooks refuses of payments, deposits, journal entries, purchases and transfers.
class MoneyRefusalsTest {
    private static final String PAYMENT = """
            {"TotalAmt":19.99,"CustomerRef":{"value":"1"},"TxnDate":"2026-11-15","PaymentRefNum":"AMZ-1",
             "Line":[{"Amount":19.99,"LinkedTxn":[{"TxnId":"1","TxnType":"Invoice"}]}]}""";
    private static final String DEPOSIT = """
            {"DepositToAccountRef":{"value":"1"},"TxnDate":"2026-11-15",
             "Line":[{"Amount":19.99,"LinkedTxn":[{"TxnId":"2","TxnType":"Payment","TxnLineId":"0"}]}]}""";

    private QboServer qbo;

    /// Invoice 1 of 19.99 of customer 1 is there.
    @BeforeEach
    void start() {
        qbo = new QboServer().withCompany();
        ok(qbo.post("/invoice", SalesRefusalsTest.INVOICE_19_99));
    }

    @AfterEach
    void stop() {
        qbo.close();
    }

    @Test
    void applyingMoreThanTheInvoiceOwesIs6000() {
        assertRefused(qbo.post("/payment", PAYMENT.replace("19.99", "20.00")), "6000", "more than its open balance");
        ok(qbo.post("/payment", PAYMENT));
        assertRefused(qbo.post("/payment", PAYMENT.replace("19.99", "0.01")), "6000", "more than its open balance");
    }

    @Test
    void applyingMoreThanThePaymentHoldsIs6000() {
        assertRefused(
                qbo.post("/payment", PAYMENT.replace("\"TotalAmt\":19.99", "\"TotalAmt\":19.98")),
                "6000",
                "more than the payment");
    }

    @Test
    void anotherCustomersInvoiceIs620() {
        assertRefused(
                qbo.post(
                        "/payment",
                        PAYMENT.replace("\"CustomerRef\":{\"value\":\"1\"}", "\"CustomerRef\":{\"value\":\"2\"}")),
                "620",
                "Transaction id 1 cannot be linked");
    }

    @Test
    void aDepositCannotBeLinkedToAPayment() {
        assertRefused(qbo.post("/payment", PAYMENT.replace("\"Invoice\"", "\"Deposit\"")), "620", "cannot be linked");
    }

    @Test
    void anInvoiceThatNeverExistedIs2500() {
        assertRefused(
                qbo.post("/payment", PAYMENT.replace("\"TxnId\":\"1\"", "\"TxnId\":\"88\"")),
                "2500",
                "Invoice element id 88 not found");
    }

    @Test
    void aNegativePaymentLineIs2290() {
        assertRefused(qbo.post("/payment", PAYMENT.replace("\"Amount\":19.99", "\"Amount\":-19.99")), "2290", "-19.99");
    }

    @Test
    void aNegativePaymentIs6000() {
        assertRefused(qbo.post("/payment", "{\"TotalAmt\":-1.00,\"CustomerRef\":{\"value\":\"1\"}}"), "6000", "zero");
    }

    @Test
    void aPaymentIntoAnIncomeAccountIs6430() {
        assertRefused(
                qbo.post(
                        "/payment",
                        "{\"TotalAmt\":1.00,\"CustomerRef\":{\"value\":\"1\"},\"DepositToAccountRef\":{\"value\":\"17\"}}"),
                "6430",
                "Invalid Account Type");
    }

    @Test
    void aPaymentReferenceOf22CharactersIs2050() {
        assertRefused(
                qbo.post(
                        "/payment",
                        "{\"TotalAmt\":1.00,\"CustomerRef\":{\"value\":\"1\"},\"PaymentRefNum\":\"1234567890123456789012\"}"),
                "2050",
                "Max:21");
    }

    @Test
    void aDepositedPaymentIsFrozenWith6540UntilTheDepositIsDeleted() {
        ok(qbo.post("/payment", PAYMENT));
        ok(qbo.post("/deposit", DEPOSIT));
        String edit = "{\"Id\":\"2\",\"SyncToken\":\"0\",\"sparse\":true,\"PrivateNote\":\"x\"}";
        assertRefused(qbo.post("/payment", edit), "6540", "Deposited Transaction cannot be changed");
        assertRefused(
                qbo.post("/payment?operation=delete", "{\"Id\":\"2\",\"SyncToken\":\"0\"}"),
                "6540",
                "Deposited Transaction cannot be changed");
        assertRefused(
                qbo.post(
                        "/payment?operation=update&include=void", "{\"Id\":\"2\",\"SyncToken\":\"0\",\"sparse\":true}"),
                "6540",
                "Deposited Transaction cannot be changed");
        ok(qbo.post("/deposit?operation=delete", "{\"Id\":\"3\",\"SyncToken\":\"0\"}"));
        ok(qbo.post("/payment", edit));
    }

    @Test
    void aLinkedLineWithADetailTypeIs2020() {
        ok(qbo.post("/payment", PAYMENT));
        assertRefused(
                qbo.post(
                        "/deposit",
                        DEPOSIT.replace("\"Amount\":19.99", "\"DetailType\":\"DepositLineDetail\",\"Amount\":19.99")),
                "2020",
                "Required parameter Line.DepositLineDetail.AccountRef is missing in the request");
    }

    @Test
    void aLinkedLineWithoutLineIdIs6000() {
        ok(qbo.post("/payment", PAYMENT));
        assertRefused(
                qbo.post("/deposit", DEPOSIT.replace(",\"TxnLineId\":\"0\"", "")),
                "6000",
                "Select a bank account for this deposit");
    }

    @Test
    void aDirectLineWithoutAccountIs2020() {
        assertRefused(qbo.post("/deposit", """
                        {"DepositToAccountRef":{"value":"1"},
                         "Line":[{"Amount":1.00,"DetailType":"DepositLineDetail","DepositLineDetail":{}}]}"""), "2020", "Line.DepositLineDetail.AccountRef");
    }

    @Test
    void depositingAPaymentTwiceIs5010() {
        ok(qbo.post("/payment", PAYMENT));
        ok(qbo.post("/deposit", DEPOSIT));
        assertRefused(qbo.post("/deposit", DEPOSIT), "5010", "Stale Object Error");
    }

    @Test
    void depositingAPartOfAPaymentIs6000() {
        ok(qbo.post("/payment", PAYMENT));
        assertRefused(qbo.post("/deposit", DEPOSIT.replace("19.99", "10.00")), "6000", "deposited whole");
    }

    @Test
    void aPaymentThatWentToTheBankCannotBeDeposited() {
        ok(qbo.post(
                "/payment",
                PAYMENT.replace("{\"TotalAmt\"", "{\"DepositToAccountRef\":{\"value\":\"1\"},\"TotalAmt\"")));
        assertRefused(qbo.post("/deposit", DEPOSIT), "620", "no money in Undeposited Funds");
    }

    @Test
    void aNegativeDepositIs6000() {
        ok(qbo.post("/payment", PAYMENT));
        String fees = """
                ,{"Amount":-20.00,"DetailType":"DepositLineDetail","DepositLineDetail":{"AccountRef":{"value":"32"}}}]}""";
        assertRefused(qbo.post("/deposit", DEPOSIT.replace("]}]}", "]}" + fees)), "6000", "negative amount: -0.01");
    }

    @Test
    void aDepositOfZeroIsTakenUnlessTheSwitchSaysOtherwise() {
        ok(qbo.post("/payment", PAYMENT));
        String fees = """
                ,{"Amount":-19.99,"DetailType":"DepositLineDetail","DepositLineDetail":{"AccountRef":{"value":"14"}}}]}""";
        String zero = DEPOSIT.replace("]}]}", "]}" + fees);
        qbo.company().change(switches -> switches.withRefuseZeroDeposit(true));
        assertRefused(qbo.post("/deposit", zero), "6000", "0.00");
        qbo.company().change(switches -> switches.withRefuseZeroDeposit(false));
        qbo.company().change(switches -> switches.withRefuseLiabilityDepositLines(true));
        assertRefused(qbo.post("/deposit", zero), "6430", "Invalid Account Type");
        qbo.company().change(switches -> switches.withRefuseLiabilityDepositLines(false));
        var deposit = ok(qbo.post("/deposit", zero));
        assertThat(deposit.path("Deposit").path("TotalAmt").decimalValue()).isEqualByComparingTo("0.00");
    }

    @Test
    void bankReceivablesAndUndepositedFundsAreNoDepositLines() {
        for (String account : new String[] {"1", "2", "3"}) {
            assertRefused(
                    qbo.post(
                            "/deposit",
                            "{\"DepositToAccountRef\":{\"value\":\"1\"},\"Line\":[{\"Amount\":1.00,"
                                    + "\"DetailType\":\"DepositLineDetail\",\"DepositLineDetail\":{\"AccountRef\":{\"value\":\""
                                    + account + "\"}}}]}"),
                    "6430",
                    "Invalid Account Type");
        }
    }

    @Test
    void theJournalShapeOfEntityOnADepositIs2010() {
        assertRefused(qbo.post("/deposit", """
                        {"DepositToAccountRef":{"value":"1"},"Line":[{"Amount":1.00,"DetailType":"DepositLineDetail",
                         "DepositLineDetail":{"AccountRef":{"value":"32"},
                         "Entity":{"Type":"Customer","EntityRef":{"value":"1"}}}}]}"""), "2010", "Unrecognized field \"Type\"");
    }

    @Test
    void debitsAndCreditsThatDifferAre2300() {
        assertRefused(qbo.post("/journalentry", """
                        {"Line":[{"Amount":1.00,"DetailType":"JournalEntryLineDetail","JournalEntryLineDetail":
                        {"PostingType":"Debit","AccountRef":{"value":"32"}}},{"Amount":1.01,"DetailType":
                        "JournalEntryLineDetail","JournalEntryLineDetail":{"PostingType":"Credit","AccountRef":{"value":"4"}}}]}"""), "2300", "Total debits 1.00 do not equal total credits 1.01");
    }

    @Test
    void aNegativeJournalLineIs2290() {
        assertRefused(qbo.post("/journalentry", """
                        {"Line":[{"Amount":-1.00,"DetailType":"JournalEntryLineDetail","JournalEntryLineDetail":
                        {"PostingType":"Debit","AccountRef":{"value":"32"}}},{"Amount":-1.00,"DetailType":
                        "JournalEntryLineDetail","JournalEntryLineDetail":{"PostingType":"Credit","AccountRef":{"value":"4"}}}]}"""), "2290", "-1.00");
    }

    @Test
    void aJournalEntryOfOneLineIs6000AndOfNoneIs2250() {
        assertRefused(qbo.post("/journalentry", """
                        {"Line":[{"Amount":1.00,"DetailType":"JournalEntryLineDetail","JournalEntryLineDetail":
                        {"PostingType":"Debit","AccountRef":{"value":"32"}}}]}"""), "6000", "Fill out at least two detail lines");
        assertRefused(qbo.post("/journalentry", "{\"Line\":[]}"), "2250", "no lines");
    }

    @Test
    void aJournalLineWithoutPostingTypeIs2260() {
        assertRefused(qbo.post("/journalentry", """
                        {"Line":[{"Amount":1.00,"DetailType":"JournalEntryLineDetail","JournalEntryLineDetail":
                        {"AccountRef":{"value":"32"}}},{"Amount":1.00,"DetailType":
                        "JournalEntryLineDetail","JournalEntryLineDetail":{"PostingType":"Credit","AccountRef":{"value":"4"}}}]}"""), "2260", "neither Debit nor Credit");
    }

    @Test
    void aReceivableJournalLineWithoutCustomerIs6000() {
        assertRefused(qbo.post("/journalentry", """
                        {"Line":[{"Amount":1.00,"DetailType":"JournalEntryLineDetail","JournalEntryLineDetail":
                        {"PostingType":"Debit","AccountRef":{"value":"4"}}},{"Amount":1.00,"DetailType":
                        "JournalEntryLineDetail","JournalEntryLineDetail":{"PostingType":"Credit","AccountRef":{"value":"2"}}}]}"""), "6000", "you must choose a customer");
    }

    @Test
    void aTransferTouchesBalanceSheetAccountsOnly() {
        assertRefused(
                qbo.post(
                        "/transfer",
                        "{\"FromAccountRef\":{\"value\":\"1\"},\"ToAccountRef\":{\"value\":\"32\"},\"Amount\":1.00}"),
                "6430",
                "Invalid Account Type");
        assertRefused(
                qbo.post(
                        "/transfer",
                        "{\"FromAccountRef\":{\"value\":\"1\"},\"ToAccountRef\":{\"value\":\"4\"},\"Amount\":0.00}"),
                "6000",
                "greater than zero");
    }

    @Test
    void anExpenseIsPaidFromABank() {
        assertRefused(qbo.post("/purchase", """
                        {"PaymentType":"Cash","AccountRef":{"value":"4"},"Line":[{"Amount":1.00,
                         "DetailType":"AccountBasedExpenseLineDetail",
                         "AccountBasedExpenseLineDetail":{"AccountRef":{"value":"32"}}}]}"""), "6430", "Invalid Account Type");
    }

    @Test
    void aSparsePurchaseWithoutPaymentTypeIs2020() {
        ok(qbo.post("/purchase", """
                {"PaymentType":"Cash","AccountRef":{"value":"1"},"Line":[{"Amount":1.00,
                 "DetailType":"AccountBasedExpenseLineDetail",
                 "AccountBasedExpenseLineDetail":{"AccountRef":{"value":"32"}}}]}"""));
        assertRefused(
                qbo.post("/purchase", "{\"Id\":\"2\",\"SyncToken\":\"0\",\"sparse\":true,\"PrivateNote\":\"x\"}"),
                "2020",
                "PaymentType");
    }

    @Test
    void aDepositCannotBeVoided() {
        assertRefused(qbo.post("/deposit?operation=void", "{\"Id\":\"2\",\"SyncToken\":\"0\"}"), "500", "void Deposit");
    }
}
