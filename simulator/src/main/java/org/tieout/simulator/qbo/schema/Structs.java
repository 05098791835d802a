package org.tieout.simulator.qbo.schema;

import static org.tieout.simulator.qbo.schema.Property.amount;
import static org.tieout.simulator.qbo.schema.Property.email;
import static org.tieout.simulator.qbo.schema.Property.flag;
import static org.tieout.simulator.qbo.schema.Property.freeRef;
import static org.tieout.simulator.qbo.schema.Property.many;
import static org.tieout.simulator.qbo.schema.Property.number;
import static org.tieout.simulator.qbo.schema.Property.oneOf;
import static org.tieout.simulator.qbo.schema.Property.readOnly;
import static org.tieout.simulator.qbo.schema.Property.struct;
import static org.tieout.simulator.qbo.schema.Property.text;

import java.util.ArrayList;
import java.util.List;
import org.tieout.simulator.qbo.schema.Shape.Struct;

/// The complex types that several entities share.
final class Structs {
    private static final String SCHEMA = "com.intuit.schema.finance.v3.";

    static final Struct ADDRESS = of(
            "PhysicalAddress",
            readOnly("Id"),
            text("Line1", 500),
            text("Line2", 500),
            text("Line3", 500),
            text("Line4", 500),
            text("Line5", 500),
            text("City", 255),
            text("Country", 255),
            text("CountryCode", 255),
            text("CountrySubDivisionCode", 255),
            text("PostalCode", 30),
            text("Lat", 50),
            text("Long", 50),
            text("Note", 500));

    static final Struct EMAIL = of("EmailAddress", email("Address", 100));

    static final Struct PHONE = of("TelephoneNumber", text("FreeFormNumber", 30));

    static final Struct MEMO = of("MemoRef", text("value", 1000));

    static final Struct CUSTOM_FIELD = of(
            "CustomField",
            text("DefinitionId", 20),
            text("Name", 100),
            oneOf("Type", "StringType", "BooleanType", "NumberType", "DateType"),
            text("StringValue", 31));

    static final Struct LINKED_TRANSACTION =
            of("LinkedTxn", text("TxnId", 20).mandatory(), text("TxnType", 50).mandatory(), text("TxnLineId", 20));

    static final Struct TAX_DETAIL = of(
            "TxnTaxDetail",
            freeRef("TxnTaxCodeRef"),
            amount("TotalTax"),
            many(
                    "TaxLine",
                    of(
                            "Line",
                            amount("Amount"),
                            oneOf("DetailType", "TaxLineDetail"),
                            struct(
                                    "TaxLineDetail",
                                    of(
                                            "TaxLineDetail",
                                            freeRef("TaxRateRef"),
                                            flag("PercentBased"),
                                            number("TaxPercent"),
                                            amount("NetAmountTaxable"),
                                            amount("TaxInclusiveAmount"),
                                            amount("OverrideDeltaAmount"))))));

    private Structs() {}

    static Struct of(String className, Property... properties) {
        return new Struct(SCHEMA + className, List.of(properties));
    }

    /// An entity: its own properties and those that every entity has.
    static Struct entity(String className, List<Property> properties) {
        List<Property> all = new ArrayList<>(properties);
        for (String common : List.of("Id", "SyncToken", "MetaData", "domain", "sparse")) {
            all.add(readOnly(common));
        }
        return new Struct(SCHEMA + className, List.copyOf(all));
    }
}
