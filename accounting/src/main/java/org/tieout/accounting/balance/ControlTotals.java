package org.tieout.accounting.balance;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.period.Categories;
import org.tieout.accounting.source.FinancialTransaction;
import org.tieout.accounting.source.FinancialTransaction.Part;
import org.tieout.accounting.source.FinancialTransaction.Status;
import org.tieout.accounting.source.SettlementId;
import org.tieout.accounting.tieout.Check.State;

/// Amazon's own totals beside ours. Pure; nothing is ever adjusted to make them agree: a difference is
/// explained by
/// something named, or it is red.
public final class ControlTotals {

    private static final String TRANSFER = "Transfer";

    private ControlTotals() {}

    /// Amazon's summary beside a settlement's rows. A summary may leave out what is carried from one
    /// settlement to
    /// another; that is an explanation, with its amounts.
    ///
    /// @param settlement the settlement
    /// @param rows the sum of its rows
    /// @param netProceeds what Amazon's summary says it comes to
    /// @param breakdowns the leaves of that summary, shown where the two differ
    public static Control summary(SettlementBalance settlement, Money rows, Money netProceeds, List<Part> breakdowns) {
        if (!rows.currency().equals(netProceeds.currency())) {
            return red(
                    netProceeds,
                    rows,
                    "Amazon's summary is in " + netProceeds.currency() + ", the settlement in " + rows.currency());
        }
        if (rows.equals(netProceeds)) {
            return new Control(Control.Kind.SUMMARY, State.GREEN, netProceeds, rows, List.of());
        }
        var carried = settlement.carried();
        if (rows.minus(carried).equals(netProceeds)) {
            return new Control(
                    Control.Kind.SUMMARY,
                    State.GREEN,
                    netProceeds,
                    rows,
                    List.of("Amazon's summary leaves out " + carried + " that is carried between settlements: "
                            + String.join(", ", carriedParts(settlement))));
        }
        var parts = breakdowns.stream()
                .map(part -> part.path() + " " + part.amount())
                .toList();
        return red(
                netProceeds,
                rows,
                "Amazon's summary says " + netProceeds + ", the rows sum to " + rows + ": " + netProceeds.minus(rows)
                        + " is unexplained" + (parts.isEmpty() ? "" : ". Amazon's parts: " + String.join(", ", parts)));
    }

    private static Control red(Money expected, Money actual, String finding) {
        return new Control(Control.Kind.SUMMARY, State.RED, expected, actual, List.of(finding));
    }

    private static List<String> carriedParts(SettlementBalance settlement) {
        var parts = new ArrayList<String>();
        add(parts, "reserve held", settlement.reserveHeld());
        add(parts, "reserve released", settlement.reserveReleased());
        add(parts, "payable to Amazon", settlement.payable());
        add(parts, "charged", settlement.charged());
        add(parts, "payouts that came back", settlement.failed());
        add(parts, "for other marketplaces", settlement.crossDebt());
        return parts;
    }

    private static void add(List<String> parts, String what, Money amount) {
        if (!amount.isZero()) {
            parts.add(what + " " + amount);
        }
    }

    /// What Amazon says it held at one time.
    ///
    /// @param asOf the day, local to the marketplace
    /// @param at the very instant: the end of that day, or within it
    /// @param readAt when Amazon was asked
    /// @param total everything
    /// @param deferred held until delivery dates or invoices mature; empty where Amazon did not say
    /// @param reserve held against refunds and claims; empty where Amazon did not say
    public record Stated(
            LocalDate asOf,
            Instant at,
            Instant readAt,
            Money total,
            Optional<Money> deferred,
            Optional<Money> reserve) {}

    /// A payout that was under way: its settlement had ended, the bank did not have it yet.
    ///
    /// @param settlement the settlement
    /// @param amount the payout
    public record InFlight(SettlementId settlement, Money amount) {}

    /// What Amazon holds by our own records at one time.
    ///
    /// @param reserve what the last settlement holds in reserve
    /// @param debt what the last settlement left to pay, as a positive amount
    /// @param available what was sold and charged since, and is in no settlement yet
    /// @param deferred what is held until delivery dates or invoices mature
    /// @param inFlight payouts under way
    public record Held(Money reserve, Money debt, Money available, Money deferred, List<InFlight> inFlight) {
        public Held {
            inFlight = List.copyOf(inFlight);
        }

        /// Everything; payouts under way have left.
        public Money total() {
            return reserve.minus(debt).plus(available).plus(deferred);
        }
    }

    /// What Amazon holds at an instant, from the settlements of a chain and the transactions since the
    /// last of them.
    ///
    /// @param chain the settlements, oldest first, one at least ended by then
    /// @param at the instant
    /// @param transactions the newest version of each transaction that may matter: those posted after the
    /// last
    /// settlement's end, and those deferred
    /// @param releasedAt when a deferred transaction was released, where that is known
    /// @param categories what their parts mean
    /// @return nothing where no settlement had ended yet: the reserve from before is unknown then
    public static Optional<Held> heldAt(
            List<SettlementBalance> chain,
            Instant at,
            Iterable<FinancialTransaction> transactions,
            java.util.function.Function<FinancialTransaction, Optional<Instant>> releasedAt,
            Categories categories) {
        var ended = chain.stream()
                .filter(settlement -> !settlement.endAt().isAfter(at))
                .toList();
        if (ended.isEmpty()) {
            return Optional.empty();
        }
        var last = ended.getLast();
        var available = Money.zero(last.currency());
        var deferred = Money.zero(last.currency());
        for (var transaction : transactions) {
            if (!transaction.total().currency().equals(last.currency())
                    || transaction.postedAt().isAfter(at)) {
                continue;
            }
            if (transaction.status() == Status.RELEASED) {
                if (transaction.postedAt().isAfter(last.endAt())) {
                    available = available.plus(countedIn(last, transaction, categories));
                }
            } else if (releasedAt
                    .apply(transaction)
                    .filter(when -> !when.isAfter(at))
                    .isEmpty()) {
                deferred = deferred.plus(transaction.total());
            }
        }
        return Optional.of(
                new Held(last.closingReserve(), last.closingDebt(), available, deferred, inFlight(ended, at)));
    }

    private static List<InFlight> inFlight(List<SettlementBalance> ended, Instant at) {
        return ended.stream()
                .filter(settlement -> settlement.total().isPositive()
                        && settlement.depositAt().isAfter(at))
                .map(settlement -> new InFlight(settlement.id(), settlement.total()))
                .toList();
    }

    /// What a transaction adds to what is available. Reserves and debts are known from the settlement
    /// before: their
    /// transactions only say again what it said, and so does the transfer that paid it out. A transfer
    /// that brings what
    /// it left to pay is the card's charge.
    private static Money countedIn(SettlementBalance last, FinancialTransaction transaction, Categories categories) {
        var nothing = Money.zero(last.currency());
        var total = transaction.total();
        if (transaction.type().equals(TRANSFER)) {
            return last.total().isNegative() && total.abs().equals(last.closingDebt()) ? total.abs() : nothing;
        }
        if (restatesTheDebt(last, transaction)) {
            return nothing;
        }
        var sum = total;
        for (var part : transaction.parts()) {
            var category = categories.of(transaction.type(), part.path());
            if (category.filter(ControlTotals::restatesTheLast).isPresent()) {
                sum = sum.minus(part.amount());
            }
        }
        return sum;
    }

    /// Amazon has no name of its own for what a settlement left to pay, so it is known by its amount; an order's sale
    /// or
    /// refund that happens to be as large is not it.
    private static boolean restatesTheDebt(SettlementBalance last, FinancialTransaction transaction) {
        return last.closingDebt().isPositive()
                && transaction.orderId() == null
                && transaction.total().equals(last.closingDebt().negate());
    }

    private static boolean restatesTheLast(Category category) {
        return category == Category.BAL_RES_CUR
                || category == Category.BAL_RES_PREV
                || category == Category.BAL_PAYABLE;
    }

    /// What Amazon says it held, beside what we say. Orders of the last two days may be missing in
    /// Amazon's own list of
    /// transactions, so a difference is red only when the day is older than that.
    ///
    /// @param stated Amazon's statement
    /// @param held ours
    /// @param complete true when everything of that day has been read
    public static Control balance(Stated stated, Held held, boolean complete) {
        var ours = held.total();
        if (stated.total().equals(ours)) {
            return new Control(Control.Kind.BALANCE, State.GREEN, stated.total(), ours, List.of());
        }
        var difference = stated.total().minus(ours);
        var underWay = explained(difference, held.inFlight());
        if (!underWay.isEmpty()) {
            return new Control(Control.Kind.BALANCE, State.GREEN, stated.total(), ours, List.of(underWay));
        }
        if (!complete) {
            return Control.pending(
                    Control.Kind.BALANCE,
                    stated.total(),
                    "Amazon lists transactions up to two days late; " + difference + " may still come");
        }
        var findings = new ArrayList<String>();
        findings.add("on " + stated.asOf() + " Amazon held " + stated.total() + ", by our records " + ours + ": "
                + difference + " is unexplained");
        compare(findings, "deferred", stated.deferred(), held.deferred());
        compare(findings, "in reserve", stated.reserve().map(Money::abs), held.reserve());
        return new Control(Control.Kind.BALANCE, State.RED, stated.total(), ours, findings);
    }

    /// Nothing can be said: no settlement had ended by then.
    public static Control noGround(Stated stated) {
        return Control.pending(
                Control.Kind.BALANCE,
                stated.total(),
                "no settlement known had ended by " + stated.asOf() + ", so what Amazon held from before is unknown");
    }

    private static String explained(Money difference, List<InFlight> inFlight) {
        for (var payout : inFlight) {
            if (payout.amount().equals(difference)) {
                return "the payout of settlement " + payout.settlement() + ", " + payout.amount() + ", was under way";
            }
        }
        var all = Money.zero(difference.currency());
        for (var payout : inFlight) {
            all = all.plus(payout.amount());
        }
        return !all.isZero() && all.equals(difference)
                ? "the payouts of " + inFlight.size() + " settlements, " + all + ", were under way"
                : "";
    }

    private static void compare(List<String> findings, String what, Optional<Money> stated, Money ours) {
        stated.filter(amount -> !amount.equals(ours))
                .ifPresent(amount -> findings.add(what + ": Amazon says " + amount + ", we " + ours));
    }
}
