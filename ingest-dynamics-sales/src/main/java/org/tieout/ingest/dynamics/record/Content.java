package org.tieout.ingest.dynamics.record;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// What a record says, as one hash. Fields without a value do not count, so that one that a later version
/// of the schema adds changes nothing as long as it is empty.
final class Content {

    private Content() {}

    /// SHA-256, in hex, of all fields but those.
    static String hash(SpecificRecord record, Set<String> without) {
        StringBuilder text = new StringBuilder("tieout content 1");
        write(record, without, text);
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void write(SpecificRecord record, Set<String> without, StringBuilder text) {
        text.append('{');
        for (Schema.Field field : record.getSchema().getFields()) {
            @Nullable Object value = record.get(field.pos());
            if (value != null && !without.contains(field.name())) {
                text.append(field.name()).append('=');
                write(value, text);
            }
        }
        text.append('}');
    }

    /// A text's length stands before it, so that no two records are written the same.
    private static void write(Object value, StringBuilder text) {
        switch (value) {
            case SpecificRecord record -> write(record, Set.of(), text);
            case List<?> list -> {
                text.append('[');
                list.forEach(each -> write(each, text));
                text.append(']');
            }
            case BigDecimal number ->
                text.append(number.stripTrailingZeros().toPlainString()).append(';');
            default -> {
                String plain = value.toString();
                text.append(plain.length()).append(':').append(plain);
            }
        }
    }
}
