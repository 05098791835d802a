package org.tieout.cli.testing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.tieout.simulator.bc.Human;
import org.tieout.simulator.bc.company.Books;
import org.tieout.simulator.bc.company.Company;
import org.tieout.simulator.bc.ledger.GeneralEntry;
import org.tieout.simulator.http.Json;
import org.tieout.simulator.state.Entity;

/// The books of a simulated company in Business Central, as a checker reads them. Thread-safe.
///
/// @param company the company
public record CentralBooks(Company company) {

    private static final Pattern MARK = Pattern.compile("Tieout posting (\\S+)");
    /// How the API writes that there is no record.
    private static final String NOTHING = "00000000-0000-0000-0000-000000000000";

    private static final Map<String, String> SALES = Map.of(
            "salesInvoices",
            "salesInvoiceLines",
            "salesCreditMemos",
            "salesCreditMemoLines",
            "salesOrders",
            "salesOrderLines");

    /// A document: a sales document, draft or posted, or what a journal posted under one document number.
    ///
    /// @param type the entity set, or `journal`
    /// @param number the ledger's own number
    /// @param externalNumber our reference, where the document has one; a journal's is its number
    /// @param state the sales document's status; a journal's is `Posted`
    /// @param postingId the posting its mark names; empty for journals
    /// @param entries by account number, debits positive; accounts whose entries cancel are left out
    public record Document(
            String type,
            String number,
            String externalNumber,
            String state,
            Optional<String> postingId,
            Map<String, BigDecimal> entries) {}

    /// An account's balance, debit positive.
    public BigDecimal balance(String account) {
        return company.atomically(() -> company.books().ledger().balance(account));
    }

    /// The balances by account number.
    public Map<String, BigDecimal> balances() {
        return company.atomically(() -> company.books().ledger().balances());
    }

    /// The sum of all balances.
    public BigDecimal trialBalance() {
        return balances().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /// What the customer of that number owes.
    public BigDecimal customerBalance(String number) {
        return company.atomically(() -> company.books().ledger().customerBalance(number));
    }

    /// Has a person cancel the invoice with that external document number.
    public void cancelInvoice(String externalNumber, Human person) {
        person.cancels(id("salesInvoices", "externalDocumentNumber", externalNumber));
    }

    /// The id of the record with that value.
    public String id(String table, String property, String value) {
        return company.atomically(() -> found(table, property, value).id().toString());
    }

    /// A property of the record with that value.
    public String text(String table, String property, String value, String wanted) {
        return company.atomically(() -> found(table, property, value).text(wanted));
    }

    private Entity found(String table, String property, String value) {
        return company.books().table(table).all().stream()
                .filter(each -> each.text(property).equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + property + " " + value + " in " + table));
    }

    /// Has a person take the payment method from a customer, so that its invoices stay open.
    public void takePaymentMethodFrom(String customer, Human person) {
        var id = id("customers", "number", customer);
        person.edits("customers", id, Json.object().put("paymentMethodId", NOTHING));
    }

    /// Every document.
    public List<Document> documents() {
        return company.atomically(() -> documents(company.books()));
    }

    private static List<Document> documents(Books books) {
        var entries = new TreeMap<String, Map<String, BigDecimal>>();
        for (GeneralEntry entry : books.ledger().entries()) {
            entries.computeIfAbsent(entry.documentNumber(), _ -> new TreeMap<>())
                    .merge(entry.accountNumber(), entry.amount(), BigDecimal::add);
        }
        var documents = new ArrayList<Document>();
        SALES.forEach((set, lines) -> {
            for (Entity document : books.table(set).all()) {
                var number = document.text("number");
                documents.add(new Document(
                        set,
                        number,
                        document.text("externalDocumentNumber"),
                        document.text("status"),
                        mark(books, lines, document),
                        withoutZeros(entries.getOrDefault(number, Map.of()))));
                entries.remove(number);
            }
        });
        entries.forEach((number, accounts) -> documents.add(
                new Document("journal", number, number, "Posted", Optional.empty(), withoutZeros(accounts))));
        return List.copyOf(documents);
    }

    private static Optional<String> mark(Books books, String lines, Entity document) {
        return books.table(lines).below(document.id()).stream()
                .map(line -> MARK.matcher(line.text("description")))
                .filter(java.util.regex.Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
    }

    private static Map<String, BigDecimal> withoutZeros(Map<String, BigDecimal> amounts) {
        var kept = new TreeMap<String, BigDecimal>();
        amounts.forEach((account, amount) -> {
            if (amount.signum() != 0) {
                kept.put(account, amount.stripTrailingZeros());
            }
        });
        return kept;
    }
}
