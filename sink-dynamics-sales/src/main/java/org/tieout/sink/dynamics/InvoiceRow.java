package org.tieout.sink.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.tieout.event.Money;
import org.tieout.event.StatusUpdate;
import org.tieout.runtime.http.Json;

/// The row of the table of invoices that stands for a posted document (memo, 8.5 and 10). Its id follows from the
/// document's, so that however often it is made there is one (memo, 7).
///
/// @param id the row's id
/// @param line the id of its one line
/// @param number the document's number
/// @param total what it comes to, tax included
/// @param currency of the total
/// @param state by what is paid
/// @param status by what is paid
/// @param ifThere whether it is brought up to date only where it stands: what is cancelled is not begun
record InvoiceRow(
        String id,
        String line,
        String number,
        BigDecimal total,
        String currency,
        int state,
        int status,
        boolean ifThere) {
    /// A namespace of our own for ids made of names (RFC 9562, 5.5).
    private static final UUID NAMESPACE = UUID.fromString("6d2f5b0e-9a3c-4f57-8e21-0c4b7d91a6e3");

    /// Nothing where the document is not posted: no ledger holds it.
    static Optional<InvoiceRow> of(StatusUpdate update) {
        String document = update.getDocumentId();
        Money total = update.getTotal();
        if (document == null || update.getNumber() == null || total == null) {
            return Optional.empty();
        }
        return switch (update.getStatus()) {
            case "Posted", "Paid" -> Optional.of(paid(update, document, total));
            case "Canceled", "Deleted" -> Optional.of(row(update, document, total, 3, 100003, true));
            default -> Optional.empty();
        };
    }

    private static InvoiceRow paid(StatusUpdate update, String document, Money total) {
        Money open = update.getOpen();
        boolean whole = update.getStatus().equals("Paid")
                || (open != null
                        && open.getAmount().signum() <= 0
                        && total.getAmount().signum() > 0);
        if (whole) {
            return row(update, document, total, 2, 100001, false);
        }
        boolean part = open != null && open.getAmount().compareTo(total.getAmount()) < 0;
        return part ? row(update, document, total, 2, 100002, false) : row(update, document, total, 0, 4, false);
    }

    private static InvoiceRow row(
            StatusUpdate update, String document, Money total, int state, int status, boolean ifThere) {
        String name = document.toLowerCase(Locale.ROOT);
        return new InvoiceRow(
                derived(name).toString(),
                derived(name + "/line").toString(),
                String.valueOf(update.getNumber()),
                total.getAmount(),
                total.getCurrency(),
                state,
                status,
                ifThere);
    }

    ObjectNode json() {
        return Json.object()
                .put("id", id)
                .put("line", line)
                .put("number", number)
                .put("total", total)
                .put("currency", currency)
                .put("statecode", state)
                .put("statuscode", status)
                .put("ifThere", ifThere);
    }

    static InvoiceRow read(JsonNode json) {
        return new InvoiceRow(
                json.path("id").asText(),
                json.path("line").asText(),
                json.path("number").asText(),
                Json.number(json, "total"),
                json.path("currency").asText(),
                json.path("statecode").asInt(),
                json.path("statuscode").asInt(),
                json.path("ifThere").asBoolean());
    }

    /// What the row is addressed by.
    String row() {
        return "invoices(" + id + ")";
    }

    ObjectNode states() {
        return Json.object().put("statecode", state).put("statuscode", status);
    }

    /// Whether the row says of payment what it should.
    boolean isStateOf(JsonNode row) {
        return row.path("statecode").asInt(-1) == state
                && row.path("statuscode").asInt(-1) == status;
    }

    /// A version 5 UUID.
    static UUID derived(String name) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(16)
                    .putLong(NAMESPACE.getMostSignificantBits())
                    .putLong(NAMESPACE.getLeastSignificantBits())
                    .array());
            ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
            return new UUID(
                    (hash.getLong() & 0xffffffffffff0fffL) | 0x5000L,
                    (hash.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
