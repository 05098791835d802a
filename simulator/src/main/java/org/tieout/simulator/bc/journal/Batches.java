package org.tieout.simulator.bc.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tieout.simulator.bc.company.Books;
import org.tieout.simulator.bc.odata.Refusals;
import org.tieout.simulator.bc.state.Switch;
import org.tieout.simulator.odata.Refusal;
import org.tieout.simulator.state.Entity;

/// The journal batches and their lines: one table each, seen through two entity sets each (memo, 7.6 and 7.7).
/// Not thread-safe: the company guards it.
final class Batches {
    /// The default template of `journals`.
    static final String GENERAL = "GENERAL";
    /// The template of `customerPaymentJournals`.
    static final String CASH_RECEIPTS = "CASHRCPT";
    /// The table of the batches.
    static final String BATCHES = "journals";
    /// The table of the lines.
    static final String LINES = "journalLines";

    private static final String TEMPLATE = "templateDisplayName";

    private final Books books;

    Batches(Books books) {
        this.books = books;
    }

    List<Entity> ofTemplate(String template) {
        return books.table(BATCHES).all().stream()
                .filter(batch -> batch.text(TEMPLATE).equals(template))
                .toList();
    }

    Optional<Entity> batch(UUID id) {
        return books.table(BATCHES).get(id);
    }

    static boolean general(Entity batch) {
        return batch.text(TEMPLATE).equals(GENERAL);
    }

    /// The lines of a batch in order of line number.
    List<Entity> linesOf(Entity batch) {
        return books.table(LINES).below(batch.id()).stream()
                .sorted(Comparator.comparingInt(Batches::lineNumber))
                .toList();
    }

    static int lineNumber(Entity line) {
        return line.data().path("lineNumber").asInt();
    }

    Entity create(String template, ObjectNode values) {
        ObjectNode data = values.deepCopy();
        if (data.path(TEMPLATE).asText("").isEmpty()) {
            data.put(TEMPLATE, template);
        }
        check(data, Optional.empty());
        return books.create(BATCHES, Optional.empty(), data);
    }

    Entity change(Entity batch, ObjectNode changes) {
        ObjectNode data = batch.data().deepCopy();
        data.setAll(changes);
        check(data, Optional.of(batch.id()));
        return books.update(BATCHES, batch, data);
    }

    private void check(ObjectNode data, Optional<UUID> self) {
        String code = data.path("code").asText("");
        String template = data.path(TEMPLATE).asText();
        if (code.isEmpty()) {
            throw Refusals.validation("Name must have a value in Gen. Journal Batch: Journal Template Name=" + template
                    + ", Name=. It cannot be zero or empty.");
        }
        if (!template.equals(GENERAL) && !template.equals(CASH_RECEIPTS)) {
            throw Refusals.notRelated(
                    "Journal Template Name of table Gen. Journal Batch", template, "Gen. Journal Template");
        }
        boolean taken = ofTemplate(template).stream()
                .anyMatch(other -> other.text("code").equals(code) && !self.equals(Optional.of(other.id())));
        if (taken) {
            throw duplicate(
                    books, "Gen. Journal Batch", "Journal Template Name='" + template + "',Name='" + code + "'");
        }
        balancing(data);
    }

    private void balancing(ObjectNode data) {
        String number = References.guid(data.path("balancingAccountId").asText(""))
                .map(id -> books.table("accounts")
                        .get(id)
                        .orElseThrow(() -> Refusals.rule("The \"balancingAccountId\" does not match to an Account.")))
                .map(account -> account.text("number"))
                .orElse("");
        data.put("balancingAccountNumber", number);
    }

    void delete(Entity batch) {
        linesOf(batch).forEach(line -> books.table(LINES).remove(line.id()));
        books.table(BATCHES).remove(batch.id());
    }

    /// A key that is taken (memo, section 5).
    static Refusal duplicate(Books books, String table, String key) {
        int status = books.on(Switch.DUPLICATE_KEY_IS_409) ? 409 : 400;
        return new Refusal(
                status,
                "Internal_EntityWithSameKeyExists",
                "The record in table " + table + " already exists. Identification fields and values: " + key);
    }
}
