package org.tieout.accounting.period;

import java.util.List;
import java.util.Objects;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.catalogue.Category.Treatment;
import org.tieout.accounting.document.Account;
import org.tieout.accounting.mapping.Role;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.Mode;

/// What one deferred transaction put into the books at a month end, kept so that its release takes out exactly that,
/// whatever the mapping says by then. Immutable.
///
/// The mode decides what may be in it, and the constructor refuses the rest. Where orders are invoiced their revenue is
/// in the books since the shipment, so that accruing a sale would count it twice: only what no invoice carries,
/// Amazon's
/// fees, may be accrued. Where revenue comes from settlements nothing is in the books yet, and everything is accrued.
///
/// @param transaction Amazon's id of it
/// @param mode where the flow takes its revenue from
/// @param entries what it posts, debits positive; the balancing side is apart
/// @param against the account of the balancing side
public record Accrued(String transaction, Mode mode, List<Entry> entries, Account against) {

    public Accrued {
        Objects.requireNonNull(against);
        entries = List.copyOf(entries);
        for (var entry : entries) {
            if (!allows(mode, entry.category())) {
                throw new IllegalArgumentException("transaction " + transaction + " would accrue " + entry.amount()
                        + " of " + entry.category()
                        + ": where orders are invoiced their revenue is in the books already,"
                        + " and would be counted twice");
            }
        }
    }

    /// One amount.
    ///
    /// @param account the account
    /// @param category the category behind it
    /// @param amount debits are positive
    public record Entry(Account account, Category category, Money amount) {}

    /// True when an accrual of that mode may hold that category.
    public static boolean allows(Mode mode, Category category) {
        return switch (mode) {
            case INVOICE -> category.treatment() == Treatment.DIRECT;
            case SUMMARY -> true;
        };
    }

    /// The role of the balancing account: accrued fees where only fees are accrued, else what Amazon defers.
    public static Role against(Mode mode) {
        return switch (mode) {
            case INVOICE -> Role.ACCRUED;
            case SUMMARY -> Role.DEFERRED;
        };
    }
}
