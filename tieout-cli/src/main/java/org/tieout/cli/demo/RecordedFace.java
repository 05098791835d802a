package org.tieout.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tieout.cli.CliException;
import org.tieout.simulator.clock.SimulatorClock;
import org.tieout.simulator.http.Face;
import org.tieout.simulator.http.FaceDescription;
import org.tieout.simulator.http.Headers;
import org.tieout.simulator.http.Kernel;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.http.Response;

/// A simulated ledger of a demo, which survives a restart on the same directory.
///
/// The simulator keeps its companies in memory, and it is deterministic: the same requests at the same instants give
/// the same ids, the same tokens and the same books. So every request that can change something is recorded with
/// its instant, in the order in which it took effect, before its answer leaves; opening the record again replays it
/// under a clock that stands at those instants, and then lets the clock run on. That is the whole of it: no
/// snapshot format, nothing to keep in step with the simulator, and tokens that the demo's services hold stay good.
///
/// A process killed between effect and record loses both (the company is in memory); its client sees a call
/// without an answer, as with a real vendor. Thread-safe.
///
/// @param <F> the face that is recorded
final class RecordedFace<F extends Face> implements Face, AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    /// Refused at the door: nothing took effect, and replaying them would only consume the throttles' budget.
    private static final Set<Integer> WITHOUT_EFFECT = Set.of(401, 403, 429);

    /// What a request's outcome depends on besides its body. The address and the client's version do not matter.
    private static final List<String> HEADERS =
            List.of("Authorization", "Content-Type", "Accept", "If-Match", "If-None-Match", "Prefer", "Isolation");

    private final F face;
    private final ReplayTime time;
    private final BufferedWriter journal;

    /// Time that stands still at recorded instants, then runs with the machine's clock.
    private static final class ReplayTime {
        private final Instant start;
        private volatile Optional<Instant> standing;
        private volatile long runningSince;
        private volatile long aheadAtStart;

        ReplayTime(Instant start) {
            this.start = start;
            this.standing = Optional.of(start);
        }

        void standAt(Instant instant) {
            standing = Optional.of(instant);
        }

        void run() {
            aheadAtStart = Duration.between(start, Instant.now()).toNanos();
            runningSince = System.nanoTime();
            standing = Optional.empty();
        }

        long nanos() {
            return standing.map(instant -> Duration.between(start, instant).toNanos())
                    .orElseGet(() -> aheadAtStart + System.nanoTime() - runningSince);
        }

        Instant now() {
            return start.plusNanos(nanos());
        }
    }

    private record Recorded(Instant at, boolean human, Request request) {}

    private RecordedFace(F face, ReplayTime time, BufferedWriter journal) {
        this.face = face;
        this.time = time;
        this.journal = journal;
    }

    /// Opens the company recorded in that file, or founds a new one.
    ///
    /// @param found builds the face
    /// @throws CliException if the file cannot be read or written
    static <F extends Face> RecordedFace<F> open(Kernel kernel, Function<Kernel, F> found, Path file) {
        try {
            var recorded = read(file);
            var start = recorded.isEmpty() ? Instant.now() : recorded.getFirst().at();
            var time = new ReplayTime(start);
            var clock = new SimulatorClock(start, kernel.clock().worldNow(), 0, time::nanos);
            var face = found.apply(new Kernel(kernel.seed(), clock, kernel.address()));
            for (var each : recorded) {
                time.standAt(each.at());
                if (each.human()) {
                    face.control(each.request());
                } else {
                    face.handle(each.request());
                }
            }
            time.run();
            var journal = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return new RecordedFace<>(face, time, journal);
        } catch (IOException e) {
            throw CliException.unusable(
                    "The simulated company's record " + file + " cannot be used: " + e.getMessage(),
                    "Start a fresh demo on another directory with --data DIR.");
        }
    }

    /// The face itself, for the truth.
    F face() {
        return face;
    }

    @Override
    public Response handle(Request request) {
        return request.method().equals("GET") ? face.handle(request) : recorded(request, false);
    }

    @Override
    public Response control(Request request) {
        return recorded(request, true);
    }

    /// One at a time, so that the record has the order of the effects.
    private synchronized Response recorded(Request request, boolean human) {
        var at = time.now();
        var answer = human ? face.control(request) : face.handle(request);
        if (!WITHOUT_EFFECT.contains(answer.status())) {
            try {
                journal.write(write(at, human, request));
                journal.newLine();
                journal.flush();
            } catch (IOException e) {
                throw new UncheckedIOException("the simulated company cannot be recorded", e);
            }
        }
        return answer;
    }

    private static String write(Instant at, boolean human, Request request) {
        var query = request.queryNames().stream()
                .flatMap(name -> request.queryAll(name).stream().map(value -> encode(name) + "=" + encode(value)))
                .collect(Collectors.joining("&"));
        ObjectNode line = JSON.createObjectNode()
                .put("at", at.toString())
                .put("human", human)
                .put("method", request.method())
                .put("path", request.path())
                .put("query", query)
                .put("body", request.text());
        var headers = line.putObject("headers");
        HEADERS.forEach(name -> request.header(name).ifPresent(value -> headers.put(name, value)));
        return line.toString();
    }

    private static List<Recorded> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        var lines = Files.readAllLines(file);
        var recorded = new ArrayList<Recorded>();
        for (var i = 0; i < lines.size(); i++) {
            try {
                recorded.add(parse(JSON.readTree(lines.get(i))));
            } catch (JsonProcessingException e) {
                if (i < lines.size() - 1) {
                    throw new IOException("line " + (i + 1) + " is damaged", e);
                }
                // The process was killed while it wrote: nobody has heard an answer to this request.
                Files.write(file, lines.subList(0, i));
            }
        }
        return recorded;
    }

    private static Recorded parse(JsonNode line) {
        Map<String, List<String>> headers = new TreeMap<>();
        line.path("headers")
                .properties()
                .forEach(header ->
                        headers.put(header.getKey(), List.of(header.getValue().asText())));
        return new Recorded(
                Instant.parse(line.path("at").asText()),
                line.path("human").asBoolean(),
                new Request(
                        line.path("method").asText(),
                        line.path("path").asText(),
                        line.path("query").asText(),
                        new Headers(headers),
                        line.path("body").asText().getBytes(StandardCharsets.UTF_8)));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String name() {
        return face.name();
    }

    @Override
    public String operation(Request request) {
        return face.operation(request);
    }

    @Override
    public Response failure(int status) {
        return face.failure(status);
    }

    @Override
    public JsonNode truth(Request request) {
        return face.truth(request);
    }

    @Override
    public FaceDescription describe() {
        return face.describe();
    }

    @Override
    public synchronized void close() {
        face.close();
        try {
            journal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
