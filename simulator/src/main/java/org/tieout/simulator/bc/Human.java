package org.tieout.simulator.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.tieout.simulator.bc.company.Company;
import org.tieout.simulator.bc.odata.EntitySet;
import org.tieout.simulator.bc.odata.Refusals;
import org.tieout.simulator.bc.sales.Sales;
import org.tieout.simulator.bc.sales.SalesDocument;
import org.tieout.simulator.http.Headers;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.http.Response;
import org.tieout.simulator.odata.Refusal;
import org.tieout.simulator.state.Entity;

/// A person at the client who works on documents and records, under the same rules as the API but without its tokens
/// and limits. What a rule stops is thrown as a [Refusal]. Thread-safe.
public final class Human {
    private final Company company;
    private final Api api;

    Human(Company company, Api api) {
        this.company = company;
        this.api = api;
    }

    /// Posts a draft of `salesInvoices` or `salesCreditMemos`, ships and invoices one of `salesOrders`, posts a batch
    /// of `journals`.
    public void posts(String set, String id) {
        acts(set, id, set.equals("salesOrders") ? "shipandinvoice" : "post");
    }

    /// Cancels a posted invoice.
    public void cancels(String invoice) {
        acts("salesInvoices", invoice, "cancel");
    }

    /// Leaves a draft of a corrective credit memo.
    public void corrects(String invoice) {
        acts("salesInvoices", invoice, "makecorrectivecreditmemo");
    }

    private void acts(String set, String id, String action) {
        company.atomically(() -> {
            EntitySet found = set(set);
            found.act(find(found, id), action);
            return true;
        });
    }

    private EntitySet set(String name) {
        return company.books().set(name).orElseThrow(() -> new NoSuchElementException("no entity set " + name));
    }

    private static Entity find(EntitySet set, String id) {
        return set.find(id).orElseThrow(() -> Refusals.recordNotFound(set.type().name(), id));
    }

    /// Changes properties of a record: edits a draft or a line, renames an item, moves a customer.
    public void edits(String set, String id, JsonNode changes) {
        perform("PATCH", path(set, id), Json.bytes(changes));
    }

    /// Deletes a record.
    public void deletes(String set, String id) {
        perform("DELETE", path(set, id), new byte[0]);
    }

    private String path(String set, String id) {
        return "/companies(" + company.id() + ")/" + set + "(" + id + ")";
    }

    private void perform(String method, String path, byte[] body) {
        Headers anyVersion = new Headers(Map.of("If-Match", List.of("*")));
        Response answer = api.answer(new Request(method, path, "", anyVersion, body));
        if (answer.status() >= 400) {
            JsonNode error = Json.parse(answer.body()).orElseThrow().path("error");
            throw new Refusal(
                    answer.status(),
                    error.path("code").asText(),
                    error.path("message").asText());
        }
    }

    /// Receives money for a posted invoice on a G/L account.
    public void receives(String invoice, BigDecimal amount, LocalDate date, String account) {
        String customer = company.atomically(() -> company.books()
                .first("salesInvoices", "number", invoice)
                .map(found -> found.text("billToCustomerNumber"))
                .orElseThrow(() -> new NoSuchElementException("no posted invoice " + invoice)));
        company.humanReceivesPayment(customer, invoice, amount, date, account);
    }

    /// Every sales document there is.
    public List<SalesDocument> documents() {
        return company.alone(Sales::documents);
    }
}
