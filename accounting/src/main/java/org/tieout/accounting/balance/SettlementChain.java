package org.tieout.accounting.balance;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.balance.Finding.Kind;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.Bucketing;

/// Settlements of one marketplace and account follow each other without a gap, and what one leaves (a
/// reserve, a debt)
/// the next takes over. Pure: whatever order the settlements were read in, the findings are the same, and
/// the one that
/// a
/// missing settlement caused is gone when that settlement is there.
///
/// ```
///  … ─ n ──────────────────┐┌─ n + 1 ─────────────────────── …
///      ends at              =  starts at
///      current reserve held =  previous reserve released
///      negative total       =  payable to Amazon ( = successful charge, when a card was charged)
/// ```
public final class SettlementChain {

    /// Settlements come every two weeks where Amazon says nothing else.
    private static final Duration USUAL = Duration.ofDays(14);

    /// From the end of a period until its report can be expected.
    private static final Duration GRACE = Duration.ofDays(5);

    private static final Comparator<SettlementBalance> IN_TIME = Comparator.comparing(SettlementBalance::startAt)
            .thenComparing(SettlementBalance::endAt)
            .thenComparing(SettlementBalance::id);

    private final String name;
    private final List<SettlementBalance> settlements;

    private SettlementChain(String name, List<SettlementBalance> settlements) {
        this.name = name;
        this.settlements = List.copyOf(settlements);
    }

    /// The chains of a seller, one for each marketplace, currency and account type.
    ///
    /// A settlement whose rows name no marketplace (a subscription fee alone, say) belongs to the chain
    /// of its
    /// currency and account that it joins in time; where none does, to the only chain there is, else to
    /// one of its own.
    public static List<SettlementChain> of(Collection<SettlementBalance> settlements) {
        var chains = new TreeMap<String, List<SettlementBalance>>();
        var homeless = new ArrayList<SettlementBalance>();
        for (var settlement : distinct(settlements)) {
            if (settlement.marketplace() == null) {
                homeless.add(settlement);
            } else {
                chains.computeIfAbsent(nameOf(settlement, settlement.marketplace()), k -> new ArrayList<>())
                        .add(settlement);
            }
        }
        place(homeless, chains);
        return chains.entrySet().stream()
                .map(chain -> new SettlementChain(
                        chain.getKey(),
                        chain.getValue().stream().sorted(IN_TIME).toList()))
                .toList();
    }

    private static List<SettlementBalance> distinct(Collection<SettlementBalance> settlements) {
        var byId = new LinkedHashMap<String, SettlementBalance>();
        settlements.stream()
                .sorted(IN_TIME)
                .forEach(settlement -> byId.put(settlement.id().value(), settlement));
        return List.copyOf(byId.values());
    }

    /// One may join only by way of another, so this goes on until nothing more joins.
    private static void place(List<SettlementBalance> homeless, Map<String, List<SettlementBalance>> chains) {
        var left = new ArrayList<>(homeless);
        var moved = true;
        while (moved) {
            moved = left.removeIf(settlement -> {
                var home = homesOf(
                        settlement,
                        chains,
                        chain -> chain.stream()
                                .anyMatch(other -> other.endAt().equals(settlement.startAt())
                                        || other.startAt().equals(settlement.endAt())));
                home.ifPresent(chain -> chain.add(settlement));
                return home.isPresent();
            });
        }
        for (var settlement : left) {
            homesOf(settlement, chains, chain -> true)
                    .orElseGet(() -> chains.computeIfAbsent(nameOf(settlement, "?"), k -> new ArrayList<>()))
                    .add(settlement);
        }
    }

    /// The one chain of its currency and account that fits; none where several do.
    private static Optional<List<SettlementBalance>> homesOf(
            SettlementBalance settlement,
            Map<String, List<SettlementBalance>> chains,
            Predicate<List<SettlementBalance>> fits) {
        var homes = chains.values().stream()
                .filter(chain -> chain.getFirst().currency().equals(settlement.currency())
                        && chain.getFirst().accountType().equals(settlement.accountType()))
                .filter(fits)
                .toList();
        return homes.size() == 1 ? Optional.of(homes.getFirst()) : Optional.empty();
    }

    private static String nameOf(SettlementBalance settlement, String marketplace) {
        return marketplace + " " + settlement.currency() + " " + settlement.accountType();
    }

    /// What a person reads: marketplace, currency and account.
    public String name() {
        return name;
    }

    /// The settlements, oldest first.
    public List<SettlementBalance> settlements() {
        return settlements;
    }

    /// Everything that was found, oldest first; notes included.
    public List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        SettlementBalance previous = null;
        var payouts = new HashMap<Money, Integer>();
        for (var settlement : settlements) {
            link(previous, settlement, findings);
            failed(settlement, payouts, findings);
            if (settlement.total().isPositive()) {
                payouts.merge(settlement.total(), 1, Integer::sum);
            }
            previous = settlement;
        }
        return List.copyOf(findings);
    }

    /// Everything that was found in the chains of a seller, with what is owed between its marketplaces.
    public static List<Finding> findings(Collection<SettlementBalance> settlements) {
        var findings = new ArrayList<Finding>();
        of(settlements).forEach(chain -> findings.addAll(chain.findings()));
        crossDebt(settlements).ifPresent(findings::add);
        return List.copyOf(findings);
    }

    /// Says so when the next settlement is late: after twice the last period's length, and some days for
    /// the report.
    ///
    /// @param now the time it is
    public Optional<Finding> overdue(Instant now) {
        if (settlements.isEmpty()) {
            return Optional.empty();
        }
        var last = settlements.getLast();
        var length = Duration.between(last.startAt(), last.endAt());
        var patience =
                (length.compareTo(USUAL) < 0 ? USUAL : length).multipliedBy(2).plus(GRACE);
        if (!now.isAfter(last.endAt().plus(patience))) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                Kind.OVERDUE,
                last.id(),
                Optional.empty(),
                "no settlement of " + name + " came since " + last.id() + ", which ended on " + day(last, last.endAt()),
                "See in Seller Central whether a later settlement exists. If one does, feed its file in:"
                        + " tieout import FILE --flow FLOW; if none does, the account made no settlement"));
    }

    private void link(@Nullable SettlementBalance previous, SettlementBalance settlement, List<Finding> findings) {
        if (previous == null) {
            opening(settlement).ifPresent(findings::add);
        } else {
            var time = time(previous, settlement);
            time.ifPresent(findings::add);
            // What a missing settlement left cannot be known: the gap is the one thing to act on.
            if (time.isEmpty()) {
                reserve(previous, settlement).ifPresent(findings::add);
                debt(previous, settlement).ifPresent(findings::add);
            }
        }
        charge(settlement).ifPresent(findings::add);
    }

    private Optional<Finding> opening(SettlementBalance first) {
        var reserve = first.reserveReleased();
        var debt = first.openingDebt();
        if (reserve.isZero() && debt.isZero()) {
            return Optional.empty();
        }
        var parts = new ArrayList<String>();
        if (!reserve.isZero()) {
            parts.add("a reserve of " + reserve);
        }
        if (!debt.isZero()) {
            parts.add("a debt of " + debt);
        }
        return Optional.of(new Finding(
                Kind.OPENING_BALANCE,
                first.id(),
                Optional.of(reserve.minus(debt)),
                "settlement " + first.id() + " is the first known of " + name + " and opens with "
                        + String.join(" and ", parts) + " from before: an opening balance",
                ""));
    }

    private Optional<Finding> time(SettlementBalance previous, SettlementBalance settlement) {
        var order = settlement.startAt().compareTo(previous.endAt());
        if (order > 0) {
            return Optional.of(new Finding(
                    Kind.GAP,
                    settlement.id(),
                    Optional.empty(),
                    "between settlement " + previous.id() + ", which ended at " + previous.endAt()
                            + ", and settlement " + settlement.id() + ", which starts at " + settlement.startAt()
                            + ", a settlement of " + name + " is missing",
                    "Download the missing settlement from Seller Central (Payments, All statements) and feed it in:"
                            + " tieout import FILE --flow FLOW. Amazon keeps reports for 90 days"));
        }
        return order == 0
                ? Optional.empty()
                : Optional.of(new Finding(
                        Kind.OVERLAP,
                        settlement.id(),
                        Optional.empty(),
                        "settlement " + settlement.id() + " starts at " + settlement.startAt()
                                + ", before settlement " + previous.id() + " of " + name + " ended at "
                                + previous.endAt(),
                        "Compare the two files: the same rows must not be in both. If they are settlements of two"
                                + " accounts of the seller, no money is counted twice"));
    }

    private Optional<Finding> reserve(SettlementBalance previous, SettlementBalance settlement) {
        var held = previous.closingReserve();
        var released = settlement.reserveReleased();
        return held.equals(released)
                ? Optional.empty()
                : Optional.of(new Finding(
                        Kind.RESERVE,
                        settlement.id(),
                        Optional.of(held.minus(released)),
                        "settlement " + previous.id() + " holds a reserve of " + held + ", settlement "
                                + settlement.id() + " releases " + released + ": " + held.minus(released)
                                + " stays in the reserve account unexplained",
                        "Ask Amazon what became of the reserve, and look for a settlement between the two"));
    }

    private Optional<Finding> debt(SettlementBalance previous, SettlementBalance settlement) {
        var left = previous.closingDebt();
        var taken = settlement.openingDebt();
        return left.equals(taken)
                ? Optional.empty()
                : Optional.of(new Finding(
                        Kind.DEBT,
                        settlement.id(),
                        Optional.of(left.minus(taken)),
                        "settlement " + previous.id() + " leaves a debt of " + left + ", settlement "
                                + settlement.id() + " takes over " + taken + ": " + left.minus(taken)
                                + " stays in Payable to Amazon",
                        "See in Seller Central whether Amazon waived or charged the debt in another way"));
    }

    private static Optional<Finding> charge(SettlementBalance settlement) {
        var charged = settlement.charged();
        return charged.isZero() || charged.equals(settlement.openingDebt())
                ? Optional.empty()
                : Optional.of(new Finding(
                        Kind.CHARGE,
                        settlement.id(),
                        Optional.of(charged.minus(settlement.openingDebt())),
                        "settlement " + settlement.id() + " took over a debt of " + settlement.openingDebt()
                                + " and charged " + charged,
                        "Compare with the statement of the card that Amazon charges"));
    }

    /// A payout that came back is one that was made. Several that came back together are one row sum.
    private static void failed(SettlementBalance settlement, Map<Money, Integer> payouts, List<Finding> findings) {
        if (settlement.failed().isZero() || take(settlement.failed(), payouts)) {
            return;
        }
        findings.add(new Finding(
                Kind.FAILED_PAYOUT,
                settlement.id(),
                Optional.of(settlement.failed()),
                "settlement " + settlement.id() + " takes back a payout of " + settlement.failed()
                        + " that no settlement before it made",
                "Find the payout in the bank and in Seller Central. If its settlement was not read, feed it in:"
                        + " tieout import FILE --flow FLOW"));
    }

    private static boolean take(Money failed, Map<Money, Integer> payouts) {
        if (payouts.merge(failed, -1, Integer::sum) >= 0) {
            return true;
        }
        payouts.merge(failed, 1, Integer::sum);
        for (var payout : List.copyOf(payouts.keySet())) {
            var rest = failed.minus(payout);
            if (Objects.requireNonNull(payouts.get(payout)) > 0
                    && rest.isPositive()
                    && payouts.getOrDefault(rest, 0) > (rest.equals(payout) ? 1 : 0)) {
                payouts.merge(payout, -1, Integer::sum);
                payouts.merge(rest, -1, Integer::sum);
                return true;
            }
        }
        return false;
    }

    /// What marketplaces of a seller paid for each other. In one currency it nets to zero; across
    /// currencies each debt
    /// must at least have its counterpart, and what remains is a difference of rates in account 1159.
    public static Optional<Finding> crossDebt(Collection<SettlementBalance> settlements) {
        var sums = new TreeMap<String, Money>();
        SettlementBalance last = null;
        for (var settlement : distinct(settlements)) {
            if (!settlement.crossDebt().isZero()) {
                sums.merge(settlement.currency(), settlement.crossDebt(), Money::plus);
                last = settlement;
            }
        }
        sums.values().removeIf(Money::isZero);
        if (last == null || sums.isEmpty()) {
            return Optional.empty();
        }
        var paid = sums.values().stream().anyMatch(Money::isNegative);
        var received = sums.values().stream().anyMatch(Money::isPositive);
        if (paid && received) {
            return Optional.empty();
        }
        var amounts =
                String.join(" and ", sums.values().stream().map(Money::toString).toList());
        return Optional.of(
                new Finding(
                        Kind.CROSS_DEBT,
                        last.id(),
                        sums.size() == 1 ? Optional.of(sums.firstEntry().getValue()) : Optional.empty(),
                        paid
                                ? "marketplaces paid " + amounts
                                        + " for another one, and no settlement read shows that it arrived"
                                : "marketplaces received " + amounts
                                        + " from another one, and no settlement read shows who paid",
                        "Account 1159 holds the amount. Read the other marketplace's settlements too, or wait for its next one"));
    }

    private static LocalDate day(SettlementBalance settlement, Instant instant) {
        return LocalDate.ofInstant(instant, Bucketing.zoneOf(settlement.marketplace(), settlement.currency()));
    }
}
