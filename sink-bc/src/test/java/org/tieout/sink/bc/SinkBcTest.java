package org.tieout.sink.bc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingStatus;
import org.tieout.simulator.http.Fault;

/// What the sink promises, on a real broker: each command one document, whatever happens to calls and
/// processes. The truth is the simulated company's own books.
class SinkBcTest {
    @TempDir
    private Path directory;

    private Rig rig;

    @BeforeEach
    void open() {
        rig = new Rig(directory);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aSettlementIsPostedOnceAndReadBackWithItsPostedNumbers() {
        Month month = Month.closing(rig.trade, "S1", 12, 3);
        rig.start();
        rig.send(month.settlement());
        rig.send(month.orders());

        rig.awaitPosted(month.all());

        assertThat(Books.balance(rig.simulator, "1000")).isEqualByComparingTo(month.bank());
        assertThat(Books.balance(rig.simulator, "1150")).isEqualByComparingTo("0");
        assertThat(Books.rows(rig.simulator, "salesInvoices")).isEqualTo(12);
        assertThat(Books.rows(rig.simulator, "salesCreditMemos")).isEqualTo(3);
        rig.await(
                "read back",
                () -> month.all().stream()
                        .allMatch(command -> rig.document(command).isPresent()));
        PostingCommand payout = month.settlement().getLast();
        assertThat(rig.document(payout).orElseThrow().getTotal().getAmount()).isEqualByComparingTo(month.bank());
        assertThat(rig.state(month.orders().getFirst()).orElseThrow().getVendorNumber())
                .isNotEqualTo(month.orders().getFirst().getDocument().getReference());
        assertThat(rig.steps(month.orders().getFirst())).containsExactly("queued", "attempted", "posted");
    }

    @Test
    void postingWhoseAnswerIsNotHeardIsFoundAndPostedOnce() {
        List<PostingCommand> invoices = Month.invoices(rig.trade, 5);
        rig.simulator.fault(Fault.on("bc")
                .method("POST")
                .path("/\\$batch$")
                .bodyContains("Microsoft.NAV.post")
                .afterCommit(new Fault.Drop()));
        rig.start();
        rig.send(invoices);

        rig.awaitPosted(invoices);

        assertThat(Books.rows(rig.simulator, "salesInvoices")).isEqualTo(5);
        assertThat(Books.count(rig.simulator, "salesInvoices", "Paid")).isEqualTo(5);
        assertThat(rig.steps(invoices.getFirst()))
                .containsExactly("queued", "attempted", "uncertain", "found", "posted");
    }

    @Test
    void aSinkThatStopsBetweenDraftAndPostGoesOnWhereItStood() {
        List<PostingCommand> invoices = Month.invoices(rig.trade, 3);
        rig.simulator.fault(Fault.on("bc")
                .method("POST")
                .path("/\\$batch$")
                .bodyContains("Microsoft.NAV.post")
                .times(100)
                .beforeAccept(new Fault.Drop()));
        rig.start();
        rig.send(invoices);
        rig.await("drafts", () -> Books.count(rig.simulator, "salesInvoices", "Draft") == 3);
        rig.stop();
        rig.simulator.faults().clear();

        rig.start();
        rig.awaitPosted(invoices);

        assertThat(Books.rows(rig.simulator, "salesInvoices")).isEqualTo(3);
    }

    @Test
    void aRefusalOfTheCompanyIsTriedAgainWhenAPersonHasHelped() {
        rig.simulator.bc().company().humanAllowsPosting(Optional.of(Trade.DATE.plusDays(1)), Optional.empty());
        PostingCommand fees = rig.trade.fees("S1", 1, 1, "07", "5.00");
        rig.start();
        rig.send(fees);
        rig.await("refused", () -> rig.status(fees) == PostingStatus.REFUSED);
        rig.await("alert", () -> !rig.alerts().isEmpty());

        rig.simulator.bc().company().humanAllowsPosting(Optional.empty(), Optional.empty());
        rig.retry("S1");

        rig.awaitPosted(fees);
        assertThat(Books.balance(rig.simulator, "6100")).isEqualByComparingTo("5.00");
    }
}
