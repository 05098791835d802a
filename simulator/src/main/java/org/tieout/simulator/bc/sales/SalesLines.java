package org.tieout.simulator.bc.sales;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tieout.simulator.bc.company.Books;
import org.tieout.simulator.bc.company.Rules;
import org.tieout.simulator.bc.company.StoredSet;
import org.tieout.simulator.bc.odata.EntitySet;
import org.tieout.simulator.bc.odata.Filter;
import org.tieout.simulator.bc.odata.Property;
import org.tieout.simulator.bc.odata.Refusals;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.state.Entity;

/// `salesInvoiceLines`, `salesOrderLines`, `salesCreditMemoLines`: read and written below their document, or flat
/// where the document is named. Every change computes the document anew. Not thread-safe: the company guards it.
final class SalesLines extends StoredSet {
    private final SalesKind kind;
    private final Totals totals;

    SalesLines(Books books, SalesKind kind) {
        super(books, kind.lineType());
        this.kind = kind;
        this.totals = new Totals(books, kind);
    }

    @Override
    public Collection<Entity> rows(Filter filter) {
        String document = filter.equalTo("documentId")
                .or(() -> filter.equalTo("id"))
                .orElseThrow(() -> Refusals.rule("You must specify an Id or a Document Id to get the lines."));
        UUID id = EntitySet.id(document);
        return filter.equalTo("documentId").isPresent()
                ? sorted(table().below(id))
                : table().get(id).stream().toList();
    }

    @Override
    public Collection<Entity> below(Entity parent) {
        return sorted(table().below(parent.id()));
    }

    private static List<Entity> sorted(Collection<Entity> lines) {
        return lines.stream()
                .sorted(Comparator.comparing(line -> line.amount("sequence")))
                .toList();
    }

    @Override
    public Entity insert(Optional<Entity> parent, ObjectNode values) {
        UUID documentId = parent.map(Entity::id).orElseGet(() -> named(values));
        Entity document = books.table(kind.set())
                .get(documentId)
                .orElseThrow(() -> Refusals.rule("The document the line belongs to does not exist."));
        requireDraft(document);
        ObjectNode data = Json.object().put("documentId", documentId.toString());
        data.set("sequence", sequence(documentId, values));
        Dimensions.put(data, Dimensions.of(document.data()));
        LineFields.apply(books, kind, document, data, values, true);
        Entity line = books.create(kind.lines(), Optional.of(documentId), data);
        totals.recompute(documentId);
        return table().get(line.id()).orElseThrow();
    }

    private static UUID named(ObjectNode values) {
        String id = values.path("documentId").asText("");
        if (id.isEmpty()) {
            throw Refusals.rule("You must specify a document id to create a line.");
        }
        return UUID.fromString(id);
    }

    private JsonNode sequence(UUID documentId, ObjectNode values) {
        JsonNode wanted = values.path("sequence");
        if (wanted.isMissingNode() || wanted.asInt() == 0) {
            int last = table().below(documentId).stream()
                    .mapToInt(line -> line.amount("sequence").intValue())
                    .max()
                    .orElse(0);
            return Json.tree(last + 10_000);
        }
        boolean taken = table().below(documentId).stream()
                .anyMatch(line -> line.amount("sequence").intValue() == wanted.asInt());
        if (taken) {
            throw Rules.duplicate(books, "Sales Line", wanted.asText());
        }
        return wanted;
    }

    @Override
    public Entity modify(Entity current, ObjectNode changes) {
        Entity document = document(current);
        requireDraft(document);
        ObjectNode data = current.data().deepCopy();
        LineFields.apply(books, kind, document, data, changes, false);
        books.update(kind.lines(), current, data);
        totals.recompute(document.id());
        return table().get(current.id()).orElseThrow();
    }

    @Override
    public void delete(Entity current) {
        Entity document = document(current);
        requireDraft(document);
        table().remove(current.id());
        totals.recompute(document.id());
    }

    @Override
    public void requireChangeable(Entity current) {
        requireDraft(document(current));
    }

    private Entity document(Entity line) {
        return books.table(kind.set()).get(line.parent().orElseThrow()).orElseThrow();
    }

    private void requireDraft(Entity document) {
        if (!document.text("status").equals("Draft")) {
            throw kind.posted();
        }
    }

    @Override
    public JsonNode value(Entity entity, Property property) {
        JsonNode stored = super.value(entity, property);
        return switch (property.name()) {
            // A company with VAT shows the identifier of the rate, not the group that was written (section 8.2).
            case "taxCode" ->
                books.setup().vat() && !stored.asText().isEmpty()
                        ? TextNode.valueOf(
                                entity.amount("taxPercent").stripTrailingZeros().toPlainString() + "%")
                        : stored;
            // A renamed item is renamed wherever it is named.
            case "lineObjectNumber" ->
                entity.reference("itemId")
                        .flatMap(books.table("items")::get)
                        .map(item -> item.data().get("number"))
                        .orElse(stored);
            case "itemId", "accountId", "unitOfMeasureId", "itemVariantId" ->
                stored.asText().isEmpty() ? property.blank() : stored;
            default -> stored;
        };
    }
}
