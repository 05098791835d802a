package org.tieout.accounting.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.accounting.plan.GeneratedSettlement.MAPPINGS;
import static org.tieout.accounting.plan.GeneratedSettlement.POLICY;
import static org.tieout.accounting.plan.GeneratedSettlement.money;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.mapping.MappingCsv;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.plan.GeneratedSettlement.Planned;
import org.tieout.accounting.plan.GeneratedSettlement.World;
import org.tieout.accounting.tieout.Check;
import org.tieout.accounting.tieout.PlanProof;

/// What tax rules change of a plan, and what they never change, under every profile and in each mode.
class TaxProperties {

    private static final String INPUT_TAX = "1260";
    private static final String OUTPUT_TAX = "2220";

    /// The mapping of [GeneratedSettlement], with rules that differ by fee, marketplace and month.
    private static final Mappings TAXED = mappings(
            "item,SKU-0,,,,Widget,,,",
            "item,SKU-1,,,,Gadget,,,",
            "item,SKU-2,,,,Gizmo,,,",
            "customer,Amazon.com,,,,Amazon US,,,",
            "customer,Amazon.ca,,,,Amazon CA,,,",
            "fee-tax,*,,,2026-09-30,VAT-REVERSE-20,,,RC",
            "fee-tax,*,,2026-10-01,,VAT-INCLUSIVE-20,,,T1",
            "fee-tax,FEE.ADS,,,,NONE,,,",
            "sales-tax,*,Amazon.ca,,,GST-INCLUSIVE-5,,,G",
            "sales-tax,REV.SHIPPING,,,,VAT-INCLUSIVE-20,,,T1");

    private static Mappings mappings(String... rows) {
        var text = "kind,key,marketplace,valid-from,valid-to,value,name,type,tax-code\n" + String.join("\n", rows);
        return switch (MappingCsv.parse(text, "test.csv", 7)) {
            case MappingCsv.Result.Rows(var good) -> Mappings.of(good);
            case MappingCsv.Result.Errors(var errors) -> throw new AssertionError(errors.toString());
        };
    }

    @Provide
    Arbitrary<GeneratedSettlement> everything() {
        return GeneratedSettlement.in(World.EVERYTHING);
    }

    @Provide
    Arbitrary<FlowPolicy> policies() {
        return Arbitraries.of(PostingProfile.class).flatMap(profile -> {
            var policy = POLICY.with(profile);
            return Arbitraries.of(policy, policy.summary(), policy.summaryAfterInvoices());
        });
    }

    @Property(tries = 300)
    void netAndTaxSumToWhatTheLineWasByDocumentAndCategory(
            @ForAll("everything") GeneratedSettlement settlement, @ForAll("policies") FlowPolicy policy) {
        var taxed = settlement.plan(policy, TAXED);
        var gross = settlement.plan(policy, MAPPINGS);

        assertThat(byCategory(taxed)).isEqualTo(byCategory(gross));
        assertThat(taxed.standings).isEqualTo(gross.standings);
        Statistics.label("has tax")
                .collect(!taxed.documents.equals(gross.documents))
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 25));
    }

    private static Map<String, Long> byCategory(Planned plan) {
        var sums = new TreeMap<String, Long>();
        for (Document document : plan.documents) {
            for (var line : document.lines()) {
                var what = line.category()
                        .map(Object::toString)
                        .orElse("on " + line.account().code());
                sums.merge(document.id() + " " + what, line.amount().minor(), Math::addExact);
            }
        }
        return sums;
    }

    @Property(tries = 300)
    void theProofIsGreenAndTaxLinesCountNoRowAgain(
            @ForAll("everything") GeneratedSettlement settlement, @ForAll("policies") FlowPolicy policy) {
        var taxed = settlement.plan(policy, TAXED);
        var proof = new PlanProof(taxed.facts, policy, TAXED);
        taxed.tell(proof);

        assertThat(List.of(proof.lines(), proof.documents(), proof.orders()))
                .allSatisfy(
                        check -> assertThat(check.state()).as(check.toString()).isEqualTo(Check.State.GREEN));
        // Rows that come to nothing have no line, and rules decide what is summed: so the two plans may count
        // differently.
        assertThat(rows(taxed)).isLessThanOrEqualTo(settlement.rows().size());
        assertThat(taxed.documents)
                .flatExtracting(Document::lines)
                .filteredOn(line ->
                        List.of(INPUT_TAX, OUTPUT_TAX).contains(line.account().code()))
                .allSatisfy(line -> assertThat(line.sourceRows()).isZero());
    }

    private static int rows(Planned plan) {
        return plan.documents.stream()
                .flatMap(document -> document.lines().stream())
                .mapToInt(line -> line.sourceRows())
                .sum();
    }

    @Property(tries = 100)
    void withoutARuleNoTaxAccountIsTouched(
            @ForAll("everything") GeneratedSettlement settlement, @ForAll("policies") FlowPolicy policy) {
        var plan = settlement.plan(policy, MAPPINGS);

        assertThat(plan.balance(INPUT_TAX)).isEqualTo(money(0));
        assertThat(plan.balance(OUTPUT_TAX)).isEqualTo(money(0));
    }
}
