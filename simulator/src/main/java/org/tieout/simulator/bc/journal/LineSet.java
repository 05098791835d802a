package org.tieout.simulator.bc.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.tieout.simulator.bc.company.Books;
import org.tieout.simulator.bc.ledger.DocumentType;
import org.tieout.simulator.bc.odata.EntitySet;
import org.tieout.simulator.bc.odata.EntityType;
import org.tieout.simulator.bc.odata.Filter;
import org.tieout.simulator.bc.odata.Property;
import org.tieout.simulator.bc.odata.Refusals;
import org.tieout.simulator.odata.Refusal;
import org.tieout.simulator.state.Entity;

/// A view of the journal lines: those of one document type, below a journal or filtered by it (memo, 7.6 and
/// 7.7). Fields are validated in the order they come in, as the page does.
abstract class LineSet implements EntitySet {
    private final EntityType type;
    private final DocumentType document;
    private final AccountKind account;
    final Books books;
    final Batches batches;
    final Lines lines;

    /// @param account the kind of account of a line that names none
    LineSet(EntityType type, DocumentType document, AccountKind account, Books books, Batches batches, Lines lines) {
        this.type = type;
        this.document = document;
        this.account = account;
        this.books = books;
        this.batches = batches;
        this.lines = lines;
    }

    /// Sets a field that only this view has.
    ///
    /// @param byId the fields before it that named something by its id; it adds itself where it does
    /// @return whether it has such a field
    abstract boolean set(ObjectNode data, String field, String text, Set<String> byId);

    /// A line stays in its journal, which was named by its id.
    abstract Refusal otherJournal();

    /// A line stays in its journal, which was named by its display name.
    abstract Refusal otherDisplayName();

    @Override
    public final EntityType type() {
        return type;
    }

    @Override
    public final Collection<Entity> rows(Filter filter) {
        Optional<Entity> one = filter.equalTo("id").flatMap(this::find);
        if (one.isPresent()) {
            return List.of(one.get());
        }
        UUID journal = filter.equalTo("journalId").flatMap(References::guid).orElseThrow(Lines::noJournal);
        return batches.batch(journal).map(this::below).orElse(List.of());
    }

    @Override
    public final Collection<Entity> below(Entity parent) {
        return batches.linesOf(parent).stream().filter(this::shown).toList();
    }

    /// Whether the view shows this line.
    boolean shown(Entity line) {
        return line.text("documentType").equals(document.wireName());
    }

    @Override
    public final Optional<Entity> find(String key) {
        return books.table(Batches.LINES).get(EntitySet.id(key)).filter(this::shown);
    }

    @Override
    public final Entity insert(Optional<Entity> parent, ObjectNode values) {
        Entity batch = lines.batchFor(parent, values);
        ObjectNode data = lines.initial(batch, document, account);
        values.remove("journalId");
        set(data, values, "", true);
        return lines.create(batch, data);
    }

    /// Dimensions of a deep insert stand in the line itself.
    @Override
    public final Entity inserted(Entity created) {
        return books.table(Batches.LINES).get(created.id()).orElse(created);
    }

    @Override
    public final Entity modify(Entity current, ObjectNode changes) {
        ObjectNode data = current.data().deepCopy();
        if (changes.has("journalId")
                && !changes.path("journalId")
                        .asText()
                        .equals(data.path("journalId").asText())) {
            throw otherJournal();
        }
        set(data, changes, displayName(current), false);
        return lines.update(current, data);
    }

    @Override
    public final void delete(Entity current) {
        books.table(Batches.LINES).remove(current.id());
    }

    private void set(ObjectNode data, ObjectNode values, String displayName, boolean isNew) {
        Set<String> byId = new HashSet<>();
        for (Map.Entry<String, JsonNode> field : values.properties()) {
            String text = field.getValue().asText();
            switch (field.getKey()) {
                case "journalDisplayName" -> {
                    if (!text.equals(displayName)) {
                        throw otherDisplayName();
                    }
                }
                case "amount" -> Lines.amount(data, field.getValue().decimalValue());
                case "description" -> {
                    // A new line without one keeps the name of its account.
                    if (!text.isEmpty() || !isNew) {
                        data.put("description", text);
                    }
                }
                default -> {
                    if (!set(data, field.getKey(), text, byId)) {
                        data.set(field.getKey(), field.getValue());
                    }
                }
            }
        }
    }

    /// Names the account by its id; a blank one names none.
    ///
    /// @return whether it names one
    boolean accountById(ObjectNode data, AccountKind kind, String id, String missing) {
        Optional<UUID> guid = References.guid(id);
        if (guid.isEmpty()) {
            data.put("accountNumber", "");
            return false;
        }
        Entity found = lines.account(kind, guid.get()).orElseThrow(() -> Refusals.rule(missing));
        lines.account(data, found, kind);
        return true;
    }

    /// Names the account by its number; one that an id named before must be the same.
    void accountByNumber(
            ObjectNode data, AccountKind kind, String number, Optional<String> differs, Supplier<Refusal> missing) {
        if (differs.isPresent()) {
            if (!data.path("accountNumber").asText().equals(number)) {
                throw Refusals.rule(differs.get());
            }
            return;
        }
        if (number.isEmpty()) {
            data.put("accountNumber", "");
            return;
        }
        lines.account(data, lines.account(kind, number).orElseThrow(missing), kind);
    }

    @Override
    public JsonNode value(Entity entity, Property property) {
        return property.name().equals("journalDisplayName")
                ? TextNode.valueOf(displayName(entity))
                : EntitySet.super.value(entity, property);
    }

    private String displayName(Entity line) {
        return line.parent()
                .flatMap(batches::batch)
                .map(batch -> batch.text("code"))
                .orElse("");
    }

    /// The id of what a line names; the blank one where it names nothing.
    static JsonNode id(Optional<Entity> named) {
        return TextNode.valueOf(named.map(found -> found.id().toString()).orElse(Property.BLANK_GUID));
    }
}
