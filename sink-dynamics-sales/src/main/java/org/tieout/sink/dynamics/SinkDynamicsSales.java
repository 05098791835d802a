package org.tieout.sink.dynamics;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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

/// Writes back to Dynamics 365 Sales what became of its deals.
public final class SinkDynamicsSales implements Service {
    private static final int RECORDS_AT_ONCE = 50;

    private final SinkLoop loop;

    /// @param context what every service is given
    /// @param directory where local state is kept; may be lost at any time
    public SinkDynamicsSales(ServiceContext context, Path directory) {
        this(context, directory, policy());
    }

    /// The same at another pace.
    public SinkDynamicsSales(ServiceContext context, Path directory, SinkPolicy policy) {
        this(context, directory, policy, CrmPace.documented());
    }

    SinkDynamicsSales(ServiceContext context, Path directory, SinkPolicy policy, CrmPace pace) {
        loop = new SinkLoop(new SinkContext(
                context.kafka(),
                AvroSerdes.of(context.kafka()),
                Placement.of(context.kafka()),
                SinkTopics.dynamicsSales(),
                policy,
                new CrmLedgers(context, pace),
                directory,
                context.clock(),
                context.meters(),
                context.failpoints()));
    }

    /// The pace that suits the vendor: it keeps no books, so that it is never asked what changed in them.
    public static SinkPolicy policy() {
        return SinkPolicy.defaults(RECORDS_AT_ONCE).withLedgerPoll(Duration.ZERO);
    }

    /// Runs it alone; see [ServiceMain] for its environment.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path state = Path.of(System.getenv().getOrDefault("TIEOUT_DATA_DIR", "data"), "state", "sink-dynamics-sales");
        ServiceMain.run(context -> new SinkDynamicsSales(context, state));
    }

    @Override
    public String name() {
        return "sink-dynamics-sales";
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
