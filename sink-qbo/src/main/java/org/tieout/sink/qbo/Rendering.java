package org.tieout.sink.qbo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.tieout.event.Application;
import org.tieout.event.Document;
import org.tieout.event.DocumentKind;
import org.tieout.event.DocumentLine;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.http.Json;
import org.tieout.runtime.sink.Prepared;
import org.tieout.runtime.sink.Ready;
import org.tieout.runtime.sink.References;

/// Renders canonical documents to QuickBooks Online's JSON. Pure: the same command against the same
/// company yields the same bytes. What the company lacks is an answer, with what a person can do about
/// it.
///
/// Sources: Intuit "All entities" reference, pages Invoice, CreditMemo, RefundReceipt, Payment,
/// Deposit, JournalEntry; "Manage linked transactions".
final class Rendering {
    private static final int NUMBER_LENGTH = 21;
    private static final int DESCRIPTION_LENGTH = 4_000;
    private static final int UNIT_PRICE_DECIMALS = 5;

    private final Company company;

    Rendering(Company company) {
        this.company = company;
    }

    /// The body of a create request.
    Prepared render(Ready ready) {
        try {
            return new Prepared.Body(Json.write(document(ready.command(), ready.references())));
        } catch (Unpostable e) {
            return e.prepared;
        }
    }

    private ObjectNode document(PostingCommand command, References references) throws Unpostable {
        requireNumbers();
        return switch (command.getDocument().getKind()) {
            case INVOICE -> invoice(command);
            case CREDIT_MEMO -> sales(command, false);
            case REFUND_RECEIPT -> refundReceipt(command);
            case CUSTOMER_PAYMENT -> payment(command, references);
            case DEPOSIT -> deposit(command, references);
            case JOURNAL -> journal(command);
            case CREDIT_REFUND,
                    BILL,
                    BILL_PAYMENT,
                    SPEND_MONEY,
                    RECEIVE_MONEY,
                    TRANSFER,
                    SALES_ORDER,
                    SALES_INVOICE,
                    CUSTOMER,
                    STATUS_UPDATE ->
                throw new Unpostable(
                        "other-profile",
                        "QuickBooks Online's posting profile makes no "
                                + command.getDocument().getKind(),
                        "Check the flow's target: the document was planned for another ledger.");
            case UNKNOWN ->
                throw new Unpostable(
                        "unknown-kind",
                        "This version does not know the document's kind",
                        "Upgrade the sink, then retry.");
        };
    }

    /// Without them QuickBooks Online numbers by itself, and neither duplicates nor lost answers can be
    /// told by number.
    private void requireNumbers() throws Unpostable {
        if (!company.settings().ownNumbers()) {
            throw new Unpostable(
                    "custom-numbers-off",
                    "The company does not take transaction numbers of ours",
                    "In QuickBooks Online turn on Account and settings > Sales > Sales form content > Custom transaction"
                            + " numbers, then retry.");
        }
    }

    // ---- sales documents ------------------------------------------------------------------------------------------

    private ObjectNode invoice(PostingCommand command) throws Unpostable {
        ObjectNode invoice = sales(command, true);
        Document document = command.getDocument();
        if (document.getTrackingNumber() != null) {
            invoice.put("TrackingNum", document.getTrackingNumber());
        }
        invoice.put("ShipDate", document.getDate().toString());
        return invoice;
    }

    private ObjectNode refundReceipt(PostingCommand command) throws Unpostable {
        ObjectNode receipt = sales(command, false);
        DocumentLine from = otherSide(command.getDocument());
        receipt.set("DepositToAccountRef", Refs.to(account(from.getAccount()).id()));
        return receipt;
    }

    private ObjectNode sales(PostingCommand command, boolean sells) throws Unpostable {
        Document document = command.getDocument();
        ObjectNode json = Json.object();
        json.put("DocNumber", number(document.getReference()));
        json.put("TxnDate", document.getDate().toString());
        json.set("CustomerRef", Refs.to(customer(document)));
        currency(json, document);
        json.put("PrivateNote", Note.of(command));
        ArrayNode lines = json.putArray("Line");
        int other = document.getLines().indexOf(otherSide(document));
        for (int i = 0; i < document.getLines().size(); i++) {
            if (i != other) {
                lines.add(salesLine(document.getLines().get(i), sells));
            }
        }
        return json;
    }

    /// The receivable's line, or the money's: the one without an item.
    static DocumentLine otherSide(Document document) {
        return document.getLines().stream()
                .filter(line -> line.getItem() == null)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a sales document has a line without an item"));
    }

    private ObjectNode salesLine(DocumentLine line, boolean sells) throws Unpostable {
        BigDecimal amount = amount(line);
        BigDecimal value = sells ? amount.negate() : amount;
        Company.Account account = account(line.getAccount());
        Company.Item item = item(line, account);
        int quantity = line.getQuantity() == null ? 1 : Math.max(line.getQuantity(), 1);
        Optional<BigDecimal> price = unitPrice(value, quantity);
        String memo = price.isPresent() || quantity == 1 ? line.getMemo() : quantity + " x " + line.getMemo();

        ObjectNode detail = Json.object();
        detail.set("ItemRef", Refs.to(item.id()));
        detail.put("Qty", price.isPresent() ? quantity : 1);
        detail.put("UnitPrice", price.orElse(value));
        // Missing counts as TAX, and automated sales tax would then add tax of its own (Automated sales tax for US
        // locales).
        detail.set("TaxCodeRef", Refs.to(line.getTaxCode() == null ? "NON" : line.getTaxCode()));

        ObjectNode json = Json.object();
        json.put("Amount", value);
        json.put("Description", shortened(memo));
        json.put("DetailType", "SalesItemLineDetail");
        json.set("SalesItemLineDetail", detail);
        return json;
    }

    /// A price that gives the amount exactly when multiplied, or nothing: code 6070 is for prices that
    /// do not.
    static Optional<BigDecimal> unitPrice(BigDecimal amount, int quantity) {
        try {
            BigDecimal price = amount.divide(
                            BigDecimal.valueOf(quantity), UNIT_PRICE_DECIMALS, RoundingMode.UNNECESSARY)
                    .stripTrailingZeros();
            return Optional.of(price.scale() < amount.scale() ? price.setScale(amount.scale()) : price);
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    private Company.Item item(DocumentLine line, Company.Account account) throws Unpostable {
        if (line.getItem() == null) {
            throw new Unpostable(
                    "item-missing",
                    "A line on account " + line.getAccount() + " names no item",
                    "Map its category to an item, then retry.");
        }
        String name = ItemNames.of(line);
        Optional<Company.Item> found = company.item(name)
                .filter(item -> postsTo(item, account))
                .or(() -> company.item(ItemNames.variant(name, account.code())).filter(item -> postsTo(item, account)));
        if (found.isPresent() && found.get().active()) {
            return found.get();
        }
        Optional<Company.Item> named = company.item(name);
        if (named.isPresent() && !named.get().active()) {
            throw new Unpostable(
                    "item-inactive",
                    "The item " + name + " is inactive",
                    "Make it active in QuickBooks Online, or map the line to another item, then retry.");
        }
        if (named.isPresent()) {
            throw new Unpostable(
                    "item-account",
                    "The item " + name + " posts to another income account than " + line.getAccount()
                            + ", which the mapping names",
                    "Change the item's income account or the mapping, then retry.");
        }
        throw new Unpostable(
                "item-missing",
                "The company has no item " + name,
                "Create it with income account " + line.getAccount()
                        + ", or set the flow's option create-missing-items to true, then retry.");
    }

    private static boolean postsTo(Company.Item item, Company.Account account) {
        return item.incomeAccount().map(account.id()::equals).orElse(false);
    }

    // ---- money ----------------------------------------------------------------------------------------------------

    private ObjectNode payment(PostingCommand command, References references) throws Unpostable {
        Document document = command.getDocument();
        ObjectNode json = Json.object();
        DocumentLine to = moneySide(document);
        json.put("TotalAmt", amount(to));
        json.set("CustomerRef", Refs.to(customer(document)));
        currency(json, document);
        json.put("TxnDate", document.getDate().toString());
        json.put("PaymentRefNum", number(document.getReference()));
        json.set("DepositToAccountRef", Refs.to(account(to.getAccount()).id()));
        json.put("PrivateNote", Note.of(command));
        ArrayNode lines = json.putArray("Line");
        for (Application application : document.getApplications()) {
            ObjectNode line = Json.object();
            line.put("Amount", amount(application).abs());
            line.putArray("LinkedTxn").add(link(application, references));
            lines.add(line);
        }
        return json;
    }

    /// The side of a payment that is no receivable.
    private DocumentLine moneySide(Document document) throws Unpostable {
        for (DocumentLine line : document.getLines()) {
            if (!account(line.getAccount()).isReceivable()) {
                return line;
            }
        }
        throw new Unpostable(
                "payment-account",
                "The payment names no account the money goes to",
                "Correct the mapping, then retry.");
    }

    /// The first line is the bank's. The undeposited line is what the linked documents bring; every
    /// other is a direct line, whose sign is ours reversed: a fee reduces the deposit.
    private ObjectNode deposit(PostingCommand command, References references) throws Unpostable {
        Document document = command.getDocument();
        ObjectNode json = Json.object();
        json.set(
                "DepositToAccountRef",
                Refs.to(account(document.getLines().getFirst().getAccount()).id()));
        json.put("TxnDate", document.getDate().toString());
        currency(json, document);
        json.put("PrivateNote", Note.of(command));
        ArrayNode lines = json.putArray("Line");
        BigDecimal linked = BigDecimal.ZERO;
        for (Application application : document.getApplications()) {
            BigDecimal amount = amount(application);
            linked = linked.add(amount);
            if (amount.signum() == 0) {
                // A payment of 0.00 brought nothing into Undeposited Funds; there is nothing to deposit.
                continue;
            }
            // A linked line has an amount and the link, nothing else; with a DetailType it is refused.
            ObjectNode line = Json.object();
            line.put("Amount", amount);
            line.putArray("LinkedTxn").add(link(application, references).put("TxnLineId", "0"));
            lines.add(line);
        }
        BigDecimal gathered = BigDecimal.ZERO;
        for (DocumentLine line :
                document.getLines().subList(1, document.getLines().size())) {
            if (account(line.getAccount()).isUndeposited()) {
                gathered = gathered.add(amount(line));
            } else if (amount(line).signum() != 0) {
                lines.add(directLine(line));
            }
        }
        if (gathered.negate().compareTo(linked) != 0) {
            throw new Unpostable(
                    "deposit-links",
                    "The deposit takes " + gathered.negate() + " from Undeposited Funds, but gathers " + linked,
                    "Report this: the plan of settlement " + command.getSourceId() + " contradicts itself.");
        }
        return json;
    }

    private ObjectNode directLine(DocumentLine line) throws Unpostable {
        ObjectNode json = Json.object();
        json.put("Amount", amount(line).negate());
        json.put("Description", shortened(line.getMemo()));
        json.put("DetailType", "DepositLineDetail");
        ObjectNode detail = Json.object();
        detail.set("AccountRef", Refs.to(account(line.getAccount()).id()));
        json.set("DepositLineDetail", detail);
        return json;
    }

    private ObjectNode journal(PostingCommand command) throws Unpostable {
        Document document = command.getDocument();
        ObjectNode json = Json.object();
        json.put("DocNumber", number(document.getReference()));
        json.put("TxnDate", document.getDate().toString());
        currency(json, document);
        json.put("PrivateNote", Note.of(command));
        ArrayNode lines = json.putArray("Line");
        for (DocumentLine line : document.getLines()) {
            if (amount(line).signum() != 0) {
                lines.add(journalLine(line, document));
            }
        }
        return json;
    }

    private ObjectNode journalLine(DocumentLine line, Document document) throws Unpostable {
        BigDecimal amount = amount(line);
        Company.Account account = account(line.getAccount());
        ObjectNode detail = Json.object();
        detail.put("PostingType", amount.signum() > 0 ? "Debit" : "Credit");
        detail.set("AccountRef", Refs.to(account.id()));
        if (account.isReceivable()) {
            // A receivable needs a name (JournalEntry reference, "Entity"); its shape differs from a deposit's.
            ObjectNode entity = Json.object().put("Type", "Customer");
            entity.set("EntityRef", Refs.to(customer(document)));
            detail.set("Entity", entity);
        }
        ObjectNode json = Json.object();
        json.put("Amount", amount.abs());
        json.put("Description", shortened(line.getMemo()));
        json.put("DetailType", "JournalEntryLineDetail");
        json.set("JournalEntryLineDetail", detail);
        return json;
    }

    // ---- parts ----------------------------------------------------------------------------------------------------

    private static ObjectNode link(Application application, References references) throws Unpostable {
        References.Posted posted = references
                .of(application.getPostingId())
                .orElseThrow(() -> new Unpostable(
                        "reference-missing",
                        "Posting " + application.getPostingId() + " has no document in the ledger",
                        "Retry it first, then this one."));
        return Json.object().put("TxnId", posted.vendorId()).put("TxnType", posted.vendorType());
    }

    private String customer(Document document) throws Unpostable {
        String name = document.getCustomer();
        if (name == null) {
            throw new Unpostable("customer-missing", "The document names no customer", "Map one, then retry.");
        }
        Company.Customer customer = company.customer(name)
                .orElseThrow(() -> new Unpostable(
                        "customer-missing",
                        "The company has no customer " + name,
                        "Create the customer in QuickBooks Online, then retry."));
        if (!customer.active()) {
            throw new Unpostable(
                    "customer-inactive",
                    "The customer " + name + " is inactive",
                    "Make the customer active in QuickBooks Online, or map another, then retry.");
        }
        return customer.id();
    }

    private Company.Account account(String code) throws Unpostable {
        Company.Account account = company.account(code)
                .orElseThrow(() -> new Unpostable(
                        "account-missing",
                        "The company has no account " + code,
                        "Give an account this number or full name in QuickBooks Online, or map another, then retry."));
        if (!account.active()) {
            throw new Unpostable(
                    "account-inactive",
                    "The account " + code + " is inactive",
                    "Make the account active in QuickBooks Online, or map another, then retry.");
        }
        return account;
    }

    private void currency(ObjectNode json, Document document) throws Unpostable {
        Company.Settings settings = company.settings();
        if (settings.manyCurrencies()) {
            json.set("CurrencyRef", Refs.to(document.getCurrency()));
        } else if (!settings.homeCurrency().equals(document.getCurrency())) {
            throw new Unpostable(
                    "currency",
                    "The company keeps its books in " + settings.homeCurrency() + " only; the document is in "
                            + document.getCurrency(),
                    "Turn on Multicurrency in QuickBooks Online, or send this flow to another company, then retry.");
        }
    }

    /// What the document's total will be in QuickBooks Online's terms; debits of a journal.
    static BigDecimal total(Document document) {
        return switch (document.getKind()) {
            case INVOICE, CREDIT_MEMO, REFUND_RECEIPT ->
                amount(otherSide(document)).abs();
            case CUSTOMER_PAYMENT ->
                document.getApplications().stream().map(Rendering::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
            case DEPOSIT -> amount(document.getLines().getFirst());
            case JOURNAL,
                    CREDIT_REFUND,
                    BILL,
                    BILL_PAYMENT,
                    SPEND_MONEY,
                    RECEIVE_MONEY,
                    TRANSFER,
                    SALES_ORDER,
                    SALES_INVOICE,
                    CUSTOMER,
                    STATUS_UPDATE,
                    UNKNOWN ->
                document.getLines().stream()
                        .map(Rendering::amount)
                        .filter(amount -> amount.signum() > 0)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        };
    }

    /// How many lines QuickBooks Online must keep.
    static long lines(Document document) {
        return switch (document.getKind()) {
            case INVOICE, CREDIT_MEMO, REFUND_RECEIPT -> document.getLines().size() - 1L;
            case CUSTOMER_PAYMENT -> document.getApplications().size();
            case DEPOSIT,
                    JOURNAL,
                    CREDIT_REFUND,
                    BILL,
                    BILL_PAYMENT,
                    SPEND_MONEY,
                    RECEIVE_MONEY,
                    TRANSFER,
                    SALES_ORDER,
                    SALES_INVOICE,
                    CUSTOMER,
                    STATUS_UPDATE,
                    UNKNOWN -> -1;
        };
    }

    private static BigDecimal amount(DocumentLine line) {
        return amount(line.getAmount().getAmount(), line.getAmount().getCurrency());
    }

    private static BigDecimal amount(Application application) {
        return amount(
                application.getAmount().getAmount(), application.getAmount().getCurrency());
    }

    private static BigDecimal amount(BigDecimal amount, String currency) {
        int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
        return amount.setScale(decimals, RoundingMode.UNNECESSARY);
    }

    /// DocNumber and PaymentRefNum hold 21 characters. Plans keep to that; a longer one would be a
    /// defect upstream.
    private static String number(String reference) throws Unpostable {
        if (reference.length() > NUMBER_LENGTH) {
            throw new Unpostable(
                    "reference-length",
                    "The reference " + reference + " has more than " + NUMBER_LENGTH + " characters",
                    "Report this: plans for QuickBooks Online keep within it.");
        }
        return reference;
    }

    private static String shortened(String text) {
        return text.length() <= DESCRIPTION_LENGTH ? text : text.substring(0, DESCRIPTION_LENGTH);
    }

    /// Leaves the rendering of one document; never leaves this class.
    private static final class Unpostable extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Prepared.Unpostable prepared;

        Unpostable(String code, String reason, String nextStep) {
            super(reason);
            this.prepared = new Prepared.Unpostable(code, reason, nextStep);
        }
    }

    /// Which kinds carry item lines.
    static boolean hasItems(DocumentKind kind) {
        return List.of(DocumentKind.INVOICE, DocumentKind.CREDIT_MEMO, DocumentKind.REFUND_RECEIPT)
                .contains(kind);
    }
}
