package org.tieout.accounting.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.document.Account;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.mapping.Role;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.tax.AppliedTax;
import org.tieout.accounting.tax.TaxRule;

/// Takes a line apart into its net and its tax. All parts keep the category of the line, so that they sum to
/// its rows; the rows are counted on the net line alone.
///
/// A document thus states both amounts: a ledger whose lines include tax shows net and tax line as one, a
/// ledger whose lines exclude it shows the net line under the same tax code.
final class TaxLines {

    private final Mappings mappings;
    private final LocalDate date;

    TaxLines(Mappings mappings, LocalDate date) {
        this.mappings = mappings;
        this.date = date;
    }

    /// What Amazon charges: the tax in it is deductible. Tax by reverse charge is owed and deducted at once.
    List<Line> ofCharge(Line charge, AppliedTax tax) {
        return parts(charge, tax, Role.INPUT_TAX, "Input tax");
    }

    /// What buyers pay or get back: the tax in it is owed.
    List<Line> ofSale(Line sale, AppliedTax tax) {
        return parts(sale, tax, Role.OUTPUT_TAX, "Output tax");
    }

    /// The accounts that a rule's lines need and that are not there.
    ///
    /// @param sold true for what buyers pay or get back, false for what Amazon charges
    SortedSet<MappingKey> missing(AppliedTax tax, boolean sold) {
        var roles = switch (tax.rule()) {
            case TaxRule.None none -> List.<Role>of();
            case TaxRule.ZeroRated zero -> List.<Role>of();
            case TaxRule.Inclusive inclusive -> List.of(sold ? Role.OUTPUT_TAX : Role.INPUT_TAX);
            case TaxRule.ReverseCharge reverse -> List.of(Role.INPUT_TAX, Role.OUTPUT_TAX);
        };
        return roles.stream()
                .filter(role -> mappings.accountOf(role, null, date).isEmpty())
                .map(Role::key)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<Line> parts(Line line, AppliedTax tax, Role role, String name) {
        var split = tax.rule().split(line.amount());
        var parts = new ArrayList<Line>();
        parts.add(new Line(
                coded(line.account(), tax),
                split.net(),
                line.memo(),
                line.item(),
                line.quantity(),
                line.category(),
                line.sourceRows()));
        add(parts, line, tax, split.tax(), role, name);
        add(parts, line, tax, split.selfAssessed(), Role.INPUT_TAX, "Input tax by reverse charge");
        add(parts, line, tax, split.selfAssessed().negate(), Role.OUTPUT_TAX, "Output tax by reverse charge");
        return parts;
    }

    private void add(List<Line> parts, Line of, AppliedTax tax, Money amount, Role role, String name) {
        if (!amount.isZero()) {
            parts.add(new Line(
                    coded(account(role), tax),
                    amount,
                    name + ", " + of.category().map(Category::label).orElse(of.memo()),
                    of.item().flatMap(item -> taxItem()),
                    of.item().isPresent() ? 1 : 0,
                    of.category(),
                    0));
        }
    }

    private Optional<String> taxItem() {
        return mappings.itemOf(Category.TAX_COLLECTED, null, date).map(Mappings.MappedItem::name);
    }

    private Account account(Role role) {
        return mappings.accountOf(role, null, date)
                .orElseThrow(() -> new IllegalStateException("the shipped mapping has an account for " + role));
    }

    private static Account coded(Account account, AppliedTax tax) {
        return new Account(
                account.code(),
                account.name(),
                tax.taxCode().isEmpty() ? account.taxCode() : tax.taxCode(),
                account.dimensions(),
                Math.max(account.mappingVersion(), tax.mappingVersion()));
    }
}
