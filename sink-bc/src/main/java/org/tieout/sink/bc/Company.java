package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// What a company's lists and settings say, as read at one time. Immutable; additions make a new one. Names
/// and codes are compared without regard to case: codes are stored in capitals (memo, 7).
///
/// @param lists what was read
record Company(Lists lists, Index index) {
    /// Characters in the number of a customer or item (memo, 7.5).
    static final int NUMBER_LENGTH = 20;

    /// An account of the chart.
    ///
    /// @param category decoded: `Cost of Goods Sold`
    /// @param posts true when documents may name it
    record Account(
            String id,
            String number,
            String name,
            String category,
            String subCategory,
            boolean blocked,
            boolean posts,
            boolean directPosting) {}

    /// A bank account card.
    record BankAccount(String id, String number, String name, String currency, boolean blocked) {}

    /// An item.
    record Item(String id, String number, String name, String gtin, String type, boolean blocked) {}

    /// A customer.
    record Customer(String id, String number, String name, String currency, boolean hasPaymentMethod, String blocked) {
        /// True when sales documents may be posted for it.
        boolean active() {
            return blocked.isEmpty() || blocked.equals("Ship");
        }
    }

    /// A code with a name: a tax group, a payment method, a unit of measure.
    record Code(String id, String code, String name) {}

    /// A dimension with the codes of its values.
    record Dimension(String id, String code, String name, List<String> values) {
        Dimension {
            values = List.copyOf(values);
        }
    }

    /// Settings that decide how we post.
    record Settings(String localCurrency, String name) {}

    /// All that is read.
    record Lists(
            List<Account> accounts,
            List<BankAccount> bankAccounts,
            List<Item> items,
            List<Customer> customers,
            List<Code> taxGroups,
            List<Code> paymentMethods,
            List<Code> paymentTerms,
            List<Code> shipmentMethods,
            List<Dimension> dimensions,
            Settings settings) {
        Lists {
            accounts = List.copyOf(accounts);
            bankAccounts = List.copyOf(bankAccounts);
            items = List.copyOf(items);
            customers = List.copyOf(customers);
            taxGroups = List.copyOf(taxGroups);
            paymentMethods = List.copyOf(paymentMethods);
            paymentTerms = List.copyOf(paymentTerms);
            shipmentMethods = List.copyOf(shipmentMethods);
            dimensions = List.copyOf(dimensions);
        }
    }

    /// The lists by what they are looked up by.
    record Index(
            Map<String, Account> accounts,
            Map<String, BankAccount> bankAccounts,
            Map<String, Item> items,
            Map<String, Customer> customers) {}

    Company(Lists lists) {
        this(lists, indexed(lists));
    }

    private static Index indexed(Lists lists) {
        var accounts = new HashMap<String, Account>();
        var banks = new HashMap<String, BankAccount>();
        var items = new HashMap<String, Item>();
        var customers = new HashMap<String, Customer>();
        // What wins is put last: numbers over other names, what can be used over what cannot.
        inOrder(lists.accounts(), account -> !account.blocked() && account.posts())
                .forEach(account -> accounts.put(fold(account.name()), account));
        lists.accounts().forEach(account -> accounts.put(fold(account.number()), account));
        inOrder(lists.bankAccounts(), bank -> !bank.blocked()).forEach(bank -> banks.put(fold(bank.name()), bank));
        lists.bankAccounts().forEach(bank -> banks.put(fold(bank.number()), bank));
        inOrder(lists.items(), item -> !item.blocked()).forEach(item -> items.put(fold(item.name()), item));
        lists.items().stream()
                .filter(item -> !item.gtin().isEmpty())
                .forEach(item -> items.put(fold(item.gtin()), item));
        lists.items().forEach(item -> items.put(fold(item.number()), item));
        inOrder(lists.customers(), Customer::active)
                .forEach(customer -> customers.put(fold(customer.name()), customer));
        lists.customers().forEach(customer -> customers.put(fold(customer.number()), customer));
        return new Index(Map.copyOf(accounts), Map.copyOf(banks), Map.copyOf(items), Map.copyOf(customers));
    }

    private static <T> List<T> inOrder(List<T> list, Predicate<T> usable) {
        List<T> ordered = new ArrayList<>(list);
        ordered.sort(Comparator.comparing(usable::test));
        return ordered;
    }

    Settings settings() {
        return lists.settings();
    }

    /// The account a canonical document names: by number, else by name.
    Optional<Account> account(String code) {
        return Optional.ofNullable(index.accounts().get(fold(code)));
    }

    /// The account of that very number.
    Optional<Account> accountOfNumber(String number) {
        return account(number).filter(account -> account.number().equalsIgnoreCase(number.strip()));
    }

    /// The bank account card a canonical document names: by number, else by name.
    Optional<BankAccount> bankAccount(String code) {
        return Optional.ofNullable(index.bankAccounts().get(fold(code)));
    }

    /// The item of that number, else of that GTIN, else of that name.
    Optional<Item> item(String name) {
        return Optional.ofNullable(index.items().get(fold(name)));
    }

    /// The customer of that number or name.
    Optional<Customer> customer(String name) {
        return Optional.ofNullable(index.customers().get(fold(name)));
    }

    Optional<Code> taxGroup(String code) {
        return lists.taxGroups().stream()
                .filter(group -> group.code().equalsIgnoreCase(code.strip()))
                .findFirst();
    }

    /// The dimension of that code or name.
    Optional<Dimension> dimension(String name) {
        return lists.dimensions().stream()
                .filter(each -> fold(each.code()).equals(fold(name))
                        || fold(each.name()).equals(fold(name)))
                .findFirst();
    }

    /// With items that were created, and customers that were found.
    Company with(List<Item> moreItems, List<Customer> moreCustomers) {
        return new Company(new Lists(
                lists.accounts(),
                lists.bankAccounts(),
                joined(lists.items(), moreItems),
                joined(lists.customers(), moreCustomers),
                lists.taxGroups(),
                lists.paymentMethods(),
                lists.paymentTerms(),
                lists.shipmentMethods(),
                lists.dimensions(),
                lists.settings()));
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    static String fold(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    // ---- as the API writes them -----------------------------------------------------------------------------------

    static Account account(JsonNode json) {
        return new Account(
                json.path("id").asText(),
                json.path("number").asText(),
                json.path("displayName").asText(),
                decoded(json.path("category").asText()),
                json.path("subCategory").asText(),
                json.path("blocked").asBoolean(false),
                json.path("accountType").asText("Posting").equals("Posting"),
                json.path("directPosting").asBoolean(true));
    }

    static BankAccount bankAccount(JsonNode json) {
        return new BankAccount(
                json.path("id").asText(),
                json.path("number").asText(),
                json.path("displayName").asText(),
                json.path("currencyCode").asText(),
                json.path("blocked").asBoolean(false));
    }

    static Item item(JsonNode json) {
        return new Item(
                json.path("id").asText(),
                json.path("number").asText(),
                json.path("displayName").asText(),
                json.path("gtin").asText(),
                decoded(json.path("type").asText()),
                json.path("blocked").asBoolean(false));
    }

    static Customer customer(JsonNode json) {
        return new Customer(
                json.path("id").asText(),
                json.path("number").asText(),
                json.path("displayName").asText(),
                json.path("currencyCode").asText(),
                !json.path("paymentMethodId")
                        .asText("")
                        .replace("0", "")
                        .replace("-", "")
                        .isEmpty(),
                decoded(json.path("blocked").asText()).strip());
    }

    static Code code(JsonNode json) {
        return new Code(
                json.path("id").asText(),
                json.path("code").asText(),
                json.path("displayName").asText());
    }

    static Dimension dimension(JsonNode json) {
        List<String> values = new ArrayList<>();
        json.path("dimensionValues")
                .forEach(value -> values.add(value.path("code").asText()));
        return new Dimension(
                json.path("id").asText(),
                json.path("code").asText(),
                json.path("displayName").asText(),
                values);
    }

    /// Members of enumerations have what no name may contain in hexadecimal (memo, 4).
    static String decoded(String member) {
        return member.replace("_x0020_", " ")
                .replace("_x002D_", "-")
                .replace("_x002F_", "/")
                .strip();
    }
}
