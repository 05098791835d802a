package org.tieout.simulator.qbo.company;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Optional;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.qbo.ledger.DocumentKey;
import org.tieout.simulator.qbo.schema.EntityType;

/// The read-only `LinkedTxn` of documents others point at.
final class Linked {
    private Linked() {}

    static ArrayNode to(Books books, DocumentKey key) {
        ArrayNode array = Json.array();
        books.links.to(key).stream()
                .map(Link::source)
                .distinct()
                .forEach(source -> array.addObject()
                        .put("TxnId", source.id())
                        .put("TxnType", source.type().apiName()));
        return array;
    }

    /// The transaction type a `LinkedTxn` names, if it is one of ours.
    static Optional<EntityType> type(String name) {
        return EntityType.named(name).filter(type -> type.family() == EntityType.Family.TRANSACTION);
    }
}
