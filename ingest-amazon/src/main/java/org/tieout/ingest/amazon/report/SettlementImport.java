package org.tieout.ingest.amazon.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.ingest.IngestTransaction;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.runtime.service.Failpoints;

/// Feeds a settlement file in by hand: the same emission as from the API, once for each settlement, without
/// the API.
///
/// Works beside a running service: it has a transactional id of its own and so fences nobody. Both see each
/// other's watermarks, and the mapper knows a line by its settlement, hash and address should both emit the
/// same one at once.
public final class SettlementImport {

    /// Records in a transaction.
    static final int CHUNK = 5_000;

    private SettlementImport() {}

    /// Emits what is whole and new.
    ///
    /// @param file a V1 or V2 flat file, compressed or not
    /// @param connection the Amazon connection whose settlements they are
    /// @throws org.tieout.ingest.amazon.settlement.UnreadableReport if it is no whole report; nothing was
    ///     emitted
    /// @throws IOException if reading fails
    public static List<SettlementEmitter.Result> run(
            Path file, Connection connection, KafkaSettings settings, Clock clock) throws IOException {
        var id = "import-amazon." + connection.name();
        try (var transaction = IngestTransaction.open(id, connection.name(), settings, clock, Failpoints.none())) {
            var emitter = new SettlementEmitter(
                    connection.name(), connection.required("seller-id"), CHUNK, Failpoints.none());
            var name = Objects.toString(file.getFileName(), file.toString());
            return emitter.emit(
                    file,
                    new SettlementEmitter.Origin(name, Optional.empty(), Optional.empty()),
                    transaction.watermarks(),
                    transaction,
                    results -> {});
        }
    }
}
