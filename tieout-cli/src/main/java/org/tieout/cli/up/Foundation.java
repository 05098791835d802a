package org.tieout.cli.up;

import org.tieout.cli.DataDirectory;
import org.tieout.platform.EmbeddedPlatform;
import org.tieout.runtime.kafka.KafkaSettings;
import org.tieout.runtime.kafka.TopicAdmin;
import org.tieout.runtime.kafka.TopicSizing;

/// Broker and registry with every topic in place: embedded, or a cluster that somebody else runs. Whatever
/// stands on it does not see the difference. Thread-safe.
public final class Foundation implements AutoCloseable {

    private final KafkaSettings kafka;
    private final AutoCloseableQuietly owned;

    private Foundation(KafkaSettings kafka, AutoCloseableQuietly owned) {
        this.kafka = kafka;
        this.owned = owned;
    }

    @FunctionalInterface
    private interface AutoCloseableQuietly {
        void close();
    }

    /// Starts broker and registry on that directory.
    ///
    /// @throws org.tieout.platform.PlatformException if the directory is in use or one of the two does not start
    public static Foundation embedded(DataDirectory data) {
        var platform = EmbeddedPlatform.start(data.root());
        try {
            var kafka = KafkaSettings.of(platform.bootstrapServers(), platform.registryUrl());
            TopicAdmin.ensure(kafka, TopicSizing.EMBEDDED);
            return new Foundation(kafka, platform::close);
        } catch (RuntimeException e) {
            platform.close();
            throw e;
        }
    }

    /// Makes a cluster ready. It keeps running when this is closed.
    ///
    /// @throws org.tieout.runtime.kafka.KafkaException if it cannot be reached or would lose records
    public static Foundation cluster(KafkaSettings kafka, TopicSizing sizing) {
        TopicAdmin.ensure(kafka, sizing);
        return new Foundation(kafka, () -> {});
    }

    /// How to reach it.
    public KafkaSettings kafka() {
        return kafka;
    }

    /// Stops what was started here. Close clients first.
    @Override
    public void close() {
        owned.close();
    }
}
