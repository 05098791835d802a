package org.tieout.accounting.tieout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.plan.OrderStanding;
import org.tieout.accounting.plan.OrderStanding.Receipt;
import org.tieout.accounting.plan.OrderStanding.Revenue;
import org.tieout.accounting.plan.OrderStanding.Standing;
import org.tieout.accounting.source.OrderId;

/// What a person reads of an order that is open says why, and never another reason.
class OrderDifferenceTest {

    private static final OrderId ORDER = new OrderId("111-0000000-0000001");

    private static Money usd(String amount) {
        return Money.of("USD", amount);
    }

    private static OrderStanding invoiced(String amount, String paid) {
        return OrderStanding.NONE.with(new Standing(
                PostingId.ofOrder("us-books", ORDER.value(), "invoice-1"),
                Document.Kind.INVOICE,
                "Amazon customers",
                usd(amount),
                usd(paid)));
    }

    private static OrderStanding receiving(OrderStanding standing, String amount) {
        return standing.withReceipt(new Receipt("1001", LocalDate.of(2026, 9, 17), usd(amount)));
    }

    private static String note(OrderStanding standing) {
        return OrderDifference.of(ORDER, standing, "USD").note();
    }

    @Test
    void lessThanInvoicedNamesTheCreditMemoThatWouldCloseIt() {
        var difference = OrderDifference.of(ORDER, invoiced("50.00", "48.00"), "USD");

        assertThat(difference)
                .isEqualTo(
                        new OrderDifference(
                                ORDER,
                                usd("50.00"),
                                usd("0.00"),
                                usd("48.00"),
                                usd("2.00"),
                                "settled for less than invoiced so far; if the rest never comes, a credit memo of 2.00 USD closes it"));
    }

    @Test
    void moreThanInvoicedWaitsAndSaysWhatFor() {
        assertThat(note(receiving(invoiced("50.00", "50.00"), "3.00")))
                .isEqualTo("settled for more than invoiced; 3.00 USD waits in Unapplied Amazon receipts");
        assertThat(note(receiving(OrderStanding.NONE, "3.00")))
                .isEqualTo("paid before it could be invoiced; 3.00 USD waits in Unapplied Amazon receipts");
        assertThat(note(receiving(OrderStanding.NONE.withRevenue(Revenue.ELSEWHERE), "3.00")))
                .isEqualTo(
                        "shipped before the flow's cut-over and invoiced elsewhere; 3.00 USD waits in Unapplied Amazon"
                                + " receipts for that invoice");
    }

    @Test
    void taxWithheldTooMuchIsNotTakenForAnUnpaidInvoice() {
        assertThat(note(receiving(invoiced("50.00", "50.00"), "-0.05")))
                .isEqualTo("the marketplace withheld 0.05 USD more tax than it collected; it waits in Unapplied Amazon"
                        + " receipts");
        assertThat(note(receiving(invoiced("50.00", "48.00"), "-0.05"))).startsWith("settled for less than invoiced");
        assertThat(note(receiving(receiving(invoiced("50.00", "50.00"), "-0.05"), "0.05")))
                .isEqualTo("nothing is open");
    }

    @Test
    void onlyAnOpenOrderIsADifference() {
        assertThat(OrderDifference.of(ORDER, invoiced("50.00", "50.00"), "USD").note())
                .isEqualTo("nothing is open");
    }
}
