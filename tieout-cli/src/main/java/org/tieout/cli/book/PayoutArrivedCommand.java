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

/// `tieout book payout-arrived`: a payout is in the bank: Dr bank, Cr 1170.
@Command(
        name = "payout-arrived",
        header = "A payout is in the bank: Dr bank, Cr 1170.",
        description = {
            "",
            "For flows with `payouts: in-transit`. Where payouts are debited to the bank at once there is nothing to book."
        })
final class PayoutArrivedCommand implements Callable<Integer> {

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
                Booking.PAYOUT_ARRIVED,
                settlement,
                Map.of(Booking.DATE, date.toString()));
    }
}
