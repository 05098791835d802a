package org.tieout.simulator.bc.ledger;

import java.util.Optional;
import org.tieout.simulator.bc.ledger.Masters.AccountCard;

/// Which accounts may be named at all: asked when a line is written and again when it is posted. Pure.
public final class AccountRules {
    private final Masters masters;

    /// Asks these master data.
    public AccountRules(Masters masters) {
        this.masters = masters;
    }

    /// What stands against naming this account.
    ///
    /// @param verb `create` when a line is written, `post` when it is posted
    /// @param direct whether the account must allow direct posting
    public Optional<LedgerRefusal> objection(Account account, DocumentType type, String verb, boolean direct) {
        return switch (account) {
            case Account.General(String number) ->
                masters.account(number)
                        .map(card -> general(account, card, direct))
                        .orElseGet(() -> Optional.of(LedgerRefusal.notFound(account)));
            case Account.Customer(String number) ->
                masters.customer(number)
                        .map(card -> blocked(number, card.blocked(), type, verb))
                        .orElseGet(() -> Optional.of(LedgerRefusal.notFound(account)));
            case Account.Bank(String number) ->
                masters.bankAccount(number)
                        .map(card -> notBlocked(account, card.blocked()))
                        .orElseGet(() -> Optional.of(LedgerRefusal.notFound(account)));
        };
    }

    private static Optional<LedgerRefusal> general(Account account, AccountCard card, boolean direct) {
        Place place = Place.numbered(account.table(), account.number());
        if (!card.posting()) {
            return Optional.of(LedgerRefusal.mustEqual("Account Type", "Posting", place, "Heading"));
        }
        Optional<LedgerRefusal> blocked = notBlocked(account, card.blocked());
        if (blocked.isEmpty() && direct && !card.directPosting()) {
            return Optional.of(LedgerRefusal.mustEqual("Direct Posting", "Yes", place, "No"));
        }
        return blocked;
    }

    private static Optional<LedgerRefusal> notBlocked(Account account, boolean blocked) {
        Place place = Place.numbered(account.table(), account.number());
        return blocked ? Optional.of(LedgerRefusal.mustEqual("Blocked", "No", place, "Yes")) : Optional.empty();
    }

    private static Optional<LedgerRefusal> blocked(
            String customer, Masters.Blocked blocked, DocumentType type, String verb) {
        return blocked.stops(type)
                ? Optional.of(LedgerRefusal.rule("You cannot " + verb + " this type of document when Customer "
                        + customer + " is blocked with type " + blocked.caption() + "."))
                : Optional.empty();
    }
}
