package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tieout.event.Document;
import org.tieout.event.DocumentKind;
import org.tieout.event.DocumentLine;
import org.tieout.event.LedgerDocument;
import org.tieout.event.LedgerStatus;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.sink.ItemOutcome;

/// Reads what Business Central holds: whether a document is as commanded, and what it posts. What it posts is
/// taken from the general ledger itself, not from the document's lines: an item's income account follows from
/// posting groups, and the closing of an invoice against clearing is on no line at all. That is what makes
/// the tie-out's third check a check.
///
/// Unknown properties and values are ignored: answers grow.
final class Reading {
    /// The types of what goes through journals, in our records.
    static final String JOURNAL = "journal";

    static final String PAYMENT = "customerPayment";

    private static final Set<String> DRAFTS = Set.of("Draft", "In_x0020_Review");

    private final Company company;
    private final Choices choices;
    private final Map<String, String> cardsByAccount = new HashMap<>();

    Reading(Company company, Choices choices) {
        this.company = company;
        this.choices = choices;
        choices.bankCards().forEach((card, account) -> cardsByAccount.put(account, card));
    }

    /// Not posted yet. A blank status is one of a posted document that nothing more is known of.
    static boolean isDraft(JsonNode json) {
        return DRAFTS.contains(json.path("status").asText());
    }

    /// The type of a document in our records.
    static String vendorType(DocumentKind kind) {
        return SalesType.of(kind)
                .map(SalesType::apiName)
                .orElse(kind == DocumentKind.CUSTOMER_PAYMENT ? PAYMENT : JOURNAL);
    }

    // ---- sales documents ------------------------------------------------------------------------------------------

    /// What differs between a document and its command in amount, customer and date; empty when nothing does.
    Optional<String> difference(JsonNode json, PostingCommand command) {
        Document document = command.getDocument();
        List<String> differences = new ArrayList<>();
        BigDecimal expected = Amounts.total(document);
        BigDecimal actual = Json.number(json, "totalAmountIncludingTax");
        if (actual.compareTo(expected) != 0) {
            differences.add("its total is " + actual.toPlainString() + ", commanded was " + expected.toPlainString());
        }
        Optional<LocalDate> date = Dates.of(json, "postingDate");
        if (date.isPresent() && !date.get().equals(document.getDate())) {
            differences.add("its posting date is " + date.get() + ", commanded was " + document.getDate());
        }
        String customer = document.getCustomer();
        Optional<String> number =
                Optional.ofNullable(customer).flatMap(company::customer).map(Company.Customer::number);
        Optional<String> found = Json.text(json, "customerNumber");
        if (number.isPresent() && found.isPresent() && !found.get().equalsIgnoreCase(number.get())) {
            differences.add("its customer is " + found.get() + ", commanded was " + number.get());
        }
        return differences.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", differences));
    }

    /// A posted document, compared with its command once more. One that should have been closed against
    /// clearing and is open has a customer without the right payment method.
    ItemOutcome.Posted posted(JsonNode json, SalesType type, PostingCommand command, boolean found) {
        Optional<String> difference = difference(json, command);
        BigDecimal open = Json.number(json, "remainingAmount");
        if (difference.isEmpty()
                && type == SalesType.INVOICE
                && open.signum() != 0
                && choices.of(command.getFlow()).closesItself()) {
            difference = Optional.of(open.toPlainString() + " of it is open: the payment method of customer "
                    + json.path("customerNumber").asText() + " has no balancing account");
        }
        return new ItemOutcome.Posted(
                json.path("id").asText(), type.apiName(), Json.text(json, "number"), found, difference);
    }

    /// A sales document as the company holds it.
    ///
    /// @param entries those of its number
    LedgerDocument sales(JsonNode json, SalesType type, List<Entries.Entry> entries, PostingState posting, Instant at) {
        String currency = currency(json);
        Set<String> named = new HashSet<>();
        json.path(type.lines()).forEach(line -> {
            if (line.path("lineType").asText().equals("Account")) {
                named.add(line.path("lineObjectNumber").asText());
            }
        });
        List<Entries.Entry> ofKind = type == SalesType.INVOICE ? Entries.ofInvoice(entries) : Entries.ofMemo(entries);
        boolean canceled = json.path("status").asText().equals("Canceled");
        var builder = LedgerDocument.newBuilder(heading(posting, at))
                .setVendorId(json.path("id").asText())
                .setVendorNumber(Json.text(json, "number").orElse(null))
                .setStatus(canceled ? LedgerStatus.VOIDED : LedgerStatus.LIVE)
                .setDate(Dates.of(json, "postingDate").orElse(null))
                .setTotal(Amounts.money(Json.number(json, "totalAmountIncludingTax"), currency))
                .setLines(lines(Entries.withoutCost(ofKind, company, named), currency))
                .setVersion(Json.text(json, "@odata.etag").orElse(null));
        if (type == SalesType.INVOICE) {
            builder.setOpen(Amounts.money(Json.number(json, "remainingAmount"), currency));
        }
        return builder.build();
    }

    private String currency(JsonNode json) {
        return Json.text(json, "currencyCode").orElse(company.settings().localCurrency());
    }

    // ---- journals -------------------------------------------------------------------------------------------------

    /// Whether entries of a document's number are what was commanded; empty when they are.
    Optional<String> difference(List<Entries.Entry> entries, PostingCommand command) {
        Document document = command.getDocument();
        List<String> differences = new ArrayList<>();
        Map<String, BigDecimal> held = accounts(entries);
        Map<String, BigDecimal> commanded = commanded(document);
        if (!held.equals(commanded)) {
            differences.add("its accounts are " + held + ", commanded was " + commanded);
        }
        entries.stream()
                .map(Entries.Entry::date)
                .filter(date -> !date.equals(document.getDate()))
                .findFirst()
                .ifPresent(date ->
                        differences.add("its posting date is " + date + ", commanded was " + document.getDate()));
        return differences.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", differences));
    }

    private static Map<String, BigDecimal> commanded(Document document) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        document.getLines().forEach(line -> sums.merge(line.getAccount(), Amounts.of(line), BigDecimal::add));
        sums.values().removeIf(sum -> sum.signum() == 0);
        sums.replaceAll((account, sum) -> sum.stripTrailingZeros());
        return sums;
    }

    private Map<String, BigDecimal> accounts(List<Entries.Entry> entries) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        Entries.sums(entries).forEach((account, sum) -> sums.merge(code(account), sum, BigDecimal::add));
        sums.replaceAll((account, sum) -> sum.stripTrailingZeros());
        return sums;
    }

    /// What a bank account card posts to is shown as the card, which is what documents name.
    private String code(String account) {
        return cardsByAccount.getOrDefault(account, account);
    }

    /// The entries among those of a number that a document of that kind makes.
    static List<Entries.Entry> ofKind(DocumentKind kind, List<Entries.Entry> entries) {
        return kind == DocumentKind.CUSTOMER_PAYMENT ? Entries.ofPayment(entries) : Entries.ofJournal(entries);
    }

    /// Entries as the outcome of a posting. Their number is their only name, and may be another than ours.
    ItemOutcome.Posted posted(List<Entries.Entry> entries, PostingCommand command, boolean found) {
        String number = entries.getFirst().document();
        return new ItemOutcome.Posted(
                number,
                vendorType(command.getDocument().getKind()),
                Optional.of(number),
                found,
                difference(entries, command));
    }

    /// A journal document as the books hold it. One whose entries take each other back was reversed by a
    /// person: the reversal has the document's own number.
    LedgerDocument journal(List<Entries.Entry> entries, PostingState posting, Instant at) {
        String currency = company.settings().localCurrency();
        if (entries.isEmpty()) {
            return deleted(posting, at);
        }
        Map<String, BigDecimal> sums = Entries.sums(entries);
        BigDecimal debits =
                sums.values().stream().filter(sum -> sum.signum() > 0).reduce(BigDecimal.ZERO, BigDecimal::add);
        return LedgerDocument.newBuilder(heading(posting, at))
                .setStatus(sums.isEmpty() ? LedgerStatus.VOIDED : LedgerStatus.LIVE)
                .setVendorNumber(entries.getFirst().document())
                .setDate(entries.getFirst().date())
                .setTotal(Amounts.money(debits, currency))
                .setLines(lines(entries, currency))
                .setVersion(Integer.toString(entries.getLast().number()))
                .build();
    }

    // ---- both -----------------------------------------------------------------------------------------------------

    /// A document that is not there any more.
    LedgerDocument deleted(PostingState posting, Instant at) {
        return LedgerDocument.newBuilder(heading(posting, at))
                .setStatus(LedgerStatus.DELETED)
                .build();
    }

    private LedgerDocument heading(PostingState posting, Instant at) {
        return LedgerDocument.newBuilder()
                .setConnection(posting.getTargetConnection())
                .setFlow(posting.getFlow())
                .setSourceConnection(posting.getSourceConnection())
                .setSourceId(posting.getSourceId())
                .setPostingId(posting.getPostingId())
                .setKind(posting.getKind())
                .setVendorType(vendorType(posting.getKind()))
                .setVendorId(posting.getVendorId() == null ? "" : posting.getVendorId())
                .setVendorNumber(posting.getVendorNumber())
                .setStatus(LedgerStatus.LIVE)
                .setTotal(Amounts.money(BigDecimal.ZERO, company.settings().localCurrency()))
                .setReadAt(at)
                .build();
    }

    /// One line an account: what closes itself within the document is not in it.
    private List<DocumentLine> lines(List<Entries.Entry> entries, String currency) {
        Map<String, String> texts = new HashMap<>();
        entries.forEach(entry -> texts.putIfAbsent(code(entry.account()), entry.text()));
        return accounts(entries).entrySet().stream()
                .map(sum -> DocumentLine.newBuilder()
                        .setAccount(sum.getKey())
                        .setAmount(Amounts.money(sum.getValue(), currency))
                        .setMemo(texts.getOrDefault(sum.getKey(), ""))
                        .build())
                .toList();
    }
}
