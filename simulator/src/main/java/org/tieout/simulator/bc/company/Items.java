package org.tieout.simulator.bc.company;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.stream.Stream;
import org.tieout.simulator.bc.odata.Refusals;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.state.Entity;

/// `items` (section 7.5). Groups and unit of a new item come from the template where the payload names none.
final class Items extends StoredSet {
    Items(Books books) {
        super(books, Types.ITEM);
    }

    @Override
    public Entity insert(Optional<Entity> parent, ObjectNode values) {
        if (values.has("inventory")) {
            throw Refusals.rule("Inventory cannot be changed during on insert.");
        }
        ObjectNode data = values.deepCopy();
        String number = values.path("number").asText("");
        if (number.isEmpty()) {
            data.put("number", books.nextNumber("", 1000));
        } else {
            requireUnique(number, Optional.empty());
        }
        complete(data, values);
        template(data);
        return books.create("items", Optional.empty(), data);
    }

    private void template(ObjectNode data) {
        if (!data.has("type")) {
            data.put("type", "Inventory");
        }
        if (data.path("baseUnitOfMeasureCode").asText("").isEmpty()) {
            Rules.agree(books, data, unit(), References.BASE_UNIT);
        }
        if (data.path("generalProductPostingGroupCode").asText("").isEmpty()) {
            data.put("generalProductPostingGroupCode", "RETAIL");
        }
        if (data.path("type").asText().equals("Inventory")
                && data.path("inventoryPostingGroupCode").asText("").isEmpty()) {
            data.put("inventoryPostingGroupCode", "RESALE");
        }
    }

    private static ObjectNode unit() {
        return Json.object().put("baseUnitOfMeasureCode", "PCS");
    }

    @Override
    public Entity modify(Entity current, ObjectNode changes) {
        if (changes.has("number")) {
            requireUnique(changes.path("number").asText(), Optional.of(current));
        }
        ObjectNode data = current.data().deepCopy();
        data.setAll(changes);
        complete(data, changes);
        return books.update("items", current, data);
    }

    @Override
    public void delete(Entity current) {
        boolean used = Stream.of("salesInvoiceLines", "salesOrderLines", "salesCreditMemoLines")
                .flatMap(lines -> books.table(lines).all().stream())
                .anyMatch(line -> line.text("itemId").equals(current.id().toString()));
        if (used) {
            throw Refusals.rule("You cannot delete Item " + current.text("number")
                    + " because there is at least one sales document that includes this item.");
        }
        table().remove(current.id());
    }

    private void requireUnique(String number, Optional<Entity> current) {
        Rules.requireUnique(books, "items", "number", number, current);
    }

    private void complete(ObjectNode data, ObjectNode sent) {
        Rules.agree(books, data, sent, References.TAX_GROUP);
        Rules.agree(books, data, sent, References.BASE_UNIT);
    }
}
