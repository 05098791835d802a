package org.tieout.simulator.qbo.company;

import java.util.EnumMap;
import java.util.Map;
import org.tieout.simulator.qbo.schema.EntityType;

/// The rules of each entity.
final class RuleBook {
    private final Map<EntityType, Rules> rules = new EnumMap<>(EntityType.class);

    RuleBook(Books books) {
        for (EntityType type : EntityType.values()) {
            rules.put(type, create(type, books));
        }
    }

    Rules of(EntityType type) {
        Rules found = rules.get(type);
        if (found == null) {
            throw new IllegalStateException("no rules for " + type);
        }
        return found;
    }

    private static Rules create(EntityType type, Books books) {
        return switch (type) {
            case INVOICE, CREDIT_MEMO, SALES_RECEIPT, REFUND_RECEIPT -> new SalesRules(books);
            case PAYMENT -> new PaymentRules(books);
            case DEPOSIT -> new DepositRules(books);
            case JOURNAL_ENTRY -> new JournalRules(books);
            case PURCHASE -> new PurchaseRules(books);
            case TRANSFER -> new TransferRules(books);
            case CUSTOMER, VENDOR -> new NameRules(books);
            case ITEM -> new ItemRules(books);
            case ACCOUNT -> new AccountRules(books);
            case CLASS, DEPARTMENT, PAYMENT_METHOD -> new SimpleListRules(books);
            case PREFERENCES, COMPANY_INFO, TAX_CODE -> new SettingsRules(books);
        };
    }
}
