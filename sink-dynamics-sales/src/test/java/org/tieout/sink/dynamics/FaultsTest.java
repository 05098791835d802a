package org.tieout.sink.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.sink.ItemOutcome;
import org.tieout.simulator.http.Fault;

/// What goes wrong on the way, at each step: whatever it is, the record says the same in the end and was written once.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {
    private final Crm crm = new Crm();
    private final Trade trade = new Trade();
    private final Map<String, String> quick = Map.of("call-timeout", "500ms");
    private final Desk desk = new Desk(crm, trade, quick);
    private final Desk invoices = new Desk(crm, trade, Map.of("call-timeout", "500ms", "write-back", "invoice"));

    /// Tokens are there: what is counted or fails from now on is posting.
    @BeforeAll
    void warm() {
        desk.posted(trade.posted(SalesTable.ORDER, crm.order()));
        invoices.posted(trade.invoiced(SalesTable.ORDER, crm.order(), 1, "Posted", "120.50"));
    }

    @AfterAll
    void close() {
        desk.close();
        invoices.close();
        crm.close();
    }

    /// A step, by the request it makes.
    enum Step {
        READ_ONE("GET", "/opportunities", "", false),
        WRITE_ONE("PATCH", "/opportunities", "", true),
        READ_ALL("POST", "/\\$batch$", "GET ", false),
        WRITE_ALL("POST", "/\\$batch$", "PATCH ", true);

        private final String method;
        private final String path;
        private final String text;
        private final boolean writes;

        Step(String method, String path, String text, boolean writes) {
            this.method = method;
            this.path = path;
            this.text = text;
            this.writes = writes;
        }

        Fault.Builder fault() {
            return Fault.on("dataverse").method(method).path(path).bodyContains(text);
        }
    }

    /// A way to go wrong.
    enum Trouble {
        COMMITTED_THEN_DROPPED,
        COMMITTED_THEN_SILENT,
        COMMITTED_THEN_504,
        HALF_AN_ANSWER,
        AN_HTML_PAGE,
        DROPPED_BEFORE,
        SILENT_BEFORE,
        UNAVAILABLE,
        THROTTLED,
        UNAUTHORIZED_ONCE;

        private static final Set<Trouble> OF_READING = Set.of(DROPPED_BEFORE, HALF_AN_ANSWER, UNAVAILABLE, THROTTLED);

        Fault strikes(Fault.Builder fault) {
            return switch (this) {
                case COMMITTED_THEN_DROPPED -> fault.afterCommit(new Fault.Drop());
                case COMMITTED_THEN_SILENT -> fault.afterCommit(new Fault.Stall(Duration.ofMillis(700)));
                case COMMITTED_THEN_504 -> fault.afterCommit(new Fault.Status(504));
                case HALF_AN_ANSWER -> fault.afterCommit(new Fault.Truncate(new BigDecimal("0.5")));
                case AN_HTML_PAGE ->
                    fault.afterCommit(new Fault.Status(
                            200, Map.of("Content-Type", "text/html"), Optional.of("<html>busy</html>")));
                case DROPPED_BEFORE -> fault.beforeAccept(new Fault.Drop());
                case SILENT_BEFORE -> fault.beforeAccept(new Fault.Stall(Duration.ofMillis(700)));
                case UNAVAILABLE -> fault.beforeAccept(new Fault.Status(503));
                case THROTTLED ->
                    fault.beforeAccept(new Fault.Status(429, Map.of("Retry-After", "0"), Optional.of("{}")));
                case UNAUTHORIZED_ONCE -> fault.beforeAccept(new Fault.Status(401));
            };
        }
    }

    /// Every trouble where something is written, and one of each family where something is read.
    static Stream<Arguments> troubles() {
        return Stream.of(Step.values())
                .flatMap(step -> Stream.of(Trouble.values())
                        .filter(trouble -> step.writes || Trouble.OF_READING.contains(trouble))
                        .map(trouble -> Arguments.of(step, trouble)));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void whateverGoesWrongTheRecordsSayItOnce(Step step, Trouble trouble) {
        String opportunity = crm.opportunity();
        String quote = crm.quote();
        String order = crm.order();
        boolean one = step == Step.READ_ONE || step == Step.WRITE_ONE;
        List<PostingCommand> all = one
                ? List.of(trade.posted(SalesTable.OPPORTUNITY, opportunity))
                : List.of(
                        trade.posted(SalesTable.OPPORTUNITY, opportunity),
                        trade.posted(SalesTable.QUOTE, quote),
                        trade.posted(SalesTable.ORDER, order));
        crm.simulator.fault(trouble.strikes(step.fault()));

        desk.postUntilDone(all);

        assertThat(crm.simulator.faults().armed()).as("the fault struck").isEmpty();
        assertShown(SalesTable.OPPORTUNITY, opportunity, 1);
        if (!one) {
            assertShown(SalesTable.QUOTE, quote, 2);
            assertShown(SalesTable.ORDER, order, 1);
            // Once when it was accepted, once when it was written to.
            assertThat(crm.rows("quotecloses?$filter=_quoteid_value%20eq%20" + quote))
                    .hasSize(2);
        }
    }

    private void assertShown(SalesTable table, String id, int state) {
        JsonNode row = crm.row(table, id);
        assertThat(row.path("new_bcinvoicenumber").asText()).isEqualTo("PSI-103001");
        assertThat(row.path("new_bcstatus").asText()).isEqualTo("Posted");
        assertThat(row.path("statecode").asInt()).isEqualTo(state);
    }

    static Stream<Trouble> ofWriting() {
        return Stream.of(Trouble.values());
    }

    @ParameterizedTest
    @MethodSource("ofWriting")
    void whateverGoesWrongThereIsOneInvoiceRow(Trouble trouble) {
        String order = crm.order();
        String document = java.util
                .UUID
                .nameUUIDFromBytes(trouble.name().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
        PostingCommand posted = trade.of(SalesTable.ORDER, order, 1, "Posted", document, "60.00");
        crm.simulator.fault(trouble.strikes(Step.WRITE_ALL.fault()));

        invoices.postUntilDone(List.of(posted));

        assertThat(crm.simulator.faults().armed()).as("the fault struck").isEmpty();
        JsonNode rows = crm.rows("invoices?$expand=invoice_details&$filter=_salesorderid_value%20eq%20" + order);
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).path("invoice_details")).hasSize(1);
        assertThat(rows.get(0).path("statuscode").asInt()).isEqualTo(100002);
    }

    @Test
    void throttlingIsLaterAndSaysWhen() {
        var own = new Desk(crm, trade, quick);
        crm.simulator.fault(Fault.on("dataverse").path("/salesorders").beforeAccept(new Fault.Status(429)));

        assertThat(own.outcome(trade.posted(SalesTable.ORDER, crm.order())))
                .isInstanceOfSatisfying(
                        ItemOutcome.Later.class,
                        later -> assertThat(later.retryAfter()).contains(Duration.ofSeconds(10)));
        own.close();
    }
}
