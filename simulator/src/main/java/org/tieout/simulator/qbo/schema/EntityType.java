package org.tieout.simulator.qbo.schema;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The entities of the Accounting API that the simulator knows.
public enum EntityType {
    /// A sale on credit.
    INVOICE("Invoice", Family.TRANSACTION),
    /// A credit on account.
    CREDIT_MEMO("CreditMemo", Family.TRANSACTION),
    /// Money received from a customer.
    PAYMENT("Payment", Family.TRANSACTION),
    /// Money given back to a customer.
    REFUND_RECEIPT("RefundReceipt", Family.TRANSACTION),
    /// A sale paid at once.
    SALES_RECEIPT("SalesReceipt", Family.TRANSACTION),
    /// Money put into a bank account.
    DEPOSIT("Deposit", Family.TRANSACTION),
    /// A manual entry.
    JOURNAL_ENTRY("JournalEntry", Family.TRANSACTION),
    /// An expense, check or card charge.
    PURCHASE("Purchase", Family.TRANSACTION),
    /// Money moved between balance-sheet accounts.
    TRANSFER("Transfer", Family.TRANSACTION),
    /// A customer.
    CUSTOMER("Customer", Family.NAME_LIST),
    /// A vendor.
    VENDOR("Vendor", Family.NAME_LIST),
    /// A product or service.
    ITEM("Item", Family.NAME_LIST),
    /// An account of the chart.
    ACCOUNT("Account", Family.NAME_LIST),
    /// A class.
    CLASS("Class", Family.NAME_LIST),
    /// A location.
    DEPARTMENT("Department", Family.NAME_LIST),
    /// A way of paying.
    PAYMENT_METHOD("PaymentMethod", Family.NAME_LIST),
    /// A sales tax code, read-only.
    TAX_CODE("TaxCode", Family.READ_ONLY),
    /// The company's settings, one per company.
    PREFERENCES("Preferences", Family.SINGLETON),
    /// The company itself.
    COMPANY_INFO("CompanyInfo", Family.SINGLETON);

    /// How an entity may be handled.
    public enum Family {
        /// Posts; is created, updated, deleted, some are voided.
        TRANSACTION,
        /// Is created, updated and made inactive, never deleted.
        NAME_LIST,
        /// Read only.
        READ_ONLY,
        /// One of it; read and updated.
        SINGLETON
    }

    private final String apiName;
    private final Family family;

    EntityType(String apiName, Family family) {
        this.apiName = apiName;
        this.family = family;
    }

    /// The name in bodies and queries: `CreditMemo`.
    public String apiName() {
        return apiName;
    }

    /// The name in addresses: `creditmemo`.
    public String path() {
        return apiName.toLowerCase(Locale.ROOT);
    }

    /// How it may be handled.
    public Family family() {
        return family;
    }

    /// The name 6140 gives the type.
    public String transactionTypeName() {
        return this == JOURNAL_ENTRY ? "Journal Entry" : apiName;
    }

    /// The entity at this address; addresses are case-sensitive.
    public static Optional<EntityType> atPath(String path) {
        return Arrays.stream(values()).filter(type -> type.path().equals(path)).findFirst();
    }

    /// The entity of this name, exactly.
    public static Optional<EntityType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.apiName.equals(name)).findFirst();
    }
}
