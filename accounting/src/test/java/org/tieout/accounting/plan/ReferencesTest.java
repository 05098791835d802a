package org.tieout.accounting.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.source.OrderId;

class ReferencesTest {

    private static final References REFERENCES = References.of(PostingProfile.QBO);
    private static final References OF_BUSINESS_CENTRAL = References.of(PostingProfile.BC_2);
    private static final OrderId ORDER = new OrderId("111-1234567-7654321");

    @Test
    void theFirstInvoiceIsTheOrdersOwnNumber() {
        assertThat(REFERENCES.invoice(ORDER, 1)).isEqualTo("111-1234567-7654321");
        assertThat(REFERENCES.invoice(ORDER, 2)).isEqualTo("111-1234567-7654321-2");
        assertThat(REFERENCES.invoice(ORDER, 10)).isEqualTo("111-1234567-7654321-A");
        assertThat(REFERENCES.refund(ORDER, 35)).isEqualTo("111-1234567-7654321RZ");
        assertThat(REFERENCES.receipt(ORDER, 1, 1)).isEqualTo("111-1234567-7654321P1");
    }

    @Test
    void thePartsOfALargeOrderGiveUpTheHyphens() {
        assertThat(REFERENCES.invoice(ORDER, 36)).isEqualTo("11112345677654321-10");
        assertThat(REFERENCES.refund(ORDER, 46_655)).isEqualTo("11112345677654321RZZZ");
    }

    @Test
    void noReferenceIsLongerThanTheLedgersFieldAndNoTwoAreAlike() {
        var seen = new HashSet<String>();
        for (var number = 1; number < 2_000; number++) {
            assertThat(seen.add(REFERENCES.invoice(ORDER, number))).isTrue();
            assertThat(seen.add(REFERENCES.refund(ORDER, number))).isTrue();
        }
        assertThat(seen).allSatisfy(reference -> assertThat(reference).hasSizeLessThanOrEqualTo(REFERENCES.longest()));
    }

    @Test
    void aSettlementsReferenceKeepsItsEnd() {
        assertThat(REFERENCES.ofSettlement("25889786381", YearMonth.of(2026, 7), "1"))
                .isEqualTo("25889786381-07-1");
        assertThat(REFERENCES.ofSettlement("123456789012345678901234", YearMonth.of(2026, 12), "A"))
                .isEqualTo("9012345678901234-12-A")
                .hasSize(REFERENCES.longest());
        assertThat(REFERENCES.ofSettlement("123456789012345678901234")).isEqualTo("456789012345678901234");
    }

    /// A document number of Business Central has 20 characters.
    @Test
    void aShorterFieldTakesTheHyphensEarlier() {
        assertThat(OF_BUSINESS_CENTRAL.invoice(ORDER, 1)).isEqualTo("111-1234567-7654321");
        assertThat(OF_BUSINESS_CENTRAL.invoice(ORDER, 2)).isEqualTo("11112345677654321-2");
        assertThat(OF_BUSINESS_CENTRAL.refund(ORDER, 1)).isEqualTo("11112345677654321R1");
        assertThat(OF_BUSINESS_CENTRAL.receipt(ORDER, 8, 1)).isEqualTo("11112345677654321PT");
        assertThat(OF_BUSINESS_CENTRAL.givenBack(ORDER, 1)).isEqualTo("11112345677654321G1");
    }

    @Test
    void noNumberOfBusinessCentralIsLongerThanItsFieldAndNoTwoAreAlike() {
        var seen = new HashSet<String>();
        for (var number = 1; number < 1_296; number++) {
            assertThat(seen.add(OF_BUSINESS_CENTRAL.invoice(ORDER, number))).isTrue();
            assertThat(seen.add(OF_BUSINESS_CENTRAL.refund(ORDER, number))).isTrue();
            assertThat(seen.add(OF_BUSINESS_CENTRAL.givenBack(ORDER, number))).isTrue();
        }
        assertThat(seen).allSatisfy(reference -> assertThat(reference).hasSizeLessThanOrEqualTo(20));
    }

    /// Business Central balances by document number: a payment and a journal of one month never share one.
    @Test
    void paymentsJournalsAndThePayoutOfASettlementHaveNumbersOfTheirOwn() {
        var july = YearMonth.of(2026, 7);

        for (var settlement : new String[] {"25889786381", "123456789012345678901234"}) {
            assertThat(java.util.List.of(
                            OF_BUSINESS_CENTRAL.ofSettlement(settlement, july),
                            OF_BUSINESS_CENTRAL.ofSettlement(settlement, july, "1"),
                            OF_BUSINESS_CENTRAL.ofSettlement(settlement, july, "P"),
                            OF_BUSINESS_CENTRAL.payout(settlement)))
                    .doesNotHaveDuplicates()
                    .allSatisfy(reference -> assertThat(reference).hasSizeLessThanOrEqualTo(20));
        }
        assertThat(OF_BUSINESS_CENTRAL.ofSettlement("25889786381", july)).isEqualTo("25889786381-07");
        assertThat(OF_BUSINESS_CENTRAL.payout("25889786381")).isEqualTo("25889786381-P");
    }

    @Test
    void codesAreWrittenInCapitals() {
        assertThat(OF_BUSINESS_CENTRAL.payout("test-a1")).isEqualTo("TEST-A1-P");
    }

    /// Numbers of MYOB have 13 characters, fewer than an order id: its digits are written in base 36.
    @Test
    void aFieldTooShortForAnOrderIdTakesItsDigitsInBase36() {
        var ofMyob = References.of(PostingProfile.MYOB);
        var digits = Long.toString(11_112_345_677_654_321L, 36).toUpperCase(java.util.Locale.ROOT);

        assertThat(digits).hasSize(11);
        assertThat(ofMyob.invoice(ORDER, 1)).isEqualTo(digits);
        assertThat(ofMyob.invoice(ORDER, 2)).isEqualTo(digits + "-2");
        assertThat(ofMyob.refund(ORDER, 1)).isEqualTo(digits + "R1");
        assertThat(ofMyob.givenBack(ORDER, 1)).isEqualTo(digits + "G1");
        assertThat(ofMyob.ofSettlement("25889786381")).isEqualTo("25889786381");
        assertThat(ofMyob.ofSettlement("25889786381", YearMonth.of(2026, 12), "S"))
                .isEqualTo("0" + Long.toString(25_889_786_381L, 36).toUpperCase(java.util.Locale.ROOT) + "CS");
    }

    @Test
    void noNumberOfMyobIsLongerThanItsFieldAndNoTwoAreAlike() {
        var ofMyob = References.of(PostingProfile.MYOB);
        var seen = new HashSet<String>();
        for (var order : new String[] {"111-1234567-7654321", "111-1234567-7654322", "702-0000000-0000000"}) {
            for (var number = 1; number < 200; number++) {
                assertThat(seen.add(ofMyob.invoice(new OrderId(order), number))).isTrue();
                assertThat(seen.add(ofMyob.refund(new OrderId(order), number))).isTrue();
                assertThat(seen.add(ofMyob.givenBack(new OrderId(order), number)))
                        .isTrue();
                assertThat(seen.add(ofMyob.receipt(new OrderId(order), number, 1)))
                        .isTrue();
            }
        }
        for (var settlement : new String[] {"25889786381", "125889786381"}) {
            for (var number = 1; number < 1_296; number++) {
                assertThat(seen.add(ofMyob.ofSettlement(settlement, YearMonth.of(2026, 7), String.valueOf(number))))
                        .isTrue();
            }
        }
        assertThat(seen).allSatisfy(reference -> assertThat(reference).hasSizeLessThanOrEqualTo(13));
    }

    @Test
    void noTwoPaymentsFromUnappliedReceiptsShareANumber() {
        var seen = new HashSet<String>();
        for (var round = 1; round <= 24; round++) {
            for (var number = 1; number <= 24; number++) {
                assertThat(seen.add(OF_BUSINESS_CENTRAL.receipt(ORDER, round, number)))
                        .isTrue();
            }
        }
        assertThat(seen)
                .allSatisfy(reference ->
                        assertThat(reference).startsWith("11112345677654321P").hasSizeLessThanOrEqualTo(20));
    }
}
