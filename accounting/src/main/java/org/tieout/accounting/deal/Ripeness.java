package org.tieout.accounting.deal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tieout.accounting.deal.DealPolicy.Trigger;
import org.tieout.accounting.deal.SalesRecord.Stage;
import org.tieout.accounting.deal.SalesRecord.Table;

/// Whether a deal is to be sold, and which of its records says what. Decided by observed state, as states
/// in between are skipped (dynamics-sales.md sections 6 and 9).
///
/// ```
/// order over quote over opportunity; of several a person decides; a canceled order says no to what is below it
/// ```
public sealed interface Ripeness {

    /// It is to be sold.
    ///
    /// @param record says what
    record Ripe(SalesRecord record) implements Ripeness {}

    /// More than one record of the most advanced kind is closed: two orders of one opportunity, say. One document is
    /// made of a deal, so a person decides about the others.
    ///
    /// @param records all of them, in the order of their ids
    record Several(List<SalesRecord> records) implements Ripeness {

        public Several {
            records = List.copyOf(records);
        }

        /// What a person reads.
        ///
        /// @param sold what the deal's sale was made of, if one was commanded
        public String words(Optional<Basis> sold) {
            return "the deal has " + records.size() + " closed records, and one document is made of a deal: "
                    + records.stream()
                            .map(record -> record.name()
                                    + (sold.filter(basis -> basis.id().equals(record.id()))
                                                    .isPresent()
                                            ? " is sold"
                                            : " is not sold"))
                            .collect(Collectors.joining(", "));
        }
    }

    /// It is not closed, and never was.
    record NotYet() implements Ripeness {}

    /// It was sold, and its record is open, lost, canceled or gone now.
    ///
    /// @param why in words
    record Withdrawn(String why) implements Ripeness {}

    /// What a sale was made of.
    ///
    /// @param table of the record
    /// @param id its GUID
    record Basis(Table table, String id) {}

    /// Decides.
    ///
    /// @param records of the deal, each as it is now
    /// @param triggers of the flow
    /// @param sold what the deal's sale was made of, if one was commanded
    static Ripeness of(Collection<SalesRecord> records, Set<Trigger> triggers, Optional<Basis> sold) {
        var all = records.stream().filter(record -> isRipe(record, triggers)).toList();
        var ripe = all.stream()
                .max(Comparator.comparing(SalesRecord::table)
                        .thenComparingLong(SalesRecord::rowVersion)
                        .thenComparing(SalesRecord::id));
        var top = all.stream()
                .filter(record ->
                        ripe.filter(first -> first.table() == record.table()).isPresent())
                .sorted(Comparator.comparing(SalesRecord::id))
                .toList();
        var canceled = records.stream()
                .filter(record -> record.stage() == Stage.CANCELED && triggers.contains(Trigger.SUBMITTED_ORDER))
                .filter(record ->
                        ripe.isEmpty() || record.table().compareTo(ripe.get().table()) > 0)
                .findFirst();
        if (top.size() > 1 && canceled.isEmpty()) {
            return new Several(top);
        }
        if (sold.isEmpty()) {
            return ripe.isPresent() && canceled.isEmpty() ? new Ripe(ripe.get()) : new NotYet();
        }
        var basis = sold.get();
        if (ripe.isPresent() && canceled.isEmpty() && ripe.get().table().compareTo(basis.table()) >= 0) {
            return new Ripe(ripe.get());
        }
        return new Withdrawn(canceled.map(order -> order.name() + " is canceled")
                .orElseGet(() -> records.stream()
                        .filter(record -> record.id().equals(basis.id()))
                        .findFirst()
                        .map(record -> record.name() + " is " + word(record.stage()) + " now")
                        .orElse(basis.table().word() + " " + basis.id() + " is not there any more")));
    }

    private static boolean isRipe(SalesRecord record, Set<Trigger> triggers) {
        return switch (record.stage()) {
            case WON ->
                switch (record.table()) {
                    case OPPORTUNITY -> triggers.contains(Trigger.WON_OPPORTUNITY);
                    case QUOTE -> triggers.contains(Trigger.ACCEPTED_QUOTE);
                    case ORDER -> false;
                };
            case SUBMITTED, FULFILLED, INVOICED ->
                record.table() == Table.ORDER && triggers.contains(Trigger.SUBMITTED_ORDER);
            case OPEN, DRAFT, ACTIVE, LOST, CLOSED, CANCELED, DELETED, OTHER -> false;
        };
    }

    private static String word(Stage stage) {
        return switch (stage) {
            case OPEN, ACTIVE, DRAFT -> "open again";
            case LOST -> "lost";
            case CLOSED -> "closed";
            case CANCELED -> "canceled";
            case DELETED -> "deleted";
            case WON, SUBMITTED, FULFILLED, INVOICED, OTHER -> "in another state";
        };
    }
}
