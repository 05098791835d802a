package org.tieout.accounting.correction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.catalogue.Category;
import org.tieout.accounting.correction.Correction.Differs;
import org.tieout.accounting.correction.Correction.Held;
import org.tieout.accounting.correction.Correction.Same;
import org.tieout.accounting.correction.Correction.Terms;
import org.tieout.accounting.correction.Difference.Remedy;
import org.tieout.accounting.document.Account;
import org.tieout.accounting.document.Application;
import org.tieout.accounting.document.Document;
import org.tieout.accounting.document.Document.CustomerPayment;
import org.tieout.accounting.document.Document.Deposit;
import org.tieout.accounting.document.Document.Heading;
import org.tieout.accounting.document.Document.Invoice;
import org.tieout.accounting.document.Document.Journal;
import org.tieout.accounting.document.Document.RefundReceipt;
import org.tieout.accounting.document.Line;
import org.tieout.accounting.document.PostingId;
import org.tieout.accounting.mapping.MappingCsv;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.accounting.money.Money;
import org.tieout.accounting.period.ClosedPeriods;
import org.tieout.accounting.source.OrderId;

/// Documents posted and planned, written down one by one: what differs between them, and who puts it right.
class CorrectionTest {

    private static final LocalDate DAY = LocalDate.of(2026, 7, 3);
    private static final OrderId A = new OrderId("111-0000000-0000001");
    private static final OrderId B = new OrderId("111-0000000-0000002");
    private static final Account RECEIVABLE = Account.of("1100", "Accounts Receivable");
    private static final Account UNDEPOSITED = Account.of("1145", "Undeposited Funds");
    private static final Account BANK = Account.of("1000", "Checking");
    private static final Account SALES = Account.of("4000", "Sales");
    private static final Account REFUNDS = Account.of("4100", "Refunds");
    private static final Account CLAIMS = Account.of("4110", "Claims");
    private static final Account FEES = Account.of("6100", "Selling fees");

    private static Money usd(String amount) {
        return Money.of("USD", amount);
    }

    private static Heading heading(String document, String reference, LocalDate date) {
        return new Heading(
                PostingId.ofSettlement("us-books", "1001", document), reference, date, "USD", "Amazon settlement 1001");
    }

    private static Line plain(Account account, String amount) {
        return Line.balancing(account, usd(amount), "");
    }

    private static Line of(Category category, Account account, String amount) {
        return Line.of(account, usd(amount), category, "", 1);
    }

    private static Line mugs(String amount, int units) {
        return sold("Blue mug", amount, units);
    }

    private static Line sold(String item, String amount, int units) {
        return Line.ofItem(SALES, usd(amount), item, units, Category.REV_PRINCIPAL, "", 1);
    }

    private static Invoice invoice(OrderId order, Line... lines) {
        return new Invoice(
                new Heading(
                        PostingId.ofOrder("us-books", order.value(), "invoice-1"),
                        order.value(),
                        DAY,
                        "USD",
                        "Amazon order " + order),
                "Amazon customers",
                order,
                Optional.empty(),
                List.of(lines));
    }

    private static Application pays(OrderId order, String amount) {
        return new Application(
                PostingId.ofOrder("us-books", order.value(), "invoice-1"),
                Document.Kind.INVOICE,
                Optional.of(order),
                usd(amount));
    }

    private static CustomerPayment payment(String name, String total, Application... applications) {
        return new CustomerPayment(
                heading("payment-" + name, "1001-" + name, DAY),
                "Amazon customers",
                List.of(
                        plain(UNDEPOSITED, total),
                        plain(RECEIVABLE, usd(total).negate().amount())),
                List.of(applications));
    }

    private static RefundReceipt receipt(OrderId order, Account account, String amount) {
        return new RefundReceipt(
                new Heading(
                        PostingId.ofOrder("us-books", order.value(), "refund-1"),
                        order.value() + "R1",
                        DAY,
                        "USD",
                        "Amazon order " + order),
                "Amazon customers",
                order,
                List.of(
                        of(Category.RET_REFUND, account, amount),
                        plain(UNDEPOSITED, usd(amount).negate().amount())));
    }

    private static Deposit deposit(Line... lines) {
        return new Deposit(heading("deposit", "1001", DAY), List.of(lines), List.of());
    }

    private static Mappings mappings(String... rows) {
        var text = "kind,key,value,valid-from\n" + String.join("\n", rows);
        return switch (MappingCsv.parse(text, "test.csv", 1)) {
            case MappingCsv.Result.Rows(var good) -> Mappings.of(good);
            case MappingCsv.Result.Errors(var errors) -> throw new AssertionError(errors.toString());
        };
    }

    private static Correction correct(List<? extends Document> posted, List<? extends Document> planned) {
        return correct(posted, planned, Mappings.standard());
    }

    private static Correction correct(
            List<? extends Document> posted, List<? extends Document> planned, Mappings mappings) {
        return Correction.of(
                List.copyOf(posted), List.copyOf(planned), new Terms(id -> false, ClosedPeriods.none(), mappings));
    }

    private static Differs differs(Correction correction) {
        assertThat(correction).isInstanceOf(Differs.class);
        return (Differs) correction;
    }

    private static Held held(Correction correction) {
        assertThat(correction).isInstanceOf(Held.class);
        return (Held) correction;
    }

    @Test
    void nothingPostedAndNothingPlannedIsTheSame() {
        assertThat(correct(List.of(), List.of())).isEqualTo(new Same(List.of()));
    }

    @Test
    void anInvoiceOfOtherUnitsForTheSameMoneyIsReplaced() {
        var correction = differs(correct(
                List.of(invoice(A, plain(RECEIVABLE, "20.00"), mugs("-20.00", 1))),
                List.of(invoice(A, plain(RECEIVABLE, "20.00"), mugs("-20.00", 2)))));

        assertThat(correction.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.remedy()).isEqualTo(Remedy.REPLACED);
            assertThat(difference.amounts())
                    .containsExactly(
                            new Difference.Amount(RECEIVABLE, "", usd("20.00"), usd("20.00")),
                            new Difference.Amount(SALES, "Blue mug", usd("-20.00"), usd("-20.00")));
        });
        assertThat(correction.documents())
                .extracting(document -> document.heading().reference())
                .containsExactly(A + "X1", A + "U1", A + "V2");
    }

    @Test
    void linesOfOneAccountAndItemAreOneHoweverTheyAreSplit() {
        assertThat(correct(
                        List.of(invoice(A, plain(RECEIVABLE, "30.00"), mugs("-20.00", 2), mugs("-10.00", 1))),
                        List.of(invoice(A, plain(RECEIVABLE, "30.00"), mugs("-30.00", 3)))))
                .isEqualTo(new Same(List.of()));
    }

    @Test
    void aReplacedInvoiceIsShownByTheAccountsOfBothSidesAndNotByThoseThatHoldNothing() {
        var correction = differs(correct(
                List.of(invoice(
                        A,
                        plain(RECEIVABLE, "20.00"),
                        mugs("-20.00", 1),
                        of(Category.REV_PROMO, REFUNDS, "3.00"),
                        of(Category.REV_PROMO, REFUNDS, "-3.00"))),
                List.of(invoice(A, plain(RECEIVABLE, "20.00"), sold("Red teapot", "-20.00", 1)))));

        assertThat(correction.differences().getFirst().amounts())
                .containsExactly(
                        new Difference.Amount(RECEIVABLE, "", usd("20.00"), usd("20.00")),
                        new Difference.Amount(SALES, "Blue mug", usd("-20.00"), usd("0.00")),
                        new Difference.Amount(SALES, "Red teapot", usd("0.00"), usd("-20.00")));
    }

    @Test
    void anotherItemOnAPaidInvoiceStaysAndIsSaidWithTheUnits() {
        var payment = payment("1", "30.00", pays(A, "30.00"));

        var correction = correct(
                List.of(invoice(A, plain(RECEIVABLE, "30.00"), mugs("-20.00", 2), mugs("-10.00", 1)), payment),
                List.of(invoice(A, plain(RECEIVABLE, "30.00"), sold("Red teapot", "-30.00", 1)), payment));

        assertThat(correction)
                .isEqualTo(new Same(List.of("INVOICE " + A
                        + " names items {Blue mug=3}, planned now are {Red teapot=1}: money has settled it, so they"
                        + " stay")));
    }

    @Test
    void whatWasTakenBackAndIsPlannedAgainIsPostedAgain() {
        var invoice = invoice(A, plain(RECEIVABLE, "20.00"), mugs("-20.00", 1));
        var taken = differs(correct(List.of(invoice), List.of()));
        assertThat(taken.differences()).extracting(Difference::remedy).containsExactly(Remedy.REVERSED);
        var posted = new ArrayList<Document>(List.of(invoice));
        posted.addAll(taken.documents());

        var again = differs(correct(posted, List.of(invoice)));

        assertThat(again.differences()).extracting(Difference::remedy).containsExactly(Remedy.ADDED);
        assertThat(again.documents()).singleElement().satisfies(document -> {
            assertThat(document.id().revision()).isEqualTo(2);
            assertThat(document.heading().memo())
                    .isEqualTo("Amazon order " + A + " (stands instead of us-books/order/" + A + "/invoice-1/r1)");
        });
        posted.addAll(again.documents());
        assertThat(correct(posted, List.of(invoice))).isEqualTo(new Same(List.of()));
    }

    @Test
    void anInvoiceOfNothingIsTakenBackWithoutAnythingToUse() {
        var wash = invoice(A, plain(RECEIVABLE, "0.00"), mugs("-20.00", 1), of(Category.REV_PROMO, REFUNDS, "20.00"));

        assertThat(differs(correct(List.of(wash), List.of())).documents())
                .extracting(Document::kind)
                .containsExactly(Document.Kind.CREDIT_MEMO);
    }

    @Test
    void theSameMoneyOnOtherOrdersIsForAPersonToReapply() {
        var posted = List.of(
                payment("1", "50.00", pays(A, "30.00"), pays(A, "15.00"), pays(B, "5.00")),
                new Deposit(
                        heading("deposit", "1001", DAY),
                        List.of(plain(BANK, "50.00"), plain(UNDEPOSITED, "-50.00")),
                        List.of(pays(A, "1.00"))));
        var planned = List.of(
                payment("1", "50.00", pays(A, "50.00")),
                new Deposit(
                        heading("deposit", "1001", DAY),
                        List.of(plain(BANK, "50.00"), plain(UNDEPOSITED, "-50.00")),
                        List.of(pays(B, "2.00"))));

        assertThat(correct(posted, planned))
                .isEqualTo(new Same(List.of(
                        "payments take 45.00 USD from us-books/order/" + A
                                + "/invoice-1/r1, planned now is 50.00 USD: re-apply them in the ledger by hand",
                        "payments take 5.00 USD from us-books/order/" + B
                                + "/invoice-1/r1, planned now is nothing: re-apply them in the ledger by hand")));
        assertThat(correct(planned, posted))
                .isInstanceOfSatisfying(
                        Same.class,
                        same -> assertThat(same.remarks())
                                .contains(
                                        "payments take nothing from us-books/order/" + B
                                                + "/invoice-1/r1, planned now is 5.00 USD: re-apply them in the ledger by hand"));
    }

    @Test
    void paymentsThatTogetherHoldTheSameAreLeftAlone() {
        assertThat(correct(
                        List.of(payment("1", "30.00", pays(A, "30.00")), payment("2", "20.00", pays(B, "20.00"))),
                        List.of(payment("1", "20.00", pays(B, "20.00")), payment("2", "30.00", pays(A, "30.00")))))
                .isEqualTo(new Same(List.of()));
    }

    @Test
    void documentsThatTogetherHoldTheSameMoneyAreCorrectedByOneJournal() {
        var posted = List.of(
                receipt(A, REFUNDS, "10.00"),
                receipt(B, REFUNDS, "20.00"),
                deposit(plain(BANK, "-30.00"), plain(UNDEPOSITED, "30.00")));
        var planned = List.of(
                receipt(A, REFUNDS, "14.00"),
                receipt(B, CLAIMS, "16.00"),
                deposit(plain(BANK, "-30.00"), plain(UNDEPOSITED, "30.00")));

        var correction = differs(correct(posted, planned));

        assertThat(correction.documents()).singleElement().isInstanceOfSatisfying(Journal.class, journal -> {
            assertThat(journal.id().value()).isEqualTo("us-books/order/" + A + "/reclass-plan/r1");
            assertThat(journal.heading().reference()).isEqualTo("11100000000000001R1C1");
            assertThat(journal.lines())
                    .extracting(line -> line.account().code(), Line::amount, Line::category)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple(
                                    "4100", usd("-16.00"), Optional.of(Category.RET_REFUND)),
                            org.assertj.core.groups.Tuple.tuple(
                                    "4110", usd("16.00"), Optional.of(Category.RET_REFUND)));
        });
        assertThat(correction.differences())
                .extracting(Difference::remedy)
                .containsExactly(Remedy.RECLASSIFIED, Remedy.RECLASSIFIED);
    }

    @Test
    void noJournalOfSeveralDocumentsMovesTheBankEither() {
        var correction = held(correct(
                List.of(receipt(A, REFUNDS, "10.00"), receipt(B, REFUNDS, "20.00")),
                List.of(receipt(A, REFUNDS, "14.00"), receipt(B, BANK, "16.00"))));

        assertThat(correction.reason()).startsWith("account 1000 is moved by documents alone");
        assertThat(correction.differences()).extracting(Difference::remedy).containsOnly(Remedy.HELD);
    }

    @Test
    void onlyWhatDiffersIsHeldAndTheBankLinesAreNamed() {
        var same = payment("1", "30.00", pays(A, "30.00"));
        var loan = new Journal(
                heading("loan", "1001-L", DAY), List.of(plain(BANK, "5.00"), of(Category.LOAN_ADVANCE, FEES, "-5.00")));

        var correction = held(correct(
                List.of(same, loan, deposit(plain(BANK, "30.00"), plain(UNDEPOSITED, "-30.00"))),
                List.of(same, loan, deposit(plain(BANK, "29.00"), plain(UNDEPOSITED, "-29.00")))));

        assertThat(correction.reason())
                .startsWith("the bank line of what is posted is 30.00 USD, that of what is planned now is 29.00 USD. ");
        assertThat(correction.differences())
                .singleElement()
                .satisfies(difference -> assertThat(difference.kind()).isEqualTo(Document.Kind.DEPOSIT));
    }

    @Test
    void theBankThatTheMappingNamesIsGuarded() {
        var later = mappings("account,ROLE.BANK,1010,");
        var other = Account.of("1010", "Savings");

        assertThat(held(correct(
                                List.of(deposit(plain(BANK, "7.00"), of(Category.FEE_REFERRAL, FEES, "-7.00"))),
                                List.of(deposit(plain(BANK, "7.00"), of(Category.FEE_REFERRAL, other, "-7.00"))),
                                later))
                        .reason())
                .startsWith("account 1010 is moved by documents alone");
    }

    /// What was read back from a topic has no names.
    @Test
    void anAccountIsShownByTheNameThatEitherSideKnows() {
        var nameless = Account.of("6100", "6100");
        var correction = differs(correct(
                List.of(deposit(plain(BANK, "-7.00"), of(Category.FEE_REFERRAL, nameless, "7.00"))),
                List.of(deposit(
                        plain(BANK, "-7.00"),
                        of(Category.FEE_REFERRAL, FEES, "4.00"),
                        of(Category.FEE_REFERRAL, CLAIMS, "3.00")))));

        assertThat(correction.differences().getFirst().amounts())
                .extracting(amount -> amount.account().name())
                .containsExactly("Checking", "Claims", "Selling fees");
        assertThat(correction.documents().getFirst().lines())
                .extracting(Line::category)
                .containsOnly(Optional.of(Category.FEE_REFERRAL));
    }

    @Test
    void aDifferenceOfOneSideIsShownWithAGapOnTheOther() {
        var invoice = invoice(A, plain(RECEIVABLE, "20.00"), mugs("-20.00", 1));
        var added = differs(correct(List.of(), List.of(invoice))).differences().getFirst();

        assertThat(DocumentDiff.text(added))
                .containsExactly(
                        "invoice 111-0000000-0000001 of 2026-07-03, USD: posted",
                        "  us-books/order/111-0000000-0000001/invoice-1/r1",
                        "  account                    posted  planned  difference",
                        "  1100 Accounts Receivable        -    20.00       20.00",
                        "  4000 Sales, item Blue mug       -   -20.00      -20.00");
        assertThat(DocumentDiff.json(added))
                .contains(
                        "\"posted\":null,\"planned\":{\"postingId\":\"us-books/order/111-0000000-0000001/invoice-1/r1\","
                                + "\"reference\":\"111-0000000-0000001\",\"date\":\"2026-07-03\"}")
                .contains("\"name\":\"Accounts Receivable\"");
    }

    @Test
    void aDocumentPlannedForAnotherDaySaysBoth() {
        var lines = List.of(of(Category.FEE_REFERRAL, FEES, "7.00"), of(Category.FEE_REFERRAL, CLAIMS, "-7.00"));
        var moved = differs(correct(
                        List.of(new Journal(heading("accrual", "1001-A", DAY), lines)),
                        List.of(new Journal(heading("accrual", "1001-A", DAY.plusDays(2)), lines))))
                .differences()
                .getFirst();

        assertThat(DocumentDiff.text(moved).getFirst())
                .isEqualTo("journal 1001-A of 2026-07-03, USD (planned now: 2026-07-05): taken back and replaced");
    }

    @Test
    void controlCharactersAndQuotesAreEscapedAndBlanksAreNot() {
        var odd = Account.of("6\"1", "a b\tc\\");
        var difference = new Difference(
                Document.Kind.JOURNAL,
                Optional.of(heading("accrual", "1001-A", DAY)),
                Optional.empty(),
                Remedy.REVERSED,
                List.of(new Difference.Amount(odd, "", usd("1.00"), usd("0.00"))));

        assertThat(DocumentDiff.json(difference))
                .contains("\"account\":\"6\\\"1\",\"name\":\"a b\\u0009c\\\\\"")
                .contains("\"planned\":null");
    }

    @Test
    void aLongNumberGivesWayBeforeItsSuffix() {
        var order = "111-0000000-0000001R1";
        var id = PostingId.ofOrder("us-books", "x", "refund-1");

        assertThat(Numbers.reclass("25889786381-07-1", 1)).isEqualTo("25889786381-07-1C1");
        assertThat(Numbers.reclass(order, 1)).isEqualTo("11100000000000001R1C1");
        assertThat(Numbers.reversal(order + "23", id)).isEqualTo("100000000000001R123X1");
    }
}
