package org.tieout.accounting.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.period.ClosedPeriods;
import org.tieout.accounting.plan.OrderPlanner.Plan;
import org.tieout.accounting.plan.OrderStanding.Standing;
import org.tieout.accounting.source.Marketplace;
import org.tieout.accounting.source.Order;
import org.tieout.accounting.source.Order.Component;
import org.tieout.accounting.source.OrderId;
import org.tieout.accounting.source.Sku;

/// What of an order a shipment is worth, and what keeps it from being invoiced.
class OrderIncrementsTest {

    private static final OrderId ID = new OrderId("111-0000000-0000009");
    private static final LocalDate SHIPPED = LocalDate.of(2026, 9, 1);
    private static final Mappings MAPPINGS = SettlementPlannerTest.mappings("item,SKU-1,,,,Widget");
    private static final FlowPolicy LIVE = FlowPolicy.of(SettlementCase.FLOW);
    private static final ClosedPeriods HELD =
            ClosedPeriods.through(LocalDate.of(2026, 9, 30), ClosedPeriods.Policy.HOLD);

    private final OrderPlanner planner = new OrderPlanner(LIVE, MAPPINGS);

    private static Order.Item item(int ordered, int shipped, String price) {
        return new Order.Item(new Sku("SKU-1"), ordered, shipped, Map.of(Component.ITEM, Money.of("USD", price)), true);
    }

    private static Order order(Order.Item... items) {
        return new Order(ID, Marketplace.US, false, Optional.of(SHIPPED), Optional.empty(), List.of(items));
    }

    private static Order cancelled(Order.Item... items) {
        return new Order(ID, Marketplace.US, true, Optional.empty(), Optional.empty(), List.of(items));
    }

    private static Plan.Ready ready(Plan plan) {
        if (plan instanceof Plan.Ready ready) {
            return ready;
        }
        throw new AssertionError(plan.toString());
    }

    private static Standing standing(String document, Document.Kind kind, String amount) {
        return new Standing(
                PostingId.ofOrder(SettlementCase.FLOW, ID.value(), document),
                kind,
                "Amazon customers",
                Money.of("USD", amount),
                Money.of("USD", "0.00"));
    }

    @Test
    void aSkuOnTwoLinesIsInvoicedLineByLineAtEachLinesPrice() {
        var standing = OrderStanding.NONE;
        var invoices = new ArrayList<String>();
        for (var shipped : List.of(List.of(1, 0), List.of(2, 2), List.of(2, 3))) {
            var plan = ready(planner.plan(
                    order(item(2, shipped.getFirst(), "20.00"), item(3, shipped.getLast(), "60.00")), standing));
            standing = plan.standing();
            plan.documents()
                    .forEach(invoice -> invoices.add(invoice.lines().get(1).quantity() + " for "
                            + invoice.lines().getFirst().amount().amount()));
        }

        assertThat(invoices).containsExactly("1 for 10.00", "3 for 50.00", "1 for 20.00");
    }

    @Test
    void aShipmentWorthLessThanNothingIsNotInvoiced() {
        assertThat(planner.plan(order(item(1, 1, "-2.00")), OrderStanding.NONE))
                .isEqualTo(new Plan.Nothing("the shipment is worth -2.00 USD; nothing to invoice"));
    }

    @Test
    void anOrderOfAnotherSourceOfRevenueIsNotInvoiced() {
        var elsewhere = OrderStanding.invoicedElsewhere();

        assertThat(planner.plan(order(item(1, 1, "20.00")), elsewhere)).isInstanceOf(Plan.Nothing.class);
    }

    @Test
    void aFlowThatHoldsClosedPeriodsHoldsAnInvoiceDatedInThem() {
        var held = new OrderPlanner(LIVE.with(HELD), MAPPINGS);

        assertThat(held.plan(order(item(1, 1, "20.00")), OrderStanding.NONE))
                .isInstanceOfSatisfying(
                        Plan.Missing.class,
                        missing -> assertThat(missing.keys())
                                .singleElement()
                                .isEqualTo(Periods.holds(HELD, SHIPPED).orElseThrow()));
    }

    @Test
    void aFlowThatHoldsClosedPeriodsHoldsAChangeDatedInThem() {
        var before = order(item(1, 1, "20.00"));
        var invoiced = ready(planner.plan(before, OrderStanding.NONE)).standing();
        var held = new OrderPlanner(LIVE.with(HELD), MAPPINGS);

        assertThat(held.plan(order(item(1, 1, "22.00")), Optional.of(before), invoiced))
                .isInstanceOf(Plan.Missing.class);
    }

    @Test
    void anOrderCancelledAfterItsInvoiceIsCreditedOnTheDayItShipped() {
        var before = order(item(1, 1, "20.00"));
        var invoiced = ready(planner.plan(before, OrderStanding.NONE)).standing();

        var plan = ready(planner.plan(cancelled(item(0, 0, "0.00")), Optional.of(before), invoiced));

        assertThat(plan.documents().getFirst().kind()).isEqualTo(Document.Kind.CREDIT_MEMO);
        assertThat(plan.documents().getFirst().heading().date()).isEqualTo(SHIPPED);
        assertThat(plan.documents().getFirst().lines().getFirst().amount()).isEqualTo(Money.of("USD", "-20.00"));
    }

    @Test
    void aRecordThatHasNoShipDateAnyMoreAndIsNotCancelledChangesNothing() {
        var before = order(item(1, 1, "20.00"));
        var invoiced = ready(planner.plan(before, OrderStanding.NONE)).standing();
        var unshipped =
                new Order(ID, Marketplace.US, false, Optional.empty(), Optional.empty(), List.of(item(1, 0, "25.00")));

        assertThat(planner.plan(unshipped, Optional.of(before), invoiced)).isEqualTo(new Plan.Nothing("not shipped"));
    }

    @Test
    void aMemoIsNumberedAfterTheMemosAndRefundReceiptsOfItsOrder() {
        var before = order(item(1, 1, "20.00"));
        var invoiced = ready(planner.plan(before, OrderStanding.NONE))
                .standing()
                .with(standing("refund-1", Document.Kind.CREDIT_MEMO, "0.00"))
                .with(standing("refund-2", Document.Kind.REFUND_RECEIPT, "0.00"))
                .with(standing("refund-3", Document.Kind.REFUND_RECEIPT, "0.00"));

        var plan = ready(planner.plan(order(item(1, 1, "18.00")), Optional.of(before), invoiced));

        assertThat(plan.documents().getFirst().heading().reference()).isEqualTo(ID + "R4");
    }

    @Test
    void anOrderWhoseRowsWaitForAMappingWaitsWithThem() {
        var settlement = new SettlementCase(
                        "25889786381",
                        "2026-09-01T07:00:00Z",
                        "2026-09-15T07:00:00Z",
                        "2026-09-17T07:00:00Z",
                        "USD",
                        "20.00")
                .row("2026-09-02T18:00:00Z", "Order|ItemPrice|Principal", ID.value(), "SKU-1", "20.00");
        settlement.plan(LIVE, Mappings.standard());
        var waiting = settlement.standings.getOrDefault(ID, OrderStanding.NONE);
        var unmapped = new OrderPlanner(LIVE, Mappings.standard());

        assertThat(waiting.held()).hasSize(1);
        for (var plan :
                List.of(unmapped.plan(order(item(1, 1, "20.00")), waiting), unmapped.fromHeldRows(ID, waiting))) {
            assertThat(plan)
                    .isInstanceOfSatisfying(
                            Plan.Missing.class,
                            missing -> assertThat(missing.keys()).containsExactly(MappingKey.parse("item:SKU-1")));
        }
        assertThat(unmapped.fromHeldRows(ID, OrderStanding.NONE)).isEqualTo(new Plan.Nothing("no rows are held"));
        assertThat(ready(planner.fromHeldRows(ID, waiting)).documents())
                .extracting(Document::kind)
                .containsExactly(Document.Kind.INVOICE, Document.Kind.CUSTOMER_PAYMENT);
    }
}
