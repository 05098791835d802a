package org.tieout.simulator.amazon;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/// What kind of seller the world holds. `slumpPhase` of every six periods closes negative (−1: none does).
/// `usagePlanFactor` scales Amazon's default rates, which are adjusted for each seller anyway. `opensAt` is
/// where the
/// world's time should start for the preset to show what it promises.
public record SellerOptions(
        long seed,
        List<Marketplace> marketplaces,
        int ordersPerPeriod,
        int laterOrdersPerPeriod,
        int slumpPhase,
        boolean untidy,
        BigDecimal usagePlanFactor,
        Instant opensAt) {
    private static final int SLUMP_CYCLE = 6;
    private static final int SLUMP_ORDERS = 16;
    private static final int PERIODS_AT_OPENING = 3;

    public SellerOptions {
        marketplaces = List.copyOf(marketplaces);
        if (marketplaces.isEmpty()) {
            throw new IllegalArgumentException("a seller trades in at least one marketplace");
        }
    }

    /// One US seller with about 300 orders and three closed settlements, the second of them negative; trade
    /// goes on.
    public static SellerOptions demo(long seed) {
        return new SellerOptions(
                seed, List.of(Marketplace.US), 125, 80, 1, true, BigDecimal.ONE, Instant.parse("2026-10-15T12:00:00Z"));
    }

    /// The same seller in other marketplaces.
    public SellerOptions in(Marketplace... others) {
        return new SellerOptions(
                seed,
                List.of(others),
                ordersPerPeriod,
                laterOrdersPerPeriod,
                slumpPhase,
                untidy,
                usagePlanFactor,
                opensAt);
    }

    /// Rates scaled by this factor.
    public SellerOptions withUsagePlanFactor(BigDecimal factor) {
        return new SellerOptions(
                seed, marketplaces, ordersPerPeriod, laterOrdersPerPeriod, slumpPhase, untidy, factor, opensAt);
    }

    /// More or fewer orders, before and after the opening.
    public SellerOptions withOrders(int perPeriod, int laterPerPeriod) {
        return new SellerOptions(
                seed, marketplaces, perPeriod, laterPerPeriod, slumpPhase, untidy, usagePlanFactor, opensAt);
    }

    /// A world that opens at another time.
    public SellerOptions openingAt(Instant instant) {
        return new SellerOptions(
                seed,
                marketplaces,
                ordersPerPeriod,
                laterOrdersPerPeriod,
                slumpPhase,
                untidy,
                usagePlanFactor,
                instant);
    }

    boolean slump(int period) {
        return slumpPhase >= 0 && period % SLUMP_CYCLE == slumpPhase;
    }

    int ordersIn(int period) {
        int usual = period < PERIODS_AT_OPENING ? ordersPerPeriod : laterOrdersPerPeriod;
        return slump(period) ? Math.min(usual, SLUMP_ORDERS) : usual;
    }
}
