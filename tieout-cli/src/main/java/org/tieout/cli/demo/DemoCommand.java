package org.tieout.cli.demo;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tieout.cli.Console;
import org.tieout.cli.DataDirectory;
import org.tieout.cli.ExitCode;
import org.tieout.cli.Lifetime;
import org.tieout.cli.Logs;
import org.tieout.cli.apply.Applier;
import org.tieout.cli.demo.TieOutWatch.Booked;
import org.tieout.cli.running.RunningSystem;
import org.tieout.cli.running.TopicReader;
import org.tieout.cli.status.SettlementTable;
import org.tieout.cli.status.StatusReader;
import org.tieout.cli.status.StatusReport;
import org.tieout.cli.up.Foundation;
import org.tieout.cli.up.Node;
import org.tieout.cli.up.ServiceName;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.runtime.secret.MasterKey;
import org.tieout.runtime.secret.TopicSecretStore;
import org.tieout.simulator.amazon.Settlement;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `tieout demo`: a month and a half of one US seller's trade arrives in a QuickBooks Online company and in a Business
/// Central company, in two flows side by side, and ties out to the cent in both, through the real broker, the real
/// registry and the services that run in production.
///
/// The world survives a restart on the same directory: see [DemoWorld].
@Command(
        name = "demo",
        header = "Runs everything on a simulated seller and company, and proves that it ties out.",
        description = {
            "",
            "Starts the embedded broker and registry, the simulated vendors and the services, waits until the seller's "
                    + "three settlements are tied out in both ledgers, and prints the proof. Then trade goes on, one day every few "
                    + "seconds, until Ctrl-C. With --exit it stops after the proof; the exit code is 0 only if "
                    + "everything tied out. A later demo on the same directory goes on where this one stopped."
        },
        footer = {
            "",
            "Examples:",
            "  tieout demo",
            "  tieout demo --exit --seed 7 --data /tmp/demo-7",
            "",
            "While it runs, in another terminal: tieout status, tieout audit ID"
        })
public final class DemoCommand implements Callable<Integer> {

    /// Where a demo lives unless told otherwise.
    public static final String DEFAULT_DIRECTORY = ".tieout/demo";

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration UP = Duration.ofMinutes(1);

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = DEFAULT_DIRECTORY,
            description = "Data directory. Default: ${DEFAULT-VALUE}.")
    private Path directory = Path.of(DEFAULT_DIRECTORY);

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Which world. Default: the directory's own, or 1 for a new one.")
    private @Nullable Long seed;

    @Option(names = "--exit", description = "Stop after the proof.")
    private boolean exit;

    @Option(
            names = "--day",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How long a day of trade lasts after the proof. Default: ${DEFAULT-VALUE}.")
    private int secondsPerDay;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var console =
                Console.forPeople(Objects.requireNonNull(spec).commandLine().getOut());
        var data = new DataDirectory(directory).create();
        console.progress("data directory " + data.root() + ", log " + Logs.toFile(data));
        try (var lifetime = Lifetime.begin();
                var world = DemoWorld.open(data, seed)) {
            console.progress("a seller, a CRM and two companies are simulated, seed " + world.seed() + ", "
                    + world.seller().orders().size() + " orders, world time "
                    + world.seller().now());
            try (var foundation = Foundation.embedded(data)) {
                console.progress("broker at " + foundation.kafka().bootstrapServers() + " and schema registry are up");
                apply(console, data, world, foundation.kafka());
                try (var node =
                        Node.start(foundation.kafka(), Optional.empty(), data, EnumSet.allOf(ServiceName.class))) {
                    node.awaitUp(UP);
                    console.progress("all " + ServiceName.values().length + " services are up");
                    return new Run(console, lifetime, world, data, foundation.kafka()).play();
                }
            }
        }
    }

    private static void apply(Console console, DataDirectory data, DemoWorld world, KafkaSettings kafka) {
        var files = DemoFiles.write(
                data, world.face("amazon"), world.face("qbo"), world.face("bc"), world.face("dataverse"));
        var clock = Clock.systemUTC();
        try (var secrets = TopicSecretStore.open(kafka, MasterKey.open(data.root()), clock)) {
            var changes = new Applier(kafka, secrets, System.getenv(), clock).apply(files);
            console.progress("applied " + files + (changes.isEmpty() ? "" : ": " + String.join("; ", changes)));
        }
    }

    /// The demo once everything is up.
    private final class Run {
        private final Console console;
        private final Lifetime lifetime;
        private final DemoWorld world;
        private final DataDirectory data;
        private final KafkaSettings kafka;

        Run(Console console, Lifetime lifetime, DemoWorld world, DataDirectory data, KafkaSettings kafka) {
            this.console = console;
            this.lifetime = lifetime;
            this.world = world;
            this.data = data;
            this.kafka = kafka;
        }

        int play() throws InterruptedException {
            try (var watch = TieOutWatch.begin(kafka, console)) {
                var settlements = ids(world.seller().settlements());
                var expected = inBothFlows(settlements);
                world.closeDeals();
                console.progress("waiting for " + settlements.size() + " settlements to tie out in both ledgers");
                var done = watch.awaitTiedOut(expected, PATIENCE, lifetime);
                var dealt = done && new DealStory(world, RunningSystem.on(data), console).play(PATIENCE, lifetime);
                var proven = dealt ? prove(settlements) : explain(expected, watch);
                if (!exit && !lifetime.isEnding()) {
                    goOn(watch, new HashSet<>(watch.tiedOut()));
                }
                return (proven ? ExitCode.OK : ExitCode.NEEDS_A_PERSON).code();
            }
        }

        private boolean prove(Set<String> expected) {
            console.progress(expected.size() + " settlements tied out in both ledgers");
            var settlements = proofs(inBothFlows(expected));
            console.line("");
            SettlementTable.print(console, settlements);
            SettlementTable.printDifferences(console, settlements);
            var deals = world.deals();
            var ledgers = ledgerProofs(expected, deals);
            console.line("");
            deals.print(console);
            for (var proof : ledgers) {
                console.line("");
                proof.print(console);
            }
            console.line("");
            var holds = deals.holds() && ledgers.stream().allMatch(LedgerProof::holds);
            console.line(
                    holds
                            ? String.format(
                                    Locale.ROOT,
                                    "Tied out to the cent in %.1f s: %d settlements, %d lines, in both ledgers; %d deals, posted and shown in the CRM.",
                                    console.elapsed().toMillis() / 1000.0,
                                    expected.size(),
                                    settlements.stream()
                                            .filter(settlement ->
                                                    settlement.flow().equals(DemoFiles.BOOKS))
                                            .mapToLong(StatusReport.Settlement::lineCount)
                                            .sum(),
                                    deals.rows().size())
                            : "A company's ledger does not show what it should: see ✗ above.");
            return holds;
        }

        private boolean explain(Set<Booked> expected, TieOutWatch watch) {
            if (lifetime.isEnding()) {
                console.progress("stopped before everything was tied out");
                return false;
            }
            var open = new HashSet<>(expected);
            open.removeAll(watch.tiedOut());
            console.progress(
                    open.isEmpty()
                            ? "not every deal is posted, shown in the CRM, and the first one paid, after "
                                    + PATIENCE.toMinutes() + " minutes"
                            : "not tied out after " + PATIENCE.toMinutes() + " minutes: "
                                    + open.stream()
                                            .map(each -> each.settlement() + " in " + each.flow())
                                            .sorted()
                                            .collect(Collectors.joining(", ")));
            console.line("");
            world.deals().print(console);
            var report = StatusReader.read(RunningSystem.on(data));
            console.line("");
            SettlementTable.print(console, report.settlements());
            report.needsAPerson().forEach(sentence -> console.line("  " + sentence));
            console.line("  " + report.postings().posted() + " documents posted, "
                    + report.postings().queued() + " queued, "
                    + report.postings().waiting() + " waiting");
            report.postings().open().stream()
                    .limit(10)
                    .forEach(posting -> console.line(
                            "  " + posting.postingId() + " is " + posting.status() + ": " + posting.reason()));
            return false;
        }

        private void goOn(TieOutWatch watch, Set<Booked> shown) throws InterruptedException {
            console.line("");
            console.line("Trade goes on, a day every " + secondsPerDay + " s. Ctrl-C ends it.");
            console.line("In another terminal: tieout status --data " + data.root());
            console.line("");
            while (!lifetime.awaitEnd(Duration.ofSeconds(secondsPerDay))) {
                world.advance(Duration.ofDays(1));
                watch.showChanges();
                var fresh = watch.tiedOut().stream()
                        .filter(each -> !shown.contains(each))
                        .collect(Collectors.toUnmodifiableSet());
                if (!fresh.isEmpty()) {
                    console.line("");
                    SettlementTable.print(console, proofs(fresh));
                    console.line("");
                    shown.addAll(fresh);
                }
            }
            console.progress("stopping");
        }

        private List<StatusReport.Settlement> proofs(Set<Booked> wanted) {
            try (var topics = TopicReader.of(kafka)) {
                return StatusReader.settlements(topics).stream()
                        .filter(settlement -> wanted.contains(new Booked(settlement.flow(), settlement.settlementId())))
                        .toList();
            }
        }

        private List<LedgerProof> ledgerProofs(Set<String> booked, DealProof deals) {
            var settlements = world.seller().settlements().stream()
                    .filter(settlement -> booked.contains(settlement.id()))
                    .toList();
            return List.of(
                    LedgerProof.ofQuickBooks(world.company().balances(), settlements),
                    LedgerProof.ofBusinessCentral(world.centralBalances(), settlements, deals.owed()));
        }

        private static Set<Booked> inBothFlows(Set<String> settlements) {
            return Stream.of(DemoFiles.BOOKS, DemoFiles.CENTRAL)
                    .flatMap(flow -> settlements.stream().map(id -> new Booked(flow, id)))
                    .collect(Collectors.toUnmodifiableSet());
        }

        private static Set<String> ids(List<Settlement> settlements) {
            return settlements.stream().map(Settlement::id).collect(Collectors.toUnmodifiableSet());
        }
    }
}
