package org.tieout.simulator.bc.company;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tieout.simulator.bc.odata.Property;
import org.tieout.simulator.bc.odata.Refusals;
import org.tieout.simulator.state.Entity;

/// `customers` (section 7.5). Posting groups come from the template for customers made over the API; without one they
/// stay blank, which posting refuses.
final class Customers extends StoredSet {
    /// The posting groups of a customer, which the API does not show.
    static final String POSTING_GROUP = "_customerPostingGroup";

    Customers(Books books) {
        super(books, Types.CUSTOMER);
    }

    @Override
    public Entity insert(Optional<Entity> parent, ObjectNode values) {
        if (values.path("displayName").asText("").isBlank()) {
            throw Refusals.rule("A \"displayName\" must be provided.");
        }
        ObjectNode data = values.deepCopy();
        String number = values.path("number").asText("");
        if (number.isEmpty()) {
            data.put("number", books.nextNumber("C", 10_010));
        } else {
            requireUnique(number, Optional.empty());
        }
        complete(data, values);
        if (books.setup().customerTemplate()) {
            data.put(POSTING_GROUP, "DOMESTIC");
        }
        return books.create("customers", Optional.empty(), data);
    }

    @Override
    public Entity modify(Entity current, ObjectNode changes) {
        if (changes.has("displayName") && changes.path("displayName").asText().isBlank()) {
            throw Refusals.rule("A \"displayName\" must be provided.");
        }
        if (changes.has("number")) {
            if (hasEntries(current.text("number"))) {
                throw Refusals.rule("Customer " + current.text("number") + " has ledger entries and keeps its number.");
            }
            requireUnique(changes.path("number").asText(), Optional.of(current));
        }
        ObjectNode data = current.data().deepCopy();
        data.setAll(changes);
        complete(data, changes);
        return books.update("customers", current, data);
    }

    @Override
    public void delete(Entity current) {
        String number = current.text("number");
        if (hasEntries(number)) {
            throw Refusals.rule("You cannot delete Customer " + number
                    + " because it has ledger entries in a fiscal year that has not been closed yet.");
        }
        table().remove(current.id());
    }

    private boolean hasEntries(String number) {
        return books.ledger().customerEntries().stream()
                .anyMatch(entry -> entry.customerNumber().equals(number));
    }

    private void requireUnique(String number, Optional<Entity> current) {
        Rules.requireUnique(books, "customers", "number", number, current);
    }

    private void complete(ObjectNode data, ObjectNode sent) {
        Rules.agree(books, data, sent, References.CURRENCY);
        Rules.requireReference(books, sent, "paymentTermsId", "paymentTerms", "Payment Terms");
        Rules.requireReference(books, sent, "paymentMethodId", "paymentMethods", "Payment Method");
        Rules.requireReference(books, sent, "shipmentMethodId", "shipmentMethods", "Shipment Method");
        Rules.requireReference(books, sent, "taxAreaId", "taxAreas", "Tax Area");
    }

    @Override
    public JsonNode value(Entity entity, Property property) {
        return switch (property.name()) {
            case "balanceDue" -> DecimalNode.valueOf(books.ledger().customerBalance(entity.text("number")));
            case "taxAreaDisplayName" ->
                entity.reference("taxAreaId")
                        .flatMap(books.table("taxAreas")::get)
                        .map(area -> area.data().get("displayName"))
                        .orElse(property.blank());
            default -> super.value(entity, property);
        };
    }
}
