package org.tieout.accounting.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PostingIdTest {

    private static final PostingId DEPOSIT = PostingId.ofSettlement("us-books", "25889786381", "deposit");

    @Test
    void theIdsOfCorrectionsNameWhatTheyCorrect() {
        assertThat(DEPOSIT.reclass(2)).hasToString("us-books/settlement/25889786381/reclass-deposit/r2");
        assertThat(DEPOSIT.reversal()).hasToString("us-books/settlement/25889786381/deposit/r1-reversal");
        assertThat(DEPOSIT.appliedReversal())
                .hasToString("us-books/settlement/25889786381/deposit/r1-reversal-applied");
        assertThat(DEPOSIT.revised(3)).hasToString("us-books/settlement/25889786381/deposit/r3");
        assertThat(DEPOSIT.sibling("plan")).hasToString("us-books/settlement/25889786381/plan/r1");
    }

    @Test
    void aDocumentAndAllItsCorrectionsAreOneFamily() {
        assertThat(java.util.stream.Stream.of(
                                DEPOSIT,
                                DEPOSIT.revised(2),
                                DEPOSIT.reversal(),
                                DEPOSIT.appliedReversal(),
                                DEPOSIT.reclass(1))
                        .map(PostingId::family)
                        .distinct())
                .containsExactly("us-books/settlement/25889786381/deposit");
    }

    @Test
    void anIdSaysWhatItIs() {
        assertThat(DEPOSIT.document()).isEqualTo("deposit");
        assertThat(DEPOSIT.revised(12).revision()).isEqualTo(12);
        assertThat(DEPOSIT.revised(12).reversal().revision()).isEqualTo(12);
        assertThat(DEPOSIT.appliedReversal().revision()).isEqualTo(1);
        assertThat(DEPOSIT.reversal().isReversal()).isTrue();
        assertThat(DEPOSIT.appliedReversal().isReversal()).isFalse();
        assertThat(DEPOSIT.appliedReversal().isAppliedReversal()).isTrue();
        assertThat(DEPOSIT.isReversal() || DEPOSIT.isAppliedReversal() || DEPOSIT.isReclass())
                .isFalse();
        assertThat(DEPOSIT.reclass(1).isReclass()).isTrue();
    }

    @Test
    void anIdWithoutARevisionHasNone() {
        assertThatThrownBy(() -> new PostingId("us-books/settlement/1/deposit").revision())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("us-books/settlement/1/deposit");
    }
}
