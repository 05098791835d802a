package org.tieout.cli.guarantee;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tieout.cli.guarantee.History.Booked;
import org.tieout.cli.guarantee.History.Paid;
import org.tieout.cli.guarantee.History.Read;

/// To the cent: lines make the header; every document balances, as commanded and as booked, and both are the same;
/// bank is what was disbursed; the accounts in between are empty.
final class SumsAgree implements Guarantee {

    private static final String BANK = "1000";
    private static final List<String> EMPTY_AT_REST = List.of("1145", "1155", "2320");

    @Override
    public List<String> violations(History history) {
        var violations = new ArrayList<String>();
        history.paid().forEach(paid -> lines(paid, history, violations));
        documents(history, violations);
        var disbursed = sum(history.paid().stream().map(Paid::total).toList().stream()
                .filter(total -> total.signum() > 0)
                .toList());
        expect("account " + BANK, disbursed, history.balances().getOrDefault(BANK, BigDecimal.ZERO), violations);
        for (var account : EMPTY_AT_REST) {
            expect(
                    "account " + account,
                    BigDecimal.ZERO,
                    history.balances().getOrDefault(account, BigDecimal.ZERO),
                    violations);
        }
        expect("trial balance", BigDecimal.ZERO, sum(history.balances().values()), violations);
        return violations;
    }

    private static void lines(Paid paid, History history, List<String> violations) {
        var lines = history.read().stream()
                .filter(Read.Amount.class::isInstance)
                .map(Read.Amount.class::cast)
                .filter(read -> read.settlementId().equals(paid.settlementId()))
                .map(read -> read.line().amount())
                .toList();
        expect("lines of settlement " + paid.settlementId(), paid.total(), sum(lines), violations);
    }

    private static void documents(History history, List<String> violations) {
        Map<String, Booked> booked = history.booked().stream()
                .filter(Booked::live)
                .collect(Collectors.toMap(Booked::postingId, document -> document, (first, second) -> first));
        for (var command : history.commanded()) {
            expect(
                    "debits less credits of " + command.postingId(),
                    BigDecimal.ZERO,
                    sum(command.lines().values()),
                    violations);
            var document = booked.get(command.postingId());
            if (document != null && !document.entries().equals(command.lines())) {
                violations.add(command.postingId() + " is commanded as " + command.lines() + " and booked as "
                        + document.entries());
            }
        }
    }

    private static void expect(String what, BigDecimal expected, BigDecimal actual, List<String> violations) {
        if (expected.compareTo(actual) != 0) {
            violations.add(what + ": " + actual.toPlainString() + " instead of " + expected.toPlainString());
        }
    }

    private static BigDecimal sum(Collection<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
