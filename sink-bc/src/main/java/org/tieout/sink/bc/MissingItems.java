package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tieout.event.PostingCommand;
import org.tieout.event.Sale;
import org.tieout.event.SaleLineKind;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.sink.Answered;
import org.tieout.runtime.sink.Notices;

/// Creates the items of goods that the company lacks, where the flow wants it. Numbers of items are unique:
/// what is there already is read, whoever made it.
final class MissingItems {
    private final BcClient client;
    private final String connection;
    private final Choices choices;
    private final Notices notices;

    MissingItems(BcClient client, String connection, Choices choices, Notices notices) {
        this.client = client;
        this.connection = connection;
        this.choices = choices;
        this.notices = notices;
    }

    /// The names of items to create for these commands.
    Set<String> wanted(Company known, List<PostingCommand> commands) {
        Set<String> wanted = new LinkedHashSet<>();
        for (PostingCommand command : commands) {
            Sale sale = command.getDocument().getSale();
            if (sale != null && choices.of(command.getFlow()).createsItems()) {
                sale.getLines().stream()
                        .filter(line -> line.getKind() == SaleLineKind.ITEM)
                        .filter(line -> known.item(line.getNumber()).isEmpty())
                        .forEach(line -> wanted.add(line.getNumber()));
            }
            if (SalesType.of(command.getDocument().getKind()).orElse(SalesType.CREDIT_MEMO) == SalesType.INVOICE
                    && choices.of(command.getFlow()).createsItems()) {
                command.getDocument().getLines().stream()
                        .filter(line -> line.getItem() != null && Rendering.isGoods(line))
                        .filter(line -> known.item(line.getItem()).isEmpty())
                        .forEach(line -> wanted.add(line.getItem()));
            }
        }
        return wanted;
    }

    /// Creates them and answers those there are now. One that is refused stays missing, and an alert says why.
    Answered<List<Company.Item>> create(Company known, Set<String> names) {
        List<Company.Item> made = new ArrayList<>();
        for (List<String> some : BcClient.hundreds(List.copyOf(names))) {
            List<BcReply> replies = client.batch(
                    "createItems",
                    some.stream()
                            .map(name -> BcClient.Operation.post(client.inCompany("items"), item(name, known)))
                            .toList());
            List<String> taken = new ArrayList<>();
            for (int i = 0; i < some.size(); i++) {
                switch (replies.get(i)) {
                    case BcReply.Heard(var json) -> made.add(Company.item(json));
                    case BcReply.Faulted(var fault)
                    when Verdict.of(fault) instanceof Verdict.LookUp -> taken.add(ItemNumbers.of(some.get(i)));
                    case BcReply.Faulted(var fault) -> refused(some.get(i), fault);
                    case BcReply.NotNow _, BcReply.Stopped _, BcReply.Unheard _ -> {
                        return BcReply.unread(replies.get(i));
                    }
                }
            }
            Answered<List<Company.Item>> adopted = adopted(taken);
            if (!(adopted instanceof Answered.Heard<List<Company.Item>>(var found))) {
                return adopted;
            }
            made.addAll(found);
        }
        return new Answered.Heard<>(made);
    }

    private void refused(String name, BcFault fault) {
        notices.alert(
                "item|" + connection + "|" + name,
                "The item " + name + " could not be created: " + fault.text(),
                "Create it in Business Central, or correct item-posting-group and item-unit of the connection, then retry"
                        + " what waits for it.");
    }

    private Answered<List<Company.Item>> adopted(List<String> numbers) {
        if (numbers.isEmpty()) {
            return new Answered.Heard<>(List.of());
        }
        Answered<List<List<JsonNode>>> answer = client.read(
                "readItems",
                Odata.anyOf(
                        "items", "number", numbers.stream().map(Odata::quoted).toList(), ""));
        return answer instanceof Answered.Heard<List<List<JsonNode>>>(var rows)
                ? new Answered.Heard<>(
                        rows.stream().flatMap(List::stream).map(Company::item).toList())
                : BcClient.recast(answer);
    }

    /// Items we make keep no stock: what stock is worth is for people to say.
    private String item(String name, Company known) {
        ObjectNode json = Json.object();
        json.put("number", ItemNumbers.of(name));
        json.put("displayName", Rendering.shortened(name));
        json.put("type", "Non_x002D_Inventory");
        json.put("baseUnitOfMeasureCode", choices.itemUnit());
        if (!choices.itemPostingGroup().isEmpty()) {
            json.put("generalProductPostingGroupCode", choices.itemPostingGroup());
        }
        known.taxGroup(choices.nonTaxable()).ifPresent(group -> json.put("taxGroupCode", group.code()));
        return Json.write(json);
    }
}
