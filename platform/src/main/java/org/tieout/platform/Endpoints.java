package org.tieout.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How to reach the platform that runs on a data directory. A running [EmbeddedPlatform] keeps this in
/// `platform.json` there, so that `status`, `audit` and anybody else can find it.
///
/// @param bootstrapServers `host:port` of the broker
/// @param registryUrl base URL of the registry's own API (…/apis/registry/v3)
/// @param ccompatUrl base URL of its Confluent-compatible API (…/apis/ccompat/v7)
/// @param pid process that runs the platform
/// @param startedAt when the platform was up
public record Endpoints(String bootstrapServers, String registryUrl, String ccompatUrl, long pid, Instant startedAt) {

    private static final String FILE_NAME = "platform.json";
    private static final JsonMapper JSON = new JsonMapper();

    /// Room for a clock that was corrected after the file was written.
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

    /// What runs on that data directory now; empty when nothing does, also when the file was left by a process
    /// that was killed.
    ///
    /// @throws PlatformException when the file is there and cannot be read
    public static Optional<Endpoints> read(Path dataDirectory) {
        Path file = dataDirectory.resolve(FILE_NAME);
        try {
            return Optional.of(parse(Files.readString(file))).filter(Endpoints::isAlive);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw new PlatformException(
                    file + " cannot be read: " + e.getMessage() + ". Remove it if no platform runs on this directory.",
                    e);
        }
    }

    static Endpoints parse(String text) throws JsonProcessingException {
        JsonNode json = JSON.readTree(text);
        return new Endpoints(
                required(json, "bootstrapServers").asText(),
                required(json, "registryUrl").asText(),
                required(json, "ccompatUrl").asText(),
                required(json, "pid").asLong(),
                Instant.parse(required(json, "startedAt").asText()));
    }

    private static JsonNode required(JsonNode json, String name) {
        JsonNode value = json.get(name);
        if (value == null) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return value;
    }

    /// Whether the process still lives and is the one meant: a process id that was given out again started
    /// after the file was written.
    private boolean isAlive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .startInstant()
                        .map(started -> !started.isAfter(startedAt.plus(CLOCK_TOLERANCE)))
                        .orElse(true))
                .isPresent();
    }

    /// Readers see the whole file or none.
    void write(Path dataDirectory) throws IOException {
        Path file = dataDirectory.resolve(FILE_NAME);
        Path draft = dataDirectory.resolve(FILE_NAME + ".draft");
        String text = JSON.createObjectNode()
                .put("bootstrapServers", bootstrapServers)
                .put("registryUrl", registryUrl)
                .put("ccompatUrl", ccompatUrl)
                .put("pid", pid)
                .put("startedAt", startedAt.toString())
                .toPrettyString();
        Files.writeString(draft, text + "\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static void remove(Path dataDirectory) throws IOException {
        Files.deleteIfExists(dataDirectory.resolve(FILE_NAME));
    }
}
