package org.tieout.simulator.qbo.company;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.tieout.simulator.clock.SimulatorClock;
import org.tieout.simulator.qbo.ledger.DocumentKey;
import org.tieout.simulator.qbo.ledger.Ledger;
import org.tieout.simulator.qbo.refusal.Refusals;
import org.tieout.simulator.qbo.schema.EntityType;

/// The company's state and the look-ups that rules share. Not thread-safe: the company guards it.
final class Books {
    /// Where the vendor's servers are; responses carry this offset.
    static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

    private static final DocumentKey PREFERENCES = new DocumentKey(EntityType.PREFERENCES, "1");

    final Store store = new Store();
    final Ledger ledger = new Ledger();
    final Links links = new Links();
    /// Documents a user matched with the bank feed.
    final Set<DocumentKey> matched = new HashSet<>();
    /// Records that the vendor's own serializer rejects.
    final Set<DocumentKey> unreadable = new HashSet<>();

    final SimulatorClock clock;
    Switches switches;

    Books(SimulatorClock clock, Switches switches) {
        this.clock = clock;
        this.switches = switches;
    }

    Instant now() {
        return clock.protocolNow();
    }

    LocalDate today() {
        return now().atZone(PACIFIC).toLocalDate();
    }

    /// A referenced object that exists and is active; 2500 or 610 otherwise.
    Stored require(EntityType type, String id, String property) {
        Stored found = store.get(new DocumentKey(type, id))
                .orElseThrow(() -> Refusals.invalidReference(type.apiName() + "s", id, property));
        if (!found.active()) {
            throw Refusals.inactive(property);
        }
        return found;
    }

    /// An account that rules know to exist, active or not.
    AccountView account(String id) {
        return store.get(new DocumentKey(EntityType.ACCOUNT, id))
                .map(Books::view)
                .orElseThrow(() -> Refusals.invalidReference("Accounts", id, "AccountRef"));
    }

    AccountView accountOf(ObjectNode node, String property) {
        return account(Fields.ref(node, property).orElseThrow(() -> Refusals.required(property)));
    }

    AccountView undepositedFunds() {
        return first(AccountView::undepositedFunds, "an Undeposited Funds account");
    }

    AccountView receivables() {
        return first(account -> account.type().equals("Accounts Receivable"), "an Accounts Receivable account");
    }

    AccountView salesTaxPayable() {
        return first(account -> account.subType().equals("SalesTaxPayable"), "a Sales Tax Payable account");
    }

    AccountView discounts() {
        return first(account -> account.subType().equals("DiscountsRefundsGiven"), "a discounts account");
    }

    private AccountView first(Predicate<AccountView> test, String what) {
        return store.all(EntityType.ACCOUNT).stream()
                .map(Books::view)
                .filter(test)
                .findFirst()
                .orElseThrow(() -> Refusals.business("the company has not " + what));
    }

    private static AccountView view(Stored account) {
        return new AccountView(
                account.key().id(),
                account.data().path("Name").asText(),
                account.data().path("AccountType").asText(),
                account.data().path("AccountSubType").asText());
    }

    boolean prefers(String group, String flag) {
        return Fields.flag(preferences().path(group), flag);
    }

    Optional<LocalDate> closeDate() {
        return Fields.text(preferences().path("AccountingInfoPrefs"), "BookCloseDate")
                .map(LocalDate::parse);
    }

    /// Refuses a date in the closed period.
    void requireOpen(LocalDate date) {
        if (closeDate().map(closed -> !date.isAfter(closed)).orElse(false)) {
            throw Refusals.periodClosed();
        }
    }

    private JsonNode preferences() {
        return store.get(PREFERENCES).orElseThrow().data();
    }
}
