package org.tieout.sink.qbo;

import java.io.IOException;
import java.nio.file.Path;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.Placement;
import org.tieout.runtime.service.Health;
import org.tieout.runtime.service.Service;
import org.tieout.runtime.service.ServiceContext;
import org.tieout.runtime.service.ServiceMain;
import org.tieout.runtime.sink.SinkContext;
import org.tieout.runtime.sink.SinkLoop;
import org.tieout.runtime.sink.SinkPolicy;
import org.tieout.runtime.sink.SinkTopics;

/// Posts to QuickBooks Online companies.
public final class SinkQbo implements Service {
    private final SinkLoop loop;

    /// @param context what every service is given
    /// @param directory where local state is kept; may be lost at any time
    public SinkQbo(ServiceContext context, Path directory) {
        this(context, directory, policy());
    }

    /// The same at another pace.
    public SinkQbo(ServiceContext context, Path directory, SinkPolicy policy) {
        this(context, directory, policy, QboPace.documented());
    }

    SinkQbo(ServiceContext context, Path directory, SinkPolicy policy, QboPace pace) {
        loop = new SinkLoop(new SinkContext(
                context.kafka(),
                AvroSerdes.of(context.kafka()),
                Placement.of(context.kafka()),
                SinkTopics.qbo(),
                policy,
                new QboLedgers(context, pace),
                directory,
                context.clock(),
                context.meters(),
                context.failpoints()));
    }

    /// The pace that suits the vendor: batches of 30, three at a time.
    public static SinkPolicy policy() {
        return SinkPolicy.defaults(QboClient.BATCH_ITEMS);
    }

    /// Runs it alone; see [ServiceMain] for its environment.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path state = Path.of(System.getenv().getOrDefault("TIEOUT_DATA_DIR", "data"), "state", "sink-qbo");
        ServiceMain.run(context -> new SinkQbo(context, state));
    }

    @Override
    public String name() {
        return "sink-qbo";
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public Health health() {
        return loop.health();
    }

    @Override
    public void close() {
        loop.close();
    }
}
