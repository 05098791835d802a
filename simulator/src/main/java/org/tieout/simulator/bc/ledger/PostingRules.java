package org.tieout.simulator.bc.ledger;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tieout.simulator.bc.ledger.Masters.BankCard;
import org.tieout.simulator.bc.ledger.Masters.CustomerCard;

/// What lines must satisfy before anything is posted: first each line by itself, then the balance of documents.
/// Pure (memo, sections 7.6 and 9; AL `Gen. Jnl.-Check Line`, `Gen. Jnl.-Post Batch`).
final class PostingRules {
    private final Masters masters;

    PostingRules(Masters masters) {
        this.masters = masters;
    }

    Optional<LedgerRefusal> objection(List<PostingLine> lines) {
        return lines.stream()
                .map(this::lineObjection)
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> imbalance(lines));
    }

    private Optional<LedgerRefusal> lineObjection(PostingLine line) {
        if (line.documentNumber().isEmpty()) {
            return Optional.of(LedgerRefusal.mustHaveValue("Document No.", line.place()));
        }
        if (line.account().number().isEmpty()) {
            return Optional.of(LedgerRefusal.mustHaveValue("Account No.", line.place()));
        }
        if (line.amount().signum() == 0 && !line.systemCreated()) {
            return Optional.of(LedgerRefusal.mustHaveValue("Amount", line.place()));
        }
        if (!masters.postingDates().allow(line.postingDate())) {
            return Optional.of(LedgerRefusal.postingDate(line.place()));
        }
        return Stream.concat(Stream.of(line.account()), line.balancing().stream())
                .map(account -> accountObjection(account, line))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<LedgerRefusal> accountObjection(Account account, PostingLine line) {
        return new AccountRules(masters)
                .objection(account, line.documentType(), "post", !line.systemCreated())
                .or(() -> postingAccountObjection(account, line));
    }

    /// The general ledger account behind a customer or a bank account, and the dimensions of both.
    private Optional<LedgerRefusal> postingAccountObjection(Account account, PostingLine line) {
        return switch (account) {
            case Account.General(String number) ->
                dimensionObjection(
                        account, masters.account(number).orElseThrow().dimensions(), line);
            case Account.Customer(String number) -> {
                CustomerCard card = masters.customer(number).orElseThrow();
                yield card.receivablesAccount()
                        .map(receivables -> dimensionObjection(account, card.dimensions(), line)
                                .or(() -> general(receivables, line)))
                        .orElseGet(() -> Optional.of(LedgerRefusal.mustHaveValue(
                                "Customer Posting Group", Place.numbered("Customer", number))));
            }
            case Account.Bank(String number) -> {
                BankCard card = masters.bankAccount(number).orElseThrow();
                yield dimensionObjection(account, card.dimensions(), line)
                        .or(() -> general(card.generalAccount(), line));
            }
        };
    }

    private Optional<LedgerRefusal> general(String number, PostingLine line) {
        Account account = Account.general(number);
        return new AccountRules(masters)
                .objection(account, line.documentType(), "post", false)
                .or(() -> postingAccountObjection(account, line));
    }

    private static Optional<LedgerRefusal> dimensionObjection(
            Account owner, List<DefaultDimension> defaults, PostingLine line) {
        return defaults.stream()
                .map(each -> each.objection(line.dimensions(), owner))
                .flatMap(Optional::stream)
                .map(reason -> LedgerRefusal.dimension(line.place(), reason))
                .findFirst();
    }

    /// The lines in order of document number and date; wherever type, number or date change, what stood before
    /// must be balanced. Lines of one document that are interrupted by another type are therefore not balanced.
    private static Optional<LedgerRefusal> imbalance(List<PostingLine> lines) {
        List<PostingLine> ordered = lines.stream()
                .sorted(Comparator.comparing(PostingLine::documentNumber).thenComparing(PostingLine::postingDate))
                .toList();
        BigDecimal balance = BigDecimal.ZERO;
        for (int i = 0; i < ordered.size(); i++) {
            PostingLine line = ordered.get(i);
            balance = balance.add(line.balance());
            boolean last = i + 1 == ordered.size() || !sameDocument(line, ordered.get(i + 1));
            if (last && balance.signum() != 0) {
                return Optional.of(LedgerRefusal.outOfBalance(line.documentNumber(), balance));
            }
        }
        return Optional.empty();
    }

    private static boolean sameDocument(PostingLine one, PostingLine other) {
        return one.documentType() == other.documentType()
                && one.documentNumber().equals(other.documentNumber())
                && one.postingDate().equals(other.postingDate());
    }
}
