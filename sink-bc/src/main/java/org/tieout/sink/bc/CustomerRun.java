package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tieout.event.CustomerReference;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.sink.Answered;
import org.tieout.runtime.sink.ItemOutcome;

/// One customer on its way through look, decide and write. Numbers of customers are unique in Business Central, so that
/// one that was cut off anywhere finds what it made (memo, 7.5, 9). Used once, by one thread.
final class CustomerRun {
    static final String VENDOR_TYPE = "customer";
    private static final String SET = "customers";
    private static final int ROUNDS = 4;

    private final BcClient client;
    private final CustomerReference reference;
    private final CustomerFields fields;
    private final CustomerBody body;

    CustomerRun(BcClient client, CustomerReference reference, CustomerFields fields, CustomerBody body) {
        this.client = client;
        this.reference = reference;
        this.fields = fields;
        this.body = body;
    }

    ItemOutcome outcome() {
        for (int round = 0; round < ROUNDS; round++) {
            Answered<List<List<JsonNode>>> answer = client.read("readCustomers", questions());
            if (!(answer instanceof Answered.Heard<List<List<JsonNode>>>(var lists))) {
                return Outcomes.unsent(answer);
            }
            Optional<JsonNode> known =
                    lists.size() > 1 ? lists.getLast().stream().findFirst() : Optional.empty();
            Optional<ItemOutcome> outcome = known.isPresent()
                    ? update(known.get(), body.before())
                    : unknown(lists.getFirst().stream().findFirst());
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        return new ItemOutcome.Later("the customer changes while it is being written", Optional.empty());
    }

    private List<String> questions() {
        List<String> questions =
                new ArrayList<>(Odata.anyOf(SET, "number", List.of(Odata.quoted(reference.getNumber())), ""));
        body.id().ifPresent(id -> questions.addAll(Odata.anyOf(SET, "id", List.of(id), "")));
        return questions;
    }

    /// None that we wrote before: one of that number is taken over, or there is a reason not to; else one is made.
    private Optional<ItemOutcome> unknown(Optional<JsonNode> numbered) {
        if (numbered.isEmpty()) {
            return reference.getMapped()
                    ? refused(
                            "customer-missing",
                            "The company has no customer " + reference.getNumber() + ", to which the record is mapped",
                            "Create it in Business Central, or correct the mapping, then retry.")
                    : create();
        }
        JsonNode customer = numbered.get();
        boolean sameName = fold(customer.path("displayName").asText()).equals(fold(name()));
        boolean made = CustomerFields.holds(customer, body.writing(), Map.of(), body.salt());
        return reference.getMapped() || sameName || made
                ? update(customer, Map.of())
                : refused(
                        "customer-taken",
                        "The customer " + reference.getNumber() + " is there already under another name",
                        "Map the record to the customer it is, or give it another number in the CRM, then retry.");
    }

    private Optional<ItemOutcome> create() {
        ObjectNode json = Json.object().put("number", reference.getNumber());
        fields.values().forEach((field, value) -> {
            if (!value.isEmpty()) {
                json.put(field, value);
            }
        });
        BcReply reply = client.batch(
                        "createCustomer", List.of(BcClient.Operation.post(client.inCompany(SET), Json.write(json))))
                .getFirst();
        return switch (reply) {
            // Somebody was faster, or we were: looked at again.
            case BcReply.Faulted(var fault) when Verdict.of(fault) instanceof Verdict.LookUp -> Optional.empty();
            case BcReply.Heard(var created) -> Optional.of(posted(created, false, Map.of()));
            case BcReply.Faulted _, BcReply.NotNow _, BcReply.Stopped _, BcReply.Unheard _ ->
                Optional.of(CustomerOutcomes.of(reply, reference.getNumber()));
        };
    }

    private Optional<ItemOutcome> update(JsonNode customer, Map<String, String> before) {
        String number = customer.path("number").asText();
        if (!number.equalsIgnoreCase(reference.getNumber())) {
            return refused(
                    "customer-renumbered",
                    "The customer " + reference.getNumber() + " has the number " + number + " now",
                    "Map the record to " + number + ", or give the customer its old number, then retry.");
        }
        return switch (fields.decide(customer, before)) {
            case CustomerFields.Decision.Same _ -> Optional.of(posted(customer, true, before));
            case CustomerFields.Decision.Edited(var edited) ->
                refused(
                        "customer-edited",
                        "Somebody changed " + String.join(", ", edited) + " of customer " + number
                                + " in Business Central since it was last written from the CRM",
                        "Set it right in the CRM, or put the old value back in Business Central, then run `tieout"
                                + " retry`.");
            case CustomerFields.Decision.Write(var changes) -> write(customer, changes, before);
        };
    }

    /// Exactly the version that was compared.
    private Optional<ItemOutcome> write(JsonNode customer, Map<String, String> changes, Map<String, String> before) {
        ObjectNode json = Json.object();
        changes.forEach(json::put);
        BcReply reply = client.batch(
                        "updateCustomer",
                        List.of(BcClient.Operation.patch(
                                client.inCompany(SET + "(" + customer.path("id").asText() + ")"),
                                customer.path("@odata.etag").asText(),
                                Json.write(json))))
                .getFirst();
        return switch (reply) {
            case BcReply.Faulted(var fault) when Verdict.of(fault) instanceof Verdict.Changed -> Optional.empty();
            case BcReply.Heard(var changed) -> Optional.of(posted(changed, false, before));
            case BcReply.Faulted _, BcReply.NotNow _, BcReply.Stopped _, BcReply.Unheard _ ->
                Optional.of(CustomerOutcomes.of(reply, reference.getNumber()));
        };
    }

    private ItemOutcome posted(JsonNode customer, boolean found, Map<String, String> before) {
        return Json.text(customer, "id")
                .<ItemOutcome>map(id -> new ItemOutcome.Posted(
                        id,
                        VENDOR_TYPE,
                        Json.text(customer, "number"),
                        found,
                        Optional.empty(),
                        fields.written(customer, before)))
                .orElseGet(() -> new ItemOutcome.Unknown("an answer without the customer"));
    }

    private String name() {
        return fields.values().getOrDefault("displayName", "");
    }

    private static String fold(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private static Optional<ItemOutcome> refused(String code, String reason, String nextStep) {
        return Optional.of(new ItemOutcome.Refused(code, reason, nextStep));
    }
}
