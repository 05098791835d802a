package org.tieout.sink.bc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Locale;
import org.tieout.event.Application;
import org.tieout.event.Document;
import org.tieout.event.DocumentKind;
import org.tieout.event.DocumentLine;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.sink.References;

/// Renders what goes through a journal batch: its code and name, and the lines of one document. Pure.
///
/// All general journal documents of one source share a batch, payments of one source and one money account
/// share another: Business Central balances by document type and number, so the two never mix (memo, 7.6,
/// 7.7).
final class JournalRendering {
    private static final int NAME_LENGTH = 100;
    private static final int DESCRIPTION_LENGTH = 100;
    private static final int EXTERNAL_LENGTH = 35;

    /// Line numbers are given by us: two writers cannot make the same line twice. Each document has a block.
    private static final int BLOCK = 100_000;

    private static final int STEP = 10;
    private static final int MOST_BLOCKS = 20_000;

    private final Company company;
    private final Choices choices;

    JournalRendering(Company company, Choices choices) {
        this.company = company;
        this.choices = choices;
    }

    /// Lines of a general journal.
    ObjectNode journal(PostingCommand command) throws Unpostable {
        requireLocalCurrency(command);
        Document document = command.getDocument();
        ObjectNode json = batch(
                "journals",
                JournalCode.of('G', command.getTargetConnection(), command.getFlow(), command.getSourceId()),
                "Tieout " + command.getFlow() + " " + command.getSourceId());
        ArrayNode lines = json.putArray("lines");
        int number = command.getSequence() % MOST_BLOCKS * BLOCK;
        for (DocumentLine line : document.getLines()) {
            if (Amounts.of(line).signum() != 0) {
                number += STEP;
                lines.add(journalLine(line, command, number));
            }
        }
        if (lines.isEmpty()) {
            throw new Unpostable(
                    "nothing-to-post",
                    "The journal has no line with an amount",
                    "Look at the settlement with `tieout audit " + command.getSourceId() + "`.");
        }
        return json;
    }

    private ObjectNode journalLine(DocumentLine line, PostingCommand command, int number) throws Unpostable {
        Document document = command.getDocument();
        ObjectNode json = Json.object();
        json.put("lineNumber", number);
        if (document.getKind() == DocumentKind.CREDIT_REFUND && line.equals(customersSide(document))) {
            json.put("accountType", "Customer");
            json.put("accountNumber", Rendering.customer(company, document).number());
        } else {
            account(line, json);
        }
        common(command, json);
        json.put("amount", Amounts.of(line));
        json.put("description", described(line.getMemo(), document));
        json.put("comment", Mark.of(command.getPostingId()));
        Rendering.dimensions(company, line, json);
        return json;
    }

    /// A bank account card where the mapping names one, else an account of the chart. Cards and accounts may have
    /// the same name: a number counts before it.
    private void account(DocumentLine line, ObjectNode json) throws Unpostable {
        String code = line.getAccount();
        var account = company.accountOfNumber(code);
        var card = company.bankAccount(code);
        if (card.isPresent() && (account.isEmpty() || !account.get().directPosting() || meansCard(code))) {
            if (!choices.bankCards().containsKey(card.get().number().toUpperCase(Locale.ROOT))) {
                throw new Unpostable(
                        "bank-card",
                        "The mapping names the bank account " + card.get().number()
                                + ", and the API does not tell which account of the chart it posts to",
                        "Add " + card.get().number() + "=<account number> to bank-cards of the connection, run"
                                + " `tieout apply`, then retry.");
            }
            if (card.get().blocked()) {
                throw new Unpostable(
                        "account-closed",
                        "The bank account " + card.get().number() + " is blocked",
                        "Unblock it in Business Central, or map another account, then retry.");
            }
            json.put("accountType", "Bank_x0020_Account");
            json.put("accountNumber", card.get().number());
        } else {
            json.put("accountType", "G_x002F_L_x0020_Account");
            json.put("accountNumber", Rendering.directAccount(company, code).number());
        }
    }

    /// A card's number says more than the name of an account, which may well be the same.
    private boolean meansCard(String code) {
        return company.accountOfNumber(code).isEmpty()
                && company.bankAccount(code)
                        .filter(card -> card.number().equalsIgnoreCase(code.strip()))
                        .isPresent();
    }

    /// What gives a memo's money back debits the receivable, which is the customer's account here.
    private static DocumentLine customersSide(Document document) {
        return document.getLines().stream()
                .filter(line -> Amounts.of(line).signum() > 0)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("what gives money back debits the customer"));
    }

    /// Lines of a payment journal, one for each invoice that is paid. They balance against the batch's own
    /// balancing account.
    ObjectNode payment(PostingCommand command, References references) throws Unpostable {
        requireLocalCurrency(command);
        Document document = command.getDocument();
        DocumentLine money = moneySide(document);
        Company.Account balancing = Rendering.directAccount(company, money.getAccount());
        ObjectNode json = batch(
                "customerPaymentJournals",
                JournalCode.of(
                        'P',
                        command.getTargetConnection(),
                        command.getFlow(),
                        command.getSourceId(),
                        balancing.number()),
                "Tieout " + command.getFlow() + " " + command.getSourceId());
        json.put("balancingAccountId", balancing.id());
        String customer = Rendering.customer(company, document).number();
        ArrayNode lines = json.putArray("lines");
        int number = command.getSequence() % MOST_BLOCKS * BLOCK;
        for (Application application : document.getApplications()) {
            BigDecimal amount = Amounts.of(application);
            if (amount.signum() == 0) {
                continue;
            }
            number += STEP;
            ObjectNode line = Json.object();
            line.put("lineNumber", number);
            line.put("customerNumber", customer);
            common(command, line);
            line.put("amount", choices.receivedIsPositive() ? amount : amount.negate());
            line.put("appliesToInvoiceId", invoice(application, references));
            line.put(
                    "description",
                    described(
                            application.getOrderId() == null
                                    ? document.getMemo()
                                    : "Amazon order " + application.getOrderId(),
                            document));
            line.put("comment", Mark.of(command.getPostingId()));
            lines.add(line);
        }
        if (lines.isEmpty()) {
            throw new Unpostable(
                    "nothing-to-post",
                    "The payment pays nothing",
                    "Look at the settlement with `tieout audit " + command.getSourceId() + "`.");
        }
        return json;
    }

    /// A received payment debits where the money goes.
    private static DocumentLine moneySide(Document document) throws Unpostable {
        return document.getLines().stream()
                .filter(line -> Amounts.of(line).signum() > 0)
                .findFirst()
                .orElseThrow(() -> new Unpostable(
                        "payment-account",
                        "The payment names no account the money goes to",
                        "Correct the mapping, then retry."));
    }

    private static String invoice(Application application, References references) throws Unpostable {
        References.Posted posted = references
                .of(application.getPostingId())
                .orElseThrow(() -> new Unpostable(
                        "reference-missing",
                        "Posting " + application.getPostingId() + " has no document in the ledger",
                        "Retry it first, then this one."));
        if (!posted.vendorType().equals(SalesType.INVOICE.apiName())) {
            throw new Unpostable(
                    "applies-to",
                    "A payment can be applied to invoices only, not to a " + posted.vendorType(),
                    "Report this: plans for Business Central keep to that.");
        }
        return posted.vendorId();
    }

    /// What a person reads, and behind it our reference: a number series of the journal may replace the document
    /// number, and then the entries are found by this (memo, 7.6).
    private static String described(String text, Document document) {
        String behind = behind(document.getReference());
        int room = DESCRIPTION_LENGTH - behind.length();
        return (text.length() <= room ? text : text.substring(0, room)) + behind;
    }

    /// What the descriptions of a document's lines end with.
    static String behind(String reference) {
        return " (" + reference + ")";
    }

    private ObjectNode batch(String set, String code, String name) {
        ObjectNode json = Json.object();
        json.put("set", set);
        json.put("code", code);
        json.put("displayName", name.length() <= NAME_LENGTH ? name : name.substring(0, NAME_LENGTH));
        return json;
    }

    private static void common(PostingCommand command, ObjectNode json) throws Unpostable {
        Document document = command.getDocument();
        json.put("postingDate", document.getDate().toString());
        json.put("documentNumber", Rendering.reference(document));
        json.put("externalDocumentNumber", external(command));
    }

    /// The settlement's or order's own id, where it fits.
    private static String external(PostingCommand command) {
        String id = command.getSourceId().toUpperCase(Locale.ROOT);
        return id.length() <= EXTERNAL_LENGTH ? id : id.substring(id.length() - EXTERNAL_LENGTH);
    }

    /// Journal lines carry no currency: amounts are in the local one (memo, 7.6).
    private void requireLocalCurrency(PostingCommand command) throws Unpostable {
        String local = company.settings().localCurrency();
        if (!local.equals(command.getDocument().getCurrency())) {
            throw new Unpostable(
                    "currency",
                    "Journals of this company are in " + local + " only; the document is in "
                            + command.getDocument().getCurrency(),
                    "Send this flow to a company that keeps its books in "
                            + command.getDocument().getCurrency() + ", then retry.");
        }
    }
}
