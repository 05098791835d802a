package org.tieout.mapper;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.document.Account;
import org.tieout.accounting.document.Application;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Document.Heading;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.source.OrderId;
import org.tieout.event.DocumentKind;
import org.tieout.event.DocumentLine;
import org.tieout.event.PostingCommand;

/// A command's document as the functional core knows it: the way back from [Convert#document].
///
/// @param command the command
/// @param nameOf an account's name by its number; the wire has numbers alone
record CommandedDocument(PostingCommand command, UnaryOperator<String> nameOf) {

    Document document() {
        var document = command.getDocument();
        return switch (document.getKind()) {
            case INVOICE ->
                new Document.Invoice(
                        heading(), customer(), order(), Optional.ofNullable(document.getTrackingNumber()), lines());
            case CREDIT_MEMO -> new Document.CreditMemo(heading(), customer(), order(), lines());
            case REFUND_RECEIPT -> new Document.RefundReceipt(heading(), customer(), order(), lines());
            case CREDIT_REFUND -> new Document.CreditRefund(heading(), customer(), order(), lines(), applications());
            case CUSTOMER_PAYMENT -> new Document.CustomerPayment(heading(), customer(), lines(), applications());
            case BILL -> new Document.Bill(heading(), vendor(), lines());
            case BILL_PAYMENT -> new Document.BillPayment(heading(), vendor(), lines(), applications());
            case SPEND_MONEY -> new Document.SpendMoney(heading(), vendor(), lines());
            case RECEIVE_MONEY -> new Document.ReceiveMoney(heading(), vendor(), lines());
            case TRANSFER -> new Document.Transfer(heading(), lines());
            case DEPOSIT -> new Document.Deposit(heading(), lines(), applications());
            case JOURNAL -> new Document.Journal(heading(), lines());
            case SALES_ORDER, SALES_INVOICE, CUSTOMER, STATUS_UPDATE, UNKNOWN -> throw unknown(document.getKind());
        };
    }

    private Heading heading() {
        var document = command.getDocument();
        return new Heading(
                new PostingId(command.getPostingId()),
                document.getReference(),
                document.getDate(),
                document.getCurrency(),
                document.getMemo(),
                Optional.ofNullable(document.getCorrects()).map(PostingId::new));
    }

    private String customer() {
        return Objects.requireNonNull(command.getDocument().getCustomer(), () -> command.getPostingId());
    }

    private String vendor() {
        return Objects.requireNonNull(command.getDocument().getVendor(), () -> command.getPostingId());
    }

    private OrderId order() {
        return new OrderId(Objects.requireNonNull(command.getDocument().getOrderId(), () -> command.getPostingId()));
    }

    private List<Line> lines() {
        return command.getDocument().getLines().stream().map(this::line).toList();
    }

    private Line line(DocumentLine line) {
        var quantity = line.getQuantity();
        return new Line(
                new Account(
                        line.getAccount(),
                        nameOf.apply(line.getAccount()),
                        Objects.requireNonNullElse(line.getTaxCode(), "")),
                Convert.money(line.getAmount()),
                line.getMemo(),
                Optional.ofNullable(line.getItem()),
                quantity == null ? 0 : quantity,
                Optional.ofNullable(line.getCategory()).flatMap(Category::byCode),
                line.getSourceRows());
    }

    private List<Application> applications() {
        return command.getDocument().getApplications().stream()
                .map(application -> new Application(
                        new PostingId(application.getPostingId()),
                        kind(application.getKind()),
                        Optional.ofNullable(application.getOrderId()).map(OrderId::new),
                        Convert.money(application.getAmount())))
                .toList();
    }

    private Document.Kind kind(DocumentKind kind) {
        return switch (kind) {
            case INVOICE -> Document.Kind.INVOICE;
            case CREDIT_MEMO -> Document.Kind.CREDIT_MEMO;
            case REFUND_RECEIPT -> Document.Kind.REFUND_RECEIPT;
            case CREDIT_REFUND -> Document.Kind.CREDIT_REFUND;
            case CUSTOMER_PAYMENT -> Document.Kind.CUSTOMER_PAYMENT;
            case BILL -> Document.Kind.BILL;
            case BILL_PAYMENT -> Document.Kind.BILL_PAYMENT;
            case SPEND_MONEY -> Document.Kind.SPEND_MONEY;
            case RECEIVE_MONEY -> Document.Kind.RECEIVE_MONEY;
            case TRANSFER -> Document.Kind.TRANSFER;
            case DEPOSIT -> Document.Kind.DEPOSIT;
            case JOURNAL -> Document.Kind.JOURNAL;
            case SALES_ORDER, SALES_INVOICE, CUSTOMER, STATUS_UPDATE, UNKNOWN -> throw unknown(kind);
        };
    }

    private IllegalStateException unknown(DocumentKind kind) {
        return new IllegalStateException(
                command.getPostingId() + " has a document of kind " + kind + ", which this version does not know");
    }
}
