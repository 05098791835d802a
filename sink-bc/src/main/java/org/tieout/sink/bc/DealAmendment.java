package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.http.Json;
import org.tieout.sink.bc.BcClient.Operation;

/// Changes an order or draft of an earlier revision into what is commanded now, in place: people know its number. One
/// step at a time, the mark last: as long as the old mark is on it, all of it is done again.
final class DealAmendment {
    private static final Set<String> FIXED = Set.of("customerNumber", "currencyCode", "externalDocumentNumber");
    private static final int SEQUENCE = 10_000;

    private final BcClient client;
    private final PostingCommand command;
    private final ObjectNode body;
    private final DealLook.Standing draft;

    /// @param body what would be sent to create it
    DealAmendment(BcClient client, PostingCommand command, ObjectNode body, DealLook.Standing draft) {
        this.client = client;
        this.command = command;
        this.body = body;
        this.draft = draft;
    }

    /// Whether it can be changed at all: neither its kind can be, nor customer and currency once it has lines.
    boolean isPossible(String currency) {
        return draft.type() == DealLook.type(command)
                && DealLook.sale(command)
                        .getCustomerNumber()
                        .equalsIgnoreCase(draft.json().path("customerNumber").asText())
                && command.getDocument().getCurrency().equalsIgnoreCase(currency);
    }

    /// The header first: only the version that was read. Empty where it is right already.
    Optional<BcReply> changeHeader() {
        ObjectNode header = header();
        return header.isEmpty()
                ? Optional.empty()
                : Optional.of(client.batch(
                                "amendDocuments",
                                List.of(Operation.patch(
                                        client.inCompany(address()),
                                        draft.json().path("@odata.etag").asText(),
                                        Json.write(header))))
                        .getFirst());
    }

    /// The lines, and when all of them are there the mark. Answers how the first step that failed did, else the last.
    BcReply changeLines() {
        JsonNode mark = DealMarks.line(draft.json(), draft.type(), command.getPostingId())
                .orElseThrow(() -> new IllegalStateException("a document without a mark is none of ours"));
        List<Operation> operations = new ArrayList<>();
        for (JsonNode line : draft.json().path(draft.type().lines())) {
            if (!line.path("id").equals(mark.path("id"))) {
                operations.add(Operation.delete(client.inCompany(line(line)), ""));
            }
        }
        BcReply removed = all(operations);
        if (!(removed instanceof BcReply.Heard)) {
            return removed;
        }
        BcReply added = all(insertions(mark.path("sequence").asInt()));
        if (!(added instanceof BcReply.Heard)) {
            return added;
        }
        return all(List.of(Operation.patch(
                client.inCompany(line(mark)),
                "*",
                Json.write(Json.object().put("description", Mark.of(command.getPostingId()))))));
    }

    /// What of the header differs. What is not commanded stays as the company has it.
    private ObjectNode header() {
        ObjectNode changes = Json.object();
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            JsonNode held = draft.json().path(field.getKey());
            boolean same = held.asText().equalsIgnoreCase(field.getValue().asText());
            if (field.getValue().isValueNode() && !FIXED.contains(field.getKey()) && !same) {
                changes.set(field.getKey(), field.getValue());
            }
        }
        if (!body.has("requestedDeliveryDate")
                && Dates.of(draft.json(), "requestedDeliveryDate").isPresent()) {
            changes.put("requestedDeliveryDate", "0001-01-01");
        }
        return changes;
    }

    /// The lines after the mark, each in its place: a line that was inserted already would be refused, not doubled.
    private List<Operation> insertions(int after) {
        List<Operation> operations = new ArrayList<>();
        int sequence = after;
        for (JsonNode line : body.path(draft.type().lines())) {
            if (!Mark.isOne(line.path("description").asText())) {
                sequence += SEQUENCE;
                ObjectNode placed = Json.object().put("sequence", sequence);
                placed.setAll((ObjectNode) line);
                operations.add(Operation.post(
                        client.inCompany(address() + "/" + draft.type().lines()), Json.write(placed)));
            }
        }
        return operations;
    }

    private BcReply all(List<Operation> operations) {
        BcReply last = new BcReply.Heard(Json.object());
        for (List<Operation> some : BcClient.hundreds(operations)) {
            for (BcReply reply : client.batch("amendDocuments", some)) {
                if (!(reply instanceof BcReply.Heard)) {
                    return reply;
                }
                last = reply;
            }
        }
        return last;
    }

    private String address() {
        return draft.type().set() + "(" + draft.json().path("id").asText() + ")";
    }

    private String line(JsonNode line) {
        return address() + "/" + draft.type().lines() + "(" + line.path("id").asText() + ")";
    }
}
