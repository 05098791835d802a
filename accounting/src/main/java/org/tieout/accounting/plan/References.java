package org.tieout.accounting.plan;

import java.time.YearMonth;
import java.util.Locale;
import org.tieout.accounting.source.OrderId;

/// The numbers and references that one ledger shows, as short as its fields are and in capitals, as a ledger that
/// stores
/// codes would write them anyway. No two documents of a kind share one.
///
/// An order id has 19 characters. Where its suffix does not fit behind it (`111-1234567-7654321-2` has 21), the order
/// id
/// gives up its hyphens to make room: one large order never stops a settlement.
///
/// @param longest what the ledger's field holds
record References(int longest) {

    private static final int RADIX = 36;

    /// Those of a profile's ledger.
    static References of(PostingProfile profile) {
        return new References(profile.longestReference());
    }

    /// The first invoice of an order carries its id alone, a later one `-2` to `-Z`.
    String invoice(OrderId order, int number) {
        return number == 1 ? order.value() : numbered(order, '-', number);
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
    String receipt(OrderId order, int number) {
        return numbered(order, 'P', number);
    }

    /// What uses a memo carries its number and `U`.
    String used(String memo) {
        return memo.length() < longest ? memo + "U" : lastOf(memo.replace("-", "") + "U");
    }

    /// Settlement, month and part, for example `25889786381-07-1`.
    String ofSettlement(String settlement, YearMonth month, String part) {
        return lastOf(String.format(Locale.ROOT, "%s-%02d-%s", settlement, month.getMonthValue(), part));
    }

    /// Settlement and month, for example `25889786381-07`.
    String ofSettlement(String settlement, YearMonth month) {
        return lastOf(String.format(Locale.ROOT, "%s-%02d", settlement, month.getMonthValue()));
    }

    /// A settlement's payout, for example `25889786381-P`.
    String payout(String settlement) {
        return lastOf(settlement + "-P");
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
        var digits = Integer.toString(number, RADIX).toUpperCase(Locale.ROOT);
        var reference = order.value() + kind + digits;
        return reference.length() <= longest ? reference : lastOf(order.value().replace("-", "") + kind + digits);
    }
}
