package org.tieout.ingest.amazon;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.tieout.event.Watermark;
import org.tieout.runtime.alert.Alerts;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.ingest.IngestService;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.TableView;
import org.tieout.runtime.service.ServiceContext;
import org.tieout.runtime.service.ServiceMain;
import org.tieout.schemas.Topics;

/// Reads every Amazon connection there is: orders, settlements and financial events, into `amazon.orders`,
/// `amazon.settlements` and `amazon.financial-events`.
public final class IngestAmazon extends IngestService {

    private static final Duration READING = Duration.ofSeconds(30);

    private volatile @Nullable TableView<Watermark> marks;

    public IngestAmazon(ServiceContext context) {
        super("ingest-amazon", "amazon", context);
    }

    /// Runs it alone; see [ServiceMain] for its environment.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        ServiceMain.run(IngestAmazon::new);
    }

    @Override
    protected Source open(Connection connection, Alerts open) {
        return new AmazonConnection(connection, context, open, marks()::get);
    }

    private TableView<Watermark> marks() {
        var reached = marks;
        if (reached == null) {
            reached = TableView.follow(Topics.INGEST_WATERMARKS, context.kafka(), AvroSerdes.of(context.kafka()));
            marks = reached;
            reached.awaitReady(READING);
        }
        return reached;
    }

    @Override
    public void close() {
        super.close();
        var reached = marks;
        if (reached != null) {
            reached.close();
        }
    }
}
