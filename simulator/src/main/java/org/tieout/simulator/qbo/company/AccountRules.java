package org.tieout.simulator.qbo.company;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.qbo.refusal.Refusals;
import org.tieout.simulator.qbo.schema.EntityType;

/// Accounts. Source: Account reference. Balances of income and expense accounts read as 0, as the vendor's do.
final class AccountRules implements Rules {
    private final Books books;

    AccountRules(Books books) {
        this.books = books;
    }

    @Override
    public void complete(Draft draft) {
        ObjectNode data = draft.data();
        String name = data.path("Name").asText();
        if (name.isBlank() || name.chars().anyMatch(c -> c == ':' || c == '"')) {
            throw Refusals.invalidString("Name", name);
        }
        if (NameRules.Duplicates.exists(books, EntityType.ACCOUNT, draft.key(), "Name", name)) {
            throw Refusals.duplicateName("account");
        }
        Fields.text(data, "AcctNum").ifPresent(number -> {
            if (NameRules.Duplicates.exists(books, EntityType.ACCOUNT, draft.key(), "AcctNum", number)) {
                throw Refusals.duplicateName("account number");
            }
        });
        classify(data);
        data.put("FullyQualifiedName", name).put("Active", NameRules.active(data));
        data.put("SubAccount", data.has("ParentRef"));
    }

    private static void classify(ObjectNode data) {
        String type = Fields.text(data, "AccountType")
                .or(() -> Fields.text(data, "AccountSubType").flatMap(AccountTypes::typeOf))
                .orElseThrow(() -> Refusals.required("AccountType"));
        if (!AccountTypes.known(type)) {
            throw Refusals.invalidEnumeration("AccountType", type);
        }
        String subType = Fields.text(data, "AccountSubType")
                .or(() -> AccountTypes.defaultSubType(type))
                .orElse("");
        if (!AccountTypes.matches(type, subType)) {
            throw Refusals.invalidEnumeration("AccountSubType", subType);
        }
        data.put("AccountType", type).put("AccountSubType", subType);
        data.put("Classification", AccountTypes.classification(type));
    }

    @Override
    public void render(ObjectNode out, Stored stored) {
        BigDecimal debit = books.ledger.balance(stored.key().id());
        BigDecimal shown = switch (out.path("Classification").asText()) {
            case "Asset" -> debit;
            case "Liability", "Equity" -> debit.negate();
            default -> BigDecimal.ZERO;
        };
        out.put("CurrentBalance", shown).put("CurrentBalanceWithSubAccounts", shown);
        out.set("CurrencyRef", Json.object().put("value", "USD"));
    }
}
