package org.tieout.accounting.deal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tieout.accounting.deal.Sale.Line;
import org.tieout.accounting.deal.Sale.LineKind;
import org.tieout.accounting.deal.SalesRecord.SourceLine;
import org.tieout.accounting.mapping.DealRows;
import org.tieout.accounting.mapping.DealRows.Mapped;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.MappingKey.Kind;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.Sku;

/// Turns a deal's record into what is sold (accounting.md section 11). Pure and total: every record comes
/// to one of [Plan]. Lines sum to the record's net exactly: what a discount takes off is a line of its own,
/// so that the ledger, which multiplies quantity and price by itself, comes to the same.
public final class SalePlanner {

    private final DealPolicy policy;
    private final Mappings mappings;

    /// A planner of one flow.
    public SalePlanner(DealPolicy policy, Mappings mappings) {
        this.policy = policy;
        this.mappings = mappings;
    }

    /// What a record comes to.
    public sealed interface Plan {
        /// A sale.
        record Ready(Sale sale) implements Plan {}

        /// The mapping lacks something; all of it is named.
        record Missing(SortedSet<MappingKey> keys) implements Plan {}

        /// A product is to be looked for in the company's lists, and these were not read yet.
        record Unread(String product) implements Plan {}

        /// No mapping helps.
        ///
        /// @param reason why, with the figures
        /// @param nextStep what a person does
        record Held(String reason, String nextStep) implements Plan {}
    }

    /// Plans a record.
    ///
    /// @param deal the deal it is of
    /// @param record the one that decides
    /// @param customer its customer
    public Plan plan(DealId deal, SalesRecord record, Sale.Customer customer) {
        if (!isCurrency(record.currency())) {
            return new Plan.Held(
                    record.name() + " has no currency that money is paid in: '" + record.currency() + "'",
                    "Give it a currency in the CRM");
        }
        var wrong = PricingCheck.problem(record);
        if (wrong.isPresent()) {
            return new Plan.Held(
                    record.name() + " does not add up: " + wrong.get(),
                    "Have the CRM recalculate it, or correct its amounts there");
        }
        try {
            return record.lines().isEmpty()
                    ? withoutLines(deal, record, customer)
                    : new Work(record).withLines(deal, customer);
        } catch (ArithmeticException e) {
            return new Plan.Held(
                    record.name() + " has an amount with more decimals than " + record.currency() + " has",
                    "Round it in the CRM");
        }
    }

    private Plan withoutLines(DealId deal, SalesRecord record, Sale.Customer customer) {
        if (!policy.singleLine()) {
            return new Plan.Held(
                    record.name() + " has no lines",
                    "Add lines in the CRM, or have such deals sold as one line (option " + DealPolicy.WITHOUT_LINES
                            + ": single-line)");
        }
        var amounts = record.amounts();
        var value = record.table() == SalesRecord.Table.OPPORTUNITY
                ? amounts.value().orElse(amounts.total())
                : amounts.total().subtract(amounts.tax());
        if (value.signum() <= 0) {
            return new Plan.Held(
                    record.name() + " has neither lines nor a value", "Give it a value, or lines, in the CRM");
        }
        return new Work(record).ofValue(deal, customer, value);
    }

    private static boolean isCurrency(String code) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(known -> known.getCurrencyCode().equals(code) && known.getDefaultFractionDigits() >= 0);
    }

    /// One record being planned.
    private final class Work {
        private final SalesRecord record;
        private final LocalDate date;
        private final SortedSet<MappingKey> missing = new TreeSet<>();
        private final List<String> unread = new ArrayList<>();
        private final List<Line> lines = new ArrayList<>();

        Work(SalesRecord record) {
            this.record = record;
            this.date = record.closedOn();
        }

        Plan withLines(DealId deal, Sale.Customer customer) {
            record.lines().forEach(this::line);
            add(
                    DealRows.DISCOUNT,
                    "Discount",
                    PricingCheck.headerDiscount(record).negate());
            add(DealRows.FREIGHT, "Freight", record.amounts().freight());
            return done(deal, customer, money(record.amounts().tax()));
        }

        Plan ofValue(DealId deal, Sale.Customer customer, BigDecimal value) {
            add(DealRows.WITHOUT_LINES, record.name(), value);
            var tax = record.table() == SalesRecord.Table.OPPORTUNITY
                    ? Money.zero(record.currency())
                    : money(record.amounts().tax());
            return done(deal, customer, tax);
        }

        private Plan done(DealId deal, Sale.Customer customer, Money tax) {
            var representative = record.ownerId()
                    .flatMap(owner -> mappings.ofDeal(
                            new MappingKey(Kind.REPRESENTATIVE, DealId.of(owner).value()), date))
                    .map(Mapped::value);
            var terms = code(Kind.TERMS, record.paymentTerms());
            var shipment = code(Kind.SHIPMENT, record.shippingMethod());
            if (!missing.isEmpty()) {
                return new Plan.Missing(missing);
            }
            if (!unread.isEmpty()) {
                return new Plan.Unread(unread.getFirst());
            }
            return new Plan.Ready(new Sale(
                    deal,
                    new Ripeness.Basis(record.table(), record.id()),
                    record.number(),
                    policy.form(),
                    date,
                    customer,
                    lines,
                    lines.stream().map(Line::amount).reduce(Money.zero(record.currency()), Money::plus),
                    tax,
                    policy.comparesTax(),
                    policy.approved(),
                    representative,
                    terms,
                    shipment,
                    record.requestedDelivery()));
        }

        /// The goods, and behind them what makes their amount the record's: the discounts on each and on
        /// the line.
        private void line(SourceLine line) {
            var amount = rounded(line.quantity().multiply(line.pricePerUnit()));
            if (line.quantity().signum() == 0) {
                lines.add(line(new What(LineKind.COMMENT, "", none()), line, Optional.empty(), money(BigDecimal.ZERO)));
            } else {
                var what = line.productNumber().isPresent()
                        ? product(line.productNumber().get())
                        : target(DealRows.WRITE_IN);
                var unit = unit(line);
                what.ifPresent(found -> lines.add(line(found, line, unit, amount)));
            }
            var off = money(line.base().subtract(line.manualDiscount())).minus(amount);
            var discounted =
                    line.volumeDiscount().signum() != 0 || line.manualDiscount().signum() != 0;
            add(
                    DealRows.LINE_DISCOUNT,
                    (discounted ? "Discount: " : "Rounding: ") + line.description(),
                    off.toBigDecimal());
        }

        private Line line(What what, SourceLine line, Optional<String> unit, Money amount) {
            return new Line(
                    what.kind,
                    what.number,
                    line.description(),
                    line.quantity(),
                    line.quantity().signum() == 0 ? BigDecimal.ZERO : line.pricePerUnit(),
                    unit,
                    what.row.taxCode(),
                    amount,
                    what.row.dimensions(),
                    what.row.version());
        }

        private void add(String key, String description, BigDecimal amount) {
            if (amount.signum() != 0) {
                target(key)
                        .ifPresent(what -> lines.add(new Line(
                                what.kind,
                                what.number,
                                description,
                                BigDecimal.ONE,
                                amount,
                                Optional.empty(),
                                what.row.taxCode(),
                                money(amount),
                                what.row.dimensions(),
                                what.row.version())));
            }
        }

        private Optional<What> target(String word) {
            var key = DealRows.key(word);
            var found = mappings.ofDeal(key, date)
                    .flatMap(row -> DealRows.Target.parse(row.value())
                            .map(target -> new What(
                                    target.isItem() ? LineKind.ITEM : LineKind.ACCOUNT, target.number(), row)));
            if (found.isEmpty()) {
                missing.add(key);
            }
            return found;
        }

        /// A product is the item that a row names, else the ledger's item of its own number.
        private Optional<What> product(String number) {
            var key = new MappingKey(Kind.ITEM, number);
            var mapped = mappings.ofDeal(key, date);
            if (mapped.isPresent()) {
                return mapped.map(row -> new What(LineKind.ITEM, row.value(), row));
            }
            if (!mappings.maps(key) && mappings.takesItem(number)) {
                return Optional.of(new What(LineKind.ITEM, number, none()));
            }
            if (mappings.isChecked() || mappings.maps(key)) {
                missing.add(mappings.goodsKey(new Sku(number), null, date));
            } else {
                unread.add(number);
            }
            return Optional.empty();
        }

        private Optional<String> unit(SourceLine line) {
            var other = line.unit().filter(unit -> !line.isDefaultUnit() && !unit.isBlank());
            if (other.isEmpty() || line.productNumber().isEmpty()) {
                return Optional.empty();
            }
            return required(new MappingKey(Kind.UNIT, other.get()));
        }

        private Optional<String> code(Kind kind, Optional<String> source) {
            return source.filter(code -> !code.isBlank())
                    .flatMap(code -> required(new MappingKey(kind, code)))
                    .filter(code -> !code.equals(DealRows.NOTHING));
        }

        private Optional<String> required(MappingKey key) {
            var row = mappings.ofDeal(key, date);
            if (row.isEmpty()) {
                missing.add(key);
            }
            return row.map(Mapped::value);
        }

        private Mapped none() {
            return new Mapped("", "", mappings.dimensions(date), 0);
        }

        private Money rounded(BigDecimal amount) {
            return money(amount.setScale(Money.scaleOf(record.currency()), RoundingMode.HALF_UP));
        }

        private Money money(BigDecimal amount) {
            return Money.of(record.currency(), amount);
        }
    }

    private record What(LineKind kind, String number, Mapped row) {}
}
