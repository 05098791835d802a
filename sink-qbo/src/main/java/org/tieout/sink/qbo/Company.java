package org.tieout.sink.qbo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tieout.runtime.http.Json;

/// What a company's lists and settings say, as read at one time. Immutable; additions make a new one.
final class Company {

    /// An account.
    ///
    /// @param number AcctNum, where the company numbers its accounts
    record Account(
            String id,
            Optional<String> number,
            String name,
            String fullName,
            String type,
            String subType,
            boolean active) {
        boolean isReceivable() {
            return type.equals("Accounts Receivable");
        }

        /// By subtype, not by name: users and Intuit rename it (Account reference, "AccountSubType").
        boolean isUndeposited() {
            return subType.equals("UndepositedFunds");
        }

        /// How canonical documents name it: its number, or its name where there is none.
        String code() {
            return number.orElse(fullName);
        }
    }

    /// A product or service.
    record Item(
            String id,
            String name,
            Optional<String> sku,
            Optional<String> incomeAccount,
            String type,
            boolean active) {}

    /// A customer.
    record Customer(String id, String name, Optional<String> currency, boolean active) {}

    /// Settings that decide how we post.
    record Settings(
            boolean ownNumbers,
            boolean appliesCreditsItself,
            boolean manyCurrencies,
            String homeCurrency,
            String country,
            String name) {}

    private static final List<String> UNDEPOSITED_NAMES = List.of("undeposited funds", "payments to deposit");

    private final Map<String, Account> accountsById = new HashMap<>();
    private final Map<String, Account> accountsByNumber = new HashMap<>();
    private final Map<String, Account> accountsByName = new HashMap<>();
    private final Map<String, Item> itemsById = new HashMap<>();
    private final Map<String, Item> itemsByName = new HashMap<>();
    private final Map<String, Item> itemsBySku = new HashMap<>();
    private final Map<String, Customer> customersByName = new HashMap<>();
    private final List<Account> accounts;
    private final List<Item> items;
    private final List<Customer> customers;
    private final Settings settings;

    Company(List<Account> accounts, List<Item> items, List<Customer> customers, Settings settings) {
        this.accounts = List.copyOf(accounts);
        this.items = List.copyOf(items);
        this.customers = List.copyOf(customers);
        this.settings = settings;
        // Inactive ones first, so that active ones of the same name win.
        for (Account account : inOrder(accounts, Account::active)) {
            accountsById.put(account.id(), account);
            account.number().ifPresent(number -> accountsByNumber.put(number, account));
            accountsByName.put(fold(account.name()), account);
        }
        for (Account account : inOrder(accounts, Account::active)) {
            accountsByName.put(fold(account.fullName()), account);
        }
        for (Item item : inOrder(items, Item::active)) {
            itemsById.put(item.id(), item);
            itemsByName.put(fold(item.name()), item);
            item.sku().ifPresent(sku -> itemsBySku.put(fold(sku), item));
        }
        for (Customer customer : inOrder(customers, Customer::active)) {
            customersByName.put(fold(customer.name()), customer);
        }
    }

    private static <T> List<T> inOrder(List<T> list, java.util.function.Predicate<T> active) {
        List<T> ordered = new ArrayList<>(list);
        ordered.sort(java.util.Comparator.comparing(active::test));
        return ordered;
    }

    Settings settings() {
        return settings;
    }

    List<Account> accounts() {
        return accounts;
    }

    List<Item> items() {
        return items;
    }

    List<Customer> customers() {
        return customers;
    }

    /// The account a canonical document names: by number, then by full name, then by name; Undeposited
    /// Funds by its kind.
    Optional<Account> account(String code) {
        return Optional.ofNullable(accountsByNumber.get(code))
                .or(() -> Optional.ofNullable(accountsByName.get(fold(code))))
                .or(() -> UNDEPOSITED_NAMES.contains(fold(code)) ? undeposited() : Optional.empty());
    }

    Optional<Account> undeposited() {
        return preferred(Account::isUndeposited);
    }

    Optional<Account> receivable() {
        return preferred(Account::isReceivable);
    }

    /// An active one before others.
    private Optional<Account> preferred(java.util.function.Predicate<Account> wanted) {
        return accounts.stream()
                .filter(wanted)
                .min(java.util.Comparator.comparing(Account::active).reversed());
    }

    Optional<Account> accountById(String id) {
        return Optional.ofNullable(accountsById.get(id));
    }

    /// The item of that name, or else of that SKU. QuickBooks Online compares names without regard to
    /// case.
    Optional<Item> item(String name) {
        return Optional.ofNullable(itemsByName.get(fold(name)))
                .or(() -> Optional.ofNullable(itemsBySku.get(fold(name))));
    }

    Optional<Item> itemById(String id) {
        return Optional.ofNullable(itemsById.get(id));
    }

    Optional<Customer> customer(String name) {
        return Optional.ofNullable(customersByName.get(fold(name)));
    }

    /// With items and customers that were created or found.
    Company with(List<Item> moreItems, List<Customer> moreCustomers) {
        List<Item> allItems = new ArrayList<>(items);
        allItems.addAll(moreItems);
        List<Customer> allCustomers = new ArrayList<>(customers);
        allCustomers.addAll(moreCustomers);
        return new Company(accounts, allItems, allCustomers, settings);
    }

    static Account account(JsonNode json) {
        String name = json.path("Name").asText();
        return new Account(
                json.path("Id").asText(),
                Json.text(json, "AcctNum"),
                name,
                Json.text(json, "FullyQualifiedName").orElse(name),
                json.path("AccountType").asText(),
                json.path("AccountSubType").asText(),
                json.path("Active").asBoolean(true));
    }

    static Item item(JsonNode json) {
        return new Item(
                json.path("Id").asText(),
                json.path("Name").asText(),
                Json.text(json, "Sku"),
                Refs.of(json, "IncomeAccountRef"),
                json.path("Type").asText(),
                json.path("Active").asBoolean(true));
    }

    static Customer customer(JsonNode json) {
        return new Customer(
                json.path("Id").asText(),
                json.path("DisplayName").asText(),
                Refs.of(json, "CurrencyRef"),
                json.path("Active").asBoolean(true));
    }

    static Settings settings(JsonNode preferences, JsonNode info) {
        JsonNode sales = preferences.path("SalesFormsPrefs");
        JsonNode currency = preferences.path("CurrencyPrefs");
        return new Settings(
                sales.path("CustomTxnNumbers").asBoolean(false),
                sales.path("AutoApplyCredit").asBoolean(false),
                currency.path("MultiCurrencyEnabled").asBoolean(false),
                Refs.of(currency, "HomeCurrency").orElse("USD"),
                info.path("Country").asText("US"),
                info.path("CompanyName").asText(""));
    }

    private static String fold(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
