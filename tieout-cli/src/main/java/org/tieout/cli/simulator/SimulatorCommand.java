package org.tieout.cli.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tieout.cli.CliException;
import org.tieout.cli.Console;
import org.tieout.cli.ExitCode;
import org.tieout.cli.Lifetime;
import org.tieout.cli.OutputFormat;
import org.tieout.simulator.Simulator;
import org.tieout.simulator.http.FaceDescription;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `tieout simulator`: the vendors as stateful stand-ins on 127.0.0.1, for any client.
///
/// With `--format json` the first line of output is one JSON object:
///
/// ```
/// {"address":"http://127.0.0.1:8100","seed":7,"faces":[{"name":"amazon","baseUrl":…,"tokenUrl":…,"clientId":…,
///  "clientSecret":…,"refreshToken":…,"ids":{"sellerId":[…],"marketplaceIds":[…]}},…]}
/// ```
@Command(
        name = "simulator",
        header = "Runs the vendors alone, so that any client can be pointed at them.",
        description = {
            "",
            "Prints for each vendor its base URL, its token URL and made-up credentials, then runs until Ctrl-C. "
                    + "The same seed gives the same world. Faults, the truth and the world's clock are reached under "
                    + "/control at the same address."
        },
        footer = {
            "",
            "Examples:",
            "  tieout simulator --seed 7 --port 8100",
            "  tieout simulator --format json | head -1"
        })
public final class SimulatorCommand implements Callable<Integer> {

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Which world. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "0",
            description = "Port on 127.0.0.1; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(names = "--format", defaultValue = "table", description = "One of: ${COMPLETION-CANDIDATES}.")
    private OutputFormat format = OutputFormat.TABLE;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var console = console();
        try (var lifetime = Lifetime.begin();
                var simulator = start()) {
            switch (format) {
                case TABLE -> describe(console, simulator);
                case JSON -> console.line(json(simulator));
            }
            lifetime.awaitEnd();
        }
        return ExitCode.OK.code();
    }

    private Simulator start() {
        try {
            return Worlds.start(seed, port);
        } catch (UncheckedIOException e) {
            throw new CliException(
                    ExitCode.UNUSABLE,
                    "Port " + port + " of 127.0.0.1 cannot be used: " + e.getMessage(),
                    "Choose another with --port, or leave it out.",
                    e);
        }
    }

    private void describe(Console console, Simulator simulator) {
        console.line("Simulator at " + simulator.address() + ", seed " + seed);
        for (var face : simulator.describe()) {
            console.line("");
            console.line(face.name());
            describe(console, face);
        }
        console.line("");
        console.line("The credentials are made up and open nothing else. Ctrl-C ends it.");
    }

    private static void describe(Console console, FaceDescription face) {
        field(console, "base URL", face.baseUrl());
        field(console, "token URL", face.tokenUrl());
        field(console, "client id", face.clientId());
        field(console, "client secret", face.clientSecret());
        field(console, "refresh token", face.refreshToken());
        new TreeMap<>(face.ids()).forEach((name, ids) -> field(console, name, String.join(", ", ids)));
    }

    private static void field(Console console, String name, String value) {
        console.line("  " + name + " ".repeat(Math.max(1, 16 - name.length())) + value);
    }

    private String json(Simulator simulator) {
        record World(String address, long seed, List<FaceDescription> faces) {}
        try {
            return new JsonMapper()
                    .writeValueAsString(new World(simulator.address().toString(), seed, simulator.describe()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Console console() {
        var here = java.util.Objects.requireNonNull(spec).commandLine();
        return switch (format) {
            case TABLE -> Console.forPeople(here.getOut());
            case JSON -> Console.forPrograms(here.getOut(), here.getErr());
        };
    }
}
