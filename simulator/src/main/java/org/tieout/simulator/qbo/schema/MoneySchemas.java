package org.tieout.simulator.qbo.schema;

import static org.tieout.simulator.qbo.schema.Property.amount;
import static org.tieout.simulator.qbo.schema.Property.day;
import static org.tieout.simulator.qbo.schema.Property.flag;
import static org.tieout.simulator.qbo.schema.Property.freeRef;
import static org.tieout.simulator.qbo.schema.Property.many;
import static org.tieout.simulator.qbo.schema.Property.number;
import static org.tieout.simulator.qbo.schema.Property.oneOf;
import static org.tieout.simulator.qbo.schema.Property.readOnly;
import static org.tieout.simulator.qbo.schema.Property.ref;
import static org.tieout.simulator.qbo.schema.Property.struct;
import static org.tieout.simulator.qbo.schema.Property.text;

import java.util.ArrayList;
import java.util.List;
import org.tieout.simulator.qbo.schema.Shape.Struct;

/// Payment, Deposit, JournalEntry, Purchase and Transfer. Source: Intuit "All entities" reference, one page each.
final class MoneySchemas {
    static final Struct PAYMENT = Structs.entity(
            "Payment",
            common(
                    amount("TotalAmt").mandatory(),
                    ref("CustomerRef", EntityType.CUSTOMER).mandatory(),
                    text("PaymentRefNum", 21),
                    ref("PaymentMethodRef", EntityType.PAYMENT_METHOD),
                    ref("DepositToAccountRef", EntityType.ACCOUNT),
                    ref("ARAccountRef", EntityType.ACCOUNT),
                    freeRef("ProjectRef"),
                    flag("ProcessPayment"),
                    many(
                            "Line",
                            Structs.of(
                                    "Line",
                                    text("Id", 20),
                                    number("LineNum"),
                                    text("Description", 4000),
                                    amount("Amount").mandatory(),
                                    many("LinkedTxn", Structs.LINKED_TRANSACTION)
                                            .mandatory())),
                    readOnly("UnappliedAmt"),
                    readOnly("CreditCardPayment"),
                    readOnly("LinkedTxn")));

    static final Struct DEPOSIT = Structs.entity(
            "Deposit",
            common(
                    ref("DepositToAccountRef", EntityType.ACCOUNT).mandatory(),
                    text("DocNumber", 21),
                    ref("DepartmentRef", EntityType.DEPARTMENT),
                    oneOf("GlobalTaxCalculation", "TaxExcluded", "TaxInclusive", "NotApplicable"),
                    struct("TxnTaxDetail", Structs.TAX_DETAIL),
                    struct(
                            "CashBack",
                            Structs.of(
                                    "CashBackInfo",
                                    ref("AccountRef", EntityType.ACCOUNT).mandatory(),
                                    amount("Amount").mandatory(),
                                    text("Memo", 4000))),
                    many(
                                    "Line",
                                    Structs.of(
                                            "Line",
                                            text("Id", 20),
                                            number("LineNum"),
                                            text("Description", 4000),
                                            amount("Amount").mandatory(),
                                            oneOf("DetailType", "DepositLineDetail"),
                                            struct(
                                                    "DepositLineDetail",
                                                    Structs.of(
                                                            "DepositLineDetail",
                                                            ref("AccountRef", EntityType.ACCOUNT),
                                                            freeRef("Entity"),
                                                            ref("ClassRef", EntityType.CLASS),
                                                            ref("PaymentMethodRef", EntityType.PAYMENT_METHOD),
                                                            text("CheckNum", 21),
                                                            freeRef("TaxCodeRef"),
                                                            oneOf("TaxApplicableOn", "Sales", "Purchase"))),
                                            many("LinkedTxn", Structs.LINKED_TRANSACTION)))
                            .mandatory(),
                    readOnly("TotalAmt"),
                    readOnly("HomeTotalAmt")));

    static final Struct JOURNAL_ENTRY = Structs.entity(
            "JournalEntry",
            common(
                    text("DocNumber", 21),
                    flag("Adjustment"),
                    oneOf("GlobalTaxCalculation", "TaxExcluded", "TaxInclusive"),
                    struct("TxnTaxDetail", Structs.TAX_DETAIL),
                    many(
                                    "Line",
                                    Structs.of(
                                            "Line",
                                            text("Id", 20),
                                            number("LineNum"),
                                            text("Description", 4000),
                                            amount("Amount").mandatory(),
                                            oneOf("DetailType", "JournalEntryLineDetail", "DescriptionOnly")
                                                    .mandatory(),
                                            struct("JournalEntryLineDetail", journalDetail())))
                            .mandatory(),
                    readOnly("TotalAmt"),
                    readOnly("HomeTotalAmt")));

    static final Struct PURCHASE = Structs.entity(
            "Purchase",
            common(
                    text("DocNumber", 21),
                    oneOf("PaymentType", "Cash", "Check", "CreditCard").mandatory(),
                    ref("AccountRef", EntityType.ACCOUNT).mandatory(),
                    freeRef("EntityRef"),
                    flag("Credit"),
                    ref("PaymentMethodRef", EntityType.PAYMENT_METHOD),
                    text("PaymentRefNum", 21),
                    ref("DepartmentRef", EntityType.DEPARTMENT),
                    struct("RemitToAddr", Structs.ADDRESS),
                    oneOf("PrintStatus", "NotSet", "NeedToPrint", "PrintComplete"),
                    oneOf("GlobalTaxCalculation", "TaxExcluded", "TaxInclusive", "NotApplicable"),
                    struct("TxnTaxDetail", Structs.TAX_DETAIL),
                    many(
                                    "Line",
                                    Structs.of(
                                            "Line",
                                            text("Id", 20),
                                            number("LineNum"),
                                            text("Description", 4000),
                                            amount("Amount").mandatory(),
                                            oneOf("DetailType", "AccountBasedExpenseLineDetail")
                                                    .mandatory(),
                                            struct(
                                                    "AccountBasedExpenseLineDetail",
                                                    Structs.of(
                                                            "AccountBasedExpenseLineDetail",
                                                            ref("AccountRef", EntityType.ACCOUNT)
                                                                    .mandatory(),
                                                            ref("ClassRef", EntityType.CLASS),
                                                            ref("CustomerRef", EntityType.CUSTOMER),
                                                            freeRef("TaxCodeRef"),
                                                            oneOf(
                                                                    "BillableStatus",
                                                                    "Billable",
                                                                    "NotBillable",
                                                                    "HasBeenBilled"),
                                                            amount("TaxAmount"),
                                                            amount("TaxInclusiveAmt")))))
                            .mandatory(),
                    readOnly("TotalAmt"),
                    readOnly("LinkedTxn")));

    static final Struct TRANSFER = Structs.entity(
            "Transfer",
            common(
                    ref("FromAccountRef", EntityType.ACCOUNT).mandatory(),
                    ref("ToAccountRef", EntityType.ACCOUNT).mandatory(),
                    amount("Amount").mandatory()));

    private MoneySchemas() {}

    private static Struct journalDetail() {
        return Structs.of(
                "JournalEntryLineDetail",
                oneOf("PostingType", "Debit", "Credit"),
                ref("AccountRef", EntityType.ACCOUNT).mandatory(),
                struct(
                        "Entity",
                        Structs.of(
                                "EntityTypeRef",
                                oneOf("Type", "Customer", "Vendor", "Employee"),
                                freeRef("EntityRef"))),
                ref("ClassRef", EntityType.CLASS),
                ref("DepartmentRef", EntityType.DEPARTMENT),
                freeRef("TaxCodeRef"),
                oneOf("TaxApplicableOn", "Sales", "Purchase"),
                amount("TaxAmount"),
                amount("TaxInclusiveAmt"),
                oneOf("BillableStatus", "Billable", "NotBillable", "HasBeenBilled"));
    }

    private static List<Property> common(Property... own) {
        List<Property> all = new ArrayList<>(List.of(
                day("TxnDate"),
                text("PrivateNote", 4000),
                freeRef("CurrencyRef"),
                number("ExchangeRate"),
                text("TransactionLocationType", 50),
                readOnly("RecurDataRef")));
        all.addAll(List.of(own));
        return all;
    }
}
