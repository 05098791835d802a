package org.tieout.ingest.amazon.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tieout.event.SettlementEvent;
import org.tieout.ingest.amazon.report.SettlementEmitter.Origin;
import org.tieout.ingest.amazon.report.SettlementEmitter.Result;
import org.tieout.ingest.amazon.settlement.UnreadableReport;
import org.tieout.ingest.amazon.testing.SellerAccount;
import org.tieout.runtime.ingest.IngestTransaction;
import org.tieout.runtime.service.Failpoints;
import org.tieout.simulator.amazon.LargeSettlement;

/// The emission of one file, in small transactions, against a real broker.
class SettlementEmitterTest {

    private static final int LINES = 1_000;
    private static final int CHUNK = 100;

    @TempDir
    private Path directory;

    @Test
    void aWorkerThatDiedInMidSettlementIsSucceededByOneThatEmitsTheRest() throws IOException {
        try (var seller = SellerAccount.open(21);
                var dead = transaction(seller)) {
            var file = settlement();
            var dying = emitter(seller, Failpoints.calling("ingest-mid-parse:450", point -> {
                throw new IllegalStateException("died");
            }));
            assertThatThrownBy(() -> emit(dying, file, dead)).hasMessage("died");

            // Not closed, not aborted: the successor takes over from a writer that hangs.
            try (var successor = transaction(seller)) {
                emit(emitter(seller, Failpoints.none()), file, successor);
            }

            assertThatEachLineIsThereOnce(seller);
        }
    }

    @Test
    void aWriterThatWasTakenOverCanCommitNothingMore() throws IOException {
        try (var seller = SellerAccount.open(22);
                var zombie = transaction(seller)) {
            var file = settlement();
            var half = emitter(seller, Failpoints.calling("ingest-mid-parse:450", point -> {
                throw new IllegalStateException("stopped by the operating system");
            }));
            assertThatThrownBy(() -> emit(half, file, zombie)).isInstanceOf(IllegalStateException.class);
            try (var successor = transaction(seller)) {
                emit(emitter(seller, Failpoints.none()), file, successor);
            }

            assertThatThrownBy(zombie::commit)
                    .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);

            assertThatEachLineIsThereOnce(seller);
        }
    }

    @Test
    void theSameContentIsEmittedOnceHoweverItComes() throws IOException {
        try (var seller = SellerAccount.open(23)) {
            var file = settlement();
            var first = SettlementImport.run(file, seller.connection(), seller.kafka(), Clock.systemUTC());
            var copy = directory.resolve("the same under another name.txt");
            Files.copy(file, copy);

            var second = SettlementImport.run(copy, seller.connection(), seller.kafka(), Clock.systemUTC());

            assertThat(first).singleElement().isInstanceOf(Result.Emitted.class);
            assertThat(second).singleElement().isInstanceOf(Result.Known.class);
            assertThatEachLineIsThereOnce(seller);
        }
    }

    @Test
    void aSettlementWithARowThatCannotBeReadIsHeldWhole() throws IOException {
        try (var seller = SellerAccount.open(24)) {
            var lines = Files.readAllLines(settlement(), StandardCharsets.UTF_8);
            var cells = lines.get(500).split("\t", -1);
            cells[List.of(lines.getFirst().split("\t")).indexOf("amount")] = "12..3";
            lines.set(500, String.join("\t", cells));
            var broken = directory.resolve("broken.txt");
            Files.write(broken, lines, StandardCharsets.UTF_8);

            var results = SettlementImport.run(broken, seller.connection(), seller.kafka(), Clock.systemUTC());

            assertThat(results).singleElement().isInstanceOfSatisfying(Result.Held.class, held -> {
                assertThat(held.problems()).hasSize(1);
                assertThat(held.problems().getFirst().row()).isEqualTo(501);
                assertThat(held.problems().getFirst().column()).isEqualTo("amount");
                assertThat(held.problems().getFirst().value()).isEqualTo("12..3");
            });
            assertThat(seller.settlementEvents()).isEmpty();
        }
    }

    @Test
    void aTruncatedFileEmitsNothing() throws IOException {
        try (var seller = SellerAccount.open(25)) {
            var zipped = org.tieout.simulator.amazon.SettlementFile.gzip(Files.readAllBytes(settlement()));
            var cut = directory.resolve("cut.txt.gz");
            Files.write(cut, Arrays.copyOf(zipped, zipped.length * 7 / 10));

            assertThatThrownBy(() -> SettlementImport.run(cut, seller.connection(), seller.kafka(), Clock.systemUTC()))
                    .isInstanceOf(UnreadableReport.class)
                    .hasMessageContaining("cut.txt.gz");
            assertThat(seller.settlementEvents()).isEmpty();
        }
    }

    private Path settlement() throws IOException {
        var file = directory.resolve("settlement.txt");
        try (var out = Files.newOutputStream(file)) {
            LargeSettlement.write(out, LINES, 5);
        }
        return file;
    }

    private static IngestTransaction transaction(SellerAccount seller) {
        return IngestTransaction.open(
                "ingest-amazon." + seller.name(), seller.name(), seller.kafka(), Clock.systemUTC(), Failpoints.none());
    }

    private static SettlementEmitter emitter(SellerAccount seller, Failpoints failpoints) {
        return new SettlementEmitter(seller.name(), "SIMSELLER", CHUNK, failpoints);
    }

    private static void emit(SettlementEmitter emitter, Path file, IngestTransaction transaction) throws IOException {
        emitter.emit(
                file,
                new Origin("settlement.txt", Optional.empty(), Optional.empty()),
                transaction.watermarks(),
                transaction,
                results -> {});
    }

    private static void assertThatEachLineIsThereOnce(SellerAccount seller) {
        var events =
                seller.settlementEvents().stream().map(ConsumerRecord::value).toList();
        assertThat(events.getFirst().getOpened()).isNotNull();
        assertThat(events.getLast().getClosed()).isNotNull();
        var lines = events.stream()
                .map(SettlementEvent::getLine)
                .filter(line -> line != null)
                .toList();
        assertThat(events).hasSize(lines.size() + 2);
        assertThat(events.getLast().getClosed().getLineCount()).isEqualTo(lines.size());
        assertThat(lines.stream().map(line -> line.getRow()))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(3, lines.size() + 2).boxed().toList());
    }
}
