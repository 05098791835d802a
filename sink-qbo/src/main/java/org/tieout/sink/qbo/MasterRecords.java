package org.tieout.sink.qbo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tieout.event.MasterData;

/// The company's lists and settings as records of ledger.master-data.qbo.
final class MasterRecords {
    private final String connection;
    private final Instant readAt;

    MasterRecords(String connection, Instant readAt) {
        this.connection = connection;
        this.readAt = readAt;
    }

    List<MasterData> of(Company company) {
        List<MasterData> records = new ArrayList<>();
        company.accounts().forEach(account -> records.add(account(account)));
        company.items().forEach(item -> records.add(item(item, company)));
        company.customers().forEach(customer -> records.add(customer(customer)));
        records.add(settings(company.settings()));
        return records;
    }

    private MasterData account(Company.Account account) {
        return master(
                "account",
                account.id(),
                account.fullName(),
                account.number(),
                account.type(),
                account.active(),
                Map.of("subType", account.subType()));
    }

    MasterData item(Company.Item item, Company company) {
        Map<String, String> attributes = new HashMap<>();
        item.incomeAccount()
                .flatMap(company::accountById)
                .ifPresent(account -> attributes.put("incomeAccount", account.code()));
        return master("item", item.id(), item.name(), item.sku(), item.type(), item.active(), attributes);
    }

    MasterData customer(Company.Customer customer) {
        Map<String, String> attributes = new HashMap<>();
        customer.currency().ifPresent(currency -> attributes.put("currency", currency));
        return master(
                "customer",
                customer.id(),
                customer.name(),
                Optional.empty(),
                "Customer",
                customer.active(),
                attributes);
    }

    private MasterData settings(Company.Settings settings) {
        return master(
                "preference",
                "company",
                settings.name(),
                Optional.empty(),
                "Preferences",
                true,
                Map.of(
                        "customTxnNumbers", Boolean.toString(settings.ownNumbers()),
                        "autoApplyCredit", Boolean.toString(settings.appliesCreditsItself()),
                        "multiCurrency", Boolean.toString(settings.manyCurrencies()),
                        "homeCurrency", settings.homeCurrency(),
                        "country", settings.country()));
    }

    private MasterData master(
            String kind,
            String id,
            String name,
            Optional<String> number,
            String type,
            boolean active,
            Map<String, String> attributes) {
        return MasterData.newBuilder()
                .setConnection(connection)
                .setKind(kind)
                .setId(id)
                .setName(name)
                .setNumber(number.orElse(null))
                .setType(type)
                .setActive(active)
                .setAttributes(attributes)
                .setReadAt(readAt)
                .build();
    }
}
