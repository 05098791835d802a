package org.tieout.sink.bc;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tieout.event.Application;
import org.tieout.event.Document;
import org.tieout.event.DocumentKind;
import org.tieout.event.DocumentLine;
import org.tieout.event.Money;
import org.tieout.event.PostingCommand;
import org.tieout.event.SourceKind;

/// Commands as a plan would make them, for one flow into one company.
final class Trade {
    static final LocalDate DATE = LocalDate.of(2026, 11, 10);
    static final String CUSTOMER = "Amazon customers";

    final String flow;
    final String source;
    final String target;
    private final String receivable;

    /// A flow under BC-2: the company closes invoices against clearing itself.
    Trade(String flow, String source, String target) {
        this(flow, source, target, "1150");
    }

    private Trade(String flow, String source, String target, String receivable) {
        this.flow = flow;
        this.source = source;
        this.target = target;
        this.receivable = receivable;
    }

    /// The same under BC-1: receivables stay open.
    Trade leavingOpen() {
        return new Trade(flow, source, target, "1100");
    }

    /// An order's invoice: goods at a price, and shipping where there is any.
    PostingCommand invoice(String order, String goods, String shipping) {
        return command(SourceKind.ORDER, order, 1, 1, "invoice-1", invoiceDocument(order, goods, shipping));
    }

    /// An invoice inside a settlement's own sequence.
    PostingCommand lateInvoice(String settlement, int sequence, int of, String order, String goods) {
        return command(
                SourceKind.SETTLEMENT,
                settlement,
                sequence,
                of,
                "late-" + order,
                invoiceDocument(order, goods, "0.00"));
    }

    private Document invoiceDocument(String order, String goods, String shipping) {
        BigDecimal total = new BigDecimal(goods).add(new BigDecimal(shipping));
        List<DocumentLine> lines = new ArrayList<>();
        lines.add(line(receivable, total.toPlainString(), "Order " + order));
        lines.add(item("4000", negative(goods), "SKU-1", 1, "REV.PRINCIPAL"));
        if (new BigDecimal(shipping).signum() != 0) {
            lines.add(item("4010", negative(shipping), "Amazon shipping", 1, "REV.SHIPPING"));
        }
        return document(DocumentKind.INVOICE, order, CUSTOMER, "Amazon order " + order, lines, List.of());
    }

    PostingCommand creditMemo(String settlement, int sequence, int of, String order, String amount) {
        return command(
                SourceKind.SETTLEMENT,
                settlement,
                sequence,
                of,
                "refund-" + order,
                document(
                        DocumentKind.CREDIT_MEMO,
                        order.replace("-", "") + "R1",
                        CUSTOMER,
                        "Amazon order " + order + ", refunded",
                        List.of(
                                line(receivable, negative(amount), "Order " + order),
                                item("4100", amount, "Amazon refunds", 1, "RET.REFUND")),
                        List.of()));
    }

    PostingCommand payment(String settlement, int sequence, int of, List<Application> applications) {
        BigDecimal total = sum(applications);
        return command(
                SourceKind.SETTLEMENT,
                settlement,
                sequence,
                of,
                "payment-" + sequence,
                document(
                        DocumentKind.CUSTOMER_PAYMENT,
                        settlement + "-" + sequence,
                        CUSTOMER,
                        "Amazon settlement " + settlement,
                        List.of(
                                line("1150", total.toPlainString(), "Amazon settlement"),
                                line("1100", total.negate().toPlainString(), "Orders settled")),
                        applications));
    }

    /// A month's fees, taken from clearing.
    PostingCommand fees(String settlement, int sequence, int of, String month, String amount) {
        return journal(
                settlement,
                sequence,
                of,
                "journal-" + month,
                settlement + "-" + month,
                List.of(line("6100", amount, "Selling fees"), line("1150", negative(amount), "Amazon settlement")));
    }

    /// What Amazon paid out.
    PostingCommand payout(String settlement, int sequence, int of, String bank, String amount) {
        return journal(
                settlement,
                sequence,
                of,
                "payout",
                settlement + "-P",
                List.of(line(bank, amount, "Amazon settlement"), line("1150", negative(amount), "Amazon settlement")));
    }

    PostingCommand journal(
            String settlement, int sequence, int of, String part, String reference, List<DocumentLine> lines) {
        return command(
                SourceKind.SETTLEMENT,
                settlement,
                sequence,
                of,
                part,
                document(DocumentKind.JOURNAL, reference, null, "Amazon settlement " + settlement, lines, List.of()));
    }

    /// What gives a memo's money back, out of clearing.
    PostingCommand creditRefund(String settlement, int sequence, int of, PostingCommand memo, String amount) {
        return command(
                SourceKind.SETTLEMENT,
                settlement,
                sequence,
                of,
                "given-back-" + sequence,
                document(
                        DocumentKind.CREDIT_REFUND,
                        settlement + "G" + sequence,
                        CUSTOMER,
                        "given back",
                        List.of(line("1100", amount, "Order"), line("1150", negative(amount), "Amazon settlement")),
                        List.of(applies(memo, negative(amount)))));
    }

    static Application applies(PostingCommand to, String amount) {
        return Application.newBuilder()
                .setPostingId(to.getPostingId())
                .setKind(to.getDocument().getKind())
                .setOrderId(to.getDocument().getOrderId())
                .setAmount(money(amount))
                .build();
    }

    private static BigDecimal sum(List<Application> applications) {
        return applications.stream()
                .map(application -> application.getAmount().getAmount())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static Document document(
            DocumentKind kind,
            String reference,
            @Nullable String customer,
            String memo,
            List<DocumentLine> lines,
            List<Application> applications) {
        return Document.newBuilder()
                .setKind(kind)
                .setReference(reference)
                .setDate(DATE)
                .setCurrency("USD")
                .setCustomer(customer)
                .setMemo(memo)
                .setLines(lines)
                .setApplications(applications)
                .build();
    }

    static DocumentLine line(String account, String amount, String memo) {
        return DocumentLine.newBuilder()
                .setAccount(account)
                .setAmount(money(amount))
                .setMemo(memo)
                .build();
    }

    static DocumentLine item(String account, String amount, String item, int quantity, String category) {
        return DocumentLine.newBuilder()
                .setAccount(account)
                .setAmount(money(amount))
                .setMemo(category)
                .setItem(item)
                .setQuantity(quantity)
                .setCategory(category)
                .build();
    }

    static Money money(String amount) {
        return Money.newBuilder()
                .setCurrency("USD")
                .setAmount(new BigDecimal(amount).setScale(4))
                .build();
    }

    private static String negative(String amount) {
        return new BigDecimal(amount).negate().toPlainString();
    }

    PostingCommand command(SourceKind kind, String sourceId, int sequence, int of, String part, Document document) {
        String what = kind == SourceKind.ORDER ? "order" : "settlement";
        return PostingCommand.newBuilder()
                .setPostingId(flow + "/" + what + "/" + sourceId + "/" + part + "/r1")
                .setFlow(flow)
                .setSourceConnection(source)
                .setTargetConnection(target)
                .setSourceKind(kind)
                .setSourceId(sourceId)
                .setSequence(sequence)
                .setOf(of)
                .setPlanHash("plan-" + sourceId)
                .setDocumentHash(hash(document))
                .setMappingVersion(1)
                .setEvidence(Map.of())
                .setCommandedAt(Instant.parse("2026-11-11T08:00:00Z"))
                .setDocument(document)
                .build();
    }

    private static String hash(Document document) {
        return UUID.nameUUIDFromBytes(document.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
