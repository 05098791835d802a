package org.tieout.mapper;

import java.util.Locale;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.tieout.schemas.Keys;

/// Changes of a flow or its mapping that came while a plan was in the making, in the order they came.
final class WaitingChanges {

    private final Stores stores;
    private final StringSerializer strings = new StringSerializer();

    WaitingChanges(Stores stores) {
        this.stores = stores;
    }

    /// Adds a change behind the others of its flow.
    void put(String flow, SpecificRecord change) {
        var next = 0L;
        var from = Keys.prefix(flow);
        try (var last = stores.waitingChanges.reverseRange(from, from + Character.MAX_VALUE)) {
            if (last.hasNext()) {
                next = Long.parseLong(Keys.parts(last.next().key)[1]) + 1;
            }
        }
        stores.waitingChanges.put(Keys.of(flow, String.format(Locale.ROOT, "%019d", next)), change);
    }

    /// Takes the first change of a flow.
    @Nullable
    SpecificRecord next(String flow) {
        try (var scan = stores.waitingChanges.prefixScan(Keys.prefix(flow), strings)) {
            if (!scan.hasNext()) {
                return null;
            }
            var first = scan.next();
            stores.waitingChanges.delete(first.key);
            return first.value;
        }
    }
}
