package org.tieout.sink.bc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tieout.event.DocumentLine;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.sink.Prepared;
import org.tieout.runtime.sink.Ready;
import org.tieout.runtime.sink.References;

/// Canonical documents as bodies of requests.
class RenderingTest {
    private static final String ORDER = "111-0000001-0000001";

    private final Trade trade = new Trade("us-books", "amazon-us", "books");
    private final List<Company.Item> items =
            new ArrayList<>(List.of(new Company.Item("i1", "SKU-1", "Blue mug", "04012345678901", "Inventory", false)));
    private boolean hasPaymentMethod = true;
    private Choices choices = choices(true, false);

    @BeforeAll
    static void trustOurRecords() {
        assertThat(AvroSerdes.inMemory()).isNotNull();
    }

    @Test
    void anInvoiceSellsItemsAndLetsEverythingElseGoToAccounts() {
        JsonNode body = body(trade.invoice(ORDER, "50.00", "5.99"));

        assertThat(body.toString())
                .isEqualTo("{\"customerNumber\":\"AMZ-US\",\"externalDocumentNumber\":\"" + ORDER
                        + "\",\"invoiceDate\":\"2026-11-10\",\"postingDate\":\"2026-11-10\",\"currencyCode\":\"USD\","
                        + "\"salesInvoiceLines\":[{\"lineType\":\"Comment\",\"description\":\"Tieout posting us-books/order/"
                        + ORDER + "/invoice-1/r1\"},"
                        + "{\"lineType\":\"Item\",\"lineObjectNumber\":\"SKU-1\",\"quantity\":1,\"unitPrice\":50.00,"
                        + "\"taxCode\":\"NONTAXABLE\",\"description\":\"REV.PRINCIPAL\"},"
                        + "{\"lineType\":\"Account\",\"lineObjectNumber\":\"4010\",\"quantity\":1,\"unitPrice\":5.99,"
                        + "\"taxCode\":\"NONTAXABLE\",\"description\":\"REV.SHIPPING\"}]}");
    }

    @Test
    void theSameCommandIsTheSameBytes() {
        PostingCommand command = trade.invoice(ORDER, "50.00", "5.99");

        assertThat(body(command).toString()).isEqualTo(body(command).toString());
    }

    @Test
    void whatDoesNotDivideEvenlyKeepsQuantityAndTotal() {
        assertThat(Amounts.split(new BigDecimal("10.00"), 3))
                .containsExactly(
                        new Amounts.Units(1, new BigDecimal("3.34")), new Amounts.Units(2, new BigDecimal("3.33")));
        assertThat(Amounts.split(new BigDecimal("9.99"), 3))
                .containsExactly(new Amounts.Units(3, new BigDecimal("3.33")));
        assertThat(Amounts.split(new BigDecimal("-10.00"), 3))
                .containsExactly(
                        new Amounts.Units(2, new BigDecimal("-3.33")), new Amounts.Units(1, new BigDecimal("-3.34")));
        assertThat(Amounts.split(new BigDecimal("0.01"), 2))
                .containsExactly(
                        new Amounts.Units(1, new BigDecimal("0.01")), new Amounts.Units(1, new BigDecimal("0.00")));
        assertThat(Amounts.split(new BigDecimal("100"), 3))
                .containsExactly(
                        new Amounts.Units(1, new BigDecimal("34")), new Amounts.Units(2, new BigDecimal("33")));
    }

    @Test
    void anItemIsFoundByItsNumberItsGtinOrItsName() {
        for (String named : List.of("sku-1", "04012345678901", "blue MUG")) {
            PostingCommand command = trade.invoice(ORDER, "50.00", "0.00");
            command.getDocument().getLines().get(1).setItem(named);

            assertThat(body(command)
                            .path("salesInvoiceLines")
                            .get(1)
                            .path("lineObjectNumber")
                            .asText())
                    .as(named)
                    .isEqualTo("SKU-1");
        }
    }

    @Test
    void goodsWithoutAnItemAreRefusedWithWhatToDo() {
        items.clear();

        assertThat(rendered(trade.invoice(ORDER, "50.00", "0.00")))
                .isInstanceOfSatisfying(Prepared.Unpostable.class, unpostable -> {
                    assertThat(unpostable.code()).isEqualTo("item-missing");
                    assertThat(unpostable.nextStep()).contains("create-missing-items");
                });
    }

    @Test
    void aBlockedItemIsRefused() {
        items.set(0, new Company.Item("i1", "SKU-1", "Blue mug", "", "Inventory", true));

        assertThat(code(trade.invoice(ORDER, "50.00", "0.00"))).isEqualTo("item-blocked");
    }

    @Test
    void aMemoCreditsTheReturnsAccountUnlessGoodsReturnToStock() {
        PostingCommand memo = trade.creditMemo("S1", 1, 1, ORDER, "20.00");
        memo.getDocument().getLines().get(1).setItem("SKU-1");

        JsonNode line = body(memo).path("salesCreditMemoLines").get(1);
        assertThat(line.path("lineType").asText()).isEqualTo("Account");
        assertThat(line.path("lineObjectNumber").asText()).isEqualTo("4100");
        assertThat(line.path("unitPrice").decimalValue()).isEqualByComparingTo("20.00");

        choices = choices(true, true);
        assertThat(body(memo)
                        .path("salesCreditMemoLines")
                        .get(1)
                        .path("lineType")
                        .asText())
                .isEqualTo("Item");
    }

    @Test
    void aCustomerWithoutPaymentMethodIsRefusedWhereItShouldCloseInvoices() {
        hasPaymentMethod = false;

        assertThat(code(trade.invoice(ORDER, "50.00", "0.00"))).isEqualTo("customer-payment-method");
        choices = choices(false, false);
        assertThat(rendered(trade.leavingOpen().invoice(ORDER, "50.00", "0.00")))
                .isInstanceOf(Prepared.Body.class);
    }

    @Test
    void dimensionsGoByTheirCodesAndUnknownOnesAreRefused() {
        PostingCommand command = trade.invoice(ORDER, "50.00", "0.00");
        DocumentLine goods = command.getDocument().getLines().get(1);
        goods.setDimensions(Map.of("Marketplace", "amazon-us"));

        assertThat(body(command)
                        .path("salesInvoiceLines")
                        .get(1)
                        .path("dimensionSetLines")
                        .toString())
                .isEqualTo("[{\"code\":\"MARKETPLACE\",\"valueCode\":\"AMAZON-US\"}]");
        goods.setDimensions(Map.of("MARKETPLACE", "MARS"));
        assertThat(code(command)).isEqualTo("dimension-missing");
    }

    @Test
    void aJournalCarriesSignedAmountsOurLineNumbersAndItsReference() {
        JsonNode body = body(trade.fees("25889786381", 2, 3, "07", "12.50"));

        assertThat(body.path("set").asText()).isEqualTo("journals");
        assertThat(body.path("code").asText()).matches("G[A-Z]{9}");
        JsonNode first = body.path("lines").get(0);
        assertThat(first.toString())
                .isEqualTo(
                        "{\"lineNumber\":200010,\"accountType\":\"G_x002F_L_x0020_Account\",\"accountNumber\":\"6100\","
                                + "\"postingDate\":\"2026-11-10\",\"documentNumber\":\"25889786381-07\","
                                + "\"externalDocumentNumber\":\"25889786381\",\"amount\":12.50,"
                                + "\"description\":\"Selling fees (25889786381-07)\","
                                + "\"comment\":\"Tieout posting us-books/settlement/25889786381/journal-07/r1\"}");
        assertThat(body.path("lines").get(1).path("amount").decimalValue()).isEqualByComparingTo("-12.50");
    }

    @Test
    void allJournalsOfASettlementShareABatchAndNoOtherSettlementDoes() {
        JsonNode fees = body(trade.fees("S1", 1, 2, "07", "1.00"));
        JsonNode payout = body(trade.payout("S1", 2, 2, "1000", "5.00"));
        JsonNode other = body(trade.payout("S2", 2, 2, "1000", "5.00"));

        assertThat(fees.path("code")).isEqualTo(payout.path("code"));
        assertThat(fees.path("code")).isNotEqualTo(other.path("code"));
    }

    @Test
    void aBankAccountCardIsABankLineAndMustBeConfigured() {
        JsonNode body = body(trade.payout("S1", 1, 1, "CHECKING", "5.00"));
        assertThat(body.path("lines").get(0).path("accountType").asText()).isEqualTo("Bank_x0020_Account");

        choices = new Choices("", "NONTAXABLE", false, Map.of(), "", "PCS", _ -> new Choices.OfFlow(true, false, true));
        assertThat(code(trade.payout("S1", 1, 1, "CHECKING", "5.00"))).isEqualTo("bank-card");
    }

    @Test
    void aCardsNumberSaysMoreThanTheNameOfAnAccountAndAnAccountsNumberMeansTheAccount() {
        JsonNode card = body(trade.payout("S1", 1, 1, "Checking", "5.00"));
        JsonNode account = body(trade.payout("S1", 1, 1, "1000", "5.00"));

        assertThat(card.path("lines").get(0).path("accountType").asText()).isEqualTo("Bank_x0020_Account");
        assertThat(account.path("lines").get(0).path("accountType").asText()).isEqualTo("G_x002F_L_x0020_Account");
    }

    @Test
    void aPaymentHasALineForEachInvoiceAndTheMoneyAccountBalancesItsBatch() {
        PostingCommand first = trade.invoice(ORDER, "50.00", "0.00");
        PostingCommand second = trade.invoice("111-0000002-0000002", "30.00", "0.00");
        PostingCommand payment =
                trade.payment("S1", 3, 4, List.of(Trade.applies(first, "50.00"), Trade.applies(second, "30.00")));
        References references = new References(Map.of(
                first.getPostingId(), new References.Posted("salesInvoice", "id-1"),
                second.getPostingId(), new References.Posted("salesInvoice", "id-2")));

        JsonNode body = read(new Rendering(company(), choices).render(new Ready(payment, references)));

        assertThat(body.path("set").asText()).isEqualTo("customerPaymentJournals");
        assertThat(body.path("code").asText()).matches("P[A-Z]{9}");
        assertThat(body.path("balancingAccountId").asText()).isEqualTo("a-1150");
        assertThat(body.path("lines")).hasSize(2);
        assertThat(body.path("lines").get(0).path("amount").decimalValue()).isEqualByComparingTo("-50.00");
        assertThat(body.path("lines").get(1).path("appliesToInvoiceId").asText())
                .isEqualTo("id-2");
    }

    @Test
    void amountsOfPaymentsAreTurnedWhereTheCompanyWantsThemPositive() {
        PostingCommand invoice = trade.invoice(ORDER, "50.00", "0.00");
        PostingCommand payment = trade.payment("S1", 1, 1, List.of(Trade.applies(invoice, "50.00")));
        choices = new Choices("", "NONTAXABLE", true, Map.of(), "", "PCS", _ -> new Choices.OfFlow(true, false, false));
        References references =
                new References(Map.of(invoice.getPostingId(), new References.Posted("salesInvoice", "id-1")));

        JsonNode body = read(new Rendering(company(), choices).render(new Ready(payment, references)));

        assertThat(body.path("lines").get(0).path("amount").decimalValue()).isEqualByComparingTo("50.00");
    }

    @Test
    void whatGivesAMemosMoneyBackDebitsTheCustomer() {
        PostingCommand memo = trade.creditMemo("S1", 1, 2, ORDER, "20.00");

        JsonNode body = body(trade.creditRefund("S1", 2, 2, memo, "20.00"));

        assertThat(body.path("lines").get(0).path("accountType").asText()).isEqualTo("Customer");
        assertThat(body.path("lines").get(0).path("accountNumber").asText()).isEqualTo("AMZ-US");
        assertThat(body.path("lines").get(1).path("accountNumber").asText()).isEqualTo("1150");
    }

    @Test
    void aJournalInAnotherCurrencyIsRefusedBecauseItsLinesHaveNone() {
        PostingCommand command = trade.fees("S1", 1, 1, "07", "1.00");
        command.getDocument().setCurrency("CAD");

        assertThat(code(command)).isEqualTo("currency");
    }

    @Test
    void aReferenceThatDoesNotFitIsRefusedAndNotCut() {
        PostingCommand command = trade.invoice(ORDER, "50.00", "0.00");
        command.getDocument().setReference("111-0000001-0000001-22");

        assertThat(code(command)).isEqualTo("reference-form");
    }

    @Test
    void anAccountThatTakesNoDirectPostingIsRefused() {
        PostingCommand command = trade.payout("S1", 1, 1, "9999", "5.00");

        assertThat(code(command)).isEqualTo("account-closed");
    }

    @Test
    void aLongPostingIdIsMarkedByItsHash() {
        String one = "f".repeat(90) + "/order/1/invoice-1/r1";
        String other = "f".repeat(90) + "/order/2/invoice-1/r1";

        assertThat(Mark.of(one)).hasSizeLessThanOrEqualTo(100).isNotEqualTo(Mark.of(other));
        assertThat(Mark.names(Mark.of(one), one)).isTrue();
        assertThat(Mark.names(Mark.of(one), other)).isFalse();
    }

    @Test
    void aLongItemNameBecomesANumberOfTwentyCharactersOfItsOwn() {
        assertThat(ItemNumbers.of("mug")).isEqualTo("MUG");
        assertThat(ItemNumbers.of("A very long name of a mug"))
                .hasSizeLessThanOrEqualTo(20)
                .isNotEqualTo(ItemNumbers.of("A very long name of a cup"));
    }

    // ---- --------------------------------------------------------------------------------------------------------

    private JsonNode body(PostingCommand command) {
        return read(rendered(command));
    }

    private static JsonNode read(Prepared prepared) {
        assertThat(prepared).isInstanceOf(Prepared.Body.class);
        return Json.read(((Prepared.Body) prepared).body()).orElseThrow();
    }

    private String code(PostingCommand command) {
        Prepared prepared = rendered(command);
        assertThat(prepared).isInstanceOf(Prepared.Unpostable.class);
        return ((Prepared.Unpostable) prepared).code();
    }

    private Prepared rendered(PostingCommand command) {
        return new Rendering(company(), choices).render(new Ready(command, new References(Map.of())));
    }

    private static Choices choices(boolean closesItself, boolean goodsReturn) {
        return new Choices(
                "",
                "NONTAXABLE",
                false,
                Map.of("CHECKING", "1000"),
                "",
                "PCS",
                _ -> new Choices.OfFlow(true, goodsReturn, closesItself));
    }

    private Company company() {
        List<Company.Account> accounts = new ArrayList<>();
        for (String number : List.of("1000", "1100", "1150", "4000", "4010", "4100", "6100")) {
            // The account that the card posts to has the card's name, as it often does.
            String name = number.equals("1000") ? "Checking" : "Account " + number;
            accounts.add(new Company.Account("a-" + number, number, name, "", "", false, true, true));
        }
        accounts.add(new Company.Account("a-9999", "9999", "Receivables", "Assets", "", false, true, false));
        return new Company(new Company.Lists(
                accounts,
                List.of(new Company.BankAccount("b1", "CHECKING", "Checking", "", false)),
                items,
                List.of(new Company.Customer("c1", "AMZ-US", Trade.CUSTOMER, "", hasPaymentMethod, "")),
                List.of(new Company.Code("t1", "NONTAXABLE", "Non-taxable")),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Company.Dimension("d1", "MARKETPLACE", "Marketplace", List.of("AMAZON-US"))),
                new Company.Settings("USD", "Simulated")));
    }
}
