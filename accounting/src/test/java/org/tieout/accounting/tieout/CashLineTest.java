package org.tieout.accounting.tieout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.document.Document.Kind;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.PostingProfile;

/// What a ledger shows of a settlement's payout, by document.
class CashLineTest {

    private static final Money PAID = Money.of("USD", "19.46");
    private static final Money OWED = Money.of("USD", "-39.99");
    private static final Money NOTHING = Money.zero("USD");

    private static PostingId posting(String document) {
        return PostingId.ofSettlement("us-books", "25889786381", document);
    }

    @Test
    void aDepositShowsItsTotal() {
        assertThat(CashLine.in(posting("deposit"), Kind.DEPOSIT, PAID, PAID)).contains(PAID);
        assertThat(CashLine.in(posting("deposit"), Kind.DEPOSIT, OWED, NOTHING)).contains(NOTHING);
    }

    @Test
    void aPayoutsJournalAndATransferShowWhatTheyMove() {
        assertThat(CashLine.in(posting("payout"), Kind.JOURNAL, PAID, PAID)).contains(PAID);
        assertThat(CashLine.in(posting("transfer"), Kind.TRANSFER, PAID, PAID)).contains(PAID);
        var altered = Money.of("USD", "19.45");
        assertThat(CashLine.in(posting("payout"), Kind.JOURNAL, PAID, altered)).contains(altered);
    }

    @Test
    void whatIsOwedBringsNothingToTheBank() {
        assertThat(CashLine.in(posting("payout"), Kind.JOURNAL, OWED, OWED.negate()))
                .contains(NOTHING);
        assertThat(CashLine.in(posting("payable"), Kind.JOURNAL, OWED, OWED.negate()))
                .contains(NOTHING);
    }

    @Test
    void otherDocumentsShowNoBankLine() {
        for (var document : List.of("journal-2026-07", "invoice-1", "payout-returned", "reclass-payout")) {
            assertThat(CashLine.in(posting(document), Kind.JOURNAL, PAID, PAID)).isEmpty();
        }
        assertThat(CashLine.in(posting("payout").reversal(), Kind.JOURNAL, PAID, PAID))
                .isEmpty();
    }

    @Test
    void aSettlementOfNothingHasNoBankLineToWaitForExceptADeposit() {
        for (var profile : PostingProfile.values()) {
            assertThat(CashLine.isNeedless(profile, NOTHING, 3)).isEqualTo(profile != PostingProfile.QBO);
            assertThat(CashLine.isNeedless(profile, PAID, 3)).isFalse();
            assertThat(CashLine.isNeedless(profile, NOTHING, 0)).isTrue();
        }
    }
}
