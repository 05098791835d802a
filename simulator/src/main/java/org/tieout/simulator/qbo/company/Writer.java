package org.tieout.simulator.qbo.company;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tieout.simulator.qbo.company.Stored.Life;
import org.tieout.simulator.qbo.ledger.DocumentKey;
import org.tieout.simulator.qbo.refusal.Refusals;
import org.tieout.simulator.qbo.schema.Binder;
import org.tieout.simulator.qbo.schema.EntityType;
import org.tieout.simulator.qbo.schema.EntityType.Family;
import org.tieout.simulator.qbo.schema.Schemas;
import org.tieout.simulator.qbo.schema.Shape;

/// Creates, updates, deletes and voids. Nothing is stored before every check has passed, so a refused request
/// leaves no
/// trace. Not thread-safe: the company guards it.
final class Writer {
    private final Books books;
    private final RuleBook rules;
    private final References references;
    private final Tracking tracking;
    private final Numbers numbers;

    Writer(Books books, RuleBook rules) {
        this.books = books;
        this.rules = rules;
        this.references = new References(books);
        this.tracking = new Tracking(books);
        this.numbers = new Numbers(books);
    }

    Stored create(EntityType type, JsonNode body, Set<String> include) {
        if (type.family() == Family.READ_ONLY || type.family() == Family.SINGLETON) {
            throw Refusals.unsupportedOperation("create " + type.apiName());
        }
        ObjectNode bound = Binder.bind(Schemas.of(type), body);
        ObjectNode data = withoutNulls(bound.deepCopy());
        // The id is taken only once the draft has passed; a refused create uses none up.
        DocumentKey provisional = new DocumentKey(type, "0");
        Draft draft = new Draft(provisional, Optional.empty(), data, bound, include);
        complete(draft);
        DocumentKey key = new DocumentKey(type, books.store.nextId(type));
        return commit(new Stored(key, 0, data, books.now(), books.now(), Life.LIVE));
    }

    Stored update(EntityType type, JsonNode body, Set<String> include) {
        if (type.family() == Family.READ_ONLY) {
            throw Refusals.unsupportedOperation("update " + type.apiName());
        }
        ObjectNode bound = Binder.bind(Schemas.of(type), body);
        Stored current = current(type, body);
        boolean sparse = body.path("sparse").asBoolean();
        if (sparse && type == EntityType.PURCHASE && !bound.has("PaymentType")) {
            throw Refusals.required("PaymentType");
        }
        ObjectNode data = sparse ? overlay(current.data(), bound) : bound.deepCopy();
        requireChangeable(current);
        Draft draft = new Draft(current.key(), Optional.of(current), withoutNulls(data), bound, include);
        complete(draft);
        boolean stillVoid = current.life() == Life.VOIDED
                && Fields.amount(draft.data(), "TotalAmt").signum() == 0;
        return commit(current.next(draft.data(), stillVoid ? Life.VOIDED : Life.LIVE, books.now()));
    }

    Stored delete(EntityType type, JsonNode body) {
        if (type.family() != Family.TRANSACTION) {
            throw Refusals.unsupportedOperation("delete " + type.apiName());
        }
        Stored current = current(type, body);
        if (books.matched.contains(current.key())) {
            throw Refusals.matched();
        }
        requireChangeable(current);
        if (!books.links.to(current.key()).isEmpty()) {
            throw Refusals.hasDependents("payments are applied to " + current.key());
        }
        return commit(current.next(current.data(), Life.DELETED, books.now()));
    }

    Stored voidDocument(EntityType type, JsonNode body) {
        switch (type) {
            case INVOICE, CREDIT_MEMO, PAYMENT, SALES_RECEIPT, REFUND_RECEIPT -> {
                // These can be voided.
            }
            default -> throw Refusals.unsupportedOperation("void " + type.apiName());
        }
        Stored current = current(type, body);
        requireChangeable(current);
        if (type == EntityType.CREDIT_MEMO && !books.links.to(current.key()).isEmpty()) {
            throw Refusals.business("The credit memo is applied to invoices; remove it from the payments first");
        }
        Stored voided = commit(current.next(Voiding.zero(type, current.data()), Life.VOIDED, books.now()));
        unlink(voided.key());
        return voided;
    }

    /// Payments of a voided invoice lose the lines that point at it and are unapplied from then on.
    private void unlink(DocumentKey target) {
        Set<DocumentKey> payments = new HashSet<>();
        books.links.to(target).forEach(link -> payments.add(link.source()));
        for (DocumentKey key : payments) {
            Stored payment = books.store.get(key).orElseThrow();
            commit(payment.next(Voiding.withoutLink(payment.data(), target), payment.life(), books.now()));
        }
    }

    private Stored current(EntityType type, JsonNode body) {
        String id = body.path("Id").asText("");
        if (id.isEmpty()) {
            throw Refusals.required("Id");
        }
        if (!id.chars().allMatch(Character::isDigit)) {
            throw Refusals.invalidId("Id", id);
        }
        Stored current = books.store
                .get(new DocumentKey(type, id))
                .filter(stored -> !stored.deleted())
                .orElseThrow(() -> Refusals.notFound(type.apiName() + " " + id + " does not exist"));
        String token = body.path("SyncToken").asText("");
        if (token.isEmpty()) {
            throw Refusals.required("SyncToken");
        }
        if (!token.equals(String.valueOf(current.syncToken()))) {
            throw Refusals.stale();
        }
        return current;
    }

    private void requireChangeable(Stored current) {
        if (current.key().type().family() != Family.TRANSACTION) {
            return;
        }
        if (books.links.deposit(current.key()).isPresent()) {
            throw Refusals.deposited();
        }
        books.requireOpen(Fields.date(current.data()));
    }

    private void complete(Draft draft) {
        EntityType type = draft.key().type();
        Shape.Struct schema = Schemas.of(type);
        Binder.checkRequired(schema, draft.data());
        references.resolve(schema, draft.data());
        if (type.family() == Family.TRANSACTION) {
            if (!draft.data().has("TxnDate")) {
                draft.data().put("TxnDate", books.today().toString());
            }
            books.requireOpen(Fields.date(draft.data()));
            tracking.check(draft.data());
        }
        rules.of(type).complete(draft);
        numbers.assign(draft);
        LineIds.assign(draft);
    }

    private Stored commit(Stored stored) {
        books.store.put(stored);
        boolean gone = stored.deleted();
        Rules own = rules.of(stored.key().type());
        books.ledger.post(stored.key(), gone ? List.of() : own.entries(stored));
        books.links.replace(stored.key(), gone ? List.of() : own.links(stored));
        return stored;
    }

    private static ObjectNode overlay(ObjectNode stored, ObjectNode bound) {
        ObjectNode data = stored.deepCopy();
        for (Map.Entry<String, JsonNode> field : bound.properties()) {
            if (data.path(field.getKey()) instanceof ObjectNode inner
                    && field.getValue() instanceof ObjectNode change
                    && !field.getKey().endsWith("Ref")) {
                data.set(field.getKey(), overlay(inner, change));
            } else {
                data.set(field.getKey(), field.getValue().deepCopy());
            }
        }
        return data;
    }

    private static ObjectNode withoutNulls(ObjectNode node) {
        List<String> nulls = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (field.getValue().isNull()) {
                nulls.add(field.getKey());
            } else {
                prune(field.getValue());
            }
        }
        node.remove(nulls);
        return node;
    }

    private static void prune(JsonNode value) {
        if (value instanceof ObjectNode inner) {
            withoutNulls(inner);
        } else if (value.isArray()) {
            value.forEach(Writer::prune);
        }
    }
}
