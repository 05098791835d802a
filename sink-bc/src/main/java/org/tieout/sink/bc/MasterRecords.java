package org.tieout.sink.bc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tieout.event.MasterData;

/// The company's lists and settings as records of ledger.master-data.bc, in the words that mappings are held
/// against.
final class MasterRecords {
    private final String connection;
    private final Instant readAt;

    MasterRecords(String connection, Instant readAt) {
        this.connection = connection;
        this.readAt = readAt;
    }

    /// The settings come last: before them, what is there is a part.
    List<MasterData> of(Company company) {
        Company.Lists lists = company.lists();
        List<MasterData> records = new ArrayList<>();
        lists.accounts().forEach(account -> records.add(account(account)));
        lists.bankAccounts().forEach(bank -> records.add(bankAccount(bank)));
        lists.items().forEach(item -> records.addAll(item(item)));
        lists.customers().forEach(customer -> records.add(customer(customer)));
        lists.taxGroups().forEach(group -> records.add(code("tax-code", group)));
        lists.paymentMethods().forEach(method -> records.add(code("payment-method", method)));
        lists.dimensions().forEach(dimension -> records.add(dimension(dimension)));
        records.add(settings(company.settings()));
        return records;
    }

    private MasterData account(Company.Account account) {
        return master(
                "account",
                account.id(),
                account.name(),
                account.number(),
                type(account),
                !account.blocked() && account.posts(),
                Map.of(
                        "category", account.category(),
                        "subCategory", account.subCategory(),
                        "directPosting", Boolean.toString(account.directPosting())));
    }

    /// The account's class in plain words. Business Central calls a receivable and a bank account *Assets*
    /// alike; what kind of asset one is only its subcategory can tell, in the company's own language. Where it
    /// does not, nothing is claimed.
    private static String type(Company.Account account) {
        String sub = account.subCategory().toLowerCase(Locale.ROOT);
        return switch (account.category()) {
            case "Assets" ->
                sub.contains("receivable")
                        ? "Accounts Receivable"
                        : sub.contains("cash") || sub.contains("bank") ? "Bank" : "Balance Sheet";
            case "Liabilities" -> sub.contains("accounts payable") ? "Accounts Payable" : "Liabilities";
            default -> account.category();
        };
    }

    private MasterData bankAccount(Company.BankAccount bank) {
        Map<String, String> attributes = new HashMap<>(Map.of("card", "true"));
        if (!bank.currency().isEmpty()) {
            attributes.put("currency", bank.currency());
        }
        return master("account", bank.id(), bank.name(), bank.number(), "Bank", !bank.blocked(), attributes);
    }

    /// An item, and once more under its GTIN: a mapping may name either.
    List<MasterData> item(Company.Item item) {
        Map<String, String> attributes = item.gtin().isEmpty() ? Map.of() : Map.of("gtin", item.gtin());
        List<MasterData> records = new ArrayList<>();
        records.add(master("item", item.id(), item.name(), item.number(), item.type(), !item.blocked(), attributes));
        if (!item.gtin().isEmpty()) {
            records.add(master(
                    "item",
                    item.id() + "#gtin",
                    item.name(),
                    item.gtin(),
                    item.type(),
                    !item.blocked(),
                    Map.of("number", item.number())));
        }
        return records;
    }

    MasterData customer(Company.Customer customer) {
        return master(
                "customer",
                customer.id(),
                customer.name(),
                customer.number(),
                "Customer",
                customer.active(),
                Map.of("paymentMethod", Boolean.toString(customer.hasPaymentMethod())));
    }

    /// Mappings name a code; its display name is for people.
    private MasterData code(String kind, Company.Code code) {
        return master(kind, code.id(), code.code(), code.code(), kind, true, Map.of("displayName", code.name()));
    }

    private MasterData dimension(Company.Dimension dimension) {
        return master(
                "dimension",
                dimension.id(),
                dimension.name(),
                dimension.code(),
                "dimension",
                true,
                Map.of("values", String.join(",", dimension.values())));
    }

    private MasterData settings(Company.Settings settings) {
        return master(
                "preference",
                "company",
                settings.name(),
                "",
                "Preferences",
                true,
                Map.of("homeCurrency", settings.localCurrency()));
    }

    private MasterData master(
            String kind,
            String id,
            String name,
            String number,
            String type,
            boolean active,
            Map<String, String> attributes) {
        return MasterData.newBuilder()
                .setConnection(connection)
                .setKind(kind)
                .setId(id)
                .setName(name)
                .setNumber(number.isEmpty() ? null : number)
                .setType(type)
                .setActive(active)
                .setAttributes(attributes)
                .setReadAt(readAt)
                .build();
    }
}
