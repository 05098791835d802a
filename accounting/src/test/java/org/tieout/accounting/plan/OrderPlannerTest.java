package org.tieout.accounting.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.accounting.plan.SettlementCase.entries;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.OrderPlanner.Plan;
import org.tieout.accounting.source.Marketplace;
import org.tieout.accounting.source.Order;
import org.tieout.accounting.source.Order.Component;
import org.tieout.accounting.source.OrderId;
import org.tieout.accounting.source.Sku;

class OrderPlannerTest {

    private static final String ID = "111-0000000-0000009";
    private final OrderPlanner planner = new OrderPlanner(
            FlowPolicy.of(SettlementCase.FLOW), SettlementPlannerTest.mappings("item,SKU-1,,,,Widget"));

    static Order order(String id, String item, int ordered, int shipped) {
        return new Order(
                new OrderId(id),
                Marketplace.US,
                false,
                shipped == 0 ? Optional.empty() : Optional.of(LocalDate.of(2026, 9, 1)),
                Optional.empty(),
                List.of(new Order.Item(
                        new Sku("SKU-1"),
                        ordered,
                        shipped,
                        Map.of(Component.ITEM, Money.of("USD", item), Component.TAX, Money.of("USD", "4.25")),
                        true)));
    }

    private Plan.Ready ready(Order order, OrderStanding standing) {
        return switch (planner.plan(order, standing)) {
            case Plan.Ready plan -> plan;
            case Plan.Nothing nothing -> throw new AssertionError(nothing.toString());
            case Plan.Missing missing -> throw new AssertionError(missing.toString());
        };
    }

    @Test
    void aShippedOrderIsInvoicedWithoutTheTaxAmazonRemits() {
        var plan = ready(order(ID, "50.00", 1, 1), OrderStanding.NONE);

        assertThat(plan.documents()).singleElement().satisfies(invoice -> {
            assertThat(invoice.heading().reference()).isEqualTo(ID);
            assertThat(entries(invoice))
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of("1100 Accounts Receivable", "50.00", "4000 Sales", "-50.00"));
        });
    }

    @Test
    void everyShippedUnitIsInvoicedOnceAndTheIncrementsSumToTheWhole() {
        var standing = OrderStanding.NONE;
        var invoices = new java.util.ArrayList<Document>();
        for (var shipped = 1; shipped <= 3; shipped++) {
            var plan = ready(order(ID, "10.00", 3, shipped), standing);
            invoices.addAll(plan.documents());
            standing = plan.standing();
        }

        assertThat(invoices)
                .extracting(invoice -> invoice.heading().reference() + " "
                        + invoice.lines().getFirst().amount().amount())
                .isEqualTo(List.of(ID + " 3.33", ID + "-2 3.34", ID + "-3 3.33"));
        assertThat(planner.plan(order(ID, "10.00", 3, 3), standing)).isInstanceOf(Plan.Nothing.class);
    }

    @Test
    void anUnshippedOrderIsNotInvoiced() {
        assertThat(planner.plan(order(ID, "50.00", 1, 0), OrderStanding.NONE))
                .isEqualTo(new Plan.Nothing("not shipped"));
    }

    @Test
    void aFreeReplacementPostsNothing() {
        assertThat(ready(order(ID, "0.00", 1, 1), OrderStanding.NONE).documents())
                .isEmpty();
    }

    @Test
    void anUnmappedSkuHoldsTheOrderAndNamesTheKey() {
        var unmapped = new OrderPlanner(FlowPolicy.of("f"), SettlementPlannerTest.mappings("item,SKU-9,,,,Other"));

        assertThat(unmapped.plan(order(ID, "50.00", 1, 1), OrderStanding.NONE))
                .isInstanceOfSatisfying(
                        Plan.Missing.class,
                        missing -> assertThat(missing.keys())
                                .extracting(Object::toString)
                                .containsExactly("item:SKU-1"));
    }

    @Test
    void anOrderAlteredByOneCentAfterItsInvoiceIsSeen() {
        var plan = ready(order(ID, "50.00", 1, 1), OrderStanding.NONE);

        assertThat(OrderPlanner.difference(order(ID, "50.00", 1, 1), plan.standing(), "USD")
                        .amount())
                .isEqualTo("0.00");
        assertThat(OrderPlanner.difference(order(ID, "50.01", 1, 1), plan.standing(), "USD")
                        .amount())
                .isEqualTo("0.01");
    }

    @Test
    void goodsGivenAwayByAPromotionAreInvoicedGross() {
        var given = new Order(
                new OrderId(ID),
                Marketplace.US,
                false,
                Optional.of(LocalDate.of(2026, 9, 1)),
                Optional.empty(),
                List.of(new Order.Item(
                        new Sku("SKU-1"),
                        1,
                        1,
                        Map.of(Component.ITEM, Money.of("USD", "10.00"), Component.DISCOUNT, Money.of("USD", "-10.00")),
                        true)));

        var plan = ready(given, OrderStanding.NONE);

        assertThat(entries(plan.documents().getFirst()))
                .containsExactlyInAnyOrderEntriesOf(Map.of("4000 Sales", "-10.00", "4090 Promotions", "10.00"));
        assertThat(planner.plan(given, plan.standing())).isInstanceOf(Plan.Nothing.class);
    }

    /// A late invoice whose rows name no units, or another SKU, has invoiced the order all the same.
    @Test
    void anOrderInvoicedFromItsSettlementIsNotInvoicedAgain() {
        var late = new SettlementCase(
                        "1", "2026-09-01T07:00:00Z", "2026-09-15T07:00:00Z", "2026-09-17T07:00:00Z", "USD", "30.00")
                .row("2026-09-02T18:00:00Z", "Order|ItemPrice|Principal", ID, "SKU-1-OLD", "30.00");
        late.plan(FlowPolicy.offline(SettlementCase.FLOW), org.tieout.accounting.mapping.Mappings.standard());
        var standing = java.util.Objects.requireNonNull(late.standings.get(new OrderId(ID)));

        var plan = ready(order(ID, "30.00", 3, 3), standing);

        assertThat(plan.documents()).isEmpty();
        assertThat(planner.plan(order(ID, "30.00", 3, 3), plan.standing())).isInstanceOf(Plan.Nothing.class);
    }

    /// Two increments that take from one settlement's money must not share a posting id.
    @Test
    void everyPaymentFromUnappliedReceiptsHasAnIdAndANumberOfItsOwn() {
        var standing = OrderStanding.NONE
                .withReceipt(receipt("30.00"))
                .withReceipt(receipt("70.00"))
                .withReceipt(receipt("20.00"));
        var documents = new java.util.ArrayList<Document>();
        for (var shipped = 1; shipped <= 3; shipped++) {
            var plan = ready(order(ID, "120.00", 3, shipped), standing);
            documents.addAll(plan.documents());
            standing = plan.standing();
        }

        assertThat(documents).extracting(Document::id).doesNotHaveDuplicates();
        assertThat(documents)
                .extracting(document -> document.heading().reference())
                .doesNotHaveDuplicates();
        assertThat(documents.stream()
                        .filter(document -> document.kind() == Document.Kind.CUSTOMER_PAYMENT)
                        .map(document -> document.lines().getFirst().amount().amount()))
                .containsExactly("30.00", "10.00", "40.00", "20.00", "20.00");
        assertThat(standing.receipts()).isEmpty();
        assertThat(standing.openTotal("USD").isZero()).isTrue();
    }

    @Test
    void invoicesOfTwoCustomersArePaidFromReceiptsByTwoPayments() {
        var standing = OrderStanding.NONE
                .withReceipt(receipt("45.00"))
                .withBilled(Map.of("SKU-1", 1))
                .with(new OrderStanding.Standing(
                        org.tieout.accounting.document.PostingId.ofOrder(SettlementCase.FLOW, ID, "invoice-1"),
                        Document.Kind.INVOICE,
                        "Before",
                        Money.of("USD", "40.00"),
                        Money.of("USD", "10.00")));

        var plan = ready(order(ID, "80.00", 2, 2), standing);

        assertThat(plan.documents())
                .extracting(document -> document.customerName().orElseThrow() + " "
                        + document.lines().getFirst().amount().amount())
                .containsExactly("Amazon customers 40.00", "Before 30.00", "Amazon customers 15.00");
    }

    private static OrderStanding.Receipt receipt(String amount) {
        return new OrderStanding.Receipt("1", LocalDate.of(2026, 9, 17), Money.of("USD", amount));
    }

    private Plan.Ready changed(Order from, Order to, OrderStanding standing) {
        return switch (planner.plan(to, Optional.of(from), standing)) {
            case Plan.Ready plan -> plan;
            case Plan.Nothing nothing -> throw new AssertionError(nothing.toString());
            case Plan.Missing missing -> throw new AssertionError(missing.toString());
        };
    }

    @Test
    void aPriceThatRoseAfterTheInvoiceIsInvoicedOnTop() {
        var before = order(ID, "50.00", 1, 1);
        var invoiced = ready(before, OrderStanding.NONE);

        var plan = changed(before, order(ID, "52.50", 1, 1), invoiced.standing());

        assertThat(plan.documents()).singleElement().satisfies(invoice -> {
            assertThat(invoice.kind()).isEqualTo(Document.Kind.INVOICE);
            assertThat(invoice.heading().reference()).isEqualTo(ID + "-2");
            assertThat(invoice.id().value()).endsWith("/adjustment-1/r1");
            assertThat(invoice.heading().corrects())
                    .contains(invoiced.documents().getFirst().id());
            assertThat(entries(invoice))
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of("1100 Accounts Receivable", "2.50", "4000 Sales", "-2.50"));
        });
        assertThat(OrderPlanner.difference(order(ID, "52.50", 1, 1), plan.standing(), "USD")
                        .isZero())
                .isTrue();
    }

    @Test
    void aPriceThatFellIsCreditedAndTheMemoIsUsedAgainstTheOpenInvoice() {
        var before = order(ID, "50.00", 1, 1);

        var plan = changed(
                before,
                order(ID, "45.00", 1, 1),
                ready(before, OrderStanding.NONE).standing());

        assertThat(plan.documents())
                .extracting(
                        document -> document.kind() + " " + document.heading().reference())
                .containsExactly("CREDIT_MEMO " + ID + "R1", "CUSTOMER_PAYMENT " + ID.replace("-", "") + "R1U");
        assertThat(entries(plan.documents().getFirst()))
                .containsExactlyInAnyOrderEntriesOf(Map.of("1100 Accounts Receivable", "-5.00", "4000 Sales", "5.00"));
        assertThat(plan.documents().getLast().applications())
                .extracting(application -> application.amount().amount())
                .containsExactly("5.00", "-5.00");
        assertThat(plan.standing().openTotal("USD")).isEqualTo(Money.of("USD", "45.00"));
        assertThat(plan.standing().settledTotal("USD").isZero()).isTrue();
        assertThat(OrderPlanner.difference(order(ID, "45.00", 1, 1), plan.standing(), "USD")
                        .isZero())
                .isTrue();
    }

    @Test
    void aPriceThatFellAfterThePayoutStaysOpenAsCredit() {
        var before = order(ID, "50.00", 1, 1);
        var invoiced = ready(before, OrderStanding.NONE);
        var paid =
                invoiced.standing().withApplied(invoiced.documents().getFirst().id(), Money.of("USD", "50.00"));

        var plan = changed(before, order(ID, "45.00", 1, 1), paid);

        assertThat(plan.documents()).extracting(Document::kind).containsExactly(Document.Kind.CREDIT_MEMO);
        assertThat(plan.standing().openTotal("USD")).isEqualTo(Money.of("USD", "-5.00"));
    }

    @Test
    void unitsCancelledAfterTheyWereInvoicedAreCredited() {
        var before = order(ID, "30.00", 3, 3);

        var plan = changed(
                before,
                order(ID, "20.00", 2, 2),
                ready(before, OrderStanding.NONE).standing());

        assertThat(plan.documents().getFirst().lines())
                .extracting(line -> line.amount().amount())
                .containsExactly("-10.00", "10.00");
        assertThat(planner.plan(order(ID, "20.00", 2, 2), plan.standing())).isInstanceOf(Plan.Nothing.class);
    }

    @Test
    void aChangeThatWasBookedIsNotBookedAgainAndTheNextOneIs() {
        var first = order(ID, "50.00", 1, 1);
        var second = order(ID, "45.00", 1, 1);
        var third = order(ID, "47.00", 1, 1);
        var down = changed(first, second, ready(first, OrderStanding.NONE).standing());

        assertThat(planner.plan(second, Optional.of(second), down.standing())).isInstanceOf(Plan.Nothing.class);

        var up = changed(second, third, down.standing());
        assertThat(up.documents().getFirst().id().value()).endsWith("/adjustment-2/r1");
        assertThat(up.documents().getFirst().lines().getFirst().amount().amount())
                .isEqualTo("2.00");
        assertThat(up.standing().openTotal("USD")).isEqualTo(Money.of("USD", "47.00"));
    }

    @Test
    void unitsThatShipAtAPriceThatChangedAreInvoicedAfterTheChangeIsBooked() {
        var before = order(ID, "20.00", 2, 1);

        var plan = changed(
                before,
                order(ID, "30.00", 2, 2),
                ready(before, OrderStanding.NONE).standing());

        assertThat(plan.documents())
                .extracting(document -> document.id().document() + " "
                        + document.lines().getFirst().amount().amount())
                .containsExactly("adjustment-1 5.00", "invoice-3 15.00");
        assertThat(plan.standing().invoicedTotal("USD")).isEqualTo(Money.of("USD", "30.00"));
    }

    /// A late invoice is what Amazon paid. Where the record says otherwise from the start, nothing changed: it is a
    /// difference for a person.
    @Test
    void aRecordThatNeverAgreedWithTheInvoiceIsLeftToAPerson() {
        var standing = OrderStanding.NONE
                .withBilled(Map.of("SKU-1", 1))
                .with(new OrderStanding.Standing(
                        org.tieout.accounting.document.PostingId.ofOrder(SettlementCase.FLOW, ID, "invoice-1"),
                        Document.Kind.INVOICE,
                        "Amazon customers",
                        Money.of("USD", "40.00"),
                        Money.of("USD", "40.00")));

        assertThat(planner.plan(order(ID, "52.00", 1, 1), Optional.of(order(ID, "50.00", 1, 1)), standing))
                .isInstanceOf(Plan.Nothing.class);
    }
}
