package org.tieout.runtime.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/// The version of this build.
public final class Version {

    private static final String CURRENT = read();

    private Version() {}

    /// For example `0.1.0`.
    public static String current() {
        return CURRENT;
    }

    private static String read() {
        var properties = new Properties();
        try (var resource = Version.class.getResourceAsStream("/tieout-version.properties")) {
            if (resource == null) {
                throw new IllegalStateException("tieout-version.properties is not on the class path");
            }
            properties.load(resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
