package org.tieout.accounting.export;

import java.util.List;
import java.util.Locale;

/// Writes one JSON object, field by field.
final class JsonObject {

    private final StringBuilder text = new StringBuilder("{");

    JsonObject text(String field, String value) {
        return raw(field, quoted(value));
    }

    JsonObject number(String field, long value) {
        return raw(field, Long.toString(value));
    }

    /// @param values each as JSON
    JsonObject array(String field, List<String> values) {
        return raw(field, "[" + String.join(",", values) + "]");
    }

    String end() {
        return text.append('}').toString();
    }

    private JsonObject raw(String field, String json) {
        if (text.length() > 1) {
            text.append(',');
        }
        text.append(quoted(field)).append(':').append(json);
        return this;
    }

    /// A string as section 7 of RFC 8259 has it.
    static String quoted(String value) {
        var quoted = new StringBuilder(value.length() + 2).append('"');
        for (var i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < ' ') {
                        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
