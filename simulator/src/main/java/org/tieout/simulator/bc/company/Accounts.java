package org.tieout.simulator.bc.company;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import org.tieout.simulator.bc.odata.Property;
import org.tieout.simulator.state.Entity;

/// `accounts`, read-only; the net change comes from the ledger.
final class Accounts extends StoredSet {
    Accounts(Books books) {
        super(books, Types.ACCOUNT);
    }

    @Override
    public JsonNode value(Entity entity, Property property) {
        return property.name().equals("netChange")
                ? DecimalNode.valueOf(books.ledger().balance(entity.text("number")))
                : super.value(entity, property);
    }
}
