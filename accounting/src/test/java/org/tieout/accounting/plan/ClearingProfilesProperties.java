package org.tieout.accounting.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.accounting.plan.GeneratedSettlement.MAPPINGS;
import static org.tieout.accounting.plan.GeneratedSettlement.POLICY;
import static org.tieout.accounting.plan.GeneratedSettlement.money;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.tieout.accounting.catalogue.VendorCharges;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Document.Kind;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.plan.GeneratedSettlement.World;
import org.tieout.accounting.plan.SettlementPlanner.Outcome;
import org.tieout.accounting.tieout.Check;
import org.tieout.accounting.tieout.PlanProof;

/// What holds for every settlement under the profiles that settle through a clearing account: Sage Intacct
/// and MYOB, in each mode.
class ClearingProfilesProperties {

    private static final String BANK = "1000";
    private static final String CLEARING = "1150";
    private static final String UNAPPLIED = "1155";
    private static final String VENDOR = "2050";
    private static final Map<PostingProfile, Set<Kind>> KINDS = Map.of(
            PostingProfile.INTACCT,
            Set.of(
                    Kind.INVOICE,
                    Kind.CREDIT_MEMO,
                    Kind.CUSTOMER_PAYMENT,
                    Kind.CREDIT_REFUND,
                    Kind.JOURNAL,
                    Kind.BILL,
                    Kind.BILL_PAYMENT,
                    Kind.TRANSFER),
            PostingProfile.MYOB,
            Set.of(
                    Kind.INVOICE,
                    Kind.CREDIT_MEMO,
                    Kind.CUSTOMER_PAYMENT,
                    Kind.CREDIT_REFUND,
                    Kind.JOURNAL,
                    Kind.SPEND_MONEY,
                    Kind.RECEIVE_MONEY,
                    Kind.TRANSFER));

    @Provide
    Arbitrary<GeneratedSettlement> everything() {
        return GeneratedSettlement.in(World.EVERYTHING);
    }

    @Provide
    Arbitrary<FlowPolicy> policies() {
        return Arbitraries.of(PostingProfile.INTACCT, PostingProfile.MYOB).flatMap(profile -> {
            var policy = POLICY.with(profile);
            return Arbitraries.of(policy, policy.summary(), policy.summaryAfterInvoices());
        });
    }

    @Provide
    Arbitrary<FlowPolicy> invoicing() {
        return Arbitraries.of(POLICY.with(PostingProfile.INTACCT), POLICY.with(PostingProfile.MYOB));
    }

    @Property(tries = 500)
    void chanceReachesEveryKindOfDocument(
            @ForAll("everything") GeneratedSettlement settlement, @ForAll("policies") FlowPolicy policy) {
        var plan = settlement.plan(policy);
        KINDS.forEach((profile, kinds) -> kinds.forEach(kind -> often(
                profile + " has a " + kind,
                policy.profile() == profile && plan.documents.stream().anyMatch(document -> document.kind() == kind))));
        often(
                "a bill is an adjustment",
                plan.documents.stream()
                        .anyMatch(document -> document.kind() == Kind.BILL
                                && document.heading().memo().contains("adjustment")));
        often(
                "it is owed to Amazon",
                plan.documents.stream()
                        .anyMatch(document -> document.id().document().equals("payable")));
    }

    private static void often(String what, boolean holds) {
        Statistics.label(what)
                .collect(holds)
                .coverage(coverage -> coverage.check(true).count(count -> count > 0));
    }

    @Property(tries = 300)
    void aPlanHasOnlyKindsThatTheLedgerKnowsAndItsProofIsGreen(
            @ForAll("everything") GeneratedSettlement settlement, @ForAll("policies") FlowPolicy policy) {
        var plan = settlement.plan(policy);
        var proof = new PlanProof(plan.facts, policy, MAPPINGS);
        plan.tell(proof);

        assertThat(plan.outcome).isInstanceOf(Outcome.Planned.class);
        assertThat(KINDS.get(policy.profile()))
                .containsAll(plan.documents.stream().map(Document::kind).toList());
        assertThat(List.of(proof.lines(), proof.documents(), proof.orders()))
                .allSatisfy(
                        check -> assertThat(check.state()).as(check.toString()).isEqualTo(Check.State.GREEN));
    }

    @Property(tries = 300)
    void clearingAndTheVendorEndAtZeroAndTheBankHasThePayout(
            @ForAll("everything") GeneratedSettlement settlement, @ForAll("policies") FlowPolicy policy) {
        var plan = settlement.plan(policy);
        var waiting = plan.standings.values().stream()
                .flatMap(standing -> standing.receipts().stream())
                .filter(receipt -> receipt.settlement().equals(GeneratedSettlement.ID))
                .mapToLong(receipt -> receipt.amount().minor())
                .sum();

        assertThat(plan.balance(CLEARING)).isEqualTo(money(0));
        assertThat(plan.balance(VENDOR)).isEqualTo(money(0));
        assertThat(plan.balance(UNAPPLIED)).isEqualTo(money(-waiting));
        assertThat(plan.balance(BANK))
                .isEqualTo(money(Math.max(settlement.total().minor(), 0)));
    }

    @Property(tries = 300)
    void aPlanMadeInStepsIsThePlanMadeAtOnce(
            @ForAll("everything") GeneratedSettlement settlement,
            @ForAll("invoicing") FlowPolicy policy,
            @ForAll @IntRange(min = 1, max = 4) int ordersPerStep) {
        var atOnce = settlement.plan(policy);

        var inSteps = settlement.planInSteps(ordersPerStep, policy);

        assertThat(inSteps.documents).isEqualTo(atOnce.documents);
        assertThat(inSteps.standings).isEqualTo(atOnce.standings);
        assertThat(inSteps.proofs).allSatisfy(check -> assertThat(check.state()).isEqualTo(Check.State.GREEN));
    }

    @Property(tries = 200)
    void theOrderOfTheRowsDoesNotMatter(
            @ForAll("everything") GeneratedSettlement settlement,
            @ForAll("policies") FlowPolicy policy,
            @ForAll long seed) {
        assertThat(settlement.shuffled(seed).plan(policy).documents.toString())
                .isEqualTo(settlement.plan(policy).documents.toString());
    }

    @Property(tries = 200)
    void noDocumentRefersToALaterOneAndNoReferenceIsUsedTwiceForAKind(
            @ForAll("everything") GeneratedSettlement settlement, @ForAll("policies") FlowPolicy policy) {
        var known = new HashMap<PostingId, Boolean>();
        settlement
                .standings()
                .values()
                .forEach(standing -> standing.documents().forEach(document -> known.put(document.id(), true)));
        var references = new HashMap<String, PostingId>();
        for (var document : settlement.plan(policy).documents) {
            assertThat(document.applications())
                    .allSatisfy(application -> assertThat(known).containsKey(application.posting()));
            assertThat(known.put(document.id(), true)).as("posted once").isNull();
            assertThat(references.put(document.kind() + " " + document.heading().reference(), document.id()))
                    .as(document.heading().reference())
                    .isNull();
        }
    }

    /// Intacct: what Amazon charges is on its bills and nowhere else, and one payment pays each bill whole.
    @Property(tries = 200)
    void chargesAreOnBillsAloneAndOnePaymentPaysThemAll(@ForAll("everything") GeneratedSettlement settlement) {
        var plan = settlement.plan(POLICY.with(PostingProfile.INTACCT).summary());
        var billed = new HashMap<PostingId, Long>();
        for (var document : plan.documents) {
            for (var line : document.lines()) {
                line.category()
                        .ifPresent(category -> assertThat(document.kind() == Kind.BILL)
                                .as(document + " " + line)
                                .isEqualTo(VendorCharges.ALL.contains(category)));
            }
            if (document.kind() == Kind.BILL) {
                billed.put(
                        document.id(),
                        document.lines().stream()
                                .filter(line -> line.category().isPresent())
                                .mapToLong(line -> line.amount().minor())
                                .sum());
            }
        }
        var paid = new HashMap<PostingId, Long>();
        plan.documents.stream()
                .filter(document -> document.kind() == Kind.BILL_PAYMENT)
                .forEach(document -> document.applications()
                        .forEach(application -> paid.put(
                                application.posting(), application.amount().minor())));

        assertThat(paid).isEqualTo(billed);
    }
}
