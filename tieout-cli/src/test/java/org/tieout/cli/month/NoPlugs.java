package org.tieout.cli.month;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.mapping.MappingKey;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.source.RowType;
import org.tieout.cli.running.TopicReader;
import org.tieout.cli.testing.TradingPair;
import org.tieout.event.PostingCommand;
import org.tieout.schemas.Topics;
import org.tieout.simulator.amazon.Settlement;
import org.tieout.simulator.amazon.SettlementRow;
import org.tieout.simulator.qbo.company.AccountBalance;

/// That nothing in the books was invented: every account but those of what buyers owe and bought holds exactly the rows
/// of Amazon's settlements that the mapping sends there, and no line without a row behind it is on any account but a
/// balancing one.
final class NoPlugs {

    /// What invoices are made of comes from orders; so does what is still to be settled of it.
    private static final Set<String> OF_ORDERS = Set.of("1100", "4000", "4010", "4020", "4030", "4090");

    /// The other side of what rows say.
    private static final Set<String> BALANCING = Set.of("1000", "1100", "1145", "1155", "2310", "2320");

    private final Map<String, String> accountByCategory;

    /// @param remapped accounts of categories that the shipped mapping sends elsewhere
    NoPlugs(Map<String, String> remapped) {
        var accounts = new TreeMap<String, String>();
        Mappings.standard().rows().stream()
                .filter(row -> row.key().kind() == MappingKey.Kind.ACCOUNT)
                .forEach(row -> accounts.put(row.key().key(), row.value()));
        accounts.putAll(remapped);
        this.accountByCategory = Map.copyOf(accounts);
    }

    /// What is wrong with that, in sentences.
    List<String> violations(TradingPair pair, TopicReader topics) {
        var violations = new ArrayList<String>();
        balances(pair, violations);
        lines(pair, topics, violations);
        return violations;
    }

    private void balances(TradingPair pair, List<String> violations) {
        var expected = expected(pair.seller().settlements());
        var accounts = new TreeSet<>(expected.keySet());
        var booked = new TreeMap<String, BigDecimal>();
        for (AccountBalance account : pair.company().balances()) {
            booked.put(account.number(), account.balance());
            accounts.add(account.number());
        }
        accounts.removeAll(OF_ORDERS);
        for (var account : accounts) {
            var rows = expected.getOrDefault(account, BigDecimal.ZERO);
            var balance = booked.getOrDefault(account, BigDecimal.ZERO);
            if (rows.compareTo(balance) != 0) {
                violations.add("account " + account + " holds " + balance + ", the rows of it come to " + rows);
            }
        }
    }

    /// By account, debits positive. What was paid out is on the bank account; what a settlement left to pay, in 2310.
    private Map<String, BigDecimal> expected(List<Settlement> settlements) {
        var expected = new TreeMap<String, BigDecimal>();
        for (var settlement : settlements) {
            var total = BigDecimal.valueOf(settlement.headerTotal(), 2);
            expected.merge(total.signum() > 0 ? "1000" : "2310", total, BigDecimal::add);
            for (var row : settlement.rows()) {
                var category = category(row);
                // What a marketplace collects and remits itself posts nothing.
                if (category != Category.TAX_COLLECTED && category != Category.TAX_WITHHELD) {
                    expected.merge(account(category, row), BigDecimal.valueOf(-row.cents(), 2), BigDecimal::add);
                }
            }
        }
        return expected;
    }

    private static Category category(SettlementRow row) {
        return Mappings.standard()
                .categoryOf(new RowType(row.transactionType(), row.amountType(), row.amountDescription()))
                .orElseThrow();
    }

    private String account(Category category, SettlementRow row) {
        var special = accountByCategory.get(category.code() + "/" + row.amountDescription());
        return special == null ? accountByCategory.getOrDefault(category.code(), "?") : special;
    }

    private void lines(TradingPair pair, TopicReader topics, List<String> violations) {
        for (var command : topics.values(Topics.POSTING_COMMANDS_QBO, PostingCommand.class)) {
            if (!command.getFlow().equals(pair.flow())) {
                continue;
            }
            for (var line : command.getDocument().getLines()) {
                if (line.getCategory() == null && !BALANCING.contains(line.getAccount())) {
                    violations.add(command.getPostingId() + " has a line of " + line.getAmount() + " on "
                            + line.getAccount() + " that no row stands behind");
                }
            }
        }
    }
}
