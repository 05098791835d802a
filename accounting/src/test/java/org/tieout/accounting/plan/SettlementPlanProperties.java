package org.tieout.accounting.plan;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.accounting.plan.GeneratedSettlement.MAPPINGS;
import static org.tieout.accounting.plan.GeneratedSettlement.POLICY;
import static org.tieout.accounting.plan.GeneratedSettlement.money;
import static org.tieout.accounting.plan.GeneratedSettlement.month;

import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.catalogue.Category.Treatment;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Document.Kind;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.plan.GeneratedSettlement.Planned;
import org.tieout.accounting.plan.GeneratedSettlement.Row;
import org.tieout.accounting.plan.GeneratedSettlement.World;
import org.tieout.accounting.plan.OrderStanding.Revenue;
import org.tieout.accounting.plan.SettlementPlanner.Outcome;
import org.tieout.accounting.source.RowType;
import org.tieout.accounting.tieout.Check;

/// What holds for every settlement, whatever is in it.
class SettlementPlanProperties {

    private static final String BANK = "1000";
    private static final String RECEIVABLE = "1100";
    private static final String VENDOR = "2050";
    private static final String UNDEPOSITED = "1145";
    private static final String UNAPPLIED = "1155";
    private static final String RESERVE = "1160";
    private static final String PAYABLE = "2310";
    private static final String ACCRUED = "2320";
    private static final List<Kind> OF_QBO = List.of(
            Kind.INVOICE, Kind.CREDIT_MEMO, Kind.REFUND_RECEIPT, Kind.CUSTOMER_PAYMENT, Kind.JOURNAL, Kind.DEPOSIT);
    private static final List<Kind> OF_ORDERS =
            List.of(Kind.INVOICE, Kind.CREDIT_MEMO, Kind.REFUND_RECEIPT, Kind.CUSTOMER_PAYMENT, Kind.CREDIT_REFUND);
    private static final List<String> TAX = List.of("2200", "2210");

    /// Every profile; what is claimed below without one is of QuickBooks Online alone.
    @Provide
    Arbitrary<PostingProfile> profiles() {
        return Arbitraries.of(PostingProfile.class);
    }

    @Provide
    Arbitrary<PostingProfile> businessCentral() {
        return Arbitraries.of(PostingProfile.BC_1, PostingProfile.BC_2);
    }

    @Provide
    Arbitrary<GeneratedSettlement> everything() {
        return GeneratedSettlement.in(World.EVERYTHING);
    }

    @Provide
    Arbitrary<GeneratedSettlement> fresh() {
        return GeneratedSettlement.in(World.FRESH);
    }

    @Provide
    Arbitrary<GeneratedSettlement> facilitated() {
        return GeneratedSettlement.in(World.FACILITATED);
    }

    /// Properties of settlements in which nothing happens would prove nothing.
    @Property(tries = 500)
    void chanceReachesEveryKindOfDocumentAndStanding(@ForAll("everything") GeneratedSettlement settlement) {
        var plan = settlement.plan();
        for (var kind : OF_QBO) {
            often("has a " + kind, plan.documents.stream().anyMatch(document -> document.kind() == kind));
        }
        often("is negative", settlement.total().isNegative());
        often("has orders that wait", !plan.waiting.isEmpty());
        often(
                "has orders that differ",
                plan.standings.values().stream()
                        .anyMatch(standing -> !standing.openTotal("USD").isZero()));
        often(
                "has two payments of a month",
                plan.documents.stream()
                        .anyMatch(document -> document.id().value().contains("payment-2026-09.2")));
        often(
                "has a document of nothing",
                plan.documents.stream()
                        .anyMatch(document -> document.kind() == Kind.INVOICE
                                && document.lines().getFirst().amount().isZero()));
    }

    private static void often(String what, boolean holds) {
        Statistics.label(what)
                .collect(holds)
                .coverage(coverage -> coverage.check(true).count(count -> count > 0));
    }

    @Property(tries = 400)
    void itIsPlannedAndEveryDocumentBalances(
            @ForAll("everything") GeneratedSettlement settlement, @ForAll("profiles") PostingProfile profile) {
        var plan = settlement.plan(POLICY.with(profile));

        assertThat(plan.outcome).isInstanceOf(Outcome.Planned.class);
        assertThat(plan.documents)
                .allSatisfy(document -> assertThat(document.lines().stream()
                                .mapToLong(line -> line.amount().minor())
                                .sum())
                        .as(document.toString())
                        .isZero());
    }

    @Property(tries = 400)
    void theBankLineIsTheDisbursementAndNothingBelowZero(
            @ForAll("everything") GeneratedSettlement settlement, @ForAll("profiles") PostingProfile profile) {
        var total = settlement.total().minor();
        var plan = settlement.plan(POLICY.with(profile));
        var bankLines = plan.documents.stream()
                .flatMap(document -> document.lines().stream())
                .filter(line ->
                        line.account().code().equals(BANK) && !line.amount().isZero())
                .toList();

        assertThat(bankLines).hasSize(total > 0 ? 1 : 0);
        assertThat(plan.balance(BANK).minor()).isEqualTo(Math.max(total, 0));
        assertThat(plan.documents.stream()
                        .flatMap(document -> document.lines().stream())
                        .filter(line -> line.account().code().equals(PAYABLE)
                                && line.category().isEmpty())
                        .mapToLong(line -> line.amount().minor())
                        .sum())
                .isEqualTo(Math.min(total, 0));
    }

    @Property(tries = 400)
    void theClearingSetIsWhatAmazonStillHolds(
            @ForAll("everything") GeneratedSettlement settlement, @ForAll("profiles") PostingProfile profile) {
        var plan = settlement.plan(POLICY.with(profile));

        assertThat(plan.balance(UNDEPOSITED)).isEqualTo(money(0));
        assertThat(plan.balance(ACCRUED)).isEqualTo(money(0));
        assertThat(plan.clearing()).isEqualTo(money(0));
        assertThat(plan.balance(RESERVE))
                .isEqualTo(money(-sum(settlement, Category.BAL_RES_CUR) - sum(settlement, Category.BAL_RES_PREV)));
        var waiting = plan.standings.values().stream()
                .flatMap(standing -> standing.receipts().stream())
                .filter(receipt -> receipt.settlement().equals(GeneratedSettlement.ID))
                .mapToLong(receipt -> receipt.amount().minor())
                .sum();
        assertThat(plan.balance(UNAPPLIED)).isEqualTo(money(-waiting));
    }

    @Property(tries = 400)
    void everyApplicationIsWithinWhatIsOpenAndNeverRefersAhead(
            @ForAll("everything") GeneratedSettlement settlement, @ForAll("profiles") PostingProfile profile) {
        var open = new HashMap<PostingId, Long>();
        var customers = new HashMap<PostingId, String>();
        settlement
                .standings()
                .values()
                .forEach(standing -> standing.documents().forEach(document -> {
                    open.put(document.id(), document.open().minor());
                    customers.put(document.id(), document.customer());
                }));
        for (var document : settlement.plan(POLICY.with(profile)).documents) {
            for (var application : document.applications()) {
                assertThat(open).as(document.toString()).containsKey(application.posting());
                var left = requireNonNull(open.get(application.posting()))
                        - application.amount().abs().minor();
                assertThat(left).as(application.toString()).isNotNegative();
                open.put(application.posting(), left);
                if (document.kind() == Kind.CUSTOMER_PAYMENT) {
                    assertThat(customers.get(application.posting()))
                            .isEqualTo(document.customerName().orElseThrow());
                }
            }
            assertThat(open.put(document.id(), worth(document)))
                    .as("posted once")
                    .isNull();
            document.customerName().ifPresent(name -> customers.put(document.id(), name));
        }
    }

    /// What others may take from a document: the receivable of sales documents, what a bill owes, the undeposited part
    /// of money.
    private static long worth(Document document) {
        var account = switch (document.kind()) {
            case INVOICE, CREDIT_MEMO -> RECEIVABLE;
            case BILL -> VENDOR;
            case CUSTOMER_PAYMENT,
                    REFUND_RECEIPT,
                    CREDIT_REFUND,
                    BILL_PAYMENT,
                    JOURNAL,
                    SPEND_MONEY,
                    RECEIVE_MONEY,
                    TRANSFER,
                    DEPOSIT -> UNDEPOSITED;
        };
        return document.lines().stream()
                .filter(line -> line.account().code().equals(account))
                .mapToLong(line -> line.amount().abs().minor())
                .sum();
    }

    @Property(tries = 400)
    void noPaymentIsNegativeAndTheDepositGathersEachOnce(@ForAll("everything") GeneratedSettlement settlement) {
        var plan = settlement.plan();
        var gathered = new HashSet<PostingId>();
        plan.deposit()
                .ifPresent(deposit -> deposit.applications()
                        .forEach(application ->
                                assertThat(gathered.add(application.posting())).isTrue()));
        for (var document : plan.documents) {
            if (document.kind() == Kind.CUSTOMER_PAYMENT) {
                var received = document.lines().getFirst().amount();
                assertThat(received.isNegative()).isFalse();
                assertThat(gathered.contains(document.id())).isEqualTo(!received.isZero());
            }
            if (document.kind() == Kind.REFUND_RECEIPT) {
                assertThat(gathered).contains(document.id());
            }
        }
    }

    @Property(tries = 400)
    void anOrdersAccountMovesByWhatItsRowsPaid(
            @ForAll("everything") GeneratedSettlement settlement, @ForAll("profiles") PostingProfile profile) {
        var plan = settlement.plan(POLICY.with(profile));
        plan.settled.forEach((order, rows) -> {
            var before = settlement.standings().getOrDefault(order, OrderStanding.NONE);
            var after = requireNonNull(plan.standings.get(order));

            assertThat(after.settledTotal("USD").minus(before.settledTotal("USD")))
                    .isEqualTo(rows);
            assertThat(after.documents())
                    .allSatisfy(document -> assertThat(document.open().isNegative())
                            .as(document.toString())
                            .isFalse());
        });
    }

    @Property(tries = 400)
    void theOrderOfTheRowsDoesNotMatter(
            @ForAll("everything") GeneratedSettlement settlement,
            @ForAll("profiles") PostingProfile profile,
            @ForAll long seed) {
        assertThat(settlement
                        .shuffled(seed)
                        .plan(POLICY.with(profile))
                        .documents
                        .toString())
                .isEqualTo(settlement.plan(POLICY.with(profile)).documents.toString());
    }

    @Property(tries = 100)
    void planningAgainGivesTheSame(
            @ForAll("everything") GeneratedSettlement settlement, @ForAll("profiles") PostingProfile profile) {
        var first = settlement.plan(POLICY.with(profile));
        var second = settlement.plan(POLICY.with(profile));

        assertThat(second.documents).isEqualTo(first.documents);
        assertThat(second.standings).isEqualTo(first.standings);
    }

    /// Gross, never net, and in the right month: by local month and category, the documents say just what the
    /// rows say.
    @Property(tries = 400)
    void everyRowIsInOneLineOfItsMonth(
            @ForAll("fresh") GeneratedSettlement settlement, @ForAll("profiles") PostingProfile profile) {
        var plan = settlement.plan(POLICY.with(profile));
        var expected = new TreeMap<String, Long>();
        for (var row : settlement.rows()) {
            add(expected, month(row), category(row), -row.minor());
        }
        var actual = new TreeMap<String, Long>();
        categoryLines(
                plan,
                (document, line) -> add(
                        actual,
                        YearMonth.from(document.heading().date()),
                        line.category().orElseThrow(),
                        line.amount().minor()));

        assertThat(nonZero(actual)).isEqualTo(nonZero(expected));
    }

    @Property(tries = 400)
    void everyRowIsCountedOnceOrIsAMemo(
            @ForAll("fresh") GeneratedSettlement settlement, @ForAll("profiles") PostingProfile profile) {
        var counted = new int[1];
        categoryLines(settlement.plan(POLICY.with(profile)), (document, line) -> counted[0] += line.sourceRows());
        var taxes = new HashMap<String, long[]>();
        for (var row : settlement.rows()) {
            if (isTax(row)) {
                var net = taxes.computeIfAbsent(
                        row.order() + row.type().transactionType() + month(row), key -> new long[2]);
                net[0] += row.minor();
                net[1]++;
            }
        }
        var memos = taxes.values().stream()
                .filter(net -> net[0] == 0)
                .mapToLong(net -> net[1])
                .sum();

        assertThat(counted[0] + memos).isEqualTo(settlement.rows().size());
    }

    @Property(tries = 150)
    void facilitatedTaxNeverReachesIncomeOrATaxAccount(
            @ForAll("facilitated") GeneratedSettlement settlement, @ForAll("profiles") PostingProfile profile) {
        var taxless = new GeneratedSettlement(
                settlement.rows().stream().filter(row -> !isTax(row)).toList(), settlement.standings());
        var plan = settlement.plan(POLICY.with(profile));

        assertThat(plan.documents.stream().flatMap(document -> document.lines().stream()))
                .noneMatch(line -> TAX.contains(line.account().code())
                        || line.category()
                                .filter(category ->
                                        category == Category.TAX_COLLECTED || category == Category.TAX_WITHHELD)
                                .isPresent());
        assertThat(postings(plan)).isEqualTo(postings(taxless.plan(POLICY.with(profile))));
    }

    @Property(tries = 50)
    void anUnknownRowTypePlansNothing(@ForAll("everything") GeneratedSettlement settlement) {
        var plan = settlement
                .plus(new Row(
                        new RowType("other-transaction", "other-transaction", "Quantum Levy"),
                        -1,
                        Instant.parse("2026-10-02T00:00:00Z"),
                        null,
                        null,
                        null,
                        0))
                .plan();

        assertThat(plan.outcome)
                .isInstanceOfSatisfying(
                        Outcome.Missing.class,
                        missing -> assertThat(missing.keys())
                                .containsExactly(
                                        MappingKey.parse("row-type:other-transaction|other-transaction|Quantum Levy")));
        assertThat(plan.documents).isEmpty();
        assertThat(plan.standings).isEmpty();
    }

    @Property(tries = 50)
    void aHeaderOneCentOffPlansNothing(@ForAll("everything") GeneratedSettlement settlement, @ForAll boolean more) {
        var cent = money(more ? 1 : -1);
        var plan = settlement.plan(settlement.total().plus(cent));

        assertThat(plan.outcome).isEqualTo(new Outcome.Inconsistent(cent));
        assertThat(plan.documents).isEmpty();
        assertThat(plan.standings).isEmpty();
    }

    @Property(tries = 400)
    void theProofOfAPlanIsGreen(
            @ForAll("everything") GeneratedSettlement settlement, @ForAll("profiles") PostingProfile profile) {
        var policy = POLICY.with(profile);

        assertGreen(settlement.plan(policy).proofs(policy));
    }

    private static void assertGreen(List<Check> proofs) {
        assertThat(proofs)
                .allSatisfy(
                        check -> assertThat(check.state()).as(check.toString()).isEqualTo(Check.State.GREEN));
    }

    /// A plan may stop after any order and go on from what it carried, in another process: the documents are the same.
    @Property(tries = 400)
    void aPlanMadeInStepsIsThePlanMadeAtOnce(
            @ForAll("everything") GeneratedSettlement settlement,
            @ForAll("profiles") PostingProfile profile,
            @ForAll @IntRange(min = 1, max = 4) int ordersPerStep) {
        var atOnce = settlement.plan(POLICY.with(profile));

        var inSteps = settlement.planInSteps(ordersPerStep, POLICY.with(profile));

        assertThat(inSteps.documents).isEqualTo(atOnce.documents);
        assertThat(inSteps.standings).isEqualTo(atOnce.standings);
        assertThat(inSteps.outcome).isEqualTo(atOnce.outcome);
        assertThat(inSteps.applied).isEqualTo(atOnce.applied);
        assertGreen(inSteps.proofs);
    }

    @Property(tries = 400)
    void aSummaryHasNoDocumentOfAnOrderAndIsProven(
            @ForAll("everything") GeneratedSettlement settlement, @ForAll("profiles") PostingProfile profile) {
        var policy = POLICY.with(profile).summary();
        var plan = settlement.plan(policy);

        assertThat(plan.documents).extracting(Document::kind).doesNotContainAnyElementsOf(OF_ORDERS);
        assertGreen(plan.proofs(policy));
    }

    /// A flow that took revenue from orders and now takes it from settlements: what was invoiced is still paid as such.
    @Property(tries = 400)
    void afterAChangeToSummaryInvoicedOrdersAreStillPaidAsInvoices(
            @ForAll("everything") GeneratedSettlement settlement, @ForAll("profiles") PostingProfile profile) {
        var policy = POLICY.with(profile).summaryAfterInvoices();
        var plan = settlement.plan(policy);

        assertThat(plan.standings)
                .allSatisfy((order, standing) -> assertThat(standing.revenue())
                        .isEqualTo(
                                settlement
                                                .standings()
                                                .getOrDefault(order, OrderStanding.NONE)
                                                .invoiced()
                                        ? Revenue.ORDER
                                        : Revenue.SETTLEMENT));
        assertGreen(plan.proofs(policy));
    }

    /// A ledger that balances by document number mixes two documents up that share one.
    @Property(tries = 400)
    void inBusinessCentralNoTwoDocumentsShareANumber(
            @ForAll("everything") GeneratedSettlement settlement, @ForAll("businessCentral") PostingProfile profile) {
        assertThat(settlement.plan(POLICY.with(profile)).documents)
                .extracting(document -> document.heading().reference())
                .doesNotHaveDuplicates()
                .allSatisfy(reference -> assertThat(reference).hasSizeLessThanOrEqualTo(20));
    }

    /// What is posted under which id; dates left out, for a tax row may be the last of its order.
    private static Map<PostingId, List<Line>> postings(Planned plan) {
        var postings = new TreeMap<PostingId, List<Line>>();
        plan.documents.forEach(document -> postings.put(document.id(), document.lines()));
        return postings;
    }

    private static void categoryLines(Planned plan, BiConsumer<Document, Line> action) {
        plan.documents.forEach(document -> document.lines().stream()
                .filter(line -> line.category().isPresent())
                .forEach(line -> action.accept(document, line)));
    }

    private static void add(Map<String, Long> sums, YearMonth month, Category category, long minor) {
        // Withheld tax stands against collected tax: what is left of both is one amount.
        var what = category == Category.TAX_WITHHELD ? Category.TAX_COLLECTED : category;
        sums.merge(month + " " + what, minor, Math::addExact);
    }

    private static Map<String, Long> nonZero(Map<String, Long> sums) {
        var left = new TreeMap<>(sums);
        left.values().removeIf(minor -> minor == 0);
        return left;
    }

    private static boolean isTax(Row row) {
        var treatment = category(row).treatment();
        return treatment == Treatment.TAX_COLLECTED || treatment == Treatment.TAX_WITHHELD;
    }

    private static Category category(Row row) {
        return MAPPINGS.categoryOf(row.type()).orElseThrow();
    }

    private static long sum(GeneratedSettlement settlement, Category category) {
        return settlement.rows().stream()
                .filter(row -> category(row) == category)
                .mapToLong(Row::minor)
                .sum();
    }
}
