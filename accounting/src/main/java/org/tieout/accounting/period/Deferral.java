package org.tieout.accounting.period;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.document.Account;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.mapping.Role;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.Mode;
import org.tieout.accounting.source.FinancialTransaction;
import org.tieout.accounting.source.FinancialTransaction.Part;
import org.tieout.accounting.source.FinancialTransaction.Status;
import org.tieout.accounting.source.RowType;

/// What a transaction that Amazon holds back means at a month end. Pure.
///
/// Amazon holds the money of many orders until days after delivery, or until an invoice matures. Such a transaction is
/// in no settlement yet, while its fees were earned by Amazon with the sale: the month of the sale must show them.
public final class Deferral {

    private Deferral() {}

    /// Whether Amazon held a transaction back on the evening of a day.
    public sealed interface Standing {
        /// It did.
        record Held() implements Standing {}

        /// It did not: the transaction is later, was released before, or was never deferred.
        record NotHeld() implements Standing {}

        /// It was released, and nothing says when: the release has not been read yet.
        record Unknown() implements Standing {}
    }

    /// What accruing one transaction comes to.
    public sealed interface Outcome {
        /// This is what it posts.
        ///
        /// @param accrued its entries; none where there is nothing to accrue
        record Ready(Accrued accrued) implements Outcome {}

        /// The mapping lacks keys.
        ///
        /// @param keys what is missing
        record Missing(SortedSet<MappingKey> keys) implements Outcome {}

        /// Its parts do not sum to its total.
        ///
        /// @param difference total less parts
        record Inconsistent(Money difference) implements Outcome {}
    }

    /// Whether it was held on the evening of that day.
    ///
    /// @param transaction as read last
    /// @param releasedAt when it was released, where the release is known
    /// @param day the day, local to the marketplace
    /// @param zone the marketplace's calendar
    public static Standing on(
            FinancialTransaction transaction, Optional<Instant> releasedAt, LocalDate day, ZoneId zone) {
        if (LocalDate.ofInstant(transaction.postedAt(), zone).isAfter(day)) {
            return new Standing.NotHeld();
        }
        return switch (transaction.status()) {
            case DEFERRED -> releasedAt.map(at -> standing(at, day, zone)).orElseGet(Standing.Held::new);
            case RELEASED -> new Standing.NotHeld();
            case DEFERRED_RELEASED ->
                releasedAt.map(at -> standing(at, day, zone)).orElseGet(Standing.Unknown::new);
        };
    }

    private static Standing standing(Instant releasedAt, LocalDate day, ZoneId zone) {
        return LocalDate.ofInstant(releasedAt, zone).isAfter(day) ? new Standing.Held() : new Standing.NotHeld();
    }

    /// When a transaction was released: the time of its release where that was read, else when it was due.
    public static Optional<Instant> releasedAt(FinancialTransaction transaction, Optional<Instant> release) {
        return release.or(() -> transaction.status() == Status.DEFERRED_RELEASED
                ? Optional.ofNullable(transaction.maturesAt())
                : Optional.empty());
    }

    /// What accruing a transaction posts.
    ///
    /// @param transaction one that is held
    /// @param mode where the flow takes its revenue from
    /// @param month the month whose end it is; accounts are those of its last day
    /// @param mappings the flow's mapping table
    /// @param categories what the parts mean
    public static Outcome accrue(
            FinancialTransaction transaction, Mode mode, YearMonth month, Mappings mappings, Categories categories) {
        if (!transaction.difference().isZero()) {
            return new Outcome.Inconsistent(transaction.difference());
        }
        return new Reading(transaction, mode, month.atEndOfMonth(), mappings).read(categories);
    }

    /// A leaf as a row type, which is what a mapping is asked for when the leaf is unknown.
    static RowType typeOf(FinancialTransaction transaction, Part part) {
        var slash = part.path().lastIndexOf('/');
        return new RowType(
                transaction.type(),
                slash < 0 ? "" : part.path().substring(0, slash),
                part.path().substring(slash + 1));
    }

    private static final class Reading {
        private final FinancialTransaction transaction;
        private final Mode mode;
        private final LocalDate date;
        private final Mappings mappings;
        private final SortedSet<MappingKey> missing = new TreeSet<>();
        private final SortedMap<Category, Map<Account, Money>> sums = new TreeMap<>();

        Reading(FinancialTransaction transaction, Mode mode, LocalDate date, Mappings mappings) {
            this.transaction = transaction;
            this.mode = mode;
            this.date = date;
            this.mappings = mappings;
        }

        Outcome read(Categories categories) {
            for (var part : transaction.parts()) {
                var type = typeOf(transaction, part);
                var category = categories.of(transaction.type(), part.path()).or(() -> mappings.categoryOf(type));
                if (category.isEmpty()) {
                    missing.add(new MappingKey(MappingKey.Kind.ROW_TYPE, type.key()));
                } else if (Accrued.allows(mode, category.get())) {
                    add(category.get(), type, part.amount());
                }
            }
            var role = Accrued.against(mode);
            var against = mappings.accountOf(role, transaction.marketplaceName(), date);
            if (against.isEmpty()) {
                missing.add(role.key());
            }
            if (!missing.isEmpty()) {
                return new Outcome.Missing(missing);
            }
            var entries = new ArrayList<Accrued.Entry>();
            sums.forEach((category, byAccount) -> byAccount.forEach((account, amount) -> {
                if (!amount.isZero()) {
                    entries.add(new Accrued.Entry(account, category, amount.negate()));
                }
            }));
            return new Outcome.Ready(new Accrued(transaction.id(), mode, entries, against.orElseThrow()));
        }

        /// Tax is netted as a settlement's is: what was collected and withheld posts nothing.
        private void add(Category category, RowType type, Money amount) {
            switch (category.treatment()) {
                case TAX_COLLECTED, TAX_WITHHELD ->
                    mappings.accountOf(Role.SALES_TAX, transaction.marketplaceName(), date)
                            .ifPresentOrElse(
                                    account -> sum(Category.TAX_COLLECTED, account, amount),
                                    () -> missing.add(Role.SALES_TAX.key()));
                case SALE, REFUND, DIRECT ->
                    mappings.accountOf(category, type.amountDescription(), transaction.marketplaceName(), date)
                            .ifPresentOrElse(
                                    account -> sum(category, account, amount),
                                    () -> missing.add(new MappingKey(MappingKey.Kind.ACCOUNT, category.code())));
            }
        }

        private void sum(Category category, Account account, Money amount) {
            sums.computeIfAbsent(category, c -> new TreeMap<>(MonthEnd.BY_ACCOUNT))
                    .merge(account, amount, Money::plus);
        }
    }
}
