package org.tieout.simulator.qbo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.qbo.company.Company;
import org.tieout.simulator.qbo.company.Document;
import org.tieout.simulator.qbo.company.Link;
import org.tieout.simulator.qbo.ledger.Entry;

/// A company's documents and books as JSON for checkers in another process. Amounts are strings, exact. Stateless.
final class Truth {
    private Truth() {}

    static ObjectNode of(Company company) {
        ObjectNode truth = Json.object().put("realm", company.realm());
        ArrayNode documents = truth.putArray("documents");
        company.documents().forEach(document -> documents.add(document(document)));
        ArrayNode balances = truth.putArray("balances");
        company.balances()
                .forEach(line -> balances.addObject()
                        .put("id", line.id())
                        .put("number", line.number())
                        .put("name", line.name())
                        .put("type", line.type())
                        .put("balance", line.balance().toPlainString()));
        return truth.put("trialBalance", company.trialBalance().toPlainString());
    }

    private static ObjectNode document(Document document) {
        ObjectNode node = Json.object()
                .put("type", document.key().type().apiName())
                .put("id", document.key().id())
                .put("state", document.state())
                .put("syncToken", document.syncToken())
                .put("total", document.total().toPlainString());
        document.docNumber().ifPresent(value -> node.put("docNumber", value));
        document.txnDate().ifPresent(value -> node.put("txnDate", value));
        document.paymentRefNum().ifPresent(value -> node.put("paymentRefNum", value));
        document.privateNote().ifPresent(value -> node.put("privateNote", value));
        document.customerId().ifPresent(value -> node.put("customerId", value));
        document.open().ifPresent(value -> node.put("open", value.toPlainString()));
        JsonNode lines = document.body().path("Line");
        node.set("lines", lines.isMissingNode() ? Json.array() : lines);
        node.set("links", links(document.links()));
        node.set("entries", entries(document.entries()));
        return node;
    }

    private static ArrayNode links(List<Link> links) {
        ArrayNode array = Json.array();
        links.forEach(link -> array.addObject()
                .put("type", link.target().type().apiName())
                .put("id", link.target().id())
                .put("amount", link.amount().toPlainString()));
        return array;
    }

    private static ArrayNode entries(List<Entry> entries) {
        ArrayNode array = Json.array();
        entries.forEach(entry -> array.addObject()
                .put("accountId", entry.accountId())
                .put("date", entry.date().toString())
                .put("amount", entry.amount().toPlainString())
                .put("memo", entry.memo()));
        return array;
    }
}
