package org.tieout.simulator.qbo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;
import org.tieout.simulator.qbo.refusal.Refusals;

/// What a write means. Voids come in four spellings: `operation=void`, `operation=update&include=void`,
/// `include=void`,
/// and
/// in a batch `optionsData`.
enum Verb {
    CREATE,
    UPDATE,
    DELETE,
    VOID;

    static Verb of(String operation, Set<String> include, JsonNode body) {
        if (include.contains("void")) {
            return VOID;
        }
        return switch (operation) {
            case "delete" -> DELETE;
            case "void" -> VOID;
            case "update" -> UPDATE;
            case "", "create" -> body.has("Id") ? UPDATE : CREATE;
            default -> throw Refusals.unsupportedOperation(operation);
        };
    }

    String lower() {
        return name().toLowerCase(Locale.ROOT);
    }
}
