package org.tieout.simulator.amazon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LargeSettlementTest {
    private static String[] write(long lines, long seed) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LargeSettlement.write(out, lines, seed);
        return out.toString(SettlementFile.CHARSET).split("\n");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 10, 999, 10_000})
    void itHoldsExactlyTheLinesAskedForAndAddsUp(long lines) throws IOException {
        String[] text = write(lines, 3);
        assertThat(text).hasSize(Math.toIntExact(lines) + 2);
        BigDecimal sum = Arrays.stream(text)
                .skip(2)
                .map(line -> new BigDecimal(line.split("\t", -1)[14]))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum).isEqualByComparingTo(text[1].split("\t", -1)[4]);
        assertThat(text).allMatch(line -> line.split("\t", -1).length == 24);
    }

    @Test
    void anOrderHasAboutFiveAndAHalfRowsAndAnIdOfItsOwn() throws IOException {
        Map<String, List<String>> items = new HashMap<>();
        Map<String, Integer> rows = new HashMap<>();
        for (String line : write(20_000, 7)) {
            String[] cells = line.split("\t", -1);
            if (cells[6].equals("Order")) {
                rows.merge(cells[7], 1, Integer::sum);
                items.put(cells[7], List.of(cells[18]));
            }
        }
        double average =
                rows.values().stream().mapToInt(Integer::intValue).average().orElseThrow();
        assertThat(average).isBetween(5.3, 5.7);
        assertThat(items.values()).doesNotHaveDuplicates();
    }

    @Test
    void theSameSeedGivesTheSameBytes() throws IOException {
        assertThat(write(2_000, 1)).isEqualTo(write(2_000, 1)).isNotEqualTo(write(2_000, 2));
    }
}
