package org.tieout.cli.book;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tieout.schemas.Booking;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tieout book payout-converted`: a payout was converted: what it cost goes to 6910.
@Command(
        name = "payout-converted",
        header = "A payout was converted: what it cost goes to 6910.",
        description = {
            "",
            "The bank shows another amount than the one the settlement is carried at. The difference is the cost of "
                    + "converting, on an account of its own. A payout that was in 1170 leaves it."
        })
final class PayoutConvertedCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SETTLEMENT", description = "The settlement whose payout it is.")
    private String settlement = "";

    @Option(
            names = "--date",
            required = true,
            paramLabel = "DATE",
            description = "The day of the bank's statement, year-month-day.")
    private LocalDate date = LocalDate.EPOCH;

    @Option(
            names = "--carried-at",
            required = true,
            paramLabel = "AMOUNT",
            description = "What the settlement's payout is carried at.")
    private BigDecimal carriedAt = BigDecimal.ZERO;

    @Option(names = "--received", required = true, paramLabel = "AMOUNT", description = "What the bank shows.")
    private BigDecimal received = BigDecimal.ZERO;

    @Option(
            names = "--currency",
            required = true,
            paramLabel = "CODE",
            description = "The currency of the amounts, ISO 4217, for example USD.")
    private String currency = "";

    @Mixin
    private BookingOptions booking = new BookingOptions();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return booking.ask(
                Objects.requireNonNull(spec),
                Booking.PAYOUT_CONVERTED,
                settlement,
                Map.of(
                        Booking.DATE,
                        date.toString(),
                        Booking.CURRENCY,
                        currency,
                        Booking.CARRIED_AT,
                        carriedAt.toPlainString(),
                        Booking.RECEIVED,
                        received.toPlainString()));
    }
}
