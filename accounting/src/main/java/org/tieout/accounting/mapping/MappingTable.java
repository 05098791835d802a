package org.tieout.accounting.mapping;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.mapping.MappingKey.Kind;

/// Rows of one source, arranged for looking up: by key, and patterns of SKUs the most specific first.
final class MappingTable {

    /// Among the rows that hold: the one for the goods' group, then the one for the marketplace, then the latest.
    private static final Comparator<MappingRow> BEST = Comparator.comparing((MappingRow row) -> row.skuGroup() != null)
            .thenComparing(row -> row.marketplace() != null)
            .thenComparing(row -> Objects.requireNonNullElse(row.validFrom(), LocalDate.MIN));

    private final Map<MappingKey, List<MappingRow>> rows = new HashMap<>();
    private final Map<Kind, List<SkuPattern>> patterns = new HashMap<>();

    MappingTable(Collection<MappingRow> all) {
        for (var row : all) {
            rows.computeIfAbsent(Mappings.indexed(row.key()), key -> new ArrayList<>(1))
                    .add(row);
            if (row.key().kind() == Kind.ALIAS || row.key().kind() == Kind.SKU_GROUP) {
                var pattern = new SkuPattern(row.key().key());
                if (pattern.isPattern()) {
                    patterns.computeIfAbsent(row.key().kind(), kind -> new ArrayList<>())
                            .add(pattern);
                }
            }
        }
        patterns.values().forEach(list -> list.sort(SkuPattern.MOST_SPECIFIC_FIRST));
    }

    Optional<MappingRow> best(MappingKey key, @Nullable String skuGroup, @Nullable String marketplace, LocalDate date) {
        var candidates = rows.get(Mappings.indexed(key));
        if (candidates == null) {
            return Optional.empty();
        }
        MappingRow best = null;
        for (var row : candidates) {
            if (row.ofGroup(skuGroup)
                    && row.holds(marketplace, date)
                    && (best == null || BEST.compare(row, best) > 0)) {
                best = row;
            }
        }
        return Optional.ofNullable(best);
    }

    /// The best row for a SKU: that of the SKU itself, else that of the most specific pattern that has one.
    Optional<MappingRow> bestOfSku(Kind kind, String sku, @Nullable String marketplace, LocalDate date) {
        var exact = best(new MappingKey(kind, sku), null, marketplace, date);
        if (exact.isPresent() || !patterns.containsKey(kind)) {
            return exact;
        }
        return patterns.getOrDefault(kind, List.of()).stream()
                .filter(pattern -> pattern.match(sku).isPresent())
                .flatMap(pattern -> best(new MappingKey(kind, pattern.text()), null, marketplace, date).stream())
                .findFirst();
    }

    boolean has(Kind kind) {
        return rows.keySet().stream().anyMatch(key -> key.kind() == kind);
    }

    /// Every row of a key, whenever and wherever it holds.
    List<MappingRow> all(MappingKey key) {
        return rows.getOrDefault(Mappings.indexed(key), List.of());
    }

    Stream<MappingRow> rows() {
        return rows.values().stream().flatMap(List::stream);
    }
}
