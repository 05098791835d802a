package org.tieout.sink.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.sink.Answered;
import org.tieout.runtime.sink.Finding;
import org.tieout.runtime.sink.ItemOutcome;

/// Keeps a row of the table of invoices for each posted document (memo, 8.5 and 10): made once, under an id that
/// follows from the document's, then only moved as payment goes on. One call reads a batch's rows with the records
/// they belong to and one writes.
final class InvoiceDesk {
    private static final int ROUNDS = 4;
    private static final int BILLED = 4;
    private static final int CANCELED = 3;
    private static final String COLUMNS = "?$select=invoicenumber,totalamount,statecode,statuscode";

    private final CrmClient client;

    InvoiceDesk(CrmClient client) {
        this.client = client;
    }

    List<ItemOutcome> post(List<Wanted> wanted) {
        Map<Integer, ItemOutcome> outcomes = new TreeMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            if (wanted.get(i).invoice().isEmpty()) {
                outcomes.put(i, wanted.get(i).onRecord(true));
            }
        }
        for (int round = 0; round < ROUNDS && outcomes.size() < wanted.size(); round++) {
            round(wanted, outcomes);
        }
        for (int i = 0; i < wanted.size(); i++) {
            outcomes.putIfAbsent(
                    i,
                    new ItemOutcome.Later(
                            "others changed the invoice between every reading and writing", Optional.empty()));
        }
        return List.copyOf(outcomes.values());
    }

    private void round(List<Wanted> wanted, Map<Integer, ItemOutcome> outcomes) {
        List<Integer> writing = new ArrayList<>();
        List<List<Operation>> sets = new ArrayList<>();
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            if (!outcomes.containsKey(i)) {
                open.add(i);
            }
        }
        List<Pair> pairs = read(open.stream().map(wanted::get).toList());
        for (int k = 0; k < open.size(); k++) {
            int i = open.get(k);
            switch (decide(wanted.get(i), pairs.get(k))) {
                case Decision.Settled(var outcome) -> outcomes.put(i, outcome);
                case Decision.Write(var operations) -> {
                    writing.add(i);
                    sets.add(operations);
                }
            }
        }
        List<CrmReply> written = client.execute("writeInvoices", sets);
        for (int k = 0; k < writing.size(); k++) {
            Wanted one = wanted.get(writing.get(k));
            if (written.get(k) instanceof CrmReply.Heard) {
                outcomes.put(writing.get(k), posted(row(one), false, Optional.empty()));
            } else if (!(written.get(k) instanceof CrmReply.Faulted(var fault)) || !fault.isOvertaken()) {
                outcomes.put(writing.get(k), CrmReply.unwritten(written.get(k)));
            }
        }
    }

    private sealed interface Decision {
        record Settled(ItemOutcome outcome) implements Decision {}

        record Write(List<Operation> operations) implements Decision {}
    }

    /// A record and the row of its invoice, as read.
    private record Pair(CrmReply record, CrmReply row) {}

    // ---- decide ---------------------------------------------------------------------------------------------------

    private static Decision decide(Wanted wanted, Pair pair) {
        InvoiceRow row = row(wanted);
        if (pair.row() instanceof CrmReply.Heard(var standing)) {
            return move(row, standing);
        }
        if (!(pair.row() instanceof CrmReply.Faulted(var absent)) || !absent.isAbsent()) {
            return new Decision.Settled(CrmReply.unread(pair.row()));
        }
        if (row.ifThere()) {
            return new Decision.Settled(wanted.onRecord(true));
        }
        return switch (pair.record()) {
            case CrmReply.Heard(var record) -> begin(wanted, row, record);
            case CrmReply.Faulted(var fault) when fault.isAbsent() -> new Decision.Settled(wanted.gone(fault));
            case CrmReply.Faulted _, CrmReply.NotNow _, CrmReply.Stopped _, CrmReply.Unheard _ ->
                new Decision.Settled(CrmReply.unread(pair.record()));
        };
    }

    /// Brings a row that stands to the state of payment. What is not active is so first (memo, 10).
    private static Decision move(InvoiceRow row, JsonNode standing) {
        if (row.isStateOf(standing)) {
            return new Decision.Settled(posted(row, true, difference(row, standing)));
        }
        int from = standing.path("statecode").asInt();
        if (from == CANCELED) {
            return new Decision.Settled(new ItemOutcome.Refused(
                    "InvoiceCanceled",
                    "The invoice " + row.number() + " is canceled in Dynamics 365 Sales, and what is canceled cannot"
                            + " become paid or billed (" + row.row() + ")",
                    "Set it back to active there and retry, or leave it: in the ledger it stands as posted."));
        }
        String etag = standing.path("@odata.etag").asText();
        if (from == 0 || row.state() == CANCELED || row.state() == 0) {
            return new Decision.Write(List.of(Operation.change(row.row(), etag, row.states())));
        }
        ObjectNode billed = Json.object().put("statecode", 0).put("statuscode", BILLED);
        return new Decision.Write(
                List.of(Operation.change(row.row(), etag, billed), Operation.change(row.row(), row.states())));
    }

    private static Optional<String> difference(InvoiceRow row, JsonNode standing) {
        BigDecimal shown = Json.number(standing, "totalamount");
        return shown.compareTo(row.total()) == 0
                ? Optional.empty()
                : Optional.of("its total there is " + shown.toPlainString() + ", in the ledger "
                        + row.total().toPlainString() + " " + row.currency());
    }

    private static Decision begin(Wanted wanted, InvoiceRow row, JsonNode record) {
        String currency =
                record.path("transactioncurrencyid").path("isocurrencycode").asText("");
        if (!currency.equals(row.currency())) {
            return new Decision.Settled(new ItemOutcome.Refused(
                    "Currency",
                    "The " + wanted.table().logicalName() + " " + wanted.id() + " is in "
                            + (currency.isEmpty() ? "no currency" : currency) + ", its invoice " + row.number()
                            + " in " + row.currency(),
                    "Correct the currency of the record in Dynamics 365 Sales, then retry."));
        }
        ObjectNode line = Json.object()
                .put("isproductoverridden", true)
                .put("productdescription", "Business Central invoice " + row.number())
                .put("quantity", 1)
                .put("priceperunit", row.total())
                .put("invoiceid@odata.bind", "/" + row.row());
        return new Decision.Write(List.of(
                Operation.create(row.row(), header(wanted, row, record)),
                Operation.create("invoicedetails(" + row.line() + ")", line),
                Operation.change(row.row(), row.states())));
    }

    private static ObjectNode header(Wanted wanted, InvoiceRow row, JsonNode record) {
        ObjectNode header = Json.object()
                .put("invoicenumber", row.number())
                .put("name", "Business Central invoice " + row.number());
        String customer = record.path("_customerid_value").asText();
        boolean person = record.path("_customerid_value@Microsoft.Dynamics.CRM.lookuplogicalname")
                .asText()
                .equals("contact");
        header.put(
                person ? "customerid_contact@odata.bind" : "customerid_account@odata.bind",
                (person ? "/contacts(" : "/accounts(") + customer + ")");
        bind(header, record, "transactioncurrencyid", "transactioncurrencies");
        bind(header, record, "pricelevelid", "pricelevels");
        bind(header, record, "opportunityid", "opportunities");
        switch (wanted.table()) {
            case OPPORTUNITY -> header.put("opportunityid@odata.bind", "/" + SalesTable.OPPORTUNITY.row(wanted.id()));
            case ORDER -> header.put("salesorderid@odata.bind", "/" + SalesTable.ORDER.row(wanted.id()));
            case QUOTE -> {
                // An invoice has no link to a quote.
            }
        }
        return header;
    }

    private static void bind(ObjectNode header, JsonNode record, String lookup, String set) {
        Json.text(record, "_" + lookup + "_value")
                .ifPresent(id -> header.put(lookup + "@odata.bind", "/" + set + "(" + id + ")"));
    }

    // ---- read -----------------------------------------------------------------------------------------------------

    Answered<List<Finding>> find(List<Wanted> wanted) {
        List<Wanted> shown =
                wanted.stream().filter(one -> one.invoice().isPresent()).toList();
        List<CrmReply> rows = client.execute(
                "readInvoices",
                shown.stream()
                        .map(one -> List.of(Operation.get(row(one).row() + COLUMNS)))
                        .toList());
        List<Finding> findings = new ArrayList<>();
        int next = 0;
        for (Wanted one : wanted) {
            if (one.invoice().isEmpty()) {
                findings.add(new Finding.Found(one.onRecord(true)));
                continue;
            }
            CrmReply reply = rows.get(next++);
            if (reply instanceof CrmReply.Heard(var standing)) {
                findings.add(
                        row(one).isStateOf(standing)
                                ? new Finding.Found(posted(row(one), true, difference(row(one), standing)))
                                : new Finding.Absent());
            } else if (reply instanceof CrmReply.Faulted(var fault) && fault.isAbsent()) {
                findings.add(new Finding.Absent());
            } else {
                return CrmReply.notRead(reply);
            }
        }
        return new Answered.Heard<>(findings);
    }

    private List<Pair> read(List<Wanted> wanted) {
        List<List<Operation>> asked = new ArrayList<>();
        for (Wanted one : wanted) {
            asked.add(List.of(Operation.get(row(one).row() + COLUMNS)));
            asked.add(List.of(Operation.getAnnotated(one.table().row(one.id())
                    + "?$select=_customerid_value,_pricelevelid_value,_transactioncurrencyid_value"
                    + (one.table() == SalesTable.OPPORTUNITY ? "" : ",_opportunityid_value")
                    + "&$expand=transactioncurrencyid($select=isocurrencycode)")));
        }
        List<CrmReply> replies = client.execute("readInvoices", asked);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            pairs.add(new Pair(replies.get(2 * i + 1), replies.get(2 * i)));
        }
        return pairs;
    }

    private static InvoiceRow row(Wanted wanted) {
        return wanted.invoice().orElseThrow();
    }

    private static ItemOutcome.Posted posted(InvoiceRow row, boolean found, Optional<String> difference) {
        return new ItemOutcome.Posted(row.id(), "invoice", Optional.of(row.number()), found, difference);
    }
}
