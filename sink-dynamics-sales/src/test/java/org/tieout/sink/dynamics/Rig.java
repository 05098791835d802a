package org.tieout.sink.dynamics;

import java.nio.file.Path;
import java.util.Map;
import org.tieout.runtime.service.Failpoints;
import org.tieout.runtime.sink.SinkTopics;
import org.tieout.sink.testing.Route;
import org.tieout.sink.testing.SinkRig;

/// The sink on the real broker, with an organisation of its own.
final class Rig extends SinkRig {
    final Crm crm;
    final Trade trade;

    Rig(Path directory) {
        int number = number();
        var own = new Trade("deals-" + number, "sales-" + number, "books-" + number);
        var organisation = new Crm();
        super(
                SinkTopics.dynamicsSales(),
                new Route(own.flow, own.crm, own.crm),
                organisation.simulator,
                SinkDynamicsSales.policy(),
                directory);
        this.crm = organisation;
        this.trade = own;
    }

    @Override
    public void start(Failpoints failpoints) {
        start(
                crm.secrets(trade),
                crm.configuration(trade, Map.of("call-timeout", "2s")),
                failpoints,
                (context, directory, policy) -> new SinkDynamicsSales(context, directory, policy, Crm.pace()));
    }

    @Override
    public void close() {
        super.close();
        crm.close();
    }
}
