package org.tieout.simulator.qbo.schema;

import static org.tieout.simulator.qbo.schema.Property.amount;
import static org.tieout.simulator.qbo.schema.Property.day;
import static org.tieout.simulator.qbo.schema.Property.flag;
import static org.tieout.simulator.qbo.schema.Property.freeRef;
import static org.tieout.simulator.qbo.schema.Property.number;
import static org.tieout.simulator.qbo.schema.Property.oneOf;
import static org.tieout.simulator.qbo.schema.Property.readOnly;
import static org.tieout.simulator.qbo.schema.Property.ref;
import static org.tieout.simulator.qbo.schema.Property.struct;
import static org.tieout.simulator.qbo.schema.Property.text;

import java.util.ArrayList;
import java.util.List;
import org.tieout.simulator.qbo.schema.Shape.Struct;

/// The name lists and the company's settings. Source: Intuit "All entities" reference, one page each.
final class ListSchemas {
    static final Struct CUSTOMER = Structs.entity(
            "Customer",
            person(
                    flag("Taxable"),
                    text("TaxExemptionReasonId", 2),
                    text("ResaleNum", 16),
                    flag("Job"),
                    ref("ParentRef", EntityType.CUSTOMER),
                    flag("BillWithParent"),
                    text("PreferredDeliveryMethod", 20),
                    freeRef("SalesTermRef"),
                    ref("PaymentMethodRef", EntityType.PAYMENT_METHOD),
                    struct("ShipAddr", Structs.ADDRESS),
                    readOnly("Level"),
                    readOnly("BalanceWithJobs"),
                    readOnly("DefaultTaxCodeRef"),
                    readOnly("ClientEntityId"),
                    readOnly("IsProject")));

    static final Struct VENDOR = Structs.entity(
            "Vendor",
            person(
                    text("AcctNum", 100),
                    text("TaxIdentifier", 20),
                    flag("Vendor1099"),
                    freeRef("TermRef"),
                    readOnly("BillRate")));

    static final Struct ITEM = Structs.entity(
            "Item",
            List.of(
                    text("Name", 100).mandatory(),
                    text("Sku", 100),
                    text("Description", 4000),
                    text("PurchaseDesc", 1000),
                    flag("Active"),
                    flag("Taxable"),
                    flag("SalesTaxIncluded"),
                    oneOf("Type", "Inventory", "Service", "NonInventory", "Category", "Group", "Bundle"),
                    number("UnitPrice"),
                    number("PurchaseCost"),
                    flag("TrackQtyOnHand"),
                    number("QtyOnHand"),
                    day("InvStartDate"),
                    number("ReorderPoint"),
                    ref("IncomeAccountRef", EntityType.ACCOUNT),
                    ref("ExpenseAccountRef", EntityType.ACCOUNT),
                    ref("AssetAccountRef", EntityType.ACCOUNT),
                    ref("ParentRef", EntityType.ITEM),
                    flag("SubItem"),
                    ref("ClassRef", EntityType.CLASS),
                    freeRef("SalesTaxCodeRef"),
                    freeRef("TaxClassificationRef"),
                    readOnly("FullyQualifiedName"),
                    readOnly("Level")));

    static final Struct ACCOUNT = Structs.entity(
            "Account",
            List.of(
                    text("Name", 100).mandatory(),
                    text("AcctNum", 7),
                    text("Description", 100),
                    text("AccountType", 100),
                    text("AccountSubType", 100),
                    flag("Active"),
                    flag("SubAccount"),
                    ref("ParentRef", EntityType.ACCOUNT),
                    freeRef("CurrencyRef"),
                    freeRef("TaxCodeRef"),
                    readOnly("FullyQualifiedName"),
                    readOnly("Classification"),
                    readOnly("CurrentBalance"),
                    readOnly("CurrentBalanceWithSubAccounts")));

    static final Struct CLASS = Structs.entity("Class", tree(EntityType.CLASS, 100));

    static final Struct DEPARTMENT = Structs.entity("Department", tree(EntityType.DEPARTMENT, 100));

    static final Struct PAYMENT_METHOD = Structs.entity(
            "PaymentMethod",
            List.of(text("Name", 31).mandatory(), flag("Active"), oneOf("Type", "CREDIT_CARD", "NON_CREDIT_CARD")));

    static final Struct PREFERENCES = Structs.entity(
            "Preferences",
            List.of(
                    struct(
                            "AccountingInfoPrefs",
                            Structs.of(
                                    "CompanyAccountingPrefs",
                                    day("BookCloseDate"),
                                    flag("ClassTrackingPerTxn"),
                                    flag("ClassTrackingPerTxnLine"),
                                    flag("TrackDepartments"),
                                    flag("UseAccountNumbers"),
                                    text("FirstMonthOfFiscalYear", 20),
                                    text("TaxYearMonth", 20),
                                    text("CustomerTerminology", 50),
                                    text("DepartmentTerminology", 50))),
                    struct(
                            "SalesFormsPrefs",
                            Structs.of(
                                    "SalesFormsPrefs",
                                    flag("CustomTxnNumbers"),
                                    flag("AllowDiscount"),
                                    flag("AllowShipping"),
                                    flag("AllowDeposit"),
                                    flag("AllowServiceDate"),
                                    readOnly("AutoApplyCredit"))),
                    readOnly("CurrencyPrefs"),
                    readOnly("ReportPrefs"),
                    readOnly("TaxPrefs"),
                    readOnly("ProductAndServicesPrefs"),
                    readOnly("OtherPrefs"),
                    readOnly("EmailMessagesPrefs"),
                    readOnly("VendorAndPurchasesPrefs"),
                    readOnly("TimeTrackingPrefs")));

    static final Struct COMPANY_INFO = Structs.entity(
            "CompanyInfo",
            List.of(
                    text("CompanyName", 1024),
                    text("LegalName", 1024),
                    struct("CompanyAddr", Structs.ADDRESS),
                    struct("Email", Structs.EMAIL),
                    readOnly("Country"),
                    readOnly("DefaultTimeZone"),
                    readOnly("CompanyStartDate"),
                    readOnly("FiscalYearStartMonth"),
                    readOnly("SupportedLanguages"),
                    readOnly("NameValue")));

    private ListSchemas() {}

    private static List<Property> tree(EntityType self, int max) {
        return List.of(
                text("Name", max).mandatory(),
                flag("Active"),
                flag(self == EntityType.CLASS ? "SubClass" : "SubDepartment"),
                ref("ParentRef", self),
                readOnly("FullyQualifiedName"));
    }

    private static List<Property> person(Property... own) {
        List<Property> all = new ArrayList<>(List.of(
                text("DisplayName", 500),
                text("Title", 16),
                text("GivenName", 100),
                text("MiddleName", 100),
                text("FamilyName", 100),
                text("Suffix", 16),
                text("CompanyName", 100),
                text("PrintOnCheckName", 110),
                text("Notes", 4000),
                flag("Active"),
                freeRef("CurrencyRef"),
                struct("PrimaryEmailAddr", Structs.EMAIL),
                struct("PrimaryPhone", Structs.PHONE),
                struct("AlternatePhone", Structs.PHONE),
                struct("Mobile", Structs.PHONE),
                struct("Fax", Structs.PHONE),
                struct("WebAddr", Structs.of("WebSiteAddress", text("URI", 1000))),
                struct("BillAddr", Structs.ADDRESS),
                amount("OpenBalance"),
                day("OpenBalanceDate"),
                readOnly("FullyQualifiedName"),
                readOnly("Balance")));
        all.addAll(List.of(own));
        return all;
    }
}
