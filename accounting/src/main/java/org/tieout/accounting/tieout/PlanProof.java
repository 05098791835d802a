package org.tieout.accounting.tieout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tieout.accounting.document.Application;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.mapping.Role;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.Calendar;
import org.tieout.accounting.plan.OrderStanding;
import org.tieout.accounting.plan.SettlementFacts;
import org.tieout.accounting.source.OrderId;

/// Proves a plan against the settlement it was made of, from the documents alone: it never asks the planner. Fed while
/// the plan is
/// made; memory grows with orders, not with rows. Not safe for several threads.
public final class PlanProof {

    private final SettlementFacts facts;
    private final String currency;
    private final Map<Role, String> accounts = new HashMap<>();
    private final Map<String, Money> byAccount = new TreeMap<>();
    private final Map<OrderId, Money> rows = new TreeMap<>();
    private final Map<OrderId, Money> documented = new HashMap<>();
    private final List<OrderDifference> differences = new ArrayList<>();
    private Money debits;
    private Money credits;

    /// Proves plans of that settlement under that mapping.
    public PlanProof(SettlementFacts facts, Mappings mappings) {
        this.facts = facts;
        this.currency = facts.header().total().currency();
        this.debits = Money.zero(currency);
        this.credits = Money.zero(currency);
        var date = Calendar.of(facts).depositDate();
        for (var role : Role.values()) {
            mappings.accountOf(role, null, date).ifPresent(account -> accounts.put(role, account.code()));
        }
    }

    /// Takes a document of the plan.
    public void document(Document document) {
        for (Line line : document.lines()) {
            byAccount.merge(line.account().code(), line.amount(), Money::plus);
            if (line.amount().isNegative()) {
                credits = credits.plus(line.amount().negate());
            } else {
                debits = debits.plus(line.amount());
            }
        }
        for (Application application : document.applications()) {
            application.order().ifPresent(order -> documented.merge(order, application.amount(), Money::plus));
        }
    }

    /// Takes what the settlement's rows paid for an order.
    public void settled(OrderId order, Money amount) {
        rows.put(order, amount);
    }

    /// Takes an order's account after the settlement.
    public void standing(OrderId order, OrderStanding standing) {
        var waiting = Money.zero(currency);
        for (var receipt : standing.receipts()) {
            if (receipt.settlement().equals(facts.header().id().value())) {
                waiting = waiting.plus(receipt.amount());
            }
        }
        if (!waiting.isZero()) {
            documented.merge(order, waiting, Money::plus);
        }
        var open = standing.openTotal(currency);
        if (!open.isZero()) {
            differences.removeIf(difference -> difference.order().equals(order));
            differences.add(OrderDifference.of(order, standing, currency));
        }
    }

    /// Check 1: the rows sum to the header's total.
    public Check lines() {
        return TieOut.lines(facts);
    }

    /// Check 2: debits equal credits; what reaches the bank, or is owed, is the header's total; nothing stays behind in
    /// the accounts
    /// that only carry money from an order to the bank.
    public Check documents() {
        var findings = new ArrayList<String>();
        if (!debits.equals(credits)) {
            findings.add("debits " + debits + " and credits " + credits + " differ");
        }
        for (var role : List.of(Role.UNDEPOSITED, Role.ACCRUED)) {
            var left = balance(role);
            if (!left.isZero()) {
                findings.add(left + " stays in account " + accounts.get(role));
            }
        }
        return Check.ofEqual(Check.Kind.DOCUMENTS, facts.header().total(), disbursed(), findings);
    }

    /// Check 5: per order, what the rows paid is what the documents take.
    public Check orders() {
        var findings = new ArrayList<String>();
        var expected = Money.zero(currency);
        var actual = Money.zero(currency);
        for (var entry : rows.entrySet()) {
            var taken = documented.getOrDefault(entry.getKey(), Money.zero(currency));
            expected = expected.plus(entry.getValue());
            actual = actual.plus(taken);
            if (!taken.equals(entry.getValue())) {
                findings.add(
                        "order " + entry.getKey() + ": rows paid " + entry.getValue() + ", documents take " + taken);
            }
        }
        return Check.ofEqual(Check.Kind.ORDERS, expected, actual, findings);
    }

    /// Orders with something open, by id.
    public List<OrderDifference> differences() {
        differences.sort(java.util.Comparator.comparing(OrderDifference::order));
        return Collections.unmodifiableList(differences);
    }

    private Money balance(Role role) {
        return byAccount.getOrDefault(accounts.getOrDefault(role, ""), Money.zero(currency));
    }

    /// The bank's debit, or for a negative settlement what the deposit puts on Payable to Amazon; rows that clear an
    /// earlier debt are
    /// on that account too, and are taken out again.
    private Money disbursed() {
        var bank = balance(Role.BANK);
        if (!facts.header().total().isNegative()) {
            return bank;
        }
        var carriedOver = Money.zero(currency);
        for (var total : facts.totals()) {
            if (total.type().amountDescription().equalsIgnoreCase("Payable to Amazon")) {
                carriedOver = carriedOver.plus(new Money(currency, -total.minor()));
            }
        }
        return bank.plus(balance(Role.PAYABLE)).minus(carriedOver);
    }
}
