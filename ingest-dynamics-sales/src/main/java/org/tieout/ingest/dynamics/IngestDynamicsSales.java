package org.tieout.ingest.dynamics;

import java.io.IOException;
import org.tieout.runtime.alert.Alerts;
import org.tieout.runtime.config.Connection;
import org.tieout.runtime.ingest.IngestService;
import org.tieout.runtime.service.ServiceContext;
import org.tieout.runtime.service.ServiceMain;

/// Reads every Dynamics 365 Sales connection there is: deals into `dynamics.sales-documents`, what they
/// name into `dynamics.master-data`.
public final class IngestDynamicsSales extends IngestService {

    public IngestDynamicsSales(ServiceContext context) {
        super("ingest-dynamics-sales", "dynamics-sales", context);
    }

    /// Runs it alone; see [ServiceMain] for its environment.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        ServiceMain.run(IngestDynamicsSales::new);
    }

    @Override
    protected Source open(Connection connection, Alerts open) {
        return new DynamicsConnection(connection, context, open);
    }
}
