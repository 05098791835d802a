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

    private Schema() {}

    /// The tables, with further columns by table for what an organisation adds itself.
    public static List<TableType> tables(Map<String, String> customColumns) {
        List<TableType> types = List.of(
                MasterSchema.account(),
                MasterSchema.contact(),
                MasterSchema.currency(),
                MasterSchema.schedule(),
                MasterSchema.unit(),
                MasterSchema.product(),
                MasterSchema.priceLevel(),
                MasterSchema.price(),
                opportunity(),
                opportunityProduct(),
                quote(),
                quoteDetail(),
                order(),
                orderDetail(),
                invoice(),
                invoiceDetail(),
                PlatformSchema.user(),
                PlatformSchema.organization(),
                PlatformSchema.close("opportunityclose", "opportunityid", "opportunity"),
                PlatformSchema.close("quoteclose", "quoteid", "quote"),
                PlatformSchema.close("orderclose", "salesorderid", "salesorder"),
                PlatformSchema.endpoint(),
                PlatformSchema.message(),
                PlatformSchema.filter(),
                PlatformSchema.step(),
                PlatformSchema.job());
        types.forEach(type -> type.addAll(customColumns.getOrDefault(type.name(), "")));
        return types;
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
                    billto_contactname Text 150
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
                    billto_contactname Text 150
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
}
