package org.tieout.cli.running;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.tieout.cli.CliException;
import org.tieout.cli.ExitCode;

/// Client settings of a cluster that asks who comes in, as Kafka's own tools read them: a properties file.
public final class KafkaProperties {

    private KafkaProperties() {}

    /// The settings of that file.
    ///
    /// @throws CliException if it cannot be read
    public static Map<String, String> read(Path file) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new CliException(
                    ExitCode.UNUSABLE,
                    "The Kafka client properties " + file + " cannot be read: " + e.getMessage(),
                    "Name a properties file with --kafka-properties FILE.",
                    e);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toUnmodifiableMap(name -> name, properties::getProperty));
    }
}
