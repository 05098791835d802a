package org.tieout.sink.dynamics;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tieout.event.DocumentKind;
import org.tieout.event.PostingCommand;
import org.tieout.event.StatusUpdate;
import org.tieout.runtime.config.WriteBack;
import org.tieout.runtime.config.WriteBack.Part;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.sink.Prepared;

/// What is to stand in the CRM for a status: the same command gives the same bytes. Pure.
///
/// Lengths are those of the columns that the documentation has the organisation make (memo, 10): what identifies is
/// never cut, the explanation is, with a mark where it ends.
final class Rendering {
    private static final int NUMBER = 20;
    private static final int ID = 36;
    private static final int STATUS = 100;
    private static final int ERROR = 2000;
    private static final int HEX = 32;

    private final WriteBack writeBack;

    Rendering(WriteBack writeBack) {
        this.writeBack = writeBack;
    }

    Prepared render(PostingCommand command) {
        StatusUpdate update = command.getDocument().getStatusUpdate();
        if (command.getDocument().getKind() != DocumentKind.STATUS_UPDATE || update == null) {
            return unpostable(
                    "kind",
                    "Dynamics 365 Sales takes what became of a deal, not a "
                            + command.getDocument().getKind());
        }
        Optional<SalesTable> table = SalesTable.of(update.getTable());
        Optional<String> id = guid(update.getRecordId());
        if (table.isEmpty() || id.isEmpty()) {
            return unpostable(
                    "record",
                    "the deal's record is a " + update.getTable() + " " + update.getRecordId()
                            + ", which no row can be");
        }
        for (var limit : new Limit[] {
            new Limit("number", update.getNumber(), NUMBER),
            new Limit("id", update.getDocumentId(), ID),
            new Limit("status", update.getStatus(), STATUS)
        }) {
            if (limit.isPassed()) {
                return unpostable(
                        "length",
                        "the document's " + limit.what() + " \"" + limit.text() + "\" is longer than " + limit.longest()
                                + " characters");
            }
        }
        ObjectNode body = Json.object().put("table", table.get().logicalName()).put("id", id.get());
        switch (writeBack.mode()) {
            case COLUMNS -> body.set("columns", columns(update));
            case INVOICE -> InvoiceRow.of(update).ifPresent(row -> body.set("invoice", row.json()));
            case OFF -> {
                // Nothing is written.
            }
        }
        return new Prepared.Body(Json.write(body));
    }

    private record Limit(String what, @Nullable String text, int longest) {
        boolean isPassed() {
            return text != null && text.length() > longest;
        }
    }

    private ObjectNode columns(StatusUpdate update) {
        ObjectNode columns = Json.object();
        for (Part part : Part.values()) {
            String column = writeBack.columns().get(part);
            if (column != null) {
                columns.put(column, value(part, update));
            }
        }
        return columns;
    }

    /// Null clears a column (memo, 2).
    private static @Nullable String value(Part part, StatusUpdate update) {
        String value = switch (part) {
            case NUMBER -> update.getNumber();
            case ID -> update.getDocumentId();
            case DATE ->
                update.getPostingDate() == null ? null : update.getPostingDate().toString();
            case STATUS -> update.getStatus();
            case ERROR ->
                update.getProblem() == null ? null : cut(update.getProblem().strip());
        };
        return value == null || value.isEmpty() ? null : value;
    }

    private static String cut(String text) {
        return text.length() <= ERROR ? text : text.substring(0, ERROR - 1) + "…";
    }

    /// A GUID as addresses write it, from either of its two forms.
    static Optional<String> guid(String text) {
        String hyphened =
                text.length() == HEX ? text.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5") : text;
        try {
            String canonical = UUID.fromString(hyphened).toString();
            return canonical.equals(hyphened.toLowerCase(Locale.ROOT)) ? Optional.of(canonical) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Prepared unpostable(String code, String reason) {
        return new Prepared.Unpostable(
                code, reason, "This is no setting of yours: report it with `tieout audit` of the deal.");
    }
}
