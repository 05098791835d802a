package org.tieout.cli.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tieout.accounting.mapping.MappingCsv;
import org.tieout.accounting.mapping.MappingRow;
import org.tieout.event.MappingEntry;

final class MappingChangeTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String HEADER = "kind,key,marketplace,valid-from,valid-to,value,name,type,tax-code\n";

    @Test
    void theFirstTableIsVersionOne() {
        var change = change(rows("item,A,,,,Item A,,,"), List.of());

        assertThat(change.version()).isEqualTo(1);
        assertThat(change.added()).singleElement().satisfies(entry -> {
            assertThat(entry.getKey()).isEqualTo("A");
            assertThat(entry.getValue()).isEqualTo("Item A");
            assertThat(entry.getVersion()).isEqualTo(1);
        });
    }

    @Test
    void theSameTableAgainWritesNothingAndKeepsTheVersion() {
        var table = rows("item,A,,,,Item A,,,TAX", "account,FEE.REFERRAL,Amazon.de,2026-01-01,2026-12-31,6100,,,");
        var first = change(table, List.of());

        var second = change(table, first.entries());

        assertThat(second.entries()).isEmpty();
        assertThat(second.version()).isEqualTo(1);
    }

    @Test
    void onlyTheChangedRowGetsTheNextVersion() {
        var first = change(rows("item,A,,,,Item A,,,", "item,B,,,,Item B,,,"), List.of());

        var second = change(rows("item,A,,,,Item A,,,", "item,B,,,,Another B,,,"), first.entries());

        assertThat(second.version()).isEqualTo(2);
        assertThat(second.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.getKey()).isEqualTo("B");
            assertThat(entry.getVersion()).isEqualTo(2);
            assertThat(entry.getRetired()).isFalse();
        });
    }

    @Test
    void aRowTakenOutIsRetiredOnceAndMayComeBack() {
        var first = change(rows("item,A,,,,Item A,,,"), List.of());
        var out = change(List.of(), first.entries());
        var stillOut = change(List.of(), out.entries());
        var back = change(rows("item,A,,,,Item A,,,"), out.entries());

        assertThat(out.retired()).singleElement().satisfies(entry -> {
            assertThat(entry.getRetired()).isTrue();
            assertThat(entry.getVersion()).isEqualTo(2);
        });
        assertThat(stillOut.entries()).isEmpty();
        assertThat(back.added()).singleElement().satisfies(entry -> {
            assertThat(entry.getRetired()).isFalse();
            assertThat(entry.getVersion()).isEqualTo(3);
        });
    }

    @Test
    void aFlowThatReadsFromAnotherSourceLeavesNothingBehindWithTheOldOne() {
        var first = change(rows("item,A,,,,Item A,,,"), List.of());

        var moved = MappingChange.between("f", "other-source", rows("item,A,,,,Item A,,,"), first.entries(), NOW);

        assertThat(moved.retired())
                .singleElement()
                .extracting(MappingEntry::getConnection)
                .isEqualTo("source");
        assertThat(moved.added())
                .singleElement()
                .extracting(MappingEntry::getConnection)
                .isEqualTo("other-source");
    }

    @Test
    void rowsThatDifferInMarketplaceOrDateHaveKeysOfTheirOwn() {
        var change = change(
                rows("item,A,,,,Item A,,,", "item,A,Amazon.de,,,Artikel A,,,", "item,A,,2026-07-01,,New A,,,"),
                List.of());

        assertThat(change.added().stream().map(MappingChange::key))
                .containsExactlyInAnyOrder("f|item|A||", "f|item|A|Amazon.de|", "f|item|A||2026-07-01");
    }

    @Test
    void aGroupAndDimensionsAreKeptAndAreARowOfTheirOwn() {
        var plain = rows("account,REV.PRINCIPAL,,,,4000,,,");
        var grouped = plain.getFirst().with("Books", java.util.Map.of("location", "US"));
        var change = change(List.of(plain.getFirst(), grouped), List.of());

        assertThat(change.added().stream().map(MappingChange::key))
                .containsExactly("f|account|REV.PRINCIPAL||", "f|account|REV.PRINCIPAL|||Books");
        assertThat(change.added().getLast().getAttributes())
                .containsEntry("sku-group", "Books")
                .containsEntry("dimension.location", "US");
        assertThat(change(List.of(plain.getFirst(), grouped), change.entries()).entries())
                .isEmpty();
    }

    private static MappingChange change(List<MappingRow> wanted, List<MappingEntry> current) {
        return MappingChange.between("f", "source", wanted, current, NOW);
    }

    private static List<MappingRow> rows(String... lines) {
        var text = HEADER + String.join("\n", lines) + "\n";
        return switch (MappingCsv.parse(text, "test.csv", 0)) {
            case MappingCsv.Result.Rows(var rows) -> rows;
            case MappingCsv.Result.Errors(var errors) -> throw new AssertionError(errors);
        };
    }
}
