package org.tieout.simulator.dataverse.sales;

import org.tieout.simulator.dataverse.model.TableType;

/// The tables that documents are made of: customers, products, prices, currencies (section 8.6).
final class MasterSchema {
    private static final String ADDRESS1 = """
            address1_line1 Text 250
            address1_line2 Text 250
            address1_line3 Text 250
            address1_city Text 80
            address1_stateorprovince Text 50
            address1_postalcode Text 20
            address1_country Text 80
            """;
    private static final String ACTIVE = """
            statecode Choice 0:Active 1:Inactive
            statuscode Choice 1:Active 2:Inactive
            """;

    private MasterSchema() {}

    static TableType account() {
        return TableType.declare("account", "accounts", "name", true, """
                name Text 160 required
                accountnumber Text 20
                emailaddress1 Text 100
                telephone1 Text 50
                websiteurl Text 200
                primarycontactid Lookup contact
                parentaccountid Lookup account
                transactioncurrencyid Lookup transactioncurrency
                creditlimit Money positive
                creditonhold Bool
                paymenttermscode Choice 1:Net_30 2:2%_10_Net_30 3:Net_45 4:Net_60
                defaultpricelevelid Lookup pricelevel
                customertypecode Choice 1:Competitor 2:Consultant 3:Customer 6:Influencer 8:Prospect 9:Reseller 10:Supplier 12:Other
                description Text 2000
                """ + ADDRESS1 + ACTIVE);
    }

    static TableType contact() {
        return TableType.declare("contact", "contacts", "fullname", true, """
                firstname Text 50
                lastname Text 50 required
                fullname Text 160 ro
                emailaddress1 Text 100
                telephone1 Text 50
                parentcustomerid Lookup account contact
                """ + ADDRESS1 + ACTIVE);
    }

    static TableType currency() {
        return TableType.declare("transactioncurrency", "transactioncurrencies", "currencyname", true, """
                currencyname Text 100 required
                isocurrencycode Text 5 required
                currencyprecision Int
                currencysymbol Text 10
                exchangerate Decimal required
                """ + ACTIVE);
    }

    static TableType schedule() {
        return TableType.declare("uomschedule", "uomschedules", "name", true, "name Text 200 required\n" + ACTIVE);
    }

    static TableType unit() {
        return TableType.declare("uom", "uoms", "name", true, """
                name Text 100 required
                uomscheduleid Lookup required uomschedule
                quantity Decimal required
                baseuom Lookup uom
                """);
    }

    static TableType product() {
        return TableType.declare("product", "products", "name", true, """
                productnumber Text 100 required
                name Text 100 required
                description Text 2000
                defaultuomid Lookup required uom
                defaultuomscheduleid Lookup required uomschedule
                pricelevelid Lookup pricelevel
                price Money
                producttypecode Choice 1:Sales_Inventory 2:Miscellaneous_Charges 3:Services 4:Flat_Fees
                statecode Choice 0:Active 1:Retired 2:Draft 3:Under_Revision
                statuscode Choice 1:Active 2:Retired 0:Draft 3:Under_Revision
                """);
    }

    static TableType priceLevel() {
        return TableType.declare("pricelevel", "pricelevels", "name", true, """
                name Text 100 required
                transactioncurrencyid Lookup required transactioncurrency
                begindate Date
                enddate Date
                statecode Choice 0:Active 1:Inactive
                statuscode Choice 100001:Active 100002:Inactive
                """);
    }

    static TableType price() {
        return TableType.declare("productpricelevel", "productpricelevels", "productpricelevelid", true, """
                pricelevelid Lookup required pricelevel
                productid Lookup required product
                uomid Lookup required uom
                amount Money
                transactioncurrencyid Lookup ro transactioncurrency
                """);
    }
}
