package org.tieout.accounting.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.money.Money;

/// An order's own account in one flow: what was invoiced and credited, what settlements paid, what is open.
/// Immutable.
///
/// Its totals are of one currency; what the account holds in another is not in them.
///
/// @param revenue where its revenue comes from; settled once, by the first document or settlement
/// @param documents its revenue documents and memos, oldest first
/// @param billed units invoiced so far, by SKU
/// @param receipts money received that no invoice can take yet (account 1155)
/// @param held settlement rows that wait for a mapping to become an invoice
/// @param settlements the settlements that paid or charged it, oldest first
public record OrderStanding(
        Revenue revenue,
        List<Standing> documents,
        Map<String, Integer> billed,
        List<Receipt> receipts,
        List<HeldSale> held,
        List<String> settlements) {

    /// An order that nothing is known of.
    public static final OrderStanding NONE =
            new OrderStanding(Revenue.ORDER, List.of(), Map.of(), List.of(), List.of(), List.of());

    /// Where an order's revenue comes from. It has one source only.
    public enum Revenue {
        /// Its own invoices.
        ORDER,
        /// The rows of the settlements that pay it.
        SETTLEMENT,
        /// Another system, which invoiced it before this flow took over. Nothing is invoiced here again; what
        /// settlements
        /// pay for it waits in account 1155, visibly, for the receivable of that other invoice.
        ELSEWHERE
    }

    /// An order that another system invoiced before this flow took over.
    public static OrderStanding invoicedElsewhere() {
        return NONE.withRevenue(Revenue.ELSEWHERE);
    }

    /// True for an order that another system invoiced.
    public boolean isInvoicedElsewhere() {
        return revenue == Revenue.ELSEWHERE;
    }

    public OrderStanding {
        documents = List.copyOf(documents);
        billed = Map.copyOf(new TreeMap<>(billed));
        receipts = List.copyOf(receipts);
        held = List.copyOf(held);
        settlements = List.copyOf(settlements);
    }

    /// One document of the order.
    ///
    /// @param id its posting
    /// @param kind invoice, credit memo or refund receipt
    /// @param customer whose it is
    /// @param amount its total, positive
    /// @param applied how much of it payments have taken, positive
    public record Standing(PostingId id, Document.Kind kind, String customer, Money amount, Money applied) {
        /// What is left to apply.
        public Money open() {
            return amount.minus(applied);
        }
    }

    /// Money in account 1155.
    ///
    /// @param settlement the settlement that paid it
    /// @param date when the settlement paid out
    /// @param amount how much
    public record Receipt(String settlement, LocalDate date, Money amount) {}

    /// Rows of a settlement from which the late invoice will be made.
    ///
    /// @param settlement the settlement
    /// @param group the rows
    public record HeldSale(String settlement, OrderGroup group) {}

    /// True when there is an invoice.
    public boolean invoiced() {
        return documents.stream().anyMatch(d -> d.kind() == Document.Kind.INVOICE);
    }

    /// How many documents of that kind there are.
    public int count(Document.Kind kind) {
        return (int) documents.stream().filter(d -> d.kind() == kind).count();
    }

    /// With its revenue from there.
    public OrderStanding withRevenue(Revenue source) {
        return new OrderStanding(source, documents, billed, receipts, held, settlements);
    }

    /// With one more document.
    public OrderStanding with(Standing document) {
        var all = new ArrayList<>(documents);
        all.add(document);
        return new OrderStanding(revenue, all, billed, receipts, held, settlements);
    }

    /// With that much more of a document applied.
    public OrderStanding withApplied(PostingId id, Money more) {
        var all = documents.stream()
                .map(d -> d.id().equals(id)
                        ? new Standing(
                                d.id(),
                                d.kind(),
                                d.customer(),
                                d.amount(),
                                d.applied().plus(more))
                        : d)
                .toList();
        return new OrderStanding(revenue, all, billed, receipts, held, settlements);
    }

    /// With those units invoiced.
    public OrderStanding withBilled(Map<String, Integer> units) {
        var all = new TreeMap<>(billed);
        units.forEach((sku, quantity) -> all.merge(sku, quantity, Math::addExact));
        return new OrderStanding(revenue, documents, all, receipts, held, settlements);
    }

    /// With money that waits in account 1155.
    public OrderStanding withReceipt(Receipt receipt) {
        var all = new ArrayList<>(receipts);
        all.add(receipt);
        return new OrderStanding(revenue, documents, billed, all, held, settlements);
    }

    /// With other receipts.
    public OrderStanding withReceipts(List<Receipt> others) {
        return new OrderStanding(revenue, documents, billed, others, held, settlements);
    }

    /// With rows that wait for a mapping.
    public OrderStanding withHeld(HeldSale sale) {
        var all = new ArrayList<>(held);
        all.add(sale);
        return new OrderStanding(revenue, documents, billed, receipts, all, settlements);
    }

    /// With one more settlement that names it.
    public OrderStanding withSettlement(String settlement) {
        if (settlements.contains(settlement)) {
            return this;
        }
        var all = new ArrayList<>(settlements);
        all.add(settlement);
        return new OrderStanding(revenue, documents, billed, receipts, held, all);
    }

    /// With nothing held any more.
    public OrderStanding released() {
        return new OrderStanding(revenue, documents, billed, receipts, List.of(), settlements);
    }

    /// Sum of the invoices.
    public Money invoicedTotal(String currency) {
        return sum(currency, Document.Kind.INVOICE, false);
    }

    /// Sum of the memos and refund receipts.
    public Money creditedTotal(String currency) {
        return sum(currency, Document.Kind.CREDIT_MEMO, false).plus(sum(currency, Document.Kind.REFUND_RECEIPT, false));
    }

    /// What settlements paid: applied to invoices, less taken by memos, plus what waits in 1155.
    public Money settledTotal(String currency) {
        var total = sum(currency, Document.Kind.INVOICE, true)
                .minus(sum(currency, Document.Kind.CREDIT_MEMO, true))
                .minus(sum(currency, Document.Kind.REFUND_RECEIPT, true));
        for (var receipt : receipts) {
            if (receipt.amount().currency().equals(currency)) {
                total = total.plus(receipt.amount());
            }
        }
        return total;
    }

    /// What is open: invoices not yet paid, less memos not yet used, less money that waits in 1155.
    public Money openTotal(String currency) {
        return invoicedTotal(currency).minus(creditedTotal(currency)).minus(settledTotal(currency));
    }

    private Money sum(String currency, Document.Kind kind, boolean applied) {
        var total = Money.zero(currency);
        for (var document : documents) {
            if (document.kind() == kind && document.amount().currency().equals(currency)) {
                total = total.plus(applied ? document.applied() : document.amount());
            }
        }
        return total;
    }
}
