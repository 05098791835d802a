package org.tieout.simulator.bc.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.tieout.simulator.bc.company.Books;
import org.tieout.simulator.bc.company.StoredSet;
import org.tieout.simulator.bc.odata.EntityType;
import org.tieout.simulator.bc.odata.Filter;
import org.tieout.simulator.bc.odata.Refusals;
import org.tieout.simulator.state.Entity;

/// `attachments` of journal lines and sales documents; the file itself is the stream `attachmentContent` (memo, 7.8).
final class AttachmentSet extends StoredSet {
    private static final String CONTENT = "attachmentContent";

    /// Where the file is kept, which the API shows as a stream only.
    private static final String STORED = "_content";

    private static final EntityType TYPE = EntityType.declare("attachments", "attachment", """
            parentId   Guid
            parentType Enum _x0020_ %s
            fileName   Text 250
            byteSize   Int ro
            """.formatted(
                    "Journal Sales_x0020_Order Sales_x0020_Quote Sales_x0020_Credit_x0020_Memo"
                            + " Sales_x0020_Invoice Purchase_x0020_Invoice"));

    /// The kinds of parent there are here, with the tables their records stand in.
    private enum ParentKind {
        JOURNAL("Journal", Batches.LINES),
        ORDER("Sales_x0020_Order", "salesOrders"),
        MEMO("Sales_x0020_Credit_x0020_Memo", "salesCreditMemos"),
        INVOICE("Sales_x0020_Invoice", "salesInvoices");

        private final String wireName;
        private final String table;

        ParentKind(String wireName, String table) {
            this.wireName = wireName;
            this.table = table;
        }
    }

    AttachmentSet(Books books) {
        super(books, TYPE);
    }

    @Override
    public Collection<Entity> rows(Filter filter) {
        Optional<Entity> one = filter.equalTo("id").flatMap(this::find);
        if (one.isPresent()) {
            return one.stream().toList();
        }
        UUID parent = filter.equalTo("parentId")
                .flatMap(References::guid)
                .orElseThrow(() -> Refusals.rule("You must specify an Id or a Parent Id to get the attachments."));
        return table().below(parent);
    }

    @Override
    public Entity insert(Optional<Entity> parent, ObjectNode values) {
        ObjectNode data = values.deepCopy();
        parent.ifPresent(owner -> data.put("parentId", owner.id().toString()));
        UUID owner = References.guid(data.path("parentId").asText("")).orElseThrow(() -> Refusals.required("parentId"));
        ParentKind kind = Stream.of(ParentKind.values())
                .filter(each -> books.table(each.table).get(owner).isPresent())
                .findFirst()
                .orElseThrow(() -> Refusals.rule("The parent of the attachment with ID " + owner + " does not exist."));
        String named = data.path("parentType").asText(kind.wireName);
        if (!named.equals(kind.wireName)) {
            throw Refusals.rule("The parent type does not match the parent of the attachment.");
        }
        if (data.path("fileName").asText("").isEmpty()) {
            throw Refusals.required("fileName");
        }
        data.put("parentType", kind.wireName);
        return books.create(TYPE.set(), Optional.of(owner), data);
    }

    @Override
    public Entity modify(Entity current, ObjectNode changes) {
        if (changes.has("parentId") || changes.has("parentType")) {
            throw Refusals.rule("The parent of an attachment cannot be changed.");
        }
        ObjectNode data = current.data().deepCopy();
        data.setAll(changes);
        return books.update(TYPE.set(), current, data);
    }

    @Override
    public void delete(Entity current) {
        table().remove(current.id());
    }

    @Override
    public Optional<byte[]> stream(Entity entity, String name) {
        return name.equals(CONTENT) ? Optional.of(Base64.getDecoder().decode(entity.text(STORED))) : Optional.empty();
    }

    @Override
    public void writeStream(Entity entity, String name, byte[] content) {
        ObjectNode data = entity.data().deepCopy();
        data.put(STORED, Base64.getEncoder().encodeToString(content)).put("byteSize", content.length);
        books.update(TYPE.set(), entity, data);
    }
}
