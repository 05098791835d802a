package org.tieout.runtime.config;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tieout.event.ConnectionConfig;
import org.tieout.event.FlowConfig;
import org.tieout.runtime.kafka.AvroSerdes;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.runtime.kafka.TableView;
import org.tieout.schemas.Topics;

/// Connections and flows as they are now. Thread-safe; reads never block.
public final class ConfigView implements AutoCloseable {

    private final Map<String, Connection> connections = new ConcurrentHashMap<>();
    private final Map<String, Flow> flows = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<TableView<?>> tables;

    private ConfigView(List<TableView<?>> tables) {
        this.tables = tables;
    }

    /// Follows the topics `config.connections` and `config.flows`.
    public static ConfigView follow(KafkaSettings settings) {
        var serdes = AvroSerdes.of(settings);
        TableView<ConnectionConfig> connections = TableView.follow(Topics.CONFIG_CONNECTIONS, settings, serdes);
        TableView<FlowConfig> flows = TableView.follow(Topics.CONFIG_FLOWS, settings, serdes);
        var view = new ConfigView(List.of(connections, flows));
        connections.onChange((key, value) -> view.change(view.connections, key, value.map(ConfigRecords::connection)));
        flows.onChange((key, value) -> view.change(view.flows, key, value.map(ConfigRecords::flow)));
        // What was read before the listeners were there is in the tables already.
        connections.rows().forEach((key, value) -> view.connections.putIfAbsent(key, ConfigRecords.connection(value)));
        flows.rows().forEach((key, value) -> view.flows.putIfAbsent(key, ConfigRecords.flow(value)));
        return view;
    }

    /// A view that never changes, for tests and offline work.
    public static ConfigView fixed(Configuration configuration) {
        var view = new ConfigView(List.of());
        view.connections.putAll(
                configuration.connections().stream().collect(Collectors.toMap(Connection::name, Function.identity())));
        view.flows.putAll(configuration.flows().stream().collect(Collectors.toMap(Flow::name, Function.identity())));
        return view;
    }

    /// Waits until everything applied so far is in view.
    ///
    /// @throws org.tieout.runtime.kafka.KafkaException if that takes longer
    public ConfigView awaitReady(Duration patience) {
        tables.forEach(table -> table.awaitReady(patience));
        return this;
    }

    /// A connection by name.
    public Optional<Connection> connection(String name) {
        return Optional.ofNullable(connections.get(name));
    }

    /// The connections of one vendor, by name.
    public List<Connection> connections(String vendor) {
        return connections.values().stream()
                .filter(connection -> connection.vendor().equals(vendor))
                .sorted(Comparator.comparing(Connection::name))
                .toList();
    }

    /// A flow by name.
    public Optional<Flow> flow(String name) {
        return Optional.ofNullable(flows.get(name));
    }

    /// All flows, by name.
    public List<Flow> flows() {
        return flows.values().stream().sorted(Comparator.comparing(Flow::name)).toList();
    }

    /// The flows that read from a connection.
    public List<Flow> flowsFrom(String source) {
        return flows().stream().filter(flow -> flow.source().equals(source)).toList();
    }

    /// The flows that post to a connection.
    public List<Flow> flowsInto(String target) {
        return flows().stream().filter(flow -> flow.target().equals(target)).toList();
    }

    /// Calls back after every change from now on; must not block.
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private <T> void change(Map<String, T> map, String key, Optional<T> value) {
        value.ifPresentOrElse(present -> map.put(key, present), () -> map.remove(key));
        listeners.forEach(Runnable::run);
    }

    @Override
    public void close() {
        tables.forEach(TableView::close);
    }
}
