package org.tieout.accounting.plan;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.catalogue.Category.Treatment;
import org.tieout.accounting.document.Account;
import org.tieout.accounting.document.Application;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Document.CreditMemo;
import org.tieout.accounting.document.Document.CustomerPayment;
import org.tieout.accounting.document.Document.Deposit;
import org.tieout.accounting.document.Document.Heading;
import org.tieout.accounting.document.Document.Journal;
import org.tieout.accounting.document.Document.RefundReceipt;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.mapping.Role;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.OrderSettler.PaymentKey;
import org.tieout.accounting.plan.OrderSettler.Refund;
import org.tieout.accounting.plan.OrderSettler.Settled;
import org.tieout.accounting.plan.OrderStanding.Standing;
import org.tieout.accounting.source.OrderId;

/// The posting profile of QuickBooks Online in INVOICE mode.
///
/// A settlement becomes: late invoices; credit memos; payments to Undeposited Funds, by month and in chunks, that
/// settle invoices
/// and use memos; for months before the deposit's an accrual journal of everything that is no receivable; and one
/// deposit that
/// gathers the payments and carries every other line, so that it equals the bank line. A payment never falls below
/// zero: refunds
/// that no payment can carry become refund receipts. A negative settlement is a deposit of 0.00 with a
/// balancing line
/// on
/// Payable to Amazon.
///
/// The bank line is the header's total, never a remainder: rows that do not add up cannot make a deposit.
final class QboProfile {

    private final SettlementFacts facts;
    private final FlowPolicy policy;
    private final Mappings mappings;
    private final Resolution.Ready resolution;
    private final Calendar calendar;
    private final Consumer<Document> out;
    private final String settlement;
    private final String currency;
    private final SortedMap<PaymentKey, Payments> payments = new TreeMap<>();
    private final Map<YearMonth, Integer> chunksOf = new HashMap<>();
    private final SortedMap<YearMonth, Money> unapplied = new TreeMap<>();
    private final List<Application> deposited = new ArrayList<>();
    private final Map<OrderId, OrderStanding> pending = new TreeMap<>();

    QboProfile(
            SettlementFacts facts,
            FlowPolicy policy,
            Mappings mappings,
            Resolution.Ready resolution,
            Calendar calendar,
            Consumer<Document> out) {
        this.facts = facts;
        this.policy = policy;
        this.mappings = mappings;
        this.resolution = resolution;
        this.calendar = calendar;
        this.out = out;
        this.settlement = facts.header().id().value();
        this.currency = facts.header().total().currency();
    }

    /// Takes one order; returns its account so far. Orders with refunds may change once more in [#finish].
    OrderStanding order(OrderId order, Settled settled) {
        settled.invoices().forEach(out);
        settled.payments().forEach((key, applications) -> paymentsOf(key).invoices(applications));
        settled.unapplied().forEach((month, amount) -> unapplied.merge(month, amount, Money::plus));
        if (!settled.refunds().isEmpty()) {
            pending.put(order, settled.standing());
            settled.refunds()
                    .forEach(refund -> paymentsOf(new PaymentKey(refund.month(), customerOf(refund)))
                            .refund(refund));
        }
        return settled.standing();
    }

    /// Makes what is left: payments, accruals, the deposit. Returns the accounts of orders that had refunds.
    Map<OrderId, OrderStanding> finish() {
        payments.values().forEach(Payments::finish);
        var direct = directLines();
        var onDeposit = new ArrayList<Line>();
        direct.forEach((month, lines) -> {
            if (calendar.isEarlier(month)) {
                onDeposit.add(accrue(month, lines));
            } else {
                onDeposit.addAll(lines);
            }
        });
        deposit(onDeposit);
        return pending;
    }

    private Payments paymentsOf(PaymentKey key) {
        return payments.computeIfAbsent(key, Payments::new);
    }

    private String customerOf(Refund refund) {
        return mappings.customerOf(refund.group().marketplace(), refund.date())
                .orElseThrow(() -> new IllegalStateException("resolved, yet no customer for a refund"));
    }

    /// Everything that is no receivable, by month: one line an account and category, then what waits in 1155.
    private SortedMap<YearMonth, List<Line>> directLines() {
        var sums = new TreeMap<YearMonth, TreeMap<DirectKey, long[]>>();
        for (var total : facts.totals()) {
            var category = resolution.of(total.type());
            var treatment = category.treatment();
            if (total.ofOrder() && treatment != Treatment.DIRECT) {
                continue;
            }
            var key = directKey(category, total);
            var sum = sums.computeIfAbsent(total.month(), m -> new TreeMap<>()).computeIfAbsent(key, k -> new long[2]);
            sum[0] = Math.addExact(sum[0], total.minor());
            sum[1] += total.rows();
        }
        var lines = new TreeMap<YearMonth, List<Line>>();
        sums.forEach((month, byKey) -> byKey.forEach((key, sum) -> {
            if (sum[0] != 0) {
                lines.computeIfAbsent(month, m -> new ArrayList<>())
                        .add(Line.of(
                                key.account, new Money(currency, -sum[0]), key.category, key.category.label(), (int)
                                        sum[1]));
            }
        }));
        unapplied.forEach((month, amount) -> lines.computeIfAbsent(month, m -> new ArrayList<>())
                .add(Line.balancing(role(Role.UNAPPLIED), amount.negate(), "Receipts of orders not yet invoiced")));
        return lines;
    }

    /// Tax of rows without an order is netted as an order's is: what was collected and withheld posts nothing.
    private DirectKey directKey(Category category, RowTotal total) {
        return switch (category.treatment()) {
            case TAX_COLLECTED, TAX_WITHHELD -> new DirectKey(Category.TAX_COLLECTED, role(Role.SALES_TAX));
            case SALE, REFUND, DIRECT ->
                new DirectKey(category, accountOf(category, total, calendar.dateOf(total.month())));
        };
    }

    private Account accountOf(Category category, RowTotal total, java.time.LocalDate date) {
        return mappings.accountOf(category, total.type().amountDescription(), total.marketplace(), date)
                .orElseThrow(() -> new IllegalStateException("resolved, yet no account for " + category));
    }

    private record DirectKey(Category category, Account account) implements Comparable<DirectKey> {
        @Override
        public int compareTo(DirectKey other) {
            return Comparator.comparing((DirectKey key) -> key.account.code())
                    .thenComparing(DirectKey::category)
                    .thenComparing(key -> key.account.taxCode())
                    .compare(this, other);
        }
    }

    /// Books an earlier month's lines in that month; returns the line by which the deposit takes them over.
    private Line accrue(YearMonth month, List<Line> lines) {
        var sum = Money.zero(currency);
        for (var line : lines) {
            sum = sum.plus(line.amount());
        }
        var journal = new ArrayList<>(lines);
        if (!sum.isZero()) {
            journal.add(Line.balancing(role(Role.ACCRUED), sum.negate(), "Settled later, settlement " + settlement));
        }
        out.accept(new Journal(
                new Heading(
                        PostingId.ofSettlement(policy.flow(), settlement, "accrual-" + month),
                        References.ofSettlement(settlement, month, "A"),
                        calendar.dateOf(month),
                        currency,
                        "Amazon settlement " + settlement + ", part of " + month),
                journal));
        return Line.balancing(role(Role.ACCRUED), sum, "Booked in " + month);
    }

    private void deposit(List<Line> direct) {
        var total = facts.header().total();
        var lines = new ArrayList<Line>();
        var toBank = total.isNegative() ? Money.zero(currency) : total;
        lines.add(Line.balancing(role(Role.BANK), toBank, "Amazon settlement " + settlement));
        var undeposited = Money.zero(currency);
        for (var application : deposited) {
            undeposited = undeposited.plus(application.amount());
        }
        if (!deposited.isEmpty()) {
            lines.add(Line.balancing(role(Role.UNDEPOSITED), undeposited.negate(), "Payments of orders"));
        }
        direct.stream().filter(line -> !line.amount().isZero()).forEach(lines::add);
        if (total.isNegative()) {
            lines.add(Line.balancing(role(Role.PAYABLE), total, "Owed to Amazon, settlement " + settlement));
        }
        if (lines.size() == 1 && deposited.isEmpty()) {
            return; // Nothing happened in the period: no document.
        }
        out.accept(new Deposit(
                new Heading(
                        PostingId.ofSettlement(policy.flow(), settlement, "deposit"),
                        References.ofSettlement(settlement),
                        calendar.depositDate(),
                        currency,
                        "Amazon settlement " + settlement),
                lines,
                deposited));
    }

    private Account role(Role role) {
        return mappings.accountOf(role, null, calendar.depositDate())
                .orElseThrow(() -> new IllegalStateException("resolved, yet no account for " + role));
    }

    /// A month's payments: chunks of at most so many links, none below zero.
    private final class Payments {
        private final YearMonth month;
        private final String customer;
        private final List<Refund> refunds = new ArrayList<>();
        private List<Application> chunk = new ArrayList<>();
        private Money sum = Money.zero(currency);

        Payments(PaymentKey key) {
            this.month = key.month();
            this.customer = key.customer();
        }

        void invoices(List<Application> applications) {
            for (var application : applications) {
                chunk.add(application);
                sum = sum.plus(application.amount());
            }
            takeRefunds();
            if (chunk.size() >= policy.linksPerPayment()) {
                close();
            }
        }

        void refund(Refund refund) {
            refunds.add(refund);
            takeRefunds();
        }

        void finish() {
            takeRefunds();
            if (!chunk.isEmpty()) {
                close();
            }
            refunds.forEach(this::receipt);
            refunds.clear();
        }

        /// Refunds that the chunk's money covers become credit memos used by its payment.
        private void takeRefunds() {
            var left = new ArrayList<Refund>();
            for (var refund : refunds) {
                var amount = refund.lines().total();
                if (amount.isZero()) {
                    memo(refund); // A memo of nothing needs no payment to use it.
                } else if (sum.plus(amount).isNegative() || chunk.size() >= policy.linksPerPayment() + 50) {
                    left.add(refund);
                } else {
                    chunk.add(memo(refund));
                    sum = sum.plus(amount);
                }
            }
            refunds.clear();
            refunds.addAll(left);
        }

        private void close() {
            var chunks = chunksOf.merge(month, 1, Integer::sum);
            var date = calendar.dateOf(month);
            var heading = new Heading(
                    PostingId.ofSettlement(policy.flow(), settlement, "payment-" + month + "." + chunks),
                    References.ofSettlement(settlement, month, String.valueOf(chunks)),
                    date,
                    currency,
                    "Amazon settlement " + settlement + ", orders of " + month);
            out.accept(new CustomerPayment(
                    heading,
                    customer,
                    List.of(
                            Line.balancing(role(Role.UNDEPOSITED), sum, "Amazon settlement " + settlement),
                            Line.balancing(role(Role.RECEIVABLE), sum.negate(), "Orders settled")),
                    chunk));
            if (!sum.isZero()) { // A payment of nothing only uses credits; there is no money to deposit.
                deposited.add(new Application(heading.id(), Document.Kind.CUSTOMER_PAYMENT, Optional.empty(), sum));
            }
            chunk = new ArrayList<>();
            sum = Money.zero(currency);
        }

        private Application memo(Refund refund) {
            var parts = refundParts(refund, Role.RECEIVABLE);
            out.accept(new CreditMemo(parts.heading, customer, refund.group().order(), parts.lines));
            credit(refund, parts, Document.Kind.CREDIT_MEMO);
            return new Application(
                    parts.heading.id(),
                    Document.Kind.CREDIT_MEMO,
                    Optional.of(refund.group().order()),
                    refund.lines().total());
        }

        private void receipt(Refund refund) {
            var parts = refundParts(refund, Role.UNDEPOSITED);
            out.accept(new RefundReceipt(parts.heading, customer, refund.group().order(), parts.lines));
            credit(refund, parts, Document.Kind.REFUND_RECEIPT);
            deposited.add(new Application(
                    parts.heading.id(),
                    Document.Kind.REFUND_RECEIPT,
                    Optional.of(refund.group().order()),
                    refund.lines().total()));
        }

        /// A refund is settled by the very settlement that states it: applied in full.
        private void credit(Refund refund, RefundParts parts, Document.Kind kind) {
            var amount = refund.lines().total().negate();
            pending.computeIfPresent(
                    refund.group().order(),
                    (order, standing) ->
                            standing.with(new Standing(parts.heading.id(), kind, customer, amount, amount)));
        }

        private RefundParts refundParts(Refund refund, Role otherSide) {
            var order = refund.group().order();
            var standing = pending.getOrDefault(order, OrderStanding.NONE);
            var number = standing.count(Document.Kind.CREDIT_MEMO) + standing.count(Document.Kind.REFUND_RECEIPT) + 1;
            var marketplace = refund.group().marketplace();
            var lines = refund.lines()
                    .against(role(otherSide), "Order " + order, mappings, marketplace, refund.date(), true);
            return switch (lines) {
                case SalesLines.Result.Lines(var balanced) ->
                    new RefundParts(
                            new Heading(
                                    PostingId.ofSettlement(policy.flow(), settlement, "refund-" + order + "." + number),
                                    References.refund(order, number),
                                    refund.date(),
                                    currency,
                                    "Amazon order " + order + ", refunded in settlement " + settlement),
                            balanced);
                case SalesLines.Result.Missing(var keys) ->
                    throw new IllegalStateException("resolved, yet missing " + keys + " for a refund of " + order);
            };
        }
    }

    private record RefundParts(Heading heading, List<Line> lines) {}
}
