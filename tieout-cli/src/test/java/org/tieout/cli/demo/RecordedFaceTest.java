package org.tieout.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tieout.cli.CliException;
import org.tieout.simulator.clock.SimulatorClock;
import org.tieout.simulator.dataverse.DataverseFace;
import org.tieout.simulator.dataverse.DataverseOptions;
import org.tieout.simulator.http.Headers;
import org.tieout.simulator.http.Kernel;
import org.tieout.simulator.http.Request;
import org.tieout.simulator.http.Response;
import org.tieout.simulator.qbo.QboFace;
import org.tieout.simulator.qbo.QboOptions;
import org.tieout.simulator.qbo.company.Document;
import org.tieout.simulator.qbo.schema.EntityType;

final class RecordedFaceTest {

    private static final Instant FOUNDED = Instant.parse("2026-10-15T12:00:00Z");
    private static final String REALM = "9130355000000001";

    @TempDir
    Path directory;

    @Test
    void aCompanyOpenedAgainHasTheSameObjectsUnderTheSameIdsAndTheSameTokens() {
        String token;
        List<Document> customers;
        try (var books = open()) {
            token = accessToken(books);
            assertThat(create(books, token, "Amazon customers").status()).isEqualTo(200);
            assertThat(create(books, token, "Second customer").status()).isEqualTo(200);
            customers = books.face().company().documents(EntityType.CUSTOMER);
        }

        try (var again = open()) {
            assertThat(again.face().company().documents(EntityType.CUSTOMER))
                    .usingRecursiveComparison()
                    .isEqualTo(customers);
            assertThat(create(again, token, "Third customer").status())
                    .as("the old access token is still good")
                    .isEqualTo(200);
            assertThat(again.face().company().documents(EntityType.CUSTOMER)).hasSize(3);
        }
    }

    @Test
    void aRepeatedRequestIdIsRecognisedAfterARestart() {
        String token;
        try (var books = open()) {
            token = accessToken(books);
            create(books, token, "Amazon customers", "requestid=r-1");
        }

        try (var again = open()) {
            assertThat(create(again, token, "Amazon customers", "requestid=r-1").status())
                    .isEqualTo(200);
            assertThat(again.face().company().documents(EntityType.CUSTOMER)).hasSize(1);
        }
    }

    @Test
    void aHalfWrittenLastLineIsARequestNobodyHeardAnAnswerTo() throws IOException {
        try (var books = open()) {
            create(books, accessToken(books), "Amazon customers");
        }
        Files.writeString(file(), "{\"at\":\"2026-11-2", StandardOpenOption.APPEND);

        try (var again = open()) {
            assertThat(again.face().company().documents(EntityType.CUSTOMER)).hasSize(1);
        }
        assertThat(Files.readAllLines(file())).as("founded, token, customer").hasSize(3);
    }

    @Test
    void whatIsRefusedAtTheDoorIsNotRecorded() throws IOException {
        try (var books = open()) {
            assertThat(create(books, "no-token", "Amazon customers").status()).isEqualTo(401);
        }

        assertThat(Files.readAllLines(file())).as("founded, and no more").hasSize(1);
    }

    @Test
    void whatPeopleDidAsTheWorldWentOnIsTheSameAfterARestart() {
        JsonNode before;
        try (var crm = openCrm(FOUNDED)) {
            crm.worldAdvanced(FOUNDED.plus(Duration.ofDays(1)));
            before = deals(crm);
            assertThat(before.toString()).contains("\"Won\"");
        }

        var later = FOUNDED.plus(Duration.ofDays(1));
        try (var again = openCrm(later)) {
            assertThat(deals(again)).isEqualTo(before);
            again.worldAdvanced(later.plus(Duration.ofDays(1)));
            assertThat(deals(again)).as("and goes on from there").isNotEqualTo(before);
        }
    }

    @Test
    void requestsThatNameTheSimulatorsAddressTakeEffectAtItsNextOne() {
        JsonNode before;
        try (var crm = openCrm(FOUNDED, "http://127.0.0.1:1001")) {
            var token = crmToken(crm);
            assertThat(batch(crm, token).status()).isEqualTo(200);
            before = customers(crm);
            assertThat(before.toString()).contains("Made in a batch");
        }

        try (var again = openCrm(FOUNDED, "http://127.0.0.1:2002")) {
            assertThat(customers(again)).isEqualTo(before);
        }
    }

    @Test
    void aRecordThatIsAnsweredDifferentlyIsNotTakenUp() throws IOException {
        try (var books = open()) {
            create(books, accessToken(books), "Amazon customers");
        }
        Files.writeString(file(), Files.readString(file()).replace("Amazon customers", ""));

        assertThatThrownBy(this::open)
                .isInstanceOf(CliException.class)
                .hasMessageContainingAll("POST /v3/company/" + REALM + "/customer", "400 now", "with 200");
    }

    @Test
    void aRecordOfAnEarlierVersionIsNamedAsSuch() throws IOException {
        try (var books = open()) {
            create(books, accessToken(books), "Amazon customers");
        }
        Files.writeString(file(), Files.readString(file()).replace("\"status\":200,", ""));

        assertThatThrownBy(this::open)
                .isInstanceOf(CliException.class)
                .hasMessageContaining("it was written by an earlier version");
    }

    private static JsonNode customers(RecordedFace<DataverseFace> crm) {
        return crm.truth(new Request("GET", "/", "", new Headers(Map.of()), new byte[0]))
                .path("customers");
    }

    private static String crmToken(RecordedFace<DataverseFace> crm) {
        var face = crm.describe();
        var answer = crm.handle(new Request(
                "POST",
                URI.create(face.tokenUrl()).getPath().substring("/dataverse".length()),
                "",
                new Headers(Map.of("Content-Type", List.of("application/x-www-form-urlencoded"))),
                ("grant_type=client_credentials&client_id=" + face.clientId() + "&client_secret=" + face.clientSecret()
                                + "&scope=" + URLEncoder.encode(organization(crm) + "/.default", UTF_8))
                        .getBytes(UTF_8)));
        return textOf(answer, "access_token");
    }

    private static String organization(RecordedFace<DataverseFace> crm) {
        return Objects.requireNonNull(crm.describe().ids().get("organizationUrl"))
                .getFirst();
    }

    private static Response batch(RecordedFace<DataverseFace> crm, String token) {
        var root = URI.create(organization(crm) + "/api/data/v9.2/");
        var body = """
                --batch_1
                Content-Type: multipart/mixed; boundary=changeset_1

                --changeset_1
                Content-Type: application/http
                Content-Transfer-Encoding: binary
                Content-ID: 1

                POST %saccounts HTTP/1.1
                Content-Type: application/json

                {"name":"Made in a batch"}
                --changeset_1--

                --batch_1--
                """.formatted(root);
        return crm.handle(new Request(
                "POST",
                root.getPath().substring("/dataverse".length()) + "$batch",
                "",
                new Headers(Map.of(
                        "Authorization", List.of("Bearer " + token),
                        "Content-Type", List.of("multipart/mixed; boundary=batch_1"),
                        "Accept", List.of("application/json"))),
                body.replace("\n", "\r\n").getBytes(UTF_8)));
    }

    private static JsonNode deals(RecordedFace<DataverseFace> crm) {
        return crm.truth(new Request("GET", "/", "", new Headers(Map.of()), new byte[0]))
                .path("deals");
    }

    private RecordedFace<DataverseFace> openCrm(Instant world) {
        return openCrm(world, "http://127.0.0.1:1");
    }

    private RecordedFace<DataverseFace> openCrm(Instant world, String address) {
        return RecordedFace.open(
                new Kernel(7, new SimulatorClock(world, 0), URI.create(address)),
                made -> new DataverseFace(made, DataverseOptions.defaults().withWebhooks(false, 1_000)),
                directory.resolve("crm.jsonl"));
    }

    private RecordedFace<QboFace> open() {
        var clock = new SimulatorClock(Instant.parse("2026-10-15T12:00:00Z"), 0);
        return RecordedFace.open(
                new Kernel(7, clock, URI.create("http://127.0.0.1:1")),
                made -> new QboFace(made, QboOptions.defaults()),
                file());
    }

    private Path file() {
        return directory.resolve("books.jsonl");
    }

    private static String accessToken(RecordedFace<QboFace> books) {
        var face = books.describe();
        var basic = Base64.getEncoder().encodeToString((face.clientId() + ":" + face.clientSecret()).getBytes(UTF_8));
        var answer = books.handle(new Request(
                "POST",
                "/oauth2/v1/tokens/bearer",
                "",
                new Headers(Map.of(
                        "Authorization", List.of("Basic " + basic),
                        "Content-Type", List.of("application/x-www-form-urlencoded"),
                        "Accept", List.of("application/json"))),
                ("grant_type=refresh_token&refresh_token=" + face.refreshToken()).getBytes(UTF_8)));
        return textOf(answer, "access_token");
    }

    private static String textOf(Response answer, String field) {
        try {
            return new JsonMapper().readTree(answer.body()).required(field).asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Response create(RecordedFace<QboFace> books, String token, String name) {
        return create(books, token, name, "minorversion=75");
    }

    private static Response create(RecordedFace<QboFace> books, String token, String name, String query) {
        return books.handle(new Request(
                "POST",
                "/v3/company/" + REALM + "/customer",
                query,
                new Headers(Map.of(
                        "Authorization", List.of("Bearer " + token),
                        "Content-Type", List.of("application/json"),
                        "Accept", List.of("application/json"))),
                ("{\"DisplayName\":\"" + name + "\"}").getBytes(UTF_8)));
    }
}
