package org.tieout.simulator.bc.odata;

import org.tieout.simulator.odata.Refusal;

/// The refusals with the vendor's codes. Source: Business Central API, "Error codes" (section 5 of our memo); where
/// no text is documented the wording is ours.
public final class Refusals {
    private Refusals() {}

    /// No or an expired token.
    public static Refusal credentials() {
        return new Refusal(401, "Authentication_InvalidCredentials", "The server has rejected the client credentials.");
    }

    /// A URL that cannot be understood.
    public static Refusal url(String text) {
        return new Refusal(400, "BadRequest_InvalidRequestUrl", text);
    }

    /// No such entity set or record at that URL.
    public static Refusal resourceNotFound(String segment) {
        return new Refusal(404, "BadRequest_ResourceNotFound", "Resource not found for the segment '" + segment + "'.");
    }

    /// A record that does not exist.
    public static Refusal recordNotFound(String entity, String id) {
        return new Refusal(404, "BadRequest_ResourceNotFound", "The " + entity + " " + id + " does not exist.");
    }

    /// A property the type does not have, in a body or in a query.
    public static Refusal unknownProperty(String type, String property) {
        return new Refusal(
                400,
                "BadRequest_NotFound",
                "The property '" + property + "' does not exist on type 'Microsoft.NAV." + type
                        + "'. Make sure to only use property names that are defined by the type.");
    }

    /// A body or a value that cannot be converted.
    public static Refusal badRequest(String text) {
        return new Refusal(400, "BadRequest", text);
    }

    /// A read-only field in the payload.
    public static Refusal readOnly(String property) {
        return new Refusal(400, "BadRequest_InvalidOperation", "Control '" + property + "' is read-only.");
    }

    /// If-Match missing or garbled.
    public static Refusal noToken() {
        return new Refusal(
                400, "BadRequest_InvalidToken", "The If-Match header is missing or does not hold a valid ETag.");
    }

    /// If-Match names another version.
    public static Refusal changed() {
        return new Refusal(409, "Request_EntityChanged", "Another user has already changed the record.");
    }

    /// A verb the resource does not have.
    public static Refusal methodNotAllowed(String method, String resource) {
        return new Refusal(405, "BadRequest_MethodNotAllowed", method + " is not allowed on '" + resource + "'.");
    }

    /// A required input is missing.
    public static Refusal required(String property) {
        return new Refusal(400, "BadRequest_RequiredParamNotProvided", "A \"" + property + "\" must be provided.");
    }

    /// A text longer than its field.
    public static Refusal tooLong(int length, int limit, String value) {
        return new Refusal(
                400,
                "Application_StringExceededLength",
                "The length of the string is " + length + ", but it must be less than or equal to " + limit
                        + " characters. Value: " + value);
    }

    /// A text that is no GUID.
    public static Refusal notGuid(String value) {
        return new Refusal(400, "Application_InvalidGUID", "Invalid format of GUID string. Value: " + value);
    }

    /// A value that is not in the related table.
    public static Refusal notRelated(String field, String value, String table) {
        return new Refusal(
                400,
                "Internal_InvalidTableRelation",
                "The field " + field + " contains a value (" + value + ") that cannot be found in the related table ("
                        + table + ").");
    }

    /// AL's `Error()`: a business rule.
    public static Refusal rule(String text) {
        return new Refusal(400, "Application_DialogException", text);
    }

    /// AL's TestField and other validations of one field.
    public static Refusal validation(String text) {
        return new Refusal(400, "Application_FieldValidationException", text);
    }

    /// A filter AL cannot apply.
    public static Refusal filter(String text) {
        return new Refusal(400, "Application_FilterErrorException", text);
    }
}
