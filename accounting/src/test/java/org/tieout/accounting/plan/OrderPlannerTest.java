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
}
