package org.tieout.accounting.plan;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tieout.accounting.document.Account;
import org.tieout.accounting.document.Application;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Document.CustomerPayment;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.mapping.Role;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.Carry.MonthAmount;
import org.tieout.accounting.plan.Carry.MonthCount;
import org.tieout.accounting.plan.Carry.OpenPayment;
import org.tieout.accounting.plan.Carry.WaitingRefund;
import org.tieout.accounting.plan.OrderSettler.PaymentKey;
import org.tieout.accounting.plan.OrderSettler.Refund;

/// Customer payments of a settlement: by month and customer, in chunks of at most so many links, none below zero.
final class Payments {

    /// Refunds may fill a payment a little beyond its limit of links: they come with the orders of its own chunk.
    private static final int ROOM_FOR_REFUNDS = 50;

    /// Refunds that wait for a payment's money; one more, and the first becomes a receipt. What waits is carried from
    /// step to step in one record.
    static final int MOST_WAITING = 500;

    /// Receipts that the payout names one by one. Further ones leave the clearing account, which the payout
    /// refills with one line: it is one document, and has to stay one that a ledger takes.
    static final int MOST_RECEIPTS = 1_000;

    private final PlanContext context;
    private final Refunds refunds;
    private final SortedMap<PaymentKey, Open> open = new TreeMap<>();
    private final Map<YearMonth, Integer> counts = new HashMap<>();
    private final List<Application> made = new ArrayList<>();
    private final SortedMap<YearMonth, Money> cleared = new TreeMap<>();
    private int receipts;

    Payments(PlanContext context, OrderSettler settler, Refunds refunds, Carry.OfProfile carry) {
        this.context = context;
        this.refunds = refunds;
        made.addAll(carry.made());
        receipts = (int) made.stream()
                .filter(application -> application.kind() == Document.Kind.REFUND_RECEIPT)
                .count();
        carry.taken().forEach(taken -> cleared.put(taken.month(), taken.amount()));
        carry.counts().forEach(entry -> counts.put(entry.month(), entry.count()));
        for (var payment : carry.payments()) {
            var restored = of(new PaymentKey(payment.month(), payment.customer()));
            payment.links().forEach(restored::link);
            payment.refunds()
                    .forEach(waiting ->
                            restored.waiting.add(settler.refund(waiting.group(), waiting.month(), waiting.side())));
        }
    }

    /// What payments take from invoices.
    void invoices(SortedMap<PaymentKey, List<Application>> applications) {
        applications.forEach((key, links) -> of(key).invoices(links));
    }

    /// A refund that a payment's money is to carry as a credit memo.
    void refund(Refund refund) {
        of(new PaymentKey(refund.month(), refunds.customerOf(refund))).refund(refund);
    }

    /// Closes every payment. Refunds that no payment could carry become receipts.
    void finish() {
        open.values().forEach(Open::finish);
        open.clear();
    }

    /// Payments and receipts made, for the document that takes them to the bank.
    List<Application> made() {
        return List.copyOf(made);
    }

    /// What receipts took from clearing, at most nothing: the payout gives it back.
    Money cleared() {
        return cleared.values().stream().reduce(context.zero(), Money::plus);
    }

    Carry.OfProfile carry() {
        var payments = new ArrayList<OpenPayment>();
        open.forEach((key, payment) -> {
            if (!payment.links.isEmpty() || !payment.waiting.isEmpty()) {
                var waiting = payment.waiting.stream()
                        .map(refund -> new WaitingRefund(refund.group(), refund.month(), refund.side()))
                        .toList();
                payments.add(new OpenPayment(key.month(), key.customer(), payment.links, waiting));
            }
        });
        var months = counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new MonthCount(entry.getKey(), entry.getValue()))
                .toList();
        var taken = cleared.entrySet().stream()
                .map(entry -> new MonthAmount(entry.getKey(), entry.getValue()))
                .toList();
        return new Carry.OfProfile(payments, made, months, taken);
    }

    private void receipt(Refund refund) {
        var clearing = receipts < MOST_RECEIPTS ? Optional.<Account>empty() : context.clearing();
        if (clearing.isPresent()) {
            cleared.merge(
                    refund.month(), refunds.receipt(refund, clearing.get()).amount(), Money::plus);
        } else {
            made.add(refunds.receipt(refund, context.role(Role.UNDEPOSITED)));
            receipts++;
        }
    }

    private Open of(PaymentKey key) {
        return open.computeIfAbsent(key, Open::new);
    }

    private final class Open {
        private final YearMonth month;
        private final String customer;
        private final List<Refund> waiting = new ArrayList<>();
        private List<Application> links = new ArrayList<>();
        private Money sum = context.zero();

        Open(PaymentKey key) {
            this.month = key.month();
            this.customer = key.customer();
        }

        void link(Application application) {
            links.add(application);
            sum = sum.plus(application.amount());
        }

        void invoices(List<Application> applications) {
            applications.forEach(this::link);
            takeRefunds();
            if (links.size() >= context.policy.linksPerPayment()) {
                close();
            }
        }

        void refund(Refund refund) {
            waiting.add(refund);
            takeRefunds();
            if (waiting.size() > MOST_WAITING) {
                receipt(waiting.removeFirst());
            }
        }

        void finish() {
            takeRefunds();
            if (!links.isEmpty()) {
                close();
            }
            waiting.forEach(Payments.this::receipt);
            waiting.clear();
        }

        /// Refunds that the chunk's money covers become credit memos used by its payment.
        private void takeRefunds() {
            var left = new ArrayList<Refund>();
            for (var refund : waiting) {
                var amount = refund.lines().total();
                if (amount.isZero()) {
                    refunds.memo(refund, Role.RECEIVABLE); // A memo of nothing needs no payment to use it.
                } else if (sum.plus(amount).isNegative()
                        || links.size() >= context.policy.linksPerPayment() + ROOM_FOR_REFUNDS) {
                    left.add(refund);
                } else {
                    link(refunds.memo(refund, Role.RECEIVABLE));
                }
            }
            waiting.clear();
            waiting.addAll(left);
        }

        private void close() {
            var count = counts.merge(month, 1, Integer::sum);
            var heading = context.heading(
                    "payment-" + month + "." + count,
                    context.references.ofSettlement(context.settlement, month, String.valueOf(count)),
                    context.calendar.dateOf(month),
                    "Amazon settlement " + context.settlement + ", orders of " + month);
            context.emit(new CustomerPayment(
                    heading,
                    customer,
                    List.of(
                            Line.balancing(
                                    context.role(context.policy.profile().received()),
                                    sum,
                                    "Amazon settlement " + context.settlement),
                            Line.balancing(context.role(Role.RECEIVABLE), sum.negate(), "Orders settled")),
                    links));
            if (!sum.isZero()) { // A payment of nothing only uses credits; there is no money to deposit.
                made.add(new Application(heading.id(), Document.Kind.CUSTOMER_PAYMENT, Optional.empty(), sum));
            }
            links = new ArrayList<>();
            sum = context.zero();
        }
    }
}
