package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tieout.event.PostingCommand;
import org.tieout.event.Sale;
import org.tieout.runtime.sink.Answered;

/// Looks for what stands of deals: orders, draft and posted invoices, by the deal's GUID in the external document
/// number, which an order hands on to its invoice (memo, 9). The mark tells ours from others'; a mark of an earlier
/// revision of the same deal is ours too.
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

    private final BcClient client;

    DealLook(BcClient client) {
        this.client = client;
    }

    /// What stands there, by posting id.
    Answered<Map<String, Found>> of(List<PostingCommand> commands) {
        List<String> keys = commands.stream()
                .map(command -> Odata.quoted(key(command)))
                .distinct()
                .toList();
        boolean dimensions = commands.stream()
                .map(command -> command.getDocument().getSale())
                .anyMatch(sale -> sale != null
                        && sale.getLines().stream()
                                .anyMatch(line -> !line.getDimensions().isEmpty()));
        List<String> lists = new ArrayList<>();
        List<DealType> types = new ArrayList<>();
        for (DealType type : DealType.values()) {
            String expanded = "&$expand=" + type.lines()
                    + (dimensions ? "(" + Odata.encoded("$expand=dimensionSetLines") + ")" : "");
            List<String> questions = Odata.anyOf(type.set(), "externalDocumentNumber", keys, expanded);
            lists.addAll(questions);
            questions.forEach(_ -> types.add(type));
        }
        Answered<List<List<JsonNode>>> answer = client.read("readDocuments", lists);
        if (!(answer instanceof Answered.Heard<List<List<JsonNode>>>(var rows))) {
            return BcClient.recast(answer);
        }
        Map<String, List<Standing>> byKey = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            for (JsonNode row : rows.get(i)) {
                byKey.computeIfAbsent(
                                row.path("externalDocumentNumber").asText().toUpperCase(Locale.ROOT),
                                _ -> new ArrayList<>())
                        .add(new Standing(types.get(i), row));
            }
        }
        Map<String, Found> found = new HashMap<>();
        for (PostingCommand command : commands) {
            found.put(command.getPostingId(), found(command, byKey.getOrDefault(key(command), List.of())));
        }
        return new Answered.Heard<>(found);
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
