package org.tieout.sink.bc;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.tieout.event.CrmRecord;
import org.tieout.schemas.Keys;

/// The CRM's records as a map, without a broker.
final class CrmTable implements CrmRecords {
    private final Map<String, CrmRecord> rows = new ConcurrentHashMap<>();

    void put(CrmRecord crm) {
        rows.put(Keys.of(crm.getConnection(), crm.getKind(), crm.getId()), crm);
    }

    void remove(CrmRecord crm) {
        rows.remove(Keys.of(crm.getConnection(), crm.getKind(), crm.getId()));
    }

    @Override
    public Found find(String connection, String kind, String id, long rowVersion) {
        return Optional.ofNullable(rows.get(Keys.of(connection, kind, CrmView.hyphened(id))))
                .<Found>map(crm -> crm.getRowVersion() < rowVersion ? new Found.Older() : new Found.Present(crm))
                .orElseGet(Found.Gone::new);
    }

    @Override
    public void close() {
        rows.clear();
    }
}
