package org.tieout.sink.bc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tieout.event.PostingCommand;

/// A month's orders and the settlement that pays them, as plans make them.
///
/// @param orders an invoice each
/// @param settlement memos, payments where receivables are open, fees and the payout
/// @param bank what reaches the bank
record Month(List<PostingCommand> orders, List<PostingCommand> settlement, String bank) {
    private static final int CHUNK = 200;

    /// Under BC-2: the company closes invoices and memos against clearing itself.
    static Month closing(Trade trade, String settlement, int orders, int refunds) {
        int of = refunds + 2;
        List<PostingCommand> plan = new ArrayList<>();
        for (int i = 0; i < refunds; i++) {
            plan.add(trade.creditMemo(settlement, plan.size() + 1, of, order(i + 1), "4.00"));
        }
        return ended(trade, settlement, orders, refunds, plan, of);
    }

    /// Under BC-1: payments settle invoices, and each memo's money is given back.
    static Month open(Trade trade, String settlement, int orders, int refunds) {
        List<PostingCommand> invoices = invoices(trade, orders);
        int payments = (orders + CHUNK - 1) / CHUNK;
        int of = 2 * refunds + payments + 2;
        List<PostingCommand> plan = new ArrayList<>();
        for (int i = 0; i < refunds; i++) {
            plan.add(trade.creditMemo(settlement, plan.size() + 1, of, order(i + 1), "4.00"));
        }
        for (int i = 0; i < refunds; i++) {
            plan.add(trade.creditRefund(settlement, plan.size() + 1, of, plan.get(i), "4.00"));
        }
        for (int i = 0; i < payments; i++) {
            plan.add(trade.payment(
                    settlement,
                    plan.size() + 1,
                    of,
                    invoices.subList(i * CHUNK, Math.min(orders, (i + 1) * CHUNK)).stream()
                            .map(invoice -> Trade.applies(invoice, "25.00"))
                            .toList()));
        }
        return ended(trade, settlement, orders, refunds, plan, of);
    }

    private static Month ended(
            Trade trade, String settlement, int orders, int refunds, List<PostingCommand> plan, int of) {
        int bank = 25 * orders - 4 * refunds - 3;
        plan.add(trade.fees(settlement, plan.size() + 1, of, "07", "3.00"));
        plan.add(trade.payout(settlement, plan.size() + 1, of, "1000", bank + ".00"));
        return new Month(invoices(trade, orders), plan, bank + ".00");
    }

    static List<PostingCommand> invoices(Trade trade, int orders) {
        return IntStream.rangeClosed(1, orders)
                .mapToObj(number -> trade.invoice(order(number), "20.00", "5.00"))
                .toList();
    }

    private static String order(int number) {
        return String.format(Locale.ROOT, "111-%07d-%07d", number, number);
    }

    List<PostingCommand> all() {
        return Stream.concat(orders.stream(), settlement.stream()).toList();
    }
}
