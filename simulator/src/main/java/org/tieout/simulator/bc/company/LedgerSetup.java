package org.tieout.simulator.bc.company;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.LocalDate;
import java.util.Optional;
import org.tieout.simulator.bc.odata.Property;
import org.tieout.simulator.state.Entity;

/// `generalLedgerSetup`: one read-only record that shows the company's [Setup].
final class LedgerSetup extends StoredSet {
    LedgerSetup(Books books) {
        super(books, Types.LEDGER_SETUP);
    }

    @Override
    public JsonNode value(Entity entity, Property property) {
        return switch (property.name()) {
            case "allowPostingFrom" -> date(property, books.setup().allowPostingFrom());
            case "allowPostingTo" -> date(property, books.setup().allowPostingTo());
            case "localCurrencyCode" -> TextNode.valueOf(Books.LOCAL_CURRENCY);
            default -> super.value(entity, property);
        };
    }

    private static JsonNode date(Property property, Optional<LocalDate> date) {
        return date.<JsonNode>map(day -> TextNode.valueOf(day.toString())).orElse(property.blank());
    }
}
