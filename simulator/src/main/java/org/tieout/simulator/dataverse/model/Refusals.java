package org.tieout.simulator.dataverse.model;

import org.tieout.simulator.odata.Refusal;

/// The refusals with the vendor's codes (section 3). Where no text is documented the wording is ours.
public final class Refusals {
    private Refusals() {}

    /// No token, an expired one, or one for another resource.
    public static Refusal credentials() {
        return new Refusal(401, "", "");
    }

    /// The app has no application user.
    public static Refusal notAMember() {
        return new Refusal(403, "0x80072560", "The user is not a member of the organization.");
    }

    /// The application user may not do this.
    public static Refusal privilege(String privilege) {
        return new Refusal(
                403, "0x80040220", "Principal user is missing " + privilege + " privilege: the role does not hold it.");
    }

    /// No such resource in the URL.
    public static Refusal resource(String segment) {
        return new Refusal(404, "0x8006088a", "Resource not found for the segment '" + segment + "'.");
    }

    /// No such row.
    public static Refusal absent(String table, String id) {
        return new Refusal(404, "0x80040217", "Entity '" + table + "' With Id = " + id + " Does Not Exist");
    }

    /// A property that the table does not have, in query options.
    public static Refusal unknownProperty(String table, String property) {
        return query(
                "Could not find a property named '" + property + "' on type 'Microsoft.Dynamics.CRM." + table + "'.");
    }

    /// Query options that cannot be understood.
    public static Refusal query(String text) {
        return new Refusal(400, "0x80060888", text);
    }

    /// A body that cannot be understood.
    public static Refusal payload(String table, String text) {
        return new Refusal(
                400,
                "0x80048d19",
                "Error identified in Payload provided by the user for Entity :'" + table
                        + "', InnerException : Microsoft.OData.ODataException: " + text);
    }

    /// An argument that is not valid.
    public static Refusal argument(String text) {
        return new Refusal(400, "0x80040203", text);
    }

    /// A business rule says no.
    public static Refusal rule(String text) {
        return new Refusal(400, "0x80040265", text);
    }

    /// A text longer than its column.
    public static Refusal tooLong(String table, String column, int limit) {
        return new Refusal(
                400,
                "0x80044331",
                "A validation error occurred.  The length of the '" + column + "' attribute of the '" + table
                        + "' entity exceeded the maximum allowed length of '" + limit + "'.");
    }

    /// A number outside of what its column takes.
    public static Refusal range(String table, String column, String value) {
        return new Refusal(
                400,
                "0x80044330",
                "A validation error occurred.  The value " + value + " of '" + column + "' on record of type '" + table
                        + "' is outside the valid range.");
    }

    /// A column that must not be missing.
    public static Refusal required(String table, String column) {
        return new Refusal(
                400, "0x80040203", "The attribute '" + column + "' of '" + table + "' is required and was not given.");
    }

    /// A verb the resource does not take.
    public static Refusal method(String method, String resource) {
        return new Refusal(
                405, "0x80060888", "The HTTP method " + method + " is not allowed on the resource '" + resource + "'.");
    }

    /// The row is used elsewhere.
    public static Refusal associated(String table) {
        return new Refusal(
                405, "0x80040227", "The " + table + " cannot be deleted because it is associated with another object.");
    }

    /// If-Match names another version.
    public static Refusal version() {
        return new Refusal(
                412,
                "0x80060882",
                "The version of the existing record doesn't match the RowVersion property provided.");
    }

    /// The row is there already.
    public static Refusal duplicate() {
        return new Refusal(412, "0x80040237", "A record with matching key values already exists.");
    }

    /// Another row has the values of an alternate key.
    public static Refusal alternateKey(String key) {
        return new Refusal(
                412,
                "0x80060892",
                "Entity Key " + key + " violated. A record with the same value for " + key + " already exists. A"
                        + " duplicate record cannot be created. Select one or more unique values and try again.");
    }

    /// No active alternate key has these columns.
    public static Refusal noSuchKey(String table) {
        return new Refusal(
                400,
                "0x80060888",
                "The key in the request URI is not valid for resource 'Microsoft.Dynamics.CRM." + table
                        + "'. Ensure that the names and number of key properties match the declared or alternate key"
                        + " properties for the resource 'Microsoft.Dynamics.CRM." + table + "'.");
    }

    /// The row's state does not allow a change.
    public static Refusal notEditable(String table) {
        return new Refusal(400, "0x80048408", "The " + table + " is not editable in its present state.");
    }
}
