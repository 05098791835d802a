package org.tieout.sink.bc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.plan.FlowPolicy;
import org.tieout.accounting.plan.PostingProfile;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.config.Flow;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.simulator.Simulator;
import org.tieout.simulator.SimulatorOptions;
import org.tieout.sink.testing.LedgerDesk;
import org.tieout.sink.testing.WorkedSettlement;

/// The worked settlement of the cases, planned, rendered, posted over HTTP to the simulated company and read
/// off its own ledgers, under both schemes of Business Central. What is expected is the paper's, section 5.1,
/// with section 0 (7).
class WorkedExampleInTheLedgerTest {
    private static final String CASE = "in-business-central-the-ledger-closes-invoices-against-clearing";

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
        desk = desk("BC-2");
    }

    private LedgerDesk desk(String scheme) {
        return new LedgerDesk(notices -> Books.ledger(simulator, trade, Map.of(Flow.BC_SCHEME, scheme), notices));
    }

    @AfterEach
    void close() {
        desk.close();
        simulator.close();
    }

    @Test
    void underTheDefaultSchemeTheSimulatedBooksShowThePaperToTheCent() {
        posted(PostingProfile.BC_2);

        assertTheSettlementIsInTheBooks();
        assertThat(Books.count(simulator, "salesInvoices", "Paid")).isEqualTo(2);
        assertThat(Books.rows(simulator, "salesCreditMemos")).isEqualTo(1);
        assertThat(Books.rows(simulator, "journals")).isEqualTo(1);
    }

    @Test
    void underTheOtherSchemeOpenReceivablesComeToTheSameBalances() {
        desk.close();
        desk = desk("BC-1");
        OpenInvoices.in(simulator);

        posted(PostingProfile.BC_1);

        assertTheSettlementIsInTheBooks();
        assertThat(Books.count(simulator, "salesInvoices", "Paid")).isEqualTo(2);
        assertThat(Books.rows(simulator, "journals")).as("general and payments").isEqualTo(2);
    }

    @Test
    void underTheOtherSchemeTooWhatIsReadBackIsWhatWasPlanned() {
        desk.close();
        desk = desk("BC-1");
        OpenInvoices.in(simulator);
        var commands = posted(PostingProfile.BC_1);

        WorkedSettlement.assertReadAsPlanned(desk.readBack(), commands);
    }

    @Test
    void whatIsReadBackIsWhatWasPlannedDocumentByDocumentAndAccountByAccount() {
        var commands = posted(PostingProfile.BC_2);

        WorkedSettlement.assertReadAsPlanned(desk.readBack(), commands);
    }

    /// To the cent, and nobody owes anything.
    private void assertTheSettlementIsInTheBooks() {
        WorkedSettlement.assertIsInTheBooks(account -> Books.balance(simulator, account), "1100", "1150", "1155");
        assertThat(Books.customerBalance(simulator)).isEqualByComparingTo("0");
        assertThat(Books.trialBalance(simulator)).isEqualByComparingTo("0");
    }

    private List<PostingCommand> posted(PostingProfile profile) {
        var commands =
                WorkedSettlement.planned(CASE, trade, FlowPolicy.of("us-books").with(profile));
        // One after the other, as the sink does with what refers to each other.
        commands.forEach(desk::post);
        return commands;
    }
}
