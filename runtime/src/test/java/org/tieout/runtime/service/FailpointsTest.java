package org.tieout.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The places where a test halts the process.
class FailpointsTest {

    @Test
    void onlyTheArmedPointStrikesAndOnlyOnce() {
        var reached = new ArrayList<Failpoint>();
        var failpoints = Failpoints.calling("ingest-before-commit:2", reached::add);

        for (var turn = 0; turn < 5; turn++) {
            for (var point : Failpoint.values()) {
                failpoints.here(point);
            }
            assertThat(reached).hasSize(turn == 0 ? 0 : 1);
        }
        assertThat(reached).isEqualTo(List.of(Failpoint.INGEST_BEFORE_COMMIT));
    }

    @Test
    void everyPointCanBeArmedByItsLabel() {
        for (var point : Failpoint.values()) {
            assertThat(Failpoint.parse(point.label())).isEqualTo(point);
        }
        assertThat(Failpoint.INGEST_MID_PARSE.label()).isEqualTo("ingest-mid-parse");
    }

    @Test
    void aPointThatDoesNotExistCannotBeArmed() {
        assertThatThrownBy(() -> Failpoints.calling("after-lunch", point -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
