package org.tieout.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One request as a face sees it: the path begins after the face's own prefix, the body is complete and already
/// decompressed. Immutable.
public final class Request {
    private final String method;
    private final String path;
    private final Map<String, List<String>> query;
    private final Map<String, String> pathParameters;
    private final Headers headers;
    private final byte[] body;

    /// `rawQuery` is decoded once, as a server does.
    public Request(String method, String path, String rawQuery, Headers headers, byte[] body) {
        this(method, path, decode(rawQuery), Map.of(), headers, body.clone());
    }

    private Request(
            String method,
            String path,
            Map<String, List<String>> query,
            Map<String, String> pathParameters,
            Headers headers,
            byte[] body) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.pathParameters = pathParameters;
        this.headers = headers;
        this.body = body;
    }

    /// The same request, seen below `prefix`.
    Request below(String prefix) {
        String rest = path.substring(prefix.length());
        return new Request(method, rest.isEmpty() ? "/" : rest, query, pathParameters, headers, body);
    }

    /// The same request at another path, for a face that routes for itself.
    public Request at(String other) {
        return new Request(method, other, query, pathParameters, headers, body);
    }

    /// The same request with the variables of the route it matched.
    Request with(Map<String, String> parameters) {
        return new Request(method, path, query, Map.copyOf(parameters), headers, body);
    }

    /// GET, POST and so on.
    public String method() {
        return method;
    }

    /// The decoded path, beginning with a slash.
    public String path() {
        return path;
    }

    /// A variable of the matched route; the route declares it, so its absence is a mistake of the face.
    public String pathParameter(String name) {
        String value = pathParameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no variable " + name);
        }
        return value;
    }

    /// The first value of a query parameter.
    public Optional<String> query(String name) {
        return queryAll(name).stream().findFirst();
    }

    /// Every value of a query parameter, in order.
    public List<String> queryAll(String name) {
        return query.getOrDefault(name, List.of());
    }

    /// The names of all query parameters, in order.
    public List<String> queryNames() {
        return List.copyOf(query.keySet());
    }

    /// The first value of a header field.
    public Optional<String> header(String name) {
        return headers.first(name);
    }

    /// The body's bytes, decompressed.
    public byte[] body() {
        return body.clone();
    }

    /// The body as UTF-8 text.
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /// The body as a JSON tree, or nothing where it is none.
    public Optional<JsonNode> json() {
        return Json.parse(body);
    }

    /// The body as form fields (`application/x-www-form-urlencoded`), the first value of each.
    public Map<String, String> form() {
        Map<String, String> fields = new LinkedHashMap<>();
        decode(text().strip()).forEach((name, values) -> fields.put(name, values.getFirst()));
        return fields;
    }

    private static Map<String, List<String>> decode(String encoded) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String pair : encoded.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            fields.computeIfAbsent(unescape(name), _ -> new ArrayList<>()).add(unescape(value));
        }
        return fields;
    }

    private static String unescape(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
