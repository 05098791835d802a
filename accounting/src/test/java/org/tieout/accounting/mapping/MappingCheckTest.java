package org.tieout.accounting.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.document.Account;
import org.tieout.accounting.mapping.MasterData.Creates;
import org.tieout.accounting.mapping.MasterData.Customer;
import org.tieout.accounting.mapping.MasterData.Item;
import org.tieout.accounting.source.Sku;

class MappingCheckTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 9, 30);

    private static Mappings mappings(String... rows) {
        var text = "kind,key,marketplace,valid-from,valid-to,value,name,type,tax-code\n" + String.join("\n", rows);
        return switch (MappingCsv.parse(text, "test.csv", 7)) {
            case MappingCsv.Result.Rows(var good) -> Mappings.of(good);
            case MappingCsv.Result.Errors(var errors) -> throw new AssertionError(errors.toString());
        };
    }

    private static MasterData.Account account(String number, String type) {
        return new MasterData.Account(number, "Account " + number, type, true, "", Set.of());
    }

    /// The shipped chart, as a ledger would hold it.
    private static List<MasterData.Account> chart() {
        var accounts = new ArrayList<MasterData.Account>();
        for (var row : Mappings.standard().rows()) {
            if (row.key().kind() == MappingKey.Kind.CHART) {
                accounts.add(new MasterData.Account(row.value(), row.name(), row.type(), true, "", Set.of()));
            }
        }
        return accounts;
    }

    private static MasterData ledger(List<MasterData.Account> more) {
        var accounts = new ArrayList<>(chart());
        accounts.removeIf(
                known -> more.stream().anyMatch(other -> other.number().equals(known.number())));
        accounts.addAll(more);
        return new MasterData(
                accounts,
                List.of(new Item("Widget", "W-1", true), new Item("Old widget", "", false)),
                List.of(new Customer("Amazon customers", true), new Customer("Gone", false)),
                List.of("NON", "TAX"),
                new Creates(false, true));
    }

    private static List<String> problems(Mappings mappings, MasterData ledger) {
        return MappingCheck.problems(mappings, ledger, row -> row.version() > 0).stream()
                .map(MappingProblem::problem)
                .toList();
    }

    @Test
    void theShippedTableFitsTheShippedChart() {
        assertThat(MappingCheck.problems(
                        Mappings.standard(), ledger(List.of()), row -> row.key().kind() == MappingKey.Kind.ACCOUNT))
                .isEmpty();
    }

    static List<Arguments> unfit() {
        return List.of(
                Arguments.of("account,FEE.ADS,,,,6999,,,", "account 6999 is not in the ledger"),
                Arguments.of("account,FEE.ADS,,,,6998,,,", "account 6998 is inactive in the ledger"),
                Arguments.of(
                        "account,ROLE.BANK,,,,4000,,,", "account 4000 is of type Income, which ROLE.BANK cannot use"),
                Arguments.of(
                        "account,ROLE.RECEIVABLE,,,,1000,,,",
                        "account 1000 is of type Bank, which ROLE.RECEIVABLE cannot use"),
                Arguments.of(
                        "account,BAL.RES_CUR,,,,6100,,,",
                        "account 6100 is of type Expense, which BAL.RES_CUR cannot use"),
                Arguments.of(
                        "account,FEE.ADS,,,,1100,,,",
                        "account 1100 is of type Accounts Receivable, which FEE.ADS cannot use"),
                Arguments.of("account,FEE.ADS,,,,6200,,,VAT", "tax code VAT is not in the ledger"),
                Arguments.of("account,FEE.ADS,,,,6997,,,TAX", "account 6997 cannot take tax code TAX"),
                Arguments.of("item,SKU-1,,,,Gadget,,,", "item 'Gadget' is not in the ledger"),
                Arguments.of("item,SKU-1,,,,Old widget,,,", "item 'Old widget' is inactive in the ledger"),
                Arguments.of("item,SKU-1,,,,Widget,,,VAT", "tax code VAT is not in the ledger"),
                Arguments.of("bundle,SKU-1,,,,Widget + Gadget*2,,,", "item 'Gadget' is not in the ledger"),
                Arguments.of("customer,*,,,,Gone,,,", "customer 'Gone' is inactive in the ledger"));
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void whatTheLedgerCannotTakeIsNamed(String row, String problem) {
        var ledger = ledger(List.of(
                new MasterData.Account("6998", "Closed", "Expense", false, "", Set.of()),
                new MasterData.Account("6997", "Untaxed", "Expense", true, "", Set.of("NON"))));

        assertThat(problems(mappings(row), ledger)).containsExactly(problem);
    }

    @Test
    void whatItCanTakeIsNoProblem() {
        assertThat(problems(
                        mappings(
                                "account,FEE.ADS,,,,Account 6999,,,NON",
                                "item,SKU-1,,,,WIDGET,,,",
                                "item,SKU-2,,,,w-1,,,",
                                "customer,Amazon.ca,,,,To be created,,,"),
                        ledger(List.of(account("6999", "Expense")))))
                .isEmpty();
    }

    @Test
    void aListThatWasNotReadIsNotEmpty() {
        var nothing = new MasterData(List.of(), List.of(), List.of(), List.of(), new Creates(false, true));

        assertThat(problems(mappings("account,FEE.ADS,,,,6999,,,VAT", "item,SKU-1,,,,Gadget,,,"), nothing))
                .isEmpty();
        assertThat(problems(
                        mappings("item,SKU-1,,,,Gadget,,,"),
                        new MasterData(
                                List.of(),
                                List.of(new Item("Widget", "", true)),
                                List.of(),
                                List.of(),
                                new Creates(true, true))))
                .as("the sink creates it")
                .isEmpty();
    }

    @Test
    void aCheckedTableMissesWhatTheLedgerCannotTakeAndSaysWhy() {
        var own = mappings(
                "account,FEE.ADS,,,,6999,,,",
                "account,FEE.FBA/FBAPerUnitFulfillmentFee,,,,6998,,,",
                "item,SKU-1,,,,Gadget,,,");
        var checked = own.checkedAgainst(ledger(List.of()));

        assertThat(own.accountOf(Category.FEE_ADS, "", null, TODAY).map(Account::code))
                .contains("6999");
        assertThat(checked.accountOf(Category.FEE_ADS, "", null, TODAY)).isEmpty();
        assertThat(checked.gapOf(new MappingKey(MappingKey.Kind.ACCOUNT, "FEE.ADS")))
                .contains("account 6999 is not in the ledger");
        assertThat(checked.accountOf(Category.FEE_FBA, "FBAPerUnitFulfillmentFee", null, TODAY))
                .as("no falling back to the row of the category")
                .isEmpty();
        assertThat(checked.accountOf(Category.FEE_FBA, "FBAWeightBasedFee", null, TODAY))
                .isPresent();
        assertThat(checked.gapOf(new MappingKey(MappingKey.Kind.ACCOUNT, "FEE.FBA")))
                .contains("account 6998 is not in the ledger");
        assertThat(checked.goodsOf(new Sku("SKU-1"), null, TODAY)).isEmpty();
        assertThat(checked.gapOf(new MappingKey(MappingKey.Kind.ITEM, "SKU-1")))
                .contains("item 'Gadget' is not in the ledger");
        assertThat(checked.gapOf(new MappingKey(MappingKey.Kind.ITEM, "SKU-2"))).isEmpty();
        assertThat(checked.maps(new MappingKey(MappingKey.Kind.ITEM, "SKU-1"))).isTrue();
        assertThat(checked.maps(new MappingKey(MappingKey.Kind.ITEM, "SKU-2"))).isFalse();
        assertThat(checked.version()).isEqualTo(own.version());
    }

    @Test
    void theyAreAllWellAgainOnceTheLedgerHasThem() {
        var own = mappings("account,FEE.ADS,,,,6999,,,");

        assertThat(own.checkedAgainst(ledger(List.of()))
                        .checkedAgainst(ledger(List.of(account("6999", "Expense"))))
                        .accountOf(Category.FEE_ADS, "", null, TODAY)
                        .map(Account::code))
                .contains("6999");
    }

    @Test
    void onlyTheRolesThatAreUsedNeedTheirAccounts() {
        var withoutMigration = new ArrayList<>(chart());
        withoutMigration.removeIf(account -> account.number().equals("3900"));
        var ledger = new MasterData(withoutMigration, List.of(), List.of(), List.of(), new Creates(true, true));

        assertThat(MappingCheck.problems(
                        Mappings.standard(), ledger, MappingCheck.ownRowsAnd(Set.of(Role.BANK, Role.RECEIVABLE))))
                .isEmpty();
        assertThat(MappingCheck.problems(Mappings.standard(), ledger, MappingCheck.ownRowsAnd(Set.of(Role.MIGRATION))))
                .singleElement()
                .hasToString("account:ROLE.MIGRATION: account 3900 is not in the ledger; create it in the"
                        + " ledger, or map ROLE.MIGRATION to another account");
    }
}
