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
        JOURNAL,
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
