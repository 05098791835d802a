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
/// under a clock that stands at those instants, and then lets the clock run on. So is each move of the world's time,
/// with which people at the company do what they do. That is the whole of it: no
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
    private static final List<String> HEADERS = List.of(
            "Authorization",
            "Content-Type",
            "Accept",
            "If-Match",
            "If-None-Match",
            "Prefer",
            "Isolation",
            "MSCRM.SuppressDuplicateDetection");

    /// Stands for the simulator's address in recorded bodies, such as the scope of a token or the whole URLs of an
    /// OData `$batch`: at the next start the simulator listens at another port.
    private static final String ADDRESS = "{simulator}";

    private static final String ENCODED_ADDRESS = "{simulator-encoded}";

    private final F face;
    private final ReplayTime time;
    private final SimulatorClock clock;
    private final String address;
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

    private sealed interface Recorded {
        Instant at();

        /// A request that took effect, and how it was answered.
        record Asked(Instant at, boolean human, Request request, int status) implements Recorded {}

        /// The world's time from here on; the first of a record is the one it was founded at.
        record World(Instant at, Instant now) implements Recorded {}
    }

    private RecordedFace(F face, ReplayTime time, SimulatorClock clock, String address, BufferedWriter journal) {
        this.face = face;
        this.time = time;
        this.clock = clock;
        this.address = address;
        this.journal = journal;
    }

    /// Opens the company recorded in that file, or founds a new one.
    ///
    /// @param found builds the face
    /// @throws CliException if the file cannot be read or written
    static <F extends Face> RecordedFace<F> open(Kernel kernel, Function<Kernel, F> found, Path file) {
        try {
            var address = kernel.address().toString();
            var recorded = read(file, address);
            var start = recorded.isEmpty() ? Instant.now() : recorded.getFirst().at();
            var founded = recorded.stream()
                    .filter(Recorded.World.class::isInstance)
                    .map(first -> ((Recorded.World) first).now())
                    .findFirst()
                    .orElse(kernel.clock().worldNow());
            var time = new ReplayTime(start);
            var clock = new SimulatorClock(start, founded, 0, time::nanos);
            var face = found.apply(new Kernel(kernel.seed(), clock, kernel.address()));
            for (var each : recorded) {
                replay(each, face, time, clock);
            }
            var journal = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            var opened = new RecordedFace<>(face, time, clock, address, journal);
            if (recorded.isEmpty()) {
                opened.record(world(start, founded));
            }
            time.run();
            // The world may have moved on after the last of what was recorded.
            opened.worldAdvanced(kernel.clock().worldNow());
            return opened;
        } catch (IOException e) {
            throw CliException.unusable(
                    "The simulated company's record " + file + " cannot be used: " + e.getMessage(),
                    "Start a fresh demo on another directory with --data DIR.");
        }
    }

    private static void replay(Recorded recorded, Face face, ReplayTime time, SimulatorClock clock) throws IOException {
        time.standAt(recorded.at());
        switch (recorded) {
            case Recorded.Asked asked -> repeat(asked, face);
            case Recorded.World world -> move(face, clock, world.now());
        }
    }

    /// @throws IOException if it is not answered as it was: the company would not be the same
    private static void repeat(Recorded.Asked asked, Face face) throws IOException {
        var request = asked.request();
        var answer = asked.human() ? face.control(request) : face.handle(request);
        if (answer.status() != asked.status()) {
            throw new IOException(request.method() + " " + request.path() + " of " + asked.at() + " is answered with "
                    + answer.status() + " now, and was with " + asked.status());
        }
    }

    private static void move(Face face, SimulatorClock clock, Instant now) {
        clock.advanceWorld(Duration.between(clock.worldNow(), now));
        face.worldAdvanced(now);
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
            record(write(at, human, request, answer.status()));
        }
        return answer;
    }

    @Override
    public synchronized void worldAdvanced(Instant now) {
        if (now.isAfter(clock.worldNow())) {
            var at = time.now();
            move(face, clock, now);
            record(world(at, now));
        }
    }

    private void record(String line) {
        try {
            journal.write(line);
            journal.newLine();
            journal.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the simulated company cannot be recorded", e);
        }
    }

    private static String world(Instant at, Instant now) {
        return JSON.createObjectNode()
                .put("at", at.toString())
                .put("world", now.toString())
                .toString();
    }

    private String anywhere(String body) {
        return body.replace(address, ADDRESS).replace(encode(address), ENCODED_ADDRESS);
    }

    private static String here(String body, String address) {
        return body.replace(ADDRESS, address).replace(ENCODED_ADDRESS, encode(address));
    }

    private String write(Instant at, boolean human, Request request, int status) {
        var query = request.queryNames().stream()
                .flatMap(name -> request.queryAll(name).stream().map(value -> encode(name) + "=" + encode(value)))
                .collect(Collectors.joining("&"));
        ObjectNode line = JSON.createObjectNode()
                .put("at", at.toString())
                .put("human", human)
                .put("method", request.method())
                .put("path", request.path())
                .put("query", query)
                .put("body", anywhere(request.text()))
                .put("status", status);
        var headers = line.putObject("headers");
        HEADERS.forEach(name -> request.header(name).ifPresent(value -> headers.put(name, value)));
        return line.toString();
    }

    private static List<Recorded> read(Path file, String address) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        var lines = Files.readAllLines(file);
        var recorded = new ArrayList<Recorded>();
        for (var i = 0; i < lines.size(); i++) {
            try {
                recorded.add(parse(JSON.readTree(lines.get(i)), address));
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

    private static Recorded parse(JsonNode line, String address) throws IOException {
        var at = Instant.parse(line.path("at").asText());
        if (line.has("world")) {
            return new Recorded.World(at, Instant.parse(line.path("world").asText()));
        }
        if (!line.has("status")) {
            throw new IOException("it was written by an earlier version");
        }
        Map<String, List<String>> headers = new TreeMap<>();
        line.path("headers")
                .properties()
                .forEach(header ->
                        headers.put(header.getKey(), List.of(header.getValue().asText())));
        return new Recorded.Asked(
                at,
                line.path("human").asBoolean(),
                new Request(
                        line.path("method").asText(),
                        line.path("path").asText(),
                        line.path("query").asText(),
                        new Headers(headers),
                        here(line.path("body").asText(), address).getBytes(StandardCharsets.UTF_8)),
                line.path("status").asInt());
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
