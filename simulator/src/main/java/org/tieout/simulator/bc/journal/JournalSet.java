package org.tieout.simulator.bc.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Optional;
import org.tieout.simulator.bc.company.Books;
import org.tieout.simulator.bc.odata.EntitySet;
import org.tieout.simulator.bc.odata.EntityType;
import org.tieout.simulator.bc.odata.Filter;
import org.tieout.simulator.bc.state.Switch;
import org.tieout.simulator.state.Entity;

/// `journals`: batches of the general template, and by id any batch.
final class JournalSet implements EntitySet {
    private static final EntityType TYPE = EntityType.declare("journals", "journal", """
            code                   Code 10
            displayName            Text 100
            templateDisplayName    Code 10
            balancingAccountId     Guid
            balancingAccountNumber Code 20 ro
            journalLines           Many journalLines
            """);

    private final Batches batches;
    private final JournalPosting posting;
    private final Books books;

    JournalSet(Books books, Batches batches, JournalPosting posting) {
        this.books = books;
        this.batches = batches;
        this.posting = posting;
    }

    @Override
    public EntityType type() {
        return TYPE;
    }

    /// Without a filter for a template only the default one's batches are seen.
    @Override
    public Collection<Entity> rows(Filter filter) {
        Optional<Entity> one = filter.equalTo("id").flatMap(this::find);
        return one.isPresent()
                ? one.stream().toList()
                : batches.ofTemplate(filter.equalTo("templateDisplayName").orElse(Batches.GENERAL));
    }

    @Override
    public Optional<Entity> find(String key) {
        return batches.batch(EntitySet.id(key)).filter(this::reachable);
    }

    private boolean reachable(Entity batch) {
        return Batches.general(batch) || !books.on(Switch.PAYMENT_JOURNALS_NOT_IN_JOURNALS);
    }

    @Override
    public Entity insert(Optional<Entity> parent, ObjectNode values) {
        return batches.create(Batches.GENERAL, values);
    }

    @Override
    public Entity modify(Entity current, ObjectNode changes) {
        return batches.change(current, changes);
    }

    @Override
    public void delete(Entity current) {
        batches.delete(current);
    }

    @Override
    public void act(Entity current, String name) {
        if (name.equals("post")) {
            posting.post(current);
        } else {
            EntitySet.super.act(current, name);
        }
    }
}
