package org.tieout.platform;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the unpacked Apicurio Registry lies. The build unpacks it once; a distribution carries it beside its
/// jars.
final class RegistryDistribution {

    /// Names the directory outright; set, it is the only place looked at.
    static final String PROPERTY = "tieout.registry.dir";

    private static final String LAUNCHER = "quarkus-run.jar";
    private static final Path IN_SOURCE_TREE = Path.of("platform", "target", "registry");

    private RegistryDistribution() {}

    /// The jar that starts the registry. Looked for in this order: the directory the system property
    /// [#PROPERTY] names; `registry` beside our jars (jars in `<home>/lib`, registry in `<home>/registry`);
    /// `platform/target/registry` in a directory above our classes, then above the working directory, so that a
    /// source tree works from any of its modules.
    ///
    /// @throws PlatformException when it is in none of them; says where it was looked for and what to run
    static Path launcher() {
        List<Path> candidates = candidates(System.getProperty(PROPERTY), codeLocation(RegistryDistribution.class));
        return candidates.stream()
                .map(directory -> directory.resolve(LAUNCHER))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new PlatformException(notFound(candidates)));
    }

    /// The jar or class directory a class was loaded from.
    static Path codeLocation(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new PlatformException("Cannot tell where " + type.getName() + " was loaded from.");
        }
        try {
            return Path.of(source.getLocation().toURI()).toAbsolutePath().normalize();
        } catch (URISyntaxException e) {
            throw new PlatformException("Cannot tell where " + type.getName() + " was loaded from.", e);
        }
    }

    static List<Path> candidates(@Nullable String configured, Path codeLocation) {
        if (configured != null && !configured.isBlank()) {
            return List.of(Path.of(configured).toAbsolutePath().normalize());
        }
        List<Path> candidates = new ArrayList<>();
        Path lib = codeLocation.getParent();
        if (lib != null && lib.getParent() != null) {
            candidates.add(lib.getParent().resolve("registry"));
        }
        addSourceTrees(codeLocation, candidates);
        addSourceTrees(Path.of("").toAbsolutePath(), candidates);
        return List.copyOf(candidates);
    }

    private static void addSourceTrees(Path from, List<Path> candidates) {
        for (Path directory = from; directory != null; directory = directory.getParent()) {
            candidates.add(directory.resolve(IN_SOURCE_TREE));
        }
    }

    private static String notFound(List<Path> candidates) {
        StringBuilder message = new StringBuilder("The schema registry's program (")
                .append(LAUNCHER)
                .append(") was not found in\n");
        candidates.stream()
                .distinct()
                .forEach(path -> message.append("  ").append(path).append('\n'));
        return message.append("In a source tree, `mvn -pl platform process-resources` unpacks it there; else set -D")
                .append(PROPERTY)
                .append("=<directory of ")
                .append(LAUNCHER)
                .append(">.")
                .toString();
    }
}
