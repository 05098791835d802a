package org.tieout.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Part of making a release: freezes the schemas of this build as those of a version.
///
/// ```
/// mvn -pl schemas test -Dtest=ReleaseSchemas -Dschemas.release=0.2.0
/// ```
///
/// Run it once for a version, when it is made, and commit the files; [CompatibilityTest] then holds every
/// later build
/// to
/// them. It is no part of the ordinary test run, and does nothing without the version.
class ReleaseSchemas {

    @Test
    @EnabledIfSystemProperty(named = "schemas.release", matches = "\\d+\\.\\d+\\.\\d+")
    void freezesTheSchemasOfThisBuild() throws IOException {
        var version = System.getProperty("schemas.release", "");

        ReleasedSchemas.write(version);

        assertThat(ReleasedSchemas.versions()).contains(version);
    }
}
