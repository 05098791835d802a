package org.tieout.simulator.bc.company;

import org.tieout.simulator.bc.odata.EntityType;

/// The properties of master data as the vendor's pages declare them (section 7.5).
final class Types {
    private static final String CATEGORIES =
            "_x0020_ Assets Liabilities Equity Income Cost_x0020_of_x0020_Goods_x0020_Sold Expense";

    static final EntityType ACCOUNT = EntityType.declare("accounts", "account", """
            number Code 20 ro
            displayName Text 100 ro
            category Enum ro %s
            subCategory Text 80 ro
            blocked Bool ro
            accountType Enum ro Posting Heading Total Begin_x002D_Total End_x002D_Total
            directPosting Bool ro
            netChange Decimal ro
            consolidationTranslationMethod Text 50 ro
            consolidationDebitAccount Code 20 ro
            consolidationCreditAccount Code 20 ro
            excludeFromConsolidation Bool ro
            """.formatted(CATEGORIES));

    static final EntityType BANK_ACCOUNT = EntityType.declare("bankAccounts", "bankAccount", """
            number Code 20
            displayName Text 100
            bankAccountNumber Text 30
            blocked Bool
            currencyCode Code 10
            currencyId Guid
            iban Code 50
            intercompanyEnabled Bool
            """);

    static final EntityType CUSTOMER = EntityType.declare("customers", "customer", """
            number Code 20
            displayName Text 100
            type Enum Company Person
            addressLine1 Text 100
            addressLine2 Text 50
            city Text 30
            state Text 30
            country Code 10
            postalCode Code 20
            phoneNumber Text 30
            email Text 80
            website Text 80
            salespersonCode Code 20
            balanceDue Decimal ro
            creditLimit Decimal
            taxLiable Bool
            taxAreaId Guid
            taxAreaDisplayName Text 100 ro
            taxRegistrationNumber Text 20
            currencyId Guid
            currencyCode Code 10
            paymentTermsId Guid
            shipmentMethodId Guid
            paymentMethodId Guid
            blocked Enum _x0020_ Ship Invoice All
            paymentTerm One paymentTerms paymentTermsId
            paymentMethod One paymentMethods paymentMethodId
            shipmentMethod One shipmentMethods shipmentMethodId
            defaultDimensions Many defaultDimensions
            """);

    static final EntityType ITEM = EntityType.declare("items", "item", """
            number Code 20
            displayName Text 100
            displayName2 Text 50
            type Enum Inventory Service Non_x002D_Inventory
            itemCategoryId Guid
            itemCategoryCode Code 20
            blocked Bool
            gtin Code 14
            inventory Decimal
            unitPrice Decimal
            priceIncludesTax Bool
            unitCost Decimal
            taxGroupId Guid
            taxGroupCode Code 20
            baseUnitOfMeasureId Guid
            baseUnitOfMeasureCode Code 10
            generalProductPostingGroupId Guid
            generalProductPostingGroupCode Code 20
            inventoryPostingGroupId Guid
            inventoryPostingGroupCode Code 20
            itemVariants Many itemVariants
            defaultDimensions Many defaultDimensions
            """);

    static final EntityType ITEM_VARIANT = EntityType.declare("itemVariants", "itemVariant", """
            itemId Guid
            itemNumber Code 20
            code Code 10
            description Text 100
            item One items itemId
            """);

    static final EntityType UNIT_OF_MEASURE = EntityType.declare("unitsOfMeasure", "unitOfMeasure", """
            code Code 10
            displayName Text 50
            internationalStandardCode Code 10
            symbol Text 10
            """);

    static final EntityType PAYMENT_METHOD = EntityType.declare("paymentMethods", "paymentMethod", """
            code Code 10
            displayName Text 100
            """);

    static final EntityType SHIPMENT_METHOD = EntityType.declare("shipmentMethods", "shipmentMethod", """
            code Code 10
            displayName Text 100
            """);

    static final EntityType ACCOUNTING_PERIOD = EntityType.declare("accountingPeriods", "accountingPeriod", """
            startingDate Date ro
            name Text 10 ro
            newFiscalYear Bool ro
            closed Bool ro
            dateLocked Bool ro
            """);

    static final EntityType PAYMENT_TERM = EntityType.declare("paymentTerms", "paymentTerm", """
            code Code 10
            displayName Text 100
            dueDateCalculation Text 32
            discountDateCalculation Text 32
            discountPercent Decimal
            calculateDiscountOnCreditMemos Bool
            """);

    static final EntityType TAX_GROUP = EntityType.declare("taxGroups", "taxGroup", """
            code Code 20
            displayName Text 100
            taxType Enum ro Sales_x0020_Tax VAT
            """);

    static final EntityType TAX_AREA = EntityType.declare("taxAreas", "taxArea", """
            code Code 20
            displayName Text 100
            taxType Enum ro Sales_x0020_Tax VAT
            """);

    static final EntityType CURRENCY = EntityType.declare("currencies", "currency", """
            code Code 10
            displayName Text 30
            symbol Text 10
            amountDecimalPlaces Text 5
            amountRoundingPrecision Decimal
            """);

    static final EntityType DIMENSION = EntityType.declare("dimensions", "dimension", """
            code Code 20 ro
            displayName Text 30 ro
            consolidationCode Code 20 ro
            dimensionValues Many dimensionValues
            """);

    static final EntityType DIMENSION_VALUE = EntityType.declare("dimensionValues", "dimensionValue", """
            code Code 20 ro
            dimensionId Guid ro
            displayName Text 50 ro
            consolidationCode Code 20 ro
            """);

    static final EntityType COMPANY_INFORMATION = EntityType.declare("companyInformation", "companyInformation", """
            displayName Text 100
            addressLine1 Text 100
            addressLine2 Text 50
            city Text 30
            state Text 30
            country Code 10
            postalCode Code 20
            phoneNumber Text 30
            email Text 80
            website Text 255
            taxRegistrationNumber Text 20
            currencyCode Code 10 ro
            currentFiscalYearStartDate Date ro
            """);

    static final EntityType LEDGER_SETUP = EntityType.declare("generalLedgerSetup", "generalLedgerSetup", """
            allowPostingFrom Date ro
            allowPostingTo Date ro
            additionalReportingCurrency Code 10 ro
            localCurrencyCode Code 10 ro
            localCurrencySymbol Text 10 ro
            allowQueryFromConsolidation Bool ro
            shortcutDimension1Code Code 20 ro
            shortcutDimension2Code Code 20 ro
            shortcutDimension3Code Code 20 ro
            shortcutDimension4Code Code 20 ro
            shortcutDimension5Code Code 20 ro
            shortcutDimension6Code Code 20 ro
            shortcutDimension7Code Code 20 ro
            shortcutDimension8Code Code 20 ro
            """);

    private Types() {}
}
