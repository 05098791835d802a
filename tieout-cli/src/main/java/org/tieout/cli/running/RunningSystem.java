package org.tieout.cli.running;

import java.util.List;
import java.util.Optional;
import org.tieout.cli.CliException;
import org.tieout.cli.DataDirectory;
import org.tieout.platform.Endpoints;
import org.tieout.platform.PlatformException;
import org.tieout.runtime.kafka.KafkaSettings;

/// What runs on a data directory, as another process finds it.
///
/// @param data the directory
/// @param kafka the cluster and the registry
/// @param nodes the processes that run services; empty when only the platform is up
public record RunningSystem(DataDirectory data, KafkaSettings kafka, List<NodeFile> nodes) {

    public RunningSystem {
        nodes = List.copyOf(nodes);
    }

    /// What runs on that directory.
    ///
    /// @throws CliException if nothing does
    public static RunningSystem on(DataDirectory data) {
        return find(data)
                .orElseThrow(
                        () -> CliException.unusable(
                                "Nothing runs on " + data.root() + ".",
                                "Start it with `tieout up --data DIR` or `tieout demo`, or name another directory with --data."));
    }

    /// What runs on that directory, if anything does.
    ///
    /// @throws CliException if the files that say so cannot be read
    public static Optional<RunningSystem> find(DataDirectory data) {
        var nodes = NodeFile.readAll(data);
        try {
            return Endpoints.read(data.root())
                    .map(found -> KafkaSettings.of(found.bootstrapServers(), found.registryUrl()))
                    .or(() -> nodes.stream().findFirst().map(RunningSystem::settings))
                    .map(kafka -> new RunningSystem(data, kafka, nodes));
        } catch (PlatformException e) {
            throw CliException.unusable(String.valueOf(e.getMessage()), "");
        }
    }

    private static KafkaSettings settings(NodeFile node) {
        return new KafkaSettings(
                node.bootstrapServers(),
                node.registryUrl(),
                node.kafkaProperties().map(KafkaProperties::read).orElse(java.util.Map.of()));
    }
}
