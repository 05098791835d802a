package org.tieout.accounting.document;

import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.money.Money;

/// One line of a document: what it does to one account.
///
/// @param account the account
/// @param amount debits are positive, credits negative
/// @param memo what a person reads
/// @param item the ledger's item; empty on lines without one
/// @param quantity units of the item; 0 where there is no item
/// @param category the category behind it; empty on a balancing line
/// @param sourceRows how many source rows are in it
public record Line(
        Account account,
        Money amount,
        String memo,
        Optional<String> item,
        int quantity,
        Optional<Category> category,
        int sourceRows) {

    public Line {
        Objects.requireNonNull(account);
        Objects.requireNonNull(amount);
    }

    /// A line without an item or category: the balancing side.
    public static Line balancing(Account account, Money amount, String memo) {
        return new Line(account, amount, memo, Optional.empty(), 0, Optional.empty(), 0);
    }

    /// A line of a category.
    public static Line of(Account account, Money amount, Category category, String memo, int sourceRows) {
        return new Line(account, amount, memo, Optional.empty(), 0, Optional.of(category), sourceRows);
    }

    /// The same on the other side.
    public Line reversed() {
        return new Line(account, amount.negate(), memo, item, quantity, category, sourceRows);
    }

    /// A line of an item.
    public static Line ofItem(
            Account account, Money amount, String item, int quantity, Category category, String memo, int sourceRows) {
        return new Line(account, amount, memo, Optional.of(item), quantity, Optional.of(category), sourceRows);
    }

    /// The ledger's dimensions of the line, by name.
    public SortedMap<String, String> dimensions() {
        return account.dimensions();
    }

    /// Version of the mapping that chose account and item; 0 for the rows that ship with the product.
    public long mappingVersion() {
        return account.mappingVersion();
    }
}
