package org.tieout.simulator.qbo.query;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tieout.simulator.qbo.refusal.Refusals;
import org.tieout.simulator.qbo.schema.EntityType;

/// The columns a query may filter and sort by: those the entity's reference page flags as filterable.
/// Account.AcctNum
/// and
/// Deposit.TotalAmt, for example, are not.
public final class Columns {
    /// How the values of a column compare.
    public enum Kind {
        /// Ignoring case.
        TEXT,
        /// As decimals.
        NUMBER,
        /// As dates.
        DAY,
        /// As instants, with offset.
        MOMENT
    }

    private static final Map<String, Kind> COMMON =
            Map.of("Id", Kind.TEXT, "MetaData.CreateTime", Kind.MOMENT, "MetaData.LastUpdatedTime", Kind.MOMENT);

    private static final Map<EntityType, Map<String, Kind>> FILTERABLE =
            Arrays.stream(EntityType.values()).collect(Collectors.toUnmodifiableMap(type -> type, Columns::declared));

    private Columns() {}

    /// How this column's values compare.
    public static Kind kind(EntityType entity, String property) {
        return require(entity, property);
    }

    static Kind require(EntityType entity, String property) {
        Kind kind = FILTERABLE.getOrDefault(entity, Map.of()).get(property);
        if (kind == null) {
            throw Refusals.notQueryable(property);
        }
        return kind;
    }

    private static Map<String, Kind> declared(EntityType entity) {
        Map<String, Kind> columns = new LinkedHashMap<>(COMMON);
        names(entity).forEach(name -> columns.put(name, kindOf(name)));
        return Map.copyOf(columns);
    }

    private static List<String> names(EntityType entity) {
        return switch (entity) {
            case INVOICE ->
                List.of("DocNumber", "TxnDate", "DueDate", "CustomerRef", "SalesTermRef", "ProjectRef", "Balance");
            case SALES_RECEIPT -> List.of("DocNumber", "TxnDate", "CustomerRef", "TotalAmt", "Balance");
            case CREDIT_MEMO, REFUND_RECEIPT -> List.of("DocNumber", "TxnDate", "CustomerRef", "Balance");
            case PAYMENT -> List.of("CustomerRef", "TxnDate", "PaymentRefNum");
            case DEPOSIT, TRANSFER -> List.of("TxnDate");
            case JOURNAL_ENTRY, PURCHASE -> List.of("DocNumber", "TxnDate");
            case CUSTOMER, VENDOR ->
                List.of(
                        "DisplayName",
                        "GivenName",
                        "MiddleName",
                        "FamilyName",
                        "FullyQualifiedName",
                        "PrimaryEmailAddr",
                        "Active");
            case ITEM -> List.of("Name", "Sku", "Type", "FullyQualifiedName", "Active", "Taxable");
            case ACCOUNT ->
                List.of(
                        "Name",
                        "FullyQualifiedName",
                        "AccountType",
                        "Classification",
                        "SubAccount",
                        "CurrentBalance",
                        "Active");
            case CLASS, DEPARTMENT -> List.of("Name", "FullyQualifiedName", "Active");
            case PAYMENT_METHOD, TAX_CODE -> List.of("Name", "Active");
            case PREFERENCES, COMPANY_INFO -> List.of();
        };
    }

    private static Kind kindOf(String name) {
        return switch (name) {
            case "TxnDate", "DueDate" -> Kind.DAY;
            case "Balance", "TotalAmt", "CurrentBalance" -> Kind.NUMBER;
            default -> Kind.TEXT;
        };
    }
}
