package org.tieout.runtime.http;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One call to make. Immutable; each `with` returns a changed copy.
///
/// @param operation the vendor's name of the operation, for metrics and messages
/// @param method GET, POST, …
/// @param url where to
/// @param headers further headers
/// @param body what to send, with its content type
/// @param deadline how long the call may take in all, reading the body included
/// @param maxBytes how large an answer may be
/// @param budget what paces it
/// @param patience how long to wait for the budget before giving up unsent
/// @param authorized whether it carries the access token
public record ApiCall(
        String operation,
        String method,
        URI url,
        Map<String, String> headers,
        Optional<Body> body,
        Duration deadline,
        long maxBytes,
        Optional<RateBudget> budget,
        Duration patience,
        boolean authorized) {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long MAX_BYTES = 32L << 20;

    /// What is sent.
    ///
    /// @param contentType its media type
    /// @param text the text, sent as UTF-8, byte for byte the same on every repetition
    public record Body(String contentType, String text) {
        /// Only the size: a body may hold what belongs in no log.
        @Override
        public String toString() {
            return contentType + ", " + text.length() + " characters";
        }
    }

    public ApiCall {
        headers = Map.copyOf(headers);
    }

    /// A GET with the access token, 30 s, 32 MiB.
    public static ApiCall get(String operation, URI url) {
        return new ApiCall(
                operation,
                "GET",
                url,
                Map.of(),
                Optional.empty(),
                DEADLINE,
                MAX_BYTES,
                Optional.empty(),
                PATIENCE,
                true);
    }

    /// A POST with the access token, 30 s, 32 MiB.
    public static ApiCall post(String operation, URI url, String contentType, String text) {
        return new ApiCall(
                operation,
                "POST",
                url,
                Map.of(),
                Optional.of(new Body(contentType, text)),
                DEADLINE,
                MAX_BYTES,
                Optional.empty(),
                PATIENCE,
                true);
    }

    /// With a further header.
    public ApiCall withHeader(String name, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new ApiCall(operation, method, url, all, body, deadline, maxBytes, budget, patience, authorized);
    }

    /// With another method.
    public ApiCall by(String other) {
        return new ApiCall(operation, other, url, headers, body, deadline, maxBytes, budget, patience, authorized);
    }

    /// With another deadline.
    public ApiCall within(Duration other) {
        return new ApiCall(operation, method, url, headers, body, other, maxBytes, budget, patience, authorized);
    }

    /// With another limit to the answer's size.
    public ApiCall atMost(long bytes) {
        return new ApiCall(operation, method, url, headers, body, deadline, bytes, budget, patience, authorized);
    }

    /// Paced by that budget.
    public ApiCall pacedBy(RateBudget other) {
        return new ApiCall(
                operation, method, url, headers, body, deadline, maxBytes, Optional.of(other), patience, authorized);
    }

    /// With another patience for the budget.
    public ApiCall patient(Duration other) {
        return new ApiCall(operation, method, url, headers, body, deadline, maxBytes, budget, other, authorized);
    }

    /// Without the access token: token endpoints and presigned links.
    public ApiCall anonymous() {
        return new ApiCall(operation, method, url, headers, body, deadline, maxBytes, budget, patience, false);
    }

    /// Without the URL's query, which may hold a signature.
    @Override
    public String toString() {
        return operation + " (" + method + " " + url.getScheme() + "://" + url.getAuthority() + url.getPath() + ")";
    }
}
