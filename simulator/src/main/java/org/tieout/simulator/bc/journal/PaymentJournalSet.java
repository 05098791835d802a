package org.tieout.simulator.bc.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Optional;
import org.tieout.simulator.bc.odata.EntitySet;
import org.tieout.simulator.bc.odata.EntityType;
import org.tieout.simulator.bc.odata.Filter;
import org.tieout.simulator.state.Entity;

/// `customerPaymentJournals`: batches of the cash receipts template. They have no action of their own to post them.
final class PaymentJournalSet implements EntitySet {
    private static final EntityType TYPE = EntityType.declare("customerPaymentJournals", "customerPaymentJournal", """
            code                   Code 10
            displayName            Text 100
            balancingAccountId     Guid
            balancingAccountNumber Code 20 ro
            customerPayments       Many customerPayments
            """);

    private final Batches batches;

    PaymentJournalSet(Batches batches) {
        this.batches = batches;
    }

    @Override
    public EntityType type() {
        return TYPE;
    }

    @Override
    public Collection<Entity> rows(Filter filter) {
        return batches.ofTemplate(Batches.CASH_RECEIPTS);
    }

    @Override
    public Optional<Entity> find(String key) {
        return batches.batch(EntitySet.id(key)).filter(batch -> !Batches.general(batch));
    }

    @Override
    public Entity insert(Optional<Entity> parent, ObjectNode values) {
        return batches.create(Batches.CASH_RECEIPTS, values);
    }

    @Override
    public Entity modify(Entity current, ObjectNode changes) {
        return batches.change(current, changes);
    }

    @Override
    public void delete(Entity current) {
        batches.delete(current);
    }
}
