package org.tieout.accounting.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.accounting.plan.GeneratedSettlement.MAPPINGS;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.mapping.Role;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.GeneratedSettlement.World;

/// Invariants of the accounting rules that a plan alone can show, beside those of [SettlementPlanProperties].
class PlanInvariantProperties {

    @Provide
    Arbitrary<GeneratedSettlement> everything() {
        return GeneratedSettlement.in(World.EVERYTHING);
    }

    @Property(tries = 200)
    void debitsAreCreditsPerCurrencyAndPostingDate(@ForAll("everything") GeneratedSettlement settlement) {
        var sums = new HashMap<String, Money>();
        for (var document : settlement.plan().documents) {
            for (var line : document.lines()) {
                sums.merge(document.heading().date() + line.amount().currency(), line.amount(), Money::plus);
            }
        }

        assertThat(sums.values()).allMatch(Money::isZero);
    }

    /// A line without a category is the other side: an account that has a role, and a memo that says what for.
    @Property(tries = 200)
    void everyLineHasARowBehindItOrIsANamedOtherSide(@ForAll("everything") GeneratedSettlement settlement) {
        var roles = Arrays.stream(Role.values())
                .map(role -> MAPPINGS.accountOf(role, null, LocalDate.MAX)
                        .orElseThrow()
                        .code())
                .collect(Collectors.toSet());
        for (var document : settlement.plan().documents) {
            for (var line : document.lines()) {
                if (line.category().isPresent()) {
                    assertThat(line.sourceRows()).as(line.toString()).isPositive();
                } else {
                    assertThat(line.sourceRows()).as(line.toString()).isZero();
                    assertThat(roles)
                            .as(line.toString())
                            .contains(line.account().code());
                    assertThat(line.memo()).as(line.toString()).isNotBlank();
                }
            }
        }
    }

    /// A replay starts from the same log: its documents are the same, under the same ids, and there is no other.
    @Property(tries = 100)
    void replayingGivesTheSameDocumentsUnderTheSameIds(
            @ForAll("everything") GeneratedSettlement settlement, @ForAll long seed) {
        var first = settlement.plan();
        var replayed = settlement.shuffled(seed).plan();

        assertThat(replayed.documents).isEqualTo(first.documents);
        assertThat(first.documents).extracting(Document::id).doesNotHaveDuplicates();
    }
}
