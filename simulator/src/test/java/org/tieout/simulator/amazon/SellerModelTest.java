package org.tieout.simulator.amazon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds in every world of the demo's kind, whatever the seed and the marketplace.
class SellerModelTest {
    private static final Duration THREE_MONTHS = Duration.ofDays(90);

    static Stream<SellerOptions> worlds() {
        return LongStream.rangeClosed(1, 25)
                .boxed()
                .flatMap(seed -> Stream.of(Marketplace.values())
                        .map(marketplace -> SellerOptions.demo(seed).in(marketplace)));
    }

    private static SellerModel opened(SellerOptions options) {
        return new SellerModel(options, InstantSource.fixed(options.opensAt()));
    }

    private static SellerModel later(SellerOptions options) {
        return new SellerModel(options, InstantSource.fixed(options.opensAt().plus(THREE_MONTHS)));
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void theDemoOpensWithThreeSettlementsOfWhichOneIsNegative(SellerOptions options) {
        SellerModel seller = opened(options);
        assertThat(seller.settlements()).hasSize(3);
        assertThat(seller.settlements().stream().filter(each -> each.headerTotal() < 0))
                .hasSize(1);
        assertThat(seller.orders()).hasSizeBetween(270, 330);
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void theRowsOfEverySettlementAddUpToItsHeader(SellerOptions options) {
        assertThat(later(options).settlements())
                .hasSizeGreaterThan(8)
                .allSatisfy(each -> assertThat(each.lineSum()).isEqualTo(each.headerTotal()));
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void everySettlementStartsWhereTheLastOneEndedAndPaysTwoDaysLater(SellerOptions options) {
        List<Settlement> settlements = later(options).settlements();
        for (int i = 1; i < settlements.size(); i++) {
            assertThat(settlements.get(i).period().start())
                    .isEqualTo(settlements.get(i - 1).period().end());
        }
        assertThat(settlements).allSatisfy(each -> {
            assertThat(Duration.between(each.period().end(), each.deposit())).isEqualTo(Duration.ofDays(2));
            assertThat(Duration.between(each.period().end(), each.createdAt()))
                    .isBetween(Duration.ofHours(1), Duration.ofHours(2));
        });
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void everyRowIsPostedInsideItsPeriodAndInNoOther(SellerOptions options) {
        assertThat(later(options).settlements())
                .allSatisfy(each ->
                        assertThat(each.rows()).allMatch(row -> each.period().contains(row.posted())));
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void aReserveIsReleasedByTheNextSettlementWithTheSameMagnitude(SellerOptions options) {
        List<Settlement> settlements = later(options).settlements();
        assertThat(settlements).anyMatch(each -> each.reserve() > 0);
        for (int i = 1; i < settlements.size(); i++) {
            assertThat(sum(settlements.get(i - 1), "Current Reserve Amount"))
                    .isEqualTo(-settlements.get(i - 1).reserve());
            assertThat(sum(settlements.get(i), "Previous Reserve Amount Balance"))
                    .isEqualTo(settlements.get(i - 1).reserve());
        }
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void aNegativeSettlementIsPayableAtTheNextStartAndChargedAnHourLater(SellerOptions options) {
        List<Settlement> settlements = later(options).settlements();
        for (int i = 1; i < settlements.size(); i++) {
            long owed = Math.min(0, settlements.get(i - 1).headerTotal());
            Settlement next = settlements.get(i);
            assertThat(sum(next, "Payable to Amazon")).isEqualTo(owed);
            assertThat(sum(next, "Successful charge")).isEqualTo(-owed);
            assertThat(next.rows())
                    .filteredOn(row -> row.amountDescription().equals("Payable to Amazon"))
                    .allMatch(row -> row.posted().equals(next.period().start()));
            assertThat(next.rows())
                    .filteredOn(row -> row.amountDescription().equals("Successful charge"))
                    .allMatch(row -> Duration.between(next.period().start(), row.posted())
                                    .toMinutes()
                            == 61);
        }
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void facilitatedTaxNetsToZeroForEveryItem(SellerOptions options) {
        SellerModel seller = later(options);
        Map<String, Boolean> withheld = new HashMap<>();
        seller.orders()
                .forEach(view -> withheld.put(view.order().id(), view.order().taxWithheld()));
        for (Settlement settlement : seller.settlements()) {
            Map<String, Long> byItem = new HashMap<>();
            settlement.rows().stream()
                    .filter(row ->
                            isTax(row) && withheld.getOrDefault(row.subject().orderId(), false))
                    .forEach(row -> byItem.merge(
                            row.transactionType() + row.subject().orderItemCode(), row.cents(), Long::sum));
            assertThat(byItem.values()).allMatch(net -> net == 0);
            assertThat(settlement.rows())
                    .filteredOn(row -> row.amountType().equals("ItemWithheldTax"))
                    .allMatch(row -> withheld.getOrDefault(row.subject().orderId(), false));
        }
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void settledOrdersPayWhatTheyInvoiceExceptTheOneThatDisagrees(SellerOptions options) {
        SellerModel seller = later(options);
        Map<String, Long> receivable = new HashMap<>();
        Map<String, Long> tax = new HashMap<>();
        for (Settlement settlement : seller.settlements()) {
            settlement.rows().stream()
                    .filter(row -> row.transactionType().equals("Order"))
                    .forEach(row -> {
                        String order = row.subject().orderId();
                        receivable.merge(order, row.receivable() ? row.cents() : 0, Long::sum);
                        boolean collected = isTax(row) && !row.amountType().equals("ItemWithheldTax");
                        tax.merge(order, collected ? row.cents() : 0, Long::sum);
                    });
        }
        Instant settledUntil = seller.settlements().getLast().period().end().minus(Duration.ofDays(8));
        String disagreeing = seller.untidy(UntidyCase.SETTLED_BELOW_ORDER);
        int checked = 0;
        for (OrderView view : seller.orders()) {
            boolean settled = view.status() == OrderStatus.SHIPPED
                    && view.shipTimes().stream().allMatch(time -> time.isBefore(settledUntil));
            if (settled && view.order().replaces().isEmpty()) {
                long shortfall = view.order().id().equals(disagreeing) ? 150 : 0;
                assertThat(receivable.getOrDefault(view.order().id(), 0L) + shortfall)
                        .as(view.order().id())
                        .isEqualTo(view.proceeds().receivable());
                assertThat(tax.getOrDefault(view.order().id(), 0L))
                        .as(view.order().id())
                        .isEqualTo(view.proceeds().tax());
                checked++;
            }
            if (view.status() == OrderStatus.CANCELLED) {
                assertThat(receivable).doesNotContainKey(view.order().id());
            }
        }
        assertThat(checked).isGreaterThan(400);
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void anItemAmountIsAlwaysUnitPriceTimesQuantity(SellerOptions options) {
        assertThat(opened(options).orders())
                .allSatisfy(view -> assertThat(view.lines())
                        .allMatch(line -> line.proceeds().item() == line.unitPrice() * line.quantity()));
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void noTwoOrdersOrItemsShareAnId(SellerOptions options) {
        List<OrderView> orders = later(options).orders();
        assertThat(orders).extracting(view -> view.order().id()).doesNotHaveDuplicates();
        assertThat(orders.stream().flatMap(view -> view.lines().stream()).map(OrderLine::itemId))
                .doesNotHaveDuplicates();
    }

    @Test
    void theSameSeedGivesByteIdenticalDocumentsHoweverTheWorldMovedOn() {
        SellerOptions options = SellerOptions.demo(42).in(Marketplace.US, Marketplace.DE, Marketplace.AU);
        AtomicReference<Instant> time = new AtomicReference<>(options.opensAt());
        SellerModel slow = new SellerModel(options, time::get);
        for (int day = 0; day < THREE_MONTHS.toDays(); day++) {
            assertThat(slow.orders()).isNotEmpty();
            time.updateAndGet(now -> now.plus(Duration.ofDays(1)));
        }
        SellerModel quick = later(options);
        assertThat(documents(slow)).isEqualTo(documents(quick)).hasSizeGreaterThan(25);
        assertThat(AmazonTruth.of(slow)).isEqualTo(AmazonTruth.of(quick));
    }

    @Test
    void anotherSeedIsAnotherWorld() {
        assertThat(documents(opened(SellerOptions.demo(1)))).isNotEqualTo(documents(opened(SellerOptions.demo(2))));
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void theUntidyCasesExistAndAreWhatTheyClaim(SellerOptions options) {
        SellerModel seller = opened(options);
        assertThat(UntidyCase.values())
                .allSatisfy(each -> assertThat(orderOf(seller, each)).isNotNull());
        assertThat(orderOf(seller, UntidyCase.TWO_PARTS_TWO_DAYS).shipTimes()).hasSize(2);
        assertThat(orderOf(seller, UntidyCase.TWO_PARTS_TWO_DAYS).lines()).hasSize(2);
        assertThat(orderOf(seller, UntidyCase.UNITS_SPLIT).shipTimes()).hasSize(2);
        assertThat(orderOf(seller, UntidyCase.UNITS_SPLIT).lines()).hasSize(1).allMatch(line -> line.quantity() == 2);
        assertThat(orderOf(seller, UntidyCase.CANCELLED_BY_BUYER).status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(orderOf(seller, UntidyCase.CANCELLED_BY_SELLER).status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(orderOf(seller, UntidyCase.REPLACEMENT).proceeds().receivable())
                .isZero();
        assertThat(orderOf(seller, UntidyCase.REPLACEMENT).order().replaces())
                .contains(seller.untidy(UntidyCase.PRICE_CONCESSION));
        assertThat(orderOf(seller, UntidyCase.CHANGED_BEFORE_SHIPMENT).lines()).allMatch(line -> line.quantity() == 2);
        assertThat(settlementsOf(seller, UntidyCase.TWO_SETTLEMENTS)).hasSize(2);
        assertThat(settlementsOf(seller, UntidyCase.REFUND_IN_NEXT_SETTLEMENT)).hasSize(2);
        assertThat(orderOf(seller, UntidyCase.SHIPPED_UNSETTLED).status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(settlementsOf(seller, UntidyCase.SHIPPED_UNSETTLED)).isEmpty();
        assertThat(rowsOf(seller, UntidyCase.PRICE_CONCESSION))
                .extracting(SettlementRow::transactionType, SettlementRow::amountDescription)
                .contains(
                        tuple("Refund", "Principal"),
                        tuple("Refund", "Commission"),
                        tuple("Refund", "RefundCommission"));
        assertThat(rowsOf(seller, UntidyCase.GOODWILL))
                .anyMatch(row -> row.amountDescription().equals("Goodwill"));
        List<SettlementRow> equalRows = rowsOf(seller, UntidyCase.EQUAL_UNIT_ROWS).stream()
                .filter(row -> row.amountDescription().equals("Principal"))
                .toList();
        assertThat(equalRows).hasSize(3);
        assertThat(new HashSet<>(equalRows)).hasSize(1);
        assertThat(rowsOf(seller, UntidyCase.MONTH_END_LOCAL))
                .allSatisfy(row -> assertThat(YearMonth.from(row.posted()
                                .atZone(options.marketplaces().getFirst().zone())))
                        .isNotEqualTo(YearMonth.from(row.posted().atOffset(ZoneOffset.UTC))));
        List<SettlementRow> all = seller.settlements().stream()
                .flatMap(each -> each.rows().stream())
                .toList();
        assertThat(all).anyMatch(row -> row.subject().orderId().startsWith("FBA15"));
        assertThat(all).anyMatch(row -> row.amountDescription().contains("Crème"));
    }

    private static OrderView orderOf(SellerModel seller, UntidyCase each) {
        return seller.order(seller.untidy(each)).orElseThrow();
    }

    private static Set<String> settlementsOf(SellerModel seller, UntidyCase each) {
        String order = seller.untidy(each);
        Set<String> ids = new HashSet<>();
        for (Settlement settlement : seller.settlements()) {
            if (settlement.rows().stream()
                    .anyMatch(row -> row.subject().orderId().equals(order))) {
                ids.add(settlement.id());
            }
        }
        return ids;
    }

    private static List<SettlementRow> rowsOf(SellerModel seller, UntidyCase each) {
        String order = seller.untidy(each);
        return seller.settlements().stream()
                .flatMap(settlement -> settlement.rows().stream())
                .filter(row -> row.subject().orderId().equals(order))
                .toList();
    }

    private static List<String> documents(SellerModel seller) {
        return seller.reports().stream()
                .map(report -> new String(seller.document(report.documentId()).orElseThrow(), SettlementFile.CHARSET))
                .toList();
    }

    private static long sum(Settlement settlement, String description) {
        return settlement.rows().stream()
                .filter(row -> row.amountDescription().equals(description))
                .mapToLong(SettlementRow::cents)
                .sum();
    }

    private static boolean isTax(SettlementRow row) {
        String description = row.amountDescription();
        return row.amountType().equals("ItemWithheldTax")
                || description.equals("TaxDiscount")
                || description.equals("Tax")
                || description.equals("ShippingTax")
                || description.equals("GiftWrapTax");
    }
}
