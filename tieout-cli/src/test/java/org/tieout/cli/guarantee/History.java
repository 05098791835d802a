package org.tieout.cli.guarantee;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.tieout.cli.running.TopicReader;
import org.tieout.cli.testing.TradingPair;
import org.tieout.event.DocumentLine;
import org.tieout.event.PostingCommand;
import org.tieout.event.SettlementEvent;
import org.tieout.schemas.Target;
import org.tieout.schemas.Topics;
import org.tieout.simulator.amazon.Settlement;
import org.tieout.simulator.amazon.SettlementRow;
import org.tieout.simulator.qbo.company.AccountBalance;
import org.tieout.simulator.qbo.company.Document;
import org.tieout.simulator.qbo.ledger.Entry;

/// What happened, from three witnesses: what the simulated seller was paid, what was committed to the topics, and
/// what the simulated company's books hold. Nothing that the services concluded is among it.
///
/// @param paid the settlements at Amazon
/// @param read the committed settlement records, in the order of the log
/// @param commanded the committed commands, in the order of the log
/// @param booked the documents in the company, deleted and voided ones included
/// @param balances the company's trial balance by account number
record History(
        List<Paid> paid,
        List<Read> read,
        List<Commanded> commanded,
        List<Booked> booked,
        Map<String, BigDecimal> balances) {

    private static final Pattern NOTE = Pattern.compile("Tieout posting ([^;]+);");

    private static final Set<String> LIVE_IN_BUSINESS_CENTRAL = Set.of("Open", "Paid", "Posted");

    History {
        paid = List.copyOf(paid);
        read = List.copyOf(read);
        commanded = List.copyOf(commanded);
        booked = List.copyOf(booked);
        balances = Map.copyOf(balances);
    }

    /// A settlement at Amazon.
    record Paid(String settlementId, BigDecimal total, List<Line> lines) {
        Paid {
            lines = List.copyOf(lines);
        }
    }

    /// One amount of a settlement.
    record Line(String type, BigDecimal amount) {}

    /// One committed settlement record.
    sealed interface Read {
        String settlementId();

        /// The header.
        record Opened(String settlementId, BigDecimal total) implements Read {}

        /// An amount.
        record Amount(String settlementId, Line line) implements Read {}

        /// The end.
        record Closed(String settlementId, long lines, BigDecimal sum) implements Read {}
    }

    /// A committed command.
    ///
    /// @param lines by account number, debits positive; accounts whose lines cancel are left out
    record Commanded(String postingId, String sourceId, String kind, String reference, Map<String, BigDecimal> lines) {
        Commanded {
            lines = Map.copyOf(lines);
        }
    }

    /// A document in the company.
    ///
    /// @param postingId the posting its note names
    /// @param entries by account number, debits positive; accounts whose entries cancel are left out
    record Booked(String type, String id, String state, String postingId, Map<String, BigDecimal> entries) {
        Booked {
            entries = Map.copyOf(entries);
        }

        boolean live() {
            return state.equals("live");
        }
    }

    /// Everything about one seller and one company.
    static History of(TradingPair pair, TopicReader topics) {
        var commanded = commanded(pair, topics);
        var paid = pair.seller().settlements().stream().map(History::paid).toList();
        return pair.vendor().equals(Target.BC)
                ? new History(
                        paid,
                        read(pair, topics),
                        commanded,
                        central(pair, commanded),
                        pair.central().balances())
                : ofQuickBooks(pair, paid, read(pair, topics), commanded);
    }

    private static History ofQuickBooks(TradingPair pair, List<Paid> paid, List<Read> read, List<Commanded> commanded) {
        var numbers = new TreeMap<String, String>();
        var balances = new TreeMap<String, BigDecimal>();
        for (AccountBalance account : pair.company().balances()) {
            numbers.put(account.id(), account.number());
            balances.put(account.number(), account.balance());
        }
        return new History(
                paid,
                read,
                commanded,
                pair.company().documents().stream()
                        .map(document -> booked(document, numbers))
                        .toList(),
                balances);
    }

    /// A journal's entries carry its number and nothing else of ours: the command of that reference made it.
    private static List<Booked> central(TradingPair pair, List<Commanded> commanded) {
        return pair.central().documents().stream()
                .map(document -> new Booked(
                        document.type(),
                        document.number(),
                        LIVE_IN_BUSINESS_CENTRAL.contains(document.state()) ? "live" : document.state(),
                        document.postingId()
                                .or(() -> commanded.stream()
                                        .filter(command ->
                                                command.reference().equalsIgnoreCase(document.externalNumber()))
                                        .map(Commanded::postingId)
                                        .findFirst())
                                .orElse(""),
                        document.entries()))
                .toList();
    }

    private static Paid paid(Settlement settlement) {
        return new Paid(
                settlement.id(),
                cents(settlement.headerTotal()),
                settlement.rows().stream().map(History::line).toList());
    }

    private static Line line(SettlementRow row) {
        return new Line(
                row.transactionType() + "|" + row.amountType() + "|" + row.amountDescription(), cents(row.cents()));
    }

    private static List<Read> read(TradingPair pair, TopicReader topics) {
        var read = new ArrayList<Read>();
        topics.forEach(Topics.AMAZON_SETTLEMENTS, SettlementEvent.class, found -> {
            var event = found.value();
            if (event.getConnection().equals(pair.source())) {
                read.add(read(event));
            }
        });
        return read;
    }

    private static Read read(SettlementEvent event) {
        var id = event.getSettlementId();
        if (event.getOpened() != null) {
            return new Read.Opened(id, event.getOpened().getTotal().getAmount());
        }
        if (event.getClosed() != null) {
            return new Read.Closed(
                    id,
                    event.getClosed().getLineCount(),
                    event.getClosed().getLineSum().getAmount());
        }
        var line = event.getLine();
        return new Read.Amount(
                id,
                new Line(
                        line.getTransactionType() + "|" + line.getAmountType() + "|" + line.getAmountDescription(),
                        line.getAmount().getAmount()));
    }

    private static List<Commanded> commanded(TradingPair pair, TopicReader topics) {
        var commanded = new ArrayList<Commanded>();
        topics.forEach(pair.vendor().commands(), PostingCommand.class, found -> {
            var command = found.value();
            if (command.getFlow().equals(pair.flow())) {
                commanded.add(new Commanded(
                        command.getPostingId(),
                        command.getSourceId(),
                        command.getDocument().getKind().name(),
                        command.getDocument().getReference(),
                        lines(command.getDocument().getLines())));
            }
        });
        return commanded;
    }

    private static Map<String, BigDecimal> lines(List<DocumentLine> lines) {
        var accounts = new TreeMap<String, BigDecimal>();
        lines.forEach(line -> accounts.merge(line.getAccount(), line.getAmount().getAmount(), BigDecimal::add));
        return withoutZeros(accounts);
    }

    private static Booked booked(Document document, Map<String, String> numbers) {
        var accounts = new TreeMap<String, BigDecimal>();
        for (Entry entry : document.entries()) {
            accounts.merge(numbers.getOrDefault(entry.accountId(), "?"), entry.amount(), BigDecimal::add);
        }
        return new Booked(
                document.key().type().apiName(),
                document.key().id(),
                document.state(),
                document.privateNote().flatMap(History::postingId).orElse(""),
                withoutZeros(accounts));
    }

    private static Optional<String> postingId(String note) {
        var matcher = NOTE.matcher(note);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Map<String, BigDecimal> withoutZeros(Map<String, BigDecimal> amounts) {
        var kept = new TreeMap<String, BigDecimal>();
        amounts.forEach((account, amount) -> {
            if (amount.signum() != 0) {
                kept.put(account, amount.stripTrailingZeros());
            }
        });
        return kept;
    }

    private static BigDecimal cents(long minor) {
        return BigDecimal.valueOf(minor, 2);
    }
}
