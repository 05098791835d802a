package org.tieout.sink.bc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tieout.event.CrmRecord;

/// The CRM's records on a real broker: what was written before it is asked for is there when it is.
class CrmViewTest {
    @TempDir
    private Path directory;

    @Test
    void whatWasWrittenBeforeIsFoundAtOnceInItsVersionAndWhatWasDeletedIsGone() {
        try (var rig = new Rig(directory);
                var view = rig.crmView()) {
            var deals = new Deals(rig.trade);
            assertThat(find(view, rig, 1)).isInstanceOf(CrmRecords.Found.Gone.class);

            for (long version = 1; version <= 3; version++) {
                CrmRecord written = deals.account(version, Deals.named("Harbour " + version));
                rig.emit(written);
                assertThat(find(view, rig, version)).isEqualTo(new CrmRecords.Found.Present(written));
            }
            assertThat(find(view, rig, 4)).isInstanceOf(CrmRecords.Found.Older.class);
            assertThat(find(view, rig, 2)).as("newer is good enough").isInstanceOf(CrmRecords.Found.Present.class);

            rig.forget(deals.account(3, Deals.named("Harbour 3")));
            // A version that is not there makes it read to the end.
            assertThat(find(view, rig, 4)).isInstanceOf(CrmRecords.Found.Gone.class);
        }
    }

    /// By the id as commands write it, in capitals without hyphens.
    private static CrmRecords.Found find(CrmView view, Rig rig, long version) {
        return view.find(
                rig.trade.source,
                "account",
                Deals.ACCOUNT.replace("-", "").toUpperCase(java.util.Locale.ROOT),
                version);
    }
}
