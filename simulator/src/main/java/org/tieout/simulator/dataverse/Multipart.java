package org.tieout.simulator.dataverse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tieout.simulator.dataverse.model.Refusals;

/// Reads the parts of a `multipart/mixed` body (section 12). Stateless.
final class Multipart {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";\\s]+)\"?");

    private Multipart() {}

    /// A part: its header fields, names in lower case, and what follows the blank line.
    record Part(Map<String, String> headers, String content) {
        Part {
            headers = new LinkedHashMap<>(headers);
        }

        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        /// The boundary of the parts inside, where this is a change set.
        Optional<String> boundary() {
            return header("content-type")
                    .filter(type -> type.startsWith("multipart/mixed"))
                    .flatMap(Multipart::boundary);
        }
    }

    static Optional<String> boundary(String contentType) {
        Matcher matcher = BOUNDARY.matcher(contentType);
        return contentType.startsWith("multipart/mixed") && matcher.find()
                ? Optional.of(matcher.group(1))
                : Optional.empty();
    }

    /// The parts between the boundaries; lines end with CR LF.
    static List<Part> parts(String body, String boundary) {
        String open = "--" + boundary;
        int at = body.indexOf(open);
        if (at < 0 || !body.contains(open + "--")) {
            throw Refusals.query("The multipart body does not hold its boundary '" + boundary + "'.");
        }
        List<Part> parts = new ArrayList<>();
        while (!body.startsWith(open + "--", at)) {
            int start = at + open.length();
            if (!body.startsWith("\r\n", start)) {
                throw Refusals.query("Lines of a multipart body end with CR LF.");
            }
            int end = body.indexOf("\r\n" + open, start);
            if (end < 0) {
                throw Refusals.query("The multipart body ends before its last boundary.");
            }
            parts.add(part(body.substring(start + 2, end)));
            at = end + 2;
        }
        return parts;
    }

    /// Splits header fields from content.
    static Part part(String text) {
        int blank = text.indexOf("\r\n\r\n");
        String head = blank < 0 ? text : text.substring(0, blank);
        return new Part(headers(head), blank < 0 ? "" : text.substring(blank + 4));
    }

    static Map<String, String> headers(String head) {
        Map<String, String> headers = new LinkedHashMap<>();
        head.lines().filter(line -> line.contains(":")).forEach(line -> {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        });
        return headers;
    }
}
