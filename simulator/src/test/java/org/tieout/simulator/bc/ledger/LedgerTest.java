package org.tieout.simulator.bc.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tieout.simulator.bc.ledger.DocumentType.BLANK;
import static org.tieout.simulator.bc.ledger.DocumentType.CREDIT_MEMO;
import static org.tieout.simulator.bc.ledger.DocumentType.INVOICE;
import static org.tieout.simulator.bc.ledger.DocumentType.PAYMENT;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tieout.simulator.bc.ledger.DefaultDimension.ValuePosting;
import org.tieout.simulator.bc.ledger.LedgerRefusal.Kind;

/// What posting does to the three ledgers and what it refuses, in numbers worked out by hand.
class LedgerTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 3);
    private static final Instant NOW = Instant.parse("2026-11-04T08:00:00Z");
    private static final Account CUSTOMER = Account.customer("AMZ-US");

    private final TestCompany company = new TestCompany();
    private final Ledger ledger = new Ledger();

    @AfterEach
    void theBooksBalance() {
        assertThat(ledger.trialBalance()).isEqualByComparingTo("0");
        BigDecimal receivables =
                ledger.customerEntries().stream().map(CustomerEntry::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(ledger.balance("1100")).isEqualByComparingTo(receivables);
        assertThat(ledger.balance("1000")).isEqualByComparingTo(ledger.bankBalance("CHECKING"));
    }

    private static PostingLine line(DocumentType type, String document, Account account, String amount) {
        Place place = Place.journalLine("GENERAL", "AZ1", 10_000);
        return PostingLine.of(place, type, document, DAY, account, new BigDecimal(amount));
    }

    private static PostingLine general(String document, String account, String amount) {
        return line(BLANK, document, Account.general(account), amount);
    }

    private void posted(PostingLine... lines) {
        assertThat(ledger.post(List.of(lines), company, NOW)).isInstanceOf(Posting.Posted.class);
    }

    private void refused(Kind kind, String message, PostingLine... lines) {
        int before = ledger.entries().size();
        assertThat(ledger.post(List.of(lines), company, NOW))
                .isEqualTo(new Posting.Refused(new LedgerRefusal(kind, message)));
        assertThat(ledger.entries()).hasSize(before);
    }

    private void invoice(String number, String amount) {
        posted(line(INVOICE, number, Account.general("4000"), "-" + amount), line(INVOICE, number, CUSTOMER, amount));
    }

    private CustomerEntry only(DocumentType type, String number) {
        List<CustomerEntry> entries = ledger.customerEntries("AMZ-US", type, number);
        assertThat(entries).hasSize(1);
        return entries.getFirst();
    }

    @Test
    void aSettlementJournalMovesClearingFeesAndBank() {
        posted(
                general("S-1", "6100", "6.30"),
                general("S-1", "1150", "-23.30"),
                line(BLANK, "S-1", Account.bank("CHECKING"), "17.00"));
        assertThat(ledger.balance("6100")).isEqualByComparingTo("6.30");
        assertThat(ledger.balance("1150")).isEqualByComparingTo("-23.30");
        assertThat(ledger.bankBalance("CHECKING")).isEqualByComparingTo("17.00");
        assertThat(ledger.entries()).extracting(GeneralEntry::entryNumber).containsExactly(1, 2, 3);
        assertThat(ledger.entries()).extracting(GeneralEntry::postedAt).containsOnly(NOW);
    }

    @Test
    void aLineWithABalancingAccountBalancesItself() {
        posted(general("S-1", "6100", "5.00").balancedBy(Account.general("1150")));
        assertThat(ledger.balance("1150")).isEqualByComparingTo("-5.00");
    }

    @Test
    void anUnbalancedDocumentIsRefusedWithTheAmount() {
        refused(
                Kind.RULE,
                "Document No. S-1 is out of balance by -1,234.5. Please check that Posting Date, Document Type,"
                        + " Document No. and Amount are correct for each line.",
                general("S-1", "6100", "1.00"),
                general("S-1", "1150", "-1235.50"));
    }

    @Test
    void twoDocumentsDoNotBalanceEachOther() {
        refused(
                Kind.RULE,
                "Document No. S-1 is out of balance by 5. Please check that Posting Date, Document Type,"
                        + " Document No. and Amount are correct for each line.",
                general("S-1", "6100", "5.00"),
                general("S-2", "1150", "-5.00"));
    }

    @Test
    void aPaymentAndAGeneralLineOfOneNumberDoNotBalanceEachOther() {
        invoice("I-1", "5.00");
        refused(
                Kind.RULE,
                "Document No. S-1 is out of balance by -5. Please check that Posting Date, Document Type,"
                        + " Document No. and Amount are correct for each line.",
                line(PAYMENT, "S-1", CUSTOMER, "-5.00").applyingTo(INVOICE, "I-1"),
                general("S-1", "1150", "5.00"));
    }

    @Test
    void oneDocumentOnTwoDatesMustBalanceOnEach() {
        PostingLine later = PostingLine.of(
                Place.journalLine("GENERAL", "AZ1", 20_000),
                BLANK,
                "S-1",
                DAY.plusDays(1),
                Account.general("1150"),
                new BigDecimal("-5.00"));
        refused(
                Kind.RULE,
                "Document No. S-1 is out of balance by 5. Please check that Posting Date, Document Type,"
                        + " Document No. and Amount are correct for each line.",
                general("S-1", "6100", "5.00"),
                later);
    }

    @Test
    void aPaymentClosesTheInvoiceItIsAppliedTo() {
        invoice("I-1", "45.99");
        posted(line(PAYMENT, "P-1", CUSTOMER, "-45.99")
                .balancedBy(Account.general("1150"))
                .applyingTo(INVOICE, "I-1"));
        CustomerEntry invoice = only(INVOICE, "I-1");
        CustomerEntry payment = only(PAYMENT, "P-1");
        assertThat(invoice.open()).isFalse();
        assertThat(invoice.closedBy()).contains(payment.entryNumber());
        assertThat(invoice.closedAt()).contains(DAY);
        assertThat(payment.open()).isFalse();
        assertThat(payment.closedBy()).contains(invoice.entryNumber());
        assertThat(ledger.customerBalance("AMZ-US")).isEqualByComparingTo("0");
        assertThat(ledger.balance("1150")).isEqualByComparingTo("45.99");
    }

    @Test
    void aPartialPaymentLeavesTheRestOpenAndAnExcessStaysOnThePayment() {
        invoice("I-1", "45.00");
        posted(line(PAYMENT, "P-1", CUSTOMER, "-40.00")
                .balancedBy(Account.general("1150"))
                .applyingTo(INVOICE, "I-1"));
        assertThat(only(INVOICE, "I-1").remaining()).isEqualByComparingTo("5.00");
        posted(line(PAYMENT, "P-2", CUSTOMER, "-8.00")
                .balancedBy(Account.general("1150"))
                .applyingTo(INVOICE, "I-1"));
        assertThat(only(INVOICE, "I-1").open()).isFalse();
        assertThat(only(PAYMENT, "P-2").remaining()).isEqualByComparingTo("-3.00");
        assertThat(ledger.applications())
                .extracting(Application::amount)
                .containsExactly(new BigDecimal("40.00"), new BigDecimal("5.00"));
    }

    @Test
    void aCreditMemoIsAppliedToItsInvoice() {
        invoice("I-1", "45.00");
        posted(
                line(CREDIT_MEMO, "C-1", Account.general("4000"), "20.00"),
                line(CREDIT_MEMO, "C-1", CUSTOMER, "-20.00").applyingTo(INVOICE, "I-1"));
        assertThat(only(INVOICE, "I-1").remaining()).isEqualByComparingTo("25.00");
        assertThat(only(CREDIT_MEMO, "C-1").open()).isFalse();
    }

    @Test
    void aLineMayBeAppliedToWhatTheSamePostingPosted() {
        posted(
                line(INVOICE, "I-1", Account.general("4000"), "-7.00"),
                line(INVOICE, "I-1", CUSTOMER, "7.00"),
                line(PAYMENT, "I-1", CUSTOMER, "-7.00")
                        .balancedBy(Account.general("1150"))
                        .applyingTo(INVOICE, "I-1"));
        assertThat(only(INVOICE, "I-1").open()).isFalse();
        assertThat(ledger.balance("1150")).isEqualByComparingTo("7.00");
    }

    @Test
    void nothingOfAPostingStaysWhenItsLastLineCannotBeApplied() {
        invoice("I-1", "7.00");
        refused(
                Kind.NOTHING_IN_FILTER,
                "There is no Cust. Ledger Entry within the filter.  Filters: Document No.: I-9, Document Type:"
                        + " Invoice, Customer No.: AMZ-US, Open: Yes",
                line(PAYMENT, "P-1", CUSTOMER, "-7.00")
                        .balancedBy(Account.general("1150"))
                        .applyingTo(INVOICE, "I-1"),
                line(PAYMENT, "P-2", CUSTOMER, "-7.00")
                        .balancedBy(Account.general("1150"))
                        .applyingTo(INVOICE, "I-9"));
        assertThat(only(INVOICE, "I-1").remaining()).isEqualByComparingTo("7.00");
        assertThat(ledger.customerBalance("AMZ-US")).isEqualByComparingTo("7.00");
        assertThat(ledger.balance("1150")).isEqualByComparingTo("0");
    }

    @Test
    void aPositivePaymentCannotBeAppliedToAnInvoice() {
        invoice("I-1", "7.00");
        refused(
                Kind.FIELD,
                "Positive must be equal to 'No'  in Cust. Ledger Entry: Entry No.=2. Current value is 'Yes'.",
                line(PAYMENT, "P-1", CUSTOMER, "7.00")
                        .balancedBy(Account.general("1150"))
                        .applyingTo(INVOICE, "I-1"));
    }

    @Test
    void aSecondInvoiceOfOneNumberIsRefused() {
        invoice("I-1", "7.00");
        refused(
                Kind.RULE,
                "Sales Invoice I-1 already exists.",
                line(INVOICE, "I-1", Account.general("4000"), "-7.00"),
                line(INVOICE, "I-1", CUSTOMER, "7.00"));
    }

    @Test
    void aPersonAppliesAPostedPaymentLater() {
        invoice("I-1", "7.00");
        posted(line(PAYMENT, "P-1", CUSTOMER, "-7.00").balancedBy(Account.general("1150")));
        assertThat(only(INVOICE, "I-1").open()).isTrue();
        Optional<LedgerRefusal> refusal = ledger.apply(
                only(PAYMENT, "P-1").entryNumber(), only(INVOICE, "I-1").entryNumber());
        assertThat(refusal).isEmpty();
        assertThat(only(INVOICE, "I-1").open()).isFalse();
        assertThat(ledger.apply(1, 2)).isPresent();
    }

    @Test
    void goingBackToAMarkRestoresEntriesBalancesAndWhatWasOpen() {
        invoice("I-1", "7.00");
        Ledger.Mark mark = ledger.mark();
        posted(line(PAYMENT, "P-1", CUSTOMER, "-7.00")
                .balancedBy(Account.bank("CHECKING"))
                .applyingTo(INVOICE, "I-1"));
        ledger.rollBack(mark);
        assertThat(only(INVOICE, "I-1").remaining()).isEqualByComparingTo("7.00");
        assertThat(only(INVOICE, "I-1").closedBy()).isEmpty();
        assertThat(ledger.customerEntries()).hasSize(1);
        assertThat(ledger.bankEntries()).isEmpty();
        assertThat(ledger.balance("1100")).isEqualByComparingTo("7.00");
        invoice("I-2", "1.00");
        assertThat(ledger.entries()).extracting(GeneralEntry::entryNumber).containsExactly(1, 2, 3, 4);
        assertThat(ledger.entries("P-1")).isEmpty();
        assertThat(ledger.entries("I-2")).hasSize(2);
        assertThat(ledger.entries().getLast().transaction()).isEqualTo(2);
    }

    @Test
    void nothingToPostIsRefused() {
        refused(Kind.RULE, "There is nothing to post.");
    }

    @Test
    void aDateOutsideTheAllowedRangeIsRefused() {
        company.dates = new Masters.PostingDates(Optional.of(DAY.plusDays(1)), Optional.empty());
        refused(
                Kind.FIELD,
                "Posting Date is not within your range of allowed posting dates in Gen. Journal Line Journal Template"
                        + " Name='GENERAL',Journal Batch Name='AZ1',Line No.='10000'.",
                general("S-1", "6100", "5.00"),
                general("S-1", "1150", "-5.00"));
    }

    @Test
    void emptyFieldsAreRefused() {
        String where = " must have a value in Gen. Journal Line: Journal Template Name=GENERAL, Journal Batch Name=AZ1,"
                + " Line No.=10000. It cannot be zero or empty.";
        refused(Kind.FIELD, "Document No." + where, general("", "6100", "5.00"));
        refused(Kind.FIELD, "Account No." + where, general("S-1", "", "5.00"));
        refused(Kind.FIELD, "Amount" + where, general("S-1", "6100", "0.00"));
    }

    @Test
    void anAccountThatIsBlockedOrUnknownOrNotForDirectPostingIsRefused() {
        company.block("6100");
        refused(
                Kind.FIELD,
                "Blocked must be equal to 'No'  in G/L Account: No.=6100. Current value is 'Yes'.",
                general("S-1", "6100", "5.00").balancedBy(Account.general("1150")));
        refused(
                Kind.FIELD,
                "Direct Posting must be equal to 'Yes'  in G/L Account: No.=1100. Current value is 'No'.",
                general("S-1", "1150", "5.00").balancedBy(Account.general("1100")));
        refused(
                Kind.RECORD_NOT_FOUND,
                "The G/L Account does not exist. Identification fields and values: No.='9999'",
                general("S-1", "9999", "5.00").balancedBy(Account.general("1150")));
        posted(general("S-1", "1150", "5.00").balancedBy(Account.general("4000")));
    }

    @Test
    void aBlockedCustomerIsRefusedByTypeOfDocument() {
        company.block(Masters.Blocked.INVOICE);
        refused(
                Kind.RULE,
                "You cannot post this type of document when Customer AMZ-US is blocked with type Invoice.",
                line(BLANK, "S-1", CUSTOMER, "5.00").balancedBy(Account.general("1150")));
        posted(line(PAYMENT, "P-1", CUSTOMER, "-5.00").balancedBy(Account.general("1150")));
        company.block(Masters.Blocked.ALL);
        refused(
                Kind.RULE,
                "You cannot post this type of document when Customer AMZ-US is blocked with type All.",
                line(PAYMENT, "P-2", CUSTOMER, "-5.00").balancedBy(Account.general("1150")));
    }

    @Test
    void aCustomerWithoutPostingGroupIsRefused() {
        company.customers.put(
                "AMZ-US",
                new Masters.CustomerCard("AMZ-US", "Amazon US", Masters.Blocked.NONE, Optional.empty(), List.of()));
        refused(
                Kind.FIELD,
                "Customer Posting Group must have a value in Customer: No.=AMZ-US. It cannot be zero or empty.",
                line(PAYMENT, "P-1", CUSTOMER, "-5.00").balancedBy(Account.general("1150")));
    }

    @Test
    void aMissingOrWrongDimensionIsRefused() {
        String used = "A dimension used in Gen. Journal Line GENERAL, AZ1, 10000 has caused an error. ";
        PostingLine line = general("S-1", "6100", "5.00").balancedBy(Account.general("1150"));
        company.demand("6100", new DefaultDimension("DEPARTMENT", "", ValuePosting.CODE_MANDATORY));
        refused(
                Kind.RULE,
                used + "Select a Dimension Value Code for the Dimension Code DEPARTMENT for G/L Account 6100.",
                line);
        company.demand("6100", new DefaultDimension("DEPARTMENT", "SALES", ValuePosting.SAME_CODE));
        refused(
                Kind.RULE,
                used + "Select Dimension Value Code SALES for the Dimension Code DEPARTMENT for G/L Account 6100.",
                line.withDimensions(Map.of("DEPARTMENT", "ADM")));
        company.demand("6100", new DefaultDimension("DEPARTMENT", "", ValuePosting.NO_CODE));
        refused(
                Kind.RULE,
                used + "Dimension Code DEPARTMENT must not be mentioned for G/L Account 6100.",
                line.withDimensions(Map.of("DEPARTMENT", "ADM")));
        company.demand("6100", new DefaultDimension("DEPARTMENT", "", ValuePosting.CODE_MANDATORY));
        posted(line.withDimensions(Map.of("DEPARTMENT", "ADM")));
        assertThat(ledger.entries().getFirst().dimensions()).containsEntry("DEPARTMENT", "ADM");
    }
}
