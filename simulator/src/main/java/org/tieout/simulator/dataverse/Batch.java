package org.tieout.simulator.dataverse;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tieout.simulator.dataverse.model.Caller;
import org.tieout.simulator.dataverse.model.Organization;
import org.tieout.simulator.dataverse.model.Refusals;
import org.tieout.simulator.dataverse.odata.Answers;
import org.tieout.simulator.dataverse.odata.Preferences;
import org.tieout.simulator.http.Headers;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.http.Response;
import org.tieout.simulator.odata.Refusal;

/// `$batch`: multipart only, at most 1,000 operations, one after the other; a change set is one transaction (section
/// 12). Thread-safe.
final class Batch {
    private static final int MOST = 1000;
    private static final int LONGEST_URL = 64 * 1024;
    private static final Pattern LINE = Pattern.compile("([A-Z]+) (\\S+) HTTP/1\\.1");
    private static final Pattern CONTENT_REFERENCE = Pattern.compile("\\$(\\d+)");

    private final Organization organization;
    private final Api api;
    private final String root;

    Batch(Organization organization, Api api, String root) {
        this.organization = organization;
        this.api = api;
        this.root = root;
    }

    private record Item(List<Operation> operations, boolean changeSet) {}

    private record Operation(Multipart.Part part, Optional<String> contentId) {}

    /// One written part of the reply, and how it went.
    private record Written(String text, int status) {}

    Response answer(Request request, Caller caller) {
        try {
            if (!request.method().equals("POST")) {
                throw Refusals.method(request.method(), "$batch");
            }
            String type = request.header("Content-Type").orElse("");
            String boundary = Multipart.boundary(type)
                    .orElseThrow(() -> new Refusal(
                            415, "0x80060888", "A batch is of the content type multipart/mixed with a boundary."));
            List<Item> items = items(Multipart.parts(request.text(), boundary));
            return run(items, Preferences.of(request).continueOnError(), caller);
        } catch (Refusal refusal) {
            return Answers.refusal(refusal);
        }
    }

    private List<Item> items(List<Multipart.Part> parts) {
        List<Item> items = new ArrayList<>();
        int count = 0;
        for (Multipart.Part part : parts) {
            Optional<String> inner = part.boundary();
            List<Operation> operations = new ArrayList<>();
            if (inner.isPresent()) {
                Multipart.parts(part.content(), inner.get()).forEach(one -> operations.add(operation(one, true)));
            } else {
                operations.add(operation(part, false));
            }
            count += operations.size();
            items.add(new Item(operations, inner.isPresent()));
        }
        if (count > MOST) {
            throw Refusals.query("The maximum number of operations in a batch is " + MOST + ".");
        }
        return items;
    }

    private static Operation operation(Multipart.Part part, boolean inChangeSet) {
        boolean http = part.header("content-type")
                .filter(type -> type.startsWith("application/http"))
                .isPresent();
        boolean binary = part.header("content-transfer-encoding")
                .filter("binary"::equals)
                .isPresent();
        if (!http || !binary) {
            throw Refusals.query("A part of a batch is application/http with Content-Transfer-Encoding: binary.");
        }
        boolean reads = part.content().startsWith("GET ");
        if (inChangeSet && reads) {
            throw Refusals.query("A change set cannot hold a GET.");
        }
        Optional<String> id = part.header("content-id");
        if (inChangeSet && id.isEmpty()) {
            throw Refusals.query("A part of a change set needs a Content-ID.");
        }
        return new Operation(part, id);
    }

    private Response run(List<Item> items, boolean goOn, Caller caller) {
        String boundary = "batchresponse_" + organization.passingId();
        StringBuilder body = new StringBuilder();
        int status = 200;
        for (Item item : items) {
            Written written = item.changeSet()
                    ? changeSet(item, caller)
                    : single(item.operations().getFirst(), caller);
            body.append("--").append(boundary).append("\r\n").append(written.text());
            if (written.status() >= 400 && !goOn) {
                status = written.status();
                break;
            }
        }
        body.append("--").append(boundary).append("--\r\n");
        return Response.bytes(
                        status,
                        "multipart/mixed; boundary=" + boundary,
                        body.toString().getBytes(StandardCharsets.UTF_8))
                .withHeader("OData-Version", "4.0");
    }

    private Written single(Operation operation, Caller caller) {
        try {
            Response response = api.answer(request(operation, Map.of()), caller);
            return new Written(written(response, Optional.empty()), response.status());
        } catch (Refusal refusal) {
            return new Written(written(Answers.refusal(refusal), Optional.empty()), refusal.status());
        }
    }

    private Written changeSet(Item item, Caller caller) {
        String boundary = "changesetresponse_" + organization.passingId();
        try {
            String inner = organization.atomically(() -> {
                StringBuilder body = new StringBuilder();
                Map<String, String> made = new HashMap<>();
                for (Operation operation : item.operations()) {
                    Response response = api.inside(request(operation, made), caller);
                    operation
                            .contentId()
                            .ifPresent(id ->
                                    response.header("OData-EntityId").ifPresent(address -> made.put(id, address)));
                    body.append("--").append(boundary).append("\r\n").append(written(response, operation.contentId()));
                }
                return body.append("--").append(boundary).append("--\r\n").toString();
            });
            return new Written("Content-Type: multipart/mixed; boundary=" + boundary + "\r\n\r\n" + inner, 200);
        } catch (Refusal refusal) {
            String inner = "--" + boundary + "\r\n" + written(Answers.refusal(refusal), Optional.of("1")) + "--"
                    + boundary + "--\r\n";
            return new Written(
                    "Content-Type: multipart/mixed; boundary=" + boundary + "\r\n\r\n" + inner, refusal.status());
        }
    }

    private Request request(Operation operation, Map<String, String> made) {
        try {
            return read(operation, made);
        } catch (IllegalArgumentException badEscape) {
            throw Refusals.query("A request of the batch cannot be read: " + badEscape.getMessage());
        }
    }

    /// The request of a part; `$1` in its address and its binds stands for what part 1 made.
    private Request read(Operation operation, Map<String, String> made) {
        String content = operation.part().content();
        int end = content.indexOf("\r\n");
        Matcher line = LINE.matcher(end < 0 ? content.strip() : content.substring(0, end));
        if (!line.matches()) {
            throw Refusals.query("A part begins with a request line, not with '"
                    + content.lines().findFirst().orElse("") + "'.");
        }
        Multipart.Part http = Multipart.part(end < 0 ? "" : content.substring(end + 2));
        String url = resolved(line.group(2), made);
        if (url.length() > LONGEST_URL) {
            throw new Refusal(414, "0x80060888", "The URL is longer than 64 KB.");
        }
        String relative = relative(url);
        int question = relative.indexOf('?');
        Map<String, List<String>> headers = new HashMap<>();
        http.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        return new Request(
                line.group(1),
                "/"
                        + URLDecoder.decode(
                                (question < 0 ? relative : relative.substring(0, question)).replace("+", "%2B"),
                                StandardCharsets.UTF_8),
                question < 0 ? "" : relative.substring(question + 1),
                new Headers(headers),
                resolvedBody(http.content(), made).strip().getBytes(StandardCharsets.UTF_8));
    }

    private String relative(String url) {
        if (url.startsWith(root)) {
            return url.substring(root.length());
        }
        String path = root.replaceFirst("^https?://[^/]+", "");
        if (url.startsWith(path)) {
            return url.substring(path.length());
        }
        if (url.startsWith("http")) {
            throw Refusals.query("The request URI '" + url + "' is not below the service root.");
        }
        return url.startsWith("/") ? url.substring(1) : url;
    }

    private static String resolved(String url, Map<String, String> made) {
        Matcher reference = CONTENT_REFERENCE.matcher(url);
        return reference.lookingAt() ? address(reference.group(1), made) + url.substring(reference.end()) : url;
    }

    private static String resolvedBody(String body, Map<String, String> made) {
        Matcher reference = Pattern.compile("\"\\$(\\d+)\"").matcher(body);
        return reference.replaceAll(match -> "\"" + Matcher.quoteReplacement(address(match.group(1), made)) + "\"");
    }

    private static String address(String id, Map<String, String> made) {
        return Optional.ofNullable(made.get(id))
                .orElseThrow(() -> Refusals.query("Content-ID reference '$" + id + "' does not exist in the batch."));
    }

    private static String written(Response response, Optional<String> contentId) {
        StringBuilder text =
                new StringBuilder("Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n");
        contentId.ifPresent(id -> text.append("Content-ID: ").append(id).append("\r\n"));
        text.append("\r\nHTTP/1.1 ")
                .append(response.status())
                .append(' ')
                .append(reason(response.status()))
                .append("\r\n");
        response.headers()
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append("\r\n"));
        return text.append("\r\n")
                .append(new String(response.body(), StandardCharsets.UTF_8))
                .append("\r\n")
                .toString();
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 201 -> "Created";
            case 204 -> "No Content";
            case 304 -> "Not Modified";
            case 400 -> "Bad Request";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 412 -> "Precondition Failed";
            default -> "Status";
        };
    }
}
