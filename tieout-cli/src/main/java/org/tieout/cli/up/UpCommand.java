package org.tieout.cli.up;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tieout.cli.CliException;
import org.tieout.cli.Console;
import org.tieout.cli.DataDirectory;
import org.tieout.cli.ExitCode;
import org.tieout.cli.Lifetime;
import org.tieout.cli.Logs;
import org.tieout.cli.Words;
import org.tieout.cli.apply.Applier;
import org.tieout.cli.running.KafkaProperties;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.runtime.kafka.TopicSizing;
import org.tieout.runtime.secret.MasterKey;
import org.tieout.runtime.secret.TopicSecretStore;
import org.tieout.runtime.service.Service;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `tieout up`: the system with real connections, embedded or on any cluster.
@Command(
        name = "up",
        header = "Runs the system with the connections of its configuration.",
        description = {
            "",
            "Starts an embedded broker and registry on the data directory, or uses a cluster and a registry by URL; "
                    + "applies the configuration if there is one; runs the services and prints every change of their "
                    + "state, until Ctrl-C."
        },
        footer = {
            "",
            "Examples:",
            "  tieout up --data /srv/tieout",
            "  tieout up --bootstrap-servers kafka:9092 --registry http://registry:8080/apis/registry/v3 \\",
            "            --services sink-qbo"
        })
public final class UpCommand implements Callable<Integer> {

    private static final Duration LOOK = Duration.ofSeconds(1);

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = DataDirectory.DEFAULT,
            description = "Data directory. Default: ${DEFAULT-VALUE}.")
    private Path directory = Path.of(DataDirectory.DEFAULT);

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "Directory of tieout.yaml. Default: config in the data directory.")
    private @Nullable Path config;

    @Option(
            names = "--services",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Which services to run: ingest-amazon, ingest-dynamics-sales, mapper-streams, sink-qbo, sink-bc, "
                            + "sink-dynamics-sales, alert-sender. Default: all.")
    private List<String> services = new ArrayList<>();

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "A cluster to use instead of the embedded broker; needs --registry.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "The Apicurio registry of that cluster, for example http://registry:8080/apis/registry/v3.")
    private @Nullable String registry;

    @Option(
            names = "--kafka-properties",
            paramLabel = "FILE",
            description = "Further client settings of that cluster, such as security.protocol.")
    private @Nullable Path kafkaProperties;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "12",
            description = "Partitions of topics created on that cluster. Default: ${DEFAULT-VALUE}.")
    private int partitions;

    @Option(
            names = "--replication",
            paramLabel = "N",
            defaultValue = "3",
            description = "Replicas of topics created on that cluster. Default: ${DEFAULT-VALUE}.")
    private int replication;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var console =
                Console.forPeople(Objects.requireNonNull(spec).commandLine().getOut());
        var data = new DataDirectory(directory).create();
        var names = names();
        console.progress("data directory " + data.root() + ", log " + Logs.toFile(data));
        try (var lifetime = Lifetime.begin();
                var foundation = foundation(console, data)) {
            apply(console, foundation.kafka(), data);
            try (var node = Node.start(foundation.kafka(), properties(), data, names)) {
                watch(console, lifetime, node);
            }
            console.progress("stopped");
        }
        return ExitCode.OK.code();
    }

    private Foundation foundation(Console console, DataDirectory data) {
        var servers = bootstrapServers;
        var url = registry;
        if (servers == null && url == null) {
            console.progress("starting the embedded broker and registry");
            var foundation = Foundation.embedded(data);
            console.progress("broker at " + foundation.kafka().bootstrapServers() + ", registry at "
                    + foundation.kafka().registryUrl());
            return foundation;
        }
        if (servers == null || url == null) {
            throw CliException.unusable(
                    "A cluster needs both --bootstrap-servers and --registry.",
                    "Leave both out to use the embedded broker and registry.");
        }
        console.progress("preparing topics on " + servers);
        Map<String, String> settings = properties().map(KafkaProperties::read).orElse(Map.of());
        return Foundation.cluster(new KafkaSettings(servers, url, settings), new TopicSizing(partitions, replication));
    }

    private void apply(Console console, KafkaSettings kafka, DataDirectory data) {
        var named = Optional.ofNullable(config);
        var files = named.orElse(data.config());
        if (named.isEmpty() && !Files.exists(files.resolve("tieout.yaml"))) {
            console.progress("no configuration at " + files + " yet: write tieout.yaml there, then run `tieout apply`");
            return;
        }
        var clock = Clock.systemUTC();
        try (var secrets = TopicSecretStore.open(kafka, MasterKey.open(data.root()), clock)) {
            var changes = new Applier(kafka, secrets, System.getenv(), clock).apply(files);
            console.progress("configuration " + files + (changes.isEmpty() ? ": nothing changed" : ""));
            changes.forEach(change -> console.progress("  " + change));
        }
    }

    private static void watch(Console console, Lifetime lifetime, Node node) throws InterruptedException {
        var shown = new HashMap<String, String>();
        do {
            for (var service : node.services()) {
                var now = describe(service);
                if (!now.equals(shown.put(service.name(), now))) {
                    console.progress(service.name() + ": " + now);
                }
            }
        } while (!lifetime.awaitEnd(LOOK));
        console.progress("stopping");
    }

    private static String describe(Service service) {
        var health = service.health();
        return Words.of(health.state()) + (health.reason().isEmpty() ? "" : ": " + health.reason());
    }

    private Optional<Path> properties() {
        return Optional.ofNullable(kafkaProperties)
                .map(file -> file.toAbsolutePath().normalize());
    }

    private Set<ServiceName> names() {
        return services.isEmpty()
                ? EnumSet.allOf(ServiceName.class)
                : EnumSet.copyOf(services.stream().map(ServiceName::of).toList());
    }
}
