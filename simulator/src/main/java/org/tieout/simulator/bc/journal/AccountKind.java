package org.tieout.simulator.bc.journal;

import java.util.Optional;
import java.util.stream.Stream;
import org.tieout.simulator.bc.ledger.Account;

/// The account types of a journal line that its page shows (memo, 7.6): G/L Account to Bank Account.
enum AccountKind {
    GENERAL("G_x002F_L_x0020_Account", "accounts", "G/L Account"),
    CUSTOMER("Customer", "customers", "Customer"),
    VENDOR("Vendor", "", "Vendor"),
    BANK("Bank_x0020_Account", "bankAccounts", "Bank Account");

    /// All account types on the wire, also those a journal line cannot have here.
    static final String WIRE_NAMES = "G_x002F_L_x0020_Account Customer Vendor Bank_x0020_Account"
            + " Fixed_x0020_Asset IC_x0020_Partner Employee Allocation_x0020_Account";

    private final String wireName;
    private final String set;
    private final String table;

    AccountKind(String wireName, String set, String table) {
        this.wireName = wireName;
        this.set = set;
        this.table = table;
    }

    static Optional<AccountKind> of(String wireName) {
        return Stream.of(values())
                .filter(kind -> kind.wireName.equals(wireName))
                .findFirst();
    }

    String wireName() {
        return wireName;
    }

    /// The entity set that lists such accounts; none for vendors, of which the company has none.
    String set() {
        return set;
    }

    String table() {
        return table;
    }

    /// The account as the ledger names it; nothing for vendors.
    Optional<Account> account(String number) {
        return switch (this) {
            case GENERAL -> Optional.of(Account.general(number));
            case CUSTOMER -> Optional.of(Account.customer(number));
            case BANK -> Optional.of(Account.bank(number));
            case VENDOR -> Optional.empty();
        };
    }
}
