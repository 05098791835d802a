package org.tieout.accounting.plan;

import java.time.YearMonth;
import java.util.Locale;
import org.tieout.accounting.source.OrderId;

/// The numbers and references that one ledger shows, as short as its fields are and in capitals, as a ledger
/// that stores codes would write them anyway. No two documents of a kind share one.
///
/// An order id has 19 characters. Where its suffix does not fit behind it (`111-1234567-7654321-2` has 21),
/// the order id gives up its hyphens to make room: one large order never stops a settlement.
///
/// A field that holds no order id at all (13 characters in MYOB) gets its seventeen digits in base 36, which
/// are eleven characters, and loses nothing; the document's memo names the order as Amazon writes it.
/// Settlement ids are shortened alike where more is to follow.
///
/// @param longest what the ledger's field holds
record References(int longest) {

    private static final int RADIX = 36;
    private static final int ORDER_ID = 19;
    private static final int SHORT_ORDER = 11;
    private static final int SHORT_SETTLEMENT = 8;

    /// Those of a profile's ledger.
    static References of(PostingProfile profile) {
        return new References(profile.longestReference());
    }

    /// The first invoice of an order carries its id alone, a later one `-2` to `-Z`.
    String invoice(OrderId order, int number) {
        return number == 1 ? base(order) : numbered(order, '-', number);
    }

    /// Memos carry `R1` to `RZ`.
    String refund(OrderId order, int number) {
        return numbered(order, 'R', number);
    }

    /// What gives a memo's money back carries `G1` to `GZ`, with the number of the memo.
    String givenBack(OrderId order, int number) {
        return numbered(order, 'G', number);
    }

    /// Payments from unapplied receipts carry `P1` to `PZ`.
    ///
    /// @param round how many invoices the order had when they were made, from 1
    /// @param number which of that round, from 1
    String receipt(OrderId order, int round, int number) {
        return numbered(order, 'P', paired(round, number));
    }

    /// Counts pairs along their diagonals, so that no two pairs have one number: 1,1 is 1; 2,1 is 2; 1,2 is 3.
    private static int paired(int round, int number) {
        var diagonal = round + number - 2;
        return diagonal * (diagonal + 1) / 2 + number;
    }

    /// What uses a memo carries its number and `U`.
    String used(String memo) {
        return memo.length() < longest ? memo + "U" : lastOf(memo.replace("-", "") + "U");
    }

    /// Settlement, month and part, for example `25889786381-07-1`.
    String ofSettlement(String settlement, YearMonth month, String part) {
        return isShort()
                ? lastOf(shortened(settlement, SHORT_SETTLEMENT) + digits(month.getMonthValue()) + part)
                : lastOf(String.format(Locale.ROOT, "%s-%02d-%s", settlement, month.getMonthValue(), part));
    }

    /// Settlement and month, for example `25889786381-07`.
    String ofSettlement(String settlement, YearMonth month) {
        return lastOf(String.format(Locale.ROOT, "%s-%02d", settlement, month.getMonthValue()));
    }

    /// A settlement's payout, for example `25889786381-P`.
    String payout(String settlement) {
        return lastOf(settlement + "-P");
    }

    /// What pays a settlement's fees, for example `25889786381-F`.
    String fees(String settlement) {
        return lastOf(settlement + "-F");
    }

    /// A settlement's own number.
    String ofSettlement(String settlement) {
        return lastOf(settlement);
    }

    private String lastOf(String reference) {
        var capitals = reference.toUpperCase(Locale.ROOT);
        return capitals.length() <= longest ? capitals : capitals.substring(capitals.length() - longest);
    }

    private String numbered(OrderId order, char kind, int number) {
        var suffix = kind + digits(number);
        var reference = base(order) + suffix;
        return reference.length() <= longest ? reference : lastOf(base(order).replace("-", "") + suffix);
    }

    private boolean isShort() {
        return longest < ORDER_ID;
    }

    private String base(OrderId order) {
        return isShort() ? shortened(order.value().replace("-", ""), SHORT_ORDER) : order.value();
    }

    /// A decimal number in base 36, of that many characters or more; anything else as it is.
    private static String shortened(String number, int length) {
        return number.matches("[0-9]{1,18}")
                ? "0".repeat(Math.max(0, length - digits(Long.parseLong(number)).length()))
                        + digits(Long.parseLong(number))
                : number;
    }

    private static String digits(long number) {
        return Long.toString(number, RADIX).toUpperCase(Locale.ROOT);
    }
}
