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
                        cells())
                .as((key, marketplace, from, value, name, type, tax) -> new MappingRow(
                        new MappingKey(MappingKey.Kind.ITEM, key),
                        marketplace,
                        from,
                        from == null ? null : from.plusDays(name.length()),
                        value,
                        name,
                        type,
                        tax,
                        3))
                .list()
                .ofMaxSize(5)
                .uniqueElements(MappingRow::identity);
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
