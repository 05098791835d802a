package org.tieout.sink.qbo;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tieout.event.Document;
import org.tieout.event.DocumentLine;
import org.tieout.event.LedgerDocument;
import org.tieout.event.LedgerStatus;
import org.tieout.event.Money;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.sink.ItemOutcome;

/// Reads QuickBooks Online's transactions: whether one is ours and as commanded, and what it posts.
/// What it posts follows QuickBooks Online's own rules (an invoice debits the receivable and credits
/// each item's income account), not our rendering: that is what makes the tie-out's third check a
/// check.
///
/// Unknown properties and values are ignored: answers grow.
final class Reading {
    private static final int SCALE = 4;

    private final Company company;

    Reading(Company company) {
        this.company = company;
    }

    // ---- is it ours, is it as commanded ---------------------------------------------------------------------------

    static boolean isOf(JsonNode json, String postingId) {
        return Note.names(json.path("PrivateNote").asText(), postingId);
    }

    /// What differs between a transaction and its command in amount, customer and date; empty when
    /// nothing does.
    Optional<String> difference(JsonNode json, QboType type, PostingCommand command) {
        Document document = command.getDocument();
        List<String> differences = new ArrayList<>();
        BigDecimal expected = Rendering.total(document);
        BigDecimal actual = total(json, type);
        if (actual.compareTo(expected) != 0) {
            differences.add("its total is " + actual.toPlainString() + ", commanded was " + expected.toPlainString());
        }
        String date = json.path("TxnDate").asText();
        if (!date.isEmpty() && !date.equals(document.getDate().toString())) {
            differences.add("its date is " + date + ", commanded was " + document.getDate());
        }
        String customer = document.getCustomer();
        if (customer != null && type != QboType.JOURNAL_ENTRY) {
            Optional<String> id = company.customer(customer).map(Company.Customer::id);
            Optional<String> found = Refs.of(json, "CustomerRef");
            if (found.isPresent() && id.isPresent() && !found.equals(id)) {
                differences.add("its customer is not " + customer);
            }
        }
        return differences.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", differences));
    }

    /// The outcome of a create that was answered: QuickBooks Online computes totals itself and may drop
    /// a link it does not like, so that both are compared (Deposit reference; users' reports).
    ItemOutcome.Posted posted(JsonNode json, QboType type, PostingCommand command, boolean found) {
        Optional<String> difference = difference(json, type, command);
        if (difference.isEmpty()) {
            long links = links(json);
            long commanded = commandedLinks(type, command.getDocument());
            if (links != commanded) {
                difference = Optional.of("it links " + links + " documents, commanded were " + commanded);
            }
        }
        return new ItemOutcome.Posted(
                json.path("Id").asText(),
                type.apiName(),
                type.number().flatMap(property -> Json.text(json, property)),
                found,
                difference);
    }

    private static long commandedLinks(QboType type, Document document) {
        return switch (type) {
            case PAYMENT -> document.getApplications().size();
            case DEPOSIT ->
                document.getApplications().stream()
                        .filter(application ->
                                application.getAmount().getAmount().signum() != 0)
                        .count();
            case INVOICE, CREDIT_MEMO, REFUND_RECEIPT, JOURNAL_ENTRY -> 0;
        };
    }

    private static long links(JsonNode json) {
        long links = 0;
        for (JsonNode line : json.path("Line")) {
            links += line.path("LinkedTxn").isEmpty() ? 0 : 1;
        }
        return links;
    }

    /// A journal's own total reads 0; its debits say what it is.
    private static BigDecimal total(JsonNode json, QboType type) {
        if (type != QboType.JOURNAL_ENTRY) {
            return Json.number(json, "TotalAmt");
        }
        BigDecimal debits = BigDecimal.ZERO;
        for (JsonNode line : json.path("Line")) {
            if (line.path("JournalEntryLineDetail").path("PostingType").asText().equals("Debit")) {
                debits = debits.add(Json.number(line, "Amount"));
            }
        }
        return debits;
    }

    // ---- what it posts --------------------------------------------------------------------------------------------

    /// A transaction as the company holds it.
    LedgerDocument document(JsonNode json, QboType type, PostingState posting, Instant at) {
        if (json.path("status").asText().equals("Deleted")) {
            return deleted(type, posting, at);
        }
        String currency = Refs.of(json, "CurrencyRef").orElse(company.settings().homeCurrency());
        BigDecimal total = total(json, type);
        boolean voided = total.signum() == 0
                && json.path("PrivateNote").asText().regionMatches(true, 0, "Voided", 0, "Voided".length());
        var builder = LedgerDocument.newBuilder(heading(type, posting, at))
                .setVendorId(json.path("Id").asText())
                .setVendorNumber(type.number()
                        .flatMap(property -> Json.text(json, property))
                        .orElse(null))
                .setStatus(voided ? LedgerStatus.VOIDED : LedgerStatus.LIVE)
                .setDate(Json.text(json, "TxnDate").map(LocalDate::parse).orElse(null))
                .setTotal(money(total, currency))
                .setLines(lines(json, type, total, currency))
                .setVersion(Json.text(json, "SyncToken").orElse(null));
        switch (type) {
            case INVOICE, CREDIT_MEMO -> builder.setOpen(money(Json.number(json, "Balance"), currency));
            case PAYMENT -> builder.setOpen(money(Json.number(json, "UnappliedAmt"), currency));
            case REFUND_RECEIPT, JOURNAL_ENTRY, DEPOSIT -> builder.setOpen(null);
        }
        return builder.build();
    }

    /// A transaction that is not there any more.
    LedgerDocument deleted(QboType type, PostingState posting, Instant at) {
        return LedgerDocument.newBuilder(heading(type, posting, at))
                .setStatus(LedgerStatus.DELETED)
                .build();
    }

    private LedgerDocument heading(QboType type, PostingState posting, Instant at) {
        return LedgerDocument.newBuilder()
                .setConnection(posting.getTargetConnection())
                .setFlow(posting.getFlow())
                .setSourceConnection(posting.getSourceConnection())
                .setSourceId(posting.getSourceId())
                .setPostingId(posting.getPostingId())
                .setKind(posting.getKind())
                .setVendorType(type.apiName())
                .setVendorId(posting.getVendorId() == null ? "" : posting.getVendorId())
                .setVendorNumber(posting.getVendorNumber())
                .setStatus(LedgerStatus.LIVE)
                .setTotal(money(BigDecimal.ZERO, company.settings().homeCurrency()))
                .setReadAt(at)
                .build();
    }

    private List<DocumentLine> lines(JsonNode json, QboType type, BigDecimal total, String currency) {
        Lines lines = new Lines(currency);
        switch (type) {
            case INVOICE -> {
                lines.debit(receivable(), total, "receivable");
                sales(json, lines, BigDecimal.ONE.negate());
            }
            case CREDIT_MEMO -> {
                lines.debit(receivable(), total.negate(), "receivable");
                sales(json, lines, BigDecimal.ONE);
            }
            case REFUND_RECEIPT -> {
                lines.debit(account(Refs.of(json, "DepositToAccountRef")), total.negate(), "refunded");
                sales(json, lines, BigDecimal.ONE);
            }
            case PAYMENT -> {
                lines.debit(moneyAccount(json), total, "received");
                lines.debit(receivable(), total.negate(), "receivable");
            }
            case DEPOSIT -> {
                lines.debit(account(Refs.of(json, "DepositToAccountRef")), total, "deposited");
                json.path("Line").forEach(line -> depositLine(line, lines));
            }
            case JOURNAL_ENTRY -> json.path("Line").forEach(line -> journalLine(line, lines));
        }
        return lines.list;
    }

    private void sales(JsonNode json, Lines lines, BigDecimal sign) {
        for (JsonNode line : json.path("Line")) {
            JsonNode detail = line.path("SalesItemLineDetail");
            BigDecimal amount = Json.number(line, "Amount");
            switch (line.path("DetailType").asText()) {
                case "SalesItemLineDetail" ->
                    Refs.of(detail, "ItemRef")
                            .ifPresent(item ->
                                    lines.debit(incomeAccount(detail, item), amount.multiply(sign), description(line)));
                case "DiscountLineDetail" ->
                    lines.debit(
                            account(Refs.of(line.path("DiscountLineDetail"), "DiscountAccountRef")),
                            amount.multiply(sign).negate(),
                            description(line));
                default -> {
                    // Subtotals and descriptions post nothing.
                }
            }
        }
        BigDecimal tax = Json.number(json.path("TxnTaxDetail"), "TotalTax");
        if (tax.signum() != 0) {
            lines.debit(salesTax(), tax.multiply(sign), "sales tax");
        }
    }

    private void depositLine(JsonNode line, Lines lines) {
        String account = line.path("LinkedTxn").isEmpty()
                ? account(Refs.of(line.path("DepositLineDetail"), "AccountRef"))
                : company.undeposited().map(Company.Account::code).orElse("Undeposited Funds");
        lines.debit(account, Json.number(line, "Amount").negate(), description(line));
    }

    private void journalLine(JsonNode line, Lines lines) {
        JsonNode detail = line.path("JournalEntryLineDetail");
        if (detail.isMissingNode()) {
            return;
        }
        BigDecimal amount = Json.number(line, "Amount");
        boolean debit = detail.path("PostingType").asText().equals("Debit");
        lines.debit(account(Refs.of(detail, "AccountRef")), debit ? amount : amount.negate(), description(line));
    }

    /// A payment without an account goes to Undeposited Funds (Payment reference,
    /// "DepositToAccountRef").
    private String moneyAccount(JsonNode json) {
        return Refs.of(json, "DepositToAccountRef")
                .map(id -> account(Optional.of(id)))
                .or(() -> company.undeposited().map(Company.Account::code))
                .orElse("Undeposited Funds");
    }

    private String incomeAccount(JsonNode detail, String item) {
        return account(Refs.of(detail, "ItemAccountRef")
                .or(() -> company.itemById(item).flatMap(Company.Item::incomeAccount)));
    }

    private String receivable() {
        return company.receivable().map(Company.Account::code).orElse("Accounts Receivable");
    }

    private String salesTax() {
        return company.accounts().stream()
                .filter(account -> account.subType().equals("SalesTaxPayable")
                        || account.subType().equals("GlobalTaxPayable"))
                .findFirst()
                .map(Company.Account::code)
                .orElse("Sales tax payable");
    }

    private String account(Optional<String> id) {
        return id.map(known ->
                        company.accountById(known).map(Company.Account::code).orElse("account id " + known))
                .orElse("no account");
    }

    private static String description(JsonNode line) {
        return line.path("Description").asText("");
    }

    static Money money(BigDecimal amount, String currency) {
        return Money.newBuilder()
                .setCurrency(currency)
                .setAmount(amount.setScale(SCALE, RoundingMode.UNNECESSARY))
                .build();
    }

    /// Collects lines; debits are positive.
    private static final class Lines {
        private final List<DocumentLine> list = new ArrayList<>();
        private final String currency;

        Lines(String currency) {
            this.currency = currency;
        }

        void debit(String account, BigDecimal amount, String memo) {
            list.add(DocumentLine.newBuilder()
                    .setAccount(account)
                    .setAmount(money(amount, currency))
                    .setMemo(memo)
                    .build());
        }
    }
}
