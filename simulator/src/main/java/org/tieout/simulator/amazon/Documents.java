package org.tieout.simulator.amazon;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.tieout.simulator.clock.SimulatorClock;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.http.Response;

/// Presigned addresses of report documents, as the object store answers them: good for five minutes of
/// protocol time,
/// then 403; fetched without the access token, because a header of Amazon's that was not signed is refused.
/// Sources:
/// Amazon, "Retrieve a report", step 2; recorded traffic (X-Amz-Expires=300, Content-Encoding identity, charset
/// Cp1252).
/// Thread-safe.
final class Documents {
    static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final String CONTENT_TYPE = "text/plain; charset=Cp1252";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final URI address;
    private final SimulatorClock clock;
    private final long secret;
    private final Function<String, Optional<byte[]>> contents;
    private final AtomicBoolean plain = new AtomicBoolean();

    /// `contents` answers the uncompressed document for an id.
    Documents(URI address, SimulatorClock clock, long seed, Function<String, Optional<byte[]>> contents) {
        this.address = address;
        this.clock = clock;
        this.secret = seed;
        this.contents = contents;
    }

    /// Whether documents are announced as GZIP and served plain, as occasionally happens.
    void servePlain(boolean value) {
        plain.set(value);
    }

    boolean exists(String documentId) {
        return contents.apply(documentId).isPresent();
    }

    String presign(String documentId, boolean encodingHeader) {
        String stamp = STAMP.format(clock.protocolNow());
        return address + "/amazon/documents/" + documentId + "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=" + stamp
                + "&X-Amz-Expires=" + LIFETIME.toSeconds() + "&X-Amz-SignedHeaders=host"
                + (encodingHeader ? "&response-content-encoding=gzip" : "")
                + "&X-Amz-Signature=" + signature(documentId, stamp, encodingHeader);
    }

    Response fetch(Request request) {
        if (request.header("x-amz-access-token").isPresent()) {
            return denied("AccessDenied", "There were headers present in the request which were not signed");
        }
        if (request.header("Authorization").isPresent()) {
            return error(400, "InvalidArgument", "Only one auth mechanism allowed");
        }
        String id = request.pathParameter("documentId");
        String stamp = request.query("X-Amz-Date").orElse("");
        boolean encodingHeader = request.query("response-content-encoding").isPresent();
        if (!request.query("X-Amz-Signature").equals(Optional.of(signature(id, stamp, encodingHeader)))) {
            return denied(
                    "SignatureDoesNotMatch",
                    "The request signature we calculated does not match the signature you provided.");
        }
        if (expired(stamp)) {
            return denied("AccessDenied", "Request has expired");
        }
        return contents.apply(id)
                .map(bytes -> content(bytes, encodingHeader))
                .orElseGet(() -> error(404, "NoSuchKey", "The specified key does not exist."));
    }

    private Response content(byte[] bytes, boolean encodingHeader) {
        byte[] body = plain.get() ? bytes : SettlementFile.gzip(bytes);
        return Response.bytes(200, CONTENT_TYPE, body)
                .withHeader("Content-Encoding", encodingHeader && !plain.get() ? "gzip" : "identity");
    }

    private boolean expired(String stamp) {
        try {
            Instant signed = STAMP.parse(stamp, Instant::from);
            return clock.protocolNow().isAfter(signed.plus(LIFETIME));
        } catch (DateTimeParseException notSignedByUs) {
            return true;
        }
    }

    /// Unguessable enough for a simulator: whoever alters the address gets another value.
    private String signature(String documentId, String stamp, boolean encodingHeader) {
        Dice dice = Dice.of(secret, documentId + stamp, encodingHeader ? 1 : 0);
        return dice.letters(64).toLowerCase(Locale.ROOT);
    }

    private static Response denied(String code, String message) {
        return error(403, code, message);
    }

    private static Response error(int status, String code, String message) {
        return Response.xml(
                status,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>" + message
                        + "</Message></Error>");
    }
}
