package org.tieout.simulator.bc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tieout.simulator.http.Request;

/// Names what a request means, for the log of calls: `readSalesInvoices`, `createJournalLines`, `post`. Stateless.
final class Operations {
    private Operations() {}

    static String of(Request request, String root) {
        if (request.path().endsWith("/oauth2/v2.0/token")) {
            return "token";
        }
        if (!request.path().startsWith(root)) {
            return "unknown";
        }
        List<String> segments =
                new ArrayList<>(List.of(request.path().substring(root.length()).split("/")));
        boolean scoped = segments.size() > 1 && segments.getFirst().startsWith("companies(");
        if (scoped) {
            segments.removeFirst();
        }
        String last = segments.getLast().replaceAll("\\(.*", "");
        if (last.startsWith("$")) {
            return last.substring(1);
        }
        if (last.toLowerCase(Locale.ROOT).startsWith("microsoft.nav.")) {
            return last.substring("microsoft.nav.".length())
                    + capital(segments.getFirst().replaceAll("\\(.*", ""));
        }
        return verb(request.method()) + capital(last);
    }

    private static String verb(String method) {
        return switch (method) {
            case "GET" -> "read";
            case "POST" -> "create";
            case "PATCH" -> "update";
            case "DELETE" -> "delete";
            default -> "unknown";
        };
    }

    private static String capital(String name) {
        return name.isEmpty() ? name : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
