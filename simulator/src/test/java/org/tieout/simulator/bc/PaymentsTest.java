package org.tieout.simulator.bc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.simulator.bc.BcServer.assertRefused;
import static org.tieout.simulator.bc.BcServer.created;
import static org.tieout.simulator.bc.BcServer.done;
import static org.tieout.simulator.bc.BcServer.ok;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Customer payments: what they may be applied to and what posting them does to invoices (memo, section 7.7).
class PaymentsTest {
    private static final String RULE = "Application_DialogException";

    private BcServer bc;
    private String journal;
    private String invoice;
    private String number = "";

    @BeforeEach
    void start() {
        bc = new BcServer();
        created(bc.post("customers", "{\"number\":\"AMZ-OPEN\",\"displayName\":\"Open receivables\"}"));
        invoice = created(bc.post("salesInvoices", """
                {"customerNumber":"AMZ-OPEN","externalDocumentNumber":"112-1","invoiceDate":"2026-11-01",
                 "postingDate":"2026-11-01","salesInvoiceLines":[{"lineType":"Account","lineObjectNumber":"4000",
                 "quantity":1,"unitPrice":45.99,"taxCode":"NONTAXABLE"}]}""")).path("id").asText();
        String clearing = bc.first("accounts", "number eq '1150'").path("id").asText();
        journal = created(bc.post(
                        "customerPaymentJournals",
                        "{\"code\":\"pay1\",\"displayName\":\"Payments\",\"balancingAccountId\":\"" + clearing + "\"}"))
                .path("id")
                .asText();
    }

    @AfterEach
    void stop() {
        assertThat(bc.company().books().ledger().trialBalance()).isEqualByComparingTo("0");
        bc.close();
    }

    private void postInvoice() {
        done(bc.act("salesInvoices(" + invoice + ")", "post"));
        number = invoice().path("number").asText();
    }

    private JsonNode invoice() {
        return ok(bc.get("salesInvoices(" + invoice + ")"));
    }

    private String payments() {
        return "customerPaymentJournals(" + journal + ")/customerPayments";
    }

    private JsonNode payment(String amount) {
        return created(bc.post(
                payments(),
                "{\"postingDate\":\"2026-11-03\",\"documentNumber\":\"p-1\",\"externalDocumentNumber\":\"112-1\","
                        + "\"appliesToInvoiceNumber\":\"" + number + "\",\"amount\":" + amount + "}"));
    }

    private BigDecimal balance(String account) {
        return bc.company().books().ledger().balance(account);
    }

    private void turn(String name) {
        assertThat(bc.control("/bc/switches", "{\"" + name + "\":true}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aPaymentTakesItsCustomerFromTheInvoiceAndClosesItWhenPosted() {
        postInvoice();
        String before = invoice().path("@odata.etag").asText();
        JsonNode payment = payment("-45.99");
        assertThat(payment.path("customerNumber").asText()).isEqualTo("AMZ-OPEN");
        assertThat(payment.path("appliesToInvoiceId").asText()).isEqualTo(invoice);
        assertThat(payment.path("documentNumber").asText()).isEqualTo("P-1");
        assertThat(payment.path("journalDisplayName").asText()).isEqualTo("PAY1");
        done(bc.act("journals(" + journal + ")", "post"));
        assertThat(invoice().path("status").asText()).isEqualTo("Paid");
        assertThat(invoice().path("remainingAmount").decimalValue()).isEqualByComparingTo("0");
        assertThat(invoice().path("@odata.etag").asText()).isNotEqualTo(before);
        assertThat(balance("1100")).isEqualByComparingTo("0");
        assertThat(balance("1150")).isEqualByComparingTo("45.99");
        assertThat(ok(bc.get(payments())).path("value")).isEmpty();
        JsonNode entries = ok(bc.get("generalLedgerEntries?$filter=" + BcServer.encode("documentNumber eq 'P-1'")))
                .path("value");
        assertThat(entries).hasSize(2);
        assertThat(entries.path(0).path("documentType").asText()).isEqualTo("Payment");
    }

    @Test
    void aPartOfItLeavesTheInvoiceOpen() {
        postInvoice();
        payment("-40.00");
        done(bc.act("journals(" + journal + ")", "post"));
        assertThat(invoice().path("status").asText()).isEqualTo("Open");
        assertThat(invoice().path("remainingAmount").decimalValue()).isEqualByComparingTo("5.99");
    }

    @Test
    void aPaymentIsAppliedToPostedInvoicesOnly() {
        String wanted =
                "The \"appliesToInvoiceId\" should be the ID of an Open, Paid, Corrective, or Canceled Invoice.";
        String body = "{\"appliesToInvoiceId\":\"" + invoice + "\",\"amount\":-1}";
        assertRefused(bc.post(payments(), body), 400, RULE, wanted);
        postInvoice();
        created(bc.post(payments(), body));
        assertRefused(
                bc.post(
                        payments(),
                        "{\"appliesToInvoiceId\":\"" + invoice + "\",\"appliesToInvoiceNumber\":\"OTHER\"}"),
                400,
                RULE,
                "The Applies To Invoice values do not match to the same Invoice.");
    }

    @Test
    void aPaymentForAnInvoiceThatIsPaidIsRefusedAndNothingIsPosted() {
        postInvoice();
        payment("-45.99");
        done(bc.act("journals(" + journal + ")", "post"));
        payment("-45.99");
        assertRefused(
                bc.act("journals(" + journal + ")", "post"),
                404,
                "Internal_DataNotFoundFilter",
                "Document No.: " + number + ", Document Type: Invoice, Customer No.: AMZ-OPEN, Open: Yes");
        assertThat(balance("1150")).isEqualByComparingTo("45.99");
    }

    @Test
    void thePaymentsSignIsASwitch() {
        postInvoice();
        payment("45.99");
        assertRefused(
                bc.act("journals(" + journal + ")", "post"),
                400,
                "Application_FieldValidationException",
                "Positive must be equal to 'No'  in Cust. Ledger Entry");
        turn("PAYMENTS_ARE_POSITIVE");
        done(bc.act("journals(" + journal + ")", "post"));
        assertThat(invoice().path("status").asText()).isEqualTo("Paid");
    }

    @Test
    void aPaymentJournalIsPostedThroughJournalsOrNotAtAll() {
        postInvoice();
        payment("-45.99");
        assertRefused(
                bc.act("customerPaymentJournals(" + journal + ")", "post"),
                404,
                "BadRequest_ResourceNotFound",
                "Microsoft.NAV.post");
        turn("PAYMENT_JOURNALS_NOT_IN_JOURNALS");
        assertRefused(bc.act("journals(" + journal + ")", "post"), 404, "BadRequest_ResourceNotFound", journal);
        assertThat(balance("1150")).isEqualByComparingTo("0");
    }

    @Test
    void aPaymentAndAGeneralLineOfOneNumberDoNotBalanceEachOther() {
        postInvoice();
        String plain = created(bc.post("customerPaymentJournals", "{\"code\":\"PAY2\"}"))
                .path("id")
                .asText();
        created(bc.post(
                "customerPaymentJournals(" + plain + ")/customerPayments",
                "{\"documentNumber\":\"P-1\",\"appliesToInvoiceNumber\":\"" + number + "\",\"amount\":-45.99}"));
        created(bc.post(
                "journals(" + plain + ")/journalLines",
                "{\"documentNumber\":\"P-1\",\"accountNumber\":\"1150\",\"amount\":45.99}"));
        assertThat(ok(bc.get("journals(" + plain + ")/journalLines")).path("value"))
                .hasSize(1);
        assertRefused(
                bc.act("journals(" + plain + ")", "post"), 400, RULE, "Document No. P-1 is out of balance by -45.99.");
    }

    @Test
    void customerValuesMustAgree() {
        String other = bc.first("customers", "number eq 'AMZ-US'").path("id").asText();
        assertRefused(
                bc.post(payments(), "{\"customerId\":\"" + other + "\",\"customerNumber\":\"AMZ-OPEN\"}"),
                400,
                RULE,
                "The customer values do not match to a specific Customer.");
        assertRefused(
                bc.post(payments(), "{\"customerNumber\":\"NOBODY\"}"),
                400,
                RULE,
                "The \"customerNumber\" does not match to a Customer.");
        assertRefused(
                bc.get("customerPayments"),
                400,
                RULE,
                "You must specify a journal batch ID or a journal ID to get a journal line.");
    }

    @Test
    void aBlockedCustomerIsRefused() {
        postInvoice();
        payment("-45.99");
        bc.control("/bc/block-customer", "{\"number\":\"AMZ-OPEN\",\"blocked\":\"All\"}");
        assertRefused(
                bc.act("journals(" + journal + ")", "post"),
                400,
                RULE,
                "You cannot post this type of document when Customer AMZ-OPEN is blocked with type All.");
        assertRefused(
                bc.post(payments(), "{\"customerNumber\":\"AMZ-OPEN\"}"),
                400,
                RULE,
                "You cannot create this type of document when Customer AMZ-OPEN is blocked with type All.");
    }

    @Test
    void aCustomerWithoutPostingGroupCannotBePostedTo() {
        bc.control("/bc/customer-template", "{\"on\":false}");
        created(bc.post("customers", "{\"number\":\"NOGROUP\",\"displayName\":\"Without group\"}"));
        created(bc.post(payments(), "{\"customerNumber\":\"NOGROUP\",\"documentNumber\":\"P-1\",\"amount\":-5}"));
        assertRefused(
                bc.act("journals(" + journal + ")", "post"),
                400,
                "Application_FieldValidationException",
                "Customer Posting Group must have a value in Customer: No.=NOGROUP. It cannot be zero or empty.");
    }

    @Test
    void aPaymentWithoutInvoiceStaysOpenOnTheCustomer() {
        created(bc.post(payments(), "{\"customerNumber\":\"AMZ-OPEN\",\"documentNumber\":\"P-1\",\"amount\":-5}"));
        done(bc.act("journals(" + journal + ")", "post"));
        assertThat(bc.first("customers", "number eq 'AMZ-OPEN'")
                        .path("balanceDue")
                        .decimalValue())
                .isEqualByComparingTo("-5");
        assertThat(bc.company().books().ledger().customerEntries().getLast().open())
                .isTrue();
    }
}
