package org.tieout.accounting.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.period.PayoutRoute;
import org.tieout.accounting.period.PayoutRoute.Stage;
import org.tieout.accounting.plan.SettlementPlanner.Outcome;
import org.tieout.accounting.tieout.Check;

/// Which account a settlement's payout debits, in every profile.
class PayoutRouteTest {

    private static final LocalDate DEPOSITED = LocalDate.of(2026, 7, 11);

    private static FlowPolicy policy(PostingProfile profile, PayoutRoute route) {
        return FlowPolicy.offline(SettlementCase.FLOW).with(profile).with(route);
    }

    private static Map<String, Money> ends(FlowPolicy policy) {
        var settlement = WorkedExample.withTotal("19.46");
        assertThat(settlement.plan(policy, Mappings.standard())).isInstanceOf(Outcome.Planned.class);
        assertThat(settlement.proven(policy, Mappings.standard()))
                .extracting(Check::state)
                .containsOnly(Check.State.GREEN);
        var lines = settlement.documents.stream()
                .flatMap(document -> document.lines().stream())
                .filter(line -> List.of("1000", "1170").contains(line.account().code()))
                .toList();
        assertThat(lines).extracting(Line::sourceRows).containsOnly(0);
        return lines.stream()
                .collect(
                        java.util.stream.Collectors.toMap(line -> line.account().code(), Line::amount, Money::plus));
    }

    @ParameterizedTest
    @EnumSource
    void aPayoutOnItsWayIsDebitedTo1170AndTheBankIsLeftAlone(PostingProfile profile) {
        assertThat(ends(policy(profile, PayoutRoute.inTransit()))).isEqualTo(Map.of("1170", Money.of("USD", "19.46")));
    }

    @ParameterizedTest
    @EnumSource
    void aPayoutBeforeTheFirstDayIsDebitedToTheBank(PostingProfile profile) {
        var later = new PayoutRoute(Stage.IN_TRANSIT, Optional.of(DEPOSITED.plusDays(1)));

        assertThat(ends(policy(profile, later))).isEqualTo(Map.of("1000", Money.of("USD", "19.46")));
    }
}
