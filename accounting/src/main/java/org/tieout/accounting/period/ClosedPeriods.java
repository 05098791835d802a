package org.tieout.accounting.period;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Document.Heading;

/// Which books of a flow are closed, and what becomes of a document that belongs into them. Immutable.
///
/// A flow says so with two options: `closed-through`, the last day that is closed, and `closed-policy`, either
/// `next-open-day` (the default) or `hold`. Either way the true date is never lost: it is in the memo of a document
/// that
/// was moved, and beside it in [Dated.Moved].
///
/// @param through the last closed day; empty when nothing is closed
/// @param policy what becomes of a document of a closed day
public record ClosedPeriods(Optional<LocalDate> through, Policy policy) {

    /// The option that names the last closed day, for example `2026-06-30`.
    public static final String THROUGH = "closed-through";

    /// The option that names the policy.
    public static final String POLICY = "closed-policy";

    private static final ClosedPeriods NONE = new ClosedPeriods(Optional.empty(), Policy.NEXT_OPEN_DAY);

    /// What becomes of a document whose day is closed.
    public enum Policy {
        /// It is posted on the first open day, with its true date in the memo.
        NEXT_OPEN_DAY("next-open-day"),
        /// It is held until the period is opened.
        HOLD("hold");

        private final String word;

        Policy(String word) {
            this.word = word;
        }

        /// The word in a flow's options.
        public String word() {
            return word;
        }
    }

    /// On which day something is posted.
    public sealed interface Dated {
        /// Its own day is open.
        ///
        /// @param date that day
        record Open(LocalDate date) implements Dated {}

        /// Its own day is closed; it is posted on the first open one.
        ///
        /// @param date the day it is posted on
        /// @param trueDate its own day
        record Moved(LocalDate date, LocalDate trueDate) implements Dated {}

        /// Its own day is closed, and it waits.
        ///
        /// @param trueDate its own day
        /// @param through the last closed day
        record Held(LocalDate trueDate, LocalDate through) implements Dated {

            /// Why it is held, in words.
            public String reason() {
                return trueDate + " lies in a closed period: the books are closed through " + through;
            }

            /// What ends it.
            public String nextStep() {
                return "Open the period: set the flow's option " + THROUGH + " to a day before " + trueDate
                        + ", or set " + POLICY + " to " + Policy.NEXT_OPEN_DAY.word() + "; then run: tieout apply";
            }
        }
    }

    /// A document as it may be posted.
    public sealed interface Posting {
        /// Post it as it is here.
        ///
        /// @param document dated on an open day
        /// @param trueDate the day it belongs to
        record Post(Document document, LocalDate trueDate) implements Posting {
            /// True when the document is dated on another day than its own.
            public boolean moved() {
                return !document.heading().date().equals(trueDate);
            }
        }

        /// Do not post it yet.
        ///
        /// @param why the closed period
        record Held(Dated.Held why) implements Posting {}
    }

    /// What reading a flow's options came to.
    public sealed interface Reading {
        /// They can be read.
        ///
        /// @param periods what they say
        record Ok(ClosedPeriods periods) implements Reading {}

        /// One cannot be read.
        ///
        /// @param option its name
        /// @param message what is wrong with it and how to write it
        record Unreadable(String option, String message) implements Reading {}
    }

    /// Nothing is closed.
    public static ClosedPeriods none() {
        return NONE;
    }

    /// Closed through that day.
    public static ClosedPeriods through(LocalDate day, Policy policy) {
        return new ClosedPeriods(Optional.of(day), policy);
    }

    /// What a flow's options say.
    public static Reading read(Map<String, String> options) {
        var word = options.get(POLICY);
        var policy = Policy.NEXT_OPEN_DAY;
        if (word != null) {
            if (word.equals(Policy.HOLD.word())) {
                policy = Policy.HOLD;
            } else if (!word.equals(Policy.NEXT_OPEN_DAY.word())) {
                return new Reading.Unreadable(
                        POLICY, "'" + word + "' is no policy. Write " + POLICY + ": next-open-day, or: hold");
            }
        }
        var day = options.get(THROUGH);
        if (day == null) {
            return new Reading.Ok(new ClosedPeriods(Optional.empty(), policy));
        }
        try {
            return new Reading.Ok(through(LocalDate.parse(day), policy));
        } catch (DateTimeParseException e) {
            return new Reading.Unreadable(
                    THROUGH, "'" + day + "' is no date. Write it as year-month-day, for example 2026-06-30");
        }
    }

    /// On which day something of that day is posted.
    public Dated date(LocalDate day) {
        if (through.isEmpty() || day.isAfter(through.get())) {
            return new Dated.Open(day);
        }
        var last = through.get();
        return switch (policy) {
            case NEXT_OPEN_DAY -> new Dated.Moved(last.plusDays(1), day);
            case HOLD -> new Dated.Held(day, last);
        };
    }

    /// The document as it may be posted. Its id and reference stay: a later closing never makes a second document.
    public Posting date(Document document) {
        return switch (date(document.heading().date())) {
            case Dated.Open(var date) -> new Posting.Post(document, date);
            case Dated.Moved(var date, var trueDate) -> new Posting.Post(moved(document, date, trueDate), trueDate);
            case Dated.Held held -> new Posting.Held(held);
        };
    }

    private static Document moved(Document document, LocalDate date, LocalDate trueDate) {
        var old = document.heading();
        var heading = new Heading(
                old.id(),
                old.reference(),
                date,
                old.currency(),
                old.memo() + " (true date " + trueDate + ", in a closed period)",
                old.corrects());
        return document.with(heading);
    }
}
