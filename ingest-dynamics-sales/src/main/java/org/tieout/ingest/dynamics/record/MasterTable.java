package org.tieout.ingest.dynamics.record;

/// The tables of master data (memo, section 8.6), in the order in which they are read: a record comes after
/// those it names, as far as can be.
public enum MasterTable {
    /// Currencies.
    CURRENCY("currency", "transactioncurrency", "transactioncurrencies", "isocurrencycode,currencyprecision"),
    /// Price lists.
    PRICE_LIST("price-list", "pricelevel", "pricelevels", "name,_transactioncurrencyid_value"),
    /// Products.
    PRODUCT("product", "product", "products", "productnumber,name,_defaultuomid_value"),
    /// Companies.
    ACCOUNT(
            "account",
            "account",
            "accounts",
            "name,accountnumber,emailaddress1,telephone1,websiteurl,address1_line1,address1_line2,address1_city,"
                    + "address1_stateorprovince,address1_postalcode,address1_country,_parentaccountid_value,"
                    + "_transactioncurrencyid_value"),
    /// People.
    CONTACT(
            "contact",
            "contact",
            "contacts",
            "fullname,emailaddress1,telephone1,address1_line1,address1_line2,address1_city,address1_stateorprovince,"
                    + "address1_postalcode,address1_country,_parentcustomerid_value");

    private final String kind;
    private final String logicalName;
    private final String set;
    private final String columns;

    MasterTable(String kind, String logicalName, String set, String columns) {
        this.kind = kind;
        this.logicalName = logicalName;
        this.set = set;
        this.columns = columns;
    }

    /// The kind in records and keys.
    public String kind() {
        return kind;
    }

    /// The table's name, in the singular.
    public String logicalName() {
        return logicalName;
    }

    /// The entity set.
    public String set() {
        return set;
    }

    /// The columns that are read.
    public String columns() {
        return columns + ",statecode,modifiedon";
    }

    /// The column with a row's id.
    public String key() {
        return logicalName + "id";
    }
}
