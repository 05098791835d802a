package org.tieout.accounting.balance;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.document.Account;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Document.Heading;
import org.tieout.accounting.document.Document.Journal;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.mapping.Role;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.FlowPolicy;
import org.tieout.accounting.source.Marketplace;
import org.tieout.accounting.source.SettlementId;

/// What becomes of a settlement's payout after the settlement, and the few journals that no settlement
/// makes: a payout that came back, one that arrived in another currency, a loan's interest, the opening
/// balances at a cut-over. Pure.
///
/// Each is one posting with an id of its own, so that asking for it twice can make no second one.
///
/// @param policy the flow's choices
/// @param mappings the flow's mapping table
public record Payouts(FlowPolicy policy, Mappings mappings) {

    /// What a person may report of a payout.
    public enum Report {
        /// The bank shows it.
        ARRIVED("payout-arrived", "-IN"),
        /// The bank took it out again, or never had it.
        CAME_BACK("payout-returned", "-BK"),
        /// The bank shows it in another currency than the marketplace's.
        CONVERTED("payout-converted", "-FX");

        private final String document;
        private final String suffix;

        Report(String document, String suffix) {
            this.document = document;
            this.suffix = suffix;
        }

        /// The posting that books it.
        public PostingId posting(String flow, SettlementId settlement) {
            return PostingId.ofSettlement(flow, settlement.value(), document);
        }

        /// True for a posting that books a report: no settlement's plan holds it.
        public static boolean isOne(PostingId posting) {
            return Arrays.stream(values())
                    .anyMatch(report -> report.document.equals(
                            posting.family().substring(posting.family().lastIndexOf('/') + 1)));
        }
    }

    /// A settlement's payout, as far as it is known.
    ///
    /// @param settlement the settlement
    /// @param amount what it paid out; at most zero when it paid nothing
    /// @param depositDate the day Amazon says
    /// @param booked what is booked of it already
    public record Payout(SettlementId settlement, Money amount, LocalDate depositDate, Set<Report> booked) {
        public Payout {
            booked = Set.copyOf(booked);
        }
    }

    /// What it comes to.
    public sealed interface Outcome {
        /// Post this.
        ///
        /// @param document the journal
        record Ready(Document document) implements Outcome {}

        /// There is nothing to post.
        ///
        /// @param why in a sentence
        record Nothing(String why) implements Outcome {}

        /// It cannot be posted as it was given.
        ///
        /// @param why in a sentence, with what to do
        record Refused(String why) implements Outcome {}

        /// The mapping lacks accounts.
        ///
        /// @param keys what is missing
        record Missing(SortedSet<MappingKey> keys) implements Outcome {}
    }

    /// The bank shows a payout: it leaves 1170. A payout that is debited to the bank at once needs nothing more.
    public Outcome arrived(Payout payout, LocalDate date) {
        return switch (place(payout)) {
            case NOWHERE -> paidNothing(payout);
            case RETURNED -> returned(payout);
            case BANK -> new Outcome.Nothing("the payout is in the bank account already");
            case IN_TRANSIT ->
                new Draft(date, null)
                        .line(Role.BANK, payout.amount(), "Amazon payout, settlement " + payout.settlement())
                        .line(Role.IN_TRANSIT, payout.amount().negate(), "Arrived at the bank")
                        .journal(payout, Report.ARRIVED, "arrived");
        };
    }

    /// A payout came back. Its settlement debited it; the row of a later settlement takes it from 1170.
    /// Where it has left 1170, or never passed through it, it is moved there from the bank, which no longer
    /// has it.
    public Outcome cameBack(Payout payout, LocalDate date) {
        return switch (place(payout)) {
            case NOWHERE -> paidNothing(payout);
            case RETURNED -> returned(payout);
            case IN_TRANSIT ->
                new Outcome.Nothing("the payout is in 1170 still, until a later settlement takes it back");
            case BANK ->
                payout.booked().contains(Report.CONVERTED)
                        ? new Outcome.Refused("the payout of settlement " + payout.settlement()
                                + " was converted: what the bank took out is not what came back."
                                + " Book it in the ledger, by the bank's statement")
                        : new Draft(date, null)
                                .line(
                                        Role.IN_TRANSIT,
                                        payout.amount(),
                                        "Payout came back, settlement " + payout.settlement())
                                .line(Role.BANK, payout.amount().negate(), "The bank does not have it")
                                .journal(payout, Report.CAME_BACK, "came back");
        };
    }

    /// A payout that Amazon converted: the bank shows less, or more, than what the settlement is carried
    /// at. The difference is the cost of converting, on an account of its own; Amazon does not itemise it.
    /// A payout that was in 1170 leaves it whole: this says that it arrived, too.
    ///
    /// @param carriedAt what it is carried at, in the bank's currency
    /// @param received what the bank shows
    public Outcome converted(Payout payout, Money carriedAt, Money received, LocalDate date) {
        var settlement = payout.settlement();
        if (!carriedAt.currency().equals(received.currency())) {
            return new Outcome.Refused("settlement " + settlement + " is carried in " + carriedAt.currency()
                    + " and the bank shows " + received + ": give the bank's amount in " + carriedAt.currency());
        }
        if (!carriedAt.isPositive() || !received.isPositive()) {
            return new Outcome.Refused("settlement " + settlement
                    + " paid out nothing that could be converted: carried at " + carriedAt + ", received " + received);
        }
        if (carriedAt.currency().equals(payout.amount().currency()) && !carriedAt.equals(payout.amount())) {
            return new Outcome.Refused("settlement " + settlement + " paid out " + payout.amount()
                    + ", and cannot be carried at " + carriedAt);
        }
        var cost = carriedAt.minus(received);
        var draft = new Draft(date, null);
        return switch (place(payout)) {
            case NOWHERE -> paidNothing(payout);
            case RETURNED -> returned(payout);
            case IN_TRANSIT ->
                draft.line(Role.BANK, received, "Amazon payout, settlement " + settlement)
                        .line(Role.CONVERSION_COST, cost, "Conversion of " + payout.amount())
                        .line(Role.IN_TRANSIT, carriedAt.negate(), payout.amount() + " paid out")
                        .journal(payout, Report.CONVERTED, payout.amount() + " converted");
            case BANK ->
                draft.line(Role.CONVERSION_COST, cost, "Conversion of " + payout.amount())
                        .line(Role.BANK, cost.negate(), "The bank received " + received)
                        .journal(payout, Report.CONVERTED, payout.amount() + " converted");
        };
    }

    private enum Place {
        NOWHERE,
        BANK,
        IN_TRANSIT,
        RETURNED
    }

    private Place place(Payout payout) {
        if (!payout.amount().isPositive()) {
            return Place.NOWHERE;
        }
        if (payout.booked().contains(Report.CAME_BACK)) {
            return Place.RETURNED;
        }
        if (!payout.booked().isEmpty()) {
            return Place.BANK;
        }
        return switch (policy.payouts().on(payout.depositDate())) {
            case BANK -> Place.BANK;
            case IN_TRANSIT -> Place.IN_TRANSIT;
        };
    }

    private static Outcome paidNothing(Payout payout) {
        return new Outcome.Refused("settlement " + payout.settlement() + " paid out nothing: " + payout.amount());
    }

    private static Outcome returned(Payout payout) {
        return new Outcome.Refused("the payout of settlement " + payout.settlement()
                + " came back, as is booked: a later settlement pays its money out again");
    }

    /// A month's interest on a loan, from the loan's statement: a repayment holds it undivided.
    public Outcome loanInterest(Marketplace marketplace, YearMonth month, Money interest) {
        if (!interest.isPositive()) {
            return new Outcome.Refused("the loan statement of " + month + " has no interest: " + interest);
        }
        return new Draft(month.atEndOfMonth(), marketplace.siteName())
                .line(Role.INTEREST, interest, "Interest of " + month)
                .line(Category.LOAN_PAYMENT, interest.negate(), "Interest added to the loan")
                .journal(
                        PostingId.ofPeriod(policy.flow(), month, "loan-interest-" + marketplace),
                        "I" + month + "-" + marketplace,
                        "Amazon loan, interest of " + month);
    }

    /// What Amazon held on the evening before a flow's first day.
    ///
    /// @param available for the next payout
    /// @param reserve against refunds and claims, as a positive amount
    /// @param deferred until delivery dates or invoices mature
    public record Opening(Money available, Money reserve, Money deferred) {}

    /// The opening balances at a cut-over, against the migration account. What is deferred belongs to
    /// orders that the system before invoiced: where orders are invoiced their money arrives in 1155,
    /// where settlements are the source it is taken from the deferred receivable.
    ///
    /// @param date the day before the cut-over
    public Outcome opening(Marketplace marketplace, Opening held, LocalDate date) {
        var holding = policy.profile().received();
        var deferredIn = switch (policy.mode()) {
            case INVOICE -> Role.UNAPPLIED;
            case SUMMARY -> Role.DEFERRED;
        };
        var sum = held.available().plus(held.reserve()).plus(held.deferred());
        return new Draft(date, marketplace.siteName())
                .line(holding, held.available(), "Available for the next payout")
                .line(Role.RESERVE, held.reserve(), "Held against refunds and claims")
                .line(deferredIn, held.deferred(), "Deferred by Amazon")
                .line(Role.MIGRATION, sum.negate(), "Held by Amazon on " + date)
                .journal(
                        PostingId.ofPeriod(policy.flow(), YearMonth.from(date), "opening-" + marketplace),
                        "O" + YearMonth.from(date) + "-" + marketplace,
                        "What Amazon held on " + date + ", " + marketplace.siteName());
    }

    private String reference(SettlementId settlement, String suffix) {
        var whole = settlement.value() + suffix;
        var longest = policy.profile().longestReference();
        return whole.length() <= longest ? whole : whole.substring(whole.length() - longest);
    }

    private final class Draft {
        private final LocalDate date;
        private final @Nullable String marketplace;
        private final List<Line> lines = new ArrayList<>();
        private final SortedSet<MappingKey> missing = new TreeSet<>();

        Draft(LocalDate date, @Nullable String marketplace) {
            this.date = date;
            this.marketplace = marketplace;
        }

        Draft line(Role role, Money amount, String memo) {
            return line(mappings.accountOf(role, marketplace, date), role.key(), amount, memo);
        }

        Draft line(Category category, Money amount, String memo) {
            return line(
                    mappings.accountOf(category, "", marketplace, date),
                    new MappingKey(MappingKey.Kind.ACCOUNT, category.code()),
                    amount,
                    memo);
        }

        private Draft line(Optional<Account> account, MappingKey key, Money amount, String memo) {
            if (account.isEmpty()) {
                missing.add(key);
            } else if (!amount.isZero()) {
                lines.add(Line.balancing(account.get(), amount, memo));
            }
            return this;
        }

        Outcome journal(Payout payout, Report report, String what) {
            return journal(
                    report.posting(policy.flow(), payout.settlement()),
                    reference(payout.settlement(), report.suffix),
                    "Amazon payout of settlement " + payout.settlement() + ", " + what);
        }

        Outcome journal(PostingId id, String reference, String memo) {
            if (!missing.isEmpty()) {
                return new Outcome.Missing(missing);
            }
            if (lines.isEmpty()) {
                return new Outcome.Nothing("there is no amount to post");
            }
            var currency = lines.getFirst().amount().currency();
            return new Outcome.Ready(new Journal(new Heading(id, reference, date, currency, memo), lines));
        }
    }
}
