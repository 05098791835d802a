package org.tieout.simulator.odata;

import java.util.Locale;

/// The parts of a call's name in the log of calls, such as `read` and `SalesInvoices`. Stateless.
public final class CallNames {
    private CallNames() {}

    /// What an HTTP method does to a record.
    public static String verb(String method) {
        return switch (method) {
            case "GET" -> "read";
            case "POST" -> "create";
            case "PATCH" -> "update";
            case "DELETE" -> "delete";
            default -> "unknown";
        };
    }

    /// A name with a capital at its beginning.
    public static String capital(String name) {
        return name.isEmpty() ? name : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
