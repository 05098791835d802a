package org.tieout.runtime.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The key, and what it encrypts.
class MasterKeyTest {

    private static final Secret SECRET = Secret.of("hidden-value");

    @TempDir
    private Path data;

    @Test
    void theFirstRunCreatesAKeyThatOnlyItsOwnerCanRead() throws IOException {
        open();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(file().getParent()).isDirectoryContaining("glob:**/master.json");
    }

    @Test
    void aKeyFileThatOthersCanReadIsRefused() throws IOException {
        open();
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(this::open).isInstanceOf(SecretException.class).hasMessageContaining("chmod 600");
    }

    @Test
    void whatOneRunEncryptsTheNextCanRead() throws GeneralSecurityException {
        var ciphertext = open().encrypt(SECRET, "books");

        assertThat(open().decrypt(ciphertext, "books")).isEqualTo(SECRET);
        assertThat(new String(ciphertext, StandardCharsets.ISO_8859_1)).doesNotContain("hidden-value");
    }

    @Test
    void aCiphertextMovedToAnotherConnectionCannotBeRead() throws GeneralSecurityException {
        var ciphertext = open().encrypt(SECRET, "books");

        assertThatThrownBy(() -> open().decrypt(ciphertext, "other-books"))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void aKeyFromTheEnvironmentNeedsNoFile() throws IOException, GeneralSecurityException {
        var ciphertext = open().encrypt(SECRET, "books");
        var environment = Map.of(MasterKey.VARIABLE, Files.readString(file()));

        var key = MasterKey.open(data.resolve("elsewhere"), environment);

        assertThat(key.decrypt(ciphertext, "books")).isEqualTo(SECRET);
        assertThat(data.resolve("elsewhere")).doesNotExist();
    }

    @Test
    void aSecretNeverPrints() {
        assertThat(SECRET + " " + String.format("%s", SECRET) + " " + java.util.List.of(SECRET) + SECRET.hashCode())
                .doesNotContain("hidden")
                .contains("****");
        assertThat(SECRET.hashCode()).isEqualTo(Secret.of("another").hashCode());
        assertThat(SECRET).isNotEqualTo(Secret.of("another")).isNotInstanceOf(java.io.Serializable.class);
    }

    private MasterKey open() {
        return MasterKey.open(data, Map.of());
    }

    private Path file() {
        return data.resolve("keys").resolve("master.json");
    }
}
