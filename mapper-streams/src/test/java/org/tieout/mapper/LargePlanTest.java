package org.tieout.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tieout.event.PostingCommand;
import org.tieout.event.SettlementState;
import org.tieout.event.SourceKind;

/// A settlement with more orders than one step takes.
class LargePlanTest {

    private static final String PRINCIPAL = "Order|ItemPrice|Principal";
    private static final int ORDERS = 2 * Plans.PER_STEP + 500;
    private static final Duration STEP = Duration.ofMillis(20);

    private MapperHarness mapper;

    @BeforeEach
    void aLargeSettlementIsClosed() {
        mapper = new MapperHarness().mapping("item", "SKU-1", "Widget").flow();
        var settlement = mapper.settlement("900", ORDERS + ".00");
        IntStream.range(0, ORDERS).forEach(i -> settlement.row(PRINCIPAL, order(i), "SKU-1", "1.00"));
        settlement.close();
    }

    @AfterEach
    void close() {
        mapper.close();
    }

    private static String order(int number) {
        return String.format(Locale.ROOT, "111-0000000-%07d", number);
    }

    @Test
    void nothingLeavesBeforeThePlanIsWholeAndThenAllOfItInOrder() {
        mapper.later(STEP);
        assertThat(mapper.commands).isEmpty();

        untilNothingMoves();

        var plan = ofSettlement("900");
        assertThat(plan)
                .extracting(PostingCommand::getSequence)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, plan.size()).boxed().toList());
        assertThat(plan).extracting(PostingCommand::getOf).containsOnly(plan.size());
        assertThat(plan)
                .extracting(PostingCommand::getPlanHash)
                .containsOnly(plan.getFirst().getPlanHash());
        assertThat(plan).allSatisfy(command -> assertThat(bytes(command)).isLessThan(100_000));
        assertThat(mapper.checks("900")).isEqualTo("GGPPG");
    }

    @Test
    void itTiesOutWhenTheLedgerHasAllOfIt() {
        untilNothingMoves();

        mapper.readBackAll(document -> document);

        assertThat(mapper.tieOut("900").getState()).isEqualTo(SettlementState.TIED_OUT);
    }

    @Test
    void aMappingThatChangesMeanwhileHoldsFromTheNextSettlementOn() {
        mapper.mapping("account", "REV.PRINCIPAL", "4001")
                .settlement("901", "1.00")
                .row(PRINCIPAL, order(ORDERS), "SKU-1", "1.00")
                .close();

        untilNothingMoves();

        assertThat(incomeAccountsOf("900")).containsOnly("4000");
        assertThat(incomeAccountsOf("901")).containsOnly("4001");
    }

    @Test
    void anOrderThatShipsMeanwhileIsInvoicedOnce() {
        mapper.order(order(ORDERS - 1), "SKU-1", "1.00", 1, "2026-09-02T18:00:00Z");

        untilNothingMoves();

        assertThat(mapper.kinds())
                .filteredOn(kind -> kind.equals("INVOICE " + order(ORDERS - 1)))
                .hasSize(1);
        assertThat(mapper.checks("900")).isEqualTo("GGPPG");
    }

    private void untilNothingMoves() {
        for (var before = -1; before < mapper.commands.size() || mapper.commands.isEmpty(); mapper.later(STEP)) {
            before = mapper.commands.size();
            mapper.later(STEP).later(STEP);
        }
    }

    private java.util.List<PostingCommand> ofSettlement(String id) {
        return mapper.commands.stream()
                .filter(command -> command.getSourceKind() == SourceKind.SETTLEMENT
                        && command.getSourceId().equals(id))
                .toList();
    }

    private java.util.List<String> incomeAccountsOf(String settlement) {
        return ofSettlement(settlement).stream()
                .flatMap(command -> command.getDocument().getLines().stream())
                .filter(line -> "REV.PRINCIPAL".equals(line.getCategory()))
                .map(line -> line.getAccount())
                .distinct()
                .toList();
    }

    private static int bytes(SpecificRecord record) {
        return record.toString().length();
    }
}
