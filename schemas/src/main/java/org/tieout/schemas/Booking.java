package org.tieout.schemas;

/// The words of a booking that a person asks for, of what no settlement holds: what a request on
/// `operator.requests` may say, and the steps on `posting.audit` that answer it. Every answer carries [#REQUEST]
/// with the request's id among its facts.
public final class Booking {

    /// The request's kind.
    public static final String KIND = "BOOK";

    /// Attribute: which entry.
    public static final String ENTRY = "entry";
    /// The bank shows a settlement's payout; the subject is the settlement.
    public static final String PAYOUT_ARRIVED = "payout-arrived";
    /// A settlement's payout came back; the subject is the settlement.
    public static final String PAYOUT_CAME_BACK = "payout-came-back";
    /// A settlement's payout was converted; the subject is the settlement.
    public static final String PAYOUT_CONVERTED = "payout-converted";
    /// A month's interest on a loan; the subject is a marketplace.
    public static final String LOAN_INTEREST = "loan-interest";
    /// What Amazon held on the day before the cut-over; the subject is a marketplace.
    public static final String OPENING = "opening";

    /// Attribute: the day, year-month-day.
    public static final String DATE = "date";
    /// Attribute of an interest: the month, year-month.
    public static final String MONTH = "month";
    /// Attribute: the currency of the amounts.
    public static final String CURRENCY = "currency";
    /// Attribute of an interest: its amount.
    public static final String AMOUNT = "amount";
    /// Attribute of a conversion: what the settlement is carried at.
    public static final String CARRIED_AT = "carried-at";
    /// Attribute of a conversion: what the bank shows.
    public static final String RECEIVED = "received";
    /// Attribute of an opening: what was available for the next payout.
    public static final String AVAILABLE = "available";
    /// Attribute of an opening: what was held as a reserve.
    public static final String RESERVE = "reserve";
    /// Attribute of an opening: what was deferred.
    public static final String DEFERRED = "deferred";
    /// Attribute: `true` posts the entry, anything else only shows it.
    public static final String POST = "post";

    /// Step: the entry, not posted; the fact [#JOURNAL] holds it as JSON.
    public static final String SHOWN = "booking-shown";
    /// Step: the entry is commanded.
    public static final String BOOKED = "booked";
    /// Step: there is nothing to book, or it is booked already.
    public static final String NOTHING = "booking-needless";
    /// Step: it cannot be booked as it was asked for.
    public static final String REFUSED = "booking-refused";
    /// Step: the request is answered in full; the fact [#OUTCOME] holds the step that says how.
    public static final String DONE = "booking-done";

    /// Fact: the request's id.
    public static final String REQUEST = "request";
    /// Fact: the entry as JSON.
    public static final String JOURNAL = "journal";
    /// Fact of [#DONE]: the step that says what it came to.
    public static final String OUTCOME = "outcome";

    private Booking() {}
}
