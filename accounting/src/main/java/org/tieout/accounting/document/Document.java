package org.tieout.accounting.document;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.OrderId;

/// A canonical document: target-neutral, balanced, immutable. One that does not balance, or mixes currencies,
/// cannot be
/// made:
/// every constructor throws [UnbalancedDocument] instead.
public sealed interface Document {

    /// The kinds, in the order in which a ledger must receive them.
    enum Kind {
        INVOICE,
        CREDIT_MEMO,
        REFUND_RECEIPT,
        CUSTOMER_PAYMENT,
        CREDIT_REFUND,
        BILL,
        BILL_PAYMENT,
        JOURNAL,
        SPEND_MONEY,
        RECEIVE_MONEY,
        TRANSFER,
        DEPOSIT
    }

    /// What every document has.
    ///
    /// @param id the posting's id
    /// @param reference the number or reference that the ledger shows; at most 21 characters
    /// @param date posting date, local to the marketplace
    /// @param currency of every amount
    /// @param memo what a person reads
    /// @param corrects the document that this one takes back, replaces or reclassifies; empty for most
    record Heading(
            PostingId id,
            String reference,
            LocalDate date,
            String currency,
            String memo,
            Optional<PostingId> corrects) {
        public Heading {
            if (reference.length() > 21) {
                throw new IllegalArgumentException("a reference has at most 21 characters: " + reference);
            }
        }

        /// What every document has that corrects no other.
        public Heading(PostingId id, String reference, LocalDate date, String currency, String memo) {
            this(id, reference, date, currency, memo, Optional.empty());
        }
    }

    /// What every document has.
    Heading heading();

    /// The lines; their amounts sum to zero.
    List<Line> lines();

    /// The same document under another heading.
    default Document with(Heading other) {
        return switch (this) {
            case Invoice invoice ->
                new Invoice(other, invoice.customer, invoice.order, invoice.trackingNumber, invoice.lines);
            case CreditMemo memo -> new CreditMemo(other, memo.customer, memo.order, memo.lines);
            case RefundReceipt receipt -> new RefundReceipt(other, receipt.customer, receipt.order, receipt.lines);
            case CustomerPayment payment ->
                new CustomerPayment(other, payment.customer, payment.lines, payment.applications);
            case CreditRefund refund ->
                new CreditRefund(other, refund.customer, refund.order, refund.lines, refund.applications);
            case Bill bill -> new Bill(other, bill.vendor, bill.lines);
            case BillPayment payment -> new BillPayment(other, payment.vendor, payment.lines, payment.applications);
            case Journal journal -> new Journal(other, journal.lines);
            case SpendMoney spent -> new SpendMoney(other, spent.payee, spent.lines);
            case ReceiveMoney received -> new ReceiveMoney(other, received.payer, received.lines);
            case Transfer transfer -> new Transfer(other, transfer.lines);
            case Deposit deposit -> new Deposit(other, deposit.lines, deposit.applications);
        };
    }

    /// What it settles or gathers; empty for documents that stand alone.
    default List<Application> applications() {
        return List.of();
    }

    /// Which kind of document.
    Kind kind();

    /// The posting's id.
    default PostingId id() {
        return heading().id();
    }

    /// The customer, for documents that have one.
    default Optional<String> customerName() {
        return Optional.empty();
    }

    /// The order behind it, for documents that have one.
    default Optional<OrderId> orderId() {
        return Optional.empty();
    }

    /// The vendor, for documents that have one.
    default Optional<String> vendorName() {
        return Optional.empty();
    }

    /// What the buyer owes for a shipment: debits the receivable, credits income by item.
    ///
    /// @param customer the customer
    /// @param order the order
    /// @param trackingNumber the carrier's number, where there is one
    record Invoice(Heading heading, String customer, OrderId order, Optional<String> trackingNumber, List<Line> lines)
            implements Document {
        public Invoice {
            lines = Balance.proven(heading, lines);
        }

        @Override
        public Kind kind() {
            return Kind.INVOICE;
        }

        @Override
        public Optional<String> customerName() {
            return Optional.of(customer);
        }

        @Override
        public Optional<OrderId> orderId() {
            return Optional.of(order);
        }
    }

    /// What the buyer gets back: credits the receivable.
    ///
    /// @param customer the customer
    /// @param order the order
    record CreditMemo(Heading heading, String customer, OrderId order, List<Line> lines) implements Document {
        public CreditMemo {
            lines = Balance.proven(heading, lines);
        }

        @Override
        public Kind kind() {
            return Kind.CREDIT_MEMO;
        }

        @Override
        public Optional<String> customerName() {
            return Optional.of(customer);
        }

        @Override
        public Optional<OrderId> orderId() {
            return Optional.of(order);
        }
    }

    /// A refund that no payment can carry: money leaves undeposited funds at once.
    ///
    /// @param customer the customer
    /// @param order the order
    record RefundReceipt(Heading heading, String customer, OrderId order, List<Line> lines) implements Document {
        public RefundReceipt {
            lines = Balance.proven(heading, lines);
        }

        @Override
        public Kind kind() {
            return Kind.REFUND_RECEIPT;
        }

        @Override
        public Optional<String> customerName() {
            return Optional.of(customer);
        }

        @Override
        public Optional<OrderId> orderId() {
            return Optional.of(order);
        }
    }

    /// Settles invoices and uses credit memos of one customer. What it applies is exactly what it receives.
    ///
    /// @param customer the customer
    /// @param applications the invoices and memos
    record CustomerPayment(Heading heading, String customer, List<Line> lines, List<Application> applications)
            implements Document {
        public CustomerPayment {
            lines = Balance.proven(heading, lines);
            applications = Balance.applied(heading, lines, applications);
        }

        @Override
        public Kind kind() {
            return Kind.CUSTOMER_PAYMENT;
        }

        @Override
        public Optional<String> customerName() {
            return Optional.of(customer);
        }
    }

    /// Pays a credit memo out to the buyer, from clearing: debits the receivable.
    ///
    /// @param customer the customer
    /// @param order the order
    /// @param applications the memo, with what it gives back
    record CreditRefund(
            Heading heading, String customer, OrderId order, List<Line> lines, List<Application> applications)
            implements Document {
        public CreditRefund {
            lines = Balance.proven(heading, lines);
            applications = List.copyOf(applications);
        }

        @Override
        public Kind kind() {
            return Kind.CREDIT_REFUND;
        }

        @Override
        public Optional<String> customerName() {
            return Optional.of(customer);
        }

        @Override
        public Optional<OrderId> orderId() {
            return Optional.of(order);
        }
    }

    /// What a vendor charges: credits what is owed to it. With more credits than charges it is an adjustment in
    /// the seller's favour.
    ///
    /// @param vendor the vendor
    record Bill(Heading heading, String vendor, List<Line> lines) implements Document {
        public Bill {
            lines = Balance.proven(heading, lines);
        }

        @Override
        public Kind kind() {
            return Kind.BILL;
        }

        @Override
        public Optional<String> vendorName() {
            return Optional.of(vendor);
        }
    }

    /// Pays bills of one vendor.
    ///
    /// @param vendor the vendor
    /// @param applications the bills, positive; adjustments in the seller's favour, negative
    record BillPayment(Heading heading, String vendor, List<Line> lines, List<Application> applications)
            implements Document {
        public BillPayment {
            lines = Balance.proven(heading, lines);
            applications = List.copyOf(applications);
        }

        @Override
        public Kind kind() {
            return Kind.BILL_PAYMENT;
        }

        @Override
        public Optional<String> vendorName() {
            return Optional.of(vendor);
        }
    }

    /// Money that leaves a bank-like account, by purpose: the balancing line credits that account.
    ///
    /// @param payee the vendor that receives it
    record SpendMoney(Heading heading, String payee, List<Line> lines) implements Document {
        public SpendMoney {
            lines = Balance.proven(heading, lines);
        }

        @Override
        public Optional<String> vendorName() {
            return Optional.of(payee);
        }

        @Override
        public Kind kind() {
            return Kind.SPEND_MONEY;
        }
    }

    /// Money that reaches a bank-like account, by source: the balancing line debits that account.
    ///
    /// @param payer the vendor that pays it
    record ReceiveMoney(Heading heading, String payer, List<Line> lines) implements Document {
        public ReceiveMoney {
            lines = Balance.proven(heading, lines);
        }

        @Override
        public Optional<String> vendorName() {
            return Optional.of(payer);
        }

        @Override
        public Kind kind() {
            return Kind.RECEIVE_MONEY;
        }
    }

    /// Moves money between two bank-like accounts.
    record Transfer(Heading heading, List<Line> lines) implements Document {
        public Transfer {
            lines = Balance.proven(heading, lines);
        }

        @Override
        public Kind kind() {
            return Kind.TRANSFER;
        }
    }

    /// Puts payments and everything else of a settlement into the bank as one amount.
    ///
    /// @param applications the payments and refund receipts it gathers
    record Deposit(Heading heading, List<Line> lines, List<Application> applications) implements Document {
        public Deposit {
            lines = Balance.proven(heading, lines);
            applications = List.copyOf(applications);
        }

        @Override
        public Kind kind() {
            return Kind.DEPOSIT;
        }
    }

    /// Debits and credits, nothing else.
    record Journal(Heading heading, List<Line> lines) implements Document {
        public Journal {
            lines = Balance.proven(heading, lines);
        }

        @Override
        public Kind kind() {
            return Kind.JOURNAL;
        }
    }

    /// Raised when a document would not balance. It names the document and the difference.
    final class UnbalancedDocument extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnbalancedDocument(Heading heading, Money difference) {
            super(heading.id() + " does not balance: its lines differ by " + difference);
        }

        UnbalancedDocument(Heading heading, String what) {
            super(heading.id() + " cannot be: " + what);
        }
    }
}
