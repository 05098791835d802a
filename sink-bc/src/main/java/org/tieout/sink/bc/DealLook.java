package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tieout.event.PostingCommand;
import org.tieout.event.Sale;
import org.tieout.runtime.sink.Answered;

/// Looks for what stands of deals: orders, draft and posted invoices, by the deal's GUID in the external document
/// number, which an order hands on to its invoice (memo, 9). The mark tells ours from others'; a mark of an earlier
/// revision of the same deal is ours too. What stood before is looked for by its id as well; and what never stood as
/// commanded, so that no id of it is known, among what its customer has that is not posted, or was since the command.
final class DealLook {
    /// A document that can still be changed.
    record Standing(DealType type, JsonNode json) {
        String number() {
            return json.path("number").asText();
        }
    }

    /// What stands of a deal.
    ///
    /// @param standing orders and drafts of ours, the one to keep first
    /// @param posted invoices of ours that count
    /// @param canceled invoices of ours that were cancelled
    /// @param strange a document of somebody else for the same customer under the same number, that counts
    record Found(List<Standing> standing, List<JsonNode> posted, List<JsonNode> canceled, Optional<JsonNode> strange) {
        static final Found NOTHING = new Found(List.of(), List.of(), List.of(), Optional.empty());
    }

    /// A command is made by another clock than the company's.
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

    private final BcClient client;

    DealLook(BcClient client) {
        this.client = client;
    }

    /// A deal that is looked for.
    record Sought(PostingCommand command, DealBody body) {}

    /// What stands there, by posting id.
    Answered<Map<String, Found>> of(List<Sought> deals) {
        List<String> lists = new ArrayList<>();
        List<DealType> types = new ArrayList<>();
        for (DealType type : DealType.values()) {
            List<String> questions = questions(type, deals);
            lists.addAll(questions);
            questions.forEach(_ -> types.add(type));
        }
        Answered<List<List<JsonNode>>> answer = client.read("readDocuments", lists);
        if (!(answer instanceof Answered.Heard<List<List<JsonNode>>>(var rows))) {
            return BcClient.recast(answer);
        }
        Map<String, Standing> byId = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            for (JsonNode row : rows.get(i)) {
                byId.put(small(row.path("id")), new Standing(types.get(i), row));
            }
        }
        Map<String, Found> found = new HashMap<>();
        for (Sought deal : deals) {
            found.put(
                    deal.command().getPostingId(),
                    found(
                            deal.command(),
                            byId.values().stream()
                                    .filter(each -> isOf(each, deal))
                                    .toList()));
        }
        return new Answered.Heard<>(found);
    }

    /// By the deal's number; by the ids of what stood before; for an order that stood the invoices that name it; and
    /// what the customer has that is not posted or changed since.
    private static List<String> questions(DealType type, List<Sought> deals) {
        boolean dimensions = deals.stream()
                .flatMap(deal -> sale(deal.command()).getLines().stream())
                .anyMatch(line -> !line.getDimensions().isEmpty());
        String expanded =
                "&$expand=" + type.lines() + (dimensions ? "(" + Odata.encoded("$expand=dimensionSetLines") + ")" : "");
        List<String> questions = new ArrayList<>(Odata.anyOf(
                type.set(),
                "externalDocumentNumber",
                deals.stream()
                        .map(deal -> Odata.quoted(key(deal.command())))
                        .distinct()
                        .toList(),
                expanded));
        questions.addAll(Odata.anyOf(type.set(), "id", ids(type, deals), expanded));
        List<String> customers = deals.stream()
                .map(deal -> Odata.quoted(sale(deal.command()).getCustomerNumber()))
                .distinct()
                .toList();
        for (String which : recent(type, deals)) {
            questions.addAll(Odata.anyOf(type.set(), "customerNumber", customers, which, expanded));
        }
        if (type == DealType.INVOICE) {
            questions.addAll(Odata.anyOf(type.set(), "orderId", ids(DealType.ORDER, deals), expanded));
        }
        return questions;
    }

    /// Which documents of a customer: all orders; drafts, and invoices no older than the commands.
    private static List<String> recent(DealType type, List<Sought> deals) {
        return switch (type) {
            case ORDER -> List.of("");
            case INVOICE ->
                Stream.concat(
                                Stream.of("status eq 'Draft'"),
                                deals.stream()
                                        .map(deal -> deal.command().getCommandedAt())
                                        .min(Comparator.naturalOrder())
                                        .map(at -> at.minus(CLOCKS_DIFFER).truncatedTo(ChronoUnit.MILLIS))
                                        .map(since -> "lastModifiedDateTime gt " + since)
                                        .stream())
                        .toList();
        };
    }

    private static List<String> ids(DealType type, List<Sought> deals) {
        return deals.stream()
                .flatMap(deal -> deal.body().stood().stream())
                .filter(stood -> stood.type() == type)
                .map(DealBody.Stood::id)
                .distinct()
                .toList();
    }

    private static boolean isOf(Standing each, Sought deal) {
        JsonNode json = each.json();
        return DealMarks.isOn(json, each.type(), deal.command().getPostingId())
                || key(deal.command())
                        .equalsIgnoreCase(json.path("externalDocumentNumber").asText())
                || deal.body().stood().stream()
                        .map(stood -> stood.id().toLowerCase(Locale.ROOT))
                        .anyMatch(id -> id.equals(small(json.path("id"))) || id.equals(small(json.path("orderId"))));
    }

    private static String small(JsonNode id) {
        return id.asText().toLowerCase(Locale.ROOT);
    }

    private static Found found(PostingCommand command, List<Standing> candidates) {
        List<Standing> standing = new ArrayList<>();
        List<JsonNode> posted = new ArrayList<>();
        List<JsonNode> canceled = new ArrayList<>();
        Optional<JsonNode> strange = Optional.empty();
        for (Standing each : candidates) {
            boolean gone = DealReading.isGone(each.json());
            if (DealMarks.isOn(each.json(), each.type(), command.getPostingId())) {
                if (isUnposted(each)) {
                    standing.add(each);
                } else {
                    (gone ? canceled : posted).add(each.json());
                }
            } else if (!gone && !Mark.isOurs(each.json(), each.type().lines()) && isOfCustomer(command, each)) {
                strange = Optional.of(each.json());
            }
        }
        standing.sort(Comparator.comparing(
                        (Standing each) -> !DealMarks.isCurrent(each.json(), each.type(), command.getPostingId()))
                .thenComparing(each -> each.type() != type(command))
                .thenComparing(Standing::number));
        posted.sort(Comparator.comparing(invoice -> invoice.path("number").asText()));
        return new Found(List.copyOf(standing), List.copyOf(posted), List.copyOf(canceled), strange);
    }

    /// An order is no entry whatever its status.
    static boolean isUnposted(Standing each) {
        return each.type() == DealType.ORDER || Reading.isDraft(each.json());
    }

    private static boolean isOfCustomer(PostingCommand command, Standing each) {
        return sale(command)
                .getCustomerNumber()
                .equalsIgnoreCase(each.json().path("customerNumber").asText());
    }

    static DealType type(PostingCommand command) {
        return DealType.of(command.getDocument().getKind())
                .orElseThrow(() ->
                        new IllegalArgumentException(command.getDocument().getKind() + " is nothing a deal sells"));
    }

    static Sale sale(PostingCommand command) {
        Sale sale = command.getDocument().getSale();
        if (sale == null) {
            throw new IllegalArgumentException(command.getPostingId() + " sells nothing");
        }
        return sale;
    }

    private static String key(PostingCommand command) {
        return command.getDocument().getReference().toUpperCase(Locale.ROOT);
    }
}
