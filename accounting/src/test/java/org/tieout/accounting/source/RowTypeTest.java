package org.tieout.accounting.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowTypeTest {

    @Test
    void aKeyIsReadAsItIsWritten() {
        var type = new RowType("Order", "ItemFees", "Commission");

        assertThat(type.key()).isEqualTo("Order|ItemFees|Commission");
        assertThat(type).hasToString("Order|ItemFees|Commission");
        assertThat(RowType.parse(type.key())).isEqualTo(type);
    }

    @Test
    void aDescriptionMayHoldTheSeparatorAndColumnsMayBeEmpty() {
        assertThat(RowType.parse("a|b|c|d")).isEqualTo(new RowType("a", "b", "c|d"));
        assertThat(RowType.parse("||")).isEqualTo(new RowType("", "", ""));
        assertThat(RowType.parse("|b|")).isEqualTo(new RowType("", "b", ""));
    }

    @Test
    void lessThanThreePartsAreRefusedWithTheWayToWriteThem() {
        assertThatThrownBy(() -> RowType.parse("Order|ItemFees"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a row type is written transaction-type|amount-type|amount-description, not: Order|ItemFees");
        assertThatThrownBy(() -> RowType.parse("Order")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theyAreInOrderOfTheirColumns() {
        var ordered = List.of(
                new RowType("a", "b", "c"),
                new RowType("a", "b", "d"),
                new RowType("a", "c", "a"),
                new RowType("b", "a", "a"));

        assertThat(ordered.reversed().stream().sorted().toList()).isEqualTo(ordered);
        assertThat(ordered.getFirst().compareTo(new RowType("a", "b", "c"))).isZero();
    }
}
