package org.tieout.accounting.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.document.Application;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.period.ClosedPeriods;
import org.tieout.accounting.period.PayoutRoute;
import org.tieout.accounting.plan.OrderStanding.HeldSale;
import org.tieout.accounting.plan.OrderStanding.Receipt;
import org.tieout.accounting.plan.OrderStanding.Standing;
import org.tieout.accounting.source.Marketplace;
import org.tieout.accounting.source.OrderId;
import org.tieout.accounting.source.RowType;
import org.tieout.accounting.source.SettlementHeader;
import org.tieout.accounting.source.SettlementId;
import org.tieout.accounting.tieout.Check;
import org.tieout.accounting.tieout.PlanProof;

/// A settlement as chance makes it: orders of several marketplaces in two months with everything a row can be,
/// rows of
/// no order, and orders that stand in every way before it. It adds up.
///
/// @param rows its rows
/// @param standings orders that something is known of
record GeneratedSettlement(List<Row> rows, Map<OrderId, OrderStanding> standings) {

    static final String ID = "25889786381";
    static final YearMonth SEPTEMBER = YearMonth.of(2026, 9);
    static final YearMonth OCTOBER = YearMonth.of(2026, 10);
    static final FlowPolicy POLICY = new FlowPolicy(
            "us-books", PostingProfile.QBO, Mode.INVOICE, true, false, 3, ClosedPeriods.none(), PayoutRoute.toBank());

    private static final List<String> SITES = List.of("Amazon.com", "Amazon.ca", "SI US Prod Marketplace");
    private static final List<String> SALE_PARTS =
            List.of("ItemPrice|Principal", "ItemPrice|Shipping", "ItemPrice|GiftWrap");

    /// Mapped SKUs are SKU-0 to SKU-2; each marketplace but one has a customer of its own.
    static final Mappings MAPPINGS = SettlementPlannerTest.mappings(
            "item,SKU-0,,,,Widget",
            "item,SKU-1,,,,Gadget",
            "item,SKU-2,,,,Gizmo",
            "customer,Amazon.com,,,,Amazon US",
            "customer,Amazon.ca,,,,Amazon CA");

    /// One row.
    record Row(
            RowType type,
            long minor,
            Instant posted,
            @Nullable String order,
            @Nullable String marketplace,
            @Nullable String sku,
            int quantity) {}

    /// What is allowed to happen.
    ///
    /// @param known orders may be invoiced or paid before
    /// @param unmapped SKUs may be unmapped
    /// @param facilitatedOnly the marketplace remits all tax
    /// @param reversals refunds may be taken back, and sales be negative
    record World(boolean known, boolean unmapped, boolean facilitatedOnly, boolean reversals) {
        static final World EVERYTHING = new World(true, true, false, true);
        static final World FRESH = new World(false, false, false, false);
        static final World FACILITATED = new World(false, false, true, true);
    }

    /// Settlements of that world. Shrinks towards few orders and small amounts.
    static Arbitrary<GeneratedSettlement> in(World world) {
        var order = Arbitraries.integers().between(0, 4_199).list().ofSize(18);
        var direct = Arbitraries.integers().between(0, 4_199).list().ofSize(3);
        return Combinators.combine(order.list().ofMaxSize(12), direct.list().ofMaxSize(8))
                .as((orders, others) -> make(world, orders, others));
    }

    private static GeneratedSettlement make(World world, List<List<Integer>> orders, List<List<Integer>> others) {
        var rows = new ArrayList<Row>();
        var standings = new TreeMap<OrderId, OrderStanding>();
        for (var i = 0; i < orders.size(); i++) {
            new OrderMaker(world, i, orders.get(i), rows, standings).make();
        }
        others.forEach(spec -> other(spec, rows));
        return new GeneratedSettlement(List.copyOf(rows), standings);
    }

    private static void other(List<Integer> spec, List<Row> rows) {
        var kinds = List.of(
                "other-transaction|other-transaction|Current Reserve Amount:-",
                "other-transaction|other-transaction|Previous Reserve Amount Balance:+",
                "other-transaction|other-transaction|Payable to Amazon:-",
                "other-transaction|other-transaction|Successful charge:+",
                "other-transaction|other-transaction|Subscription Fee:-",
                "other-transaction|other-transaction|Storage Fee:+",
                "other-transaction|FBA Inventory Reimbursement|WAREHOUSE_LOST:+",
                "ServiceFee|Cost of Advertising|TransactionTotalAmount:-");
        var kind = kinds.get(spec.get(0) % kinds.size()).split(":");
        var amount = spec.get(1) + 1L;
        rows.add(new Row(
                RowType.parse(kind[0]),
                kind[1].equals("-") ? -amount : amount,
                instant(spec.get(2) % 2 == 0, spec.get(2)),
                null,
                null,
                null,
                0));
    }

    private static Instant instant(boolean september, int spread) {
        return (september ? Instant.parse("2026-09-20T07:00:00Z") : Instant.parse("2026-10-01T07:00:00Z"))
                .plusSeconds(spread % 72 * 3_600L);
    }

    /// One order out of eighteen numbers.
    private static final class OrderMaker {
        private final World world;
        private final List<Integer> n;
        private final List<Row> rows;
        private final Map<OrderId, OrderStanding> standings;
        private final String id;
        private final String site;
        private final String sku;
        private long sold;

        OrderMaker(World world, int index, List<Integer> n, List<Row> rows, Map<OrderId, OrderStanding> standings) {
            this.world = world;
            this.n = n;
            this.rows = rows;
            this.standings = standings;
            this.id = String.format(java.util.Locale.ROOT, "111-0000000-%07d", index);
            this.site = SITES.get(n.get(0) % SITES.size());
            this.sku = "SKU-" + n.get(1) % (world.unmapped ? 5 : 3);
        }

        void make() {
            sale(n.get(2) % 2 == 0, 3);
            if (n.get(2) % 5 == 4) {
                sale(n.get(2) % 2 != 0, 4); // The rest of the order, in the other month.
            }
            refund();
            if (world.known) {
                standing();
            }
        }

        private void sale(boolean september, int from) {
            var sign = world.reversals && n.get(5) % 11 == 10 ? -1 : 1;
            var parts = n.get(6) % 4;
            var most = 0L;
            for (var i = 0; i < SALE_PARTS.size() && i < parts; i++) {
                var amount = n.get(from + i) / (i + 1) + 1L;
                most += amount;
                row("Order|" + SALE_PARTS.get(i), sign * amount, september, true);
            }
            if (parts > 0 && n.get(7) % 3 == 0) {
                // Never more than what it is for, sometimes just as much.
                row("Order|Promotion|Principal", -sign * (n.get(7) % 2 == 0 ? most : 1 + most / 3), september, true);
            }
            if (n.get(8) % 3 != 0) {
                tax("Order", 1L + n.get(8) % 300, september);
            }
            if (n.get(9) % 3 != 0) {
                row("Order|ItemFees|Commission", -(1L + n.get(9) % 700), september, false);
            }
        }

        private void refund() {
            if (n.get(10) % 3 == 0) {
                var september = n.get(11) % 2 == 0;
                var sign = world.reversals && n.get(11) % 7 == 6 ? 1 : -1;
                row("Refund|ItemPrice|Principal", sign * (1L + n.get(12)), september, false);
                if (n.get(13) % 4 == 0) {
                    row("Refund|ItemPrice|Goodwill", -(1L + n.get(13) % 500), september, false);
                }
                if (n.get(13) % 4 == 1) {
                    // As much as was refunded, sometimes: nothing is paid, and yet something happened.
                    var kept = 1L + n.get(12);
                    row(
                            "Refund|ItemPrice|RestockingFee",
                            -sign * (n.get(13) % 8 == 1 ? kept : 1 + kept / 4),
                            september,
                            false);
                }
                if (n.get(14) % 3 == 0) {
                    tax("Refund", -(1L + n.get(14) % 200), september);
                }
                row("Refund|ItemFees|RefundCommission", -(1L + n.get(14) % 90), september, false);
            }
        }

        private void tax(String transaction, long amount, boolean september) {
            row(transaction + "|ItemPrice|Tax", amount, september, transaction.equals("Order"));
            if (world.facilitatedOnly || n.get(15) % 3 != 0) {
                row(
                        transaction + "|ItemWithheldTax|MarketplaceFacilitatorTax-Principal",
                        -amount,
                        september,
                        transaction.equals("Order"));
            }
        }

        private void row(String type, long minor, boolean september, boolean sale) {
            if (sale) {
                sold += minor;
            }
            rows.add(new Row(
                    RowType.parse(type),
                    minor,
                    instant(september, n.get(16) + rows.size()),
                    id,
                    site,
                    sku,
                    type.endsWith("ItemPrice|Principal") ? 1 + n.get(1) % 3 : 0));
        }

        private void standing() {
            var order = new OrderId(id);
            var most = Math.max(sold, 2);
            var standing = switch (n.get(17) % 8) {
                case 1 -> invoiced(OrderStanding.NONE, 1, most, 0);
                case 2 -> invoiced(OrderStanding.NONE, 1, most / 2 + 1, 0);
                case 3 -> invoiced(OrderStanding.NONE, 1, most * 2, most);
                case 4 -> invoiced(invoiced(OrderStanding.NONE, 1, most / 2 + 1, 1), 2, most, 0);
                case 5 -> invoiced(OrderStanding.NONE, 1, most, most);
                case 6 ->
                    OrderStanding.NONE
                            .withReceipt(new Receipt("1", LocalDate.of(2026, 9, 19), money(most)))
                            .withHeld(new HeldSale("1", new OrderGroup(order, site, List.of())));
                default -> OrderStanding.NONE;
            };
            if (!standing.equals(OrderStanding.NONE)) {
                standings.put(order, standing);
            }
        }

        private OrderStanding invoiced(OrderStanding before, int number, long amount, long applied) {
            var customer = MAPPINGS.customerOf(site, LocalDate.of(2026, 9, 1)).orElseThrow();
            return before.with(new Standing(
                    PostingId.ofOrder(POLICY.flow(), id, "invoice-" + number),
                    Document.Kind.INVOICE,
                    customer,
                    money(amount),
                    money(applied)));
        }
    }

    static Money money(long minor) {
        return new Money("USD", minor);
    }

    Money total() {
        return money(rows.stream().mapToLong(Row::minor).sum());
    }

    /// With one more row.
    GeneratedSettlement plus(Row row) {
        var all = new ArrayList<>(rows);
        all.add(row);
        return new GeneratedSettlement(List.copyOf(all), standings);
    }

    /// The same rows in another order.
    GeneratedSettlement shuffled(long seed) {
        var others = new ArrayList<>(rows);
        Collections.shuffle(others, new Random(seed));
        return new GeneratedSettlement(List.copyOf(others), standings);
    }

    /// What planning it comes to.
    Planned plan() {
        return plan(total());
    }

    /// What planning it comes to when the header says so.
    Planned plan(Money headerTotal) {
        return plan(headerTotal, MAPPINGS);
    }

    /// What planning it comes to in another flow.
    Planned plan(FlowPolicy policy) {
        return plan(total(), policy, MAPPINGS);
    }

    /// What planning it comes to in another flow, under another mapping.
    Planned plan(FlowPolicy policy, Mappings mappings) {
        return plan(total(), policy, mappings);
    }

    /// The same plan, stopped after every few orders; plan and proof go on from what they carried.
    Planned planInSteps(int ordersPerStep, FlowPolicy policy) {
        var collector = collector(total());
        var planned = new Planned(collector.facts());
        if (!(Resolution.resolve(planned.facts, policy, MAPPINGS) instanceof Resolution.Ready ready)) {
            throw new AssertionError("not resolved");
        }
        var carry = Carry.NONE;
        var proof = new PlanProof(planned.facts, policy, MAPPINGS);
        var orders = collector.orders();
        while (true) {
            var step = PlanSink.both(planned, proof);
            var planning =
                    SettlementPlanning.of(planned.facts, policy, MAPPINGS, ready, planned.now(standings), step, carry);
            for (var i = 0; i < ordersPerStep && orders.hasNext(); i++) {
                planning.order(orders.next());
            }
            if (!orders.hasNext()) {
                planned.outcome = planning.finish();
                planned.proofs = List.of(proof.lines(), proof.documents(), proof.orders());
                return planned;
            }
            carry = planning.carry();
            proof = new PlanProof(planned.facts, policy, MAPPINGS).resume(proof.snapshot());
        }
    }

    /// What planning it comes to under another mapping.
    Planned planWith(Mappings mappings) {
        return plan(total(), mappings);
    }

    private Planned plan(Money headerTotal, Mappings mappings) {
        return plan(headerTotal, POLICY, mappings);
    }

    private SettlementCollector collector(Money headerTotal) {
        var header = new SettlementHeader(
                new SettlementId(ID),
                SettlementHeader.Format.V2,
                Instant.parse("2026-09-20T07:00:00Z"),
                Instant.parse("2026-10-04T07:00:00Z"),
                Instant.parse("2026-10-06T07:00:00Z"),
                headerTotal);
        var collector = new SettlementCollector(header);
        rows.forEach(row -> collector.add(
                row.type, row.minor, row.posted.getEpochSecond(), row.order, row.marketplace, row.sku, row.quantity));
        return collector;
    }

    private Planned plan(Money headerTotal, FlowPolicy policy, Mappings mappings) {
        var collector = collector(headerTotal);
        var planned = new Planned(collector.facts());
        planned.outcome = SettlementPlanner.plan(
                planned.facts,
                collector.orders(),
                order -> standings.getOrDefault(order, OrderStanding.NONE),
                policy,
                mappings,
                planned);
        return planned;
    }

    /// A plan, as it came.
    static final class Planned implements PlanSink {
        final SettlementFacts facts;
        final List<Document> documents = new ArrayList<>();
        final Map<OrderId, OrderStanding> standings = new TreeMap<>();
        final List<Map.Entry<OrderId, OrderStanding>> standingCalls = new ArrayList<>();
        final Map<OrderId, Money> settled = new TreeMap<>();
        final Map<OrderId, SortedSet<MappingKey>> waiting = new TreeMap<>();
        final List<OrderGroup> fromSettlement = new ArrayList<>();
        final List<Application> applied = new ArrayList<>();
        SettlementPlanner.@Nullable Outcome outcome;
        List<Check> proofs = List.of();

        Planned(SettlementFacts facts) {
            this.facts = facts;
        }

        /// An order's account as this plan has left it so far.
        Function<OrderId, OrderStanding> now(Map<OrderId, OrderStanding> before) {
            return order -> standings.getOrDefault(order, before.getOrDefault(order, OrderStanding.NONE));
        }

        /// Tells a proof all of it.
        void tell(PlanProof proof) {
            documents.forEach(proof::document);
            settled.forEach(proof::settled);
            standingCalls.forEach(call -> proof.standing(call.getKey(), call.getValue()));
            fromSettlement.forEach(proof::fromSettlement);
            applied.forEach(proof::applied);
        }

        @Override
        public void fromSettlement(OrderGroup group) {
            fromSettlement.add(group);
        }

        /// The proof of this plan under that policy, by all it was told.
        List<Check> proofs(FlowPolicy policy) {
            var proof = new PlanProof(facts, policy, MAPPINGS);
            tell(proof);
            return List.of(proof.lines(), proof.documents(), proof.orders());
        }

        @Override
        public void applied(Application taken) {
            applied.add(taken);
        }

        @Override
        public void document(Document document) {
            documents.add(document);
        }

        @Override
        public void standing(OrderId order, OrderStanding standing) {
            standings.put(order, standing);
            standingCalls.add(Map.entry(order, standing));
        }

        @Override
        public void settled(OrderId order, Money rows) {
            settled.put(order, rows);
        }

        @Override
        public void waiting(OrderId order, SortedSet<MappingKey> missing) {
            waiting.put(order, missing);
        }

        Optional<Document> deposit() {
            return documents.stream()
                    .filter(document -> document.kind() == Document.Kind.DEPOSIT)
                    .findFirst();
        }

        /// What is left in clearing of what the settlement moves there: invoices and memos that the ledger closes
        /// itself count with what it took of them.
        Money clearing() {
            var taken = applied.stream().map(Application::amount).reduce(money(0), Money::plus);
            return documents.stream()
                    .filter(document ->
                            document.kind() != Document.Kind.INVOICE && document.kind() != Document.Kind.CREDIT_MEMO)
                    .flatMap(document -> document.lines().stream())
                    .filter(line -> line.account().code().equals("1150"))
                    .map(Line::amount)
                    .reduce(taken, Money::plus);
        }

        /// What all documents leave on an account; debits positive.
        Money balance(String account) {
            return money(documents.stream()
                    .flatMap(document -> document.lines().stream())
                    .filter(line -> line.account().code().equals(account))
                    .mapToLong(line -> line.amount().minor())
                    .sum());
        }
    }

    /// The local month of a row.
    static YearMonth month(Row row) {
        return YearMonth.from(Marketplace.US.dateOf(row.posted));
    }
}
