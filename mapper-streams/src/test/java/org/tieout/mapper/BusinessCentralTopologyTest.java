package org.tieout.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tieout.event.DocumentKind;
import org.tieout.event.LedgerDocument;
import org.tieout.event.LedgerStatus;
import org.tieout.event.SettlementState;
import org.tieout.schemas.Target;

/// A flow into Business Central: its own topics, its own documents, the same proof.
class BusinessCentralTopologyTest {

    private static final String ORDER = "111-0000000-0000001";

    private final MapperHarness mapper = new MapperHarness(Target.BC);

    @AfterEach
    void close() {
        mapper.close();
    }

    private MapperHarness planned(String total, String fee, Map<String, String> options) {
        return mapper.mapping("item", "SKU-1", "Widget")
                .flow(null, "INVOICE", options)
                .order(ORDER, "SKU-1", "50.00", 1, "2026-09-02T18:00:00Z")
                .settlement("900", total)
                .row("Order|ItemPrice|Principal", ORDER, "SKU-1", "50.00")
                .row("Order|ItemFees|Commission", ORDER, "SKU-1", fee)
                .close();
    }

    private Map<String, String> balances() {
        var sums = new TreeMap<String, BigDecimal>();
        mapper.commands.forEach(command -> command.getDocument()
                .getLines()
                .forEach(line -> sums.merge(line.getAccount(), line.getAmount().getAmount(), BigDecimal::add)));
        var text = new TreeMap<String, String>();
        sums.forEach((account, sum) -> {
            if (sum.signum() != 0) {
                text.put(account, sum.setScale(2).toPlainString());
            }
        });
        return text;
    }

    @ParameterizedTest
    @ValueSource(strings = {"BC-2", "BC-1"})
    void aSettlementTiesOutWhenItsJournalsAndInvoicesAreReadBack(String scheme) {
        planned("42.50", "-7.50", Map.of("bc-scheme", scheme));
        assertThat(mapper.checks("900")).isEqualTo("GGPPG");

        mapper.readBackAll(UnaryOperator.identity());

        assertThat(mapper.checks("900")).isEqualTo("GGGGG");
        assertThat(mapper.tieOut("900").getState()).isEqualTo(SettlementState.TIED_OUT);
        assertThat(balances()).isEqualTo(Map.of("1000", "42.50", "4000", "-50.00", "6100", "7.50"));
        assertThat(mapper.commands.stream()
                        .anyMatch(each -> each.getDocument().getKind() == DocumentKind.CUSTOMER_PAYMENT))
                .isEqualTo(scheme.equals("BC-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"BC-2", "BC-1"})
    void anInvoiceThatWasCancelledTurnsItsSettlementRed(String scheme) {
        planned("42.50", "-7.50", Map.of("bc-scheme", scheme)).readBackAll(UnaryOperator.identity());

        mapper.readBackAll(document -> document.getPostingId().contains("/invoice-")
                ? LedgerDocument.newBuilder(document)
                        .setStatus(LedgerStatus.VOIDED)
                        .build()
                : document);

        assertThat(mapper.checks("900")).isEqualTo("GGRPG");
        assertThat(mapper.tieOut("900").getChecks().get(2).getFindings())
                .singleElement()
                .asString()
                .contains("INVOICE " + ORDER)
                .contains("voided");
    }

    @Test
    void aSettlementWaitsForTheInvoicesThatTheLedgerClosedByItself() {
        planned("42.50", "-7.50", Map.of());

        mapper.readBackAll(document -> document.getPostingId().contains("/invoice-")
                ? LedgerDocument.newBuilder(document).setPostingId("nobody's").build()
                : document);
        assertThat(mapper.tieOut("900").getState()).isEqualTo(SettlementState.COMMANDED);
        assertThat(mapper.tieOut("900").getDocuments()).isEqualTo(3);

        mapper.readBackAll(UnaryOperator.identity());
        assertThat(mapper.tieOut("900").getState()).isEqualTo(SettlementState.TIED_OUT);
    }

    @Test
    void aPayoutsJournalThatSomebodyAlteredTurnsTheProofRed() {
        planned("42.50", "-7.50", Map.of());

        mapper.readBackAll(document -> document.getPostingId().contains("/payout/")
                ? LedgerDocument.newBuilder(document)
                        .setTotal(MapperHarness.usd("42.49"))
                        .build()
                : document);

        assertThat(mapper.checks("900")).isEqualTo("GGGRG");
        assertThat(mapper.tieOut("900").getState()).isEqualTo(SettlementState.NOT_TIED_OUT);
    }

    @Test
    void aNegativeSettlementBringsNothingToTheBankAndTiesOut() {
        planned("-10.00", "-60.00", Map.of()).readBackAll(UnaryOperator.identity());

        assertThat(mapper.checks("900")).isEqualTo("GGGGG");
        assertThat(balances()).containsEntry("2310", "-10.00").doesNotContainKey("1000");
    }

    @Test
    void aSettlementOfNothingHasNoPayoutToWaitFor() {
        planned("0.00", "-50.00", Map.of()).readBackAll(UnaryOperator.identity());

        assertThat(mapper.checks("900")).isEqualTo("GGGGG");
        assertThat(mapper.tieOut("900").getState()).isEqualTo(SettlementState.TIED_OUT);
    }
}
