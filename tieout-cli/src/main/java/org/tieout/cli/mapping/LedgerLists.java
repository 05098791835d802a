package org.tieout.cli.mapping;

import java.util.List;
import org.tieout.accounting.mapping.MasterData;
import org.tieout.accounting.mapping.MasterData.Creates;
import org.tieout.cli.running.TopicReader;
import org.tieout.mapper.CompanyLists;
import org.tieout.schemas.Target;

/// The lists of the targets' companies, as the sinks last read them.
///
/// @param records every list entry of every target connection
record LedgerLists(List<org.tieout.event.MasterData> records) {

    static LedgerLists read(TopicReader reader) {
        return new LedgerLists(Target.ledgers().stream()
                .flatMap(target ->
                        reader.table(target.masterData(), org.tieout.event.MasterData.class).values().stream())
                .toList());
    }

    /// True when something was read of that company.
    boolean isKnown(String connection) {
        return records.stream().anyMatch(each -> each.getConnection().equals(connection));
    }

    /// The lists of one company; all of them unread when nothing is known of it.
    MasterData of(String connection, Creates creates) {
        return CompanyLists.of(
                records.stream()
                        .filter(each -> each.getConnection().equals(connection))
                        .toList(),
                creates);
    }
}
