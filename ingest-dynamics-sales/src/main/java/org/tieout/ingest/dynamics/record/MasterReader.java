package org.tieout.ingest.dynamics.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tieout.event.CrmAccount;
import org.tieout.event.CrmContact;
import org.tieout.event.CrmCurrency;
import org.tieout.event.CrmPriceList;
import org.tieout.event.CrmProduct;
import org.tieout.event.CrmRecord;

/// Reads rows of master data (memo, section 8.6). Takes by name what the schema has; nothing else gets in.
///
/// @param currencies the ISO code of a currency, by its id
/// @param units the name of a unit, by its id
public record MasterReader(
        String connection,
        String organization,
        Function<String, Optional<String>> currencies,
        Function<String, Optional<String>> units) {

    /// A retired product, an inactive record of any other table.
    private static final int INACTIVE = 1;

    private static final String CUSTOMER = "_parentcustomerid_value";

    /// The annotation that tells which table a lookup leads to (section 2).
    public static final String LOOKUP_TABLE = "Microsoft.Dynamics.CRM.lookuplogicalname";

    /// Reads one.
    ///
    /// @throws IllegalArgumentException if it lacks what every such row has
    public CrmRecord read(MasterTable table, JsonNode row, Instant readAt) {
        CrmRecord record = CrmRecord.newBuilder()
                .setConnection(connection)
                .setOrganization(organization)
                .setKind(table.kind())
                .setId(Rows.required(row, table.key()).toLowerCase(Locale.ROOT))
                .setRowVersion(Rows.version(row))
                .setActive(row.path("statecode").asInt() != INACTIVE)
                .setModifiedAt(Rows.modified(row))
                .setReadAt(readAt)
                .build();
        switch (table) {
            case CURRENCY ->
                record.setCurrency(CrmCurrency.newBuilder()
                        .setCode(Rows.required(row, "isocurrencycode"))
                        .setPrecision(row.path("currencyprecision").asInt(2))
                        .build());
            case PRICE_LIST ->
                record.setPriceList(CrmPriceList.newBuilder()
                        .setName(Rows.required(row, "name"))
                        .setCurrency(currency(row))
                        .build());
            case PRODUCT ->
                record.setProduct(CrmProduct.newBuilder()
                        .setNumber(Rows.required(row, "productnumber"))
                        .setName(Rows.required(row, "name"))
                        .setUnit(named(row, "_defaultuomid_value", units))
                        .build());
            case ACCOUNT -> record.setAccount(account(row));
            case CONTACT -> record.setContact(contact(row));
        }
        return record;
    }

    private CrmAccount account(JsonNode row) {
        return CrmAccount.newBuilder()
                .setName(Rows.required(row, "name"))
                .setNumber(Rows.text(row, "accountnumber"))
                .setEmail(Rows.text(row, "emailaddress1"))
                .setPhone(Rows.text(row, "telephone1"))
                .setWebsite(Rows.text(row, "websiteurl"))
                .setLine1(Rows.text(row, "address1_line1"))
                .setLine2(Rows.text(row, "address1_line2"))
                .setCity(Rows.text(row, "address1_city"))
                .setState(Rows.text(row, "address1_stateorprovince"))
                .setPostalCode(Rows.text(row, "address1_postalcode"))
                .setCountry(Rows.text(row, "address1_country"))
                .setParentAccountId(Rows.text(row, "_parentaccountid_value"))
                .setCurrency(currency(row))
                .build();
    }

    private static CrmContact contact(JsonNode row) {
        boolean ofAccount = row.path(CUSTOMER + "@" + LOOKUP_TABLE).asText().equals("account");
        return CrmContact.newBuilder()
                .setFullName(Rows.required(row, "fullname"))
                .setParentAccountId(ofAccount ? Rows.text(row, CUSTOMER) : null)
                .setEmail(Rows.text(row, "emailaddress1"))
                .setPhone(Rows.text(row, "telephone1"))
                .setLine1(Rows.text(row, "address1_line1"))
                .setLine2(Rows.text(row, "address1_line2"))
                .setCity(Rows.text(row, "address1_city"))
                .setState(Rows.text(row, "address1_stateorprovince"))
                .setPostalCode(Rows.text(row, "address1_postalcode"))
                .setCountry(Rows.text(row, "address1_country"))
                .build();
    }

    private @Nullable String currency(JsonNode row) {
        return named(row, "_transactioncurrencyid_value", currencies);
    }

    private static @Nullable String named(JsonNode row, String lookup, Function<String, Optional<String>> names) {
        String id = Rows.text(row, lookup);
        return id == null ? null : names.apply(id).orElse(null);
    }

    /// What of a record counts, as one hash: everything but row version and times.
    public static String contentHash(CrmRecord record) {
        return Content.hash(record, Set.of("rowVersion", "modifiedAt", "readAt"));
    }
}
