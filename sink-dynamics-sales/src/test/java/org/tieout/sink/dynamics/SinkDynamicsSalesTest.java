package org.tieout.sink.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tieout.event.PostingCommand;
import org.tieout.event.PostingStatus;
import org.tieout.simulator.http.Fault;

/// What the sink promises, on a real broker: the record says what became of the deal last, whatever happens to calls
/// and processes, and a record that is gone holds up its own deal alone.
class SinkDynamicsSalesTest {
    @TempDir
    private Path directory;

    @Test
    void theRecordSaysTheLatestStatusAfterUnheardAnswersARefusalAndARestart() {
        try (Rig rig = new Rig(directory)) {
            String order = rig.crm.order();
            String gone = rig.crm.order();
            rig.crm.control("delete", "{\"table\":\"salesorder\",\"id\":\"" + gone + "\"}");
            PostingCommand ordered = rig.trade.ordered(SalesTable.ORDER, order);
            PostingCommand posted = rig.trade.posted(SalesTable.ORDER, order);
            PostingCommand refused = rig.trade.ordered(SalesTable.ORDER, gone);
            rig.crm.simulator.fault(Fault.on("dataverse")
                    .path("/\\$batch$")
                    .bodyContains("PATCH ")
                    .afterCommit(new Fault.Drop()));
            rig.start();
            rig.send(List.of(ordered, refused));
            rig.await("ordered", () -> rig.status(ordered) == PostingStatus.POSTED);
            rig.await("refused", () -> rig.status(refused) == PostingStatus.REFUSED);
            assertThat(rig.crm.row(SalesTable.ORDER, order).path("new_bcstatus").asText())
                    .isEqualTo("Ordered");

            rig.stop();
            rig.send(List.of(posted, rig.trade.posted(SalesTable.ORDER, gone)));
            rig.start();
            rig.await("posted", () -> rig.status(posted) == PostingStatus.POSTED);
            // What came later stands for what was refused.
            rig.await("superseded", () -> rig.status(refused) == PostingStatus.SUPERSEDED);

            JsonNode row = rig.crm.row(SalesTable.ORDER, order);
            assertThat(row.path("new_bcstatus").asText()).isEqualTo("Posted");
            assertThat(row.path("new_bcinvoicenumber").asText()).isEqualTo("PSI-103001");
            assertThat(row.path("statecode").asInt()).isEqualTo(1);
        }
    }
}
