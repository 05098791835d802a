package org.tieout.mapper;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.tieout.accounting.mapping.MappingRow;
import org.tieout.accounting.mapping.Mappings;
import org.tieout.event.FlowConfig;
import org.tieout.event.MappingEntry;
import org.tieout.schemas.Keys;

/// The flows of a source connection and their mapping tables. A table is built from its rows once and again
/// when one
/// changes.
final class FlowTable {

    private final Stores stores;
    private final StringSerializer strings = new StringSerializer();
    private final Map<String, Mappings> tables = new HashMap<>();

    private final Map<String, Mappings> unchecked = new HashMap<>();
    private final Companies companies;

    FlowTable(Stores stores, Companies companies) {
        this.stores = stores;
        this.companies = companies;
    }

    /// Every flow of this task.
    List<FlowConfig> all() {
        var flows = new ArrayList<FlowConfig>();
        try (var scan = stores.flows.all()) {
            scan.forEachRemaining(entry -> flows.add(entry.value));
        }
        return flows;
    }

    Optional<FlowConfig> named(String flow) {
        return all().stream()
                .filter(candidate -> candidate.getFlow().equals(flow))
                .findFirst();
    }

    List<FlowConfig> of(String connection) {
        var flows = new ArrayList<FlowConfig>();
        try (var scan = stores.flows.prefixScan(Keys.prefix(connection), strings)) {
            scan.forEachRemaining(entry -> flows.add(entry.value));
        }
        return flows;
    }

    void put(FlowConfig flow) {
        stores.flows.put(Keys.of(flow.getSourceConnection(), flow.getFlow()), flow);
        refresh(flow.getFlow());
    }

    /// Forgets a flow that was taken out of the configuration. What it posted stays posted.
    void remove(String flow) {
        var keys = new ArrayList<String>();
        try (var scan = stores.flows.all()) {
            scan.forEachRemaining(entry -> {
                if (entry.value.getFlow().equals(flow)) {
                    keys.add(entry.key);
                }
            });
        }
        keys.forEach(stores.flows::delete);
    }

    /// What a flow plans with: its table, without what its company does not have. Of a company whose lists were never
    /// read nothing is known, and nothing is held for its sake: the sink reads them before it posts.
    Mappings mappings(FlowConfig flow) {
        return tables.computeIfAbsent(
                flow.getFlow(),
                name -> companies.of(flow).map(table(flow)::checkedAgainst).orElseGet(() -> table(flow)));
    }

    /// The flow's table as it was written: for what is posted already.
    Mappings table(FlowConfig flow) {
        return unchecked.computeIfAbsent(flow.getFlow(), this::build);
    }

    /// The company's lists, or what they are compared for, changed.
    void refresh(String flow) {
        tables.remove(flow);
    }

    void put(MappingEntry entry) {
        var row = Convert.mapping(entry);
        var key = Keys.of(entry.getFlow(), row.identity());
        if (entry.getRetired()) {
            stores.mappingRows.delete(key);
        } else {
            stores.mappingRows.put(key, entry);
        }
        unchecked.remove(entry.getFlow());
        refresh(entry.getFlow());
    }

    private Mappings build(String flow) {
        var rows = new ArrayList<MappingRow>();
        try (var scan = stores.mappingRows.prefixScan(Keys.prefix(flow), strings)) {
            scan.forEachRemaining(entry -> rows.add(Convert.mapping(entry.value)));
        }
        return Mappings.of(rows);
    }
}
