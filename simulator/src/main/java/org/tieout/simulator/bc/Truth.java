package org.tieout.simulator.bc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.tieout.simulator.bc.company.Books;
import org.tieout.simulator.bc.company.Company;
import org.tieout.simulator.bc.ledger.CustomerEntry;
import org.tieout.simulator.bc.ledger.GeneralEntry;
import org.tieout.simulator.bc.ledger.Ledger;
import org.tieout.simulator.bc.sales.Sales;
import org.tieout.simulator.bc.sales.SalesDocument;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.state.Entity;

/// A company's documents and books as JSON for checkers in another process. Amounts are strings, exact. Stateless.
final class Truth {
    private Truth() {}

    static ObjectNode of(Company company) {
        return company.alone(books -> {
            Ledger ledger = books.ledger();
            ObjectNode truth = Json.object().put("companyId", company.id().toString());
            ArrayNode documents = truth.putArray("documents");
            Sales.documents(books).forEach(document -> documents.add(document(ledger, document)));
            truth.set("journals", journals(books));
            truth.set("customers", customers(books));
            truth.set("customerEntries", customerEntries(ledger));
            truth.set("banks", banks(books));
            truth.set("bankEntries", bankEntries(ledger));
            truth.set("accounts", accounts(books));
            truth.set("entries", entries(ledger.entries()));
            return truth.put("trialBalance", ledger.trialBalance().toPlainString());
        });
    }

    private static ObjectNode document(Ledger ledger, SalesDocument document) {
        ObjectNode node = Json.object()
                .put("type", document.type())
                .put("set", document.set())
                .put("id", document.id())
                .put("number", document.number())
                .put("externalDocumentNumber", document.externalDocumentNumber())
                .put("customerNumber", document.customerNumber())
                .put("status", document.status())
                .put("total", document.total().toPlainString());
        document.postingDate().ifPresent(date -> node.put("postingDate", date.toString()));
        document.remaining().ifPresent(rest -> node.put("remaining", rest.toPlainString()));
        node.set("dimensions", map(document.dimensions()));
        ArrayNode lines = node.putArray("lines");
        document.lines().forEach(line -> lines.add(line(line)));
        node.set("entries", entries(document.posted() ? ledger.entries(document.number()) : List.of()));
        return node;
    }

    private static ObjectNode line(SalesDocument.Line line) {
        ObjectNode node = Json.object()
                .put("type", line.type())
                .put("number", line.number())
                .put("description", line.description())
                .put("quantity", line.quantity().toPlainString())
                .put("unitPrice", line.unitPrice().toPlainString())
                .put("amount", line.amount().toPlainString())
                .put("taxCode", line.taxCode());
        node.set("dimensions", map(line.dimensions()));
        return node;
    }

    private static ObjectNode map(Map<String, String> values) {
        ObjectNode node = Json.object();
        values.forEach(node::put);
        return node;
    }

    private static ArrayNode entries(List<GeneralEntry> entries) {
        ArrayNode array = Json.array();
        for (GeneralEntry entry : entries) {
            ObjectNode node = array.addObject()
                    .put("number", entry.entryNumber())
                    .put("date", entry.postingDate().toString())
                    .put("documentType", entry.documentType().wireName())
                    .put("documentNumber", entry.documentNumber())
                    .put("externalDocumentNumber", entry.externalDocumentNumber())
                    .put("account", entry.accountNumber())
                    .put("amount", entry.amount().toPlainString())
                    .put("description", entry.description());
            node.set("dimensions", map(entry.dimensions()));
        }
        return array;
    }

    /// Journal batches that still hold lines, posted by nobody.
    private static ArrayNode journals(Books books) {
        ArrayNode array = Json.array();
        for (Entity batch : books.table("journals").all()) {
            List<Entity> lines = books.table("journalLines").below(batch.id());
            BigDecimal sum = lines.stream().map(line -> line.amount("amount")).reduce(BigDecimal.ZERO, BigDecimal::add);
            array.addObject()
                    .put("id", batch.id().toString())
                    .put("code", batch.text("code"))
                    .put("lines", lines.size())
                    .put("sum", sum.toPlainString());
        }
        return array;
    }

    private static ArrayNode customers(Books books) {
        ArrayNode array = Json.array();
        books.table("customers")
                .all()
                .forEach(customer -> array.addObject()
                        .put("id", customer.id().toString())
                        .put("number", customer.text("number"))
                        .put("name", customer.text("displayName"))
                        .put(
                                "balance",
                                books.ledger()
                                        .customerBalance(customer.text("number"))
                                        .toPlainString()));
        return array;
    }

    private static ArrayNode customerEntries(Ledger ledger) {
        ArrayNode array = Json.array();
        for (CustomerEntry entry : ledger.customerEntries()) {
            array.addObject()
                    .put("number", entry.entryNumber())
                    .put("customer", entry.customerNumber())
                    .put("date", entry.postingDate().toString())
                    .put("documentType", entry.documentType().wireName())
                    .put("documentNumber", entry.documentNumber())
                    .put("externalDocumentNumber", entry.externalDocumentNumber())
                    .put("amount", entry.amount().toPlainString())
                    .put("remaining", entry.remaining().toPlainString());
        }
        return array;
    }

    private static ArrayNode banks(Books books) {
        ArrayNode array = Json.array();
        books.table("bankAccounts")
                .all()
                .forEach(bank -> array.addObject()
                        .put("number", bank.text("number"))
                        .put("name", bank.text("displayName"))
                        .put(
                                "balance",
                                books.ledger().bankBalance(bank.text("number")).toPlainString()));
        return array;
    }

    private static ArrayNode bankEntries(Ledger ledger) {
        ArrayNode array = Json.array();
        ledger.bankEntries()
                .forEach(entry -> array.addObject()
                        .put("number", entry.entryNumber())
                        .put("bank", entry.bankAccountNumber())
                        .put("date", entry.postingDate().toString())
                        .put("documentNumber", entry.documentNumber())
                        .put("description", entry.description())
                        .put("amount", entry.amount().toPlainString()));
        return array;
    }

    private static ArrayNode accounts(Books books) {
        ArrayNode array = Json.array();
        books.table("accounts")
                .all()
                .forEach(account -> array.addObject()
                        .put("id", account.id().toString())
                        .put("number", account.text("number"))
                        .put("name", account.text("displayName"))
                        .put("category", account.text("category"))
                        .put(
                                "balance",
                                books.ledger().balance(account.text("number")).toPlainString()));
        return array;
    }
}
