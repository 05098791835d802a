package org.tieout.simulator.dataverse;

import java.util.List;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.odata.CallNames;

/// Names what a request means, for the log of calls: `readSalesorders`, `trackSalesorders`, `WinOpportunity`.
/// Stateless.
final class Operations {
    private Operations() {}

    static String of(Request request, String root) {
        if (request.path().endsWith("/oauth2/v2.0/token")) {
            return "token";
        }
        if (!request.path().startsWith(root)) {
            return "unknown";
        }
        List<String> segments = List.of(request.path().substring(root.length()).split("/", -1));
        String first = segments.getFirst().replaceAll("\\(.*", "");
        if (first.startsWith("$")) {
            return first.substring(1);
        }
        if (!first.isEmpty() && Character.isUpperCase(first.charAt(0))) {
            return first;
        }
        boolean tracks = request.query("$deltatoken").isPresent()
                || request.header("Prefer").orElse("").contains("odata.track-changes");
        String last = segments.getLast().startsWith("$") ? segments.getLast() : first;
        return (tracks ? "track" : CallNames.verb(request.method())) + CallNames.capital(last.replace("$", ""));
    }
}
