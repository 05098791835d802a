package org.tieout.accounting.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderIdTest {

    @Test
    void threeSevenAndSevenDigitsAreAnOrder() {
        assertThat(OrderId.parse("111-0000000-0000001")).contains(new OrderId("111-0000000-0000001"));
        assertThat(OrderId.looksLikeOne("999-9999999-9999999")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "FBA15ABCDEFG",
                "S01-1234567-1234567",
                "111-0000000-000000",
                "111-0000000-00000011",
                "11100000000-0000001",
                "111-0000000.0000001",
                "111-000000:-0000001",
                "111-000000/-0000001",
                "111 0000000-0000001"
            })
    void nothingElseIs(String cell) {
        assertThat(OrderId.parse(cell)).isEmpty();
        assertThatThrownBy(() -> new OrderId(cell))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not an Amazon order id");
    }

    @Test
    void theyAreInOrderOfTheirDigits() {
        var first = new OrderId("111-0000000-0000001");

        assertThat(first).isLessThan(new OrderId("111-0000000-0000002")).hasToString("111-0000000-0000001");
        assertThat(first.compareTo(new OrderId("111-0000000-0000001"))).isZero();
    }
}
