package org.tieout.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tieout.bench.SettleSide.Side;
import org.tieout.simulator.amazon.LargeSettlement;

/// `tieout settle` beside an analytical engine (DuckDB) that groups the same file, each in a process of its own.
///
/// For every size the sides run alternately, several times, each also on a file of 100 lines: that is its
/// start-up. A
/// side's time is its fastest run less its fastest start-up, because this measures code, not a neighbour's load.
/// Reported is the ratio of the two, and each side's peak resident memory (`VmHWM` of the process, so Linux only).
/// Before
/// anything is timed, the sides must agree on the sum.
///
/// A third side, `read`, is the parser alone with sums by row type: the same work as the engine does.
///
/// ```
/// mvn -pl bench -am package -DskipTests
/// java -cp 'bench/target/classes:bench/target/lib/*' org.tieout.bench.SettleBench [RUNS [LINES …]]
/// ```
/// By default 5 runs of 10000, 100000 and 1000000 lines.
public final class SettleBench {

    private static final int TINY = 100;
    private static final long SEED = 1;
    /// Below this a ratio says nothing.
    private static final long SHORTEST_MILLIS = 50;
    private static final int DEFAULT_RUNS = 5;
    private static final List<Integer> DEFAULT_LINES = List.of(10_000, 100_000, 1_000_000);

    /// The flags of the `tieout` script for this command.
    private static final List<String> TIEOUT_FLAGS = List.of(
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-Xms64m",
            "-Xmx768m");

    private final Path directory;
    private final int runs;

    private SettleBench(Path directory, int runs) {
        this.directory = directory;
        this.runs = runs;
    }

    /// Runs the benchmark.
    ///
    /// @param arguments how often each side runs, then the sizes; both may be left out
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_RUNS;
        var lines = arguments.length > 1
                ? Arrays.stream(arguments).skip(1).map(Integer::valueOf).toList()
                : DEFAULT_LINES;
        var directory = Files.createTempDirectory("settle-bench");
        try {
            new SettleBench(directory, runs).run(lines);
        } finally {
            deleteFiles(directory);
        }
    }

    /// What a side took.
    ///
    /// @param wall of the whole process
    /// @param peakKib resident memory at its highest
    /// @param sum what it says the amounts sum to
    private record Measured(Duration wall, long peakKib, String sum) {}

    private void run(List<Integer> lines) throws IOException, InterruptedException {
        var tiny = file(TINY);
        requireAgreement(tiny);
        print(
                "%-10s %12s %12s %12s %12s %12s %12s",
                "lines", "side", "wall ms", "start ms", "net ms", "ratio", "peak MiB");
        for (var size : lines) {
            var file = file(size);
            requireAgreement(file);
            var startUp = new EnumMap<Side, List<Measured>>(Side.class);
            var measured = new EnumMap<Side, List<Measured>>(Side.class);
            for (var run = 0; run < runs; run++) {
                for (var side : Side.values()) {
                    startUp.computeIfAbsent(side, s -> new ArrayList<>()).add(run(side, tiny));
                    measured.computeIfAbsent(side, s -> new ArrayList<>()).add(run(side, file));
                }
            }
            for (var side : Side.values()) {
                report(size, side, startUp, measured);
            }
            Files.delete(file);
        }
    }

    private static void report(
            int size, Side side, Map<Side, List<Measured>> startUp, Map<Side, List<Measured>> measured) {
        var engine = net(measured, startUp, Side.DUCKDB);
        var net = net(measured, startUp, side);
        print(
                "%-10s %12s %12d %12d %12d %12s %12d",
                String.format(Locale.ROOT, "%,d", size),
                side.word(),
                fastest(measured, side),
                fastest(startUp, side),
                net,
                engine < SHORTEST_MILLIS ? "-" : String.format(Locale.ROOT, "%.2f", net / (double) engine),
                peak(measured, side) / 1024);
    }

    private static void print(String format, Object... cells) {
        System.out.printf(Locale.ROOT, format + "%n", cells);
    }

    private Path file(int lines) throws IOException {
        var file = directory.resolve("settlement-" + lines + ".txt");
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            LargeSettlement.write(out, lines, SEED);
        }
        return file;
    }

    private void requireAgreement(Path file) throws IOException, InterruptedException {
        var sums = new EnumMap<Side, String>(Side.class);
        for (var side : Side.values()) {
            sums.put(side, run(side, file).sum());
        }
        if (sums.values().stream().distinct().count() != 1) {
            throw new IllegalStateException("the sides disagree on the sum of " + file + ": " + sums);
        }
    }

    private static long net(Map<Side, List<Measured>> measured, Map<Side, List<Measured>> startUp, Side side) {
        return fastest(measured, side) - fastest(startUp, side);
    }

    private static long fastest(Map<Side, List<Measured>> measured, Side side) {
        return measured.getOrDefault(side, List.of()).stream()
                .mapToLong(run -> run.wall().toMillis())
                .min()
                .orElseThrow();
    }

    private static long peak(Map<Side, List<Measured>> measured, Side side) {
        return measured.getOrDefault(side, List.of()).stream()
                .mapToLong(Measured::peakKib)
                .max()
                .orElse(0);
    }

    private static Measured run(Side side, Path file) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(TIEOUT_FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SettleSide.class.getName()));
        command.addAll(List.of(side.name(), file.toString()));
        var begun = System.nanoTime();
        var process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        var report = new String(process.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        var exitCode = process.waitFor();
        var wall = Duration.ofNanos(System.nanoTime() - begun);
        if (exitCode != 0) {
            throw new IllegalStateException(side.word() + " ended with " + exitCode + ": " + report);
        }
        var facts = report.lines().toList();
        return new Measured(wall, Long.parseLong(facts.getLast()), facts.get(facts.size() - 2));
    }

    private static void deleteFiles(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
