package org.tieout.accounting.tieout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.document.Application;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Document.CustomerPayment;
import org.tieout.accounting.document.Document.Deposit;
import org.tieout.accounting.document.Document.Kind;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.mapping.MappingCsv;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.FlowPolicy;
import org.tieout.accounting.plan.OrderStanding;
import org.tieout.accounting.plan.PlanSink;
import org.tieout.accounting.plan.SettlementCollector;
import org.tieout.accounting.plan.SettlementPlanner;
import org.tieout.accounting.plan.SettlementPlanner.Outcome;
import org.tieout.accounting.source.OrderId;
import org.tieout.accounting.source.RowType;
import org.tieout.accounting.source.SettlementHeader;
import org.tieout.accounting.source.SettlementId;
import org.tieout.accounting.tieout.Check.State;

/// A proof that cannot fail proves nothing: one altered cent must turn the check red that is named for its cause.
class PlanProofTest {

    private static final OrderId ORDER = new OrderId("111-0000000-0000001");
    private static final OrderId REFUNDED = new OrderId("111-0000000-0000002");
    private static final Money CENT = Money.of("USD", "0.01");

    private final List<Document> documents = new ArrayList<>();
    private final Map<OrderId, Money> settled = new TreeMap<>();
    private final List<Map.Entry<OrderId, OrderStanding>> standings = new ArrayList<>();
    private SettlementCollector collector = new SettlementCollector(header("0.00"));
    private Mappings mappings = Mappings.standard();

    private static SettlementHeader header(String total) {
        return new SettlementHeader(
                new SettlementId("25889786381"),
                SettlementHeader.Format.V2,
                Instant.parse("2026-09-16T07:00:00Z"),
                Instant.parse("2026-09-30T07:00:00Z"),
                Instant.parse("2026-10-02T07:00:00Z"),
                Money.of("USD", total));
    }

    private void row(String type, String order, String amount, String posted) {
        collector.add(
                RowType.parse(type),
                Money.of("USD", amount).minor(),
                Instant.parse(posted).getEpochSecond(),
                order.isEmpty() ? null : order,
                order.isEmpty() ? null : "Amazon.com",
                order.isEmpty() ? null : "SKU-1",
                1);
    }

    private void plan() {
        var outcome = SettlementPlanner.plan(
                collector.facts(),
                collector.orders(),
                order -> OrderStanding.NONE,
                FlowPolicy.offline("us-books"),
                mappings,
                new PlanSink() {
                    @Override
                    public void document(Document document) {
                        documents.add(document);
                    }

                    @Override
                    public void settled(OrderId order, Money rows) {
                        settled.put(order, rows);
                    }

                    @Override
                    public void standing(OrderId order, OrderStanding standing) {
                        standings.add(Map.entry(order, standing));
                    }
                });
        assertThat(outcome).isInstanceOf(Outcome.Planned.class);
    }

    @BeforeEach
    void aSettlementOfTwoMonthsWithARefundAndFees() {
        collector = new SettlementCollector(header("31.00"));
        row("Order|ItemPrice|Principal", ORDER.value(), "50.00", "2026-09-20T18:00:00Z");
        row("Order|ItemFees|Commission", ORDER.value(), "-7.00", "2026-09-20T18:00:00Z");
        row("Order|ItemFees|FBAPerUnitFulfillmentFee", ORDER.value(), "-2.00", "2026-09-20T18:00:00Z");
        row("Refund|ItemPrice|Principal", REFUNDED.value(), "-10.00", "2026-09-21T18:00:00Z");
        plan();
    }

    private PlanProof proof(UnaryOperator<Document> alteration) {
        var proof = new PlanProof(collector.facts(), FlowPolicy.offline("us-books"), mappings);
        documents.forEach(document -> proof.document(alteration.apply(document)));
        settled.forEach(proof::settled);
        standings.forEach(standing -> proof.standing(standing.getKey(), standing.getValue()));
        return proof;
    }

    /// What is open on orders in the end.
    private List<OrderDifference> differences() {
        var last = new TreeMap<OrderId, OrderStanding>();
        standings.forEach(standing -> last.put(standing.getKey(), standing.getValue()));
        return last.entrySet().stream()
                .flatMap(entry -> OrderDifference.in(entry.getKey(), entry.getValue(), "USD").stream())
                .toList();
    }

    private static UnaryOperator<Document> altering(Kind kind, UnaryOperator<Document> alteration) {
        return document -> document.kind() == kind ? alteration.apply(document) : document;
    }

    /// Moves a cent from one line to another: a document that does not balance cannot be made at all.
    private static List<Line> aCentFrom(List<Line> lines, int from, int to) {
        var altered = new ArrayList<>(lines);
        altered.set(from, with(lines.get(from), lines.get(from).amount().minus(CENT)));
        altered.set(to, with(lines.get(to), lines.get(to).amount().plus(CENT)));
        return altered;
    }

    private static Line with(Line line, Money amount) {
        return new Line(
                line.account(), amount, line.memo(), line.item(), line.quantity(), line.category(), line.sourceRows());
    }

    private static int lineOf(Document document, String account) {
        for (var i = 0; i < document.lines().size(); i++) {
            if (document.lines().get(i).account().code().equals(account)) {
                return i;
            }
        }
        throw new AssertionError("no line on " + account + " in " + document);
    }

    @Test
    void anHonestPlanIsGreen() {
        var proof = proof(UnaryOperator.identity());

        assertThat(List.of(proof.lines(), proof.documents(), proof.orders()))
                .extracting(Check::state)
                .containsOnly(State.GREEN);
        assertThat(differences()).isEmpty();
    }

    @Test
    void aBankLineOneCentOffIsRed() {
        var proof = proof(altering(
                Kind.DEPOSIT,
                deposit -> new Deposit(
                        deposit.heading(),
                        aCentFrom(deposit.lines(), lineOf(deposit, "1000"), lineOf(deposit, "2320")),
                        deposit.applications())));

        assertThat(proof.documents().state()).isEqualTo(State.RED);
        assertThat(proof.documents().expected()).isEqualTo(Money.of("USD", "31.00"));
        assertThat(proof.documents().actual()).isEqualTo(Money.of("USD", "30.99"));
        assertThat(proof.orders().state()).isEqualTo(State.GREEN);
    }

    @Test
    void aCentThatStaysOnACarryingAccountIsRedAndNamesTheAccount() {
        var carriers = Map.of("1145", "1145", "2320", "2320");
        carriers.forEach((account, named) -> {
            var proof = proof(altering(
                    Kind.DEPOSIT,
                    deposit -> new Deposit(
                            deposit.heading(),
                            aCentFrom(deposit.lines(), lineOf(deposit, "1000"), lineOf(deposit, account)),
                            deposit.applications())));

            assertThat(proof.documents().findings()).containsExactly("0.01 USD stays in account " + named);
        });
    }

    /// A plan made in steps is proven in steps: what was wrong before the step is still wrong after it.
    @Test
    void aProofGoesOnFromWhereItStood() {
        for (var split = 0; split <= documents.size(); split++) {
            assertThat(List.of(
                            resumedAfter(split, UnaryOperator.identity()).documents(),
                            resumedAfter(split, UnaryOperator.identity()).orders()))
                    .extracting(Check::state)
                    .containsOnly(State.GREEN);
            for (var kind : List.of(Kind.JOURNAL, Kind.CUSTOMER_PAYMENT, Kind.DEPOSIT)) {
                var whole = proof(aCentMoved(kind));
                var resumed = resumedAfter(split, aCentMoved(kind));

                assertThat(resumed.documents()).as(kind + " after " + split).isEqualTo(whole.documents());
                assertThat(resumed.documents().state()).isEqualTo(State.RED);
                assertThat(resumed.orders()).isEqualTo(whole.orders());
            }
        }
    }

    private static UnaryOperator<Document> aCentMoved(Kind kind) {
        return altering(kind, document -> {
            var lines = aCentFrom(document.lines(), 0, document.lines().size() - 1);
            return switch (document) {
                case Document.Journal journal -> new Document.Journal(journal.heading(), lines);
                case Deposit deposit -> new Deposit(deposit.heading(), lines, deposit.applications());
                case CustomerPayment payment ->
                    new CustomerPayment(
                            payment.heading(), payment.customer(), lines, aCentLess(payment.applications()));
                default -> throw new AssertionError(document);
            };
        });
    }

    private static List<Application> aCentLess(List<Application> applications) {
        var altered = new ArrayList<>(applications);
        var first = altered.getFirst();
        altered.set(
                0,
                new Application(
                        first.posting(),
                        first.kind(),
                        first.order(),
                        first.amount().minus(CENT)));
        return altered;
    }

    private PlanProof resumedAfter(int split, UnaryOperator<Document> alteration) {
        var first = new PlanProof(collector.facts(), FlowPolicy.offline("us-books"), mappings);
        settled.forEach(first::settled);
        standings.forEach(standing -> first.standing(standing.getKey(), standing.getValue()));
        documents.subList(0, split).forEach(document -> first.document(alteration.apply(document)));
        var second =
                new PlanProof(collector.facts(), FlowPolicy.offline("us-books"), mappings).resume(first.snapshot());
        documents.subList(split, documents.size()).forEach(document -> second.document(alteration.apply(document)));
        return second;
    }

    @Test
    void aCentThatMovesBetweenTwoFeesIsRedAndNamesBoth() {
        var proof = proof(altering(
                Kind.JOURNAL,
                journal -> new Document.Journal(
                        journal.heading(),
                        aCentFrom(journal.lines(), lineOf(journal, "6100"), lineOf(journal, "6110")))));

        assertThat(proof.documents().state()).isEqualTo(State.RED);
        assertThat(proof.documents().findings())
                .containsExactly(
                        "FEE.REFERRAL: rows and lines differ by -0.01 USD",
                        "FEE.FBA: rows and lines differ by 0.01 USD");
    }

    @Test
    void aPaymentThatTakesOneCentLessOfAnOrderIsRed() {
        var proof = proof(altering(Kind.CUSTOMER_PAYMENT, payment -> {
            var altered = new ArrayList<>(payment.applications());
            var first = altered.getFirst();
            altered.set(
                    0,
                    new Application(
                            first.posting(),
                            first.kind(),
                            first.order(),
                            first.amount().minus(CENT)));
            var other = altered.getLast();
            altered.set(
                    altered.size() - 1,
                    new Application(
                            other.posting(),
                            other.kind(),
                            other.order(),
                            other.amount().plus(CENT)));
            return new CustomerPayment(
                    payment.heading(), payment.customerName().orElseThrow(), payment.lines(), altered);
        }));

        assertThat(proof.orders().state()).isEqualTo(State.RED);
        assertThat(proof.orders().findings())
                .containsExactly(
                        "order " + ORDER + ": rows paid 0.01 USD more than documents take",
                        "order " + REFUNDED + ": documents take 0.01 USD more than rows paid");
        assertThat(proof.orders().expected()).isEqualTo(Money.of("USD", "40.00"));
        assertThat(proof.documents().state()).isEqualTo(State.GREEN);
    }

    @Test
    void aDepositThatGathersOneCentLessThanAPaymentHoldsIsRed() {
        var proof = proof(altering(
                Kind.DEPOSIT,
                deposit -> new Deposit(
                        deposit.heading(),
                        deposit.lines(),
                        deposit.applications().stream()
                                .map(application -> new Application(
                                        application.posting(),
                                        application.kind(),
                                        application.order(),
                                        application.amount().minus(CENT)))
                                .toList())));

        assertThat(proof.documents().findings()).singleElement().asString().contains("0.01 USD of us-books/settlement");
    }

    @Test
    void aPaymentOfAnOrderTheSettlementDoesNotNameIsRed() {
        var stranger = new OrderId("111-0000000-0000009");
        var proof = proof(altering(Kind.DEPOSIT, deposit -> {
            var altered = new ArrayList<>(deposit.applications());
            altered.add(new Application(deposit.id(), Kind.REFUND_RECEIPT, Optional.of(stranger), CENT));
            return new Deposit(deposit.heading(), deposit.lines(), altered);
        }));

        assertThat(proof.orders().findings())
                .containsExactly("order " + stranger + ": documents take 0.01 USD more than rows paid");
        assertThat(proof.orders().expected()).isEqualTo(Money.of("USD", "40.00"));
        assertThat(proof.orders().actual()).isEqualTo(Money.of("USD", "40.01"));
    }

    @Test
    void aDocumentLeftOutIsRed() {
        for (var kind : List.of(Kind.JOURNAL, Kind.CUSTOMER_PAYMENT, Kind.DEPOSIT)) {
            var proof = new PlanProof(collector.facts(), FlowPolicy.offline("us-books"), mappings);
            documents.stream().filter(document -> document.kind() != kind).forEach(proof::document);
            settled.forEach(proof::settled);

            assertThat(proof.documents().state()).as(kind.toString()).isEqualTo(State.RED);
        }
    }

    @Test
    void anOrdersAccountToldTwiceCountsOnce() {
        collector = new SettlementCollector(header("0.00"));
        row("Refund|ItemPrice|Principal", ORDER.value(), "-5.00", "2026-09-20T18:00:00Z");
        row("Refund|ItemPrice|Principal", ORDER.value(), "5.00", "2026-10-01T18:00:00Z");
        documents.clear();
        settled.clear();
        standings.clear();
        plan();

        var proof = proof(UnaryOperator.identity());

        assertThat(standings).hasSize(2);
        assertThat(proof.orders().state()).isEqualTo(State.GREEN);
        assertThat(differences()).singleElement().satisfies(difference -> {
            assertThat(difference.order()).isEqualTo(ORDER);
            assertThat(difference.open()).isEqualTo(Money.of("USD", "-5.00"));
        });
    }

    @Test
    void aNegativeSettlementIsProvenWhateverElseIsBookedOnPayableToAmazon() {
        mappings = switch (MappingCsv.parse("""
                kind,key,value
                row-type,other-transaction|other-transaction|BalanceAdjustment,BAL.PAYABLE
                account,BAL.CHARGE,1000
                """, "test.csv", 1)) {
            case MappingCsv.Result.Rows(var rows) -> Mappings.of(rows);
            case MappingCsv.Result.Errors(var errors) -> throw new AssertionError(errors.toString());
        };
        collector = new SettlementCollector(header("-31.00"));
        row("other-transaction|other-transaction|Payable to Amazon", "", "-20.00", "2026-09-16T07:00:00Z");
        row("other-transaction|other-transaction|BalanceAdjustment", "", "-3.00", "2026-09-17T07:00:00Z");
        row("other-transaction|other-transaction|Successful charge", "", "12.00", "2026-09-17T07:00:00Z");
        row("other-transaction|other-transaction|Subscription Fee", "", "-20.00", "2026-10-01T18:00:00Z");
        documents.clear();
        settled.clear();
        standings.clear();
        plan();

        var check = proof(UnaryOperator.identity()).documents();

        assertThat(check.findings()).isEmpty();
        assertThat(check.state()).isEqualTo(State.GREEN);
    }
}
