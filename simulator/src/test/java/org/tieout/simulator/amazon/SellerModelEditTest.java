package org.tieout.simulator.amazon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// The hooks with which a test makes the world worse.
class SellerModelEditTest {
    private final SellerOptions options = SellerOptions.demo(5);
    private final AtomicReference<Instant> time = new AtomicReference<>(options.opensAt());
    private final SellerModel seller = new SellerModel(options, time::get);

    private void advance(Duration by) {
        time.updateAndGet(now -> now.plus(by));
    }

    @Test
    void anAlteredOrderSaysMoreThanItsSettlementPays() {
        String order = seller.untidy(UntidyCase.TWO_PARTS_TWO_DAYS);
        long before = seller.order(order).orElseThrow().proceeds().receivable();
        seller.alterOrder(order, 1);
        OrderView altered = seller.order(order).orElseThrow();
        assertThat(altered.proceeds().receivable()).isEqualTo(before + 1);
        assertThat(altered.lastUpdated()).isEqualTo(options.opensAt().minus(Duration.ofMinutes(3)));
        assertThat(seller.settlements())
                .allSatisfy(each -> assertThat(each.lineSum()).isEqualTo(each.headerTotal()));
    }

    @Test
    void anOrderAlteredBeforeItSettlesIsStillSettledAsItWasSold() {
        String order = seller.untidy(UntidyCase.SHIPPED_UNSETTLED);
        long sold = seller.order(order).orElseThrow().proceeds().receivable();
        seller.alterOrder(order, -1);
        advance(Duration.ofDays(20));
        long settled = seller.settlements().getLast().rows().stream()
                .filter(row -> row.subject().orderId().equals(order) && row.receivable())
                .mapToLong(SettlementRow::cents)
                .sum();
        assertThat(settled).isEqualTo(sold);
    }

    @Test
    void anAlteredRowMakesTheSettlementDisagreeWithItsHeaderUnlessTheHeaderFollows() {
        String id = seller.settlements().getFirst().id();
        seller.alterRow(id, 0, 1, false);
        Settlement altered = seller.settlement(id).orElseThrow();
        assertThat(altered.lineSum() - altered.headerTotal()).isEqualTo(1);
        seller.alterRow(id, 1, 5, true);
        Settlement again = seller.settlement(id).orElseThrow();
        assertThat(again.lineSum() - again.headerTotal()).isEqualTo(1);
        seller.alterHeader(id, 1);
        Settlement mended = seller.settlement(id).orElseThrow();
        assertThat(mended.lineSum()).isEqualTo(mended.headerTotal());
    }

    @Test
    void anUnknownRowCanStandInAClosedSettlementOrFallIntoTheNext() {
        String id = seller.settlements().getLast().id();
        seller.addRow(id, "other-transaction", "other-transaction", "Quantum Levy", -123);
        assertThat(seller.settlement(id).orElseThrow().rows())
                .anyMatch(row -> row.amountDescription().equals("Quantum Levy") && row.cents() == -123);
        seller.addRowToNext(Marketplace.US, "other-transaction", "other-transaction", "Quantum Levy", -77);
        advance(Duration.ofDays(13));
        Settlement next = seller.settlements().getLast();
        assertThat(next.id()).isNotEqualTo(id);
        assertThat(next.rows()).anyMatch(row -> row.amountDescription().equals("Quantum Levy") && row.cents() == -77);
        assertThat(next.lineSum()).isEqualTo(next.headerTotal());
    }

    @Test
    void anAddedOrderShipsAndSettlesWithItsUnmappedSku() {
        String order = seller.addShippedOrder(Marketplace.US, "SKU-NOBODY-KNOWS", 2);
        assertThat(seller.order(order).orElseThrow().status()).isEqualTo(OrderStatus.SHIPPED);
        advance(Duration.ofDays(13));
        assertThat(seller.settlements().getLast().rows())
                .anyMatch(row -> row.subject().sku().equals("SKU-NOBODY-KNOWS"));
    }

    @Test
    void aReissuedSettlementHasTwoReports() {
        Settlement settlement = seller.settlements().getFirst();
        seller.reissue(settlement.id());
        assertThat(seller.reports())
                .filteredOn(report -> report.settlementId().equals(settlement.id()))
                .hasSize(2)
                .extracting(SettlementReport::documentId)
                .doesNotHaveDuplicates();
    }

    @Test
    void tradeGoesOnAndClosesAnotherSettlementEveryFortnight() {
        int orders = seller.orders().size();
        advance(Duration.ofDays(28));
        assertThat(seller.settlements()).hasSize(5);
        assertThat(seller.orders().size()).isGreaterThan(orders + 100);
    }
}
