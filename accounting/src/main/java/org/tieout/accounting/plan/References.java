package org.tieout.accounting.plan;

import java.time.YearMonth;
import java.util.Locale;
import org.tieout.accounting.source.OrderId;

/// The numbers and references that ledgers show. An order id has 19 characters and a document number at most 21
/// (Invoice:
/// "DocNumber", Payment: "PaymentRefNum"), so a suffix has two at most.
final class References {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private References() {}

    /// The first invoice of an order carries its id alone, a later one `-2` to `-Z`.
    static String invoice(OrderId order, int number) {
        return number == 1 ? order.value() : order.value() + "-" + digit(order, number);
    }

    /// Memos carry `R1` to `RZ`.
    static String refund(OrderId order, int number) {
        return order.value() + "R" + digit(order, number);
    }

    /// Settlement, month and part, for example `25889786381-07-1`.
    static String ofSettlement(String settlement, YearMonth month, String part) {
        var reference = String.format(Locale.ROOT, "%s-%02d-%s", settlement, month.getMonthValue(), part);
        return reference.length() <= 21 ? reference : reference.substring(reference.length() - 21);
    }

    private static char digit(OrderId order, int number) {
        if (number >= DIGITS.length()) {
            throw new IllegalStateException(
                    "order " + order + " has more than " + (DIGITS.length() - 1) + " documents of one kind");
        }
        return DIGITS.charAt(number);
    }
}
