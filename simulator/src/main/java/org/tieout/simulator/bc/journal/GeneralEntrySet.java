package org.tieout.simulator.bc.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.tieout.simulator.bc.company.Books;
import org.tieout.simulator.bc.ledger.GeneralEntry;
import org.tieout.simulator.bc.ledger.Ledger;
import org.tieout.simulator.bc.odata.EntitySet;
import org.tieout.simulator.bc.odata.EntityType;
import org.tieout.simulator.bc.odata.Filter;
import org.tieout.simulator.bc.odata.Property;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.state.Entity;

/// `generalLedgerEntries`: what was posted, read-only, without external document number (memo, 7.6).
final class GeneralEntrySet implements EntitySet {
    private static final EntityType TYPE = EntityType.declare(
            "generalLedgerEntries",
            "generalLedgerEntry",
            """
            entryNumber                    Int ro
            postingDate                    Date ro
            documentNumber                 Code 20 ro
            documentType                   Enum ro %s
            accountId                      Guid ro
            accountNumber                  Code 20 ro
            description                    Text 100 ro
            debitAmount                    Decimal ro
            creditAmount                   Decimal ro
            additionalCurrencyDebitAmount  Decimal ro
            additionalCurrencyCreditAmount Decimal ro
            account                        One accounts accountId
            attachments                    Many attachments
            dimensionSetLines              Many dimensionSetLines
            """.formatted("_x0020_ Payment Invoice Credit_x0020_Memo Finance_x0020_Charge_x0020_Memo Reminder Refund"));

    private final Books books;
    private final Ledger ledger;

    GeneralEntrySet(Books books) {
        this.books = books;
        this.ledger = books.ledger();
    }

    @Override
    public EntityType type() {
        return TYPE;
    }

    @Override
    public Collection<Entity> rows(Filter filter) {
        Optional<String> date = filter.equalTo("postingDate");
        return filter.equalTo("documentNumber").map(ledger::entries).orElseGet(ledger::entries).stream()
                .filter(entry ->
                        date.isEmpty() || date.get().equals(entry.postingDate().toString()))
                .map(GeneralEntrySet::entity)
                .toList();
    }

    @Override
    public Optional<Entity> find(String key) {
        UUID id = EntitySet.id(key);
        return ledger.entries().stream()
                .filter(entry -> idOf(entry).equals(id))
                .findFirst()
                .map(GeneralEntrySet::entity);
    }

    private static UUID idOf(GeneralEntry entry) {
        return UUID.nameUUIDFromBytes(("G/L Entry " + entry.entryNumber()).getBytes(StandardCharsets.UTF_8));
    }

    private static Entity entity(GeneralEntry entry) {
        BigDecimal amount = entry.amount();
        ObjectNode data = Json.object()
                .put("entryNumber", entry.entryNumber())
                .put("postingDate", entry.postingDate().toString())
                .put("documentNumber", entry.documentNumber())
                .put("documentType", entry.documentType().wireName())
                .put("accountNumber", entry.accountNumber())
                .put("description", entry.description())
                .put("debitAmount", amount.signum() > 0 ? amount : BigDecimal.ZERO)
                .put("creditAmount", amount.signum() < 0 ? amount.negate() : BigDecimal.ZERO);
        References.dimensions(data, entry.dimensions());
        return Entity.first(idOf(entry), Optional.empty(), data, entry.postedAt());
    }

    @Override
    public JsonNode value(Entity entity, Property property) {
        return property.name().equals("accountId")
                ? TextNode.valueOf(books.first("accounts", "number", entity.text("accountNumber"))
                        .map(account -> account.id().toString())
                        .orElse(Property.BLANK_GUID))
                : EntitySet.super.value(entity, property);
    }
}
