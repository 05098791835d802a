package org.tieout.cli.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tieout.cli.ExitCode;
import org.tieout.cli.testing.Await;
import org.tieout.cli.testing.Command;
import org.tieout.cli.testing.SharedSystem;
import org.tieout.cli.testing.TestSystem;
import org.tieout.cli.testing.TradingPair;
import org.tieout.simulator.amazon.Settlement;

/// Payouts that pass through 1170: one arrives, comes back and is taken back by a later settlement; that one's payout
/// is
/// converted. Real broker and registry, a simulated seller and company.
final class BookCommandTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final TestSystem system = SharedSystem.get();

    @Test
    void aPayoutIsFollowedTo1170AndBackAndTheConversionShowsWhatItCost() {
        try (var pair = TradingPair.start("payouts", 23).with("payouts", "in-transit")) {
            var first = pair.seller().settlements().getFirst();
            var last = pair.seller().settlements().getLast().id();
            pair.seller()
                    .addRow(
                            last,
                            "other-transaction",
                            "other-transaction",
                            "Transfer of funds unsuccessful",
                            first.headerTotal());
            system.join(pair);
            system.awaitState(pair, "tied-out", ids(pair));
            var paidLast = cents(total(pair, last));
            assertThat(pair.company().balance("1000")).isZero();
            assertThat(pair.company().balance("1170"))
                    .as("both payouts, less what the last settlement took back")
                    .isEqualByComparingTo(paidLast);

            nothingIsPostedBeforeItIsAskedFor(pair, first.id());
            theFirstPayoutArrivesAndComesBack(pair, first.id());
            theLastPayoutIsConverted(pair, last, paidLast);

            assertThat(pair.company().balance("1170")).isZero();
            assertThat(pair.company().balance("1000")).isEqualByComparingTo(paidLast.subtract(BigDecimal.ONE));
            assertThat(pair.company().balance("6910")).isEqualByComparingTo("1.00");
            assertThat(pair.company().trialBalance()).isZero();
            system.awaitState(pair, "tied-out", ids(pair));
            theSameReportsPostNothingMore(pair, first.id());
            system.leave(pair);
        }
    }

    private void nothingIsPostedBeforeItIsAskedFor(TradingPair pair, String settlement) {
        var before = pair.company().documents().size();

        var shown = book(pair, "payout-arrived", settlement, "--date", "2026-09-20");

        assertThat(shown.exitCode()).isEqualTo(ExitCode.OK.code());
        assertThat(shown.out())
                .contains("journal " + settlement + "-IN of 2026-09-20")
                .contains("Nothing was posted; --post posts it.");
        assertThat(pair.company().documents()).hasSize(before);
    }

    private void theFirstPayoutArrivesAndComesBack(TradingPair pair, String settlement) {
        posted(pair, "payout-arrived", settlement, "--date", "2026-09-20", "--post");
        posted(pair, "payout-came-back", settlement, "--date", "2026-09-24", "--post");
    }

    private void theLastPayoutIsConverted(TradingPair pair, String settlement, BigDecimal carried) {
        posted(
                pair,
                "payout-converted",
                settlement,
                "--date",
                "2026-10-16",
                "--currency",
                "USD",
                "--carried-at",
                carried.toPlainString(),
                "--received",
                carried.subtract(BigDecimal.ONE).toPlainString(),
                "--post");
    }

    private void theSameReportsPostNothingMore(TradingPair pair, String settlement) {
        var before = pair.company().documents().size();

        var again = book(pair, "payout-came-back", settlement, "--date", "2026-09-24", "--post");
        var otherwise = book(pair, "payout-came-back", settlement, "--date", "2026-09-25", "--post");

        assertThat(again.out()).contains("it is booked already").contains("Nothing is to be posted.");
        assertThat(again.exitCode()).isEqualTo(ExitCode.OK.code());
        assertThat(otherwise.out()).contains("it is booked already, otherwise").contains("Refused.");
        assertThat(otherwise.exitCode()).isEqualTo(ExitCode.NEEDS_A_PERSON.code());
        assertThat(system.openPostings(pair)).isZero();
        assertThat(pair.company().documents()).hasSize(before);
    }

    /// Books and waits until the ledger has it.
    private void posted(TradingPair pair, String entry, String... more) {
        var before = pair.company().documents().size();
        var answer = book(pair, entry, more);
        assertThat(answer.exitCode()).as(answer.out() + answer.err()).isEqualTo(ExitCode.OK.code());
        assertThat(answer.out()).contains("Posted.");
        Await.until(
                entry + " is in the ledger",
                PATIENCE,
                () -> pair.company().documents().size() == before + 1 && system.openPostings(pair) == 0,
                () -> system.describe(pair));
    }

    private Command book(TradingPair pair, String entry, String... more) {
        return Command.run(Stream.concat(
                        Stream.of("book", entry),
                        Stream.concat(
                                Stream.of(more),
                                Stream.of(
                                        "--flow",
                                        pair.flow(),
                                        "--data",
                                        system.data().root().toString())))
                .toArray(String[]::new));
    }

    private static List<String> ids(TradingPair pair) {
        return pair.seller().settlements().stream().map(Settlement::id).toList();
    }

    private static long total(TradingPair pair, String settlement) {
        return pair.seller().settlements().stream()
                .filter(each -> each.id().equals(settlement))
                .findFirst()
                .orElseThrow()
                .headerTotal();
    }

    private static BigDecimal cents(long amount) {
        return BigDecimal.valueOf(amount, 2);
    }
}
