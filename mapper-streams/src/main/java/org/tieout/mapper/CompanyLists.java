package org.tieout.mapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.tieout.accounting.mapping.MasterData;
import org.tieout.accounting.mapping.MasterData.Account;
import org.tieout.accounting.mapping.MasterData.Creates;
import org.tieout.event.FlowConfig;

/// A company's lists, made of the records of ledger.master-data.<target>. Pure.
public final class CompanyLists {

    /// The kind of the record that is written last when all lists were read.
    static final String PREFERENCE = "preference";

    /// QuickBooks Online finds its account for payments on their way under these names, whatever people call it.
    private static final List<String> UNDEPOSITED = List.of("Undeposited Funds", "Payments to deposit");

    private CompanyLists() {}

    /// The lists of one connection.
    ///
    /// @param records its records; those of a kind that mappings do not name are passed over
    /// @param creates what the sink creates for the flow
    public static MasterData of(Iterable<org.tieout.event.MasterData> records, Creates creates) {
        var accounts = new ArrayList<Account>();
        var items = new ArrayList<MasterData.Item>();
        var customers = new ArrayList<MasterData.Customer>();
        var taxCodes = new ArrayList<String>();
        for (var each : records) {
            switch (each.getKind()) {
                case "account" -> account(each, accounts);
                case "item" -> items.add(new MasterData.Item(each.getName(), number(each), each.getActive()));
                case "customer" -> customers.add(new MasterData.Customer(each.getName(), each.getActive()));
                case "tax-code" -> taxCodes.add(each.getName());
                default -> {
                    // Settings of the company; no mapping names one.
                }
            }
        }
        return new MasterData(accounts, items, customers, taxCodes, creates);
    }

    /// What the sink creates for a flow when it is missing. Customers always: they are looked for by name only.
    public static Creates creates(FlowConfig flow) {
        return new Creates(
                Boolean.parseBoolean(flow.getOptions()
                        .getOrDefault("create-missing-items", "")
                        .toLowerCase(Locale.ROOT)),
                true);
    }

    private static void account(org.tieout.event.MasterData read, List<Account> accounts) {
        var type = Objects.requireNonNullElse(read.getType(), "");
        var currency = read.getAttributes().getOrDefault("currency", "");
        accounts.add(new Account(number(read), read.getName(), type, read.getActive(), currency, Set.of()));
        if ("UndepositedFunds".equals(read.getAttributes().get("subType"))) {
            UNDEPOSITED.stream()
                    .filter(name -> !name.equalsIgnoreCase(read.getName()))
                    .forEach(name -> accounts.add(new Account("", name, type, read.getActive(), currency, Set.of())));
        }
    }

    private static String number(org.tieout.event.MasterData read) {
        return Objects.requireNonNullElse(read.getNumber(), "");
    }
}
