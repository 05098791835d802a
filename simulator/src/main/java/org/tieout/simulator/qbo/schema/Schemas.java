package org.tieout.simulator.qbo.schema;

import org.tieout.simulator.qbo.schema.Shape.Struct;

/// The declaration of each entity.
public final class Schemas {
    private static final Struct NOTHING_WRITABLE = Structs.of("IntuitEntity");

    private Schemas() {}

    /// The declared properties of an entity.
    public static Struct of(EntityType type) {
        return switch (type) {
            case INVOICE -> SalesSchemas.INVOICE;
            case CREDIT_MEMO -> SalesSchemas.CREDIT_MEMO;
            case SALES_RECEIPT -> SalesSchemas.SALES_RECEIPT;
            case REFUND_RECEIPT -> SalesSchemas.REFUND_RECEIPT;
            case PAYMENT -> MoneySchemas.PAYMENT;
            case DEPOSIT -> MoneySchemas.DEPOSIT;
            case JOURNAL_ENTRY -> MoneySchemas.JOURNAL_ENTRY;
            case PURCHASE -> MoneySchemas.PURCHASE;
            case TRANSFER -> MoneySchemas.TRANSFER;
            case CUSTOMER -> ListSchemas.CUSTOMER;
            case VENDOR -> ListSchemas.VENDOR;
            case ITEM -> ListSchemas.ITEM;
            case ACCOUNT -> ListSchemas.ACCOUNT;
            case CLASS -> ListSchemas.CLASS;
            case DEPARTMENT -> ListSchemas.DEPARTMENT;
            case PAYMENT_METHOD -> ListSchemas.PAYMENT_METHOD;
            case PREFERENCES -> ListSchemas.PREFERENCES;
            case COMPANY_INFO -> ListSchemas.COMPANY_INFO;
            case TAX_CODE -> NOTHING_WRITABLE;
        };
    }
}
