package org.tieout.runtime.http;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a vendor answered, word for word.
///
/// @param status the HTTP status
/// @param headers the headers, names in lower case
/// @param body the body; empty for a download, whose body is in its file
/// @param requestId the vendor's id of the request, or empty; quote it to the vendor's support
public record Reply(int status, Map<String, String> headers, String body, String requestId) {

    public Reply {
        headers = Map.copyOf(headers);
    }

    /// A header's value.
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /// Without headers and body: they may hold what belongs in no log.
    @Override
    public String toString() {
        return "HTTP " + status + (requestId.isEmpty() ? "" : ", request " + requestId);
    }
}
