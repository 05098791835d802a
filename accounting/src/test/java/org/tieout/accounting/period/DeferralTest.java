package org.tieout.accounting.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.document.Account;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.MappingRow;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.period.Deferral.Outcome;
import org.tieout.accounting.period.Deferral.Standing;
import org.tieout.accounting.plan.FlowPolicy;
import org.tieout.accounting.plan.Mode;
import org.tieout.accounting.plan.OrderPlanner;
import org.tieout.accounting.plan.OrderStanding;
import org.tieout.accounting.source.FinancialTransaction;
import org.tieout.accounting.source.FinancialTransaction.Part;
import org.tieout.accounting.source.FinancialTransaction.Status;
import org.tieout.accounting.source.Marketplace;
import org.tieout.accounting.source.Order;
import org.tieout.accounting.source.OrderId;
import org.tieout.accounting.source.Sku;

class DeferralTest {

    private static final YearMonth JUNE = YearMonth.of(2026, 6);
    private static final LocalDate LAST = LocalDate.of(2026, 6, 30);
    private static final ZoneId LOS_ANGELES = Marketplace.US.zone();
    private static final MonthEnd MONTH_END = new MonthEnd("us-books", Marketplace.US, JUNE);
    private static final Instant SHIPPED = Instant.parse("2026-06-29T18:00:00Z");

    private static final Map<String, Category> CATEGORIES = Map.of(
            "Sales/Principal", Category.REV_PRINCIPAL,
            "Sales/Tax", Category.TAX_COLLECTED,
            "Sales/Withheld", Category.TAX_WITHHELD,
            "Refunded Sales/Principal", Category.RET_REFUND,
            "Expenses/Commission", Category.FEE_REFERRAL,
            "Expenses/FBA", Category.FEE_FBA);

    private static final Categories KNOWN = (type, path) -> Optional.ofNullable(CATEGORIES.get(path));

    private static Money usd(String amount) {
        return Money.of("USD", amount);
    }

    private static Part part(String path, String amount) {
        return new Part(path, usd(amount));
    }

    private static FinancialTransaction transaction(String id, Status status, Part... parts) {
        return transaction(id, status, null, List.of(parts));
    }

    private static FinancialTransaction transaction(
            String id, Status status, @Nullable Instant maturesAt, List<Part> parts) {
        var total = parts.stream().map(Part::amount).reduce(usd("0"), Money::plus);
        return new FinancialTransaction(
                id, "Shipment", status, SHIPPED, total, "Amazon.com", "Standard Orders", null, maturesAt, null, parts);
    }

    /// Order F of the specification: shipped 29 June, invoiced at 40.00, fees of 6.00 and 4.10 deferred.
    private static FinancialTransaction orderF() {
        return transaction(
                "F",
                Status.DEFERRED,
                part("Sales/Principal", "40.00"),
                part("Sales/Tax", "3.30"),
                part("Sales/Withheld", "-3.30"),
                part("Expenses/Commission", "-6.00"),
                part("Expenses/FBA", "-4.10"));
    }

    private static Accrued accrued(FinancialTransaction transaction, Mode mode) {
        return switch (Deferral.accrue(transaction, mode, JUNE, Mappings.standard(), KNOWN)) {
            case Outcome.Ready(var accrued) -> accrued;
            case Outcome.Missing(var keys) -> throw new AssertionError(keys);
            case Outcome.Inconsistent(var difference) -> throw new AssertionError(difference);
        };
    }

    private static Map<String, String> entries(Document document) {
        var entries = new TreeMap<String, String>();
        document.lines()
                .forEach(
                        line -> entries.put(line.account().code(), line.amount().amount()));
        return entries;
    }

    private static Document accrual(Mode mode, FinancialTransaction... transactions) {
        return MONTH_END
                .accrual(
                        List.of(transactions).stream()
                                .map(transaction -> accrued(transaction, mode))
                                .toList(),
                        1)
                .orElseThrow();
    }

    @Test
    void theReceivableLessTheAccruedFeesIsWhatAmazonDefers() {
        var mapping = new MappingRow(
                new MappingKey(MappingKey.Kind.ITEM, "SKU-1"), null, null, null, "Widget", "", "", "", 1);
        var order = new Order(
                new OrderId("111-0000000-0000006"),
                Marketplace.US,
                false,
                Optional.of(LocalDate.of(2026, 6, 29)),
                Optional.empty(),
                List.of(new Order.Item(new Sku("SKU-1"), 1, 1, Map.of(Order.Component.ITEM, usd("40.00")), true)));
        var plan = new OrderPlanner(FlowPolicy.of("us-books"), Mappings.of(List.of(mapping)))
                .plan(order, OrderStanding.NONE);
        var invoice = ((OrderPlanner.Plan.Ready) plan).documents().getFirst();

        var journal = accrual(Mode.INVOICE, orderF());

        assertThat(entries(invoice)).containsEntry("1100", "40.00");
        assertThat(entries(journal))
                .containsExactlyInAnyOrderEntriesOf(Map.of("6100", "6.00", "6110", "4.10", "2320", "-10.10"));
        var receivable = new BigDecimal(entries(invoice).get("1100"));
        var accrued = new BigDecimal(entries(journal).get("2320"));
        assertThat(receivable.add(accrued)).isEqualTo(new BigDecimal("29.90"));
        assertThat(orderF().total()).isEqualTo(usd("29.90"));
    }

    @Test
    void theAccrualIsDatedTheLastDayOfTheMonthAndNamesIt() {
        var heading = accrual(Mode.INVOICE, orderF()).heading();

        assertThat(heading.date()).isEqualTo(LAST);
        assertThat(heading.id().value()).isEqualTo("us-books/period/2026-06/accrual-US/r1");
        assertThat(heading.reference()).isEqualTo("A202606-US");
        assertThat(heading.memo()).isEqualTo("Amazon Amazon.com, deferred at the end of 2026-06: 1 transaction");
    }

    @Test
    void itsReleaseTakesOutExactlyWhatItPutIn() {
        var reversal = MONTH_END
                .reversal(List.of(accrued(orderF(), Mode.INVOICE)), LocalDate.of(2026, 7, 7), 1)
                .orElseThrow();

        assertThat(entries(reversal))
                .containsExactlyInAnyOrderEntriesOf(Map.of("6100", "-6.00", "6110", "-4.10", "2320", "10.10"));
        assertThat(reversal.heading().date()).isEqualTo(LocalDate.of(2026, 7, 7));
        assertThat(reversal.heading().id().value()).isEqualTo("us-books/period/2026-06/release-US-2026-07-07/r1");
        assertThat(reversal.heading().reference()).isEqualTo("R202606-US-0707");
    }

    @Test
    void whatWasReadOfAMonthOnlyLaterIsItsOwnJournal() {
        var accrued = List.of(accrued(orderF(), Mode.INVOICE));

        assertThat(MONTH_END.accrual(accrued, 2).orElseThrow().heading().id().value())
                .isEqualTo("us-books/period/2026-06/accrual-US.2/r1");
        assertThat(MONTH_END
                        .reversal(accrued, LocalDate.of(2026, 7, 7), 12)
                        .orElseThrow()
                        .heading()
                        .reference())
                .isEqualTo("R202606-US-0707.12");
    }

    @Test
    void anAccrualIsNeverReversedInItsOwnMonth() {
        assertThatThrownBy(() -> MONTH_END.reversal(List.of(accrued(orderF(), Mode.INVOICE)), LAST, 1))
                .hasMessageContaining("2026-06")
                .hasMessageContaining("2026-06-30");
    }

    @Test
    void whereRevenueComesFromSettlementsEverythingIsAccruedToTheDeferredReceivable() {
        assertThat(entries(accrual(Mode.SUMMARY, orderF())))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("4000", "-40.00", "6100", "6.00", "6110", "4.10", "1165", "29.90"));
    }

    @Test
    void theSellersOwnTaxIsAccruedWithTheRevenue() {
        var journal = accrual(
                Mode.SUMMARY,
                transaction("T", Status.DEFERRED, part("Sales/Principal", "40.00"), part("Sales/Tax", "3.30")));

        assertThat(entries(journal))
                .containsExactlyInAnyOrderEntriesOf(Map.of("4000", "-40.00", "2200", "-3.30", "1165", "43.30"));
    }

    @Test
    void revenueCannotBeAccruedWhereOrdersAreInvoiced() {
        var sale = new Accrued.Entry(Account.of("4000", "Sales"), Category.REV_PRINCIPAL, usd("-40.00"));

        assertThatThrownBy(
                        () -> new Accrued("F", Mode.INVOICE, List.of(sale), Account.of("2320", "Accrued Amazon fees")))
                .hasMessageContaining("F")
                .hasMessageContaining("counted twice");
        assertThat(new Accrued("F", Mode.SUMMARY, List.of(sale), Account.of("1165", "Deferred")).entries())
                .containsExactly(sale);
    }

    @Test
    void aTransactionOfNoFeesAccruesNothing() {
        var none = accrued(transaction("N", Status.DEFERRED, part("Sales/Principal", "40.00")), Mode.INVOICE);

        assertThat(none.entries()).isEmpty();
        assertThat(MONTH_END.accrual(List.of(none), 1)).isEmpty();
    }

    @Test
    void anUnknownPartIsMissingAndNeverDefaulted() {
        var unknown = transaction("U", Status.DEFERRED, part("Expenses/Amazon/Quantum Levy", "-1.00"));

        assertThat(Deferral.accrue(unknown, Mode.INVOICE, JUNE, Mappings.standard(), KNOWN))
                .isInstanceOfSatisfying(
                        Outcome.Missing.class,
                        missing -> assertThat(missing.keys())
                                .extracting(MappingKey::toString)
                                .containsExactly("row-type:Shipment|Expenses/Amazon|Quantum Levy"));
    }

    @Test
    void aRowOfTheMappingFileMakesAnUnknownPartKnown() {
        var unknown = transaction("U", Status.DEFERRED, part("Expenses/Amazon/Quantum Levy", "-1.00"));
        var mappings = Mappings.of(List.of(new MappingRow(
                MappingKey.parse("row-type:Shipment|Expenses/Amazon|Quantum Levy"),
                null,
                null,
                null,
                "FEE.REFERRAL",
                "",
                "",
                "",
                1)));

        assertThat(Deferral.accrue(unknown, Mode.INVOICE, JUNE, mappings, KNOWN))
                .isInstanceOfSatisfying(
                        Outcome.Ready.class,
                        ready -> assertThat(ready.accrued().entries())
                                .singleElement()
                                .extracting(Accrued.Entry::category)
                                .isEqualTo(Category.FEE_REFERRAL));
    }

    @Test
    void partsThatDoNotSumToTheTotalAreNotAccrued() {
        var parts = List.of(part("Expenses/Commission", "-6.00"));
        var wrong = new FinancialTransaction(
                "W", "Shipment", Status.DEFERRED, SHIPPED, usd("-6.01"), null, null, null, null, null, parts);

        assertThat(Deferral.accrue(wrong, Mode.INVOICE, JUNE, Mappings.standard(), KNOWN))
                .isEqualTo(new Outcome.Inconsistent(usd("-0.01")));
    }

    @Test
    void itIsHeldFromItsDayUntilTheDayBeforeItsRelease() {
        var released = Optional.of(Instant.parse("2026-07-07T18:00:00Z"));
        var transaction = orderF();

        assertThat(Deferral.on(transaction, released, LocalDate.of(2026, 6, 28), LOS_ANGELES))
                .isEqualTo(new Standing.NotHeld());
        assertThat(Deferral.on(transaction, released, LocalDate.of(2026, 6, 29), LOS_ANGELES))
                .isEqualTo(new Standing.Held());
        assertThat(Deferral.on(transaction, released, LocalDate.of(2026, 7, 6), LOS_ANGELES))
                .isEqualTo(new Standing.Held());
        assertThat(Deferral.on(transaction, released, LocalDate.of(2026, 7, 7), LOS_ANGELES))
                .isEqualTo(new Standing.NotHeld());
    }

    @Test
    void theMonthIsTheMarketplacesOwn() {
        var lateOnThirtieth = new FinancialTransaction(
                "L",
                "Shipment",
                Status.DEFERRED,
                Instant.parse("2026-07-01T02:00:00Z"),
                usd("0"),
                "Amazon.com",
                null,
                null,
                null,
                null,
                List.of());

        assertThat(Deferral.on(lateOnThirtieth, Optional.empty(), LAST, LOS_ANGELES))
                .isEqualTo(new Standing.Held());
        assertThat(Deferral.on(lateOnThirtieth, Optional.empty(), LAST, ZoneId.of("UTC")))
                .isEqualTo(new Standing.NotHeld());
    }

    @Test
    void oneThatWasNeverDeferredIsNotHeld() {
        assertThat(Deferral.on(transaction("R", Status.RELEASED), Optional.empty(), LAST, LOS_ANGELES))
                .isEqualTo(new Standing.NotHeld());
    }

    @Test
    void aReleaseThatWasNotReadYetIsTakenFromItsDueDateOrIsUnknown() {
        var due = Instant.parse("2026-07-05T07:00:00Z");
        var withDueDate = transaction("D", Status.DEFERRED_RELEASED, due, List.of());
        var without = transaction("D", Status.DEFERRED_RELEASED);
        var read = Instant.parse("2026-07-06T07:00:00Z");

        assertThat(Deferral.releasedAt(withDueDate, Optional.empty())).contains(due);
        assertThat(Deferral.releasedAt(withDueDate, Optional.of(read))).contains(read);
        assertThat(Deferral.releasedAt(transaction("D", Status.DEFERRED, due, List.of()), Optional.empty()))
                .isEmpty();
        assertThat(Deferral.on(without, Deferral.releasedAt(without, Optional.empty()), LAST, LOS_ANGELES))
                .isEqualTo(new Standing.Unknown());
    }

    /// Invariant 11, and the month end's half of 8: what the accrual holds of a transaction is all of its total but the
    /// part that an invoice already has.
    @Property(tries = 300)
    void theBalancingSideIsTheTotalLessWhatAnInvoiceHas(
            @ForAll("transactions") List<FinancialTransaction> transactions, @ForAll long seed) {
        for (var mode : Mode.values()) {
            var accrued = transactions.stream().map(one -> accrued(one, mode)).toList();
            var journal = MONTH_END.accrual(accrued, 1);
            var shuffled = new ArrayList<>(accrued);
            Collections.shuffle(shuffled, new Random(seed));

            var held = usd("0");
            for (var transaction : transactions) {
                held = held.plus(transaction.total());
                if (mode == Mode.INVOICE) {
                    held = held.minus(receivable(transaction));
                }
            }
            assertThat(balance(journal, mode == Mode.INVOICE ? "2320" : "1165")).isEqualTo(held);
            assertThat(MONTH_END.accrual(shuffled, 1)).isEqualTo(journal);
            var after = balances(journal);
            balances(MONTH_END.reversal(accrued, LocalDate.of(2026, 7, 1), 1))
                    .forEach((account, amount) -> after.merge(account, amount, Money::plus));
            assertThat(after.values())
                    .allSatisfy(amount -> assertThat(amount.isZero()).isTrue());
        }
    }

    private static Money receivable(FinancialTransaction transaction) {
        return transaction.parts().stream()
                .filter(part -> !part.path().startsWith("Expenses"))
                .map(Part::amount)
                .reduce(usd("0"), Money::plus);
    }

    private static Money balance(Optional<? extends Document> document, String account) {
        return balances(document).getOrDefault(account, usd("0"));
    }

    private static Map<String, Money> balances(Optional<? extends Document> document) {
        var sums = new TreeMap<String, Money>();
        document.ifPresent(journal -> {
            for (Line line : journal.lines()) {
                sums.merge(line.account().code(), line.amount(), Money::plus);
            }
        });
        return sums;
    }

    @Provide
    Arbitrary<List<FinancialTransaction>> transactions() {
        var part = Combinators.combine(
                        Arbitraries.of(CATEGORIES.keySet().stream().sorted().toList()),
                        Arbitraries.longs().between(-100_00, 100_00))
                .as((path, minor) -> new Part(path, new Money("USD", minor)));
        return part.list()
                .ofMaxSize(6)
                .map(parts -> transaction("T", Status.DEFERRED, null, parts))
                .list()
                .ofMaxSize(8);
    }
}
