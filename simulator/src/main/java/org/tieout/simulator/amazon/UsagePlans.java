package org.tieout.simulator.amazon;

import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.tieout.simulator.http.TokenBuckets;
import org.tieout.simulator.http.TokenBuckets.Limit;

/// A token bucket for each operation of the one application and seller. Default rates and bursts: Amazon, models/*,
/// Usage
/// Plan of each operation. Amazon adjusts plans for each seller, so a factor scales the rates, also while running.
/// Thread-safe.
public final class UsagePlans {
    private record Plan(String rate, int burst) {}

    private static final Map<String, Plan> DEFAULTS = Map.ofEntries(
            Map.entry("searchOrders", new Plan("0.0056", 20)),
            Map.entry("getOrder", new Plan("0.5", 30)),
            Map.entry("getReports", new Plan("0.0222", 10)),
            Map.entry("createReport", new Plan("0.0167", 15)),
            Map.entry("getReport", new Plan("2", 15)),
            Map.entry("cancelReport", new Plan("0.0222", 10)),
            Map.entry("getReportDocument", new Plan("0.0167", 15)),
            Map.entry("getMarketplaceParticipations", new Plan("0.016", 15)),
            Map.entry("listTransactions", new Plan("0.5", 10)),
            Map.entry("listBalances", new Plan("0.5", 10)),
            Map.entry("listSummary", new Plan("0.5", 10)));

    private final TokenBuckets buckets;
    private final AtomicReference<BigDecimal> factor;

    UsagePlans(LongSupplier nanos, BigDecimal factor) {
        this.buckets = new TokenBuckets(nanos);
        this.factor = new AtomicReference<>(factor);
    }

    /// Another plan from now on, as Amazon gives a growing or shrinking seller.
    public void scale(BigDecimal newFactor) {
        factor.set(newFactor);
    }

    /// Fills every bucket.
    public void refill() {
        buckets.refill();
    }

    boolean take(String operation) {
        Plan plan = plan(operation);
        return buckets.tryTake(operation, Limit.perSecond(rate(operation).toPlainString(), plan.burst()));
    }

    /// The rate that applies, as `x-amzn-RateLimit-Limit` says it: `2.0`, `0.0056`.
    String header(String operation) {
        BigDecimal rate = rate(operation).stripTrailingZeros();
        return (rate.scale() < 1 ? rate.setScale(1) : rate).toPlainString();
    }

    private BigDecimal rate(String operation) {
        return new BigDecimal(plan(operation).rate()).multiply(factor.get());
    }

    private static Plan plan(String operation) {
        Plan plan = DEFAULTS.get(operation);
        if (plan == null) {
            throw new IllegalArgumentException("no usage plan for " + operation);
        }
        return plan;
    }
}
