package org.tieout.simulator.qbo.refusal;

import java.util.Optional;
import org.tieout.simulator.qbo.refusal.Refusal.Form;
import org.tieout.simulator.qbo.refusal.Refusal.Problem;

/// The refusals of business rules and bindings, HTTP 400 with type `ValidationFault`. Codes: Intuit developer
/// documentation, "Troubleshooting: error codes" and "Handling common errors"; wording as users quote it.
public final class Refusals {
    private Refusals() {}

    /// 500: no such resource, or the operation does not exist for it.
    public static Refusal unsupportedOperation(String operation) {
        return fault("500", "Unsupported Operation", "Operation " + operation + " is not supported.");
    }

    /// 600: the request id was used for something else.
    public static Refusal duplicateRequestId(String requestId) {
        return fault("600", "Duplicate Request Id", "Request id " + requestId + " was used by another request.");
    }

    /// 610 for an object that was deleted or never was, addressed by its own id.
    public static Refusal notFound(String what) {
        return fault("610", "Object Not Found", "Object Not Found : " + what);
    }

    /// 610 for a reference to something inactive.
    public static Refusal inactive(String property) {
        return fault(
                "610",
                "Object Not Found",
                "Object Not Found : Something you're trying to use has been made inactive. Check the fields with accounts,"
                        + " customers, items, vendors or employees.",
                property);
    }

    /// 620: a transaction cannot take part in this link.
    public static Refusal cannotBeLinked(String transactionId, String reason) {
        return fault(
                "620",
                "Transaction cannot be linked",
                "Transaction id " + transactionId + " cannot be linked. " + reason,
                "TxnId");
    }

    /// 800: something depends on it.
    public static Refusal hasDependents(String what) {
        return fault("800", "Cannot delete, dependencies exist", "Dependencies exist : " + what);
    }

    /// 1040: more items than a batch may hold.
    public static Refusal batchTooBig(int limit) {
        return fault(
                "1040",
                "Batch size limit exceeded",
                "The maximum number of items in a batch is " + limit + ".",
                "BatchItemRequest");
    }

    /// 2010 in the words of the vendor's JSON binder.
    public static Refusal unsupportedProperty(String detail) {
        return fault("2010", "Request has invalid or unsupported property", "Property Name:" + detail);
    }

    /// 2020: a required property is absent.
    public static Refusal required(String property) {
        return fault(
                "2020",
                "Required param missing, need to supply the required value for the API",
                "Required parameter " + property + " is missing in the request",
                property);
    }

    /// 2030: an id that is no id.
    public static Refusal invalidId(String property, String value) {
        return fault("2030", "Invalid ID", "Invalid ID : Supplied value:" + value, property);
    }

    /// 2040: characters the field does not take.
    public static Refusal invalidString(String property, String value) {
        return fault("2040", "Invalid String", "Invalid String : Supplied value:" + value, property);
    }

    /// 2050: a text beyond its length.
    public static Refusal length(String property, int max, int actual) {
        return fault(
                "2050",
                "String length is either shorter or longer than supported by specification",
                "String length specified does not match the supported length. Min:0 Max:" + max
                        + " supported. Supplied length:" + actual,
                property);
    }

    /// 2060: no date.
    public static Refusal invalidDate(String property, String value) {
        return fault("2060", "Invalid Date", "Invalid Date : Supplied value:" + value, property);
    }

    /// 2070: a date out of range.
    public static Refusal dateOutOfRange(String property, String value) {
        return fault("2070", "Invalid Date Range", "Date out of range : Supplied value:" + value, property);
    }

    /// 2090: a number with too many digits.
    public static Refusal invalidNumber(String property, String value) {
        return fault("2090", "Invalid Number", "Invalid Number : Supplied value:" + value, property);
    }

    /// 2130: a request id or bId of the wrong form.
    public static Refusal invalidRequestId(String value, int max) {
        return fault(
                "2130",
                "Invalid Request Id",
                "Request id must have 1 to " + max + " characters. Supplied length:" + value.length(),
                "requestid");
    }

    /// 2140: an amount with fractions of a cent or too many digits.
    public static Refusal invalidAmount(String property, String value) {
        return fault("2140", "Invalid Amount", "Invalid Amount : Supplied value:" + value, property);
    }

    /// 2170: a word that is not in the list of allowed ones.
    public static Refusal invalidEnumeration(String property, String value) {
        return fault("2170", "Invalid Enumeration", "Invalid Enumeration : Supplied value:" + value, property);
    }

    /// 2210: an address without `@` or dot.
    public static Refusal invalidEmail(String value) {
        return fault("2210", "Invalid Email Address format", "Invalid Email Address : " + value, "Address");
    }

    /// 2250: an entry without lines.
    public static Refusal linesMissing() {
        return fault("2250", "Lines missing", "The transaction has no lines.", "Line");
    }

    /// 2260: neither debit nor credit.
    public static Refusal postingTypeMissing() {
        return fault("2260", "Posting type missing", "The line has neither Debit nor Credit.", "PostingType");
    }

    /// 2290: a line amount below zero where none is allowed.
    public static Refusal negativeAmount(String value) {
        return fault(
                "2290",
                "Negative amount not supported",
                "Negative amounts are not supported on lines. Supplied value:" + value,
                "Amount");
    }

    /// 2300: debits and credits differ.
    public static Refusal unbalanced(String debits, String credits) {
        return fault(
                "2300",
                "Debits and credits are not equal",
                "Total debits " + debits + " do not equal total credits " + credits,
                "Line");
    }

    /// 2500: a reference to an id that never existed.
    public static Refusal invalidReference(String list, String id, String property) {
        return fault(
                "2500",
                "Invalid Reference Id",
                "Invalid Reference Id : " + list + " element id " + id + " not found",
                property);
    }

    /// 4000: the query is not in the grammar.
    public static Refusal queryParseError(String near, int column) {
        return fault(
                "4000",
                "Error parsing query",
                "QueryParserError: Encountered \" " + near + " \" at line 1, column " + column + ".");
    }

    /// 4001 for a column.
    public static Refusal notQueryable(String property) {
        return queryInvalid("property '" + property + "' is not queryable");
    }

    /// 4001 in general.
    public static Refusal queryInvalid(String reason) {
        return fault("4001", "Invalid query", "QueryValidationError: " + reason);
    }

    /// 4002: a stored record that the vendor's own serializer rejects.
    public static Refusal queryProcessing() {
        return fault("4002", "Query processing error", "An error occurred while processing the query.");
    }

    /// 5010: the SyncToken is not the current one.
    public static Refusal stale() {
        return fault(
                "5010",
                "Stale Object Error",
                "Stale Object Error : You and X were working on this at the same time. X finished before you did, so your"
                        + " work was not saved.");
    }

    /// 5020: the company's plan lacks the feature.
    public static Refusal noPermission(String feature) {
        return fault("5020", "Permission Denied Error", "Permission Denied Error : " + feature);
    }

    /// 5030: a feature that is switched off.
    public static Refusal featureNotSupported(String feature) {
        return fault("5030", "Feature Not Supported Error", "Feature Not Supported Error : " + feature);
    }

    /// 6000: the catch-all.
    public static Refusal business(String reason) {
        return fault(
                "6000",
                "A business validation error has occurred while processing your request",
                "Business Validation Error: " + reason);
    }

    /// 6070: amount, quantity and price disagree.
    public static Refusal amountNotProduct(String amount) {
        return fault(
                "6070",
                "Amount calculation incorrect in the request",
                "Amount is not equal to UnitPrice * Qty. Supplied value:" + amount,
                "Line.Amount");
    }

    /// 6100: US lines take TAX or NON.
    public static Refusal invalidTaxCode(String value) {
        return fault("6100", "Invalid Tax Code", "Tax code must be TAX or NON. Supplied value:" + value, "TaxCodeRef");
    }

    /// 6140: the number is taken.
    public static Refusal duplicateNumber(String number, String transactionType, String transactionId) {
        return fault(
                "6140",
                "Duplicate Document Number Error",
                "Duplicate Document Number Error : You must specify a different number. This number has already been used."
                        + " DocNumber=" + number + " is assigned to TxnType=" + transactionType + " with TxnId="
                        + transactionId);
    }

    /// 6160: the transaction's own tax code does not exist.
    public static Refusal invalidSalesTaxCode(String value) {
        return fault("6160", "Invalid CustomSalesTax code", "Supplied value:" + value, "TxnTaxCodeRef");
    }

    /// 6170: tax detail where tax was said not to apply.
    public static Refusal taxDetailNotAllowed() {
        return fault(
                "6170",
                "Invalid tax detail",
                "TxnTaxDetail is not allowed with GlobalTaxCalculation NotApplicable",
                "TxnTaxDetail");
    }

    /// 6190: the subscription lapsed.
    public static Refusal companyStatus() {
        return fault(
                "6190",
                "Invalid Company Status",
                "Subscription period has ended or canceled or there was a billing problem.");
    }

    /// 6210: the books are closed at that date.
    public static Refusal periodClosed() {
        return fault(
                "6210",
                "Account Period Closed, Cannot Update Through Services API",
                "The account period has closed and the account books cannot be updated through the QBO Services API."
                        + " Please use the QBO website to make these changes.");
    }

    /// 6240: the name is taken.
    public static Refusal duplicateName(String others) {
        return fault(
                "6240",
                "Duplicate Name Exists Error",
                "The name supplied already exists. : Another " + others
                        + " is already using this name. Please use a different name.");
    }

    /// 6430: the account cannot play this part.
    public static Refusal invalidAccountType(String property) {
        return fault(
                "6430",
                "Invalid account type",
                "Invalid Account Type: You need to select a different type of account for this transaction.",
                property);
    }

    /// 6480: the transaction was matched with the bank feed.
    public static Refusal matched() {
        return fault(
                "6480",
                "Matched transaction cannot be deleted",
                "This transaction has been matched to a downloaded transaction and cannot be deleted.");
    }

    /// 6540: the money already lies in a deposit.
    public static Refusal deposited() {
        return fault(
                "6540",
                "Deposited Transaction cannot be changed",
                "Deposited Transaction cannot be changed : If you need to change or delete this transaction, you first need"
                        + " to delete it from any deposits.");
    }

    private static Refusal fault(String code, String message, String detail) {
        return new Refusal(400, Form.SERVICE, "ValidationFault", new Problem(message, detail, code, Optional.empty()));
    }

    private static Refusal fault(String code, String message, String detail, String element) {
        return new Refusal(
                400, Form.SERVICE, "ValidationFault", new Problem(message, detail, code, Optional.of(element)));
    }
}
