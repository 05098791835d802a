package org.tieout.accounting.source;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.money.Money;

/// A transaction of Amazon's own ledger, as the newest read of it says. It states earlier than any settlement what was
/// sold and charged, and whether Amazon still holds the money back. Immutable.
///
/// @param id Amazon's id of it
/// @param type for example `Shipment`
/// @param status whether it is held back
/// @param postedAt when Amazon posted it
/// @param total its amount; positive is in the seller's favour
/// @param marketplaceName the marketplace as settlements write it; null where Amazon did not say
/// @param accountType the seller's account, for example `Standard Orders`; null where Amazon did not say
/// @param orderId the order behind it; null where there is none
/// @param maturesAt when a deferred one is due; null where Amazon did not say
/// @param releases on a release, the deferred transaction that it releases; null otherwise
/// @param parts the leaves of its breakdowns; they sum to the total
public record FinancialTransaction(
        String id,
        String type,
        Status status,
        Instant postedAt,
        Money total,
        @Nullable String marketplaceName,
        @Nullable String accountType,
        @Nullable String orderId,
        @Nullable Instant maturesAt,
        @Nullable String releases,
        List<Part> parts) {

    public FinancialTransaction {
        parts = List.copyOf(parts);
    }

    /// Whether Amazon holds a transaction back.
    public enum Status {
        /// Held back, and in no settlement yet.
        DEFERRED,
        /// Never held back, or itself the release of one that was.
        RELEASED,
        /// It was held back and was released since.
        DEFERRED_RELEASED
    }

    /// One leaf of the breakdowns.
    ///
    /// @param path the breakdown types from the root to the leaf, joined by `/`
    /// @param amount positive is in the seller's favour
    public record Part(String path, Money amount) {}

    /// What the total says more than its parts: zero for a transaction that adds up.
    public Money difference() {
        var sum = Money.zero(total.currency());
        for (var part : parts) {
            sum = sum.plus(part.amount());
        }
        return total.minus(sum);
    }
}
