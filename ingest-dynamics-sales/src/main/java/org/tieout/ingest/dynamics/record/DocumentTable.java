package org.tieout.ingest.dynamics.record;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tieout.event.SalesDocumentKind;

/// The tables of a deal with those of their lines (memo, sections 8.2 to 8.4), and the queries by which
/// they are read.
public enum DocumentTable {
    /// Opportunities.
    OPPORTUNITY(
            SalesDocumentKind.OPPORTUNITY,
            "opportunity",
            "opportunities",
            "estimatedvalue,actualvalue,actualclosedate",
            "",
            "opportunityproduct",
            "opportunityproducts"),
    /// Quotes.
    QUOTE(
            SalesDocumentKind.QUOTE,
            "quote",
            "quotes",
            "quotenumber,closedon,requestdeliveryby,paymenttermscode,shippingmethodcode,_opportunityid_value",
            "",
            "quotedetail",
            "quotedetails"),
    /// Orders.
    ORDER(
            SalesDocumentKind.ORDER,
            "salesorder",
            "salesorders",
            "ordernumber,submitdate,datefulfilled,requestdeliveryby,paymenttermscode,shippingmethodcode,"
                    + "_opportunityid_value,_quoteid_value",
            ",quoteid($select=_opportunityid_value)",
            "salesorderdetail",
            "salesorderdetails");

    private static final String HEADER = "name,statecode,statuscode,_customerid_value,_ownerid_value,"
            + "totallineitemamount,discountamount,discountpercentage,freightamount,totaltax,totalamount,"
            + "pricingerrorcode,modifiedon,";
    private static final String NAMES = "transactioncurrencyid($select=isocurrencycode),pricelevelid($select=name)";
    private static final String LINE = "productdescription,quantity,priceperunit,volumediscountamount,"
            + "manualdiscountamount,tax,baseamount,extendedamount,sequencenumber,lineitemnumber,_productid_value,"
            + "_uomid_value,";
    private static final String PRODUCT =
            "productid($select=productnumber,name,_defaultuomid_value),uomid($select=name)";

    private final SalesDocumentKind kind;
    private final String logicalName;
    private final String set;
    private final String own;
    private final String provenance;
    private final String lineName;
    private final String lineSet;

    DocumentTable(
            SalesDocumentKind kind,
            String logicalName,
            String set,
            String own,
            String provenance,
            String lineName,
            String lineSet) {
        this.kind = kind;
        this.logicalName = logicalName;
        this.set = set;
        this.own = own;
        this.provenance = provenance;
        this.lineName = lineName;
        this.lineSet = lineSet;
    }

    /// The kind in records.
    public SalesDocumentKind kind() {
        return kind;
    }

    /// The kind in keys.
    public String word() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /// The table's name, in the singular.
    public String logicalName() {
        return logicalName;
    }

    /// The entity set.
    public String set() {
        return set;
    }

    /// The column with a row's id.
    public String key() {
        return logicalName + "id";
    }

    /// The name of the lines' table, in the singular.
    public String lineName() {
        return lineName;
    }

    /// The entity set of the lines.
    public String lineSet() {
        return lineSet;
    }

    /// The column with a line's id.
    public String lineKey() {
        return lineName + "id";
    }

    /// The column in which a line names its document.
    public String parent() {
        return "_" + key() + "_value";
    }

    /// The documents with these ids, whole but for their lines.
    public String headers(Collection<String> ids) {
        return encoded(
                set + "?$select=" + HEADER + own + "&$expand=" + NAMES + provenance + "&$filter=" + anyOf(key(), ids));
    }

    /// Only which documents with these ids there are, and their row versions.
    public String versions(Collection<String> ids) {
        return encoded(set + "?$select=modifiedon&$filter=" + anyOf(key(), ids));
    }

    /// The lines of these documents.
    public String lines(Collection<String> ids) {
        return encoded(
                lineSet + "?$select=" + LINE + parent() + "&$expand=" + PRODUCT + "&$filter=" + anyOf(parent(), ids));
    }

    private static String anyOf(String column, Collection<String> ids) {
        return ids.stream().map(id -> column + " eq " + id).collect(Collectors.joining(" or "));
    }

    private static String encoded(String query) {
        return query.replace(" ", "%20");
    }
}
