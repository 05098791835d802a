package org.tieout.accounting.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.tieout.accounting.mapping.Bundle.Part;

class BundleProperties {

    private static Bundle bundle(List<Integer> weights) {
        return new Bundle(IntStream.range(0, weights.size())
                .mapToObj(i -> new Part("Item " + i, 1, weights.get(i)))
                .toList());
    }

    @Property
    void noCentIsLost(
            @ForAll long minor,
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 1_000_000) Integer> weights) {
        assertThat(bundle(weights).split(minor).stream()
                        .map(BigInteger::valueOf)
                        .reduce(BigInteger.ZERO, BigInteger::add))
                .isEqualTo(BigInteger.valueOf(minor));
    }

    @Property
    void noPartIsACentOrMoreFromItsShare(
            @ForAll @LongRange(min = -1_000_000_000, max = 1_000_000_000) long minor,
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 1_000_000) Integer> weights) {
        var shares = bundle(weights).split(minor);
        var all = weights.stream().mapToLong(Integer::longValue).sum();
        for (var i = 0; i < shares.size(); i++) {
            var off = shares.get(i) * all - minor * weights.get(i);
            assertThat(Math.abs(off)).isLessThan(all);
        }
    }

    @Property
    void whatIsGivenBackMirrorsWhatWasSold(
            @ForAll @LongRange(min = 0, max = 1_000_000_000) long minor,
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 1_000) Integer> weights) {
        assertThat(bundle(weights).split(-minor))
                .isEqualTo(bundle(weights).split(minor).stream()
                        .map(share -> -share)
                        .toList());
    }

    @Example
    void theCentsLeftOverGoToThoseWhoLostMostByRounding() {
        assertThat(Bundle.parse("A + B + C").split(100)).containsExactly(34L, 33L, 33L);
        assertThat(Bundle.parse("A*2 + B").split(100)).containsExactly(67L, 33L);
        assertThat(Bundle.parse("A*2 @ 1.5 + B @ 8.5").split(1000)).containsExactly(150L, 850L);
        assertThat(Bundle.parse("A @ 0 + B @ 1").split(999)).containsExactly(0L, 999L);
        assertThat(Bundle.parse("Half*half + Tray + lid*1").parts())
                .extracting(Part::item)
                .containsExactly("Half*half", "Tray", "lid");
    }
}
