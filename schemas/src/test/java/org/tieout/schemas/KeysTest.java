package org.tieout.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KeysTest {

    @Test
    void partsAreJoinedByBars() {
        assertThat(Keys.of("amazon-us", "25889786381")).isEqualTo("amazon-us|25889786381");
        assertThat(Keys.of("alone")).isEqualTo("alone");
    }

    @Test
    void aBarInsideAPartIsNoSeparator() {
        assertThat(Keys.of("flow", "row-type", "Order|ItemFees|Commission"))
                .isEqualTo("flow|row-type|Order\\pItemFees\\pCommission");
        assertThat(Keys.of("a|b", "c")).isNotEqualTo(Keys.of("a", "b|c"));
        assertThat(Keys.of("a\\", "b")).isNotEqualTo(Keys.of("a", "\\b"));
        assertThat(Keys.of("\\p")).isNotEqualTo(Keys.of("|"));
    }

    @Test
    void emptyPartsCount() {
        assertThat(Keys.parts(Keys.of("flow", "", ""))).containsExactly("flow", "", "");
    }

    @Test
    void aKeyWithoutPartsCannotBe() {
        assertThatThrownBy(Keys::of).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPrefixDoesNotMeetALongerName() {
        assertThat(Keys.of("amazon-us-2", "1")).doesNotStartWith(Keys.prefix("amazon-us"));
        assertThat(Keys.of("amazon-us", "1")).startsWith(Keys.prefix("amazon-us"));
    }
}
