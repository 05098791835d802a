package org.tieout.simulator.dataverse.odata;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.tieout.simulator.dataverse.model.Refusals;
import org.tieout.simulator.http.Request;

/// What a `Prefer` header asks for (section 2). Immutable.
///
/// @param annotations which annotations to write, by name or with `*` at the end
/// @param pageSize how many rows to a page
public record Preferences(
        boolean representation,
        boolean trackChanges,
        boolean continueOnError,
        List<String> annotations,
        OptionalInt pageSize) {
    /// Copies the list.
    public Preferences {
        annotations = List.copyOf(annotations);
    }

    /// Of a request.
    public static Preferences of(Request request) {
        boolean representation = false;
        boolean trackChanges = false;
        boolean continueOnError = false;
        List<String> annotations = new ArrayList<>();
        OptionalInt pageSize = OptionalInt.empty();
        for (String part : parts(request.header("Prefer").orElse(""))) {
            int equals = part.indexOf('=');
            String name =
                    (equals < 0 ? part : part.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
            String value = equals < 0 ? "" : part.substring(equals + 1).strip().replace("\"", "");
            switch (name) {
                case "return" -> representation = value.equals("representation");
                case "odata.track-changes" -> trackChanges = true;
                case "odata.continue-on-error" -> continueOnError = !value.equals("false");
                case "odata.include-annotations" -> annotations.addAll(List.of(value.split(",", -1)));
                case "odata.maxpagesize" -> pageSize = OptionalInt.of(size(value));
                default -> {
                    // A preference that is not known is not honoured, which is allowed.
                }
            }
        }
        return new Preferences(representation, trackChanges, continueOnError, annotations, pageSize);
    }

    private static int size(String text) {
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw Refusals.query("The preference odata.maxpagesize is not a positive number: '" + text + "'.");
        }
        return Integer.parseInt(text);
    }

    /// Whether this annotation was asked for.
    boolean annotate(String annotation) {
        return annotations.stream()
                .map(String::strip)
                .anyMatch(wanted -> wanted.endsWith("*")
                        ? annotation.startsWith(wanted.substring(0, wanted.length() - 1))
                        : annotation.equals(wanted));
    }

    /// What `Preference-Applied` says; empty where nothing was asked.
    Optional<String> applied() {
        List<String> applied = new ArrayList<>();
        if (representation) {
            applied.add("return=representation");
        }
        if (trackChanges) {
            applied.add("odata.track-changes");
        }
        if (!annotations.isEmpty()) {
            applied.add("odata.include-annotations=\"" + String.join(",", annotations) + "\"");
        }
        pageSize.ifPresent(size -> applied.add("odata.maxpagesize=" + size));
        return applied.isEmpty() ? Optional.empty() : Optional.of(String.join(",", applied));
    }

    private static List<String> parts(String header) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            quoted ^= c == '"';
            if (c == ',' && !quoted) {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString().strip());
        parts.removeIf(String::isEmpty);
        return parts;
    }
}
