package org.tieout.accounting.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Document.Kind;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.OrderPlanner.Plan;
import org.tieout.accounting.source.Marketplace;
import org.tieout.accounting.source.Order;
import org.tieout.accounting.source.Order.Component;
import org.tieout.accounting.source.OrderId;
import org.tieout.accounting.source.Sku;

/// Revenue of an order comes once, however it ships and whoever tells of it first.
class OrderPlanProperties {

    private static final OrderId ID = new OrderId("111-0000000-0000009");
    private static final OrderPlanner PLANNER =
            new OrderPlanner(GeneratedSettlement.POLICY, GeneratedSettlement.MAPPINGS);

    /// One line of an order: units, what they cost and how many ship first.
    record Spec(int ordered, int first, int principal, int shipping, int discount, int tax, boolean facilitated) {
        Order.Item item(int index, int shipped) {
            var proceeds = new EnumMap<Component, Money>(Component.class);
            proceeds.put(Component.ITEM, GeneratedSettlement.money(principal));
            proceeds.put(Component.SHIPPING, GeneratedSettlement.money(shipping));
            proceeds.put(Component.DISCOUNT, GeneratedSettlement.money(-Math.min(discount, principal)));
            proceeds.put(Component.TAX, GeneratedSettlement.money(tax));
            return new Order.Item(new Sku("SKU-" + index), ordered, shipped, proceeds, facilitated);
        }

        long worth() {
            return 0L + principal + shipping - Math.min(discount, principal) + (facilitated ? 0 : tax);
        }
    }

    @Provide
    Arbitrary<List<Spec>> orders() {
        var amounts = Arbitraries.integers().between(0, 9_999);
        return Combinators.combine(
                        Arbitraries.integers().between(1, 7),
                        Arbitraries.integers().between(0, 7),
                        amounts,
                        amounts,
                        amounts,
                        amounts,
                        Arbitraries.of(true, false))
                .as((ordered, first, principal, shipping, discount, tax, facilitated) ->
                        new Spec(ordered, Math.min(first, ordered), principal, shipping, discount, tax, facilitated))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
    }

    private static Order order(List<Spec> specs, boolean complete) {
        var items = new ArrayList<Order.Item>();
        for (var i = 0; i < specs.size(); i++) {
            items.add(specs.get(i)
                    .item(i, complete ? specs.get(i).ordered() : specs.get(i).first()));
        }
        return new Order(ID, Marketplace.US, false, Optional.of(LocalDate.of(2026, 9, 10)), Optional.empty(), items);
    }

    private static long worth(List<Spec> specs) {
        return specs.stream().mapToLong(Spec::worth).sum();
    }

    private static long invoiced(List<Document> documents) {
        return documents.stream()
                .filter(document -> document.kind() == Kind.INVOICE)
                .mapToLong(document -> document.lines().getFirst().amount().minor())
                .sum();
    }

    @Property(tries = 400)
    void theIncrementsSumToTheWholeAndThenNothingIsLeft(@ForAll("orders") List<Spec> specs) {
        var documents = new ArrayList<Document>();
        var standing = OrderStanding.NONE;
        for (var complete : List.of(false, false, true, true)) {
            if (PLANNER.plan(order(specs, complete), standing) instanceof Plan.Ready(var made, var after)) {
                documents.addAll(made);
                standing = after;
            }
        }

        assertThat(invoiced(documents)).isEqualTo(worth(specs));
        assertThat(standing.invoicedTotal("USD").minor()).isEqualTo(worth(specs));
        assertThat(OrderPlanner.difference(order(specs, true), standing, "USD").isZero())
                .isTrue();
        assertThat(PLANNER.plan(order(specs, true), standing)).isInstanceOf(Plan.Nothing.class);
    }

    /// The settlement tells of the order first: its rows are the invoice, and the order's own record adds nothing.
    @Property(tries = 200)
    void aLateInvoiceIsNotFollowedByASecondOne(@ForAll("orders") List<Spec> specs, @ForAll boolean unitsKnown) {
        var settlement = settlement(specs, unitsKnown);
        var late = settlement.plan();
        var standing = late.standings.getOrDefault(ID, OrderStanding.NONE);
        var documents = new ArrayList<>(late.documents);
        if (PLANNER.plan(order(specs, true), standing) instanceof Plan.Ready(var made, var after)) {
            documents.addAll(made);
            standing = after;
        }

        assertThat(invoiced(documents)).isEqualTo(worth(specs));
        assertThat(standing.openTotal("USD").isZero()).isTrue();
        assertThat(standing.receipts()).isEmpty();
    }

    /// The order is known first: the settlement pays, and invoices nothing.
    @Property(tries = 200)
    void aSettlementOfAnInvoicedOrderOnlyPays(@ForAll("orders") List<Spec> specs) {
        if (!(PLANNER.plan(order(specs, true), OrderStanding.NONE) instanceof Plan.Ready(var made, var standing))) {
            throw new AssertionError("a shipped order is planned");
        }
        var known = settlement(specs, true);
        if (standing.invoiced()) {
            known = new GeneratedSettlement(known.rows(), java.util.Map.of(ID, standing));
        }
        var plan = known.plan();

        assertThat(invoiced(made) + invoiced(plan.documents)).isEqualTo(worth(specs));
        plan.standings
                .values()
                .forEach(after -> assertThat(after.openTotal("USD").isZero()).isTrue());
    }

    /// The order's SKUs are unmapped when it is settled, and mapped later.
    @Property(tries = 200)
    void whatWaitedIsPaidFromUnappliedReceiptsWhichThenHoldNothing(@ForAll("orders") List<Spec> specs) {
        var settlement = settlement(specs, true);
        var unmapped = SettlementPlannerTest.mappings("item,OTHER,,,,Other");
        var waiting = settlement.planWith(unmapped);
        var standing = waiting.standings.getOrDefault(ID, OrderStanding.NONE);
        var documents = new ArrayList<>(waiting.documents);
        if (PLANNER.plan(order(specs, true), standing) instanceof Plan.Ready(var made, var after)) {
            documents.addAll(made);
            standing = after;
        }
        var unapplied = documents.stream()
                .flatMap(document -> document.lines().stream())
                .filter(line -> line.account().code().equals("1155"))
                .mapToLong(line -> line.amount().minor())
                .sum();

        assertThat(unapplied).isZero();
        assertThat(invoiced(documents)).isEqualTo(worth(specs));
        assertThat(standing.openTotal("USD").isZero()).isTrue();
        assertThat(standing.held()).isEmpty();
        assertThat(documents).extracting(Document::id).doesNotHaveDuplicates();
    }

    /// However often a record changes, what stands is what it says, and every document balances.
    @Property(tries = 300)
    void whatIsInvoicedFollowsTheRecord(
            @ForAll("orders") List<Spec> first,
            @ForAll("orders") List<Spec> second,
            @ForAll("orders") List<Spec> third) {
        var ids = new ArrayList<org.tieout.accounting.document.PostingId>();
        var standing = OrderStanding.NONE;
        Optional<Order> known = Optional.empty();
        for (var specs : List.of(first, second, third, first)) {
            var record = order(specs, true);
            if (PLANNER.plan(record, known, standing) instanceof Plan.Ready(var made, var after)) {
                made.forEach(document -> ids.add(document.id()));
                standing = after;
            }
            known = Optional.of(record);
            if (standing.invoiced()) {
                assertThat(OrderPlanner.difference(record, standing, "USD").isZero())
                        .isTrue();
            }
            assertThat(PLANNER.plan(record, known, standing)).isInstanceOf(Plan.Nothing.class);
        }

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(standing.settledTotal("USD").isZero()).isTrue();
    }

    private static GeneratedSettlement settlement(List<Spec> specs, boolean unitsKnown) {
        var rows = new ArrayList<GeneratedSettlement.Row>();
        for (var i = 0; i < specs.size(); i++) {
            var spec = specs.get(i);
            var sku = "SKU-" + i;
            add(rows, "ItemPrice|Principal", spec.principal(), sku, unitsKnown ? spec.ordered() : 0);
            add(rows, "ItemPrice|Shipping", spec.shipping(), sku, 0);
            add(rows, "Promotion|Principal", -Math.min(spec.discount(), spec.principal()), sku, 0);
            add(rows, "ItemPrice|Tax", spec.tax(), sku, 0);
            if (spec.facilitated()) {
                add(rows, "ItemWithheldTax|MarketplaceFacilitatorTax-Principal", -spec.tax(), sku, 0);
            }
        }
        return new GeneratedSettlement(List.copyOf(rows), java.util.Map.of());
    }

    private static void add(List<GeneratedSettlement.Row> rows, String type, long minor, String sku, int quantity) {
        rows.add(new GeneratedSettlement.Row(
                org.tieout.accounting.source.RowType.parse("Order|" + type),
                minor,
                java.time.Instant.parse("2026-10-02T18:00:00Z"),
                ID.value(),
                "Amazon.com",
                sku,
                quantity));
    }
}
