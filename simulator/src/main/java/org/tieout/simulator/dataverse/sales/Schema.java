package org.tieout.simulator.dataverse.sales;

import java.util.List;
import java.util.Map;
import org.tieout.simulator.dataverse.model.TableType;

/// The tables of the sales application (section 8), as far as an integration meets them.
public final class Schema {
    private static final String TOTALS = """
            pricelevelid Lookup pricelevel
            transactioncurrencyid Lookup transactioncurrency
            exchangerate Decimal ro
            discountamount Money positive
            discountpercentage Decimal positive
            freightamount Money positive
            totallineitemamount Money ro
            totallineitemdiscountamount Money ro
            totaldiscountamount Money ro
            totalamountlessfreight Money ro
            totaltax Money ro
            totalamount Money ro
            totalamount_base Money ro
            pricingerrorcode Choice ro 0:None 2:Missing_Price_Level 7:Invalid_Product 11:Product_Not_In_Price_Level 14:Missing_Price 38:Transaction_currency_is_not_set
            description Text 2000
            """;
    private static final String ADDRESSES = """
            billto_name Text 200
            billto_line1 Text 250
            billto_line2 Text 250
            billto_line3 Text 250
            billto_city Text 80
            billto_stateorprovince Text 50
            billto_country Text 80
            billto_postalcode Text 20
            billto_telephone Text 50
            shipto_name Text 200
            shipto_line1 Text 250
            shipto_line2 Text 250
            shipto_line3 Text 250
            shipto_city Text 80
            shipto_stateorprovince Text 50
            shipto_country Text 80
            shipto_postalcode Text 20
            shipto_contactname Text 150
            shipto_telephone Text 50
            """;
    private static final String TERMS = """
            paymenttermscode Choice 1:Net_30 2:2%_10_Net_30 3:Net_45 4:Net_60
            freighttermscode Choice 1:FOB 2:No_Charge
            shippingmethodcode Choice 1:Airborne 2:DHL 3:FedEx 4:UPS 5:Postal_Mail 6:Full_Load 7:Will_Call
            """;
    private static final String LINE = """
            productid Lookup product
            productdescription Text 500
            isproductoverridden Bool createonly
            uomid Lookup uom
            quantity Decimal required
            priceperunit Money
            ispriceoverridden Bool
            manualdiscountamount Money positive
            volumediscountamount Money ro
            tax Money
            baseamount Money ro
            extendedamount Money ro
            lineitemnumber Int
            sequencenumber Int
            producttypecode Choice createonly 1:Product 2:Bundle 3:Required_bundle_product 4:Optional_bundle_product 5:Project-based_service
            transactioncurrencyid Lookup ro transactioncurrency
            description Text 2000
            """;
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

    private Schema() {}

    /// The tables, with further columns by table for what an organisation adds itself.
    public static List<TableType> tables(Map<String, String> customColumns) {
        List<TableType> types = List.of(
                account(),
                contact(),
                currency(),
                schedule(),
                unit(),
                product(),
                priceLevel(),
                price(),
                opportunity(),
                opportunityProduct(),
                quote(),
                quoteDetail(),
                order(),
                orderDetail(),
                invoice(),
                invoiceDetail(),
                user(),
                organization(),
                close("opportunityclose", "opportunityid", "opportunity"),
                close("quoteclose", "quoteid", "quote"),
                close("orderclose", "salesorderid", "salesorder"),
                endpoint(),
                message(),
                filter(),
                step(),
                job());
        types.forEach(type -> type.addAll(customColumns.getOrDefault(type.name(), "")));
        return types;
    }

    private static TableType account() {
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

    private static TableType contact() {
        return TableType.declare("contact", "contacts", "fullname", true, """
                firstname Text 50
                lastname Text 50 required
                fullname Text 160 ro
                emailaddress1 Text 100
                telephone1 Text 50
                parentcustomerid Lookup account contact
                """ + ADDRESS1 + ACTIVE);
    }

    private static TableType currency() {
        return TableType.declare("transactioncurrency", "transactioncurrencies", "currencyname", true, """
                currencyname Text 100 required
                isocurrencycode Text 5 required
                currencyprecision Int
                currencysymbol Text 10
                exchangerate Decimal required
                """ + ACTIVE);
    }

    private static TableType schedule() {
        return TableType.declare("uomschedule", "uomschedules", "name", true, "name Text 200 required\n" + ACTIVE);
    }

    private static TableType unit() {
        return TableType.declare("uom", "uoms", "name", true, """
                name Text 100 required
                uomscheduleid Lookup required uomschedule
                quantity Decimal required
                baseuom Lookup uom
                """);
    }

    private static TableType product() {
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

    private static TableType priceLevel() {
        return TableType.declare("pricelevel", "pricelevels", "name", true, """
                name Text 100 required
                transactioncurrencyid Lookup required transactioncurrency
                begindate Date
                enddate Date
                statecode Choice 0:Active 1:Inactive
                statuscode Choice 100001:Active 100002:Inactive
                """);
    }

    private static TableType price() {
        return TableType.declare("productpricelevel", "productpricelevels", "productpricelevelid", true, """
                pricelevelid Lookup required pricelevel
                productid Lookup required product
                uomid Lookup required uom
                amount Money
                transactioncurrencyid Lookup ro transactioncurrency
                """);
    }

    private static TableType opportunity() {
        return TableType.declare("opportunity", "opportunities", "name", true, """
                name Text 300 required
                customerid Lookup required account contact
                parentaccountid Lookup account
                parentcontactid Lookup contact
                estimatedvalue Money
                estimatedclosedate Date
                actualvalue Money
                actualclosedate Date
                isrevenuesystemcalculated Bool
                statecode Choice 0:Open 1:Won 2:Lost
                statuscode Choice 1:In_Progress 2:On_Hold 3:Won 4:Canceled 5:Out-Sold
                product_opportunities Many opportunityproduct opportunityid
                """ + TOTALS);
    }

    private static TableType opportunityProduct() {
        return TableType.declare("opportunityproduct", "opportunityproducts", "productdescription", true, """
                opportunityid Lookup required createonly parent opportunity
                """ + LINE);
    }

    private static TableType quote() {
        return TableType.declare("quote", "quotes", "name", true, """
                quotenumber Text 100 createonly
                revisionnumber Int ro
                name Text 300 required
                opportunityid Lookup opportunity
                customerid Lookup required account contact
                effectivefrom Date
                effectiveto Date
                expireson Timestamp
                closedon Timestamp
                requestdeliveryby Date
                statecode Choice 0:Draft 1:Active 2:Won 3:Closed
                statuscode Choice 1:In_Progress 2:In_Progress 3:Open 4:Won 5:Lost 6:Canceled 7:Revised
                quote_details Many quotedetail quoteid
                """ + TOTALS + ADDRESSES + TERMS);
    }

    private static TableType quoteDetail() {
        return TableType.declare("quotedetail", "quotedetails", "productdescription", true, """
                quoteid Lookup required createonly parent quote
                requestdeliveryby Date
                """ + LINE);
    }

    private static TableType order() {
        return TableType.declare("salesorder", "salesorders", "name", true, """
                name Text 300 required
                ordernumber Text 100 createonly
                customerid Lookup required account contact
                opportunityid Lookup opportunity
                quoteid Lookup quote
                requestdeliveryby Date
                submitdate Date
                datefulfilled Date
                lastbackofficesubmit Date
                submitstatus Int
                submitstatusdescription Text 2000
                ispricelocked Bool ro
                statecode Choice 0:Active 1:Submitted 2:Canceled 3:Fulfilled 4:Invoiced
                statuscode Choice 1:New 2:Pending 3:In_Progress 4:No_Money 100001:Complete 100002:Partial 100003:Invoiced
                order_details Many salesorderdetail salesorderid
                """ + TOTALS + ADDRESSES + TERMS);
    }

    private static TableType orderDetail() {
        return TableType.declare("salesorderdetail", "salesorderdetails", "productdescription", true, """
                salesorderid Lookup required createonly parent salesorder
                quotedetailid Lookup quotedetail
                requestdeliveryby Date
                quantityshipped Decimal
                quantitybackordered Decimal
                quantitycancelled Decimal
                """ + LINE);
    }

    private static TableType invoice() {
        return TableType.declare(
                "invoice", "invoices", "name", true, """
                invoicenumber Text 100 createonly
                name Text 300 required
                salesorderid Lookup salesorder
                opportunityid Lookup opportunity
                customerid Lookup required account contact
                duedate Date
                datedelivered Date
                lastbackofficesubmit Date
                ispricelocked Bool
                statecode Choice 0:Active 1:Closed_(deprecated) 2:Paid 3:Canceled
                statuscode Choice 1:New 2:Partially_Shipped 3:Canceled_(deprecated) 4:Billed 5:Booked_(applies_to_services) 6:Installed_(applies_to_services) 7:Paid_in_Full_(deprecated) 100001:Complete 100002:Partial 100003:Canceled
                invoice_details Many invoicedetail invoiceid
                """ + TOTALS.replace("Money ro", "Money") + ADDRESSES + TERMS);
    }

    private static TableType invoiceDetail() {
        return TableType.declare("invoicedetail", "invoicedetails", "productdescription", true, """
                invoiceid Lookup required createonly parent invoice
                salesorderdetailid Lookup salesorderdetail
                """ + LINE);
    }

    private static TableType user() {
        return TableType.declare("systemuser", "systemusers", "fullname", true, """
                fullname Text 200
                internalemailaddress Text 100
                applicationid Guid
                azureactivedirectoryobjectid Guid
                isintegrationuser Bool
                isdisabled Bool
                """);
    }

    private static TableType organization() {
        return TableType.declare("organization", "organizations", "name", false, """
                name Text 160
                expirechangetrackingindays Int
                issopintegrationenabled Bool
                basecurrencyid Lookup transactioncurrency
                """);
    }

    private static TableType close(String name, String lookup, String target) {
        String money = target.equals("opportunity") ? "actualrevenue Money\nactualend Timestamp\n" : "";
        return TableType.declare(
                name,
                name + "s",
                "subject",
                true,
                """
                subject Text 200
                description Text 2000
                """ + money + lookup + " Lookup required " + target
                        + "\nstatuscode Choice 1:Open 2:Completed 3:Canceled\n");
    }

    private static TableType endpoint() {
        return TableType.declare("serviceendpoint", "serviceendpoints", "name", false, """
                name Text 256 required
                url Text 2000
                contract Choice 1:OneWay 2:Queue 3:Rest 4:TwoWay 5:Topic 6:Queue_(Persistent) 7:Event_Hub 8:Webhook
                authtype Choice 1:Not_Specified 2:SASKey 3:SASToken 4:Webhook_Key 5:Http_Header 6:Http_Query_String
                authvalue Text 2048 writeonly
                messageformat Choice 1:Binary_XML 2:Json 3:Text_XML
                """);
    }

    private static TableType message() {
        return TableType.declare("sdkmessage", "sdkmessages", "name", false, "name Text 256 required\n");
    }

    private static TableType filter() {
        return TableType.declare("sdkmessagefilter", "sdkmessagefilters", "primaryobjecttypecode", false, """
                primaryobjecttypecode Text 64
                sdkmessageid Lookup required sdkmessage
                """);
    }

    private static TableType step() {
        return TableType.declare("sdkmessageprocessingstep", "sdkmessageprocessingsteps", "name", false, """
                name Text 256 required
                sdkmessageid Lookup required sdkmessage
                sdkmessagefilterid Lookup sdkmessagefilter
                eventhandler Lookup required serviceendpoint plugintype
                stage Choice required 10:Pre-validation 20:Pre-operation 40:Post-operation
                mode Choice required 0:Synchronous 1:Asynchronous
                filteringattributes Text 100000
                rank Int
                asyncautodelete Bool
                supporteddeployment Choice 0:Server_Only 1:Client_Only 2:Both
                statecode Choice 0:Enabled 1:Disabled
                statuscode Choice 1:Enabled 2:Disabled
                """);
    }

    private static TableType job() {
        return TableType.declare("asyncoperation", "asyncoperations", "name", false, """
                name Text 256
                owningextensionid Lookup sdkmessageprocessingstep
                messagename Text 160
                friendlymessage Text 2000
                statecode Choice 0:Ready 1:Suspended 2:Locked 3:Completed
                statuscode Choice 0:Waiting_For_Resources 10:Waiting 20:In_Progress 30:Succeeded 31:Failed 32:Canceled
                """);
    }
}
