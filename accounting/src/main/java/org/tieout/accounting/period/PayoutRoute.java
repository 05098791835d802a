package org.tieout.accounting.period;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tieout.accounting.mapping.Role;

/// Where a flow debits payouts, and since when. Immutable.
///
/// A flow says so with two options: `payouts`, either `bank` (the default) or `in-transit`; and
/// `payouts-from`, the first deposit day that goes by it. What is planned again goes by the day of its
/// deposit, as it did the first time.
///
/// @param stage where payouts are debited from that day
/// @param from the first deposit day; empty for all. Earlier payouts are debited to the bank
public record PayoutRoute(Stage stage, Optional<LocalDate> from) {

    /// The option that names the stage.
    public static final String OPTION = "payouts";

    /// The option that names the first day.
    public static final String FROM = "payouts-from";

    private static final PayoutRoute STRAIGHT = new PayoutRoute(Stage.BANK, Optional.empty());

    /// Where a payout is debited.
    public enum Stage {
        /// In the bank account, on the day Amazon says.
        BANK("bank", Role.BANK),
        /// In 1170 Payouts in transit, until the bank shows it.
        IN_TRANSIT("in-transit", Role.IN_TRANSIT);

        private final String word;
        private final Role debits;

        Stage(String word, Role debits) {
            this.word = word;
            this.debits = debits;
        }

        /// The word in a flow's options.
        public String word() {
            return word;
        }

        /// The account that a settlement's payout debits.
        public Role debits() {
            return debits;
        }

        /// The words of all, in order.
        public static List<String> words() {
            return Stream.of(values()).map(Stage::word).toList();
        }
    }

    /// What reading a flow's options came to.
    public sealed interface Reading {
        /// They can be read.
        ///
        /// @param route what they say
        record Ok(PayoutRoute route) implements Reading {}

        /// One cannot be read.
        ///
        /// @param option its name
        /// @param message what is wrong with it and how to write it
        record Unreadable(String option, String message) implements Reading {}
    }

    /// Every payout is debited to the bank.
    public static PayoutRoute toBank() {
        return STRAIGHT;
    }

    /// Every payout passes through 1170.
    public static PayoutRoute inTransit() {
        return new PayoutRoute(Stage.IN_TRANSIT, Optional.empty());
    }

    /// What a flow's options say.
    public static Reading read(Map<String, String> options) {
        var word = options.getOrDefault(OPTION, Stage.BANK.word());
        var stage = Arrays.stream(Stage.values())
                .filter(each -> each.word().equals(word))
                .findFirst();
        if (stage.isEmpty()) {
            return new Reading.Unreadable(OPTION, "is " + word + ". Write one of " + String.join(", ", Stage.words()));
        }
        var day = options.get(FROM);
        try {
            return new Reading.Ok(
                    new PayoutRoute(stage.get(), Optional.ofNullable(day).map(LocalDate::parse)));
        } catch (DateTimeParseException e) {
            return new Reading.Unreadable(
                    FROM, "'" + day + "' is no date. Write it as year-month-day, for example 2026-07-01");
        }
    }

    /// Where a payout of that day is debited.
    public Stage on(LocalDate depositDate) {
        return from.isPresent() && depositDate.isBefore(from.get()) ? Stage.BANK : stage;
    }
}
