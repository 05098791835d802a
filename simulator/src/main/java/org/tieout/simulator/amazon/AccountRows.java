package org.tieout.simulator.amazon;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// Rows of the account itself in one period: subscription, storage, advertising, inbound freight,
/// reimbursements and
/// their clawback, coupons. Depends only on the seed, the marketplace and the period.
final class AccountRows {
    private static final long SUBSCRIPTION = 3_999;

    private final SellerOptions options;

    AccountRows(SellerOptions options) {
        this.options = options;
    }

    /// Everything but advertising; each row is a ledger event.
    List<SettlementRow> fees(Period period) {
        Dice dice = dice("account", period);
        List<SettlementRow> rows = new ArrayList<>();
        subscription(period, rows);
        rows.add(storage(period, dice));
        rows.add(inbound(period, dice));
        rows.add(reimbursement(period, dice));
        if (period.index() % 2 == 1) {
            rows.add(clawback(period, dice));
        }
        rows.add(coupon(period, dice));
        return rows;
    }

    /// Two campaign bills that together come to `cents`.
    List<SettlementRow> advertising(Period period, long cents) {
        Dice dice = dice("advertising", period);
        long first = cents * dice.between(35, 65) / 100;
        return List.of(campaign(period.at(4, 6), first), campaign(period.at(11, 6), cents - first));
    }

    /// What advertising costs in an ordinary period.
    long usualAdvertising(Period period) {
        return dice("campaigns", period).between(6_000, 14_000);
    }

    private Dice dice(String purpose, Period period) {
        return Dice.of(options.seed(), purpose + "-" + period.marketplace(), period.index());
    }

    private static SettlementRow campaign(Instant at, long cents) {
        return SettlementRow.ofAccount("ServiceFee", "Cost of Advertising", "TransactionTotalAmount", -cents, at);
    }

    /// Billed on the first of each month that falls into the period, early in the local morning.
    private static void subscription(Period period, List<SettlementRow> rows) {
        LocalDate day = LocalDate.ofInstant(period.start(), period.marketplace().zone());
        for (int i = 0; i <= Period.LENGTH.toDays(); i++, day = day.plusDays(1)) {
            Instant at =
                    day.atTime(3, 12, 44).atZone(period.marketplace().zone()).toInstant();
            if (day.getDayOfMonth() == 1 && period.contains(at)) {
                rows.add(SettlementRow.other("Subscription Fee", -SUBSCRIPTION, at));
            }
        }
    }

    private static SettlementRow storage(Period period, Dice dice) {
        return SettlementRow.other("Storage Fee", -dice.between(900, 3_800), period.at(9, 5));
    }

    /// The order-id column holds an FBA shipment here, which is no order.
    private static SettlementRow inbound(Period period, Dice dice) {
        return SettlementRow.other("FBAInboundTransportationFee", -dice.between(1_800, 4_900), period.at(2, 7))
                .about("FBA15" + dice.letters(6), "");
    }

    private static SettlementRow reimbursement(Period period, Dice dice) {
        String reason = period.index() % 2 == 0 ? "WAREHOUSE_DAMAGE" : "WAREHOUSE_LOST";
        CatalogueItem item = dice.pick(Catalogue.items());
        return SettlementRow.ofAccount(
                        "other-transaction",
                        "FBA Inventory Reimbursement",
                        reason,
                        item.unitPrice() * 4 / 5,
                        period.at(6, 3))
                .withSubject(stock(item, dice));
    }

    private static SettlementRow clawback(Period period, Dice dice) {
        CatalogueItem item = dice.pick(Catalogue.items());
        return SettlementRow.ofAccount(
                        "other-transaction",
                        "FBA Inventory Reimbursement",
                        "COMPENSATED_CLAWBACK",
                        -item.unitPrice() * 4 / 5,
                        period.at(10, 9))
                .withSubject(stock(item, dice));
    }

    private static SettlementRow.Subject stock(CatalogueItem item, Dice dice) {
        return new SettlementRow.Subject(
                "", dice.digits(11), "", "", Fulfilment.AMAZON.settlementId(), "", "", item.sku(), 1, "");
    }

    /// The description is the coupon's name, accents included.
    private static SettlementRow coupon(Period period, Dice dice) {
        return SettlementRow.ofAccount(
                "CouponRedemptionFee",
                "CouponRedemptionFee",
                "Café Crème – 10% d'économie",
                -60L * dice.between(2, 9),
                period.at(12, 8).plus(Duration.ofMinutes(dice.between(0, 50))));
    }
}
