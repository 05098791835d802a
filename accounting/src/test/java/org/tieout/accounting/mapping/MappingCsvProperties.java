package org.tieout.accounting.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.tieout.accounting.mapping.MappingCsv.Result;

class MappingCsvProperties {

    private static Arbitrary<String> cells() {
        return Arbitraries.strings()
                .withChars("a,\";#'\\|*é =\t1")
                .ofMaxLength(6)
                .map(String::strip);
    }

    private static Arbitrary<java.util.Map<String, String>> dimensions() {
        var words = Arbitraries.strings()
                .withChars("ab, \"é")
                .ofMinLength(1)
                .ofMaxLength(4)
                .map(String::strip);
        return Arbitraries.maps(words.filter(word -> !word.isEmpty()), words.filter(word -> !word.isEmpty()))
                .ofMaxSize(2);
    }

    @Provide
    Arbitrary<List<MappingRow>> tables() {
        var dates = Arbitraries.integers()
                .between(0, 400)
                .map(days -> LocalDate.of(2026, 1, 1).plusDays(days))
                .injectNull(0.5);
        return Combinators.combine(
                        cells().filter(cell -> !cell.isEmpty()),
                        cells().filter(cell -> !cell.isEmpty()).injectNull(0.5),
                        dates,
                        cells().filter(cell -> !cell.isEmpty()),
                        cells(),
                        cells(),
                        dimensions())
                .as((key, marketplace, from, value, name, tax, dimensions) -> new MappingRow(
                                new MappingKey(MappingKey.Kind.ITEM, key),
                                marketplace,
                                from,
                                from == null ? null : from.plusDays(name.length()),
                                value,
                                name,
                                "",
                                tax,
                                3)
                        .with(null, dimensions))
                .list()
                .ofMaxSize(5)
                .uniqueElements(MappingRow::identity)
                .filter(MappingCsvProperties::noneOverlap);
    }

    private static boolean noneOverlap(List<MappingRow> rows) {
        return rows.stream()
                        .map(row -> row.key() + "@"
                                + String.valueOf(row.marketplace()).toLowerCase(java.util.Locale.ROOT))
                        .distinct()
                        .count()
                == rows.size();
    }

    @Property(tries = 500)
    void whatIsWrittenIsReadBack(@ForAll("tables") List<MappingRow> rows) {
        assertThat(MappingCsv.parse(MappingCsv.write(rows), "written.csv", 3)).isEqualTo(new Result.Rows(rows));
    }

    @Property(tries = 500)
    void noTextIsTooStrange(@ForAll String text) {
        assertThat(MappingCsv.parse(text, "strange.csv", 1)).isNotNull();
        assertThat(MappingCsv.parse("kind,key,value\n" + text, "strange.csv", 1))
                .isNotNull();
    }
}
