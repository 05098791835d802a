package org.tieout.accounting.export;

import java.util.HashSet;
import java.util.Set;
import org.tieout.accounting.document.Account;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.source.SettlementId;

/// Plain-text accounting: each document one transaction, each line one posting, debits positive. Accounts and
/// currencies
/// are declared where they are first used, so that the tools' strict checks pass; nothing has to be edited by hand.
public final class PlainTextExport implements DocumentExport {

    private final Dialect dialect;
    private final AccountNames names;
    private final Set<String> declared = new HashSet<>();

    private PlainTextExport(Dialect dialect, Mappings mappings) {
        this.dialect = dialect;
        this.names = new AccountNames(mappings);
    }

    /// A journal for beancount; `bean-check` accepts it.
    ///
    /// @param mappings whose chart says what kind of account each is
    public static PlainTextExport beancount(Mappings mappings) {
        return new PlainTextExport(new Beancount(), mappings);
    }

    /// A journal for hledger; `hledger check --strict` accepts it.
    ///
    /// @param mappings whose chart says what kind of account each is
    public static PlainTextExport hledger(Mappings mappings) {
        return new PlainTextExport(new Hledger(), mappings);
    }

    @Override
    public String head() {
        return dialect.head();
    }

    @Override
    public String document(SettlementId settlement, Document document) {
        var text = new StringBuilder();
        if (declared.add(document.heading().currency())) {
            text.append(dialect.currency(document.heading().currency()));
        }
        for (var line : document.lines()) {
            var name = names.of(line.account());
            if (declared.add(name)) {
                text.append(dialect.account(name, line.account()));
            }
        }
        text.append('\n').append(dialect.transaction(settlement, document, names::of));
        return text.toString();
    }

    /// The name under which an account stands in the export, for example `Assets:1000-Checking`.
    public String nameOf(Account account) {
        return names.of(account);
    }
}
