package org.tieout.runtime.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// The key that all stored secrets are encrypted with: a Tink AES256-GCM keyset, from the environment or from
/// a file that only its owner can read. Whoever loses it must connect every account again; back it up apart
/// from the data.
public final class MasterKey {

    /// Holds the keyset as Tink's JSON, where a file is not wanted.
    public static final String VARIABLE = "TIEOUT_MASTER_KEY";

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Aead cipher;

    private MasterKey(KeysetHandle keyset) throws GeneralSecurityException {
        this.cipher = keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    /// The key of a data directory: from `TIEOUT_MASTER_KEY` when that is set, else from `keys/master.json`,
    /// which is created on the first run.
    ///
    /// @throws SecretException if it cannot be read, or if others than its owner can read the file
    public static MasterKey open(Path dataDirectory) {
        return open(dataDirectory, System.getenv());
    }

    static MasterKey open(Path dataDirectory, Map<String, String> environment) {
        var variable = environment.get(VARIABLE);
        if (variable != null) {
            return parse(variable, "environment variable " + VARIABLE);
        }
        var file = dataDirectory.resolve("keys").resolve("master.json");
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            requireOwnerOnly(file);
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new SecretException("The master key " + file + " cannot be read or created: " + e.getMessage(), e);
        }
    }

    byte[] encrypt(Secret secret, String connection) throws GeneralSecurityException {
        return cipher.encrypt(
                secret.reveal(SecretAccess.forUse()).getBytes(StandardCharsets.UTF_8), associated(connection));
    }

    Secret decrypt(byte[] ciphertext, String connection) throws GeneralSecurityException {
        return Secret.of(new String(cipher.decrypt(ciphertext, associated(connection)), StandardCharsets.UTF_8));
    }

    /// Binds a ciphertext to its connection: moved to another one, it does not decrypt.
    private static byte[] associated(String connection) {
        return connection.getBytes(StandardCharsets.UTF_8);
    }

    /// Of two processes that start at once, one creates the file and both read it: a link appears whole, and
    /// only once.
    private static void create(Path file) throws IOException {
        var directory = file.toAbsolutePath().getParent();
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var draft =
                Files.createTempFile(directory, "master", ".draft", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            AeadConfig.register();
            var keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
            Files.writeString(draft, TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get()));
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            requireOwnerOnly(file);
        } catch (GeneralSecurityException e) {
            throw new SecretException("No master key could be made: " + e.getMessage(), e);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void requireOwnerOnly(Path file) throws IOException {
        var open = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        open.removeAll(OWNER_ONLY);
        if (!open.isEmpty()) {
            throw new SecretException(
                    "The master key " + file + " is open to others (" + open + "). Run: chmod 600 " + file);
        }
    }

    private static MasterKey parse(String keyset, String from) {
        try {
            AeadConfig.register();
            return new MasterKey(TinkJsonProtoKeysetFormat.parseKeyset(keyset, InsecureSecretKeyAccess.get()));
        } catch (GeneralSecurityException e) {
            throw new SecretException(
                    "The master key from " + from + " is not a Tink keyset in JSON. Restore it from your backup.", e);
        }
    }
}
