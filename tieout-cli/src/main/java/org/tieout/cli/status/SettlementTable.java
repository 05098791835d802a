package org.tieout.cli.status;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.tieout.cli.Amounts;
import org.tieout.cli.Console;
import org.tieout.cli.TextTable;
import org.tieout.cli.status.StatusReport.Check;
import org.tieout.cli.status.StatusReport.Control;
import org.tieout.cli.status.StatusReport.Difference;
import org.tieout.cli.status.StatusReport.Settlement;

/// The tie-out table, as `demo` and `status` show it.
public final class SettlementTable {

    private static final int CHECKS = 5;

    private SettlementTable() {}

    /// Prints the table and, below it, what is wrong and which orders differ.
    public static void print(Console console, List<Settlement> settlements) {
        var table = new TextTable(
                "settlement",
                "period",
                "flow",
                ">lines",
                ">orders",
                ">header total",
                ">bank in ledger",
                "",
                "lines",
                "docs",
                "ledger",
                "cash",
                "orders",
                "amazon",
                "state");
        settlements.forEach(settlement -> table.row(cells(settlement)));
        table.print(console);
        settlements.forEach(settlement -> findings(console, settlement, settlements));
    }

    /// Prints the orders that settled for another amount than was invoiced.
    public static void printDifferences(Console console, List<Settlement> settlements) {
        printDifferences(console, settlements, _ -> true);
    }

    /// The same for the order of that id, or for all when the id is a settlement's.
    public static void printDifferences(Console console, List<Settlement> settlements, String id) {
        var ofOrder = settlements.stream()
                .flatMap(settlement -> settlement.orderDifferences().stream())
                .anyMatch(difference -> difference.orderId().equals(id));
        var ofSettlement = settlements.stream()
                .anyMatch(settlement -> settlement.settlementId().equals(id));
        printDifferences(
                console,
                settlements,
                difference -> ofSettlement || (ofOrder && difference.orderId().equals(id)));
    }

    private static void printDifferences(Console console, List<Settlement> settlements, Predicate<Difference> shown) {
        var table = new TextTable("settlement", "order", ">invoiced", ">credited", ">settled", ">open", "why");
        for (var settlement : settlements) {
            for (var difference :
                    settlement.orderDifferences().stream().filter(shown).toList()) {
                table.row(
                        named(settlement, settlements),
                        difference.orderId(),
                        Amounts.readable(difference.invoiced()),
                        Amounts.readable(difference.credited()),
                        Amounts.readable(difference.settled()),
                        Amounts.readable(difference.open()),
                        difference.note());
            }
        }
        if (!table.isEmpty()) {
            console.line("");
            console.line("Orders that settled for another amount than was invoiced:");
            table.print(console);
        }
        for (var settlement : settlements) {
            var unnamed =
                    settlement.openOrders() - settlement.orderDifferences().size();
            if (unnamed > 0) {
                console.line("settlement " + named(settlement, settlements) + ": " + unnamed
                        + " more; the status names the first "
                        + settlement.orderDifferences().size());
            }
        }
    }

    /// A settlement that several flows book is told apart by the flow.
    private static String named(Settlement settlement, List<Settlement> among) {
        return among.stream().map(Settlement::flow).distinct().count() > 1
                ? settlement.settlementId() + " in " + settlement.flow()
                : settlement.settlementId();
    }

    private static String[] cells(Settlement settlement) {
        var deposit = settlement.deposit();
        return new String[] {
            settlement.settlementId(),
            settlement.startAt().substring(0, 10) + " – " + settlement.endAt().substring(0, 10),
            settlement.flow(),
            Long.toString(settlement.lineCount()),
            Integer.toString(settlement.orderCount()),
            Amounts.readable(settlement.headerTotal()),
            deposit == null ? "–" : Amounts.readable(deposit),
            settlement.currency(),
            check(settlement, 1),
            check(settlement, 2),
            check(settlement, 3),
            check(settlement, 4),
            check(settlement, CHECKS),
            controls(settlement),
            settlement.state()
        };
    }

    private static String check(Settlement settlement, int number) {
        return settlement.checks().stream()
                .filter(check -> check.number() == number)
                .findFirst()
                .map(Check::state)
                .map(SettlementTable::mark)
                .orElse("–");
    }

    /// Amazon's own totals in one mark: red when one is, green when all are.
    private static String controls(Settlement settlement) {
        var states =
                settlement.controls().stream().map(Control::state).distinct().toList();
        if (states.isEmpty()) {
            return "–";
        }
        return states.contains("red") ? mark("red") : mark(states.size() == 1 ? states.getFirst() : "pending");
    }

    private static String mark(String state) {
        return switch (state) {
            case "green" -> "✓";
            case "red" -> "✗";
            default -> "…";
        };
    }

    private static void findings(Console console, Settlement settlement, List<Settlement> among) {
        var name = named(settlement, among);
        settlement.missing().forEach(key -> console.line("  " + name + ": waits for " + key));
        for (var control : settlement.controls()) {
            if (control.state().equals("red")) {
                console.line("  " + name + ", " + control.name() + " (Amazon's own total, no check)");
                control.findings().forEach(finding -> console.line("    " + finding));
            }
        }
        for (var check : settlement.checks()) {
            if (check.state().equals("red")) {
                var amounts = check.expected() == null || check.actual() == null
                        ? ""
                        : ": expected " + Amounts.readable(check.expected()) + ", found "
                                + Amounts.readable(check.actual());
                console.line("  " + name + ", check " + check.number() + " (" + check.name() + ")" + amounts);
                shown(check).forEach(finding -> console.line("    " + finding));
            }
        }
    }

    /// A person reads the first few; programs have them all.
    private static List<String> shown(Check check) {
        var limit = 10;
        var findings = check.findings();
        if (findings.size() <= limit) {
            return findings;
        }
        return IntStream.rangeClosed(0, limit)
                .mapToObj(index -> index < limit
                        ? findings.get(index)
                        : "… and " + (findings.size() - limit) + " more (see --format json)")
                .toList();
    }
}
