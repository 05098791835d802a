package org.tieout.sink.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tieout.event.PostingCommand;
import org.tieout.runtime.sink.Finding;
import org.tieout.runtime.sink.ItemOutcome;
import org.tieout.simulator.http.Fault;

/// A status stands in the columns of the record that the deal was sold from, whatever state locks it, and nothing
/// else of the record changes.
class ColumnsTest {
    private static final Set<String> OURS = Set.of(
            "new_bcinvoicenumber",
            "new_bcinvoiceid",
            "new_bcpostingdate",
            "new_bcstatus",
            "new_bcerror",
            "modifiedon",
            "_modifiedby_value",
            "versionnumber",
            "@odata.etag");

    private final Crm crm = new Crm();
    private final Trade trade = new Trade();
    private Desk desk = new Desk(crm, trade, Map.of());

    @AfterEach
    void close() {
        desk.close();
        crm.close();
    }

    private String sold(SalesTable table) {
        return switch (table) {
            case OPPORTUNITY -> crm.opportunity();
            case QUOTE -> crm.quote();
            case ORDER -> crm.order();
        };
    }

    private static Set<String> differing(JsonNode before, JsonNode after) {
        Set<String> names = new TreeSet<>();
        after.properties().stream()
                .filter(field -> !field.getValue().equals(before.get(field.getKey())))
                .forEach(field -> names.add(field.getKey()));
        return names;
    }

    @ParameterizedTest
    @EnumSource(SalesTable.class)
    void eachTableShowsItAndIsOtherwiseAsItWas(SalesTable table) {
        String id = sold(table);
        JsonNode before = crm.row(table, id);
        // Days that a change of state would set anew are to stay, also later.
        crm.simulator.advanceWorld(Duration.ofDays(3));
        crm.simulator.clock().advanceProtocol(Duration.ofDays(3));

        var posted = desk.posted(trade.posted(table, id));

        crm.assertCalls(2);
        assertThat(posted.found()).isFalse();
        assertThat(posted.vendorId()).isEqualTo(id);
        JsonNode after = crm.row(table, id);
        assertThat(after.path("new_bcinvoicenumber").asText()).isEqualTo("PSI-103001");
        assertThat(after.path("new_bcinvoiceid").asText()).isEqualTo(Trade.DOCUMENT);
        assertThat(after.path("new_bcpostingdate").asText()).isEqualTo("2026-11-10");
        assertThat(after.path("new_bcstatus").asText()).isEqualTo("Posted");
        assertThat(after.path("new_bcerror").isNull()).isTrue();
        assertThat(OURS).containsAll(differing(before, after));
    }

    /// Fulfilled and cancelled orders, a quote that was closed, opportunities of an organisation that locks them.
    @Test
    void whatIsLockedInAnotherStateIsOpenedWrittenAndClosedAgainInOneGo() {
        Map<String, SalesTable> locked = new TreeMap<>();
        String fulfilled = crm.order();
        crm.control("fulfil", "{\"id\":\"" + fulfilled + "\"}");
        locked.put(fulfilled, SalesTable.ORDER);
        String cancelled = crm.order();
        crm.close("CancelSalesOrder", "OrderClose", "salesorderid", SalesTable.ORDER.row(cancelled));
        locked.put(cancelled, SalesTable.ORDER);
        String closed = crm.quote();
        crm.edit("quote", closed, "{\"statecode\":0,\"statuscode\":1}");
        crm.close("CloseQuote", "QuoteClose", "quoteid", SalesTable.QUOTE.row(closed));
        locked.put(closed, SalesTable.QUOTE);
        locked.put(crm.opportunity(), SalesTable.OPPORTUNITY);
        String lost = crm.opportunity();
        crm.control("reopen", "{\"id\":\"" + lost + "\"}");
        crm.control("lose", "{\"id\":\"" + lost + "\"}");
        locked.put(lost, SalesTable.OPPORTUNITY);
        crm.turn("CLOSED_OPPORTUNITIES_ARE_LOCKED");
        Map<String, JsonNode> before = new TreeMap<>();
        locked.forEach((id, table) -> before.put(id, crm.row(table, id)));

        List<ItemOutcome> outcomes = desk.outcomes(locked.entrySet().stream()
                .map(one -> trade.posted(one.getValue(), one.getKey()))
                .toList());

        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome).isInstanceOf(ItemOutcome.Posted.class));
        locked.forEach((id, table) -> {
            JsonNode after = crm.row(table, id);
            assertThat(after.path("new_bcstatus").asText()).isEqualTo("Posted");
            assertThat(OURS).containsAll(differing(Objects.requireNonNull(before.get(id)), after));
        });
    }

    @Test
    void whatStandsAlreadyIsReadOnceAndNotWritten() {
        List<PostingCommand> all = List.of(
                trade.posted(SalesTable.ORDER, crm.order()), trade.held(SalesTable.QUOTE, crm.quote(), "No mapping"));
        desk.outcomes(all);
        crm.assertCalls(2);

        List<ItemOutcome> again = desk.outcomes(all);

        crm.assertCalls(1);
        assertThat(again)
                .allSatisfy(outcome ->
                        assertThat(((ItemOutcome.Posted) outcome).found()).isTrue());
        assertThat(desk.find(all.getFirst())).isInstanceOf(Finding.Found.class);
        assertThat(crm.row(SalesTable.QUOTE, recordOf(all.getLast()))
                        .path("new_bcerror")
                        .asText())
                .isEqualTo("No mapping");
    }

    private static String recordOf(PostingCommand command) {
        return Objects.requireNonNull(command.getDocument().getStatusUpdate()).getRecordId();
    }

    @Test
    void aLaterStatusClearsWhatIsOver() {
        String id = crm.order();
        desk.posted(trade.held(SalesTable.ORDER, id, "x".repeat(3000)));
        assertThat(crm.row(SalesTable.ORDER, id).path("new_bcerror").asText())
                .hasSize(2000)
                .endsWith("x…");

        desk.posted(trade.posted(SalesTable.ORDER, id));

        assertThat(crm.row(SalesTable.ORDER, id).path("new_bcerror").isNull()).isTrue();
    }

    /// The delta that the ingest reads has the row once, as it was but for our columns.
    @Test
    void aWriteBackComesRoundAsOneRowThatSaysNothingNew() {
        String id = crm.order();
        JsonNode first = crm.get("salesorders", "Prefer", "odata.track-changes");
        String link = first.path("@odata.deltaLink").asText();

        desk.posted(trade.posted(SalesTable.ORDER, id));

        JsonNode delta = crm.get(link);
        assertThat(delta.path("value")).hasSize(1);
        assertThat(OURS)
                .containsAll(differing(
                        first.path("value").get(0), delta.path("value").get(0)));
    }

    /// Between reading and writing somebody else writes: theirs stays, and ours is written on top of it.
    @ParameterizedTest
    @EnumSource(SalesTable.class)
    void anEditBetweenReadingAndWritingIsKept(SalesTable table) throws Exception {
        String id = sold(table);
        crm.simulator.fault(Fault.on("dataverse")
                .bodyContains("new_bcstatus\":\"Posted")
                .beforeAccept(new Fault.Stall(Duration.ofMillis(400))));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var posting = CompletableFuture.supplyAsync(() -> desk.posted(trade.posted(table, id)), threads);
            while (!crm.simulator.faults().armed().isEmpty() && !posting.isDone()) {
                Thread.onSpinWait();
            }
            crm.edit(table.logicalName(), id, "{\"name\":\"Renamed meanwhile\"}");
            assertThat(posting.get().found()).isFalse();
        }
        // Read and write, and both again.
        crm.assertCalls(4);

        assertThat(crm.row(table, id).path("name").asText()).isEqualTo("Renamed meanwhile");
        assertThat(crm.row(table, id).path("new_bcstatus").asText()).isEqualTo("Posted");
    }

    @Test
    void aRecordThatSomebodyChangesAllTheTimeIsLeftForLater() {
        String id = crm.opportunity();
        crm.simulator.fault(Fault.on("dataverse").method("PATCH").times(4).beforeAccept(new Fault.Status(412)));

        assertThat(desk.outcome(trade.posted(SalesTable.OPPORTUNITY, id)))
                .isInstanceOfSatisfying(
                        ItemOutcome.Later.class,
                        later -> assertThat(later.reason()).contains("others changed"));
    }

    @Test
    void aRecordThatIsGoneIsRefusedAndTheOthersOfItsBatchAreWritten() {
        String gone = crm.order();
        String stands = crm.order();
        crm.control("delete", "{\"table\":\"salesorder\",\"id\":\"" + gone + "\"}");

        List<ItemOutcome> outcomes =
                desk.outcomes(List.of(trade.posted(SalesTable.ORDER, gone), trade.posted(SalesTable.ORDER, stands)));

        assertThat(outcomes.getFirst()).isInstanceOfSatisfying(ItemOutcome.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo("0x80040217");
            assertThat(refused.reason()).contains("not in Dynamics 365 Sales any more");
            assertThat(refused.nextStep()).contains("Restore the record");
        });
        assertThat(outcomes.getLast()).isInstanceOf(ItemOutcome.Posted.class);
        assertThat(desk.find(trade.posted(SalesTable.ORDER, gone))).isInstanceOf(Finding.Absent.class);
    }

    /// Somebody reopened it, and a rule of the organisation says no: it stays as open as it is.
    @ParameterizedTest
    @EnumSource(SalesTable.class)
    void aRefusalOfAnOpenRecordIsToldAndNeverClosesIt(SalesTable table) {
        String id = sold(table);
        crm.edit(table.logicalName(), id, "{\"statecode\":0,\"statuscode\":1}");
        JsonNode before = crm.row(table, id);
        crm.simulator.fault(Fault.on("dataverse").method("PATCH").times(2).beforeAccept(new Fault.Status(400)));

        assertThat(desk.outcome(trade.posted(table, id))).isInstanceOf(ItemOutcome.Refused.class);

        assertThat(crm.simulator.faults().armed()).isEmpty();
        assertThat(crm.row(table, id)).isEqualTo(before);
    }

    /// Nothing leads back from there: all of the change set is undone.
    @Test
    void whatCannotBeOpenedIsRefusedAndStaysAsItIs() {
        String id = crm.order();
        crm.edit("salesorder", id, "{\"statecode\":4,\"statuscode\":100003}");
        JsonNode before = crm.row(SalesTable.ORDER, id);

        assertThat(desk.outcome(trade.posted(SalesTable.ORDER, id)))
                .isInstanceOfSatisfying(
                        ItemOutcome.Refused.class,
                        refused -> assertThat(refused.nextStep()).contains("write-back: invoice"));
        assertThat(crm.row(SalesTable.ORDER, id)).isEqualTo(before);
    }

    /// Where sales order processing is integrated only an integration user writes submitted orders (memo, 10).
    @Test
    void whereOrdersAreProcessedElsewhereItTakesAnIntegrationUser() {
        String id = crm.order();
        crm.turn("SOP_INTEGRATION");
        assertThat(desk.outcome(trade.posted(SalesTable.ORDER, id))).isInstanceOf(ItemOutcome.Refused.class);

        crm.turn("INTEGRATION_USER");
        desk.posted(trade.posted(SalesTable.ORDER, id));

        assertThat(crm.row(SalesTable.ORDER, id).path("statecode").asInt()).isEqualTo(1);
    }

    @Test
    void columnsThatTheOrganisationHasNotStopTheConnectionAndSayWhatToDo() {
        desk.close();
        desk = new Desk(crm, trade, Map.of("write-back-columns", "status=abc_status"));

        assertThat(desk.outcome(trade.posted(SalesTable.ORDER, crm.order())))
                .isInstanceOfSatisfying(ItemOutcome.Stopped.class, stopped -> {
                    assertThat(stopped.reason()).contains("[abc_status] of the table salesorder");
                    assertThat(stopped.nextStep()).contains("write-back-columns", "tieout apply");
                });
    }

    @Test
    void withoutThePrivilegeTheConnectionStops() {
        String id = crm.order();
        crm.turn("NO_WRITE_PRIVILEGE");

        assertThat(desk.outcome(trade.posted(SalesTable.ORDER, id)))
                .isInstanceOfSatisfying(
                        ItemOutcome.Stopped.class,
                        stopped -> assertThat(stopped.nextStep()).contains("security role"));
    }

    @Test
    void someOfTheColumnsMayBeLeftOutAndOffWritesNothing() {
        String id = crm.order();
        desk.close();
        desk = new Desk(crm, trade, Map.of("write-back-columns", "status=new_bcerror"));
        desk.posted(trade.posted(SalesTable.ORDER, id));
        assertThat(crm.row(SalesTable.ORDER, id).path("new_bcerror").asText()).isEqualTo("Posted");
        assertThat(crm.row(SalesTable.ORDER, id).path("new_bcstatus").isNull()).isTrue();

        desk.close();
        desk = new Desk(crm, trade, Map.of("write-back", "off"));
        crm.assertCalls(2);
        assertThat(desk.posted(trade.invoiced(SalesTable.ORDER, id, 3, "Paid", "0.00"))
                        .found())
                .isTrue();
        assertThat(desk.find(trade.posted(SalesTable.ORDER, id))).isInstanceOf(Finding.Found.class);
        crm.assertCalls(0);
    }
}
