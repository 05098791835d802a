package org.tieout.sink.testing;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.tieout.runtime.config.ConfigView;
import org.tieout.runtime.config.Configuration;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.runtime.secret.SecretStore;
import org.tieout.runtime.service.Failpoints;
import org.tieout.runtime.service.ServiceContext;

/// What a service is given where a test starts it, or a part of it.
public final class Contexts {
    private Contexts() {}

    /// For what never asks a broker.
    public static ServiceContext withoutBroker(SecretStore secrets, Configuration configuration) {
        return of(KafkaSettings.of("none", "http://127.0.0.1:1"), secrets, configuration, Failpoints.none());
    }

    static ServiceContext of(
            KafkaSettings kafka, SecretStore secrets, Configuration configuration, Failpoints failpoints) {
        return new ServiceContext(
                kafka,
                secrets,
                new SimpleMeterRegistry(),
                Clock.systemUTC(),
                failpoints,
                ConfigView.fixed(configuration));
    }
}
