package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.sink.Answered;

/// The general ledger: what stands in the books, whoever put it there. Journals are nothing else once they
/// are posted, and are found by their document number only (memo, 7.6).
final class Entries {
    /// An entry.
    ///
    /// @param type decoded: `Invoice`, `Payment`; empty for a journal's
    /// @param amount debits are positive
    record Entry(
            int number, String document, String type, LocalDate date, String account, BigDecimal amount, String text) {}

    private static final Set<String> INVOICES = Set.of("Invoice", "Payment");
    private static final Set<String> MEMOS = Set.of("Credit Memo", "Refund");

    private final BcClient client;

    Entries(BcClient client) {
        this.client = client;
    }

    /// The questions that read these documents' entries.
    static List<String> questions(Collection<String> numbers) {
        Set<String> distinct = new LinkedHashSet<>();
        numbers.forEach(number -> distinct.add(Odata.quoted(number.toUpperCase(Locale.ROOT))));
        return Odata.anyOf("generalLedgerEntries", "documentNumber", distinct, "");
    }

    /// The entries of these documents, by document number in capitals.
    Answered<Map<String, List<Entry>>> of(Collection<String> numbers) {
        if (numbers.isEmpty()) {
            return new Answered.Heard<>(Map.of());
        }
        return switch (client.read("readEntries", questions(numbers))) {
            case Answered.Heard<List<List<JsonNode>>>(var lists) ->
                new Answered.Heard<>(
                        byDocument(lists.stream().flatMap(List::stream).toList()));
            case Answered.NotNow<List<List<JsonNode>>> notNow -> BcClient.recast(notNow);
            case Answered.Stopped<List<List<JsonNode>>> stopped -> BcClient.recast(stopped);
        };
    }

    static Map<String, List<Entry>> byDocument(List<JsonNode> rows) {
        Map<String, List<Entry>> entries = new TreeMap<>();
        for (JsonNode row : rows) {
            Entry entry = entry(row);
            entries.computeIfAbsent(entry.document(), _ -> new ArrayList<>()).add(entry);
        }
        entries.values().forEach(list -> list.sort(java.util.Comparator.comparingInt(Entry::number)));
        return entries;
    }

    private static Entry entry(JsonNode row) {
        return new Entry(
                row.path("entryNumber").asInt(),
                row.path("documentNumber").asText().toUpperCase(Locale.ROOT),
                Company.decoded(row.path("documentType").asText()),
                Dates.of(row, "postingDate").orElse(LocalDate.EPOCH),
                row.path("accountNumber").asText(),
                Json.number(row, "debitAmount").subtract(Json.number(row, "creditAmount")),
                row.path("description").asText());
    }

    /// Of a document's entries those of one kind: numbers of different series may meet.
    static List<Entry> ofInvoice(List<Entry> entries) {
        return entries.stream().filter(entry -> INVOICES.contains(entry.type())).toList();
    }

    static List<Entry> ofMemo(List<Entry> entries) {
        return entries.stream().filter(entry -> MEMOS.contains(entry.type())).toList();
    }

    static List<Entry> ofPayment(List<Entry> entries) {
        return entries.stream().filter(entry -> entry.type().equals("Payment")).toList();
    }

    static List<Entry> ofJournal(List<Entry> entries) {
        return entries.stream().filter(entry -> entry.type().isEmpty()).toList();
    }

    /// The cost that posting a sale moved from stock is the company's own: an entry of cost of goods sold and
    /// its counterpart of the same amount next to it. They are none of the document's lines.
    ///
    /// @param named accounts that the document's own lines name
    static List<Entry> withoutCost(List<Entry> entries, Company company, Set<String> named) {
        List<Entry> left = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (i + 1 < entries.size() && isCost(entry, entries.get(i + 1), company, named)) {
                i++;
            } else {
                left.add(entry);
            }
        }
        return left;
    }

    private static boolean isCost(Entry one, Entry other, Company company, Set<String> named) {
        return one.amount().add(other.amount()).signum() == 0
                && !named.contains(one.account())
                && !named.contains(other.account())
                && (isCostOfStock(one, other, company) || isCostOfStock(other, one, company));
    }

    private static boolean isCostOfStock(Entry cost, Entry stock, Company company) {
        return isOf(cost, company, "Cost of Goods Sold") && isOf(stock, company, "Assets");
    }

    private static boolean isOf(Entry entry, Company company, String category) {
        Optional<Company.Account> account = company.account(entry.account());
        return account.isPresent() && account.get().category().equals(category);
    }

    /// What they do, by account; accounts at zero are left out.
    static Map<String, BigDecimal> sums(List<Entry> entries) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        entries.forEach(entry -> sums.merge(entry.account(), entry.amount(), BigDecimal::add));
        sums.values().removeIf(sum -> sum.signum() == 0);
        return sums;
    }
}
