package org.tieout.simulator.bc.company;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// `bankAccounts`. The G/L account a card posts to comes from its posting group, which the API does not show.
final class BankAccounts extends CodeSet {
    BankAccounts(Books books) {
        super(books, Types.BANK_ACCOUNT, "number");
    }

    @Override
    ObjectNode complete(ObjectNode data, ObjectNode sent) {
        Rules.agree(books, data, sent, References.CURRENCY);
        return data;
    }
}
