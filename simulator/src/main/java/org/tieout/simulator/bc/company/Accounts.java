package org.tieout.simulator.bc.company;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import java.math.BigDecimal;
import java.util.function.Function;
import org.tieout.simulator.bc.odata.Property;
import org.tieout.simulator.bc.state.Entity;

/// `accounts`, read-only; the net change comes from the ledger.
final class Accounts extends StoredSet {
    private final Function<Entity, BigDecimal> netChange;

    Accounts(Books books, Function<Entity, BigDecimal> netChange) {
        super(books, Types.ACCOUNT);
        this.netChange = netChange;
    }

    @Override
    public JsonNode value(Entity entity, Property property) {
        return property.name().equals("netChange")
                ? DecimalNode.valueOf(netChange.apply(entity))
                : super.value(entity, property);
    }
}
