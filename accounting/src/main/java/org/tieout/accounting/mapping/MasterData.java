package org.tieout.accounting.mapping;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A target's lists, as they were read at one time: accounts, items, customers, tax codes. Immutable.
///
/// Names are compared without regard to case. A list of which nothing was read is unknown, not empty: nothing is held
/// against a mapping for its sake.
public final class MasterData {

    private final List<Account> accounts;
    private final List<Item> items;
    private final Map<String, Account> accountsByNumber = new HashMap<>();
    private final Map<String, Account> accountsByName = new HashMap<>();
    private final Map<String, Item> itemsByName = new HashMap<>();
    private final Map<String, Item> itemsBySku = new HashMap<>();
    private final Map<String, Customer> customersByName = new HashMap<>();
    private final Set<String> taxCodes;
    private final Creates creates;

    /// An account.
    ///
    /// @param number its number; empty where it has none
    /// @param name its full name
    /// @param type its type in the ledger's words
    /// @param active false when it can no longer be used
    /// @param currency its currency; empty for any
    /// @param taxCodes tax codes its lines may have; empty for any
    public record Account(
            String number, String name, String type, boolean active, String currency, Set<String> taxCodes) {
        public Account {
            taxCodes = Set.copyOf(taxCodes);
        }
    }

    /// A product or service.
    ///
    /// @param name its name
    /// @param sku its number or SKU; empty where it has none
    /// @param active false when it can no longer be used
    public record Item(String name, String sku, boolean active) {}

    /// A customer.
    ///
    /// @param name its name
    /// @param active false when it can no longer be used
    public record Customer(String name, boolean active) {}

    /// What the sink creates when it is missing, so that it need not be there beforehand.
    ///
    /// @param items missing items
    /// @param customers missing customers
    public record Creates(boolean items, boolean customers) {}

    /// Lists as read.
    public MasterData(
            Collection<Account> accounts,
            Collection<Item> items,
            Collection<Customer> customers,
            Collection<String> taxCodes,
            Creates creates) {
        this.accounts = List.copyOf(accounts);
        this.items = List.copyOf(items);
        this.taxCodes = Set.copyOf(taxCodes);
        this.creates = creates;
        // Inactive ones first, so that active ones of the same name win.
        accounts.stream().sorted(Comparator.comparing(Account::active)).forEach(account -> {
            if (!account.number().isEmpty()) {
                accountsByNumber.put(account.number(), account);
            }
            accountsByName.put(folded(leaf(account.name())), account);
        });
        accounts.stream()
                .sorted(Comparator.comparing(Account::active))
                .forEach(account -> accountsByName.put(folded(account.name()), account));
        items.stream().sorted(Comparator.comparing(Item::active)).forEach(item -> {
            itemsByName.put(folded(item.name()), item);
            if (!item.sku().isEmpty()) {
                itemsBySku.put(folded(item.sku()), item);
            }
        });
        customers.stream()
                .sorted(Comparator.comparing(Customer::active))
                .forEach(customer -> customersByName.put(folded(customer.name()), customer));
    }

    /// The accounts, as read.
    public List<Account> accounts() {
        return accounts;
    }

    /// The items, as read.
    public List<Item> items() {
        return items;
    }

    /// What the sink creates by itself.
    public Creates creates() {
        return creates;
    }

    /// The account of that number, else of that full name, else of that name below its parents.
    public Optional<Account> account(String code) {
        return Optional.ofNullable(accountsByNumber.get(code))
                .or(() -> Optional.ofNullable(accountsByName.get(folded(code))));
    }

    /// The item of that name, or of that SKU where there is none of that name.
    public Optional<Item> item(String name) {
        return Optional.ofNullable(itemsByName.get(folded(name)))
                .or(() -> Optional.ofNullable(itemsBySku.get(folded(name))));
    }

    /// The item of that number.
    public Optional<Item> itemNumbered(String number) {
        return Optional.ofNullable(itemsBySku.get(folded(number)));
    }

    /// The customer of that name.
    public Optional<Customer> customer(String name) {
        return Optional.ofNullable(customersByName.get(folded(name)));
    }

    /// True when the ledger has that tax code, or its tax codes were not read.
    public boolean knowsTaxCode(String code) {
        return taxCodes.isEmpty() || taxCodes.stream().anyMatch(known -> known.equalsIgnoreCase(code));
    }

    private static String leaf(String fullName) {
        return fullName.substring(fullName.lastIndexOf(':') + 1);
    }

    private static String folded(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
