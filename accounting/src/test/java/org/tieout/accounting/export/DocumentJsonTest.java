package org.tieout.accounting.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DocumentJsonTest {

    @Test
    void anInvoiceNamesCustomerOrderItemsAndCategories() {
        assertThat(DocumentJson.of(Documents.invoice("Amazon customers", "Amazon order", "MUG")))
                .isEqualTo("{\"kind\":\"invoice\",\"postingId\":\"offline/order/111-0000000-0000001/invoice-1/r1\","
                        + "\"date\":\"2026-06-28\",\"currency\":\"USD\",\"reference\":\"111-0000000-0000001\","
                        + "\"memo\":\"Amazon order\",\"customer\":\"Amazon customers\",\"orderId\":\"111-0000000-0000001\","
                        + "\"lines\":[{\"account\":\"1100\",\"accountName\":\"Accounts Receivable\",\"amount\":\"49.99\","
                        + "\"memo\":\"Order 111-0000000-0000001\"},{\"account\":\"4000\",\"accountName\":\"Sales\","
                        + "\"amount\":\"-49.99\",\"memo\":\"Mug\",\"category\":\"REV.PRINCIPAL\",\"item\":\"MUG\","
                        + "\"quantity\":2}]}");
    }

    @Test
    void aPaymentNamesWhatItSettles() {
        assertThat(DocumentJson.of(Documents.payment()))
                .contains("\"orders\":[\"111-0000000-0000001\"],\"applies\":[{\"kind\":\"invoice\","
                        + "\"postingId\":\"offline/order/111-0000000-0000001/invoice-1/r1\","
                        + "\"orderId\":\"111-0000000-0000001\",\"amount\":\"49.99\"}]}");
    }

    @Test
    void aDepositNamesWhatItGathers() {
        assertThat(DocumentJson.of(Documents.deposit()))
                .contains(
                        "\"gathers\":[{\"kind\":\"customer-payment\","
                                + "\"postingId\":\"offline/settlement/25889786381/payment-2026-06.1/r1\",\"amount\":\"49.99\"}]}")
                .doesNotContain("\"orders\"", "\"customer\"", "\"orderId\"");
    }

    @Test
    void aBillNamesItsVendorAndItsPaymentTheBill() {
        assertThat(DocumentJson.of(Documents.bill()))
                .contains("\"vendor\":\"Amazon\"")
                .doesNotContain("\"customer\"");
        assertThat(DocumentJson.of(Documents.billPayment()))
                .contains("\"vendor\":\"Amazon\"")
                .contains("\"applies\":[{\"kind\":\"bill\",\"postingId\":\"offline/settlement/25889786381/bill/r1\","
                        + "\"amount\":\"7.50\"}]}");
    }

    @Test
    void quotesBackslashesAndControlCharactersAreEscaped() {
        assertThat(JsonObject.quoted("a\"b\\c\nd\re\tf\u0001g/é")).isEqualTo("\"a\\\"b\\\\c\\nd\\re\\tf\\u0001g/é\"");
    }
}
