package org.tieout.accounting.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.accounting.plan.GeneratedSettlement.MAPPINGS;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.tieout.accounting.correction.Correction;
import org.tieout.accounting.correction.Correction.Differs;
import org.tieout.accounting.correction.Correction.Held;
import org.tieout.accounting.correction.Correction.Same;
import org.tieout.accounting.correction.Correction.Terms;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.period.ClosedPeriods;
import org.tieout.accounting.plan.GeneratedSettlement.World;

/// What holds for every settlement that is posted again under another mapping.
class SettlementCorrectionProperties {

    private static final List<String> SKUS =
            List.of("item,SKU-0,,,,Widget", "item,SKU-1,,,,Gadget", "item,SKU-2,,,,Gizmo");
    private static final List<String> CUSTOMERS =
            List.of("customer,Amazon.com,,,,Amazon US", "customer,Amazon.ca,,,,Amazon CA");
    private static final List<String> CHANGES = List.of(
            "account,FEE.REFERRAL,,,,6120",
            "account,FEE.REFUND_ADMIN,,,,6100",
            "account,REV.PRINCIPAL,,,,4005",
            "account,REV.SHIPPING,,,,4000",
            "account,RET.REFUND,,,,4000",
            "account,FEE.ADS,,,,6210",
            "account,BAL.RES_CUR,,,,1161",
            "account,BAL.PAYABLE,,,,2311",
            "account,REIMB.FBA,,,,4200",
            "row-type,other-transaction|other-transaction|Subscription Fee,,,,FEE.ADS");

    @Provide
    Arbitrary<GeneratedSettlement> settlements() {
        return GeneratedSettlement.in(World.EVERYTHING);
    }

    @Provide
    Arbitrary<Mappings> remapped() {
        return Arbitraries.of(CHANGES).set().ofMaxSize(4).map(changes -> {
            var rows = new ArrayList<>(SKUS);
            rows.addAll(CUSTOMERS);
            rows.addAll(changes);
            return SettlementPlannerTest.mappings(rows.toArray(String[]::new));
        });
    }

    @Property(tries = 300)
    void whatIsPostedAndItsCorrectionsAreWhatIsPlannedToTheCent(
            @ForAll("settlements") GeneratedSettlement settlement, @ForAll("remapped") Mappings mappings) {
        var posted = settlement.plan().documents;
        var planned = settlement.planWith(mappings).documents;

        var corrections = corrections(correct(posted, planned, mappings));

        var all = new ArrayList<>(posted);
        all.addAll(corrections);
        assertThat(balances(all)).isEqualTo(balances(planned));
        assertThat(corrections)
                .allSatisfy(document -> assertThat(document.lines().stream()
                                .mapToLong(line -> line.amount().minor())
                                .sum())
                        .isZero());
        assertThat(all).extracting(Document::id).doesNotHaveDuplicates();
        Statistics.label("corrects")
                .collect(!corrections.isEmpty())
                .coverage(coverage -> coverage.check(true).count(count -> count > 0));
    }

    @Property(tries = 300)
    void aSecondReplayChangesNothingAndAThirdWayBackReturnsToTheFirst(
            @ForAll("settlements") GeneratedSettlement settlement, @ForAll("remapped") Mappings mappings) {
        var first = settlement.plan().documents;
        var posted = new ArrayList<>(first);
        var planned = settlement.planWith(mappings).documents;

        posted.addAll(corrections(correct(posted, planned, mappings)));
        assertThat(correct(posted, planned, mappings)).isInstanceOf(Same.class);

        posted.addAll(corrections(correct(posted, first, MAPPINGS)));
        assertThat(balances(posted)).isEqualTo(balances(first));
        assertThat(correct(posted, first, MAPPINGS)).isInstanceOf(Same.class);
        assertThat(posted).extracting(Document::id).doesNotHaveDuplicates();
    }

    @Property(tries = 200)
    void neitherTheBankNorWhatBuyersOweIsTouched(
            @ForAll("settlements") GeneratedSettlement settlement, @ForAll("remapped") Mappings mappings) {
        var corrections =
                corrections(correct(settlement.plan().documents, settlement.planWith(mappings).documents, mappings));

        var moved = balances(corrections);
        assertThat(moved).doesNotContainKeys("1000", "1100", "1145", "1155");
        assertThat(corrections)
                .filteredOn(document -> document.id().isReclass())
                .flatExtracting(Document::lines)
                .extracting(line -> line.account().code())
                .doesNotContain("1000", "1100", "1145", "1155");
    }

    @Property(tries = 200)
    void theSameSettlementIsTheSame(@ForAll("settlements") GeneratedSettlement settlement) {
        assertThat(correct(settlement.plan().documents, settlement.shuffled(7).plan().documents, MAPPINGS))
                .isEqualTo(new Same(List.of()));
    }

    private static Correction correct(List<Document> posted, List<Document> planned, Mappings mappings) {
        return Correction.of(posted, planned, new Terms(posting -> false, ClosedPeriods.none(), mappings));
    }

    private static List<Document> corrections(Correction correction) {
        return switch (correction) {
            case Same same -> List.of();
            case Differs(var differences, var documents, var remarks) -> documents;
            case Held held -> throw new AssertionError("a mapping alone holds nothing, yet: " + held.reason());
        };
    }

    private static Map<String, Money> balances(List<Document> documents) {
        var sums = new TreeMap<String, Money>();
        documents.stream()
                .flatMap(document -> document.lines().stream())
                .forEach(line -> sums.merge(line.account().code(), line.amount(), Money::plus));
        sums.values().removeIf(Money::isZero);
        return sums;
    }
}
