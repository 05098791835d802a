package org.tieout.simulator.bc.sales;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tieout.simulator.bc.company.Books;
import org.tieout.simulator.bc.company.StoredSet;
import org.tieout.simulator.bc.odata.Property;
import org.tieout.simulator.bc.odata.Refusals;
import org.tieout.simulator.state.Entity;

/// `salesInvoices`, `salesOrders`, `salesCreditMemos`. One set holds drafts and posted documents (section 7.1).
/// Not thread-safe: the company guards it.
final class SalesDocuments extends StoredSet {
    private static final Set<String> AFTER_POSTING =
            Set.of("dueDate", "promisedPayDate", "disputeStatusId", "disputeStatus");

    private final SalesKind kind;
    private final Totals totals;
    private final SalesActions actions;

    SalesDocuments(Books books, SalesKind kind, SalesActions actions) {
        super(books, kind.type());
        this.kind = kind;
        this.totals = new Totals(books, kind);
        this.actions = actions;
    }

    @Override
    public Entity insert(Optional<Entity> parent, ObjectNode values) {
        requireCents(values);
        Entity created = books.create(kind.set(), Optional.empty(), Header.create(books, kind, values));
        return totals.recompute(created.id());
    }

    @Override
    public Entity modify(Entity current, ObjectNode changes) {
        requireCents(changes);
        if (current.text("status").equals("Draft")) {
            ObjectNode data = Header.change(books, kind, current, changes);
            requireSamePrices(current, data);
            books.update(kind.set(), current, data);
            passOn(current, data);
            return totals.recompute(current.id());
        }
        for (Map.Entry<String, JsonNode> field : changes.properties()) {
            boolean same = field.getValue().equals(current.data().get(field.getKey()));
            boolean permitted = kind == SalesKind.INVOICE && AFTER_POSTING.contains(field.getKey());
            if (!same && !permitted) {
                throw kind.posted();
            }
        }
        ObjectNode data = current.data().deepCopy();
        data.setAll(changes);
        return books.update(kind.set(), current, data);
    }

    @Override
    public void requireChangeable(Entity current) {
        if (!current.text("status").equals("Draft")) {
            throw kind.posted();
        }
    }

    private void requireSamePrices(Entity before, ObjectNode after) {
        boolean turned = before.flag("pricesIncludeTax")
                != after.path("pricesIncludeTax").asBoolean();
        if (turned && !books.table(kind.lines()).below(before.id()).isEmpty()) {
            throw Refusals.rule("The \"pricesIncludeTax\" cannot be changed while the " + kind.word() + " has lines.");
        }
    }

    /// A shortcut dimension that changes on the header changes on the lines, as far as they had the same.
    private void passOn(Entity before, ObjectNode after) {
        Map<String, String> old = Dimensions.of(before.data());
        Map<String, String> now = Dimensions.of(after);
        if (old.equals(now)) {
            return;
        }
        for (Entity line : books.table(kind.lines()).below(before.id())) {
            Map<String, String> values = Dimensions.of(line.data());
            old.forEach((code, value) -> values.remove(code, value));
            now.forEach(values::putIfAbsent);
            ObjectNode data = line.data().deepCopy();
            Dimensions.put(data, values);
            books.update(kind.lines(), line, data);
        }
    }

    private static void requireCents(ObjectNode values) {
        BigDecimal discount = values.path("discountAmount").decimalValue();
        if (discount.stripTrailingZeros().scale() > 2) {
            throw Refusals.validation("The discount must have at most two decimals. Value: " + discount);
        }
    }

    @Override
    public void delete(Entity current) {
        boolean draft = current.text("status").equals("Draft");
        if (!draft && !books.setup().deletePosted()) {
            throw Refusals.rule("You cannot delete the posted " + kind.word() + " " + current.text("number")
                    + ": the setup does not allow the deletion of posted documents.");
        }
        books.table(kind.lines())
                .below(current.id())
                .forEach(line -> books.table(kind.lines()).remove(line.id()));
        table().remove(current.id());
    }

    @Override
    public void act(Entity current, String name) {
        actions.run(kind, current, name);
    }

    @Override
    public JsonNode value(Entity entity, Property property) {
        JsonNode stored = super.value(entity, property);
        boolean id = property.kind() == Property.Kind.GUID;
        return id && stored.asText().isEmpty() ? property.blank() : stored;
    }
}
