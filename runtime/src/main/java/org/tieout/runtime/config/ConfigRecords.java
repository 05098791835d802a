package org.tieout.runtime.config;

import java.time.Instant;
import java.util.Optional;
import org.tieout.event.ConnectionConfig;
import org.tieout.event.FlowConfig;

/// Between what services work with and what the topics hold.
final class ConfigRecords {

    private ConfigRecords() {}

    static ConnectionConfig record(Connection connection, Instant at) {
        return ConnectionConfig.newBuilder()
                .setConnection(connection.name())
                .setVendor(connection.vendor())
                .setSettings(connection.settings())
                .setAppliedAt(at)
                .build();
    }

    static Connection connection(ConnectionConfig config) {
        return new Connection(config.getConnection(), config.getVendor(), config.getSettings());
    }

    static FlowConfig record(Flow flow, Instant at) {
        return FlowConfig.newBuilder()
                .setFlow(flow.name())
                .setSourceConnection(flow.source())
                .setTargetConnection(flow.target())
                .setTarget(flow.profile())
                .setMode(flow.mode().name())
                .setCutOver(flow.cutOver().orElse(null))
                .setOptions(flow.options())
                .setAppliedAt(at)
                .build();
    }

    static Flow flow(FlowConfig config) {
        return new Flow(
                config.getFlow(),
                config.getSourceConnection(),
                config.getTargetConnection(),
                config.getTarget(),
                Flow.Mode.valueOf(config.getMode()),
                Optional.ofNullable(config.getCutOver()),
                config.getOptions());
    }
}
