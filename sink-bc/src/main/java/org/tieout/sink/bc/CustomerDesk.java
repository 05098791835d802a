package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tieout.event.CustomerReference;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.sink.Answered;
import org.tieout.runtime.sink.Batch;
import org.tieout.runtime.sink.Finding;
import org.tieout.runtime.sink.ItemOutcome;
import org.tieout.runtime.sink.Notices;
import org.tieout.runtime.sink.Prepared;
import org.tieout.runtime.sink.Ready;

/// Keeps customers in step with the CRM's accounts and contacts. One after the other: they are few, and each is decided
/// by what Business Central holds at that moment.
final class CustomerDesk {
    private final BcClient client;
    private final CrmRecords records;
    private final Notices notices;

    CustomerDesk(BcClient client, CrmRecords records, Notices notices) {
        this.client = client;
        this.records = records;
        this.notices = notices;
    }

    /// What an attempt carries: no name and no address.
    Prepared render(Ready ready) {
        PostingCommand command = ready.command();
        CustomerReference reference = reference(command);
        var earlier = Optional.ofNullable(command.getDocument().getCorrects()).flatMap(ready.references()::of);
        try {
            Optional<CustomerFields> fields = switch (find(command)) {
                case CrmRecords.Found.Present(var crm) -> Optional.of(CustomerFields.of(crm, reference));
                case CrmRecords.Found.Gone _ -> throw gone(reference);
                case CrmRecords.Found.Older _, CrmRecords.Found.Unread _ -> Optional.empty();
            };
            return new Prepared.Body(CustomerBody.of(earlier, fields, CrmView.hyphened(reference.getId()))
                    .text());
        } catch (Unpostable e) {
            return e.prepared();
        }
    }

    private static Unpostable gone(CustomerReference reference) {
        return new Unpostable(
                "customer-deleted",
                "The CRM has the " + reference.getKind() + " " + reference.getId() + " no more",
                "If that is right nothing is to be done; else create it again in the CRM, and what refers to it is"
                        + " commanded anew.");
    }

    /// What became of each, in order. Where the company does not answer the rest is left for later.
    List<ItemOutcome> post(List<Batch.Member> members) {
        List<ItemOutcome> outcomes = new ArrayList<>();
        boolean unavailable = false;
        for (Batch.Member member : members) {
            ItemOutcome outcome = unavailable
                    ? new ItemOutcome.Later("Business Central does not answer", Optional.empty())
                    : post(member);
            outcomes.add(outcome);
            unavailable |= Outcomes.isUnavailable(outcome);
        }
        return outcomes;
    }

    private ItemOutcome post(Batch.Member member) {
        CustomerReference reference = reference(member.command());
        try {
            return switch (find(member.command())) {
                case CrmRecords.Found.Present(var crm) -> {
                    CustomerFields fields = CustomerFields.of(crm, reference);
                    ItemOutcome outcome =
                            new CustomerRun(client, reference, fields, CustomerBody.read(member.body())).outcome();
                    tell(member.command(), fields, outcome);
                    yield outcome;
                }
                case CrmRecords.Found.Gone _ -> throw gone(reference);
                case CrmRecords.Found.Older _ ->
                    new ItemOutcome.Later("the CRM's record has not been read in this version yet", Optional.empty());
                case CrmRecords.Found.Unread(var reason) -> new ItemOutcome.Later(reason, Optional.empty());
            };
        } catch (Unpostable e) {
            Prepared.Unpostable why = e.prepared();
            return new ItemOutcome.Refused(why.code(), why.reason(), why.nextStep());
        }
    }

    /// Texts that Business Central cannot hold are cut, and a person is told which; not what they say.
    private void tell(PostingCommand command, CustomerFields fields, ItemOutcome outcome) {
        String number = reference(command).getNumber();
        String id = "customer-cut|" + command.getTargetConnection() + "|" + number;
        if (outcome instanceof ItemOutcome.Posted) {
            if (!fields.cut().isEmpty()) {
                notices.alert(
                        id,
                        "Customer " + number + " was written with a shortened " + String.join(", ", fields.cut())
                                + ": the CRM's text is longer than Business Central holds",
                        "Nothing has to be done; shorten it in the CRM if it must read otherwise.");
            } else if (command.getDocument().getCorrects() != null) {
                notices.resolved(id);
            }
        }
    }

    private CrmRecords.Found find(PostingCommand command) {
        CustomerReference reference = reference(command);
        return records.find(
                command.getSourceConnection(), reference.getKind(), reference.getId(), reference.getRowVersion());
    }

    private static CustomerReference reference(PostingCommand command) {
        return Objects.requireNonNull(command.getDocument().getCustomerReference(), command.getPostingId());
    }

    /// Whether what an attempt was to write stands in the company.
    Answered<Map<String, Finding>> find(List<PostingState> postings) {
        if (postings.isEmpty()) {
            return new Answered.Heard<>(Map.of());
        }
        List<String> numbers = postings.stream()
                .map(posting -> Odata.quoted(number(posting)))
                .distinct()
                .toList();
        Answered<List<List<JsonNode>>> answer =
                client.read("readCustomers", Odata.anyOf("customers", "number", numbers, ""));
        if (!(answer instanceof Answered.Heard<List<List<JsonNode>>>(var lists))) {
            return BcClient.recast(answer);
        }
        Map<String, JsonNode> byNumber = new HashMap<>();
        lists.forEach(list ->
                list.forEach(row -> byNumber.put(row.path("number").asText().toUpperCase(Locale.ROOT), row)));
        Map<String, Finding> findings = new LinkedHashMap<>();
        for (PostingState posting : postings) {
            findings.put(
                    posting.getPostingId(),
                    finding(Optional.ofNullable(byNumber.get(number(posting).toUpperCase(Locale.ROOT))), posting));
        }
        return new Answered.Heard<>(findings);
    }

    private static Finding finding(Optional<JsonNode> customer, PostingState posting) {
        String text = posting.getBody();
        CustomerBody body = CustomerBody.read(text == null ? "" : text);
        return customer.filter(held -> CustomerFields.holds(held, body.writing(), body.before(), body.salt()))
                .<Finding>map(held -> new Finding.Found(new ItemOutcome.Posted(
                        held.path("id").asText(),
                        CustomerRun.VENDOR_TYPE,
                        Json.text(held, "number"),
                        true,
                        Optional.empty(),
                        body.writing())))
                .orElseGet(Finding.Absent::new);
    }

    private static String number(PostingState posting) {
        return reference(Objects.requireNonNull(posting.getCommand())).getNumber();
    }
}
