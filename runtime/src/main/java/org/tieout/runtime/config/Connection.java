package org.tieout.runtime.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tieout.runtime.schedule.Durations;

/// One credentialed account at a vendor, without its secrets.
///
/// @param name the connection's name
/// @param vendor `amazon`, `qbo` or `bc`; of an alert channel its kind, [#WEBHOOK] or [#E_MAIL]
/// @param settings the vendor's settings by the names of the configuration file; a list is joined by commas
public record Connection(String name, String vendor, Map<String, String> settings) {

    /// An alert channel that posts to an address.
    public static final String WEBHOOK = "webhook";

    /// An alert channel that sends mail.
    public static final String E_MAIL = "e-mail";

    /// What a setting's name begins with when it says that an optional secret was given.
    static final String HAS = "has-";

    /// The setting that says where the connection was configured to run.
    static final String ENVIRONMENT = "environment";

    public Connection {
        settings = Map.copyOf(settings);
    }

    /// Whether any host may stand in for the vendor.
    public boolean development() {
        return "development".equals(settings.get(ENVIRONMENT));
    }

    /// Whether the files give that optional secret. A secret that was given once stays in the store.
    public boolean has(String secret) {
        return settings.containsKey(HAS + secret);
    }

    /// A setting.
    public Optional<String> setting(String key) {
        return Optional.ofNullable(settings.get(key));
    }

    /// A setting that must be there.
    ///
    /// @throws ConfigException naming the connection and the setting
    public String required(String key) {
        return setting(key)
                .orElseThrow(() -> new ConfigException(List.of("Connection " + name + " has no " + key
                        + ". Add it to config/tieout.yaml and run tieout apply.")));
    }

    /// A URL, or a default.
    public URI url(String key, String otherwise) {
        return URI.create(setting(key).orElse(otherwise));
    }

    /// A list; empty when the setting is missing.
    public List<String> list(String key) {
        return setting(key).map(text -> List.of(text.split(","))).orElse(List.of());
    }

    /// A duration, or a default.
    public Duration duration(String key, Duration otherwise) {
        return setting(key).map(Durations::parse).orElse(otherwise);
    }

    /// Settings in a fixed order.
    @Override
    public String toString() {
        return name + " (" + vendor + ") " + new TreeMap<>(settings);
    }
}
