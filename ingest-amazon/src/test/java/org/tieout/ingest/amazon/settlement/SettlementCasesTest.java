package org.tieout.ingest.amazon.settlement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Each directory under `settlement/` is a claim: `input.txt` is a file in the shape of a real one,
/// `expected.tsv` what
/// is read from it. Read as a file, as a stream and compressed, it must come out the same.
class SettlementCasesTest {

    @TestFactory
    Stream<DynamicTest> everyCaseIsReadAsExpected() throws IOException, URISyntaxException {
        var root = Path.of(
                Objects.requireNonNull(getClass().getResource("/settlement")).toURI());
        List<Path> claims;
        try (var entries = Files.list(root)) {
            claims = entries.filter(Files::isDirectory).sorted().toList();
        }
        return claims.stream()
                .map(claim -> DynamicTest.dynamicTest(claim.getFileName().toString(), () -> check(claim)));
    }

    private static void check(Path claim) throws IOException {
        var input = claim.resolve("input.txt");
        var expected = Files.readString(claim.resolve("expected.tsv"), UTF_8);

        var fromFile = new Transcript();
        SettlementFile.read(input, Optional.empty(), fromFile);
        assertThat(fromFile.text()).isEqualTo(expected);

        var fromStream = new Transcript();
        try (var in = Files.newInputStream(input)) {
            SettlementFile.read(in, "stream", Optional.empty(), fromStream);
        }
        assertThat(fromStream.text()).isEqualTo(expected);

        var fromGzip = new Transcript();
        SettlementFile.read(
                new ByteArrayInputStream(gzip(Files.readAllBytes(input))), "gzip", Optional.empty(), fromGzip);
        assertThat(fromGzip.text()).isEqualTo(expected);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }
}
