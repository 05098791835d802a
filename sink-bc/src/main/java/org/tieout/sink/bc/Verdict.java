package org.tieout.sink.bc;

/// What a fault means for us, by its code alone (memo, 5).
sealed interface Verdict {
    /// No; a person can do something about it.
    record Refuse(String nextStep) implements Verdict {}

    /// Somebody changed it since it was read: read again, decide again.
    record Changed() implements Verdict {}

    /// There is one of that key already: look.
    record LookUp() implements Verdict {}

    /// The service failed; it may have been done.
    record Broken() implements Verdict {}

    /// Not now.
    record NotNow() implements Verdict {}

    /// Nothing of this company until a person has done something.
    record Stop(String nextStep) implements Verdict {}

    static Verdict of(BcFault fault) {
        return switch (fault.code()) {
            case "Request_EntityChanged" -> new Changed();
            case "Internal_EntityWithSameKeyExists" -> new LookUp();
            case "Internal_ServerError", "Internal_TenantUnavailable", "Unknown" -> new Broken();
            case "Authentication_InvalidCredentials" ->
                new Stop("Look at the Microsoft Entra application card in Business Central: it must be enabled and have"
                        + " permission sets. Then run `tieout apply`.");
            case "Internal_CompanyNotFound" ->
                new Stop(
                        "Correct company-id, tenant-id or environment-name of the connection, then run `tieout apply`.");
            case "Internal_RecordNotFound",
                    "Internal_DataNotFoundFilter",
                    "Internal_InvalidTableRelation",
                    "BadRequest_ResourceNotFound" ->
                new Refuse("Something it refers to is not in the company any more. Create it again in Business Central"
                        + " or map another, then retry.");
            case "Application_StringExceededLength" ->
                new Refuse("Shorten what the message names, in the mapping or in Business Central, then retry.");
            case "Application_DialogException", "Application_FieldValidationException" ->
                new Refuse("Correct what the message says, in Business Central or in the mapping, then retry.");
            default -> byStatus(fault);
        };
    }

    private static Verdict byStatus(BcFault fault) {
        if (fault.status() == 412) {
            return new Changed();
        }
        if (fault.status() == 409 || fault.status() == 429) {
            // Other conflicts are of the database and pass.
            return new NotNow();
        }
        if (fault.status() == 408 || fault.status() >= 500) {
            return new Broken();
        }
        return new Refuse("Correct what the message says, in Business Central or in the mapping, then retry.");
    }
}
