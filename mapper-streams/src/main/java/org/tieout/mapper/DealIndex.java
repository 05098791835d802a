package org.tieout.mapper;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.StringSerializer;
import org.tieout.accounting.deal.DealId;
import org.tieout.accounting.deal.SalesRecord;
import org.tieout.accounting.deal.SalesRecord.Table;
import org.tieout.event.FlowConfig;
import org.tieout.schemas.Keys;

/// Which deal each record of a CRM is of.
///
/// A record stays with the deal it first belonged to, and takes the records it names along: whichever of
/// opportunity, quote and order comes first, the others find their deal. Where a person links two deals later,
/// what is not sold goes over to the other one, so that both are sold once:
///
/// ```
/// neither sold, or the other alone ─► the record goes to the other, with what it is linked to
/// its own alone                    ─► the other comes to it
/// both                             ─► they stay two, and a person is told
/// ```
final class DealIndex {

    private static final String OF = "of";
    private static final String HAS = "has";
    private static final String BOTH = "both";

    private final Stores stores;
    private final FlowTable flows;
    private final Outlet out;
    private final StringSerializer strings = new StringSerializer();

    DealIndex(Stores stores, FlowTable flows, Outlet out) {
        this.stores = stores;
        this.flows = flows;
        this.out = out;
    }

    /// Takes a record as it is now. Returns the deals that are to be planned: those that lost records, and last
    /// the one that it is of.
    List<DealId> join(String connection, SalesRecord record) {
        var links = links(connection, record);
        var met = links.stream()
                .map(stores.dealIndex::get)
                .filter(Objects::nonNull)
                .distinct()
                .map(DealId::new)
                .toList();
        var deal = met.isEmpty() ? DealId.of(record) : met.getFirst();
        for (var link : links) {
            if (stores.dealIndex.get(link) == null) {
                stores.dealIndex.put(link, deal.value());
            }
        }
        stores.dealIndex.put(has(connection, deal, record), "");
        var planned = new LinkedHashSet<DealId>();
        for (var other : met.stream().skip(1).toList()) {
            if (!isSold(connection, deal)) {
                move(connection, record, deal, other);
                planned.add(deal);
                deal = other;
            } else if (!isSold(connection, other)) {
                move(connection, record, other, deal);
                planned.add(other);
            } else {
                bothSold(connection, record, deal, other);
            }
        }
        planned.remove(deal);
        planned.add(deal);
        return List.copyOf(planned);
    }

    /// The records of a deal as they are now.
    List<SalesRecord> records(String connection, DealId deal) {
        var records = new ArrayList<SalesRecord>();
        try (var scan = stores.dealIndex.prefixScan(Keys.prefix(HAS, connection, deal.value()), strings)) {
            scan.forEachRemaining(entry -> {
                var parts = Keys.parts(entry.key);
                var version = stores.salesDocuments.get(Keys.of(connection, parts[3], parts[4]));
                if (version != null) {
                    records.add(DealConvert.record(version));
                }
            });
        }
        return records;
    }

    /// Every deal of a connection.
    List<DealId> deals(String connection) {
        var deals = new ArrayList<DealId>();
        try (var scan = stores.dealIndex.prefixScan(Keys.prefix(HAS, connection), strings)) {
            scan.forEachRemaining(entry -> {
                var deal = new DealId(Keys.parts(entry.key)[2]);
                if (deals.isEmpty() || !deals.getLast().equals(deal)) {
                    deals.add(deal);
                }
            });
        }
        return deals;
    }

    /// Moves what a record is linked to now. What it was linked to once, and is not any more, stays.
    private void move(String connection, SalesRecord record, DealId from, DealId to) {
        var reached = new HashSet<>(links(connection, record));
        var moved = reach(connection, reached, records(connection, from));
        for (var each : moved) {
            stores.dealIndex.delete(has(connection, from, each));
            stores.dealIndex.put(has(connection, to, each), "");
        }
        for (var link : reached) {
            if (from.value().equals(stores.dealIndex.get(link))) {
                stores.dealIndex.put(link, to.value());
            }
        }
        flows.of(connection).forEach(flow -> moveTold(flow, moved, from, to));
    }

    /// Those of a deal's records that can be reached; their links are reached with them.
    private static List<SalesRecord> reach(String connection, Set<String> reached, List<SalesRecord> records) {
        var left = new ArrayList<>(records);
        var found = new ArrayList<SalesRecord>();
        while (true) {
            var next = left.stream()
                    .filter(each -> links(connection, each).stream().anyMatch(reached::contains))
                    .toList();
            if (next.isEmpty()) {
                return found;
            }
            next.forEach(each -> reached.addAll(links(connection, each)));
            left.removeAll(next);
            found.addAll(next);
        }
    }

    /// What a record was told goes with it: what it is told next stands for that.
    private void moveTold(FlowConfig flow, List<SalesRecord> moved, DealId from, DealId to) {
        for (var each : moved) {
            var left = status(flow, from);
            var chain = DealStatusDesk.chain(each.table(), each.id());
            var told = left.told().get(chain);
            if (told != null) {
                var joined = status(flow, to);
                stores.dealStatuses.put(Keys.of(flow.getFlow(), from.value()), left.tells(chain, told.forgotten()));
                stores.dealStatuses.put(
                        Keys.of(flow.getFlow(), to.value()),
                        joined.tells(chain, told.after(joined.told().get(chain))));
            }
        }
    }

    private DealState.Status status(FlowConfig flow, DealId deal) {
        var known = stores.dealStatuses.get(Keys.of(flow.getFlow(), deal.value()));
        return known == null ? DealState.Status.NONE : known;
    }

    private void bothSold(String connection, SalesRecord record, DealId deal, DealId other) {
        for (var flow : flows.of(connection)) {
            var first = deal.compareTo(other) < 0 ? deal : other;
            var marker = Keys.of(BOTH, flow.getFlow(), first.value(), (first.equals(deal) ? other : deal).value());
            if (isSold(flow, deal) && isSold(flow, other) && stores.dealIndex.get(marker) == null) {
                stores.dealIndex.put(marker, "");
                out.alert(
                        "deals|" + Keys.of(flow.getFlow(), deal.value()),
                        flow.getFlow(),
                        "deals " + deal + " and " + other + " belong together since " + record.name()
                                + " is linked to both, and both were sold before",
                        "See in Business Central whether that is one sale twice: delete the draft of one; if it is"
                                + " posted, credit it there",
                        false);
            }
        }
    }

    private boolean isSold(String connection, DealId deal) {
        return flows.of(connection).stream().anyMatch(flow -> isSold(flow, deal));
    }

    private boolean isSold(FlowConfig flow, DealId deal) {
        return stores.sales.get(Keys.of(flow.getFlow(), deal.value())) != null;
    }

    /// A record by itself, and those it names: the quote first.
    private static List<String> links(String connection, SalesRecord record) {
        return Stream.of(
                        Stream.of(of(connection, record.table(), record.id())),
                        record.quoteId().stream().map(id -> of(connection, Table.QUOTE, id)),
                        record.opportunityId().stream().map(id -> of(connection, Table.OPPORTUNITY, id)))
                .flatMap(keys -> keys)
                .distinct()
                .toList();
    }

    private static String of(String connection, Table table, String id) {
        return Keys.of(OF, connection, table.name(), id);
    }

    private static String has(String connection, DealId deal, SalesRecord record) {
        return Keys.of(HAS, connection, deal.value(), record.table().name(), record.id());
    }
}
