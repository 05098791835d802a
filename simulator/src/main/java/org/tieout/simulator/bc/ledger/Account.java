package org.tieout.simulator.bc.ledger;

/// What a line posts to. A customer or a bank account reaches the general ledger through the account of its
/// posting group.
public sealed interface Account {
    /// The number of the account, customer or bank account.
    String number();

    /// The name of the table, as messages have it.
    String table();

    /// A G/L account, by number.
    static Account general(String number) {
        return new General(number);
    }

    /// A customer, by number.
    static Account customer(String number) {
        return new Customer(number);
    }

    /// A bank account, by number.
    static Account bank(String number) {
        return new Bank(number);
    }

    /// A G/L account.
    record General(String number) implements Account {
        @Override
        public String table() {
            return "G/L Account";
        }
    }

    /// A customer.
    record Customer(String number) implements Account {
        @Override
        public String table() {
            return "Customer";
        }
    }

    /// A bank account.
    record Bank(String number) implements Account {
        @Override
        public String table() {
            return "Bank Account";
        }
    }
}
