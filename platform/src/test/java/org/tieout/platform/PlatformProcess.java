package org.tieout.platform;

import java.nio.file.Path;

/// Main class of a process that runs the platform, writes one record and one schema, says so, and waits to be
/// killed.
final class PlatformProcess {

    static final String READY = "ready, registry is process ";

    private PlatformProcess() {}

    public static void main(String[] args) throws Exception {
        try (EmbeddedPlatform platform = EmbeddedPlatform.start(Path.of(args[0]))) {
            Traffic.createTopic(platform.bootstrapServers(), "kept");
            Traffic.send(platform.bootstrapServers(), "kept", "one");
            Traffic.registerSchema(platform.ccompatUrl(), "kept-value");
            System.out.println(READY + platform.registryPid());
            Thread.currentThread().join();
        }
    }
}
