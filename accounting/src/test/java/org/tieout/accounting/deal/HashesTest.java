package org.tieout.accounting.deal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashesTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "0A00", "Käse, 5 €", "東京 \uD83C\uDF75"})
    void aTextsHashIsThatOfItsBytesInUtf8(String text) throws NoSuchAlgorithmException {
        assertThat(Hashes.of(text))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8))));
    }
}
