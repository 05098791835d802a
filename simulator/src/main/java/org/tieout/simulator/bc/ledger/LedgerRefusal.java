package org.tieout.simulator.bc.ledger;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/// Why a posting is refused, with the vendor's text in English.
///
/// @param kind which family of error the vendor's code names
/// @param message the text, without correlation id
public record LedgerRefusal(Kind kind, String message) {
    /// The families (memo, section 5).
    public enum Kind {
        /// A business rule: `Application_DialogException`.
        RULE,
        /// A field that lacks its value or has a wrong one: `Application_FieldValidationException`.
        FIELD,
        /// A record that does not exist: `Internal_RecordNotFound`.
        RECORD_NOT_FOUND,
        /// No record within a filter: `Internal_DataNotFoundFilter`.
        NOTHING_IN_FILTER
    }

    static LedgerRefusal rule(String message) {
        return new LedgerRefusal(Kind.RULE, message);
    }

    /// An empty field.
    public static LedgerRefusal mustHaveValue(String field, Place place) {
        return new LedgerRefusal(
                Kind.FIELD, field + " must have a value in " + place.afterColon() + ". It cannot be zero or empty.");
    }

    /// A field with another value than the one needed.
    static LedgerRefusal mustEqual(String field, String needed, Place place, String current) {
        return new LedgerRefusal(
                Kind.FIELD,
                field + " must be equal to '" + needed + "'  in " + place.afterColon() + ". Current value is '"
                        + current + "'.");
    }

    static LedgerRefusal postingDate(Place place) {
        return new LedgerRefusal(
                Kind.FIELD,
                "Posting Date is not within your range of allowed posting dates in " + place.quoted() + ".");
    }

    static LedgerRefusal notFound(Account account) {
        return new LedgerRefusal(
                Kind.RECORD_NOT_FOUND,
                "The " + account.table() + " does not exist. Identification fields and values: No.='" + account.number()
                        + "'");
    }

    static LedgerRefusal outOfBalance(String documentNumber, BigDecimal difference) {
        return rule("Document No. " + documentNumber + " is out of balance by " + amount(difference)
                + ". Please check that Posting Date, Document Type, Document No. and Amount are correct for each"
                + " line.");
    }

    static LedgerRefusal nothingToApply(String customer, DocumentType type, String documentNumber) {
        return new LedgerRefusal(
                Kind.NOTHING_IN_FILTER,
                "There is no Cust. Ledger Entry within the filter.  Filters: Document No.: " + documentNumber
                        + ", Document Type: " + type.caption() + ", Customer No.: " + customer + ", Open: Yes");
    }

    static LedgerRefusal dimension(Place place, String reason) {
        return rule("A dimension used in " + place.listed() + " has caused an error. " + reason);
    }

    private static String amount(BigDecimal value) {
        return new DecimalFormat("#,##0.##", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }
}
