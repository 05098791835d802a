package org.tieout.cli.request;

import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.tieout.cli.CliException;
import org.tieout.cli.ExitCode;
import org.tieout.cli.running.RunningSystem;
import org.tieout.event.OperatorRequest;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.Clients;
import org.tieout.runtime.kafka.Placement;
import org.tieout.schemas.Topics;

/// Writes what a person asks for to `operator.requests`.
public final class Requests {

    private Requests() {}

    /// Writes them, in order; returns when the log has all of them.
    ///
    /// @throws CliException when one cannot be written
    public static void send(RunningSystem system, List<OperatorRequest> requests) {
        var placement = Placement.of(system.kafka());
        var serdes = AvroSerdes.of(system.kafka());
        try (var producer = Clients.<OperatorRequest>newProducer(Clients.producer(system.kafka(), "request"), serdes)) {
            for (var request : requests) {
                var partition = placement.partition(Topics.OPERATOR_REQUESTS, request.getConnection());
                producer.send(new ProducerRecord<>(
                                Topics.OPERATOR_REQUESTS.name(), partition, request.getSubject(), request))
                        .get();
            }
        } catch (ExecutionException e) {
            throw new CliException(
                    ExitCode.UNUSABLE, "The request was not written: " + e.getMessage(), "Try again.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(ExitCode.UNUSABLE, "Interrupted before all was asked.", "Run it again.", e);
        }
    }
}
