package org.tieout.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A whole answer. Immutable; the `with…` methods return changed copies.
public final class Response {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private Response(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /// An answer of arbitrary bytes.
    public static Response bytes(int status, String contentType, byte[] body) {
        return new Response(status, Map.of("Content-Type", contentType), body.clone());
    }

    /// A JSON answer.
    public static Response json(int status, JsonNode tree) {
        return bytes(status, "application/json;charset=UTF-8", Json.bytes(tree));
    }

    /// An XML answer.
    public static Response xml(int status, String text) {
        return bytes(status, "application/xml;charset=UTF-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /// A plain-text answer.
    public static Response text(int status, String text) {
        return bytes(status, "text/plain;charset=UTF-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /// An answer without a body.
    public static Response empty(int status) {
        return new Response(status, Map.of(), new byte[0]);
    }

    /// The same answer with one header field set.
    public Response withHeader(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.put(name, value);
        return new Response(status, Map.copyOf(changed), body);
    }

    /// The same answer with another body.
    public Response withBody(byte[] replacement) {
        return new Response(status, headers, replacement.clone());
    }

    /// The HTTP status.
    public int status() {
        return status;
    }

    /// The header fields to send.
    public Map<String, String> headers() {
        return headers;
    }

    /// One header field.
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /// The body's bytes.
    public byte[] body() {
        return body.clone();
    }
}
