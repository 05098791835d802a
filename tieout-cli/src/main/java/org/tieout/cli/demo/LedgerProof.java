package org.tieout.cli.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tieout.cli.Amounts;
import org.tieout.cli.Console;
import org.tieout.cli.TextTable;
import org.tieout.simulator.amazon.Settlement;
import org.tieout.simulator.qbo.company.AccountBalance;

/// What a company's own ledger must show when every settlement is booked: the simulator's books on one side, the
/// simulator's seller on the other. Nothing of what the product computed goes into it.
///
/// @param ledger the ledger's name
/// @param lines account by account
record LedgerProof(String ledger, List<Line> lines) {

    /// One account.
    ///
    /// @param account number and name
    /// @param balance in the company's ledger, debit positive
    /// @param expected from the seller's settlements
    /// @param why where the expectation comes from
    record Line(String account, BigDecimal balance, BigDecimal expected, String why) {
        boolean holds() {
            return balance.compareTo(expected) == 0;
        }
    }

    LedgerProof {
        lines = List.copyOf(lines);
    }

    /// What a ledger holds on an account, by the account's number.
    ///
    /// @param name number and name
    /// @param amount debit positive
    record Balance(String name, BigDecimal amount) {}

    /// Compares the books in QuickBooks Online with the seller's settlements.
    ///
    /// @param balances the company's trial balance
    /// @param settlements those that are booked, oldest first
    static LedgerProof ofQuickBooks(List<AccountBalance> balances, List<Settlement> settlements) {
        var byNumber = balances.stream()
                .filter(balance -> !balance.number().isEmpty())
                .collect(Collectors.toMap(
                        AccountBalance::number,
                        balance -> new Balance(balance.number() + " " + balance.name(), balance.balance()),
                        (first, second) -> first));
        var sum = balances.stream().map(AccountBalance::balance).reduce(BigDecimal.ZERO, BigDecimal::add);
        return of("QuickBooks", byNumber, sum, Stream.concat(everywhere(settlements), inQuickBooks()));
    }

    /// Compares the books in Business Central with the seller's settlements.
    ///
    /// @param balances by account number
    /// @param settlements those that are booked, oldest first
    /// @param owedForDeals what customers of the CRM owe by the CRM's own amounts
    static LedgerProof ofBusinessCentral(
            Map<String, Balance> balances, List<Settlement> settlements, BigDecimal owedForDeals) {
        var sum = balances.values().stream().map(Balance::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        return of(
                "Business Central",
                balances,
                sum,
                Stream.concat(everywhere(settlements), inBusinessCentral(owedForDeals)));
    }

    private static LedgerProof of(
            String ledger, Map<String, Balance> balances, BigDecimal sum, Stream<Expectation> expected) {
        var lines = new ArrayList<Line>();
        expected.sorted(Comparator.comparing(Expectation::number)).forEach(expectation -> {
            var found = balances.getOrDefault(
                    expectation.number(), new Balance(expectation.number() + " (missing)", BigDecimal.ZERO));
            lines.add(new Line(found.name(), found.amount(), expectation.amount(), expectation.why()));
        });
        lines.add(new Line("Trial balance", sum, BigDecimal.ZERO, "debits equal credits"));
        return new LedgerProof(ledger, lines);
    }

    private record Expectation(String number, BigDecimal amount, String why) {}

    private static Stream<Expectation> everywhere(List<Settlement> settlements) {
        var paidOut = settlements.stream()
                .mapToLong(Settlement::headerTotal)
                .filter(total -> total > 0)
                .sum();
        var owed = settlements.stream()
                .mapToLong(Settlement::headerTotal)
                .filter(total -> total < 0)
                .sum();
        var last = settlements.isEmpty() ? 0 : Math.min(0, settlements.getLast().headerTotal());
        var reserve = settlements.isEmpty() ? 0 : settlements.getLast().reserve();
        return Stream.of(
                new Expectation("1000", cents(paidOut), "the sum of the disbursements"),
                new Expectation("1155", BigDecimal.ZERO, "no receipt waits for its order"),
                new Expectation("1160", cents(reserve), "what Amazon holds back of the last settlement"),
                new Expectation("1180", cents(owed - last), "charged by Amazon after negative settlements"),
                new Expectation("2310", cents(last), "owed to Amazon and not yet charged"));
    }

    private static Stream<Expectation> inQuickBooks() {
        return Stream.of(
                new Expectation("1145", BigDecimal.ZERO, "every payment was gathered by a deposit"),
                new Expectation("2320", BigDecimal.ZERO, "every month-end accrual met its deposit"));
    }

    private static Stream<Expectation> inBusinessCentral(BigDecimal owedForDeals) {
        return Stream.of(new Expectation(
                "1100",
                owedForDeals,
                "what the CRM's customers owe; Amazon's invoices were closed when they were posted"));
    }

    private static BigDecimal cents(long minor) {
        return BigDecimal.valueOf(minor, 2);
    }

    /// Whether all of it holds.
    boolean holds() {
        return lines.stream().allMatch(Line::holds);
    }

    void print(Console console) {
        var table = new TextTable("account in " + ledger, ">balance", ">should be", "", "because");
        lines.forEach(line -> table.row(
                line.account(),
                readable(line.balance()),
                readable(line.expected()),
                line.holds() ? "✓" : "✗",
                line.why()));
        table.print(console);
    }

    private static String readable(BigDecimal amount) {
        return Amounts.readable(amount.setScale(2).toPlainString());
    }
}
