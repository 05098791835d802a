package org.tieout.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A fault ordered in advance: which requests it meets (an empty criterion meets all), how many of them it
/// lets pass
/// first, how often it strikes, when in the life of a request, and what happens. Build one with [#on]:
/// `Fault.on("qbo").method("POST").path("/batch$").times(3).afterCommit(new Drop())`. Immutable.
public record Fault(
        String face,
        Optional<String> method,
        Optional<Pattern> path,
        Optional<String> bodyContains,
        int skip,
        int times,
        When when,
        What what) {

    /// The moment of the fault relative to the model's effect.
    public enum When {
        /// The face never sees the request.
        BEFORE_ACCEPT,
        /// The model's effect took place; the answer is what fails.
        AFTER_COMMIT,
        /// The effect took place and half of the answer's body has been sent.
        MID_BODY
    }

    /// What goes wrong.
    public sealed interface What permits Drop, Stall, Status, Corrupt, Truncate {}

    /// The connection is closed without (the rest of) an answer.
    public record Drop() implements What {}

    /// The request waits, then goes on as if nothing had happened.
    public record Stall(Duration length) implements What {}

    /// Another status is answered. Without a body the face supplies the vendor's own.
    public record Status(int status, Map<String, String> headers, Optional<String> body) implements What {
        /// The vendor's body for this status.
        public Status(int status) {
            this(status, Map.of(), Optional.empty());
        }
    }

    /// The answer's bytes are garbled: a text no longer parses, a compressed stream fails its checksum.
    public record Corrupt() implements What {}

    /// A well-formed answer whose body is only this part (0 to 1) of the true one.
    public record Truncate(BigDecimal ratio) implements What {}

    /// Whether this fault means the request; `request` is seen below the face's prefix.
    boolean meets(String requestFace, Request request) {
        return face.equals(requestFace)
                && method.map(request.method()::equals).orElse(true)
                && path.map(pattern -> pattern.matcher(request.path()).find()).orElse(true)
                && bodyContains.map(request.text()::contains).orElse(true);
    }

    /// Starts a fault for one face; it strikes once unless [Builder#times] says otherwise.
    public static Builder on(String face) {
        return new Builder(face);
    }

    /// Reads the control endpoint's form of a fault.
    ///
    /// @throws IllegalArgumentException naming the field that is wrong
    public static Fault fromJson(JsonNode json) {
        Builder builder = on(text(json, "face").orElseThrow(() -> new IllegalArgumentException("face is required")));
        text(json, "method").ifPresent(builder::method);
        text(json, "path").ifPresent(builder::path);
        text(json, "bodyContains").ifPresent(builder::bodyContains);
        builder.skip(json.path("skip").asInt(0)).times(json.path("times").asInt(1));
        return builder.build(When.valueOf(text(json, "when").orElse("BEFORE_ACCEPT")), what(json.path("what")));
    }

    private static What what(JsonNode json) {
        return switch (text(json, "kind").orElse("")) {
            case "DROP" -> new Drop();
            case "STALL" -> new Stall(Duration.ofMillis(json.path("millis").asLong()));
            case "STATUS" -> new Status(json.path("status").asInt(), headers(json.path("headers")), text(json, "body"));
            case "CORRUPT" -> new Corrupt();
            case "TRUNCATE" -> new Truncate(json.path("ratio").decimalValue());
            default -> throw new IllegalArgumentException("what.kind is one of DROP, STALL, STATUS, CORRUPT, TRUNCATE");
        };
    }

    private static Map<String, String> headers(JsonNode json) {
        Map<String, String> headers = new LinkedHashMap<>();
        json.properties()
                .forEach(field -> headers.put(field.getKey(), field.getValue().asText()));
        return headers;
    }

    private static Optional<String> text(JsonNode json, String field) {
        return Optional.ofNullable(json.get(field)).map(JsonNode::asText);
    }

    /// Collects the criteria of a fault; the last call names when and what. Not thread-safe.
    public static final class Builder {
        private final String face;
        private Optional<String> method = Optional.empty();
        private Optional<Pattern> path = Optional.empty();
        private Optional<String> bodyContains = Optional.empty();
        private int skip;
        private int times = 1;

        private Builder(String face) {
            this.face = face;
        }

        /// Only this HTTP method.
        public Builder method(String value) {
            method = Optional.of(value);
            return this;
        }

        /// Only paths (below the face's prefix) in which this regular expression is found.
        public Builder path(String regex) {
            path = Optional.of(Pattern.compile(regex));
            return this;
        }

        /// Only requests whose body contains this text.
        public Builder bodyContains(String text) {
            bodyContains = Optional.of(text);
            return this;
        }

        /// Lets the first `count` matching requests pass.
        public Builder skip(int count) {
            skip = count;
            return this;
        }

        /// Strikes this often.
        public Builder times(int count) {
            times = count;
            return this;
        }

        /// The face never sees the request.
        public Fault beforeAccept(What what) {
            return build(When.BEFORE_ACCEPT, what);
        }

        /// The effect took place; the answer fails.
        public Fault afterCommit(What what) {
            return build(When.AFTER_COMMIT, what);
        }

        /// The effect took place; the answer fails in the middle of its body.
        public Fault midBody(What what) {
            return build(When.MID_BODY, what);
        }

        private Fault build(When when, What what) {
            return new Fault(face, method, path, bodyContains, skip, times, when, what);
        }
    }
}
