package org.tieout.ingest.amazon.finance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tieout.event.Watermark;
import org.tieout.ingest.amazon.finance.SearchState.Pass;

class SearchStateTest {

    private static final Instant START = Instant.parse("2026-09-01T00:00:00Z");

    private static SearchState storedAndReadBack(SearchState state) {
        return SearchState.of(Watermark.newBuilder()
                .setConnection("amazon-us")
                .setFeed("finances")
                .setPosition(state.from().toString())
                .setReached(state.reached())
                .setAt(START)
                .build());
    }

    @Test
    void aRestartFindsEverythingOfASearchUnderWay() {
        var state = SearchState.beginning(START)
                .inWindowUntil(Optional.of(START.plusSeconds(60)))
                .with(Optional.of(START.plusSeconds(1)), Optional.of(START.plusSeconds(2)), true)
                .next(Pass.DEFERRED)
                .continuedBy(Optional.of("token"));
        assertThat(storedAndReadBack(state)).isEqualTo(state);
    }

    @Test
    void aRestartFindsEverythingOfASearchThatIsOver() {
        var state = SearchState.beginning(START)
                .next(START.plusSeconds(9), Optional.of(START.minusSeconds(5)), Optional.of(START.plusSeconds(20)));
        assertThat(storedAndReadBack(state)).isEqualTo(state);
        assertThat(state.pass()).isEqualTo(Pass.WINDOW);
        assertThat(state.deferredSince()).contains(START.minusSeconds(5));
    }
}
