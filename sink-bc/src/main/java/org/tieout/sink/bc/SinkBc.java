package org.tieout.sink.bc;

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

/// Posts to Business Central companies.
public final class SinkBc implements Service {
    private final SinkLoop loop;
    private final CrmView records;

    /// @param context what every service is given
    /// @param directory where local state is kept; may be lost at any time
    public SinkBc(ServiceContext context, Path directory) {
        this(context, directory, policy());
    }

    /// The same at another pace.
    public SinkBc(ServiceContext context, Path directory, SinkPolicy policy) {
        this(context, directory, policy, BcPace.documented());
    }

    SinkBc(ServiceContext context, Path directory, SinkPolicy policy, BcPace pace) {
        AvroSerdes serdes = AvroSerdes.of(context.kafka());
        records = new CrmView(context.kafka(), serdes);
        loop = new SinkLoop(new SinkContext(
                context.kafka(),
                serdes,
                Placement.of(context.kafka()),
                SinkTopics.bc(),
                policy,
                new BcLedgers(context, pace, records),
                directory,
                context.clock(),
                context.meters(),
                context.failpoints()));
    }

    /// The pace that suits the vendor: batches of a hundred, three at a time. Where Business Central closes invoices
    /// itself no settlement's document refers to them: they are read back for their own sake.
    public static SinkPolicy policy() {
        return SinkPolicy.defaults(BcClient.OPERATIONS).readingOrders();
    }

    /// Runs it alone; see [ServiceMain] for its environment.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path state = Path.of(System.getenv().getOrDefault("TIEOUT_DATA_DIR", "data"), "state", "sink-bc");
        ServiceMain.run(context -> new SinkBc(context, state));
    }

    @Override
    public String name() {
        return "sink-bc";
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
        records.close();
    }
}
