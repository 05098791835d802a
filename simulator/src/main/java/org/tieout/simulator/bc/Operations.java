package org.tieout.simulator.bc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.odata.CallNames;

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
                    + CallNames.capital(segments.getFirst().replaceAll("\\(.*", ""));
        }
        return CallNames.verb(request.method()) + CallNames.capital(last);
    }
}
