package org.tieout.accounting.balance;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.SettlementFacts;
import org.tieout.accounting.source.SettlementId;

/// A complete settlement as its neighbours see it: its period, its total, and what it carries from one to
/// the next.
/// Amounts are as the rows state them: positive is in the seller's favour.
///
/// @param id the settlement
/// @param marketplace the marketplace that most of its rows name; null where no row names one
/// @param accountType the seller's account, for example `Standard Orders`
/// @param startAt start of the period
/// @param endAt end of the period
/// @param depositAt when the payout is deposited
/// @param total what was disbursed, or, when negative, is owed
/// @param reserveHeld rows `BAL.RES_CUR`: negative
/// @param reserveReleased rows `BAL.RES_PREV`: positive
/// @param payable rows `BAL.PAYABLE`: a debt taken over, negative
/// @param charged rows `BAL.CHARGE`: what was charged to a card, positive
/// @param failed rows `BAL.FAILED`: payouts that came back, positive
/// @param crossDebt rows `BAL.XDEBT`: paid for, or received from, another marketplace
public record SettlementBalance(
        SettlementId id,
        @Nullable String marketplace,
        String accountType,
        Instant startAt,
        Instant endAt,
        Instant depositAt,
        Money total,
        Money reserveHeld,
        Money reserveReleased,
        Money payable,
        Money charged,
        Money failed,
        Money crossDebt) {

    /// The account that sellers have unless Amazon says otherwise.
    public static final String STANDARD_ORDERS = "Standard Orders";

    /// Of a settlement whose rows are summed. Rows of unknown meaning carry nothing over: they hold the
    /// settlement, and
    /// the settlement is read again when they are known.
    ///
    /// @param accountType where Amazon's summary named it; else standard orders
    public static SettlementBalance of(SettlementFacts facts, Optional<String> accountType, Mappings mappings) {
        var header = facts.header();
        var sums = new EnumMap<Category, Long>(Category.class);
        for (var row : facts.totals()) {
            mappings.categoryOf(row.type()).ifPresent(category -> sums.merge(category, row.minor(), Math::addExact));
        }
        var currency = header.total().currency();
        return new SettlementBalance(
                header.id(),
                marketplaceOf(facts),
                accountType.orElse(STANDARD_ORDERS),
                header.startAt(),
                header.endAt(),
                header.depositAt(),
                header.total(),
                money(currency, sums, Category.BAL_RES_CUR),
                money(currency, sums, Category.BAL_RES_PREV),
                money(currency, sums, Category.BAL_PAYABLE),
                money(currency, sums, Category.BAL_CHARGE),
                money(currency, sums, Category.BAL_FAILED),
                money(currency, sums, Category.BAL_XDEBT));
    }

    private static @Nullable String marketplaceOf(SettlementFacts facts) {
        var rows = new TreeMap<String, Long>();
        for (var total : facts.totals()) {
            if (total.marketplace() != null) {
                rows.merge(total.marketplace(), (long) total.rows(), Math::addExact);
            }
        }
        return rows.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private static Money money(String currency, Map<Category, Long> sums, Category category) {
        return new Money(currency, sums.getOrDefault(category, 0L));
    }

    /// With more rows of a category; the same where the category carries nothing between settlements.
    public SettlementBalance plus(Category category, Money amount) {
        return new SettlementBalance(
                id,
                marketplace,
                accountType,
                startAt,
                endAt,
                depositAt,
                total,
                category == Category.BAL_RES_CUR ? reserveHeld.plus(amount) : reserveHeld,
                category == Category.BAL_RES_PREV ? reserveReleased.plus(amount) : reserveReleased,
                category == Category.BAL_PAYABLE ? payable.plus(amount) : payable,
                category == Category.BAL_CHARGE ? charged.plus(amount) : charged,
                category == Category.BAL_FAILED ? failed.plus(amount) : failed,
                category == Category.BAL_XDEBT ? crossDebt.plus(amount) : crossDebt);
    }

    /// The same settlement as one of that account.
    public SettlementBalance ofAccount(String other) {
        return new SettlementBalance(
                id,
                marketplace,
                other,
                startAt,
                endAt,
                depositAt,
                total,
                reserveHeld,
                reserveReleased,
                payable,
                charged,
                failed,
                crossDebt);
    }

    /// The currency of all amounts.
    public String currency() {
        return total.currency();
    }

    /// What the settlement leaves in reserve, as a positive amount.
    public Money closingReserve() {
        return reserveHeld.negate();
    }

    /// What the seller owes after it; zero after a payout.
    public Money closingDebt() {
        return total.isNegative() ? total.negate() : Money.zero(currency());
    }

    /// What it carries from one settlement to another, which is no business of its period: reserves,
    /// debts, charges,
    /// payouts that came back.
    public Money carried() {
        return reserveHeld
                .plus(reserveReleased)
                .plus(payable)
                .plus(charged)
                .plus(failed)
                .plus(crossDebt);
    }

    /// What it takes over of an earlier settlement's debt, as a positive amount.
    public Money openingDebt() {
        return payable.negate();
    }
}
