package org.tieout.sink.bc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tieout.event.DocumentKind;
import org.tieout.event.LedgerDocument;
import org.tieout.event.LedgerStatus;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;
import org.tieout.event.PostingStatus;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.sink.Finding;
import org.tieout.runtime.sink.ItemOutcome;
import org.tieout.runtime.sink.Prepared;
import org.tieout.runtime.sink.References;
import org.tieout.simulator.Simulator;
import org.tieout.simulator.SimulatorOptions;
import org.tieout.sink.testing.LedgerDesk;

/// What deals sell, against the simulated company over HTTP, without a broker.
class DealsTest {
    private final Trade trade = new Trade("deals", "crm", "books");
    private final Deals deals = new Deals(trade);
    private Simulator simulator;
    private LedgerDesk desk;
    private Human human;

    @BeforeAll
    static void trustOurRecords() {
        assertThat(AvroSerdes.inMemory()).isNotNull();
    }

    @BeforeEach
    void open() {
        simulator = Simulator.start(SimulatorOptions.builder().seed(7).build());
        human = new Human(simulator);
        human.post("customers", "{\"number\":\"" + Deals.NUMBER + "\",\"displayName\":\"Harbour Coffee\"}");
        desk = desk(Map.of());
    }

    private LedgerDesk desk(Map<String, String> settings) {
        return new LedgerDesk(notices -> Books.ledger(simulator, trade, settings, notices));
    }

    @AfterEach
    void close() {
        desk.close();
        simulator.close();
    }

    @Test
    void anOrderStandsAsCommandedUntilItIsApprovedAndIsInvoicedThen() {
        PostingCommand order = deals.order(1, "40.00");

        ItemOutcome.Drafted drafted = drafted(order);

        assertThat(drafted.vendorType()).isEqualTo("salesOrder");
        assertThat(drafted.document().getStatus()).isEqualTo(LedgerStatus.DRAFT);
        assertThat(drafted.document().getTotal().getAmount()).isEqualByComparingTo("109.90");
        JsonNode stands = human.get("salesOrders(" + drafted.vendorId() + ")?$expand=salesOrderLines,paymentTerm");
        assertThat(stands.path("externalDocumentNumber").asText()).isEqualTo(Deals.DEAL);
        assertThat(stands.path("requestedDeliveryDate").asText()).isEqualTo("2026-11-24");
        assertThat(stands.path("paymentTerm").path("code").asText()).isEqualTo("30 DAYS");
        assertThat(stands.path("salesOrderLines").findValuesAsText("description"))
                .containsExactly(Mark.of(order.getPostingId()), "Harbour coffee", "Freight");
        assertThat(stands.path("salesOrderLines").path(1).path("quantity").decimalValue())
                .isEqualByComparingTo("2.5");
        assertThat(Books.rows(simulator, "salesInvoices")).isZero();

        desk.post(order);

        assertThat(Books.rows(simulator, "salesOrders")).isZero();
        assertThat(desk.states.getFirst().getVendorType()).isEqualTo("salesInvoice");
        assertThat(Books.balance(simulator, "4000")).isEqualByComparingTo("-100.00");
        assertThat(Books.balance(simulator, "4010")).isEqualByComparingTo("-9.90");
    }

    @Test
    void aDraftInvoiceIsPostedOnceApprovedAndAskedForTwiceItIsFound() {
        PostingCommand invoice = deals.invoice(1, "40.00");
        String id = drafted(invoice).vendorId();
        assertThat(drafted(invoice).vendorId()).as("the same draft").isEqualTo(id);
        assertThat(desk.find(invoice)).isInstanceOf(Finding.Absent.class);

        desk.post(invoice);

        assertThat(desk.id(invoice)).isEqualTo(id);
        assertThat(desk.find(invoice)).isInstanceOf(Finding.Found.class);
        assertThat(desk.outcome(invoice))
                .isInstanceOfSatisfying(
                        ItemOutcome.Posted.class,
                        again -> assertThat(again.found()).isTrue());
        assertThat(Books.count(simulator, "salesInvoices", "Open")).isEqualTo(1);
        assertThat(Books.rows(simulator, "salesInvoices")).isEqualTo(1);
    }

    // ---- amendments -----------------------------------------------------------------------------------------------

    @Test
    void aChangedDealChangesItsOrderInPlace() {
        ItemOutcome.Drafted first = drafted(deals.order(1, "40.00"));
        PostingCommand changed = deals.sale(
                DocumentKind.SALES_ORDER,
                2,
                Deals.item("SKU-1", "3", "35.00"),
                Deals.comment("Deliver in the morning"),
                Deals.account("4010", "12.00"),
                Deals.item("SKU-2", "1", "5.00"));
        changed.getDocument().setDate(Deals.DATE.plusDays(1));

        ItemOutcome.Drafted second = drafted(changed);

        assertThat(second.vendorId()).isEqualTo(first.vendorId());
        assertThat(second.vendorNumber()).isEqualTo(first.vendorNumber());
        assertThat(second.document().getTotal().getAmount()).isEqualByComparingTo("122.00");
        JsonNode stands = human.get("salesOrders(" + second.vendorId() + ")?$expand=salesOrderLines");
        assertThat(stands.path("orderDate").asText()).isEqualTo("2026-11-11");
        assertThat(stands.path("salesOrderLines").findValuesAsText("description"))
                .containsExactly(
                        Mark.of(changed.getPostingId()),
                        "Harbour coffee",
                        "Deliver in the morning",
                        "Freight",
                        "Harbour coffee");

        desk.post(changed);
        assertThat(Books.balance(simulator, "4000")).isEqualByComparingTo("-110.00");
    }

    @Test
    void aDealThatBecomesAnInvoiceOrGoesToAnotherCustomerIsMadeAnewAndTheOldOneGoesFirst() {
        drafted(deals.order(1, "40.00"));

        String invoice = drafted(deals.invoice(2, "40.00")).vendorId();
        assertThat(Books.rows(simulator, "salesOrders")).isZero();

        human.post("customers", "{\"number\":\"OTHER\",\"displayName\":\"Other\"}");
        PostingCommand toAnother = deals.invoice(3, "40.00");
        toAnother.getDocument().getSale().setCustomerNumber("OTHER");
        assertThat(drafted(toAnother).vendorId()).isNotEqualTo(invoice);
        assertThat(Books.rows(simulator, "salesInvoices")).isEqualTo(1);
    }

    @Test
    void whatIsPostedIsNeverChanged() {
        PostingCommand first = deals.order(1, "40.00");
        desk.post(first);
        String number = desk.states.getFirst().getVendorNumber();

        assertThat(desk.outcome(deals.order(2, "50.00"))).isInstanceOfSatisfying(ItemOutcome.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo("posted-already");
            assertThat(refused.nextStep()).contains("credit memo", number);
        });
        assertThat(Books.rows(simulator, "salesOrders")).isZero();
    }

    @Test
    void aDealWhoseInvoiceWasCancelledIsSoldAgain() {
        PostingCommand first = deals.invoice(1, "40.00");
        desk.post(first);
        human.post("salesInvoices(" + desk.id(first) + ")/Microsoft.NAV.cancel", "");

        assertThat(drafted(deals.invoice(2, "50.00")).document().getTotal().getAmount())
                .isEqualByComparingTo("134.90");
    }

    @Test
    void aNumberOfTheCustomersThatAPersonWritesOverOursHidesNothing() {
        PostingCommand first = deals.order(1, "40.00");
        ItemOutcome.Drafted drafted = drafted(first);
        human.patch("salesOrders(" + drafted.vendorId() + ")", "{\"externalDocumentNumber\":\"PO-7788\"}");
        PostingCommand second = deals.order(2, "50.00");
        knows(first, drafted);

        assertThat(drafted(second).vendorId()).isEqualTo(drafted.vendorId());
        knows(second, drafted);
        human.order("post", "{\"set\":\"salesOrders\",\"id\":\"" + drafted.vendorId() + "\"}");

        assertThat(desk.outcome(second)).isInstanceOf(ItemOutcome.Posted.class);
        assertThat(human.get("salesInvoices")
                        .path("value")
                        .get(0)
                        .path("externalDocumentNumber")
                        .asText())
                .isEqualTo("PO-7788");
        assertThat(Books.rows(simulator, "salesOrders")).isZero();
        assertThat(Books.rows(simulator, "salesInvoices")).isEqualTo(1);
    }

    @Test
    void whatARevisionBeforeTheLastStoodAsIsKnownToo() {
        PostingCommand first = deals.order(1, "40.00");
        ItemOutcome.Drafted drafted = drafted(first);
        knows(first, drafted);
        human.patch("salesOrders(" + drafted.vendorId() + ")", "{\"externalDocumentNumber\":\"PO-7788\"}");
        human.order("post", "{\"set\":\"salesOrders\",\"id\":\"" + drafted.vendorId() + "\"}");

        assertThat(desk.unapproved(deals.order(3, "50.00")))
                .as("the second never stood, and has no id")
                .isInstanceOfSatisfying(
                        ItemOutcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("posted-already"));
        assertThat(Books.rows(simulator, "salesOrders")).isZero();
    }

    @Test
    void aRefusedDraftIsFoundAmongItsCustomersUnderWhateverNumber() {
        for (DocumentKind kind : List.of(DocumentKind.SALES_ORDER, DocumentKind.SALES_INVOICE)) {
            String set = kind == DocumentKind.SALES_ORDER ? "salesOrders" : "salesInvoices";
            PostingCommand command = new Deals(trade, Deals.DEAL.replace("0F", set.equals("salesOrders") ? "0A" : "0B"))
                    .sale(kind, 1, Deals.account("4010", "12.00"));
            command.getDocument().getSale().setTax(Deals.money(new java.math.BigDecimal("7.00")));
            assertThat(desk.unapproved(command)).isInstanceOf(ItemOutcome.Refused.class);
            JsonNode refused =
                    human.get(set + "?$filter=status eq 'Draft'").path("value").get(0);
            human.patch(set + "(" + refused.path("id").asText() + ")", "{\"externalDocumentNumber\":\"PO-7788\"}");
            command.getDocument().getSale().setComparesTax(false);

            desk.post(command);

            assertThat(Books.count(simulator, set, "Draft")).isZero();
            assertThat(desk.find(command)).as("after a lost answer").isInstanceOf(Finding.Found.class);
        }
        assertThat(Books.rows(simulator, "salesInvoices")).isEqualTo(2);
    }

    /// As the sink loop does: a draft's id is kept with its posting.
    private void knows(PostingCommand command, ItemOutcome.Drafted drafted) {
        desk.posted.put(command.getPostingId(), new References.Posted(drafted.vendorType(), drafted.vendorId()));
    }

    // ---- what cannot be -------------------------------------------------------------------------------------------

    @Test
    void aDraftWhoseTotalsDifferIsNotPostedAndBothFiguresAreNamed() {
        PostingCommand order = deals.order(1, "40.00");
        order.getDocument().getSale().setTax(Deals.money(new java.math.BigDecimal("7.00")));
        order.getDocument().getSale().setTotal(Deals.money(new java.math.BigDecimal("116.90")));

        assertThat(desk.outcome(order)).isInstanceOfSatisfying(ItemOutcome.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo("draft-differs");
            assertThat(refused.reason())
                    .contains("tax is 0.00, commanded was 7.00", "total is 109.90, commanded was 116.90");
        });
        assertThat(Books.count(simulator, "salesOrders", "Draft")).isEqualTo(1);

        order.getDocument().getSale().setComparesTax(false);
        desk.post(order);
    }

    @Test
    void aDraftThatNeverStoodAsCommandedIsMadeAnewWithTheTaxThatItsCustomerHasNow() {
        human.post("items", "{\"number\":\"SKU-1\",\"displayName\":\"Coffee\",\"taxGroupCode\":\"TAXABLE\"}");
        PostingCommand order = deals.sale(DocumentKind.SALES_ORDER, 1, Deals.item("SKU-1", "1", "100.00"));
        order.getDocument().getSale().setTax(Deals.money(new java.math.BigDecimal("8.25")));
        order.getDocument().getSale().setTotal(Deals.money(new java.math.BigDecimal("108.25")));
        assertThat(desk.unapproved(order)).isInstanceOf(ItemOutcome.Refused.class);

        String area = human.get("taxAreas?$filter=code eq 'TAXED'")
                .path("value")
                .get(0)
                .path("id")
                .asText();
        String customer = human.get("customers?$filter=number eq '" + Deals.NUMBER + "'")
                .path("value")
                .get(0)
                .path("id")
                .asText();
        human.patch("customers(" + customer + ")", "{\"taxLiable\":true,\"taxAreaId\":\"" + area + "\"}");

        ItemOutcome.Drafted drafted = drafted(order);
        assertThat(drafted.document().getTotal().getAmount()).isEqualByComparingTo("108.25");
        assertThat(Books.rows(simulator, "salesOrders")).isEqualTo(1);

        knows(order, drafted);
        String line = human.get("salesOrders(" + drafted.vendorId() + ")/salesOrderLines")
                .path("value")
                .get(1)
                .path("id")
                .asText();
        human.patch("salesOrders(" + drafted.vendorId() + ")/salesOrderLines(" + line + ")", "{\"unitPrice\":90}");
        assertThat(desk.outcome(order))
                .as("what somebody changed is neither overwritten nor posted")
                .isInstanceOfSatisfying(
                        ItemOutcome.Refused.class,
                        refused -> assertThat(refused.nextStep()).contains("Put back"));
        assertThat(Books.rows(simulator, "salesInvoices")).isZero();
    }

    @Test
    void anItemThatIsMissingIsCreatedOnlyWhereTheFlowSaysSo() {
        desk.close();
        desk = desk(Map.of("create-missing-items", "false"));
        PostingCommand order = deals.order(1, "40.00");

        assertThat(desk.prepare(List.of(order)).getFirst())
                .isInstanceOfSatisfying(Prepared.Unpostable.class, unpostable -> {
                    assertThat(unpostable.code()).isEqualTo("item-missing");
                    assertThat(unpostable.reason()).contains("SKU-1");
                });

        human.post("items", "{\"number\":\"SKU-1\",\"displayName\":\"Harbour coffee\"}");
        desk.close();
        desk = desk(Map.of("create-missing-items", "false"));
        desk.post(order);
    }

    @Test
    void aCustomerThatIsNotThereIsNamedByTheCompany() {
        PostingCommand order = deals.order(1, "40.00");
        order.getDocument().getSale().setCustomerNumber("NOBODY");

        assertThat(desk.outcome(order))
                .isInstanceOfSatisfying(
                        ItemOutcome.Refused.class,
                        refused -> assertThat(refused.reason()).contains("customer"));
        assertThat(Books.rows(simulator, "salesOrders")).isZero();
    }

    @Test
    void anOrderOfSomebodyElseUnderTheDealsNumberIsLeftToAPerson() {
        human.post(
                "salesOrders",
                "{\"customerNumber\":\"" + Deals.NUMBER + "\",\"externalDocumentNumber\":\"" + Deals.DEAL + "\"}");

        assertThat(desk.outcome(deals.order(1, "40.00")))
                .isInstanceOfSatisfying(
                        ItemOutcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("duplicate-reference"));
        assertThat(Books.rows(simulator, "salesOrders")).isEqualTo(1);
    }

    // ---- read back ------------------------------------------------------------------------------------------------

    @Test
    void anOrderThatAPersonInvoicesIsReadAsItsInvoiceAndLaterAsPaidAndCancelled() {
        PostingCommand order = deals.order(1, "40.00");
        ItemOutcome.Drafted drafted = drafted(order);
        PostingState state = keepDraft(order, drafted);
        assertThat(desk.readBack().getFirst().getStatus()).isEqualTo(LedgerStatus.DRAFT);
        var before = simulator.clock().protocolNow().minusSeconds(60);

        human.order("post", "{\"set\":\"salesOrders\",\"id\":\"" + drafted.vendorId() + "\"}");

        LedgerDocument invoiced = changed(before);
        assertThat(invoiced.getStatus()).isEqualTo(LedgerStatus.LIVE);
        assertThat(invoiced.getVendorType()).isEqualTo("salesInvoice");
        assertThat(invoiced.getKind()).isEqualTo(DocumentKind.SALES_ORDER);
        assertThat(invoiced.getOpen().getAmount()).isEqualByComparingTo("109.90");
        assertThat(invoiced.getDate()).isEqualTo(Deals.DATE);
        assertThat(desk.outcome(order)).isInstanceOf(ItemOutcome.Posted.class);

        state.setVendorType(invoiced.getVendorType());
        state.setVendorId(invoiced.getVendorId());
        human.order(
                "receive-payment",
                "{\"invoice\":\"" + invoiced.getVendorNumber()
                        + "\",\"amount\":\"109.90\",\"date\":\"2026-11-20\",\"account\":\"1000\"}");
        assertThat(changed(before).getOpen().getAmount()).isEqualByComparingTo("0");
        assertThat(changed(before).getStatus()).isEqualTo(LedgerStatus.LIVE);
    }

    @Test
    void anOrderThatAPersonInvoicesInPartsIsLeftToThemAndItsInvoicesAreOneInTheEnd() {
        PostingCommand order = deals.sale(DocumentKind.SALES_ORDER, 1, Deals.item("SKU-1", "4", "25.00"));
        ItemOutcome.Drafted drafted = drafted(order);
        PostingState state = keepDraft(order, drafted);
        String line = human.get("salesOrders(" + drafted.vendorId() + ")/salesOrderLines")
                .path("value")
                .get(1)
                .path("id")
                .asText();
        human.patch(
                "salesOrders(" + drafted.vendorId() + ")/salesOrderLines(" + line + ")",
                "{\"shipQuantity\":1,\"invoiceQuantity\":1}");
        human.order("post", "{\"set\":\"salesOrders\",\"id\":\"" + drafted.vendorId() + "\"}");

        assertThat(desk.readBack().getFirst().getStatus()).isEqualTo(LedgerStatus.DRAFT);
        assertThat(desk.outcome(order))
                .isInstanceOfSatisfying(
                        ItemOutcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("partly-invoiced"));

        human.order("post", "{\"set\":\"salesOrders\",\"id\":\"" + drafted.vendorId() + "\"}");
        assertThat(desk.readBack()).singleElement().satisfies(read -> {
            assertThat(read.getStatus()).isEqualTo(LedgerStatus.LIVE);
            assertThat(read.getTotal().getAmount()).isEqualByComparingTo("100.00");
        });
        assertThat(LedgerDesk.difference(desk.outcome(order))).isEmpty();
        assertThat(state.getVendorType()).isEqualTo("salesOrder");
        assertThat(Books.rows(simulator, "salesInvoices")).isEqualTo(2);
    }

    @Test
    void aCancelledInvoiceIsVoidedAndADeletedOrderIsDeleted() {
        PostingCommand invoice = deals.invoice(1, "40.00");
        desk.post(invoice);
        human.post("salesInvoices(" + desk.id(invoice) + ")/Microsoft.NAV.cancel", "");
        assertThat(desk.readBack().getFirst().getStatus()).isEqualTo(LedgerStatus.VOIDED);

        desk.states.clear();
        PostingCommand order = deals.order(2, "40.00");
        ItemOutcome.Drafted drafted = drafted(order);
        keepDraft(order, drafted);
        var before = simulator.clock().protocolNow().plusSeconds(600);
        desk = reopened(desk);
        assertThat(desk.changes(before)).isEmpty();
        human.delete("salesOrders(" + drafted.vendorId() + ")");
        assertThat(desk.changes(before)).singleElement().satisfies(gone -> {
            assertThat(gone.getStatus()).isEqualTo(LedgerStatus.DELETED);
            assertThat(gone.getVendorNumber()).isEqualTo(drafted.vendorNumber().orElseThrow());
        });
        assertThat(desk.changes(before)).as("told once").isEmpty();
        assertThat(desk.readBack().getFirst().getStatus()).isEqualTo(LedgerStatus.DELETED);
    }

    @Test
    void whatAPersonInvoicesBeforeAnotherRevisionCouldChangeItIsRead() {
        PostingCommand first = deals.order(1, "40.00");
        ItemOutcome.Drafted drafted = drafted(first);
        keepDraft(first, drafted).setStatus(PostingStatus.SUPERSEDED);
        var before = simulator.clock().protocolNow().minusSeconds(60);
        assertThat(desk.changes(before))
                .as("the later revision stands for the draft")
                .isEmpty();

        human.order("post", "{\"set\":\"salesOrders\",\"id\":\"" + drafted.vendorId() + "\"}");

        LedgerDocument invoiced = changed(before);
        assertThat(invoiced.getStatus()).isEqualTo(LedgerStatus.LIVE);
        human.post("salesInvoices(" + invoiced.getVendorId() + ")/Microsoft.NAV.cancel", "");
        assertThat(changed(before).getStatus()).isEqualTo(LedgerStatus.VOIDED);
    }

    @Test
    void whatAnotherRevisionChangedIsReadAsThatOnly() {
        PostingCommand first = deals.order(1, "40.00");
        keepDraft(first, drafted(first)).setStatus(PostingStatus.SUPERSEDED);
        PostingCommand second = deals.order(2, "50.00");
        desk.post(second);

        assertThat(desk.readBack())
                .singleElement()
                .satisfies(read -> assertThat(read.getPostingId()).isEqualTo(second.getPostingId()));
        assertThat(desk.changes(simulator.clock().protocolNow().minusSeconds(60)))
                .singleElement()
                .satisfies(read -> assertThat(read.getPostingId()).isEqualTo(second.getPostingId()));
    }

    /// The sink was started again: what it had in memory is gone.
    private LedgerDesk reopened(LedgerDesk before) {
        before.close();
        LedgerDesk after = desk(Map.of());
        after.states.addAll(before.states);
        return after;
    }

    private LedgerDocument changed(java.time.Instant since) {
        return LedgerDesk.of(desk.changes(since), deals.order(1, "40.00"));
    }

    private PostingState keepDraft(PostingCommand command, ItemOutcome.Drafted drafted) {
        PostingState state = LedgerDesk.state(command);
        state.setStatus(PostingStatus.WAITING);
        state.setVendorId(drafted.vendorId());
        state.setVendorType(drafted.vendorType());
        state.setVendorNumber(drafted.vendorNumber().orElse(null));
        desk.states.add(state);
        return state;
    }

    private ItemOutcome.Drafted drafted(PostingCommand command) {
        ItemOutcome outcome = desk.unapproved(command);
        assertThat(outcome).isInstanceOf(ItemOutcome.Drafted.class);
        return (ItemOutcome.Drafted) outcome;
    }
}
