package org.tieout.accounting.plan;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.catalogue.Category.Treatment;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.source.RowType;

/// What a settlement's row types mean under a mapping table: either everything is known, or the keys that are
/// missing.
///
/// Works on the sums by type, so its cost does not grow with the rows.
public sealed interface Resolution {

    /// Every row type has a category, every category an account.
    ///
    /// @param categories by row type
    record Ready(Map<RowType, Category> categories) implements Resolution {
        public Ready {
            categories = Map.copyOf(categories);
        }

        /// The category of a type of this settlement.
        public Category of(RowType type) {
            var category = categories.get(type);
            if (category == null) {
                throw new IllegalStateException("row type " + type + " is not of this settlement");
            }
            return category;
        }
    }

    /// Something is unknown; the settlement is held whole until the table has it.
    ///
    /// @param keys what is missing
    record Missing(SortedSet<MappingKey> keys) implements Resolution {}

    /// Resolves a settlement.
    static Resolution resolve(SettlementFacts facts, FlowPolicy policy, Mappings mappings) {
        var categories = new HashMap<RowType, Category>();
        var missing = new TreeSet<MappingKey>();
        var calendar = Calendar.of(facts);
        var date = calendar.depositDate();
        for (var total : facts.totals()) {
            var category = categories.get(total.type());
            if (category == null) {
                var found = mappings.categoryOf(total.type());
                if (found.isEmpty()) {
                    missing.add(new MappingKey(
                            MappingKey.Kind.ROW_TYPE, total.type().key()));
                    continue;
                }
                category = found.get();
                categories.put(total.type(), category);
            }
            for (var on : dates(calendar, total)) {
                ofTotal(total, category, on, mappings, missing);
            }
        }
        for (var total : facts.totals()) {
            if (total.ofOrder() && !SettlementPlanning.isByType(policy)) {
                for (var on : dates(calendar, total)) {
                    if (mappings.customerOf(total.marketplace(), on).isEmpty()) {
                        var marketplace = total.marketplace();
                        missing.add(new MappingKey(MappingKey.Kind.CUSTOMER, marketplace == null ? "*" : marketplace));
                    }
                }
            }
        }
        Periods.holds(policy.closed(), calendar.depositDate()).ifPresent(missing::add);
        for (var total : facts.totals()) {
            Periods.holds(policy.closed(), calendar.dateOf(total.month())).ifPresent(missing::add);
        }
        missing.addAll(rolesWithoutAccount(policy, date, mappings));
        return missing.isEmpty() ? new Ready(categories) : new Missing(missing);
    }

    /// The roles of a flow that no account serves, as keys. No document can be made without them.
    static SortedSet<MappingKey> rolesWithoutAccount(FlowPolicy policy, LocalDate date, Mappings mappings) {
        var missing = new TreeSet<MappingKey>();
        for (var role : policy.roles(date)) {
            if (mappings.accountOf(role, null, date).isEmpty()) {
                missing.add(role.key());
            }
        }
        return missing;
    }

    private static void ofTotal(
            RowTotal total, Category category, LocalDate on, Mappings mappings, SortedSet<MappingKey> missing) {
        var description = total.type().amountDescription();
        if (needsAccount(category.treatment())
                && mappings.accountOf(category, description, total.marketplace(), on)
                        .isEmpty()) {
            missing.add(new MappingKey(MappingKey.Kind.ACCOUNT, category.code()));
        }
        var taxes = new TaxLines(mappings, on);
        missing.addAll(taxes.missing(mappings.feeTaxOf(category, description, total.marketplace(), on), false));
        missing.addAll(taxes.missing(mappings.salesTaxOf(category, total.marketplace(), on), true));
    }

    /// The categories of an order's rows alone.
    static Resolution ofGroup(OrderGroup group, Mappings mappings) {
        var categories = new HashMap<RowType, Category>();
        var missing = new TreeSet<MappingKey>();
        for (var row : group.rows()) {
            mappings.categoryOf(row.type())
                    .ifPresentOrElse(
                            category -> categories.put(row.type(), category),
                            () -> missing.add(new MappingKey(
                                    MappingKey.Kind.ROW_TYPE, row.type().key())));
        }
        return missing.isEmpty() ? new Ready(categories) : new Missing(missing);
    }

    /// The days on which accounts are looked up for rows of a month: that month's, and the payout's.
    private static Set<LocalDate> dates(Calendar calendar, RowTotal total) {
        return new TreeSet<>(List.of(calendar.depositDate(), calendar.dateOf(total.month())));
    }

    private static boolean needsAccount(Treatment treatment) {
        return switch (treatment) {
            case SALE, REFUND, DIRECT, TAX_COLLECTED -> true;
            case TAX_WITHHELD -> false;
        };
    }
}
