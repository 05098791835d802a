package org.tieout.mapper;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import org.tieout.accounting.balance.Payouts.Opening;
import org.tieout.accounting.balance.Payouts.Report;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.Marketplace;
import org.tieout.accounting.source.SettlementId;
import org.tieout.event.OperatorRequest;
import org.tieout.schemas.Booking;

/// What a person asks to be booked, read from the request.
sealed interface AskedEntry {

    /// A payout arrived or came back.
    record OfPayout(Report report, SettlementId settlement, LocalDate date) implements AskedEntry {}

    /// A payout was converted.
    record Conversion(SettlementId settlement, Money carriedAt, Money received, LocalDate date) implements AskedEntry {}

    /// A month's interest on a loan.
    record Interest(Marketplace marketplace, YearMonth month, Money amount) implements AskedEntry {}

    /// What Amazon held on a day.
    record Opened(Marketplace marketplace, Opening held, LocalDate date) implements AskedEntry {}

    /// It cannot be read.
    ///
    /// @param why in a sentence
    record Unreadable(String why) implements AskedEntry {}

    /// Reads a request. Our command writes none that cannot be read; others may.
    static AskedEntry of(OperatorRequest request) {
        var attributes = request.getAttributes();
        try {
            return read(request.getSubject(), attributes);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            return new Unreadable("the request " + new java.util.TreeMap<>(attributes) + " about "
                    + request.getSubject() + " cannot be read: " + e.getMessage());
        }
    }

    private static AskedEntry read(String subject, Map<String, String> attributes) {
        var entry = text(attributes, Booking.ENTRY);
        return switch (entry) {
            case Booking.PAYOUT_ARRIVED -> new OfPayout(Report.ARRIVED, new SettlementId(subject), date(attributes));
            case Booking.PAYOUT_CAME_BACK ->
                new OfPayout(Report.CAME_BACK, new SettlementId(subject), date(attributes));
            case Booking.PAYOUT_CONVERTED ->
                new Conversion(
                        new SettlementId(subject),
                        money(attributes, Booking.CARRIED_AT),
                        money(attributes, Booking.RECEIVED),
                        date(attributes));
            case Booking.LOAN_INTEREST ->
                new Interest(
                        Marketplace.valueOf(subject),
                        YearMonth.parse(text(attributes, Booking.MONTH)),
                        money(attributes, Booking.AMOUNT));
            case Booking.OPENING ->
                new Opened(
                        Marketplace.valueOf(subject),
                        new Opening(
                                money(attributes, Booking.AVAILABLE),
                                money(attributes, Booking.RESERVE),
                                money(attributes, Booking.DEFERRED)),
                        date(attributes));
            default -> new Unreadable("nothing is booked under the name " + entry);
        };
    }

    private static LocalDate date(Map<String, String> attributes) {
        return LocalDate.parse(text(attributes, Booking.DATE));
    }

    private static Money money(Map<String, String> attributes, String name) {
        return Money.of(text(attributes, Booking.CURRENCY), text(attributes, name));
    }

    private static String text(Map<String, String> attributes, String name) {
        var text = attributes.get(name);
        if (text == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return text;
    }
}
