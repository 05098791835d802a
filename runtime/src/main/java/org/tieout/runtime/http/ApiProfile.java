package org.tieout.runtime.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What is peculiar to one vendor's API, as far as the client needs to know.
///
/// @param vendor the name in metrics
/// @param classifier reads a reply
/// @param tokenHeader the header that carries the access token
/// @param tokenPrefix what stands before it, for example `Bearer `
/// @param requestIdHeaders headers that may carry the vendor's request id, first found first
/// @param rateHeader the header in which the vendor announces calls per second
/// @param hosts which hosts may be called
public record ApiProfile(
        String vendor,
        Function<Reply, Answer> classifier,
        String tokenHeader,
        String tokenPrefix,
        List<String> requestIdHeaders,
        Optional<String> rateHeader,
        HostPolicy hosts) {

    public ApiProfile {
        requestIdHeaders = List.copyOf(requestIdHeaders);
    }

    /// With a bearer token, read by status alone.
    public static ApiProfile bearer(String vendor, HostPolicy hosts) {
        return new ApiProfile(vendor, Answer::byStatus, "Authorization", "Bearer ", List.of(), Optional.empty(), hosts);
    }

    /// A token endpoint: its 401 says why in the body (RFC 6749, section 5.2), like its 400.
    public static ApiProfile tokenEndpoint(String vendor, List<String> requestIdHeaders, HostPolicy hosts) {
        return new ApiProfile(
                vendor,
                reply -> reply.status() == 401 ? new Answer.Refused(reply, reply.toString()) : Answer.byStatus(reply),
                "Authorization",
                "",
                requestIdHeaders,
                Optional.empty(),
                hosts);
    }
}
