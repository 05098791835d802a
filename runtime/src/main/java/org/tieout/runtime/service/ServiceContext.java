package org.tieout.runtime.service;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.tieout.runtime.config.ConfigView;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.runtime.secret.SecretStore;

/// What every service is given. Everything in it is thread-safe and outlives the services.
///
/// @param kafka the cluster and the registry
/// @param secrets credentials of connections
/// @param meters where figures go
/// @param clock the time
/// @param failpoints where tests halt the process; does nothing in production
/// @param config connections and flows, live
public record ServiceContext(
        KafkaSettings kafka,
        SecretStore secrets,
        MeterRegistry meters,
        Clock clock,
        Failpoints failpoints,
        ConfigView config) {}
