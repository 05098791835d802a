package org.tieout.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tieout.event.AuditRecord;
import org.tieout.event.PostingCommand;
import org.tieout.event.SettlementState;

/// What a person asks to be planned again, and what becomes of a report that Amazon reissued.
class ReplayTest {

    private static final String ORDER = "111-0000000-0000001";
    private static final String OTHER = "111-0000000-0000002";
    private static final String PRINCIPAL = "Order|ItemPrice|Principal";
    private static final String COMMISSION = "Order|ItemFees|Commission";
    private static final String LOST = "other-transaction|FBA Inventory Reimbursement|WAREHOUSE_LOST";

    private final MapperHarness mapper = new MapperHarness();

    @AfterEach
    void close() {
        mapper.close();
    }

    private MapperHarness posted() {
        return mapper.mapping("item", "SKU-1", "Widget")
                .flow()
                .order(ORDER, "SKU-1", "50.00", 1, "2026-09-02T18:00:00Z")
                .settlement("900", "42.50")
                .row(PRINCIPAL, ORDER, "SKU-1", "50.00")
                .row(COMMISSION, ORDER, "SKU-1", "-7.50")
                .close()
                .readBackAll(UnaryOperator.identity());
    }

    private static List<String> steps(List<AuditRecord> answers) {
        return answers.stream().map(AuditRecord::getStep).toList();
    }

    private static Map<String, String> done(List<AuditRecord> answers) {
        var facts = new TreeMap<>(answers.getLast().getFacts());
        facts.remove("request");
        return facts;
    }

    private static Map<String, String> done(int subjects, int differing, int held, int corrections) {
        return Map.of(
                "subjects", "" + subjects,
                "differing", "" + differing,
                "held", "" + held,
                "corrections", "" + corrections);
    }

    private Map<String, String> balances() {
        var sums = new TreeMap<String, BigDecimal>();
        for (var command : mapper.commands) {
            command.getDocument()
                    .getLines()
                    .forEach(line ->
                            sums.merge(line.getAccount(), line.getAmount().getAmount(), BigDecimal::add));
        }
        var text = new TreeMap<String, String>();
        sums.forEach((account, sum) -> {
            if (sum.signum() != 0) {
                text.put(account, sum.setScale(2).toPlainString());
            }
        });
        return text;
    }

    private PostingCommand last() {
        return mapper.commands.getLast();
    }

    @Test
    void whatIsPostedAsItIsPlannedNowIsTheSame() {
        posted();

        var answers = mapper.replay("settlement", "900", true);

        assertThat(steps(answers)).containsExactly("replayed", "replay-done");
        assertThat(done(answers)).isEqualTo(done(1, 0, 0, 0));
        assertThat(mapper.commands).hasSize(3);
    }

    @Test
    void aReMappedFeeIsShownThenMovedByAJournalAndThenNothingDiffers() {
        posted().mapping("account", "FEE.REFERRAL", "6120");

        var shown = mapper.replay("settlement", "900", false);
        assertThat(steps(shown)).containsExactly("replay-differs", "replayed", "replay-done");
        assertThat(shown.getFirst().getMessage())
                .contains("deposit 900 of 2026-09-17, USD: a journal moves the difference")
                .contains("6100 Selling fees         7.50     0.00       -7.50")
                .contains("6120 Storage              0.00     7.50        7.50");
        assertThat(shown.getFirst().getFacts().get("difference")).contains("\"planned\":\"7.50\"");
        assertThat(done(shown)).isEqualTo(done(1, 1, 0, 0));
        assertThat(mapper.commands).hasSize(3);

        var posted = mapper.replay("settlement", "900", true);
        assertThat(steps(posted)).contains("reposted");
        assertThat(done(posted)).isEqualTo(done(1, 1, 0, 1));
        assertThat(last().getPostingId()).isEqualTo("us-books/settlement/900/reclass-deposit/r1");
        assertThat(last().getDocument().getCorrects()).isEqualTo("us-books/settlement/900/deposit/r1");
        assertThat(last().getSequence() + "/" + last().getOf()).isEqualTo("1/1");
        assertThat(balances()).isEqualTo(Map.of("1000", "42.50", "4000", "-50.00", "6120", "7.50"));

        assertThat(done(mapper.replay("settlement", "900", true))).isEqualTo(done(1, 0, 0, 0));
        assertThat(mapper.commands).hasSize(4);
    }

    @Test
    void afterACorrectionItTiesOutWhenTheCorrectionIsReadBackToo() {
        posted().mapping("account", "FEE.REFERRAL", "6120").replay("settlement", "900", true);
        assertThat(mapper.tieOut("900").getState()).isEqualTo(SettlementState.COMMANDED);
        assertThat(mapper.tieOut("900").getDocuments()).isEqualTo(4);

        mapper.readBackAll(UnaryOperator.identity());

        assertThat(mapper.checks("900")).isEqualTo("GGGGG");
        assertThat(mapper.tieOut("900").getState()).isEqualTo(SettlementState.TIED_OUT);
    }

    @Test
    void aRequestThatComesTwiceIsAnsweredOnce() {
        posted().mapping("account", "FEE.REFERRAL", "6120");
        var attributes = Map.of("subject-kind", "settlement", "repost", "true");

        mapper.ask("the-same", "900", attributes);
        var again = mapper.ask("the-same", "900", attributes);

        assertThat(again).isEmpty();
        assertThat(mapper.commands).hasSize(4);
    }

    @Test
    void whatIsNotPostedIsNotKnown() {
        posted();

        assertThat(done(mapper.replay("settlement", "901", true))).isEqualTo(done(0, 0, 0, 0));
        assertThat(done(mapper.replay("order", OTHER, true))).isEqualTo(done(0, 0, 0, 0));
    }

    @Test
    void anInvoiceThatNobodyPaidIsTakenBackAndTheSettlementPaysWhatStandsInstead() {
        mapper.mapping("item", "SKU-1", "Widget")
                .flow()
                .order(ORDER, "SKU-1", "50.00", 1, "2026-09-02T18:00:00Z")
                .mapping("account", "REV.PRINCIPAL", "4030");

        var answers = mapper.replay("order", ORDER, true);

        assertThat(done(answers)).isEqualTo(done(1, 1, 0, 3));
        assertThat(mapper.kinds())
                .endsWith("CREDIT_MEMO " + ORDER + "X1", "CUSTOMER_PAYMENT " + ORDER + "U1", "INVOICE " + ORDER + "V2");
        assertThat(balances()).isEqualTo(Map.of("1100", "50.00", "4030", "-50.00"));
        assertThat(done(mapper.replay("order", ORDER, true))).isEqualTo(done(1, 0, 0, 0));

        mapper.settlement("900", "50.00")
                .row(PRINCIPAL, ORDER, "SKU-1", "50.00")
                .close()
                .readBackAll(UnaryOperator.identity());
        assertThat(mapper.commands.get(4).getDocument().getApplications())
                .extracting(application -> application.getPostingId())
                .containsExactly("us-books/order/" + ORDER + "/invoice-1/r2");
        assertThat(mapper.tieOut("900").getState()).isEqualTo(SettlementState.TIED_OUT);
        assertThat(done(mapper.replay("settlement", "900", true))).isEqualTo(done(1, 0, 0, 0));
    }

    @Test
    void anInvoiceThatIsPaidKeepsStandingAndItsIncomeIsMoved() {
        posted().mapping("account", "REV.PRINCIPAL", "4030");

        mapper.replay("order", ORDER, true);

        assertThat(last().getPostingId()).isEqualTo("us-books/order/" + ORDER + "/reclass-invoice-1/r1");
        assertThat(done(mapper.replay("order", ORDER, true))).isEqualTo(done(1, 0, 0, 0));
        assertThat(done(mapper.replay("settlement", "900", true))).isEqualTo(done(1, 0, 0, 0));
    }

    @Test
    void anOrderThatWasAdjustedIsComparedAsAWhole() {
        posted().order(ORDER, "SKU-1", "52.00", 1, "2026-09-20T18:00:00Z");
        assertThat(done(mapper.replay("order", ORDER, true))).isEqualTo(done(1, 0, 0, 0));

        mapper.mapping("account", "REV.PRINCIPAL", "4030");
        mapper.replay("order", ORDER, true);

        assertThat(last().getDocument().getLines())
                .extracting(line ->
                        line.getAccount() + " " + line.getAmount().getAmount().setScale(2))
                .containsExactly("4000 52.00", "4030 -52.00");
        assertThat(done(mapper.replay("order", ORDER, true))).isEqualTo(done(1, 0, 0, 0));
    }

    @Test
    void aRangeOfDaysIsEverySettlementAndOrderOfIt() {
        posted().mapping("account", "FEE.REFERRAL", "6120");

        assertThat(done(mapper.replayDays("2026-09-01", "2026-09-30", false))).isEqualTo(done(2, 1, 0, 0));
        assertThat(done(mapper.replayDays("2026-10-01", "2026-10-31", false))).isEqualTo(done(0, 0, 0, 0));
        assertThat(done(mapper.replayDays("2026-09-01", "2026-09-30", true))).isEqualTo(done(2, 1, 0, 1));
        assertThat(done(mapper.replayDays("2026-09-01", "2026-09-30", true))).isEqualTo(done(2, 0, 0, 0));
    }

    /// What waited in 1155 when the settlement was planned was taken from there since: planning again must not pay
    /// twice.
    @Test
    void moneyThatWaitedAndWasTakenSinceIsNoDifference() {
        mapper.mapping("item", "SKU-9", "Other")
                .flow()
                .settlement("900", "20.00")
                .row(PRINCIPAL, OTHER, "SKU-2", "20.00")
                .close()
                .mapping("item", "SKU-2", "Gadget");
        assertThat(mapper.kinds()).contains("CUSTOMER_PAYMENT " + OTHER + "P1");
        var commands = mapper.commands.size();

        assertThat(done(mapper.replay("settlement", "900", true))).isEqualTo(done(1, 0, 0, 0));
        assertThat(mapper.commands).hasSize(commands);
    }

    @Test
    void aSecondSettlementOfAnOrderIsPlannedAgainFromWhatItFound() {
        posted().settlement("901", "-30.00")
                .row("Refund|ItemPrice|Principal", ORDER, "SKU-1", "-30.00")
                .close();

        for (var settlement : List.of("900", "901")) {
            assertThat(done(mapper.replay("settlement", settlement, true))).isEqualTo(done(1, 0, 0, 0));
        }
    }

    @Test
    void aReissueThatMovesAFeeIsCorrectedAndItsAlertEnds() {
        posted().new Settlement("900", "42.50", "reissued")
                .row(PRINCIPAL, ORDER, "SKU-1", "50.00")
                .row("Order|ItemFees|FBAPerUnitFulfillmentFee", ORDER, "SKU-1", "-7.50")
                .close();
        assertThat(mapper.tieOut("900").getState()).isEqualTo(SettlementState.REISSUED);
        assertThat(mapper.openAlerts()).containsExactly("reissued|us-books|900");
        assertThat(mapper.commands).hasSize(3);

        assertThat(done(mapper.replay("settlement", "900", false))).isEqualTo(done(1, 1, 0, 0));
        assertThat(mapper.openAlerts()).hasSize(1);
        mapper.replay("settlement", "900", true);

        assertThat(mapper.openAlerts()).isEmpty();
        assertThat(balances()).isEqualTo(Map.of("1000", "42.50", "4000", "-50.00", "6110", "7.50"));
        mapper.readBackAll(UnaryOperator.identity());
        assertThat(mapper.tieOut("900").getState()).isEqualTo(SettlementState.TIED_OUT);
        assertThat(done(mapper.replay("settlement", "900", true))).isEqualTo(done(1, 0, 0, 0));
    }

    @Test
    void aReissueThatComesToTheSameDocumentsEndsItsAlertByItself() {
        posted().new Settlement("900", "42.50", "other words")
                .row(COMMISSION, ORDER, "SKU-1", "-7.50")
                .row(PRINCIPAL, ORDER, "SKU-1", "50.00")
                .close();

        assertThat(mapper.openAlerts()).isEmpty();
        assertThat(mapper.tieOut("900").getState()).isEqualTo(SettlementState.TIED_OUT);
        assertThat(mapper.commands).hasSize(3);
    }

    @Test
    void aReissueWithAnotherPayoutIsHeldAndPostsNothing() {
        posted().new Settlement("900", "41.50", "reissued")
                .row(PRINCIPAL, ORDER, "SKU-1", "50.00")
                .row(COMMISSION, ORDER, "SKU-1", "-8.50")
                .close();

        var answers = mapper.replay("settlement", "900", true);

        assertThat(done(answers)).isEqualTo(done(1, 0, 1, 0));
        assertThat(answers.stream().filter(answer -> answer.getStep().equals("replay-held")))
                .singleElement()
                .satisfies(held ->
                        assertThat(held.getMessage()).contains("42.50 USD").contains("41.50 USD"));
        assertThat(mapper.commands).hasSize(3);
        assertThat(mapper.openAlerts()).containsExactly("reissued|us-books|900");
        assertThat(mapper.tieOut("900").getState()).isEqualTo(SettlementState.REISSUED);
    }

    @Test
    void theFirstReportFedInAgainEndsAReissueThatIsNotFollowed() {
        posted().new Settlement("900", "41.50", "reissued")
                .row(PRINCIPAL, ORDER, "SKU-1", "50.00")
                .row(COMMISSION, ORDER, "SKU-1", "-8.50")
                .close();
        assertThat(mapper.openAlerts()).containsExactly("reissued|us-books|900");

        mapper.settlement("900", "42.50")
                .row(PRINCIPAL, ORDER, "SKU-1", "50.00")
                .row(COMMISSION, ORDER, "SKU-1", "-7.50")
                .close();

        assertThat(mapper.openAlerts()).isEmpty();
        assertThat(mapper.tieOut("900").getState()).isEqualTo(SettlementState.TIED_OUT);
        assertThat(mapper.commands).hasSize(3);
        assertThat(done(mapper.replay("settlement", "900", true))).isEqualTo(done(1, 0, 0, 0));
    }

    @Test
    void aCorrectedSettlementWhoseFirstReportComesAgainIsCorrectedBack() {
        posted().new Settlement("900", "42.50", "reissued")
                .row(PRINCIPAL, ORDER, "SKU-1", "50.00")
                .row("Order|ItemFees|FBAPerUnitFulfillmentFee", ORDER, "SKU-1", "-7.50")
                .close()
                .replay("settlement", "900", true);
        assertThat(mapper.openAlerts()).isEmpty();

        mapper.settlement("900", "42.50")
                .row(PRINCIPAL, ORDER, "SKU-1", "50.00")
                .row(COMMISSION, ORDER, "SKU-1", "-7.50")
                .close();
        assertThat(mapper.openAlerts()).containsExactly("reissued|us-books|900");
        mapper.replay("settlement", "900", true);

        assertThat(balances()).isEqualTo(Map.of("1000", "42.50", "4000", "-50.00", "6100", "7.50"));
        assertThat(mapper.openAlerts()).isEmpty();
    }

    @Test
    void aReissueThatDoesNotAddUpIsHeld() {
        posted().new Settlement("900", "42.50", "reissued")
                .row(PRINCIPAL, ORDER, "SKU-1", "50.00")
                .close();

        assertThat(done(mapper.replay("settlement", "900", true))).isEqualTo(done(1, 0, 1, 0));
        assertThat(mapper.commands).hasSize(3);
    }

    @Test
    void aReissueIsCorrectedByALaterReissue() {
        posted().new Settlement("900", "42.50", "first")
                .row(PRINCIPAL, ORDER, "SKU-1", "50.00")
                .row("Order|ItemFees|FBAPerUnitFulfillmentFee", ORDER, "SKU-1", "-7.50")
                .close()
                .replay("settlement", "900", true);

        mapper.new Settlement("900", "42.50", "second")
                .row(PRINCIPAL, ORDER, "SKU-1", "50.00")
                .row(COMMISSION, ORDER, "SKU-1", "-10.00")
                .row(LOST, null, null, "2.50")
                .close();
        mapper.replay("settlement", "900", true);

        assertThat(balances()).isEqualTo(Map.of("1000", "42.50", "4000", "-50.00", "4200", "-2.50", "6100", "10.00"));
        assertThat(last().getPostingId()).isEqualTo("us-books/settlement/900/reclass-deposit/r2");
        assertThat(mapper.openAlerts()).isEmpty();
    }

    /// A flow that holds the settlement gets the corrected file, whatever another flow has posted of the first one.
    @Test
    void aCorrectedFileServesTheFlowThatHoldsItAlthoughAnotherHasPosted() {
        mapper.flow().flowNamed("eu-books", null, "INVOICE", Map.of());

        mapper.new Settlement("901", "-1.00", "first")
                .row("other-transaction|other-transaction|Quantum Levy", null, null, "-1.00")
                .close();
        mapper.mapping("row-type", "other-transaction|other-transaction|Quantum Levy", "FEE.REFERRAL");
        assertThat(mapper.commands).extracting(PostingCommand::getFlow).containsExactly("us-books");

        mapper.new Settlement("901", "-1.00", "corrected")
                .row("other-transaction|other-transaction|Subscription Fee", null, null, "-1.00")
                .close();

        assertThat(last().getFlow()).isEqualTo("eu-books");
        assertThat(last().getDocument().getLines())
                .extracting(line -> line.getAccount())
                .contains("6150");
        assertThat(mapper.openAlerts()).contains("reissued|us-books|901");
    }
}
