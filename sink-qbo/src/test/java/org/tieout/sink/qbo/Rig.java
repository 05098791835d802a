package org.tieout.sink.qbo;

import java.nio.file.Path;
import java.time.Duration;
import org.tieout.runtime.secret.SecretStore;
import org.tieout.runtime.service.Failpoints;
import org.tieout.runtime.sink.SinkTopics;
import org.tieout.simulator.Simulator;
import org.tieout.simulator.SimulatorOptions;
import org.tieout.sink.testing.SinkRig;

/// The sink on the real broker, with a company of its own.
final class Rig extends SinkRig {
    final Trade trade;
    final SecretStore secrets;

    Rig(Path directory) {
        int number = number();
        var own = new Trade("flow-" + number, "amazon-" + number, "books-" + number);
        var company = Simulator.start(SimulatorOptions.builder().seed(number).build());
        super(SinkTopics.qbo(), own.route(), company, SinkQbo.policy(), directory);
        this.trade = own;
        this.secrets = Books.secrets(company, own.target);
    }

    @Override
    public void start(Failpoints failpoints) {
        start(failpoints, QboPace.documented().withThrottleWait(Duration.ofMillis(300)));
    }

    void start(Failpoints failpoints, QboPace pace) {
        start(
                secrets,
                Books.configuration(simulator, trade.target, trade.flow, true),
                failpoints,
                (context, directory, policy) -> new SinkQbo(context, directory, policy, pace));
    }
}
