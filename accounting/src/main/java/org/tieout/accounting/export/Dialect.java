package org.tieout.accounting.export;

import java.util.function.Function;
import org.tieout.accounting.document.Account;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.source.SettlementId;

/// How a tool of plain-text accounting writes things down.
sealed interface Dialect permits Beancount, Hledger {

    /// What stands in front of everything.
    String head();

    /// Declares a currency.
    String currency(String code);

    /// Declares an account.
    String account(String name, Account account);

    /// A document.
    String transaction(SettlementId settlement, Document document, Function<Account, String> names);
}
