package org.tieout.accounting.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.document.Account;
import org.tieout.accounting.mapping.MappingCsv;
import org.tieout.accounting.mapping.Mappings;

class AccountNamesTest {

    private static Mappings mappings(String... rows) {
        var text = "kind,key,value,name,type\n" + String.join("\n", rows);
        return switch (MappingCsv.parse(text, "test.csv", 1)) {
            case MappingCsv.Result.Rows(var good) -> Mappings.of(good);
            case MappingCsv.Result.Errors(var errors) -> throw new AssertionError(errors.toString());
        };
    }

    private static String name(Mappings mappings, String code, String name) {
        return new AccountNames(mappings).of(Account.of(code, name));
    }

    @Test
    void theRootIsTheTypeInTheChart() {
        var shipped = Mappings.standard();

        assertThat(name(shipped, "1000", "Checking")).isEqualTo("Assets:1000-Checking");
        assertThat(name(shipped, "1100", "Accounts Receivable")).isEqualTo("Assets:1100-Accounts-Receivable");
        assertThat(name(shipped, "2320", "Accrued Amazon fees")).isEqualTo("Liabilities:2320-Accrued-Amazon-fees");
        assertThat(name(shipped, "4090", "Promotions")).isEqualTo("Income:4090-Promotions");
        assertThat(name(shipped, "4210", "SAFE-T reimbursements")).isEqualTo("Income:4210-SAFE-T-reimbursements");
        assertThat(name(shipped, "6200", "Advertising")).isEqualTo("Expenses:6200-Advertising");
    }

    @Test
    void everyTypeOfAccountOfQuickBooksHasARoot() {
        assertThat(List.of("Bank", "Accounts Receivable", "Other Current Asset", "Fixed Asset", "Other Asset"))
                .allSatisfy(type -> assertThat(AccountNames.rootOf(type)).contains("Assets"));
        assertThat(List.of("Accounts Payable", "Credit Card", "Other Current Liability", "Long Term Liability"))
                .allSatisfy(type -> assertThat(AccountNames.rootOf(type)).contains("Liabilities"));
        assertThat(AccountNames.rootOf("Equity")).contains("Equity");
        assertThat(List.of("Income", "Other Income"))
                .allSatisfy(type -> assertThat(AccountNames.rootOf(type)).contains("Income"));
        assertThat(List.of("Expense", "Other Expense", "Cost of Goods Sold"))
                .allSatisfy(type -> assertThat(AccountNames.rootOf(type)).contains("Expenses"));
    }

    @Test
    void anAccountThatTheChartLacksTakesTheTypeOfWhatIsMappedToIt() {
        var mapped = mappings("account,FEE.ADS,Ads:Sponsored,,", "account,ROLE.PAYABLE,Amazon debt,,");

        assertThat(name(mapped, "Ads:Sponsored", "Ads:Sponsored")).isEqualTo("Expenses:Ads-Sponsored");
        assertThat(name(mapped, "Amazon debt", "Amazon debt")).isEqualTo("Liabilities:Amazon-debt");
    }

    @Test
    void aTypeThatNoToolKnowsGivesWayToTheMappedCategory() {
        var mapped = mappings("chart,9,9,Werbung,Aufwand", "account,FEE.ADS/Sponsored,9,,");

        assertThat(name(mapped, "9", "Werbung")).isEqualTo("Expenses:9-Werbung");
    }

    @Test
    void aRenamedAccountKeepsItsShippedType() {
        assertThat(name(mappings("chart,1000,1000,Giro,"), "1000", "Giro")).isEqualTo("Assets:1000-Giro");
    }

    @Test
    void anAccountOfUnknownTypeIsNotToBeOverlooked() {
        assertThat(name(Mappings.standard(), "7777", "Mystery")).isEqualTo("Equity:Type-unknown:7777-Mystery");
    }

    @Test
    void aNameBeginsWithACapitalOrADigitAndHoldsLettersDigitsAndHyphens() {
        var mappings = mappings(
                "account,FEE.ADS,ads,,", "account,FEE.FBA,日本,,", "account,FEE.PROMO,--,,", "account,FEE.STORAGE,ß,,");

        assertThat(name(mappings, "ads", "ads & more (\"new\")")).isEqualTo("Expenses:Ads-ads-more-new");
        assertThat(name(mappings, "日本", "日本")).isEqualTo("Expenses:X日本");
        assertThat(name(mappings, "--", "--")).isEqualTo("Expenses:X");
        assertThat(name(mappings, "ß", "ß")).isEqualTo("Expenses:SS");
    }

    @Test
    void twoAccountsNeverShareAName() {
        var names = new AccountNames(mappings("account,FEE.ADS,a b,,", "account,FEE.FBA,a-b,,"));

        assertThat(names.of(Account.of("a b", "a b"))).isEqualTo("Expenses:A-b");
        assertThat(names.of(Account.of("a-b", "a-b"))).isEqualTo("Expenses:A-b-2");
        assertThat(names.of(Account.of("a b", "renamed"))).isEqualTo("Expenses:A-b");
        assertThat(names.of(Account.of("a.b", "a.b"))).isEqualTo("Equity:Type-unknown:A-b");
        assertThat(names.of(Account.of("a/b", "a/b"))).isEqualTo("Equity:Type-unknown:A-b-2");
        assertThat(names.of(Account.of("a+b", "a+b"))).isEqualTo("Equity:Type-unknown:A-b-3");
    }
}
