package org.tieout.accounting.balance;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
import org.tieout.accounting.plan.Mode;
import org.tieout.accounting.source.Marketplace;
import org.tieout.accounting.source.SettlementId;

/// What becomes of a settlement's payout after the settlement, and the few journals that no settlement
/// makes: a payout
/// that came back, one that arrived in another currency, a loan's interest, the opening balances at a
/// cut-over. Pure.
///
/// @param flow the flow
/// @param route whether payouts go straight to the bank account
/// @param mappings the flow's mapping table
public record Payouts(String flow, Route route, Mappings mappings) {

    /// The flow's option that names the route.
    public static final String OPTION = "payouts";

    private static final int LONGEST_REFERENCE = 21;

    /// Where a payout is debited.
    public enum Route {
        /// In the bank account, on the day Amazon says.
        BANK("bank"),
        /// In 1170 Payouts in transit, until the bank shows it.
        IN_TRANSIT("in-transit");

        private final String word;

        Route(String word) {
            this.word = word;
        }

        /// The word in a flow's options.
        public String word() {
            return word;
        }

        /// The route with that word.
        public static Optional<Route> of(String word) {
            return Arrays.stream(values())
                    .filter(route -> route.word.equals(word))
                    .findFirst();
        }

        /// The account that a settlement's payout debits.
        public Role debits() {
            return switch (this) {
                case BANK -> Role.BANK;
                case IN_TRANSIT -> Role.IN_TRANSIT;
            };
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

    /// The bank shows a payout: it leaves 1170. A payout that is debited to the bank at once needs
    /// nothing more.
    public Outcome arrived(SettlementId settlement, Money payout, LocalDate date) {
        if (!payout.isPositive()) {
            return new Outcome.Refused("settlement " + settlement + " paid out nothing: " + payout);
        }
        return switch (route) {
            case BANK -> new Outcome.Nothing("the payout is in the bank account already");
            case IN_TRANSIT ->
                new Draft(date, null)
                        .line(Role.BANK, payout, "Amazon payout, settlement " + settlement)
                        .line(Role.IN_TRANSIT, payout.negate(), "Arrived at the bank")
                        .journal(
                                PostingId.ofSettlement(flow, settlement.value(), "payout-arrived"),
                                reference(settlement, "-IN"),
                                "Amazon payout of settlement " + settlement + " arrived");
        };
    }

    /// A payout came back. Its settlement debited it; the row of a later settlement takes it from 1170.
    /// Where it never
    /// passed through 1170 it is moved there from the bank, which no longer has it.
    public Outcome cameBack(SettlementId settlement, Money payout, LocalDate date) {
        if (!payout.isPositive()) {
            return new Outcome.Refused(
                    "settlement " + settlement + " paid out nothing that could come back: " + payout);
        }
        return switch (route) {
            case IN_TRANSIT ->
                new Outcome.Nothing("the payout is in 1170 still, until a later settlement takes it back");
            case BANK ->
                new Draft(date, null)
                        .line(Role.IN_TRANSIT, payout, "Payout came back, settlement " + settlement)
                        .line(Role.BANK, payout.negate(), "The bank does not have it")
                        .journal(
                                PostingId.ofSettlement(flow, settlement.value(), "payout-returned"),
                                reference(settlement, "-BK"),
                                "Amazon payout of settlement " + settlement + " came back");
        };
    }

    /// A payout that Amazon converted: the bank shows less, or more, than what the settlement is carried
    /// at. The
    /// difference is the cost of converting, on an account of its own; Amazon does not itemise it.
    ///
    /// @param settled the payout in the marketplace's currency, for the memo
    /// @param carriedAt what it is carried at, in the bank's currency
    /// @param received what the bank shows
    /// @param from the account that carries it
    public Outcome converted(
            SettlementId settlement, Money settled, Money carriedAt, Money received, Role from, LocalDate date) {
        if (!carriedAt.currency().equals(received.currency())) {
            return new Outcome.Refused("settlement " + settlement + " is carried in " + carriedAt.currency()
                    + " and the bank shows " + received + ": give the bank's amount in " + carriedAt.currency());
        }
        if (!carriedAt.isPositive() || !received.isPositive()) {
            return new Outcome.Refused("settlement " + settlement
                    + " paid out nothing that could be converted: carried at " + carriedAt + ", received " + received);
        }
        return new Draft(date, null)
                .line(Role.BANK, received, "Amazon payout, settlement " + settlement)
                .line(Role.CONVERSION_COST, carriedAt.minus(received), "Conversion of " + settled)
                .line(from, carriedAt.negate(), settled + " paid out")
                .journal(
                        PostingId.ofSettlement(flow, settlement.value(), "payout-converted"),
                        reference(settlement, "-FX"),
                        "Amazon payout of settlement " + settlement + ", " + settled + " converted");
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
                        PostingId.ofPeriod(flow, month, "loan-interest-" + marketplace),
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
    /// orders that the
    /// system before invoiced: where orders are invoiced their money arrives in 1155, where settlements
    /// are the source it
    /// is taken from the deferred receivable.
    ///
    /// @param holding the account that carries settled money until Amazon pays it out
    /// @param date the day before the cut-over
    public Outcome opening(Marketplace marketplace, Mode mode, Opening held, Role holding, LocalDate date) {
        var deferredIn = switch (mode) {
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
                        PostingId.ofPeriod(flow, YearMonth.from(date), "opening-" + marketplace),
                        "O" + YearMonth.from(date) + "-" + marketplace,
                        "What Amazon held on " + date + ", " + marketplace.siteName());
    }

    private static String reference(SettlementId settlement, String suffix) {
        var whole = settlement.value() + suffix;
        return whole.length() <= LONGEST_REFERENCE ? whole : whole.substring(whole.length() - LONGEST_REFERENCE);
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
