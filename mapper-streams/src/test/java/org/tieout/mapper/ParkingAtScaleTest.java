package org.tieout.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tieout.event.AuditRecord;

/// Thousands of settlements wait for one key, and some for another. Ten thousand take half a minute; the
/// system property `tieout.parked` says how many, in multiples of a step.
class ParkingAtScaleTest {

    private static final String COMMON = "other-transaction|other-transaction|Quantum Levy";
    private static final String RARE = "other-transaction|other-transaction|Photon Levy";
    private static final int MANY = Integer.getInteger("tieout.parked", 3_000);
    private static final int FEW = 100;
    private static final Duration STEP = Duration.ofMillis(20);

    private MapperHarness mapper;

    @BeforeEach
    void manyAreParked() {
        mapper = new MapperHarness().flow();
        IntStream.range(0, FEW).forEach(i -> settlement("few-" + i, RARE));
        IntStream.range(0, MANY).forEach(i -> settlement("many-" + i, COMMON));
    }

    private void settlement(String id, String rowType) {
        mapper.settlement(id, "1.00").row(rowType, null, null, "1.00").close();
    }

    @AfterEach
    void close() {
        mapper.close();
    }

    private long held() {
        return mapper.parked.values().stream().filter(Objects::nonNull).count();
    }

    private List<String> woken() {
        return mapper.audit.stream()
                .filter(record -> record.getStep().equals("woken"))
                .map(AuditRecord::getSourceId)
                .toList();
    }

    @Test
    void freeingAFewTouchesTheFewAndFreeingAllGoesInSteps() {
        assertThat(held()).isEqualTo(MANY + FEW);
        assertThat(mapper.openAlerts()).hasSize(2);
        var before = mapper.writes();

        mapper.mapping("row-type", RARE, "FEE.ADS");

        assertThat(woken()).hasSize(FEW).allMatch(id -> id.startsWith("few-"));
        assertThat(mapper.kinds()).hasSize(FEW);
        assertThat(held()).isEqualTo(MANY);
        assertThat(mapper.openAlerts()).containsExactly("missing|us-books|row-type:" + COMMON.replace("|", "\\p"));
        var ofFew = mapper.writes() - before;

        before = mapper.writes();
        mapper.mapping("row-type", COMMON, "FEE.ADS");

        assertThat(woken()).as("one step").hasSize(FEW + Waking.PER_STEP);
        var steps = 1;
        while (held() > 0) {
            var then = woken().size();
            mapper.later(STEP);
            assertThat(woken().size() - then).isBetween(1, Waking.PER_STEP);
            steps++;
        }
        assertThat(steps).isEqualTo(MANY / Waking.PER_STEP);
        assertThat(woken()).hasSize(FEW + MANY).doesNotHaveDuplicates();
        assertThat(mapper.kinds()).hasSize(FEW + MANY);
        assertThat(mapper.openAlerts()).isEmpty();
        assertThat((mapper.writes() - before) / (double) MANY)
                .as("writes for one of many, and for one of few")
                .isLessThan(1.5 * ofFew / FEW);
    }
}
