package org.tieout.cli.book;

import java.math.BigDecimal;
import java.time.YearMonth;
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

/// `tieout book loan-interest`: a month's interest on an Amazon loan: Dr interest, Cr loan.
@Command(
        name = "loan-interest",
        header = "A month's interest on an Amazon loan: Dr interest, Cr loan.",
        description = {
            "",
            "A repayment in a settlement holds interest and principal undivided; the loan's statement says how much is "
                    + "interest. One entry for each marketplace and month."
        })
final class LoanInterestCommand implements Callable<Integer> {

    @Parameters(paramLabel = "MARKETPLACE", description = "One of ${COMPLETION-CANDIDATES}.")
    private Marketplace marketplace = Marketplace.US;

    @Option(names = "--month", required = true, paramLabel = "MONTH", description = "The month, for example 2026-07.")
    private YearMonth month = YearMonth.of(1970, 1);

    @Option(names = "--amount", required = true, paramLabel = "AMOUNT", description = "The month's interest.")
    private BigDecimal amount = BigDecimal.ZERO;

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
                Booking.LOAN_INTEREST,
                marketplace.name(),
                Map.of(
                        Booking.MONTH,
                        month.toString(),
                        Booking.CURRENCY,
                        currency,
                        Booking.AMOUNT,
                        amount.toPlainString()));
    }
}
