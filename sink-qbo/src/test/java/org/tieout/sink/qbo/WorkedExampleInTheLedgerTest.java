package org.tieout.sink.qbo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.plan.FlowPolicy;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.simulator.Simulator;
import org.tieout.simulator.SimulatorOptions;
import org.tieout.simulator.qbo.schema.EntityType;
import org.tieout.sink.testing.LedgerDesk;
import org.tieout.sink.testing.WorkedSettlement;

/// The worked settlement of the cases, planned, rendered, posted over HTTP to the simulated company and read
/// off its own double-entry ledger. What is expected is the paper's, section 5.2, with section 0 (8) on the
/// rows of the month before.
class WorkedExampleInTheLedgerTest {
    private final Trade trade = new Trade("us-books", "amazon-us", "books");
    private Simulator simulator;
    private LedgerDesk desk;

    @BeforeAll
    static void trustOurRecords() {
        assertThat(AvroSerdes.inMemory()).isNotNull();
    }

    @BeforeEach
    void open() {
        simulator = Simulator.start(SimulatorOptions.builder().seed(5).build());
        desk = new LedgerDesk(notices -> Books.ledger(simulator, "books", "us-books", true, notices));
    }

    @AfterEach
    void close() {
        desk.close();
        simulator.close();
    }

    @Test
    void inInvoiceModeTheSimulatedBooksShowThePaperToTheCent() {
        posted(FlowPolicy.of("us-books"));

        assertTheSettlementIsInTheBooks();
        var company = simulator.qbo().company();
        assertThat(company.documents(EntityType.INVOICE)).hasSize(2);
        assertThat(company.documents(EntityType.CREDIT_MEMO)).hasSize(1);
        assertThat(company.documents(EntityType.PAYMENT)).hasSize(2);
        assertThat(company.documents(EntityType.JOURNAL_ENTRY)).hasSize(1);
    }

    @Test
    void inSummaryModeTheSameBalancesComeFromAJournalAndADeposit() {
        posted(FlowPolicy.of("us-books").summary());

        assertTheSettlementIsInTheBooks();
        var company = simulator.qbo().company();
        assertThat(company.documents(EntityType.INVOICE)).isEmpty();
        assertThat(company.documents(EntityType.JOURNAL_ENTRY)).hasSize(1);
    }

    @Test
    void whatIsReadBackIsWhatWasPlannedDocumentByDocumentAndAccountByAccount() {
        var commands = posted(FlowPolicy.of("us-books"));

        WorkedSettlement.assertReadAsPlanned(desk.readBack(), commands);
    }

    /// To the cent, by one deposit.
    private void assertTheSettlementIsInTheBooks() {
        var company = simulator.qbo().company();
        WorkedSettlement.assertIsInTheBooks(company::balance, "1100", "1145", "1150", "1155", "2320");
        var deposits = company.documents(EntityType.DEPOSIT);
        assertThat(deposits).hasSize(1);
        assertThat(deposits.getFirst().total()).isEqualByComparingTo("19.46");
        assertThat(company.trialBalance()).isEqualByComparingTo("0");
    }

    private List<PostingCommand> posted(FlowPolicy policy) {
        var commands = WorkedSettlement.planned("the-worked-settlement-in-quickbooks", trade, policy);
        // One after the other, as the sink does with what refers to each other.
        commands.forEach(desk::post);
        return commands;
    }
}
