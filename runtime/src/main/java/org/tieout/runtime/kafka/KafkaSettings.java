package org.tieout.runtime.kafka;

import java.util.Map;
import java.util.Objects;

/// Where the cluster and the registry are, and what else the clients need to get in.
///
/// @param bootstrapServers `host:port`, several joined by commas
/// @param registryUrl base URL of Apicurio's own API, for example `http://127.0.0.1:8081/apis/registry/v3`
/// @param clientSettings further client settings as Kafka names them, for example `security.protocol`
public record KafkaSettings(String bootstrapServers, String registryUrl, Map<String, String> clientSettings) {

    public KafkaSettings {
        Objects.requireNonNull(bootstrapServers);
        Objects.requireNonNull(registryUrl);
        clientSettings = Map.copyOf(clientSettings);
    }

    /// A cluster without authentication, such as the embedded one.
    public static KafkaSettings of(String bootstrapServers, String registryUrl) {
        return new KafkaSettings(bootstrapServers, registryUrl, Map.of());
    }

    /// Client settings may hold passwords, so only their names are shown.
    @Override
    public String toString() {
        return "KafkaSettings[" + bootstrapServers + ", " + registryUrl + ", " + clientSettings.keySet() + "]";
    }
}
