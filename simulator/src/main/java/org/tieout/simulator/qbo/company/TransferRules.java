package org.tieout.simulator.qbo.company;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import org.tieout.simulator.qbo.ledger.Entry;
import org.tieout.simulator.qbo.ledger.Posting;
import org.tieout.simulator.qbo.refusal.Refusals;

/// Transfer: Dr one balance-sheet account, Cr another. Source: Transfer reference.
final class TransferRules implements Rules {
    private final Books books;

    TransferRules(Books books) {
        this.books = books;
    }

    @Override
    public void complete(Draft draft) {
        ObjectNode data = draft.data();
        AccountView from = books.accountOf(data, "FromAccountRef");
        AccountView to = books.accountOf(data, "ToAccountRef");
        if (!from.onBalanceSheet()) {
            throw Refusals.invalidAccountType("FromAccountRef");
        }
        if (!to.onBalanceSheet()) {
            throw Refusals.invalidAccountType("ToAccountRef");
        }
        if (from.id().equals(to.id())) {
            throw Refusals.business("A transfer needs two different accounts");
        }
        if (Fields.amount(data, "Amount").signum() <= 0) {
            throw Refusals.business("The amount of a transfer must be greater than zero");
        }
    }

    @Override
    public List<Entry> entries(Stored stored) {
        BigDecimal amount = Fields.amount(stored.data(), "Amount");
        return new Posting(stored.key(), Fields.date(stored.data()))
                .debit(books.accountOf(stored.data(), "ToAccountRef").id(), amount, "transfer")
                .credit(books.accountOf(stored.data(), "FromAccountRef").id(), amount, "transfer")
                .entries();
    }
}
