package org.tieout.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.balance.Control;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.document.Account;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.period.MonthEnd;
import org.tieout.accounting.period.PayoutRoute;
import org.tieout.accounting.source.SettlementId;
import org.tieout.accounting.source.Sku;
import org.tieout.accounting.tieout.Check;

/// Words and orders that options, topics and reports rely on: to change one is to change a contract.
class WordsTest {

    @Test
    void eachOptionHasItsWordAndIsFoundByIt() {
        assertThat(Stream.of(MonthEnd.Reversal.values()).map(MonthEnd.Reversal::word))
                .containsExactly("on-release", "first-of-month");
        assertThat(Stream.of(MonthEnd.Reversal.values()))
                .allSatisfy(reversal ->
                        assertThat(MonthEnd.Reversal.of(reversal.word())).contains(reversal));
        assertThat(MonthEnd.Reversal.of("whenever")).isEmpty();
        assertThat(PayoutRoute.Stage.words()).containsExactly("bank", "in-transit");
    }

    @Test
    void checksAndControlsHaveTheirWordsAndNumbers() {
        assertThat(Arrays.stream(Check.Kind.values()).map(kind -> kind.number() + " " + kind.word()))
                .containsExactly("1 lines", "2 documents", "3 ledger", "4 cash", "5 orders");
        assertThat(Arrays.stream(Control.Kind.values()).map(Control.Kind::word))
                .containsExactly("amazon-summary", "amazon-balance");
    }

    @Test
    void eachCategoryHasALabelOfItsOwn() {
        assertThat(Arrays.stream(Category.values()).map(Category::label))
                .doesNotHaveDuplicates()
                .allSatisfy(label -> assertThat(label).isNotBlank());
    }

    @Test
    void idsSortByTheirText() {
        assertThat(Stream.of("b", "a", "c").map(PostingId::new).sorted())
                .extracting(PostingId::value)
                .containsExactly("a", "b", "c");
        assertThat(Stream.of("2", "1", "3").map(SettlementId::new).sorted())
                .extracting(SettlementId::value)
                .containsExactly("1", "2", "3");
        assertThat(Stream.of("MUG", "HAT", "POT").map(Sku::new).sorted())
                .extracting(Sku::toString)
                .containsExactly("HAT", "MUG", "POT");
    }

    /// A ledger would see no difference between versions of a mapping row, and one between anything else.
    @Test
    void accountsAreEqualWhereALedgerSeesNoDifference() {
        var account = new Account("4000", "Sales", "T1");
        var dimension = new java.util.TreeMap<>(java.util.Map.of("class", "US"));

        assertThat(new Account("4000", "Sales", "T1", account.dimensions(), 9))
                .isEqualTo(account)
                .hasSameHashCodeAs(account)
                .hasToString("Account[code=4000, name=Sales, taxCode=T1]");
        assertThat(account)
                .isNotEqualTo(new Account("4001", "Sales", "T1"))
                .isNotEqualTo(new Account("4000", "Sale", "T1"))
                .isNotEqualTo(new Account("4000", "Sales", "T2"))
                .isNotEqualTo(new Account("4000", "Sales", "T1", dimension, 0));
        assertThat(new Account("4000", "Sales", "T1", dimension, 0))
                .hasToString("Account[code=4000, name=Sales, taxCode=T1, dimensions={class=US}]");
        assertThat(account.hashCode()).isNotEqualTo(new Account("4001", "Sales", "T1").hashCode());
    }
}
