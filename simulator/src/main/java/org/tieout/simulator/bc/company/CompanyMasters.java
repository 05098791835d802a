package org.tieout.simulator.bc.company;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tieout.simulator.bc.ledger.DefaultDimension;
import org.tieout.simulator.bc.ledger.DefaultDimension.ValuePosting;
import org.tieout.simulator.bc.ledger.Masters;
import org.tieout.simulator.state.Entity;

/// The master data as posting asks about it, read from the tables at this moment. Not thread-safe: the company guards
/// it.
final class CompanyMasters implements Masters {
    private static final String RECEIVABLES = "1100";

    private final Books books;

    CompanyMasters(Books books) {
        this.books = books;
    }

    @Override
    public Optional<AccountCard> account(String number) {
        return books.first("accounts", "number", number)
                .map(account -> new AccountCard(
                        number,
                        account.text("displayName"),
                        account.text("accountType").equals("Posting"),
                        account.flag("directPosting"),
                        account.flag("blocked"),
                        dimensions(account)));
    }

    @Override
    public Optional<CustomerCard> customer(String number) {
        return books.first("customers", "number", number)
                .map(customer -> new CustomerCard(
                        number,
                        customer.text("displayName"),
                        blocked(customer),
                        customer.text(Customers.POSTING_GROUP).isEmpty() ? Optional.empty() : Optional.of(RECEIVABLES),
                        dimensions(customer)));
    }

    @Override
    public Optional<BankCard> bankAccount(String number) {
        return books.first("bankAccounts", "number", number)
                .map(bank -> new BankCard(
                        number,
                        bank.text("displayName"),
                        bank.flag("blocked"),
                        bank.text(Books.POSTS_TO),
                        dimensions(bank)));
    }

    @Override
    public PostingDates postingDates() {
        return new PostingDates(books.setup().allowPostingFrom(), books.setup().allowPostingTo());
    }

    private static Blocked blocked(Entity customer) {
        return Arrays.stream(Blocked.values())
                .filter(each -> each.wireName().equals(customer.text("blocked")))
                .findFirst()
                .orElse(Blocked.NONE);
    }

    private List<DefaultDimension> dimensions(Entity owner) {
        return books.table("defaultDimensions").below(owner.id()).stream()
                .map(CompanyMasters::dimension)
                .toList();
    }

    private static DefaultDimension dimension(Entity row) {
        ValuePosting posting = Arrays.stream(ValuePosting.values())
                .filter(each -> each.wireName().equals(row.text("postingValidation")))
                .findFirst()
                .orElse(ValuePosting.NONE);
        return new DefaultDimension(row.text("dimensionCode"), row.text("dimensionValueCode"), posting);
    }
}
