package org.tieout.accounting.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.mapping.MappingKey.Kind;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.mapping.MasterData;
import org.tieout.accounting.mapping.MasterData.Account;
import org.tieout.accounting.mapping.MasterData.Creates;
import org.tieout.accounting.mapping.MasterData.Customer;
import org.tieout.accounting.mapping.MasterData.Item;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.period.PayoutRoute;
import org.tieout.accounting.plan.GeneratedSettlement.World;
import org.tieout.accounting.plan.SettlementPlanner.Outcome;
import org.tieout.accounting.source.Marketplace;
import org.tieout.accounting.source.Order;
import org.tieout.accounting.source.Order.Component;
import org.tieout.accounting.source.OrderId;
import org.tieout.accounting.source.Sku;

/// Whatever the ledger lacks: what is planned under a checked mapping names only what the ledger has, and what cannot
/// be planned is held with its keys.
class CheckedPlanProperties {

    private static final Mappings TAXED = SettlementPlannerTest.mappings(
            "item,SKU-0,,,,Widget",
            "item,SKU-1,,,,Gadget",
            "item,SKU-2,,,,Gizmo",
            "customer,Amazon.com,,,,Amazon US",
            "account,FEE.REFERRAL,,,2026-09-30,6101",
            "account,FEE.REFERRAL,,2026-10-01,,6102",
            "fee-tax,*,,,,VAT-REVERSE-20",
            "sales-tax,*,Amazon.ca,,,GST-INCLUSIVE-5");

    /// A company that lacks some of what could be mapped, and has closed some more.
    record Company(Set<Integer> absent, Set<Integer> inactive) {

        MasterData lists() {
            var accounts = new ArrayList<Account>();
            var number = 0;
            for (var row : Mappings.standard().rows()) {
                if (row.key().kind() == Kind.CHART && !absent.contains(number++)) {
                    accounts.add(new Account(row.value(), row.name(), "", !inactive.contains(number), "", Set.of()));
                }
            }
            for (var own : List.of("6101", "6102")) {
                if (!absent.contains(number++)) {
                    accounts.add(new Account(own, "Fees " + own, "", !inactive.contains(number), "", Set.of()));
                }
            }
            var items = new ArrayList<Item>(List.of(new Item("Services", "", true)));
            for (var name : List.of("Widget", "Gadget", "Gizmo")) {
                if (!absent.contains(number++)) {
                    items.add(new Item(name, "", !inactive.contains(number)));
                }
            }
            Mappings.standard().rows().stream()
                    .filter(row -> row.key().kind() == Kind.ITEM)
                    .forEach(row -> items.add(new Item(row.value(), "", true)));
            return new MasterData(
                    accounts,
                    items,
                    List.of(new Customer("Amazon US", !inactive.contains(number))),
                    List.of(),
                    new Creates(false, true));
        }
    }

    @Provide
    Arbitrary<Company> companies() {
        var some = Arbitraries.integers().between(0, 75).set().ofMaxSize(4);
        return Combinators.combine(some, some).as(Company::new);
    }

    @Provide
    Arbitrary<GeneratedSettlement> everything() {
        return GeneratedSettlement.in(World.EVERYTHING);
    }

    @Provide
    Arbitrary<FlowPolicy> policies() {
        return Arbitraries.of(PostingProfile.class).flatMap(profile -> {
            var policy = new FlowPolicy(
                    "us-books",
                    profile,
                    Mode.INVOICE,
                    false,
                    false,
                    3,
                    org.tieout.accounting.period.ClosedPeriods.none(),
                    PayoutRoute.toBank());
            return Arbitraries.of(
                    policy, policy.summary(), policy.summaryAfterInvoices(), policy.with(PayoutRoute.inTransit()));
        });
    }

    private static void assertServed(List<Document> documents, MasterData lists) {
        assertThat(documents)
                .allSatisfy(document -> assertThat(document.lines()).allSatisfy(line -> {
                    assertThat(lists.account(line.account().code()))
                            .hasValueSatisfying(
                                    account -> assertThat(account.active()).isTrue());
                    line.item()
                            .ifPresent(item -> assertThat(lists.item(item))
                                    .hasValueSatisfying(
                                            found -> assertThat(found.active()).isTrue()));
                }));
    }

    @Property(tries = 500)
    void aSettlementIsHeldOrNamesOnlyWhatTheLedgerHas(
            @ForAll("everything") GeneratedSettlement settlement,
            @ForAll("policies") FlowPolicy policy,
            @ForAll("companies") Company company) {
        var lists = company.lists();
        var planned = settlement.plan(policy, TAXED.checkedAgainst(lists));
        var outcome = java.util.Objects.requireNonNull(planned.outcome);

        assertServed(planned.documents, lists);
        if (outcome instanceof Outcome.Missing(var keys)) {
            assertThat(keys).isNotEmpty();
            assertThat(planned.documents).isEmpty();
        }
        Statistics.label("held")
                .collect(outcome instanceof Outcome.Missing)
                .coverage(coverage -> coverage.check(true).percentage(share -> share > 10 && share < 90));
    }

    @Property(tries = 300)
    void anOrderIsHeldOrNamesOnlyWhatTheLedgerHas(
            @ForAll("policies") FlowPolicy policy, @ForAll("companies") Company company) {
        var lists = company.lists();
        var amounts = new TreeMap<Component, Money>();
        amounts.put(Component.ITEM, GeneratedSettlement.money(1_000));
        amounts.put(Component.TAX, GeneratedSettlement.money(80));
        var items = List.of(
                new Order.Item(new Sku("SKU-0"), 1, 1, amounts, true),
                new Order.Item(new Sku("SKU-2"), 1, 1, amounts, false));
        var order = new Order(
                new OrderId("111-1111111-1111111"),
                Marketplace.US,
                false,
                Optional.of(LocalDate.of(2026, 9, 10)),
                Optional.empty(),
                items);

        switch (new OrderPlanner(policy, TAXED.checkedAgainst(lists)).plan(order, OrderStanding.NONE)) {
            case OrderPlanner.Plan.Ready(var documents, var after) -> assertServed(documents, lists);
            case OrderPlanner.Plan.Missing(var keys) -> assertThat(keys).isNotEmpty();
            case OrderPlanner.Plan.Nothing(var why) -> throw new AssertionError(why);
        }
    }
}
