package org.tieout.sink.testing;

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

/// Commands as a plan would make them, for one flow into one company. Where receivables stand and what
/// payments are gathered on is said by the sink's own kind, which adds what is planned for its ledger alone.
public abstract class TradeCommands {
    public static final LocalDate DATE = LocalDate.of(2026, 11, 10);
    public static final String CUSTOMER = "Amazon customers";

    public final String flow;
    public final String source;
    public final String target;
    private final String receivable;
    private final String gathered;

    /// @param receivable the account that an order's invoice asks
    /// @param gathered the account that a payment of orders is put on
    protected TradeCommands(String flow, String source, String target, String receivable, String gathered) {
        this.flow = flow;
        this.source = source;
        this.target = target;
        this.receivable = receivable;
        this.gathered = gathered;
    }

    /// The number of an order's credit memo, as long as the ledger takes one.
    protected abstract String memoNumber(String order);

    /// From where to where.
    public final Route route() {
        return new Route(flow, source, target);
    }

    /// An order's invoice: goods at a price, and shipping where there is any.
    public final PostingCommand invoice(String order, String goods, String shipping) {
        return command(SourceKind.ORDER, order, 1, 1, "invoice-1", invoiceDocument(order, goods, shipping));
    }

    /// An invoice inside a settlement's own sequence.
    public final PostingCommand lateInvoice(String settlement, int sequence, int of, String order, String goods) {
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

    /// What a settlement refunds of an order.
    public final PostingCommand creditMemo(String settlement, int sequence, int of, String order, String amount) {
        return command(
                SourceKind.SETTLEMENT,
                settlement,
                sequence,
                of,
                "refund-" + order,
                document(
                        DocumentKind.CREDIT_MEMO,
                        memoNumber(order),
                        CUSTOMER,
                        "Amazon order " + order + ", refunded",
                        List.of(
                                line(receivable, negative(amount), "Order " + order),
                                item("4100", amount, "Amazon refunds", 1, "RET.REFUND")),
                        List.of()));
    }

    /// The payment of orders that a settlement brings.
    public final PostingCommand payment(String settlement, int sequence, int of, List<Application> applications) {
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
                                line(gathered, total.toPlainString(), "Amazon settlement"),
                                line("1100", total.negate().toPlainString(), "Orders settled")),
                        applications));
    }

    /// So much of that document.
    public static Application applies(PostingCommand to, String amount) {
        return Application.newBuilder()
                .setPostingId(to.getPostingId())
                .setKind(to.getDocument().getKind())
                .setOrderId(to.getDocument().getOrderId())
                .setAmount(money(amount))
                .build();
    }

    /// What they come to.
    protected static BigDecimal sum(List<Application> applications) {
        return applications.stream()
                .map(application -> application.getAmount().getAmount())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /// A document of the day.
    public static Document document(
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

    /// A line of an account alone.
    public static DocumentLine line(String account, String amount, String memo) {
        return DocumentLine.newBuilder()
                .setAccount(account)
                .setAmount(money(amount))
                .setMemo(memo)
                .build();
    }

    /// A line that sells.
    public static DocumentLine item(String account, String amount, String item, int quantity, String category) {
        return DocumentLine.newBuilder()
                .setAccount(account)
                .setAmount(money(amount))
                .setMemo(category)
                .setItem(item)
                .setQuantity(quantity)
                .setCategory(category)
                .build();
    }

    /// Dollars.
    public static Money money(String amount) {
        return Money.newBuilder()
                .setCurrency("USD")
                .setAmount(new BigDecimal(amount).setScale(4))
                .build();
    }

    protected static String negative(String amount) {
        return new BigDecimal(amount).negate().toPlainString();
    }

    /// The command that asks for a document.
    public final PostingCommand command(
            SourceKind kind, String sourceId, int sequence, int of, String part, Document document) {
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
