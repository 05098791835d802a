package org.tieout.runtime.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A configuration as read from its files, checked: every flow joins connections that are there.
///
/// @param connections the accounts
/// @param flows what joins them
/// @param secrets by connection and name, where each secret is to be had
/// @param mappings by flow, the file of its mapping table
public record Configuration(
        List<Connection> connections,
        List<Flow> flows,
        Map<String, Map<String, SecretReference>> secrets,
        Map<String, Path> mappings) {

    public Configuration {
        connections = List.copyOf(connections);
        flows = List.copyOf(flows);
        secrets = Map.copyOf(secrets);
        mappings = Map.copyOf(mappings);
    }

    /// A connection by name.
    public Optional<Connection> connection(String name) {
        return connections.stream()
                .filter(connection -> connection.name().equals(name))
                .findFirst();
    }
}
