package org.tieout.cli.apply;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tieout.accounting.mapping.MappingRow;
import org.tieout.event.MappingEntry;
import org.tieout.schemas.Keys;

/// What has to be written so that the topic says what a flow's mapping file says: only rows that differ. Rows
/// keep the version they came with until they change, so that an unchanged row never looks new to whoever waits
/// for one.
///
/// @param version the version of what is written; the old one when nothing is
/// @param added rows that are new, or back
/// @param changed rows with another value
/// @param retired rows that are no longer in the file
record MappingChange(long version, List<MappingEntry> added, List<MappingEntry> changed, List<MappingEntry> retired) {

    private static final String SKU_GROUP = "sku-group";
    private static final String DIMENSION = "dimension.";

    MappingChange {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        retired = List.copyOf(retired);
    }

    /// Compares.
    ///
    /// @param flow the flow
    /// @param source its source connection, which decides where entries lie
    /// @param wanted the rows of the file
    /// @param current every entry of this flow in the topic
    static MappingChange between(
            String flow, String source, List<MappingRow> wanted, Collection<MappingEntry> current, Instant now) {
        var before = current.stream().mapToLong(MappingEntry::getVersion).max().orElse(0);
        var version = before + 1;
        var known = new HashMap<String, MappingEntry>();
        var retired = new ArrayList<MappingEntry>();
        for (var entry : current) {
            if (entry.getConnection().equals(source)) {
                known.put(key(entry), entry);
            } else if (!entry.getRetired()) {
                // The flow reads from another connection than it did: what lies with the old one ends there.
                retired.add(retire(entry, version, now));
            }
        }
        var added = new ArrayList<MappingEntry>();
        var changed = new ArrayList<MappingEntry>();
        for (var row : wanted) {
            var entry = entry(flow, source, row, version, now);
            var old = Optional.ofNullable(known.remove(key(entry)));
            if (old.isEmpty() || old.get().getRetired()) {
                added.add(entry);
            } else if (!sameContent(old.get(), entry)) {
                changed.add(entry);
            }
        }
        known.values().stream()
                .filter(entry -> !entry.getRetired())
                .map(entry -> retire(entry, version, now))
                .forEach(retired::add);
        var none = added.isEmpty() && changed.isEmpty() && retired.isEmpty();
        return new MappingChange(none ? before : version, added, changed, retired);
    }

    /// The record key: `flow|kind|key|marketplace|valid from`, and the SKU group where the row is of one.
    static String key(MappingEntry entry) {
        var key = Keys.of(
                entry.getFlow(),
                entry.getKind(),
                entry.getKey(),
                text(entry.getMarketplace()),
                text(entry.getValidFrom()));
        var group = entry.getAttributes().get(SKU_GROUP);
        return group == null
                ? key
                : Keys.of(
                        entry.getFlow(),
                        entry.getKind(),
                        entry.getKey(),
                        text(entry.getMarketplace()),
                        text(entry.getValidFrom()),
                        group);
    }

    /// Everything to write, in the order in which a reader should see it: what is gone first, so that no lookup
    /// finds two.
    List<MappingEntry> entries() {
        var entries = new ArrayList<>(retired);
        entries.addAll(changed);
        entries.addAll(added);
        return entries;
    }

    private static MappingEntry entry(String flow, String source, MappingRow row, long version, Instant now) {
        return MappingEntry.newBuilder()
                .setFlow(flow)
                .setConnection(source)
                .setKind(row.key().kind().word())
                .setKey(row.key().key())
                .setMarketplace(row.marketplace())
                .setValidFrom(row.validFrom())
                .setValidTo(row.validTo())
                .setValue(row.value())
                .setAttributes(attributes(row))
                .setVersion(version)
                .setAppliedAt(now)
                .build();
    }

    private static Map<String, String> attributes(MappingRow row) {
        var attributes = new HashMap<String, String>();
        row.dimensions().forEach((name, value) -> attributes.put(DIMENSION + name, value));
        Map.of("name", row.name(), "type", row.type(), "tax-code", row.taxCode(), SKU_GROUP, text(row.skuGroup()))
                .forEach((name, value) -> {
                    if (!value.isEmpty()) {
                        attributes.put(name, value);
                    }
                });
        return attributes;
    }

    private static MappingEntry retire(MappingEntry entry, long version, Instant now) {
        return MappingEntry.newBuilder(entry)
                .setRetired(true)
                .setVersion(version)
                .setAppliedAt(now)
                .build();
    }

    private static boolean sameContent(MappingEntry left, MappingEntry right) {
        return left.getValue().equals(right.getValue())
                && text(left.getValidTo()).equals(text(right.getValidTo()))
                && left.getAttributes().equals(right.getAttributes());
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
