package org.tieout.schemas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.SchemaParseException;

/// The schemas as they were released: `src/test/resources/released/<version>/<topic>.avsc`. A file there is never
/// edited
/// once its version is out; records of that version lie in somebody's log.
final class ReleasedSchemas {

    /// Where the files are, seen from the module.
    static final Path DIRECTORY = Path.of("src", "test", "resources", "released");

    private ReleasedSchemas() {}

    /// Every released version, oldest name first.
    static List<String> versions() throws IOException {
        try (var directories = Files.list(DIRECTORY)) {
            return directories
                    .filter(Files::isDirectory)
                    .map(directory -> directory.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /// The file of a topic in a version.
    static Path file(String version, String topic) {
        return DIRECTORY.resolve(version).resolve(topic + ".avsc");
    }

    /// The schema of a topic in a version.
    static Schema read(Path file) throws IOException {
        try {
            return new Schema.Parser().parse(Files.readString(file));
        } catch (SchemaParseException e) {
            throw new IOException(file + " holds no Avro schema", e);
        }
    }

    /// Writes every topic's schema of this build under that version.
    static void write(String version) throws IOException {
        for (var topic : Topics.all()) {
            var file = file(version, topic.name());
            Files.createDirectories(file.getParent());
            Files.writeString(file, SchemaFormatter.format("json/pretty", topic.value()) + "\n");
        }
    }
}
