package org.tieout.sink.qbo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tieout.event.DocumentKind;

/// The transactions we create, by the names QuickBooks Online gives them.
enum QboType {
    INVOICE("Invoice", DocumentKind.INVOICE, "DocNumber"),
    CREDIT_MEMO("CreditMemo", DocumentKind.CREDIT_MEMO, "DocNumber"),
    REFUND_RECEIPT("RefundReceipt", DocumentKind.REFUND_RECEIPT, "DocNumber"),
    PAYMENT("Payment", DocumentKind.CUSTOMER_PAYMENT, "PaymentRefNum"),
    JOURNAL_ENTRY("JournalEntry", DocumentKind.JOURNAL, "DocNumber"),
    DEPOSIT("Deposit", DocumentKind.DEPOSIT, "");

    private final String apiName;
    private final DocumentKind kind;
    private final String number;

    QboType(String apiName, DocumentKind kind, String number) {
        this.apiName = apiName;
        this.kind = kind;
        this.number = number;
    }

    /// `Invoice`: in bodies, queries and links.
    String apiName() {
        return apiName;
    }

    /// `invoice`: in paths.
    String path() {
        return apiName.toLowerCase(Locale.ROOT);
    }

    DocumentKind kind() {
        return kind;
    }

    /// The property that carries our reference and can be queried; none for a deposit (Deposit
    /// reference, "filterable").
    Optional<String> number() {
        return number.isEmpty() ? Optional.empty() : Optional.of(number);
    }

    /// @throws IllegalArgumentException for a kind that QuickBooks Online has no transaction for
    static QboType of(DocumentKind kind) {
        return Arrays.stream(values())
                .filter(type -> type.kind == kind)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no QuickBooks Online transaction is a " + kind));
    }

    static Optional<QboType> named(String apiName) {
        return Arrays.stream(values())
                .filter(type -> type.apiName.equals(apiName))
                .findFirst();
    }

    static List<QboType> all() {
        return List.of(values());
    }
}
