package org.tieout.sink.bc;

import java.util.List;
import org.tieout.event.DocumentKind;
import org.tieout.event.DocumentLine;
import org.tieout.event.PostingCommand;
import org.tieout.event.SourceKind;
import org.tieout.sink.testing.TradeCommands;

/// What is planned for Business Central, whose journals say what was taken and paid out.
final class Trade extends TradeCommands {
    /// A flow under BC-2: the company closes invoices against clearing itself.
    Trade(String flow, String source, String target) {
        this(flow, source, target, "1150");
    }

    private Trade(String flow, String source, String target, String receivable) {
        super(flow, source, target, receivable, "1150");
    }

    /// The same under BC-1: receivables stay open.
    Trade leavingOpen() {
        return new Trade(flow, source, target, "1100");
    }

    @Override
    protected String memoNumber(String order) {
        return order.replace("-", "") + "R1";
    }

    /// A month's fees, taken from clearing.
    PostingCommand fees(String settlement, int sequence, int of, String month, String amount) {
        return journal(
                settlement,
                sequence,
                of,
                "journal-" + month,
                settlement + "-" + month,
                List.of(line("6100", amount, "Selling fees"), line("1150", negative(amount), "Amazon settlement")));
    }

    /// What Amazon paid out.
    PostingCommand payout(String settlement, int sequence, int of, String bank, String amount) {
        return journal(
                settlement,
                sequence,
                of,
                "payout",
                settlement + "-P",
                List.of(line(bank, amount, "Amazon settlement"), line("1150", negative(amount), "Amazon settlement")));
    }

    PostingCommand journal(
            String settlement, int sequence, int of, String part, String reference, List<DocumentLine> lines) {
        return command(
                SourceKind.SETTLEMENT,
                settlement,
                sequence,
                of,
                part,
                document(DocumentKind.JOURNAL, reference, null, "Amazon settlement " + settlement, lines, List.of()));
    }

    /// What gives a memo's money back, out of clearing.
    PostingCommand creditRefund(String settlement, int sequence, int of, PostingCommand memo, String amount) {
        return command(
                SourceKind.SETTLEMENT,
                settlement,
                sequence,
                of,
                "given-back-" + sequence,
                document(
                        DocumentKind.CREDIT_REFUND,
                        settlement + "G" + sequence,
                        CUSTOMER,
                        "given back",
                        List.of(line("1100", amount, "Order"), line("1150", negative(amount), "Amazon settlement")),
                        List.of(applies(memo, negative(amount)))));
    }
}
