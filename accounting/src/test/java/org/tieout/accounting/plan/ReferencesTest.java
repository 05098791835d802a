package org.tieout.accounting.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.source.OrderId;

class ReferencesTest {

    private static final OrderId ORDER = new OrderId("111-1234567-7654321");

    @Test
    void theFirstInvoiceIsTheOrdersOwnNumber() {
        assertThat(References.invoice(ORDER, 1)).isEqualTo("111-1234567-7654321");
        assertThat(References.invoice(ORDER, 2)).isEqualTo("111-1234567-7654321-2");
        assertThat(References.invoice(ORDER, 10)).isEqualTo("111-1234567-7654321-A");
        assertThat(References.refund(ORDER, 35)).isEqualTo("111-1234567-7654321RZ");
        assertThat(References.receipt(ORDER, 1)).isEqualTo("111-1234567-7654321P1");
    }

    @Test
    void thePartsOfALargeOrderGiveUpTheHyphens() {
        assertThat(References.invoice(ORDER, 36)).isEqualTo("11112345677654321-10");
        assertThat(References.refund(ORDER, 46_655)).isEqualTo("11112345677654321RZZZ");
    }

    @Test
    void noReferenceIsLongerThanTheLedgersFieldAndNoTwoAreAlike() {
        var seen = new HashSet<String>();
        for (var number = 1; number < 2_000; number++) {
            assertThat(seen.add(References.invoice(ORDER, number))).isTrue();
            assertThat(seen.add(References.refund(ORDER, number))).isTrue();
            assertThat(seen.add(References.receipt(ORDER, number))).isTrue();
        }
        assertThat(seen).allSatisfy(reference -> assertThat(reference).hasSizeLessThanOrEqualTo(References.LONGEST));
    }

    @Test
    void aSettlementsReferenceKeepsItsEnd() {
        assertThat(References.ofSettlement("25889786381", YearMonth.of(2026, 7), "1"))
                .isEqualTo("25889786381-07-1");
        assertThat(References.ofSettlement("123456789012345678901234", YearMonth.of(2026, 12), "A"))
                .isEqualTo("9012345678901234-12-A")
                .hasSize(References.LONGEST);
        assertThat(References.ofSettlement("123456789012345678901234")).isEqualTo("456789012345678901234");
    }
}
