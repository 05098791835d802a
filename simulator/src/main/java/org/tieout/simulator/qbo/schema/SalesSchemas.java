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

/// Invoice, CreditMemo, SalesReceipt and RefundReceipt. Source: Intuit "All entities" reference, one page each.
final class SalesSchemas {
    private static final Struct LINE = Structs.of(
            "Line",
            text("Id", 20),
            number("LineNum"),
            text("Description", 4000),
            amount("Amount").mandatory(),
            oneOf("DetailType", "SalesItemLineDetail", "DiscountLineDetail", "SubTotalLineDetail", "DescriptionOnly")
                    .mandatory(),
            struct(
                    "SalesItemLineDetail",
                    Structs.of(
                            "SalesItemLineDetail",
                            freeRef("ItemRef"),
                            ref("ClassRef", EntityType.CLASS),
                            number("UnitPrice"),
                            number("Qty"),
                            freeRef("TaxCodeRef"),
                            freeRef("ItemAccountRef"),
                            day("ServiceDate"),
                            amount("TaxInclusiveAmt"),
                            number("DiscountRate"),
                            amount("DiscountAmt"))),
            struct(
                    "DiscountLineDetail",
                    Structs.of(
                            "DiscountLineDetail",
                            flag("PercentBased"),
                            number("DiscountPercent"),
                            ref("DiscountAccountRef", EntityType.ACCOUNT),
                            ref("ClassRef", EntityType.CLASS),
                            freeRef("TaxCodeRef"))),
            struct(
                    "DescriptionLineDetail",
                    Structs.of("DescriptionLineDetail", day("ServiceDate"), freeRef("TaxCodeRef"))),
            readOnly("SubTotalLineDetail"),
            many("LinkedTxn", Structs.LINKED_TRANSACTION));

    static final Struct INVOICE = Structs.entity(
            "Invoice",
            common(
                    ref("CustomerRef", EntityType.CUSTOMER).mandatory(),
                    day("DueDate"),
                    freeRef("SalesTermRef"),
                    amount("Deposit"),
                    ref("DepositToAccountRef", EntityType.ACCOUNT),
                    flag("AllowIPNPayment"),
                    flag("AllowOnlinePayment"),
                    flag("AllowOnlineCreditCardPayment"),
                    flag("AllowOnlineACHPayment"),
                    readOnly("InvoiceLink"),
                    readOnly("DeliveryInfo"),
                    readOnly("LinkedTxn")));

    static final Struct CREDIT_MEMO = Structs.entity(
            "CreditMemo",
            common(
                    ref("CustomerRef", EntityType.CUSTOMER).mandatory(),
                    freeRef("SalesTermRef"),
                    ref("PaymentMethodRef", EntityType.PAYMENT_METHOD),
                    readOnly("RemainingCredit"),
                    readOnly("InvoiceRef"),
                    readOnly("LinkedTxn")));

    static final Struct SALES_RECEIPT = Structs.entity(
            "SalesReceipt",
            common(
                    ref("CustomerRef", EntityType.CUSTOMER),
                    ref("DepositToAccountRef", EntityType.ACCOUNT),
                    ref("PaymentMethodRef", EntityType.PAYMENT_METHOD),
                    text("PaymentRefNum", 21),
                    readOnly("DeliveryInfo"),
                    readOnly("LinkedTxn")));

    static final Struct REFUND_RECEIPT = Structs.entity(
            "RefundReceipt",
            common(
                    ref("CustomerRef", EntityType.CUSTOMER),
                    ref("DepositToAccountRef", EntityType.ACCOUNT).mandatory(),
                    ref("PaymentMethodRef", EntityType.PAYMENT_METHOD),
                    text("PaymentRefNum", 21),
                    text("CheckNum", 21),
                    readOnly("LinkedTxn")));

    private SalesSchemas() {}

    private static List<Property> common(Property... own) {
        List<Property> all = new ArrayList<>(List.of(
                text("DocNumber", 21),
                day("TxnDate"),
                text("PrivateNote", 4000),
                struct("CustomerMemo", Structs.MEMO),
                freeRef("CurrencyRef"),
                number("ExchangeRate"),
                ref("DepartmentRef", EntityType.DEPARTMENT),
                ref("ClassRef", EntityType.CLASS),
                struct("BillAddr", Structs.ADDRESS),
                struct("ShipAddr", Structs.ADDRESS),
                struct("ShipFromAddr", Structs.ADDRESS),
                struct("BillEmail", Structs.EMAIL),
                struct("BillEmailCc", Structs.EMAIL),
                struct("BillEmailBcc", Structs.EMAIL),
                freeRef("ShipMethodRef"),
                text("TrackingNum", 200),
                day("ShipDate"),
                freeRef("ProjectRef"),
                oneOf("GlobalTaxCalculation", "TaxExcluded", "TaxInclusive", "NotApplicable"),
                struct("TxnTaxDetail", Structs.TAX_DETAIL),
                flag("ApplyTaxAfterDiscount"),
                oneOf("PrintStatus", "NotSet", "NeedToPrint", "PrintComplete"),
                oneOf("EmailStatus", "NotSet", "NeedToSend", "EmailSent"),
                text("TransactionLocationType", 50),
                many("CustomField", Structs.CUSTOM_FIELD),
                many("Line", LINE).mandatory(),
                readOnly("TotalAmt"),
                readOnly("HomeTotalAmt"),
                readOnly("Balance"),
                readOnly("HomeBalance"),
                readOnly("FreeFormAddress"),
                readOnly("TaxExemptionRef"),
                readOnly("RecurDataRef")));
        all.addAll(List.of(own));
        return all;
    }
}
