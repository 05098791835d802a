package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.sink.Answered;

/// Looks for sales documents by their external document number, drafts and posted ones at once: they are one
/// set (memo, 7.1, 9). The mark tells ours from others', because the number is not unique.
final class SalesLook {
    /// What stands under a command's reference.
    ///
    /// @param drafts ours that are not posted, oldest first
    /// @param posted ours that are
    /// @param strange a document of somebody else for the same customer under the same number, that counts
    record Found(List<JsonNode> drafts, List<JsonNode> posted, Optional<JsonNode> strange) {
        static final Found NOTHING = new Found(List.of(), List.of(), Optional.empty());
    }

    private static final Set<String> GONE = Set.of("Canceled", "Corrective");

    private final BcClient client;
    private final Company company;

    SalesLook(BcClient client, Company company) {
        this.client = client;
        this.company = company;
    }

    /// What stands there, by posting id.
    Answered<Map<String, Found>> of(List<PostingCommand> commands) {
        Map<SalesType, Set<String>> sought = new EnumMap<>(SalesType.class);
        boolean dimensions = false;
        for (PostingCommand command : commands) {
            sought.computeIfAbsent(type(command), _ -> new LinkedHashSet<>()).add(Odata.quoted(key(command)));
            dimensions |= command.getDocument().getLines().stream()
                    .anyMatch(line -> !line.getDimensions().isEmpty());
        }
        List<String> lists = new ArrayList<>();
        List<SalesType> types = new ArrayList<>();
        for (var each : sought.entrySet()) {
            String expanded = "&$expand=" + each.getKey().lines()
                    + (dimensions ? "(" + Odata.encoded("$expand=dimensionSetLines") + ")" : "");
            List<String> questions =
                    Odata.anyOf(each.getKey().set(), "externalDocumentNumber", each.getValue(), expanded);
            lists.addAll(questions);
            questions.forEach(_ -> types.add(each.getKey()));
        }
        Answered<List<List<JsonNode>>> answer = client.read("readDocuments", lists);
        if (!(answer instanceof Answered.Heard<List<List<JsonNode>>>(var rows))) {
            return BcClient.recast(answer);
        }
        Map<SalesType, Map<String, List<JsonNode>>> byNumber = new EnumMap<>(SalesType.class);
        for (int i = 0; i < rows.size(); i++) {
            Map<String, List<JsonNode>> ofType = byNumber.computeIfAbsent(types.get(i), _ -> new HashMap<>());
            for (JsonNode row : rows.get(i)) {
                String number = row.path("externalDocumentNumber").asText().toUpperCase(Locale.ROOT);
                ofType.computeIfAbsent(number, _ -> new ArrayList<>()).add(row);
            }
        }
        Map<String, Found> found = new HashMap<>();
        for (PostingCommand command : commands) {
            List<JsonNode> candidates =
                    byNumber.getOrDefault(type(command), Map.of()).getOrDefault(key(command), List.of());
            found.put(command.getPostingId(), found(command, candidates));
        }
        return new Answered.Heard<>(found);
    }

    private Found found(PostingCommand command, List<JsonNode> candidates) {
        SalesType type = type(command);
        List<JsonNode> drafts = new ArrayList<>();
        List<JsonNode> posted = new ArrayList<>();
        Optional<JsonNode> strange = Optional.empty();
        for (JsonNode each : candidates) {
            if (Mark.isOn(each, type.lines(), command.getPostingId())) {
                (Reading.isDraft(each) ? drafts : posted).add(each);
            } else if (!Mark.isOurs(each, type.lines()) && countsFor(command, each)) {
                strange = Optional.of(each);
            }
        }
        drafts.sort(java.util.Comparator.comparing(draft -> draft.path("number").asText()));
        return new Found(List.copyOf(drafts), List.copyOf(posted), strange);
    }

    private boolean countsFor(PostingCommand command, JsonNode document) {
        String customer = command.getDocument().getCustomer();
        String number = document.path("customerNumber").asText();
        boolean same = customer == null
                || company.customer(customer)
                        .map(known -> known.number().equalsIgnoreCase(number))
                        .orElse(true);
        return same && !GONE.contains(document.path("status").asText());
    }

    static SalesType type(PostingCommand command) {
        return SalesType.of(command.getDocument().getKind())
                .orElseThrow(
                        () -> new IllegalArgumentException(command.getDocument().getKind() + " is no sales document"));
    }

    private static String key(PostingCommand command) {
        return command.getDocument().getReference().toUpperCase(Locale.ROOT);
    }
}
