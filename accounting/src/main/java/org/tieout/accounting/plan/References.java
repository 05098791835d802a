package org.tieout.accounting.plan;

import java.time.YearMonth;
import java.util.Locale;
import org.tieout.accounting.source.OrderId;

/// The numbers and references that ledgers show. An order id has 19 characters and a document number at most 21
/// (Invoice: "DocNumber", Payment: "PaymentRefNum"), so a suffix has two at most. From the thirty-sixth
/// document of a
/// kind on, the order id gives up its hyphens to make room: one large order never stops a settlement.
final class References {

    /// What the ledger's field holds.
    static final int LONGEST = 21;

    private static final int RADIX = 36;

    private References() {}

    /// The first invoice of an order carries its id alone, a later one `-2` to `-Z`.
    static String invoice(OrderId order, int number) {
        return number == 1 ? order.value() : numbered(order, '-', number);
    }

    /// Memos carry `R1` to `RZ`.
    static String refund(OrderId order, int number) {
        return numbered(order, 'R', number);
    }

    /// Payments from unapplied receipts carry `P1` to `PZ`.
    static String receipt(OrderId order, int number) {
        return numbered(order, 'P', number);
    }

    /// What uses a memo carries its number and `U`.
    static String used(String memo) {
        return memo.length() < LONGEST ? memo + "U" : lastOf(memo.replace("-", "") + "U");
    }

    /// Settlement, month and part, for example `25889786381-07-1`.
    static String ofSettlement(String settlement, YearMonth month, String part) {
        return lastOf(String.format(Locale.ROOT, "%s-%02d-%s", settlement, month.getMonthValue(), part));
    }

    /// A settlement's own number.
    static String ofSettlement(String settlement) {
        return lastOf(settlement);
    }

    private static String lastOf(String reference) {
        return reference.length() <= LONGEST ? reference : reference.substring(reference.length() - LONGEST);
    }

    private static String numbered(OrderId order, char kind, int number) {
        var digits = Integer.toString(number, RADIX).toUpperCase(Locale.ROOT);
        var reference = order.value() + kind + digits;
        return reference.length() <= LONGEST ? reference : lastOf(order.value().replace("-", "") + kind + digits);
    }
}
