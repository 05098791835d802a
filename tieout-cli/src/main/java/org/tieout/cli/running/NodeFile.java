package org.tieout.cli.running;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tieout.cli.CliException;
import org.tieout.cli.DataDirectory;
import org.tieout.cli.ExitCode;

/// One process that runs services on a data directory, as it announces itself in `running/<pid>.json`. A file whose
/// process is gone counts as absent.
///
/// @param bootstrapServers the cluster it works on
/// @param registryUrl the registry it works with
/// @param kafkaProperties file with further client settings, where the cluster needs some
/// @param healthUrl where it serves its health and metrics
/// @param services what it runs
/// @param pid its process id
/// @param startedAt when its services were started
public record NodeFile(
        String bootstrapServers,
        String registryUrl,
        Optional<Path> kafkaProperties,
        String healthUrl,
        List<String> services,
        long pid,
        Instant startedAt) {

    private static final JsonMapper JSON = new JsonMapper();

    /// Room for a clock that was corrected after the file was written.
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

    public NodeFile {
        services = List.copyOf(services);
    }

    /// The processes that live, in the order they were started.
    ///
    /// @throws CliException if a file cannot be read
    public static List<NodeFile> readAll(DataDirectory data) {
        var directory = directory(data);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        var nodes = new ArrayList<NodeFile>();
        try (var files = Files.newDirectoryStream(directory, "*.json")) {
            for (var file : files) {
                read(file).filter(NodeFile::isAlive).ifPresent(nodes::add);
            }
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.UNUSABLE, directory + " cannot be read: " + e.getMessage(), "Check its permissions.", e);
        }
        nodes.sort((a, b) -> a.startedAt().compareTo(b.startedAt()));
        return nodes;
    }

    /// Announces this process; readers see the whole file or none.
    public void write(DataDirectory data) throws IOException {
        var directory = Files.createDirectories(directory(data));
        var json = JSON.createObjectNode()
                .put("bootstrapServers", bootstrapServers)
                .put("registryUrl", registryUrl)
                .put("healthUrl", healthUrl)
                .put("pid", pid)
                .put("startedAt", startedAt.toString());
        kafkaProperties.ifPresent(file -> json.put("kafkaProperties", file.toString()));
        services.forEach(json.putArray("services")::add);
        var draft = directory.resolve(pid + ".draft");
        Files.writeString(draft, json.toPrettyString() + "\n");
        Files.move(
                draft,
                directory.resolve(pid + ".json"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /// Takes the announcement back.
    public void remove(DataDirectory data) throws IOException {
        Files.deleteIfExists(directory(data).resolve(pid + ".json"));
    }

    private static Path directory(DataDirectory data) {
        return data.root().resolve("running");
    }

    private static Optional<NodeFile> read(Path file) throws IOException {
        try {
            return Optional.of(parse(JSON.readTree(Files.readString(file))));
        } catch (NoSuchFileException endedMeanwhile) {
            return Optional.empty();
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new CliException(
                    ExitCode.UNUSABLE,
                    file + " cannot be read: " + e.getMessage(),
                    "Remove it if no such process runs.",
                    e);
        }
    }

    private static NodeFile parse(JsonNode json) {
        var services = new ArrayList<String>();
        json.path("services").forEach(service -> services.add(service.asText()));
        return new NodeFile(
                json.required("bootstrapServers").asText(),
                json.required("registryUrl").asText(),
                Optional.ofNullable(json.get("kafkaProperties"))
                        .map(JsonNode::asText)
                        .map(Path::of),
                json.required("healthUrl").asText(),
                services,
                json.required("pid").asLong(),
                Instant.parse(json.required("startedAt").asText()));
    }

    /// A process id that was given out again belongs to a process that started after the file was written.
    private boolean isAlive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .startInstant()
                        .map(started -> !started.isAfter(startedAt.plus(CLOCK_TOLERANCE)))
                        .orElse(true))
                .isPresent();
    }
}
