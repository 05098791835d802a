package org.tieout.cli.book;

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

/// `tieout book payout-came-back`: a payout came back: Dr 1170, Cr bank.
@Command(
        name = "payout-came-back",
        header = "A payout came back: Dr 1170, Cr bank.",
        description = {
            "",
            "Amazon takes it back in a later settlement (Transfer of funds unsuccessful), which returns 1170 to zero; no "
                    + "revenue is touched. A payout that is in 1170 still stays there, and nothing is booked."
        })
final class PayoutCameBackCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SETTLEMENT", description = "The settlement whose payout it is.")
    private String settlement = "";

    @Option(
            names = "--date",
            required = true,
            paramLabel = "DATE",
            description = "The day of the bank's statement, year-month-day.")
    private LocalDate date = LocalDate.EPOCH;

    @Mixin
    private BookingOptions booking = new BookingOptions();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return booking.ask(
                Objects.requireNonNull(spec),
                Booking.PAYOUT_CAME_BACK,
                settlement,
                Map.of(Booking.DATE, date.toString()));
    }
}
