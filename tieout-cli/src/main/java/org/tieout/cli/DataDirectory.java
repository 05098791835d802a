package org.tieout.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A directory that holds everything of one installation, and through which `status` and `audit` find what runs.
///
/// ```
/// config/         tieout.yaml, mappings, secrets: a person's files
/// keys/           the master key of stored secrets; back it up apart from the rest
/// kafka/          the embedded broker's logs
/// registry/       the embedded registry's database
/// state/          what services can rebuild from topics
/// logs/           tieout.log
/// platform.json   where the embedded broker and registry listen while they run
/// system.json     what runs on this directory, and where its health is served
/// ```
///
/// @param root the directory
public record DataDirectory(Path root) {

    /// Where `up`, `apply`, `status` and `audit` look unless told otherwise.
    public static final String DEFAULT = ".tieout/data";

    public DataDirectory {
        root = root.toAbsolutePath().normalize();
    }

    /// A person's files, unless `--config` names another place.
    public Path config() {
        return root.resolve("config");
    }

    /// Log files.
    public Path logs() {
        return root.resolve("logs");
    }

    /// What services keep and can rebuild.
    public Path state() {
        return root.resolve("state");
    }

    /// Creates the directory.
    ///
    /// @throws CliException if that is not possible
    public DataDirectory create() {
        try {
            Files.createDirectories(root);
            return this;
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.UNUSABLE,
                    "The data directory " + root + " cannot be created: " + e.getMessage(),
                    "Name a directory you can write to with --data DIR.",
                    e);
        }
    }
}
