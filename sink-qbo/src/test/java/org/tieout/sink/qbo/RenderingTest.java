package org.tieout.sink.qbo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tieout.event.Application;
import org.tieout.event.Document;
import org.tieout.event.DocumentKind;
import org.tieout.event.DocumentLine;
import org.tieout.event.PostingCommand;
import org.tieout.event.SourceKind;
import org.tieout.runtime.sink.Prepared;
import org.tieout.runtime.sink.Ready;
import org.tieout.runtime.sink.References;

/// The bytes that go to QuickBooks Online, in full.
class RenderingTest {
    private static final Company COMPANY = company(true, false);

    private final Trade trade = new Trade("us-books", "amazon-us", "books");

    @Test
    void anInvoiceCarriesItsOrdersNumberExactLinesAndNoTax() {
        Document document = Document.newBuilder(Trade.document(
                        DocumentKind.INVOICE,
                        "111-1234567-1234567",
                        Trade.CUSTOMER,
                        "Amazon order 111-1234567-1234567",
                        List.of(
                                Trade.line("1100", "53.98", "Order"),
                                Trade.item("4000", "-59.97", "SKU-1", 3, "REV.PRINCIPAL"),
                                Trade.item("4090", "5.99", "Amazon promotions", 1, "REV.PROMO")),
                        List.of()))
                .setTrackingNumber("1Z999")
                .build();

        assertThat(rendered(command(document)))
                .isEqualTo(
                        "{\"DocNumber\":\"111-1234567-1234567\",\"TxnDate\":\"2026-11-10\",\"CustomerRef\":{\"value\":\"58\"},"
                                + "\"PrivateNote\":\"Tieout posting us-books/settlement/S1/x/r1; Amazon order 111-1234567-1234567\","
                                + "\"Line\":["
                                + "{\"Amount\":59.97,\"Description\":\"REV.PRINCIPAL\",\"DetailType\":\"SalesItemLineDetail\","
                                + "\"SalesItemLineDetail\":{\"ItemRef\":{\"value\":\"11\"},\"Qty\":3,\"UnitPrice\":19.99,"
                                + "\"TaxCodeRef\":{\"value\":\"NON\"}}},"
                                + "{\"Amount\":-5.99,\"Description\":\"REV.PROMO\",\"DetailType\":\"SalesItemLineDetail\","
                                + "\"SalesItemLineDetail\":{\"ItemRef\":{\"value\":\"12\"},\"Qty\":1,\"UnitPrice\":-5.99,"
                                + "\"TaxCodeRef\":{\"value\":\"NON\"}}}],"
                                + "\"TrackingNum\":\"1Z999\",\"ShipDate\":\"2026-11-10\"}");
    }

    @Test
    void anAmountThatDoesNotDivideIsSentAsOneUnitSoThatNoProductIsRounded() {
        assertThat(Rendering.unitPrice(new BigDecimal("59.97"), 3)).contains(new BigDecimal("19.99"));
        assertThat(Rendering.unitPrice(new BigDecimal("10.00"), 4)).contains(new BigDecimal("2.50"));
        assertThat(Rendering.unitPrice(new BigDecimal("0.01"), 8)).contains(new BigDecimal("0.00125"));
        assertThat(Rendering.unitPrice(new BigDecimal("100.00"), 3)).isEmpty();

        Document document = Trade.document(
                DocumentKind.INVOICE,
                "N1",
                Trade.CUSTOMER,
                "m",
                List.of(Trade.line("1100", "100.00", "Order"), Trade.item("4000", "-100.00", "SKU-1", 3, "Goods")),
                List.of());
        assertThat(rendered(command(document)))
                .contains("\"Amount\":100.00,\"Description\":\"3 x Goods\"")
                .contains("\"Qty\":1,\"UnitPrice\":100.00");
    }

    @Test
    void aPaymentSettlesInvoicesAndUsesMemosWithPositiveAmounts() {
        PostingCommand invoice = trade.invoice("A", "50.00", "0.00");
        PostingCommand memo = trade.creditMemo("S1", 1, 3, "A", "20.00");
        PostingCommand payment =
                trade.payment("S1", 2, 3, List.of(Trade.applies(invoice, "50.00"), Trade.applies(memo, "-20.00")));

        assertThat(rendered(
                        payment,
                        Map.of(
                                invoice.getPostingId(), new References.Posted("Invoice", "145"),
                                memo.getPostingId(), new References.Posted("CreditMemo", "150"))))
                .isEqualTo("{\"TotalAmt\":30.00,\"CustomerRef\":{\"value\":\"58\"},\"TxnDate\":\"2026-11-10\","
                        + "\"PaymentRefNum\":\"S1-2\",\"DepositToAccountRef\":{\"value\":\"4\"},"
                        + "\"PrivateNote\":\"Tieout posting us-books/settlement/S1/payment-2/r1; Amazon settlement S1\","
                        + "\"Line\":[{\"Amount\":50.00,\"LinkedTxn\":[{\"TxnId\":\"145\",\"TxnType\":\"Invoice\"}]},"
                        + "{\"Amount\":20.00,\"LinkedTxn\":[{\"TxnId\":\"150\",\"TxnType\":\"CreditMemo\"}]}]}");
    }

    @Test
    void aDepositLinksPaymentsAndReceiptsWithoutDetailAndCarriesFeesAsNegativeLines() {
        PostingCommand payment = trade.payment("S1", 1, 3, List.of());
        Application receipt = Application.newBuilder()
                .setPostingId("receipt")
                .setKind(DocumentKind.REFUND_RECEIPT)
                .setAmount(Trade.money("-10.00"))
                .build();
        PostingCommand deposit = trade.deposit("S1", 3, 3, List.of(Trade.applies(payment, "100.00"), receipt), "30.00");

        assertThat(rendered(
                        deposit,
                        Map.of(
                                payment.getPostingId(),
                                new References.Posted("Payment", "200"),
                                "receipt",
                                new References.Posted("RefundReceipt", "201"))))
                .isEqualTo("{\"DepositToAccountRef\":{\"value\":\"1\"},\"TxnDate\":\"2026-11-10\","
                        + "\"PrivateNote\":\"Tieout posting us-books/settlement/S1/deposit/r1; Amazon settlement S1\","
                        + "\"Line\":["
                        + "{\"Amount\":100.00,\"LinkedTxn\":[{\"TxnId\":\"200\",\"TxnType\":\"Payment\",\"TxnLineId\":\"0\"}]},"
                        + "{\"Amount\":-10.00,\"LinkedTxn\":[{\"TxnId\":\"201\",\"TxnType\":\"RefundReceipt\",\"TxnLineId\":\"0\"}]},"
                        + "{\"Amount\":-30.00,\"Description\":\"Selling fees\",\"DetailType\":\"DepositLineDetail\","
                        + "\"DepositLineDetail\":{\"AccountRef\":{\"value\":\"6\"}}}]}");
    }

    @Test
    void aDepositWhoseLinksDoNotAddUpIsNotSent() {
        PostingCommand payment = trade.payment("S1", 1, 2, List.of());
        PostingCommand deposit = trade.deposit("S1", 2, 2, List.of(Trade.applies(payment, "100.00")), "30.00");
        deposit.getDocument().getApplications().getFirst().setAmount(Trade.money("99.99"));

        assertThat(unpostable(deposit, Map.of(payment.getPostingId(), new References.Posted("Payment", "200")))
                        .code())
                .isEqualTo("deposit-links");
    }

    @Test
    void aJournalHasPositiveAmountsAndNamesTheCustomerOnAReceivable() {
        Document document = Trade.document(
                DocumentKind.JOURNAL,
                "S1-A",
                Trade.CUSTOMER,
                "m",
                List.of(
                        Trade.line("6100", "7.50", "Commission"),
                        Trade.line("1100", "-7.50", "Receivable"),
                        Trade.line("2320", "0.00", "Nothing")),
                List.of());

        assertThat(rendered(command(document)))
                .isEqualTo("{\"DocNumber\":\"S1-A\",\"TxnDate\":\"2026-11-10\","
                        + "\"PrivateNote\":\"Tieout posting us-books/settlement/S1/x/r1; m\",\"Line\":["
                        + "{\"Amount\":7.50,\"Description\":\"Commission\",\"DetailType\":\"JournalEntryLineDetail\","
                        + "\"JournalEntryLineDetail\":{\"PostingType\":\"Debit\",\"AccountRef\":{\"value\":\"6\"}}},"
                        + "{\"Amount\":7.50,\"Description\":\"Receivable\",\"DetailType\":\"JournalEntryLineDetail\","
                        + "\"JournalEntryLineDetail\":{\"PostingType\":\"Credit\",\"AccountRef\":{\"value\":\"3\"},"
                        + "\"Entity\":{\"Type\":\"Customer\",\"EntityRef\":{\"value\":\"58\"}}}}]}");
    }

    @Test
    void aRefundReceiptTakesTheMoneyFromTheOtherSidesAccount() {
        Document document = Trade.document(
                DocumentKind.REFUND_RECEIPT,
                "111-1234567-1234567R1",
                Trade.CUSTOMER,
                "m",
                List.of(
                        Trade.line("1145", "-20.00", "Order"),
                        Trade.item("4100", "20.00", "Amazon refunds", 1, "RET.REFUND")),
                List.of());

        assertThat(rendered(command(document)))
                .contains("\"Amount\":20.00")
                .contains("\"UnitPrice\":20.00")
                .endsWith("\"DepositToAccountRef\":{\"value\":\"4\"}}");
    }

    @Test
    void whatTheCompanyLacksIsSaidWithWhatToDo() {
        assertThat(unpostable(salesOf("9999", "SKU-1"), Map.of()).code()).isEqualTo("account-missing");
        assertThat(unpostable(salesOf("4000", "SKU-2"), Map.of()).code()).isEqualTo("item-missing");
        assertThat(unpostable(salesOf("4090", "SKU-1"), Map.of()).code()).isEqualTo("item-account");
        assertThat(unpostable(
                                trade.payment("S1", 1, 1, List.of(Trade.applies(salesOf("4000", "SKU-1"), "1.00"))),
                                Map.of())
                        .code())
                .isEqualTo("reference-missing");
    }

    @Test
    void aCompanyThatNumbersByItselfOrKeepsAnotherCurrencyIsNotPostedTo() {
        Ready ready = new Ready(salesOf("4000", "SKU-1"), new References(Map.of()));
        assertThat(new Rendering(company(false, false)).render(ready))
                .isInstanceOfSatisfying(
                        Prepared.Unpostable.class,
                        refused -> assertThat(refused.code()).isEqualTo("custom-numbers-off"));

        PostingCommand euro = salesOf("4000", "SKU-1");
        euro.getDocument().setCurrency("EUR");
        assertThat(unpostable(euro, Map.of()).code()).isEqualTo("currency");
    }

    @Test
    void withManyCurrenciesEachDocumentNamesItsOwn() {
        var rendering = new Rendering(company(true, true));
        Prepared prepared = rendering.render(new Ready(salesOf("4000", "SKU-1"), new References(Map.of())));

        assertThat(((Prepared.Body) prepared).body()).contains("\"CurrencyRef\":{\"value\":\"USD\"}");
    }

    private PostingCommand salesOf(String account, String item) {
        return command(Trade.document(
                DocumentKind.INVOICE,
                "N1",
                Trade.CUSTOMER,
                "m",
                List.<DocumentLine>of(
                        Trade.line("1100", "1.00", "Order"), Trade.item(account, "-1.00", item, 1, "REV.PRINCIPAL")),
                List.of()));
    }

    private PostingCommand command(Document document) {
        return trade.command(SourceKind.SETTLEMENT, "S1", 1, 1, "x", document);
    }

    private static String rendered(PostingCommand command) {
        return rendered(command, Map.of());
    }

    private static String rendered(PostingCommand command, Map<String, References.Posted> references) {
        Prepared prepared = new Rendering(COMPANY).render(new Ready(command, new References(references)));
        assertThat(prepared).isInstanceOf(Prepared.Body.class);
        return ((Prepared.Body) prepared).body();
    }

    private static Prepared.Unpostable unpostable(PostingCommand command, Map<String, References.Posted> references) {
        Prepared prepared = new Rendering(COMPANY).render(new Ready(command, new References(references)));
        assertThat(prepared).isInstanceOf(Prepared.Unpostable.class);
        return (Prepared.Unpostable) prepared;
    }

    private static Company company(boolean ownNumbers, boolean manyCurrencies) {
        return new Company(
                List.of(
                        account("1", "1000", "Checking", "Bank", "Checking"),
                        account("3", "1100", "Accounts Receivable (A/R)", "Accounts Receivable", "AccountsReceivable"),
                        account("4", "1145", "Undeposited Funds", "Other Current Asset", "UndepositedFunds"),
                        account(
                                "5",
                                "2320",
                                "Accrued Amazon fees",
                                "Other Current Liability",
                                "OtherCurrentLiabilities"),
                        account("6", "6100", "Selling fees", "Expense", "CommissionsAndFees"),
                        account("7", "4000", "Sales", "Income", "SalesOfProductIncome"),
                        account("8", "4090", "Promotions", "Income", "DiscountsRefundsGiven"),
                        account("9", "4100", "Refunds", "Income", "DiscountsRefundsGiven")),
                List.of(
                        item("11", "SKU-1", "7"),
                        item("12", "Amazon promotions", "8"),
                        item("13", "Amazon refunds", "9")),
                List.of(new Company.Customer("58", Trade.CUSTOMER, Optional.empty(), true)),
                new Company.Settings(ownNumbers, false, manyCurrencies, "USD", "US", "Made-up Books Inc."));
    }

    private static Company.Account account(String id, String number, String name, String type, String subType) {
        return new Company.Account(id, Optional.of(number), name, name, type, subType, true);
    }

    private static Company.Item item(String id, String name, String account) {
        return new Company.Item(id, name, Optional.empty(), Optional.of(account), "NonInventory", true);
    }
}
