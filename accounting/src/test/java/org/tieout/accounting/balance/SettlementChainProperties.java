package org.tieout.accounting.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.tieout.accounting.balance.Finding.Kind;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.SettlementId;

/// Invariant 7: a reserve closes at what it opened with, plus what was held, less what was released; and
/// what one
/// settlement holds the next releases, or a finding says so.
class SettlementChainProperties {

    /// How a period goes: what it earns, and how much of that stays in reserve.
    record Period(long earned, long reserve) {}

    @Provide
    Arbitrary<List<Period>> periods() {
        var period = Arbitraries.longs()
                .between(-500_00, 1_000_00)
                .flatMap(earned -> Arbitraries.longs()
                        .between(0, Math.max(0, earned))
                        .map(reserve -> new Period(earned, reserve)));
        return period.list().ofMinSize(2).ofMaxSize(8);
    }

    private static Money usd(long minor) {
        return new Money("USD", minor);
    }

    private static List<SettlementBalance> chain(List<Period> periods) {
        var chain = new ArrayList<SettlementBalance>();
        var reserve = 0L;
        var debt = 0L;
        for (var i = 0; i < periods.size(); i++) {
            var period = periods.get(i);
            var total = period.earned + reserve - period.reserve - debt;
            var start = Instant.parse("2026-06-01T07:00:00Z").plus(Duration.ofDays(14L * i));
            chain.add(new SettlementBalance(
                    new SettlementId(String.valueOf(100 + i)),
                    "Amazon.com",
                    SettlementBalance.STANDARD_ORDERS,
                    start,
                    start.plus(Duration.ofDays(14)),
                    start.plus(Duration.ofDays(16)),
                    usd(total),
                    usd(-period.reserve),
                    usd(reserve),
                    usd(-debt),
                    usd(0),
                    usd(0),
                    usd(0)));
            reserve = period.reserve;
            debt = Math.max(0, -total);
        }
        return chain;
    }

    @Property(tries = 300)
    void whatIsHandedOverInFullIsFoundInOrderHoweverItIsRead(
            @ForAll("periods") List<Period> periods, @ForAll long seed) {
        var read = new ArrayList<>(chain(periods));
        Collections.shuffle(read, new Random(seed));

        assertThat(SettlementChain.findings(read)).isEmpty();
    }

    @Property(tries = 300)
    void theReserveAccountIsWhatTheLastSettlementHolds(@ForAll("periods") List<Period> periods) {
        var chain = chain(periods);
        var account = usd(0);
        for (var settlement : chain) {
            account = account.minus(settlement.reserveHeld()).minus(settlement.reserveReleased());
        }

        assertThat(account).isEqualTo(chain.getLast().closingReserve());
    }

    @Property(tries = 300)
    void oneCentThatIsNotHandedOverIsFoundWithItsAmount(
            @ForAll("periods") List<Period> periods, @ForAll @IntRange(min = 1, max = 7) int at, @ForAll boolean more) {
        var chain = new ArrayList<>(chain(periods));
        var index = at % chain.size() == 0 ? 1 : at % chain.size();
        var cent = more ? 1 : -1;
        var whole = chain.get(index);
        chain.set(
                index,
                new SettlementBalance(
                        whole.id(),
                        whole.marketplace(),
                        whole.accountType(),
                        whole.startAt(),
                        whole.endAt(),
                        whole.depositAt(),
                        whole.total(),
                        whole.reserveHeld(),
                        whole.reserveReleased().minus(usd(cent)),
                        whole.payable(),
                        whole.charged(),
                        whole.failed(),
                        whole.crossDebt()));

        assertThat(SettlementChain.findings(chain)).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.RESERVE);
            assertThat(finding.settlement()).isEqualTo(whole.id());
            assertThat(finding.amount()).contains(usd(cent));
        });
    }

    @Property(tries = 300)
    void aMissingSettlementIsOneGapUntilItArrives(
            @ForAll("periods") List<Period> periods, @ForAll @IntRange(min = 1, max = 7) int at, @ForAll long seed) {
        var whole = chain(periods);
        if (whole.size() < 3) {
            return;
        }
        var missing = 1 + at % (whole.size() - 2);
        var read = new ArrayList<>(whole);
        read.remove(missing);
        Collections.shuffle(read, new Random(seed));

        assertThat(SettlementChain.findings(read))
                .singleElement()
                .extracting(Finding::id)
                .isEqualTo("gap|" + whole.get(missing + 1).id());
        read.add(whole.get(missing));
        assertThat(SettlementChain.findings(read)).isEmpty();
    }
}
