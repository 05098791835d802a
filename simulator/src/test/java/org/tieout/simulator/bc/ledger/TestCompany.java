package org.tieout.simulator.bc.ledger;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Master data for the ledger's tests: receivables 1100 without direct posting, clearing 1150, fees 6100, sales
/// 4000, the bank account CHECKING on 1000, the customer AMZ-US.
final class TestCompany implements Masters {
    final Map<String, AccountCard> accounts = new HashMap<>();
    final Map<String, CustomerCard> customers = new HashMap<>();
    final Map<String, BankCard> banks = new HashMap<>();
    PostingDates dates =
            new PostingDates(Optional.of(LocalDate.of(2026, 1, 1)), Optional.of(LocalDate.of(2026, 12, 31)));

    TestCompany() {
        for (String number : List.of("1000", "1150", "4000", "6100")) {
            accounts.put(number, new AccountCard(number, "Account " + number, true, true, false, List.of()));
        }
        accounts.put("1100", new AccountCard("1100", "Receivables", true, false, false, List.of()));
        customers.put("AMZ-US", new CustomerCard("AMZ-US", "Amazon US", Blocked.NONE, Optional.of("1100"), List.of()));
        banks.put("CHECKING", new BankCard("CHECKING", "Checking", false, "1000", List.of()));
    }

    void block(String account) {
        accounts.put(account, new AccountCard(account, "Blocked", true, true, true, List.of()));
    }

    void block(Blocked what) {
        customers.put("AMZ-US", new CustomerCard("AMZ-US", "Amazon US", what, Optional.of("1100"), List.of()));
    }

    void demand(String account, DefaultDimension... dimensions) {
        accounts.put(account, new AccountCard(account, "Account", true, true, false, List.of(dimensions)));
    }

    @Override
    public Optional<AccountCard> account(String number) {
        return Optional.ofNullable(accounts.get(number));
    }

    @Override
    public Optional<CustomerCard> customer(String number) {
        return Optional.ofNullable(customers.get(number));
    }

    @Override
    public Optional<BankCard> bankAccount(String number) {
        return Optional.ofNullable(banks.get(number));
    }

    @Override
    public PostingDates postingDates() {
        return dates;
    }
}
