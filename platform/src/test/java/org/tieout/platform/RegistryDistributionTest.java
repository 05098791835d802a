package org.tieout.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryDistributionTest {

    private static final Path JAR = Path.of("/opt/product/lib/platform.jar");

    @TempDir
    private Path empty;

    @Test
    void thePropertyIsTheOnlyPlaceWhenItIsSet() {
        assertThat(RegistryDistribution.candidates("/srv/registry", JAR)).containsExactly(Path.of("/srv/registry"));
    }

    @Test
    void aDistributionCarriesItBesideItsJars() {
        assertThat(RegistryDistribution.candidates(null, JAR)).startsWith(Path.of("/opt/product/registry"));
    }

    @Test
    void aSourceTreeHoldsItWhereTheBuildUnpackedIt() {
        assertThat(RegistryDistribution.candidates(null, Path.of("/src/tieout/some-module/target/lib/platform.jar")))
                .contains(Path.of("/src/tieout/platform/target/registry"));
    }

    @Test
    void aMissingRegistryIsAnErrorThatSaysWhatToRun() {
        System.setProperty(RegistryDistribution.PROPERTY, empty.toString());
        try {
            assertThatThrownBy(RegistryDistribution::launcher)
                    .isInstanceOf(PlatformException.class)
                    .hasMessageContaining(empty.toString())
                    .hasMessageContaining("mvn -pl platform process-resources")
                    .hasMessageContaining("-Dtieout.registry.dir=");
        } finally {
            System.clearProperty(RegistryDistribution.PROPERTY);
        }
    }
}
