package org.tieout.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tieout.event.DocumentKind;
import org.tieout.event.LedgerDocument;
import org.tieout.event.LedgerStatus;
import org.tieout.event.PostingCommand;
import org.tieout.event.StatusUpdate;
import org.tieout.schemas.Target;

/// What several records of one deal are told: one shows the status, the others that it does.
class DealStatusTest {

    private static final String STATUS = "us-books/deal/" + Crm.DEAL + "/status-";

    private final MapperHarness mapper = new MapperHarness(Target.BC);

    @AfterEach
    void close() {
        mapper.close();
    }

    @BeforeEach
    void flow() {
        mapper.mapping("item", "MUG", "1000").flow().crm(Crm.account("Contoso", 3));
    }

    private void won() {
        mapper.deal(Crm.opportunity("WON", 10).line("MUG", "2", "12.50").build());
    }

    private void submitted(long version, String off) {
        mapper.deal(Crm.order("SUBMITTED", version)
                .line("MUG", "2", "12.50")
                .totalOffBy(off)
                .build());
    }

    private void ledger(LedgerStatus status) {
        var posted = status == LedgerStatus.LIVE;
        mapper.ledger(LedgerDocument.newBuilder()
                .setConnection(MapperHarness.TARGET)
                .setFlow(MapperHarness.FLOW)
                .setSourceConnection(MapperHarness.SOURCE)
                .setSourceId(Crm.DEAL)
                .setPostingId("us-books/deal/" + Crm.DEAL + "/sale/r1")
                .setKind(DocumentKind.SALES_ORDER)
                .setVendorType(posted ? "salesInvoice" : "salesOrder")
                .setVendorId("the-id")
                .setVendorNumber(posted ? "INV-1" : "S-1")
                .setStatus(status)
                .setDate(posted ? LocalDate.parse("2026-10-05") : null)
                .setTotal(MapperHarness.usd("25"))
                .setOpen(posted ? MapperHarness.usd("25") : null)
                .setReadAt(Instant.EPOCH)
                .build());
    }

    private List<String> told() {
        return mapper.statuses.stream()
                .map(PostingCommand::getDocument)
                .map(document -> Objects.requireNonNull(document.getStatusUpdate()))
                .map(update -> update.getTable() + " " + update.getStatus() + " " + update.getNumber())
                .toList();
    }

    private StatusUpdate last() {
        return Objects.requireNonNull(mapper.statuses.getLast().getDocument().getStatusUpdate());
    }

    @Test
    void whatWasHeldWithoutLinesIsToldOnceThatItsOrderShowsIt() {
        mapper.deal(Crm.opportunity("WON", 10)
                .with(document -> document.setValue(MapperHarness.usd("1200")))
                .build());
        submitted(12, "0");
        ledger(LedgerStatus.DRAFT);
        assertThat(told()).containsExactly("OPPORTUNITY Held null", "ORDER Ordered S-1", "OPPORTUNITY Continued S-1");
        assertThat(last().getProblem()).isNull();
        assertThat(last().getDocumentId()).isNull();
        assertThat(last().getRecordId()).isEqualTo(Crm.OPPORTUNITY);

        ledger(LedgerStatus.LIVE);

        assertThat(told()).hasSize(4).last().isEqualTo("ORDER Posted INV-1");
        assertThat(mapper.statuses)
                .extracting(PostingCommand::getPostingId)
                .containsExactly(
                        STATUS + "opportunity-0A000000/r1",
                        STATUS + "order-0C000000/r1",
                        STATUS + "opportunity-0A000000/r2",
                        STATUS + "order-0C000000/r2");
        assertThat(mapper.statuses)
                .extracting(command -> command.getDocument().getCorrects())
                .containsExactly(null, null, STATUS + "opportunity-0A000000/r1", STATUS + "order-0C000000/r1");
        assertThat(mapper.statuses)
                .extracting(command -> command.getSequence() + " of " + command.getOf())
                .containsExactly("1 of 1", "1 of 1", "2 of 2", "2 of 2");
    }

    @Test
    void whatShowedTheSaleIsToldWhenItsOrderTakesOver() {
        won();
        ledger(LedgerStatus.DRAFT);
        submitted(12, "0");

        assertThat(told()).containsExactly("OPPORTUNITY Ordered S-1", "ORDER Ordered S-1", "OPPORTUNITY Continued S-1");
    }

    @Test
    void theRecordThatCannotGoOnIsToldSoAndNotTheOneThatWasSold() {
        won();
        ledger(LedgerStatus.DRAFT);
        submitted(12, "5");
        assertThat(told()).containsExactly("OPPORTUNITY Ordered S-1", "ORDER Held S-1", "OPPORTUNITY Continued S-1");
        assertThat(Objects.requireNonNull(mapper.statuses.get(1).getDocument().getStatusUpdate())
                        .getProblem())
                .contains("25.00", "30.00");

        submitted(13, "0");

        assertThat(told()).hasSize(4).last().isEqualTo("ORDER Ordered S-1");
    }

    @Test
    void theRecordThatShowedTheSaleShowsItAgainWhenTheOtherIsTakenBack() {
        won();
        ledger(LedgerStatus.DRAFT);
        submitted(12, "5");
        mapper.deal(Crm.order("ACTIVE", 13).line("MUG", "2", "12.50").build());

        assertThat(told())
                .containsExactly(
                        "OPPORTUNITY Ordered S-1",
                        "ORDER Held S-1",
                        "OPPORTUNITY Continued S-1",
                        "OPPORTUNITY Ordered S-1",
                        "ORDER Continued S-1");
    }
}
