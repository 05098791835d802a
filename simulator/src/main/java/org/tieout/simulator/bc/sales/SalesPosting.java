package org.tieout.simulator.bc.sales;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.tieout.simulator.bc.company.Books;
import org.tieout.simulator.bc.ledger.Account;
import org.tieout.simulator.bc.ledger.DocumentType;
import org.tieout.simulator.bc.ledger.Place;
import org.tieout.simulator.bc.ledger.PostingLine;
import org.tieout.simulator.bc.odata.Property;
import org.tieout.simulator.bc.odata.Refusals;
import org.tieout.simulator.state.Entity;

/// Posts drafts (section 9): revenue and tax to the accounts of the lines and groups, the total to the customer, and
/// where the payment method has a balancing account the payment that closes it. The document keeps its id and gets its
/// posted number. Not thread-safe: the company guards it.
final class SalesPosting {
    /// The general posting setup's sales account of items, and the accounts of tax.
    private static final String SALES = "4000";

    private static final String SALES_TAX = "2200";
    private static final String OUTPUT_TAX = "2220";

    private final Books books;

    SalesPosting(Books books) {
        this.books = books;
    }

    /// Posts a draft and answers the posted document.
    Entity post(SalesKind kind, Entity draft) {
        if (!draft.text("status").equals("Draft")) {
            throw Refusals.rule("The action can be applied to a draft " + kind.word() + " only.");
        }
        List<Entity> lines = books.table(kind.lines()).below(draft.id());
        if (lines.isEmpty()) {
            throw Refusals.rule("Please add at least one line item to the " + kind.word() + ".");
        }
        requireAmounts(kind, draft, lines);
        Document document = new Document(kind, draft, lines, postedNumber(kind));
        books.post(postingLines(document));
        moveInventory(document);
        return posted(document);
    }

    /// What is posted.
    ///
    /// @param number the posted number
    record Document(SalesKind kind, Entity header, List<Entity> lines, String number) {
        Document {
            lines = List.copyOf(lines);
        }

        boolean credits() {
            return kind == SalesKind.CREDIT_MEMO;
        }

        DocumentType type() {
            return credits() ? DocumentType.CREDIT_MEMO : DocumentType.INVOICE;
        }

        BigDecimal total() {
            return header.amount("totalAmountIncludingTax");
        }

        LocalDate date() {
            return header.date("postingDate").orElseThrow();
        }

        Place place() {
            return Place.salesHeader(kind.caption(), header.text("number"));
        }
    }

    private String postedNumber(SalesKind kind) {
        return kind == SalesKind.CREDIT_MEMO ? books.nextNumber("PS-CR", 104_001) : books.nextNumber("PS-INV", 103_001);
    }

    private void requireAmounts(SalesKind kind, Entity draft, List<Entity> lines) {
        boolean empty = lines.stream().allMatch(line -> line.amount("quantity").signum() == 0);
        if (empty) {
            throw Refusals.rule("There is nothing to post because the document does not contain a quantity or amount.");
        }
        if (draft.amount("totalAmountIncludingTax").signum() < 0) {
            throw Refusals.rule("The total amount for the " + kind.word() + " must be 0 or greater.");
        }
        String place = "Sales Header: Document Type=" + kind.caption() + ", No.=" + draft.text("number");
        if (books.setup().externalNumberMandatory()
                && draft.text("externalDocumentNumber").isEmpty()) {
            throw Refusals.validation(
                    "External Document No. must have a value in " + place + ". It cannot be zero or empty.");
        }
        if (draft.date("postingDate").isEmpty()) {
            throw Refusals.validation("Posting Date must have a value in " + place + ". It cannot be zero or empty.");
        }
        lines.forEach(this::requireItem);
    }

    private void requireItem(Entity line) {
        Optional<Entity> item = line.reference("itemId").flatMap(books.table("items")::get);
        boolean gone = line.text("lineType").equals("Item") && item.isEmpty();
        if (gone) {
            throw Refusals.validation("The Item does not exist. Identification fields and values: No.='"
                    + line.text("lineObjectNumber") + "'");
        }
        if (item.map(found -> found.flag("blocked")).orElse(false)) {
            throw LineFields.blocked("Item", item.orElseThrow());
        }
    }

    private List<PostingLine> postingLines(Document document) {
        List<PostingLine> posting = new ArrayList<>(revenue(document));
        BigDecimal tax = document.header().amount("totalTaxAmount");
        if (tax.signum() != 0) {
            String account = books.setup().vat() ? OUTPUT_TAX : SALES_TAX;
            posting.add(line(document, Account.general(account), signed(document, tax.negate()), headers(document))
                    .bySystem());
        }
        String customer = document.header().text("billToCustomerNumber");
        PostingLine receivable = line(
                        document, Account.customer(customer), signed(document, document.total()), headers(document))
                .bySystem();
        Optional<PostingLine> closing = closing(document, customer);
        Optional<String> applied = closing.isPresent() ? Optional.empty() : invoiceToApply(document);
        posting.add(applied.map(number -> receivable.applyingTo(DocumentType.INVOICE, number))
                .orElse(receivable));
        closing.ifPresent(posting::add);
        return posting;
    }

    /// The lines by account and dimensions, as the vendor sums them up.
    private List<PostingLine> revenue(Document document) {
        record Key(String account, boolean direct, Map<String, String> dimensions) {}
        Map<Key, BigDecimal> sums = new LinkedHashMap<>();
        for (Entity line : document.lines()) {
            boolean account = line.text("lineType").equals("Account");
            Key key = new Key(account ? line.text("lineObjectNumber") : SALES, account, Dimensions.of(line.data()));
            sums.merge(key, line.amount("netAmount"), BigDecimal::add);
        }
        List<PostingLine> posting = new ArrayList<>();
        sums.forEach((key, sum) -> {
            if (sum.signum() != 0) {
                PostingLine line = line(
                        document, Account.general(key.account()), signed(document, sum.negate()), key.dimensions());
                posting.add(key.direct() ? line : line.bySystem());
            }
        });
        return posting;
    }

    /// What the payment method's balancing account posts at once: a payment, or for a credit memo a refund.
    private Optional<PostingLine> closing(Document document, String customer) {
        Optional<String> balancing = document.header()
                .reference(Header.PAYMENT_METHOD)
                .flatMap(books.table("paymentMethods")::get)
                .map(method -> method.text(Books.POSTS_TO))
                .filter(account -> !account.isEmpty() && document.total().signum() != 0);
        DocumentType type = document.credits() ? DocumentType.REFUND : DocumentType.PAYMENT;
        return balancing.map(account -> PostingLine.of(
                        document.place(),
                        type,
                        document.number(),
                        document.date(),
                        Account.customer(customer),
                        signed(document, document.total().negate()))
                .describedAs(description(document), document.header().text("externalDocumentNumber"))
                .withDimensions(headers(document))
                .balancedBy(Account.general(account))
                .applyingTo(document.type(), document.number())
                .bySystem());
    }

    /// The invoice a credit memo names.
    private static Optional<String> invoiceToApply(Document document) {
        return Optional.of(document.header().text("invoiceNumber"))
                .filter(number -> document.credits() && !number.isEmpty());
    }

    private static PostingLine line(
            Document document, Account account, BigDecimal amount, Map<String, String> dimensions) {
        return PostingLine.of(document.place(), document.type(), document.number(), document.date(), account, amount)
                .describedAs(description(document), document.header().text("externalDocumentNumber"))
                .withDimensions(dimensions);
    }

    private static String description(Document document) {
        return document.type().caption() + " " + document.header().text("number");
    }

    private static Map<String, String> headers(Document document) {
        return Dimensions.of(document.header().data());
    }

    /// A credit memo is an invoice the other way round.
    private static BigDecimal signed(Document document, BigDecimal amount) {
        return document.credits() ? amount.negate() : amount;
    }

    /// Sold items leave the inventory, returned ones come back; at what cost is not posted (automatic cost posting is
    /// off).
    private void moveInventory(Document document) {
        for (Entity line : document.lines()) {
            line.reference("itemId")
                    .flatMap(id -> books.table("items").get(id))
                    .filter(item -> item.text("type").equals("Inventory"))
                    .ifPresent(item -> move(item, signed(document, line.amount("quantity"))));
        }
    }

    private void move(Entity item, BigDecimal sold) {
        BigDecimal left = item.amount("inventory").subtract(sold);
        if (left.signum() < 0 && item.flag(Books.NO_NEGATIVE_INVENTORY)) {
            throw Refusals.rule("You have insufficient quantity of Item " + item.text("number") + " on inventory.");
        }
        ObjectNode data = item.data().deepCopy();
        data.put("inventory", left);
        books.update("items", item, data);
    }

    private Entity posted(Document document) {
        SalesKind kind = document.kind();
        UUID id = document.header().id();
        ObjectNode data = books.table(kind.set()).get(id).orElseThrow().data().deepCopy();
        data.put("number", document.number())
                .put("status", "Open")
                .put("_draftNumber", document.header().text("number"));
        data.put("orderId", data.path("orderId").asText(Property.BLANK_GUID));
        books.update(kind.set(), document.header(), data);
        return new Receivables(books).refresh(kind, id);
    }
}
