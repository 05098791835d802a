package org.tieout.runtime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tieout.runtime.secret.Secret;

/// Where a secret is to be had when a configuration is applied. Configuration files never hold one
/// themselves.
public sealed interface SecretReference {

    /// In an environment variable.
    record Env(String variable) implements SecretReference {}

    /// In a file.
    record InFile(Path path) implements SecretReference {}

    /// Fetches it.
    ///
    /// @throws ConfigException if it is not there, naming `owner`
    default Secret resolve(String owner, Map<String, String> environment) {
        return switch (this) {
            case Env(var variable) -> {
                var value = environment.getOrDefault(variable, "").strip();
                if (value.isEmpty()) {
                    throw new ConfigException(List.of(
                            owner + ": environment variable " + variable + " is not set. Set it, then apply again."));
                }
                yield Secret.of(value);
            }
            case InFile(var path) -> {
                try {
                    var value = Files.readString(path).strip();
                    if (value.isEmpty()) {
                        throw new ConfigException(List.of(owner + ": " + path + " is empty. Put the secret in it."));
                    }
                    yield Secret.of(value);
                } catch (IOException e) {
                    throw new ConfigException(
                            List.of(owner + ": " + path + " cannot be read. Create it, readable by its owner only."),
                            e);
                }
            }
        };
    }
}
