package org.tieout.accounting.export;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.document.Account;
import org.tieout.accounting.document.Application;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Document.CustomerPayment;
import org.tieout.accounting.document.Document.Deposit;
import org.tieout.accounting.document.Document.Heading;
import org.tieout.accounting.document.Document.Invoice;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.source.OrderId;
import org.tieout.accounting.source.SettlementId;

/// Documents of one order and one settlement, written down.
final class Documents {

    static final SettlementId SETTLEMENT = new SettlementId("25889786381");
    static final OrderId ORDER = new OrderId("111-0000000-0000001");
    private static final Account RECEIVABLE = Account.of("1100", "Accounts Receivable");
    private static final Account UNDEPOSITED = Account.of("1145", "Undeposited Funds");

    private Documents() {}

    static Document invoice(String customer, String memo, String item) {
        return new Invoice(
                heading("order/111-0000000-0000001/invoice-1", "111-0000000-0000001", "2026-06-28", memo),
                customer,
                ORDER,
                Optional.empty(),
                List.of(
                        Line.balancing(RECEIVABLE, usd("49.99"), "Order 111-0000000-0000001"),
                        Line.ofItem(
                                Account.of("4000", "Sales"),
                                usd("-49.99"),
                                item,
                                2,
                                Category.REV_PRINCIPAL,
                                "Mug",
                                1)));
    }

    static Document payment() {
        return new CustomerPayment(
                heading("settlement/25889786381/payment-2026-06.1", "25889786381-06-1", "2026-06-30", "Orders of June"),
                "Amazon customers",
                List.of(
                        Line.balancing(UNDEPOSITED, usd("49.99"), "Settlement"),
                        Line.balancing(RECEIVABLE, usd("-49.99"), "Orders settled")),
                List.of(new Application(
                        new PostingId("offline/order/111-0000000-0000001/invoice-1/r1"),
                        Document.Kind.INVOICE,
                        Optional.of(ORDER),
                        usd("49.99"))));
    }

    static Document deposit() {
        return new Deposit(
                heading("settlement/25889786381/deposit", "25889786381", "2026-07-11", "Amazon settlement"),
                List.of(
                        Line.balancing(Account.of("1000", "Checking"), usd("42.49"), "Bank"),
                        Line.balancing(UNDEPOSITED, usd("-49.99"), "Payments of orders"),
                        Line.of(
                                Account.of("6100", "Selling fees"),
                                usd("7.50"),
                                Category.FEE_REFERRAL,
                                "Selling fees",
                                1)),
                List.of(new Application(
                        new PostingId("offline/settlement/25889786381/payment-2026-06.1/r1"),
                        Document.Kind.CUSTOMER_PAYMENT,
                        Optional.empty(),
                        usd("49.99"))));
    }

    static Document bill() {
        return new Document.Bill(
                heading("settlement/25889786381/bill", "25889786381-06-B", "2026-06-30", "Fees of June"),
                "Amazon",
                List.of(
                        Line.of(
                                Account.of("6100", "Selling fees"),
                                usd("7.50"),
                                Category.FEE_REFERRAL,
                                "Selling fees",
                                1),
                        Line.balancing(Account.of("2050", "Amazon payable"), usd("-7.50"), "Amazon")));
    }

    static Document billPayment() {
        return new Document.BillPayment(
                heading("settlement/25889786381/bill-payment", "25889786381-BP", "2026-07-11", "Fees paid"),
                "Amazon",
                List.of(
                        Line.balancing(Account.of("2050", "Amazon payable"), usd("7.50"), "Amazon"),
                        Line.balancing(Account.of("1150", "Amazon clearing"), usd("-7.50"), "Amazon")),
                List.of(new Application(
                        new PostingId("offline/settlement/25889786381/bill/r1"),
                        Document.Kind.BILL,
                        Optional.empty(),
                        usd("7.50"))));
    }

    private static Heading heading(String document, String reference, String date, String memo) {
        return new Heading(new PostingId("offline/" + document + "/r1"), reference, LocalDate.parse(date), "USD", memo);
    }

    static Money usd(String amount) {
        return Money.of("USD", amount);
    }
}
