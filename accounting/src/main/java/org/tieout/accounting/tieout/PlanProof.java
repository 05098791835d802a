package org.tieout.accounting.tieout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.catalogue.Category.Treatment;
import org.tieout.accounting.document.Application;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.mapping.Role;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.Calendar;
import org.tieout.accounting.plan.OrderStanding;
import org.tieout.accounting.plan.SettlementFacts;
import org.tieout.accounting.source.OrderId;

/// Proves a plan against the settlement it was made of, from the documents alone: it never asks the planner.
/// Fed while
/// the plan is made; memory grows with orders, not with rows. Not safe for several threads.
public final class PlanProof {

    private final SettlementFacts facts;
    private final Mappings mappings;
    private final String currency;
    private final Map<Role, String> accounts = new HashMap<>();
    private final Map<String, Money> byAccount = new TreeMap<>();
    private final Map<Role, Money> balancing = new HashMap<>();
    private final Map<Category, Money> direct = new TreeMap<>();
    private final Map<PostingId, Money> undeposited = new TreeMap<>();
    private final Map<OrderId, Money> rows = new TreeMap<>();
    private final Map<OrderId, Money> documented = new HashMap<>();
    private final Map<OrderId, Money> waiting = new HashMap<>();
    private final Map<OrderId, OrderDifference> differences = new TreeMap<>();
    private Money debits;
    private Money credits;

    /// Proves plans of that settlement under that mapping.
    public PlanProof(SettlementFacts facts, Mappings mappings) {
        this.facts = facts;
        this.mappings = mappings;
        this.currency = facts.header().total().currency();
        this.debits = zero();
        this.credits = zero();
        var date = Calendar.of(facts).depositDate();
        for (var role : Role.values()) {
            mappings.accountOf(role, null, date).ifPresent(account -> accounts.put(role, account.code()));
        }
    }

    /// Takes a document of the plan.
    public void document(Document document) {
        for (Line line : document.lines()) {
            line(document, line);
        }
        for (Application application : document.applications()) {
            application.order().ifPresent(order -> documented.merge(order, application.amount(), Money::plus));
            if (document.kind() == Document.Kind.DEPOSIT) {
                undeposited.merge(application.posting(), application.amount().negate(), Money::plus);
            }
        }
    }

    private void line(Document document, Line line) {
        var amount = line.amount();
        var account = line.account().code();
        byAccount.merge(account, amount, Money::plus);
        if (amount.isNegative()) {
            credits = credits.plus(amount.negate());
        } else {
            debits = debits.plus(amount);
        }
        if (line.category().isEmpty()) {
            for (var role : List.of(Role.BANK, Role.PAYABLE)) {
                if (account.equals(accounts.get(role))) {
                    balancing.merge(role, amount, Money::plus);
                }
            }
        }
        switch (document.kind()) {
            case DEPOSIT, JOURNAL -> line.category().ifPresent(category -> direct.merge(category, amount, Money::plus));
            case CUSTOMER_PAYMENT, REFUND_RECEIPT -> {
                if (account.equals(accounts.get(Role.UNDEPOSITED))) {
                    undeposited.merge(document.id(), amount, Money::plus);
                }
            }
            case INVOICE, CREDIT_MEMO -> {
                // No money moves yet.
            }
        }
    }

    /// Takes what the settlement's rows paid for an order.
    public void settled(OrderId order, Money amount) {
        rows.put(order, amount);
    }

    /// Takes an order's account after the settlement. A later one replaces an earlier one.
    public void standing(OrderId order, OrderStanding standing) {
        var ofThis = zero();
        for (var receipt : standing.receipts()) {
            if (receipt.settlement().equals(facts.header().id().value())) {
                ofThis = ofThis.plus(receipt.amount());
            }
        }
        waiting.put(order, ofThis);
        if (standing.openTotal(currency).isZero()) {
            differences.remove(order);
        } else {
            differences.put(order, OrderDifference.of(order, standing, currency));
        }
    }

    /// Check 1: the rows sum to the header's total.
    public Check lines() {
        return TieOut.lines(facts);
    }

    /// Check 2: debits equal credits; what reaches the bank, or is owed, is the header's total; every row that
    /// is no
    /// order's is in a line of its category; the deposit gathers every payment whole; nothing stays behind in the
    /// accounts that only carry money from an order to the bank.
    public Check documents() {
        var findings = new ArrayList<String>();
        if (!debits.equals(credits)) {
            findings.add("debits " + debits + " and credits " + credits + " differ");
        }
        for (var role : List.of(Role.UNDEPOSITED, Role.ACCRUED)) {
            var left = byAccount.getOrDefault(accounts.getOrDefault(role, ""), zero());
            if (!left.isZero()) {
                findings.add(left + " stays in account " + accounts.get(role));
            }
        }
        undeposited.forEach((posting, left) -> {
            if (!left.isZero()) {
                findings.add(left + " of " + posting + " is not in the deposit");
            }
        });
        findings.addAll(misstatedCategories());
        return Check.ofEqual(Check.Kind.DOCUMENTS, facts.header().total(), disbursed(), findings);
    }

    /// Check 5: per order, what the rows paid is what the documents take.
    public Check orders() {
        var findings = new ArrayList<String>();
        var expected = zero();
        var actual = zero();
        var orders = new TreeSet<>(rows.keySet());
        orders.addAll(documented.keySet());
        for (var order : orders) {
            var paid = rows.getOrDefault(order, zero());
            var taken = documented.getOrDefault(order, zero()).plus(waiting.getOrDefault(order, zero()));
            expected = expected.plus(paid);
            actual = actual.plus(taken);
            if (!taken.equals(paid)) {
                findings.add("order " + order + ": rows paid " + paid + ", documents take " + taken);
            }
        }
        return Check.ofEqual(Check.Kind.ORDERS, expected, actual, findings);
    }

    /// Orders with something open, by id.
    public List<OrderDifference> differences() {
        return List.copyOf(differences.values());
    }

    /// Rows that are no order's, by category, against the lines of the deposit and the journals.
    private List<String> misstatedCategories() {
        var difference = new TreeMap<>(direct);
        for (var total : facts.totals()) {
            mappings.categoryOf(total.type())
                    .filter(category -> !total.ofOrder() || category.treatment() == Treatment.DIRECT)
                    .map(PlanProof::stated)
                    .ifPresent(category -> difference.merge(category, new Money(currency, total.minor()), Money::plus));
        }
        var findings = new ArrayList<String>();
        difference.forEach((category, left) -> {
            if (!left.isZero()) {
                findings.add(category + ": rows and lines differ by " + left);
            }
        });
        return findings;
    }

    /// What the marketplace withholds stands against what it collects: one category in the books.
    private static Category stated(Category category) {
        return category == Category.TAX_WITHHELD ? Category.TAX_COLLECTED : category;
    }

    /// What the deposit brings to the bank or, for a negative settlement, puts on Payable to Amazon. Rows may be
    /// booked on these accounts too (a debt carried over, a charge to the bank): their lines have a category, this
    /// one has none.
    private Money disbursed() {
        return balancing.getOrDefault(Role.BANK, zero()).plus(balancing.getOrDefault(Role.PAYABLE, zero()));
    }

    private Money zero() {
        return Money.zero(currency);
    }
}
