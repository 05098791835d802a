package org.tieout.cli.book;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.source.Marketplace;
import org.tieout.schemas.Booking;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tieout book opening`: what Amazon held on the evening before the cut-over.
@Command(
        name = "opening",
        header = "What Amazon held on the evening before the cut-over.",
        description = {
            "",
            "Against 3900 Opening balances. Take the three amounts from the statement of that day in Seller Central. One "
                    + "entry for each marketplace and month."
        })
final class OpeningCommand implements Callable<Integer> {

    @Parameters(paramLabel = "MARKETPLACE", description = "One of ${COMPLETION-CANDIDATES}.")
    private Marketplace marketplace = Marketplace.US;

    @Option(
            names = "--date",
            required = true,
            paramLabel = "DATE",
            description = "The day before the cut-over, year-month-day.")
    private LocalDate date = LocalDate.EPOCH;

    @Option(names = "--available", paramLabel = "AMOUNT", description = "Available for the next payout (default: 0).")
    private BigDecimal available = BigDecimal.ZERO;

    @Option(
            names = "--reserve",
            paramLabel = "AMOUNT",
            description = "Held as a reserve, as a positive amount (default: 0).")
    private BigDecimal reserve = BigDecimal.ZERO;

    @Option(names = "--deferred", paramLabel = "AMOUNT", description = "Deferred by Amazon (default: 0).")
    private BigDecimal deferred = BigDecimal.ZERO;

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
                Booking.OPENING,
                marketplace.name(),
                Map.of(
                        Booking.DATE,
                        date.toString(),
                        Booking.CURRENCY,
                        currency,
                        Booking.AVAILABLE,
                        available.toPlainString(),
                        Booking.RESERVE,
                        reserve.toPlainString(),
                        Booking.DEFERRED,
                        deferred.toPlainString()));
    }
}
