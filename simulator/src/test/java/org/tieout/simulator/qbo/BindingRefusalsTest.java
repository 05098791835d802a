package org.tieout.simulator.qbo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.simulator.qbo.QboServer.assertRefused;
import static org.tieout.simulator.qbo.QboServer.json;
import static org.tieout.simulator.qbo.QboServer.ok;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the vendor's JSON binder and field checks refuse: codes 2010 to 2210.
class BindingRefusalsTest {
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
    void anUnknownPropertyIs2010InTheBindersWords() {
        assertRefused(
                qbo.post("/item", "{\"Name\":\"X\",\"IncomeAccountRef\":{\"value\":\"17\"},\"Colour\":\"red\"}"),
                "2010",
                "Property Name:Unrecognized field \"Colour\" (class com.intuit.schema.finance.v3.Item), not marked as"
                        + " ignorable");
    }

    @Test
    void anUnknownPropertyDeepInALineIs2010() {
        assertRefused(
                qbo.post("/invoice", """
                        {"CustomerRef":{"value":"1"},"Line":[{"Amount":1.00,"DetailType":"SalesItemLineDetail",
                         "SalesItemLineDetail":{"ItemRef":{"value":"1"},"Asin":"B000"}}]}"""),
                "2010",
                "Unrecognized field \"Asin\" (class com.intuit.schema.finance.v3.SalesItemLineDetail)");
    }

    @Test
    void aBodyThatIsNoJsonIs2010() {
        assertRefused(qbo.post("/invoice", "{\"CustomerRef\":"), "2010", "failed to parse json object");
    }

    @Test
    void aWordThatIsNoEnumerationValueIs2010() {
        assertRefused(qbo.post("/journalentry", """
                        {"Line":[{"Amount":1.00,"DetailType":"JournalEntryLineDetail",
                         "JournalEntryLineDetail":{"PostingType":"Dr","AccountRef":{"value":"1"}}}]}"""), "2010", "value not one of declared Enum instance names");
    }

    @Test
    void aWordWhereAnAmountBelongsIs2010() {
        assertRefused(
                qbo.post("/payment", "{\"TotalAmt\":\"ten\",\"CustomerRef\":{\"value\":\"1\"}}"),
                "2010",
                "Can not construct instance of java.math.BigDecimal");
    }

    @Test
    void aNumericStringIsTakenAsAnAmount() {
        var payment = ok(qbo.post("/payment", "{\"TotalAmt\":\"10.00\",\"CustomerRef\":{\"value\":\"1\"}}"));
        assertThat(payment.path("Payment").path("TotalAmt").decimalValue()).isEqualByComparingTo("10.00");
    }

    @Test
    void readOnlyPropertiesAreAcceptedAndOverwritten() {
        var invoice = ok(qbo.post("/invoice", """
                {"CustomerRef":{"value":"1"},"TotalAmt":999.99,"Balance":5,"domain":"QBO","MetaData":{},"Line":[{"Amount":19.99,
                 "DetailType":"SalesItemLineDetail","SalesItemLineDetail":{"ItemRef":{"value":"1"}}}]}"""));
        assertThat(invoice.path("Invoice").path("TotalAmt").decimalValue()).isEqualByComparingTo("19.99");
        assertThat(invoice.path("Invoice").path("Balance").decimalValue()).isEqualByComparingTo("19.99");
    }

    @Test
    void echoingAReadPaymentBackIsRefusedForItsExtensionBlock() {
        ok(qbo.post("/invoice", SalesRefusalsTest.INVOICE_19_99));
        ok(qbo.post("/payment", """
                {"TotalAmt":19.99,"CustomerRef":{"value":"1"},
                 "Line":[{"Amount":19.99,"LinkedTxn":[{"TxnId":"1","TxnType":"Invoice"}]}]}"""));
        String read = json(qbo.get("/payment/2")).path("Payment").toString();
        assertRefused(qbo.post("/payment", read), "2010", "Unrecognized field \"LineEx\"");
    }

    @Test
    void aMissingRequiredPropertyIs2020AndNamesIt() {
        var response = qbo.post("/invoice", "{\"CustomerRef\":{\"value\":\"1\"}}");
        assertRefused(response, "2020", "Required parameter Line is missing in the request");
        assertThat(json(response)
                        .path("Fault")
                        .path("Error")
                        .path(0)
                        .path("element")
                        .asText())
                .isEqualTo("Line");
    }

    @Test
    void aMissingCustomerIs2020() {
        assertRefused(qbo.post("/invoice", """
                        {"Line":[{"Amount":1.00,"DetailType":"SalesItemLineDetail",
                         "SalesItemLineDetail":{"ItemRef":{"value":"1"}}}]}"""), "2020", "Required parameter CustomerRef is missing");
    }

    @Test
    void aLineWithoutItsDetailIs2020() {
        assertRefused(
                qbo.post(
                        "/invoice",
                        "{\"CustomerRef\":{\"value\":\"1\"},\"Line\":[{\"Amount\":1.00,\"DetailType\":\"SalesItemLineDetail\"}]}"),
                "2020",
                "Line.SalesItemLineDetail");
    }

    @Test
    void aReferenceThatIsNoIdIs2030() {
        assertRefused(
                qbo.post("/payment", "{\"TotalAmt\":1.00,\"CustomerRef\":{\"value\":\"Amazon\"}}"),
                "2030",
                "Supplied value:Amazon");
        assertRefused(qbo.get("/invoice/abc"), "2030", "Supplied value:abc");
    }

    @Test
    void forbiddenCharactersInNamesAre2040() {
        assertRefused(qbo.post("/customer", "{\"DisplayName\":\"Amazon:US\"}"), "2040", "Amazon:US");
        assertRefused(qbo.post("/account", "{\"Name\":\"A \\\"B\\\"\",\"AccountType\":\"Bank\"}"), "2040", "A \"B\"");
    }

    @Test
    void aDocumentNumberOf22CharactersIs2050() {
        assertRefused(qbo.post("/invoice", """
                        {"DocNumber":"1234567890123456789012","CustomerRef":{"value":"1"},"Line":[{"Amount":1.00,
                         "DetailType":"SalesItemLineDetail","SalesItemLineDetail":{"ItemRef":{"value":"1"}}}]}"""), "2050", "Min:0 Max:21 supported. Supplied length:22");
    }

    @Test
    void aNoteOf4001CharactersIs2050() {
        assertRefused(
                qbo.post(
                        "/payment",
                        "{\"TotalAmt\":1.00,\"CustomerRef\":{\"value\":\"1\"},\"PrivateNote\":\"" + "x".repeat(4001)
                                + "\"}"),
                "2050",
                "Max:4000");
    }

    @Test
    void namesBeyondTheirLengthAre2050() {
        assertRefused(
                qbo.post("/customer", "{\"DisplayName\":\"" + "x".repeat(501) + "\"}"), "2050", "Max:500 supported");
        assertRefused(
                qbo.post("/item", "{\"Name\":\"" + "x".repeat(101) + "\",\"IncomeAccountRef\":{\"value\":\"17\"}}"),
                "2050",
                "Max:100 supported");
    }

    @Test
    void aDateThatIsNoneIs2060AndOneOutOfRangeIs2070() {
        assertRefused(
                qbo.post(
                        "/payment", "{\"TotalAmt\":1.00,\"CustomerRef\":{\"value\":\"1\"},\"TxnDate\":\"2026-02-30\"}"),
                "2060",
                "2026-02-30");
        assertRefused(
                qbo.post(
                        "/payment", "{\"TotalAmt\":1.00,\"CustomerRef\":{\"value\":\"1\"},\"TxnDate\":\"0026-02-03\"}"),
                "2070",
                "0026-02-03");
    }

    @Test
    void aNumberWithTooManyDigitsIs2090() {
        assertRefused(qbo.post("/invoice", """
                        {"CustomerRef":{"value":"1"},"Line":[{"Amount":1.00,"DetailType":"SalesItemLineDetail",
                         "SalesItemLineDetail":{"ItemRef":{"value":"1"},"Qty":1.1234567890123456}}]}"""), "2090", "1.1234567890123456");
    }

    @Test
    void anAmountWithAFractionOfACentIs2140() {
        assertRefused(
                qbo.post("/payment", "{\"TotalAmt\":10.005,\"CustomerRef\":{\"value\":\"1\"}}"), "2140", "10.005");
    }

    @Test
    void anUnknownAccountTypeIs2170() {
        assertRefused(qbo.post("/account", "{\"Name\":\"A\",\"AccountType\":\"Clearing\"}"), "2170", "Clearing");
        assertRefused(
                qbo.post(
                        "/account",
                        "{\"Name\":\"A\",\"AccountType\":\"Bank\",\"AccountSubType\":\"UndepositedFunds\"}"),
                "2170",
                "UndepositedFunds");
    }

    @Test
    void anAddressWithoutADotIs2210() {
        assertRefused(
                qbo.post("/customer", "{\"DisplayName\":\"B\",\"PrimaryEmailAddr\":{\"Address\":\"buyer@host\"}}"),
                "2210",
                "buyer@host");
    }

    @Test
    void anUnknownResourceIs500InACode() {
        assertRefused(qbo.post("/estimate", "{}"), "500", "Operation estimate is not supported");
        assertRefused(qbo.post("/Invoice", "{}"), "500", "Operation Invoice is not supported");
        assertRefused(qbo.post("/taxcode", "{}"), "500", "create TaxCode");
    }
}
