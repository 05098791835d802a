package org.tieout.accounting.tieout;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.catalogue.Category.Treatment;
import org.tieout.accounting.document.Application;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.mapping.Role;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.Calendar;
import org.tieout.accounting.plan.FlowPolicy;
import org.tieout.accounting.plan.OrderGroup;
import org.tieout.accounting.plan.OrderStanding;
import org.tieout.accounting.plan.PlanSink;
import org.tieout.accounting.plan.RowTotal;
import org.tieout.accounting.plan.SettlementFacts;
import org.tieout.accounting.plan.SettlementPlanning;
import org.tieout.accounting.source.OrderId;

/// Proves a plan against the settlement it was made of, from the documents alone: it never asks the planner.
///
/// Fed while the plan is made; what it keeps grows with payments and with orders whose documents are not all made, not
/// with all orders or rows. It can stop with the plan and go on from its [Snapshot]. Not safe for several threads.
public final class PlanProof implements PlanSink {

    /// Accounts that only carry money from orders to the bank: a settlement leaves nothing behind in them.
    private static final EnumSet<Role> CARRIERS =
            EnumSet.of(Role.UNDEPOSITED, Role.ACCRUED, Role.CLEARING, Role.VENDOR_PAYABLE);

    private final SettlementFacts facts;
    private final Mappings mappings;
    private final String currency;
    private final Map<String, Role> carriers = new HashMap<>();
    private final Map<Role, String> ends = new HashMap<>();
    private final Map<Role, Long> carried = new TreeMap<>();
    private final Map<Category, Long> direct = new TreeMap<>();
    private final SortedMap<String, Long> undeposited = new TreeMap<>();
    private final SortedMap<String, Long> orders = new TreeMap<>();
    private final Set<OrderId> justSettled = new HashSet<>();
    private long debits;
    private long credits;
    private long disbursed;
    private long paid;

    /// Proves plans of that settlement, in that flow, under that mapping.
    public PlanProof(SettlementFacts facts, FlowPolicy policy, Mappings mappings) {
        this.facts = facts;
        this.mappings = mappings;
        this.currency = facts.header().total().currency();
        var date = Calendar.of(facts).depositDate();
        for (var role : CARRIERS) {
            mappings.accountOf(role, null, date).ifPresent(account -> carriers.put(account.code(), role));
        }
        for (var role : List.of(policy.payouts().on(date).debits(), Role.PAYABLE)) {
            mappings.accountOf(role, null, date).ifPresent(account -> ends.put(role, account.code()));
        }
        for (var total : facts.totals()) {
            if (!total.ofOrder() || SettlementPlanning.isByType(policy) || treatment(total) == Treatment.DIRECT) {
                expectDirect(total);
            }
        }
    }

    /// What a proof is in the middle of a plan. All amounts in minor units.
    ///
    /// @param carried what the carrying accounts hold
    /// @param direct rows less lines, by category
    /// @param undeposited payments that no deposit gathers yet, by posting
    /// @param orders what rows paid less what documents take, for orders where that is not zero
    /// @param debits sum of debits
    /// @param credits sum of credits
    /// @param disbursed what reached the bank or is owed to Amazon
    /// @param paid what rows paid for orders
    public record Snapshot(
            Map<Role, Long> carried,
            Map<Category, Long> direct,
            Map<String, Long> undeposited,
            Map<String, Long> orders,
            long debits,
            long credits,
            long disbursed,
            long paid) {}

    /// Where the proof stands.
    public Snapshot snapshot() {
        return new Snapshot(
                new TreeMap<>(carried),
                new TreeMap<>(direct),
                new TreeMap<>(undeposited),
                new TreeMap<>(orders),
                debits,
                credits,
                disbursed,
                paid);
    }

    /// Goes on from there.
    public PlanProof resume(Snapshot snapshot) {
        replace(carried, snapshot.carried());
        replace(direct, snapshot.direct());
        replace(undeposited, snapshot.undeposited());
        replace(orders, snapshot.orders());
        debits = snapshot.debits();
        credits = snapshot.credits();
        disbursed = snapshot.disbursed();
        paid = snapshot.paid();
        return this;
    }

    private static <K> void replace(Map<K, Long> map, Map<K, Long> with) {
        map.clear();
        map.putAll(with);
    }

    /// Takes a document of the plan.
    @Override
    public void document(Document document) {
        for (Line line : document.lines()) {
            line(document, line);
        }
        for (Application application : document.applications()) {
            var amount = application.amount().minor();
            switch (document.kind()) {
                case CUSTOMER_PAYMENT, CREDIT_REFUND, DEPOSIT ->
                    application.order().ifPresent(order -> add(orders, order.value(), -amount));
                case INVOICE,
                        CREDIT_MEMO,
                        REFUND_RECEIPT,
                        BILL,
                        BILL_PAYMENT,
                        JOURNAL,
                        SPEND_MONEY,
                        RECEIVE_MONEY,
                        TRANSFER -> {
                    // No order's money moves.
                }
            }
            if (document.kind() == Document.Kind.DEPOSIT) {
                add(undeposited, application.posting().value(), -amount);
            }
        }
    }

    private void line(Document document, Line line) {
        var minor = line.amount().minor();
        var account = line.account().code();
        if (minor < 0) {
            credits = Math.addExact(credits, -minor);
        } else {
            debits = Math.addExact(debits, minor);
        }
        // Rows may be booked on these accounts too (a debt carried over, a charge to the bank): such lines have a
        // category.
        if (line.category().isEmpty() && ends.containsValue(account)) {
            disbursed = Math.addExact(disbursed, minor);
        }
        var carrier = carriers.get(account);
        switch (document.kind()) {
            case DEPOSIT, JOURNAL, BILL, SPEND_MONEY, RECEIVE_MONEY -> {
                line.category().ifPresent(category -> add(direct, stated(category), minor));
                carry(carrier, minor);
            }
            case CUSTOMER_PAYMENT, REFUND_RECEIPT -> {
                carry(carrier, minor);
                if (carrier == Role.UNDEPOSITED) {
                    add(undeposited, document.id().value(), minor);
                } else if (carrier != null && document instanceof Document.RefundReceipt receipt) {
                    // No payout names it: it is settled by itself, and the carrier's balance says who refills it.
                    add(orders, receipt.order().value(), -minor);
                }
            }
            case BILL_PAYMENT, TRANSFER, CREDIT_REFUND -> carry(carrier, minor);
            case INVOICE, CREDIT_MEMO -> {
                // Nothing is settled yet; where the ledger closes them itself, the profile says what it takes of them.
            }
        }
    }

    private void carry(@Nullable Role carrier, long minor) {
        if (carrier != null) {
            add(carried, carrier, minor);
        }
    }

    /// Takes what the settlement's rows paid for an order, before the order's account afterwards.
    @Override
    public void settled(OrderId order, Money amount) {
        add(orders, order.value(), amount.minor());
        paid = Math.addExact(paid, amount.minor());
        justSettled.add(order);
    }

    /// Takes the rows of an order whose revenue comes from the settlement.
    @Override
    public void fromSettlement(OrderGroup group) {
        for (var row : group.rows()) {
            mappings.categoryOf(row.type())
                    .filter(category -> category.treatment() != Treatment.DIRECT)
                    .ifPresent(category -> add(direct, stated(category), row.minor()));
        }
    }

    /// Takes what the ledger itself takes of an order's documents against clearing.
    @Override
    public void applied(Application taken) {
        taken.order()
                .ifPresent(order -> add(orders, order.value(), -taken.amount().minor()));
        add(carried, Role.CLEARING, taken.amount().minor());
    }

    /// Takes an order's account after the settlement: what of this settlement's money waits in account 1155.
    @Override
    public void standing(OrderId order, OrderStanding standing) {
        if (!justSettled.remove(order)) {
            return; // A memo that was made later changes nothing that waits.
        }
        for (var receipt : standing.receipts()) {
            if (receipt.settlement().equals(facts.header().id().value())) {
                add(orders, order.value(), -receipt.amount().minor());
            }
        }
    }

    /// Check 1: the rows sum to the header's total.
    public Check lines() {
        return TieOut.lines(facts);
    }

    /// Check 2: debits equal credits; what reaches the bank, or is owed, is the header's total; every row that is no
    /// order's is in a line of its category; the payout gathers every payment whole; nothing stays behind in the
    /// accounts that only carry money from an order to the bank.
    public Check documents() {
        var findings = new ArrayList<String>();
        if (debits != credits) {
            findings.add("debits " + money(debits) + " and credits " + money(credits) + " differ");
        }
        carried.forEach((role, left) -> {
            if (left != 0) {
                findings.add(money(left) + " stays in account " + codeOf(role));
            }
        });
        undeposited.forEach((posting, left) -> {
            if (left != 0) {
                findings.add(money(left) + " of " + posting + " is not in the deposit");
            }
        });
        direct.forEach((category, left) -> {
            if (left != 0) {
                findings.add(category + ": rows and lines differ by " + money(left));
            }
        });
        return Check.ofEqual(Check.Kind.DOCUMENTS, facts.header().total(), money(disbursed), findings);
    }

    /// Check 5: per order, what the rows paid is what the documents take.
    public Check orders() {
        var findings = new ArrayList<String>();
        var missing = 0L;
        for (var entry : orders.entrySet()) {
            missing = Math.addExact(missing, entry.getValue());
            var left = money(entry.getValue());
            findings.add("order " + entry.getKey()
                    + (left.isNegative()
                            ? ": documents take " + left.negate() + " more than rows paid"
                            : ": rows paid " + left + " more than documents take"));
        }
        return Check.ofEqual(Check.Kind.ORDERS, money(paid), money(paid - missing), findings);
    }

    private void expectDirect(RowTotal total) {
        mappings.categoryOf(total.type()).ifPresent(category -> add(direct, stated(category), total.minor()));
    }

    private @Nullable Treatment treatment(RowTotal total) {
        return mappings.categoryOf(total.type()).map(Category::treatment).orElse(null);
    }

    /// What the marketplace withholds stands against what it collects: one category in the books.
    private static Category stated(Category category) {
        return category == Category.TAX_WITHHELD ? Category.TAX_COLLECTED : category;
    }

    private static <K> void add(Map<K, Long> sums, K key, long minor) {
        if (minor != 0 && sums.merge(key, minor, Math::addExact) == 0) {
            sums.remove(key);
        }
    }

    private String codeOf(Role role) {
        for (var entry : carriers.entrySet()) {
            if (entry.getValue() == role) {
                return entry.getKey();
            }
        }
        return role.toString();
    }

    private Money money(long minor) {
        return new Money(currency, minor);
    }
}
