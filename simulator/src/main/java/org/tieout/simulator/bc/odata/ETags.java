package org.tieout.simulator.bc.odata;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tieout.simulator.state.Entity;

/// ETags as the vendor writes them, opaque to clients, another one after each change (sections 4 and 5). Stateless.
final class ETags {
    private static final Pattern FORM = Pattern.compile("W/\"[A-Za-z0-9+/=]+\"");

    private ETags() {}

    static String of(Entity entity) {
        String plain =
                "'19;" + Long.toUnsignedString(entity.id().getLeastSignificantBits()) + entity.version() + ";00;'";
        return "W/\"" + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8)) + "\"";
    }

    /// Refuses a change that names another version; `required` also refuses one that names none.
    static void check(Optional<String> ifMatch, Entity current, boolean required) {
        if (ifMatch.isEmpty()) {
            if (required) {
                throw Refusals.noToken();
            }
            return;
        }
        String token = ifMatch.get().strip();
        if (token.equals("*")) {
            return;
        }
        if (!FORM.matcher(token).matches()) {
            throw Refusals.noToken();
        }
        if (!token.equals(of(current))) {
            throw Refusals.changed();
        }
    }
}
