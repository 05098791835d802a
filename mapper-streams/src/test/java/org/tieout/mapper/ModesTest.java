package org.tieout.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tieout.event.DocumentLine;
import org.tieout.event.PostingCommand;
import org.tieout.event.SettlementState;

/// Where a flow takes its revenue from, and what a cut-over changes. An order has one source of revenue, whatever
/// happens.
class ModesTest {

    private static final String PRINCIPAL = "Order|ItemPrice|Principal";
    private static final String COMMISSION = "Order|ItemFees|Commission";
    private static final String EARLY = "111-0000000-0000001";
    private static final String LATE = "111-0000000-0000002";

    private final MapperHarness mapper = new MapperHarness().mapping("item", "SKU-1", "Widget");

    @AfterEach
    void close() {
        mapper.close();
    }

    private MapperHarness settled() {
        return mapper.settlement("900", "63.00")
                .row(PRINCIPAL, EARLY, "SKU-1", "50.00")
                .row(PRINCIPAL, LATE, "SKU-1", "20.00")
                .row(COMMISSION, LATE, "SKU-1", "-7.00")
                .close();
    }

    private String income(String account) {
        return mapper.commands.stream()
                .map(PostingCommand::getDocument)
                .flatMap(document -> document.getLines().stream())
                .filter(line -> line.getAccount().equals(account))
                .map(DocumentLine::getAmount)
                .map(money -> money.getAmount())
                .reduce(java.math.BigDecimal.ZERO, java.math.BigDecimal::add)
                .setScale(2)
                .toPlainString();
    }

    @Test
    void aSummaryFlowMakesNoInvoiceAndTakesRevenueFromTheRows() {
        mapper.flow(null, "SUMMARY", Map.of()).order(EARLY, "SKU-1", "50.00", 1, "2026-09-02T18:00:00Z");

        settled().readBackAll(document -> document);

        assertThat(mapper.kinds()).containsExactly("DEPOSIT 900");
        assertThat(income("4000")).isEqualTo("-70.00");
        assertThat(mapper.tieOut("900").getState()).isEqualTo(SettlementState.TIED_OUT);
    }

    @Test
    void afterAChangeToSummaryAnInvoicedOrderIsStillPaidAsAnInvoiceAndOthersComeFromTheRows() {
        mapper.flow().order(EARLY, "SKU-1", "50.00", 1, "2026-08-28T18:00:00Z");
        mapper.flow("2026-09-01", "SUMMARY", Map.of("before-cut-over", "invoice"));
        mapper.order(LATE, "SKU-1", "20.00", 1, "2026-09-02T18:00:00Z");

        settled().readBackAll(document -> document);

        assertThat(mapper.kinds()).containsExactly("INVOICE " + EARLY, "CUSTOMER_PAYMENT 900-09-1", "DEPOSIT 900");
        assertThat(income("4000")).isEqualTo("-70.00");
        assertThat(mapper.tieOut("900").getState()).isEqualTo(SettlementState.TIED_OUT);
    }

    @Test
    void afterAChangeToInvoiceAnOrderOfBeforeComesFromTheRowsOnce() {
        mapper.flow("2026-09-01", "INVOICE", Map.of("before-cut-over", "summary"))
                .order(EARLY, "SKU-1", "50.00", 1, "2026-08-28T18:00:00Z")
                .order(LATE, "SKU-1", "20.00", 1, "2026-09-02T18:00:00Z");

        settled().readBackAll(document -> document);

        assertThat(mapper.kinds()).containsExactly("INVOICE " + LATE, "CUSTOMER_PAYMENT 900-09-1", "DEPOSIT 900");
        assertThat(income("4000")).isEqualTo("-70.00");
        assertThat(mapper.tieOut("900").getState()).isEqualTo(SettlementState.TIED_OUT);
    }

    @Test
    void anUnknownOrderSettledBeforeTheCutOverWaitsForTheInvoiceOfTheOtherSystem() {
        mapper.flow("2026-09-10").order(LATE, "SKU-1", "20.00", 1, "2026-09-12T18:00:00Z");

        settled();

        assertThat(mapper.kinds()).doesNotContain("INVOICE " + EARLY);
        assertThat(mapper.tieOut("900").getOrderDifferences()).singleElement().satisfies(difference -> {
            assertThat(difference.getOrderId()).isEqualTo(EARLY);
            assertThat(difference.getNote()).contains("invoiced elsewhere");
        });
        assertThat(mapper.checks("900")).isEqualTo("GGPPG");
    }

    @Test
    void aClosedPeriodThatHoldsIsPostedWhenTheFlowOpensIt() {
        mapper.flow(null, "INVOICE", Map.of("closed-through", "2026-09-30", "closed-policy", "hold"));

        settled();
        assertThat(mapper.commands).isEmpty();
        assertThat(mapper.tieOut("900").getState()).isEqualTo(SettlementState.PARKED);

        mapper.flow(null, "INVOICE", Map.of());
        assertThat(mapper.kinds()).contains("DEPOSIT 900");
        assertThat(mapper.parked).containsEntry("us-books|SETTLEMENT|900", null);
    }

    @Test
    void aClosedPeriodMovesDocumentsToTheNextOpenDayAndSaysTheirTrueDate() {
        mapper.flow(null, "INVOICE", Map.of("closed-through", "2026-09-30"));

        settled();

        assertThat(mapper.commands).isNotEmpty().allSatisfy(command -> {
            assertThat(command.getDocument().getDate()).hasToString("2026-10-01");
            assertThat(command.getDocument().getMemo()).contains("true date 2026-09-");
        });
    }
}
