package org.tieout.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class KeysProperties {

    /// Short lists of short texts made of the characters that could be confused, and a few others.
    @Provide
    Arbitrary<List<String>> parts() {
        return Arbitraries.strings()
                .withChars("|\\pa @/é\u0000")
                .ofMaxLength(4)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Property
    void thePartsOfAKeyAreThoseItWasMadeOf(@ForAll("parts") List<String> parts) {
        assertThat(Keys.parts(Keys.of(array(parts)))).containsExactlyElementsOf(parts);
    }

    @Property
    void differentPartsNeverMeet(@ForAll("parts") List<String> one, @ForAll("parts") List<String> other) {
        assertThat(Keys.of(array(one)).equals(Keys.of(array(other)))).isEqualTo(one.equals(other));
    }

    @Property
    void aPrefixFindsThoseThatBeginWithItsPartsAndNoOthers(
            @ForAll("parts") List<String> prefix, @ForAll("parts") List<String> parts) {
        var begins =
                parts.size() > prefix.size() && parts.subList(0, prefix.size()).equals(prefix);

        assertThat(Keys.of(array(parts)).startsWith(Keys.prefix(array(prefix)))).isEqualTo(begins);
    }

    private static String[] array(List<String> parts) {
        return parts.toArray(String[]::new);
    }
}
