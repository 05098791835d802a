package org.tieout.sink.bc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tieout.event.CrmRecord;
import org.tieout.event.DocumentKind;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingState;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.sink.Batch;
import org.tieout.runtime.sink.Finding;
import org.tieout.runtime.sink.ItemOutcome;
import org.tieout.simulator.Simulator;
import org.tieout.simulator.SimulatorOptions;
import org.tieout.simulator.http.Fault;
import org.tieout.sink.testing.LedgerDesk;

/// What goes wrong on the way of a customer and of what is sold to it, at each step that writes: whatever it is, one
/// customer and one document of each deal in the end, as the CRM has them last.
class DealFaultsTest {
    private static final String OTHER_DEAL = "1B4E28BA2FA1411D883F0016D3CCA427";

    private final Trade trade = new Trade("deals", "crm", "books");
    private final Deals deals = new Deals(trade);
    private final Deals others = new Deals(trade, OTHER_DEAL);
    private final CrmTable crm = new CrmTable();
    private Simulator simulator;
    private LedgerDesk desk;

    @BeforeAll
    static void trustOurRecords() {
        assertThat(AvroSerdes.inMemory()).isNotNull();
    }

    @BeforeEach
    void open() {
        simulator = Simulator.start(SimulatorOptions.builder().seed(7).build());
        desk = new LedgerDesk(notices -> Books.ledger(simulator, trade, Map.of("call-timeout", "500ms"), crm, notices));
        // Lists, items and token are there: what is counted from now on is posting.
        desk.prepare(List.of(deals.order(1, "40.00")));
    }

    @AfterEach
    void close() {
        desk.close();
        simulator.close();
    }

    /// A step that writes, by what its request says.
    enum Step {
        CREATE_CUSTOMER("\"displayName\":\"Harbour Coffee\"", 0),
        UPDATE_CUSTOMER("\"displayName\":\"Harbour Roasters\"", 0),
        CREATE_ORDER("\"orderDate\"", 0),
        CHANGE_HEADER("\"PATCH\",\"url\":\"companies(", 1),
        DELETE_LINES("\"DELETE\"", 0),
        INSERT_LINES("\"sequence\"", 0),
        CHANGE_MARK("/sale/r2\"", 0),
        DELETE_ORDER("\"DELETE\"", 1),
        CREATE_INVOICE("\"invoiceDate\"", 0),
        POST_INVOICE("Microsoft.NAV.post", 0),
        SHIP_AND_INVOICE("shipAndInvoice", 0);

        private final String text;
        private final int skip;

        Step(String text, int skip) {
            this.text = text;
            this.skip = skip;
        }

        Fault.Builder fault() {
            return Fault.on("bc")
                    .method("POST")
                    .path("/\\$batch$")
                    .bodyContains(text)
                    .skip(skip);
        }
    }

    /// A way to go wrong.
    enum Trouble {
        DROPPED_BEFORE,
        UNAVAILABLE,
        COMMITTED_THEN_DROPPED,
        COMMITTED_THEN_SILENT,
        COMMITTED_THEN_503;

        Fault strikes(Fault.Builder fault) {
            return switch (this) {
                case DROPPED_BEFORE -> fault.beforeAccept(new Fault.Drop());
                case UNAVAILABLE -> fault.beforeAccept(new Fault.Status(503));
                case COMMITTED_THEN_DROPPED -> fault.afterCommit(new Fault.Drop());
                case COMMITTED_THEN_SILENT -> fault.afterCommit(new Fault.Stall(Duration.ofMillis(700)));
                case COMMITTED_THEN_503 -> fault.afterCommit(new Fault.Status(503));
            };
        }
    }

    static Stream<Arguments> troubles() {
        return Stream.of(Step.values())
                .flatMap(step -> Stream.of(Trouble.values()).map(trouble -> Arguments.of(step, trouble)));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void whateverGoesWrongWhereverThereIsOneCustomerAndOneDocumentOfEachDeal(Step step, Trouble trouble) {
        simulator.fault(trouble.strikes(step.fault()));

        customer(deals.account(1, Deals.named("Harbour Coffee")), 1);
        customer(deals.account(2, Deals.named("Harbour Roasters")), 2);
        untilDone(deals.order(1, "40.00"), false);
        PostingCommand changed =
                deals.sale(DocumentKind.SALES_ORDER, 2, Deals.item("SKU-1", "1", "70.00"), Deals.comment("Morning"));
        changed.getDocument().setDate(Deals.DATE.plusDays(1));
        untilDone(changed, false);
        untilDone(deals.invoice(3, "60.00"), false);
        untilDone(deals.invoice(3, "60.00"), true);
        untilDone(others.order(1, "20.00"), true);

        assertThat(simulator.faults().armed()).as("the fault struck").isEmpty();
        assertTheBooks();
    }

    private void assertTheBooks() {
        var found = new Human(simulator).get("customers?$filter=displayName eq 'Harbour Roasters'");
        assertThat(found.path("value")).hasSize(1);
        assertThat(Books.rows(simulator, "customers")).isEqualTo(2);
        assertThat(Books.rows(simulator, "salesOrders")).isZero();
        assertThat(Books.count(simulator, "salesInvoices", "Open")).isEqualTo(2);
        assertThat(Books.rows(simulator, "salesInvoices")).isEqualTo(2);
        assertThat(Books.balance(simulator, "4000")).isEqualByComparingTo("-200.00");
        assertThat(Books.balance(simulator, "4010")).isEqualByComparingTo("-19.80");
    }

    private void customer(CrmRecord record, int revision) {
        crm.put(record);
        untilDone(deals.customer(revision, revision), true);
    }

    /// As the sink loop does: what is uncertain is asked about, what stands not is sent again.
    private void untilDone(PostingCommand command, boolean approved) {
        for (int attempt = 0; attempt < 6; attempt++) {
            Batch rendered = desk.batch(List.of(command));
            String body = rendered.members().getFirst().body();
            ItemOutcome outcome = desk.ledger
                    .post(new Batch(rendered.id(), List.of(new Batch.Member(command, body, approved))))
                    .getFirst();
            switch (outcome) {
                case ItemOutcome.Posted posted -> {
                    assertThat(posted.difference()).isEmpty();
                    desk.keep(command, posted);
                    return;
                }
                case ItemOutcome.Drafted _ -> {
                    assertThat(approved).isFalse();
                    return;
                }
                case ItemOutcome.Later _ -> {
                    // Sent again.
                }
                case ItemOutcome.Unknown _ -> {
                    if (stands(command, body) instanceof Finding.Found(var posted)) {
                        desk.keep(command, posted);
                        return;
                    }
                }
                case ItemOutcome.Refused refused -> throw new AssertionError(refused.toString());
                case ItemOutcome.Stopped stopped -> throw new AssertionError(stopped.toString());
            }
        }
        throw new AssertionError("not done after six attempts: " + command.getPostingId());
    }

    private Finding stands(PostingCommand command, String body) {
        PostingState state = LedgerDesk.state(command);
        state.setBody(body);
        return LedgerDesk.heard(desk.ledger.find(List.of(state))).getFirst();
    }
}
