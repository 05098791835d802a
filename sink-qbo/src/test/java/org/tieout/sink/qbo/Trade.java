package org.tieout.sink.qbo;

import java.math.BigDecimal;
import java.util.List;
import org.tieout.event.Application;
import org.tieout.event.DocumentKind;
import org.tieout.event.PostingCommand;
import org.tieout.event.SourceKind;
import org.tieout.sink.testing.TradeCommands;

/// What is planned for QuickBooks Online, where payments wait until a deposit brings them to the bank.
final class Trade extends TradeCommands {
    Trade(String flow, String source, String target) {
        super(flow, source, target, "1100", "1145");
    }

    @Override
    protected String memoNumber(String order) {
        return order + "R1";
    }

    /// A deposit of these payments less these fees.
    PostingCommand deposit(String settlement, int sequence, int of, List<Application> payments, String fees) {
        BigDecimal gathered = sum(payments);
        BigDecimal bank = gathered.subtract(new BigDecimal(fees));
        return command(
                SourceKind.SETTLEMENT,
                settlement,
                sequence,
                of,
                "deposit",
                document(
                        DocumentKind.DEPOSIT,
                        settlement,
                        null,
                        "Amazon settlement " + settlement,
                        List.of(
                                line("1000", bank.toPlainString(), "Amazon settlement"),
                                line("1145", gathered.negate().toPlainString(), "Payments of orders"),
                                line("6100", fees, "Selling fees")),
                        payments));
    }

    PostingCommand journal(String settlement, int sequence, int of, String amount) {
        return command(
                SourceKind.SETTLEMENT,
                settlement,
                sequence,
                of,
                "accrual",
                document(
                        DocumentKind.JOURNAL,
                        settlement + "-A",
                        null,
                        "Amazon settlement " + settlement,
                        List.of(line("6100", amount, "Selling fees"), line("2320", negative(amount), "Settled later")),
                        List.of()));
    }
}
