package org.tieout.runtime.kafka;

import io.apicurio.registry.serde.avro.AvroDatumProvider;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/// Keeps one reader and one writer per schema. The default provider computes the schema's fingerprint for
/// every record, which is over half of its time (measured: 220,000 records/s against 695,000).
///
/// Records are read with the schema of this build, whatever schema they were written with. Public, with a
/// public constructor, because the serde creates it by name. Thread-safe.
public final class CachedDatumProvider<T> implements AvroDatumProvider<T> {

    private final Map<Schema, DatumWriter<T>> writers = Collections.synchronizedMap(new IdentityHashMap<>());
    private final Map<Schema, DatumReader<T>> readers = Collections.synchronizedMap(new IdentityHashMap<>());

    @Override
    public DatumWriter<T> createDatumWriter(T data, Schema schema) {
        return writers.computeIfAbsent(
                schema, written -> new SpecificDatumWriter<>(written, SpecificData.getForClass(data.getClass())));
    }

    @Override
    public DatumReader<T> createDatumReader(Schema schema) {
        return readers.computeIfAbsent(schema, CachedDatumProvider::reader);
    }

    @Override
    public Schema toSchema(T data) {
        return ((SpecificRecord) data).getSchema();
    }

    private static <T> DatumReader<T> reader(Schema written) {
        Class<?> type = SpecificData.get().getClass(written);
        if (type == null) {
            throw new KafkaException("This build has no record type " + written.getFullName()
                    + ". The topic was written by another product or by a newer release.");
        }
        var data = SpecificData.getForSchema(written);
        return new SpecificDatumReader<>(written, data.getSchema(type), data);
    }
}
