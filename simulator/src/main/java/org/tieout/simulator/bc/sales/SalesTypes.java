package org.tieout.simulator.bc.sales;

import org.tieout.simulator.bc.odata.EntityType;

/// The properties of sales documents and lines as the vendor's pages declare them (sections 7.1 to 7.4).
final class SalesTypes {
    private static final String CUSTOMER = """
            customerId Guid
            customerNumber Code 20
            customerName Text 100 ro
            billToName Text 100 ro
            billToCustomerId Guid
            billToCustomerNumber Code 20
            """;

    private static final String MONEY = """
            currencyId Guid
            currencyCode Code 10
            paymentTermsId Guid
            shipmentMethodId Guid
            salesperson Code 20
            discountAmount Decimal
            discountAppliedBeforeTax Bool ro
            totalAmountExcludingTax Decimal ro
            totalTaxAmount Decimal ro
            totalAmountIncludingTax Decimal ro
            phoneNumber Text 30
            email Text 80
            shortcutDimension1Code Code 20
            shortcutDimension2Code Code 20
            customer One customers customerId
            currency One currencies currencyId
            paymentTerm One paymentTerms paymentTermsId
            dimensionSetLines Many dimensionSetLines
            """;

    private static final String STATUS = "_x0020_ Draft In_x0020_Review Open Paid Canceled Corrective";

    static final EntityType INVOICE = EntityType.declare(
            "salesInvoices",
            "salesInvoice",
            """
            number Code 20 ro
            externalDocumentNumber Code 35
            invoiceDate Date
            postingDate Date
            dueDate Date
            promisedPayDate Date
            customerPurchaseOrderReference Text 35
            """
                    + CUSTOMER
                    + address("sellTo", "")
                    + address("billTo", " ro")
                    + "shipToName Text 100\nshipToContact Text 100\n"
                    + address("shipTo", "")
                    + MONEY
                    + """
                    orderId Guid ro
                    orderNumber Code 20 ro
                    disputeStatusId Guid
                    disputeStatus Code 10
                    pricesIncludeTax Bool ro
                    remainingAmount Decimal ro
                    status Enum ro %s
                    salesInvoiceLines Many salesInvoiceLines
                    """.formatted(STATUS));

    static final EntityType ORDER = EntityType.declare(
            "salesOrders",
            "salesOrder",
            """
            number Code 20 ro
            externalDocumentNumber Code 35
            orderDate Date
            postingDate Date
            """
                    + CUSTOMER
                    + address("sellTo", "")
                    + address("billTo", " ro")
                    + "shipToName Text 100\nshipToContact Text 100\n"
                    + address("shipTo", "")
                    + MONEY
                    + """
                    pricesIncludeTax Bool
                    partialShipping Bool
                    requestedDeliveryDate Date
                    fullyShipped Bool ro
                    status Enum ro Draft In_x0020_Review Open
                    salesOrderLines Many salesOrderLines
                    """);

    static final EntityType CREDIT_MEMO = EntityType.declare(
            "salesCreditMemos",
            "salesCreditMemo",
            """
            number Code 20 ro
            externalDocumentNumber Code 35
            creditMemoDate Date
            postingDate Date
            dueDate Date
            """
                    + CUSTOMER
                    + address("sellTo", "")
                    + address("billTo", "")
                    + MONEY
                    + """
                    pricesIncludeTax Bool ro
                    status Enum ro %s
                    invoiceId Guid
                    invoiceNumber Code 20
                    customerReturnReasonId Guid
                    salesCreditMemoLines Many salesCreditMemoLines
                    """.formatted("_x0020_ Draft In_x0020_Review Open Canceled Corrective Paid"));

    private static final String LINE = """
            documentId Guid
            sequence Int
            itemId Guid
            accountId Guid
            lineType Enum Comment Account Item Resource Fixed_x0020_Asset Charge Allocation_x0020_Account
            lineObjectNumber Code 20
            description Text 100
            description2 Text 50
            unitOfMeasureId Guid
            unitOfMeasureCode Code 10
            quantity Decimal
            unitPrice Decimal
            discountAmount Decimal
            discountPercent Decimal
            discountAppliedBeforeTax Bool ro
            amountExcludingTax Decimal ro
            taxCode Code 50
            taxPercent Decimal ro
            totalTaxAmount Decimal ro
            amountIncludingTax Decimal ro
            invoiceDiscountAllocation Decimal ro
            netAmount Decimal ro
            netTaxAmount Decimal ro
            netAmountIncludingTax Decimal ro
            shipmentDate Date
            itemVariantId Guid
            locationId Guid
            item One items itemId
            account One accounts accountId
            dimensionSetLines Many dimensionSetLines
            """;

    static final EntityType INVOICE_LINE = EntityType.withoutTimestamp("salesInvoiceLines", "salesInvoiceLine", LINE);

    static final EntityType CREDIT_MEMO_LINE =
            EntityType.withoutTimestamp("salesCreditMemoLines", "salesCreditMemoLine", LINE);

    static final EntityType ORDER_LINE = EntityType.withoutTimestamp("salesOrderLines", "salesOrderLine", LINE + """
            shippedQuantity Decimal ro
            invoicedQuantity Decimal ro
            invoiceQuantity Decimal
            shipQuantity Decimal
            """);

    private SalesTypes() {}

    private static String address(String prefix, String readOnly) {
        return """
                %1$sAddressLine1 Text 100%2$s
                %1$sAddressLine2 Text 50%2$s
                %1$sCity Text 30%2$s
                %1$sCountry Code 10%2$s
                %1$sState Text 30%2$s
                %1$sPostCode Code 20%2$s
                """.formatted(prefix, readOnly);
    }
}
