package org.tieout.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tieout.runtime.secret.Secret;

/// What a person may write under `alerts:` of tieout.yaml, and what they are told when it is wrong.
class AlertChannelsTest {

    private static final String GOOD = """
            environment: development
            connections:
              - name: amazon-us
                vendor: amazon
                region: NA
                seller-id: SIMSELLER1
                client-id: sim-client
                secrets: {client-secret: {env: C}, refresh-token: {env: D}}
              - name: books
                vendor: qbo
                realm-id: "9130355000000001"
                client-id: sim-client
                secrets: {client-secret: {env: A}, refresh-token: {env: B}}
            flows:
              - name: us-books
                source: amazon-us
                target: books
            alerts:
              - name: ops
                kind: webhook
                flows: [us-books]
                kinds: [refused, paused]
                events: [raised, changed]
                remind-after: 24h
                per-hour: 5
                secrets:
                  url: {env: OPS_URL}
                  signing-key: {file: secrets/ops.key}
              - name: bookkeeper
                kind: e-mail
                host: smtp.example.com
                user: tieout
                from: tieout@example.com
                to: [books@example.com, owner@example.com]
                secrets:
                  password: {file: secrets/mail.password}
            """;

    @TempDir
    private Path directory;

    @Test
    void aGoodFileIsReadWhole() throws IOException {
        var configuration = read(GOOD);

        var ops = configuration.connection("ops").orElseThrow();
        assertThat(ops.vendor()).isEqualTo(Connection.WEBHOOK);
        assertThat(ops.list("kinds")).containsExactly("refused", "paused");
        assertThat(ops.setting("remind-after")).contains("24h");
        assertThat(ops.has("signing-key")).isTrue();
        assertThat(configuration.secrets().get("ops")).containsOnlyKeys("url", "signing-key");
        var bookkeeper = configuration.connection("bookkeeper").orElseThrow();
        assertThat(bookkeeper.vendor()).isEqualTo(Connection.E_MAIL);
        assertThat(bookkeeper.list("to")).containsExactly("books@example.com", "owner@example.com");
    }

    @Test
    void aSigningKeyMayBeLeftOut() throws IOException {
        var ops = read(GOOD.replace("      signing-key: {file: secrets/ops.key}\n", ""))
                .connection("ops")
                .orElseThrow();

        assertThat(ops.has("signing-key")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "flows: [us-books]~flows: [us-bocks]~alerts[ops].flows: names no flow: us-bocks. Did you mean us-books?",
                "events: [raised, changed]~events: [rased]~alerts[ops].events: \"rased\" is none of changed, ended, raised",
                "remind-after: 24h~remind-after: daily~alerts[ops].remind-after: \"daily\" is no duration",
                "per-hour: 5~per-hour: 0~alerts[ops].per-hour: \"0\" is no number from 1 to 1000",
                "kind: webhook~kind: webhoock~\"webhoock\" is none of e-mail, webhook. Did you mean webhook?",
                "url: {env: OPS_URL}~url: https://chat.example/token~secrets.url: must be {env: VARIABLE}",
                "host: smtp.example.com~ports: 25~alerts[bookkeeper].ports: is not a key known here",
                "host: smtp.example.com~port: 25~alerts[bookkeeper].host: is missing",
                "user: tieout~port: 25~user and secrets.password belong together",
                "user: tieout~security: none~none sends alerts and password in the clear",
                "from: tieout@example.com~from: tieout~alerts[bookkeeper].from: \"tieout\" is no mail address",
                "name: bookkeeper~name: books~the name books is given twice"
            })
    void whatIsWrongIsNamedWithItsPlace(String good, String bad, String problem) throws IOException {
        assertThat(problems(GOOD.replace(good, bad)))
                .anySatisfy(found -> assertThat(found).contains(problem));
    }

    @Test
    void mailWithoutEncryptionIsForThisMachineOnly() throws IOException {
        var local = read(GOOD.replace("host: smtp.example.com", "host: 127.0.0.1\n    security: none"));

        assertThat(local.connection("bookkeeper").orElseThrow().setting("security"))
                .contains("none");
    }

    @ParameterizedTest
    @CsvSource({
        "https://chat.example/hidden, false, true",
        "http://127.0.0.1:8080/hidden, true, true",
        "http://localhost/hidden, true, true",
        "http://127.0.0.1:8080/hidden, false, false",
        "http://chat.example/hidden, true, false",
        "https://user:hidden@chat.example/, true, false",
        "hidden, true, false"
    })
    void onlyHttpsIsCalledAndThisMachineInDevelopment(String address, boolean development, boolean allowed) {
        var problem = WebhookAddress.problem(Secret.of(address), development);

        assertThat(problem.isEmpty()).isEqualTo(allowed);
        assertThat(problem.orElse("")).doesNotContain("hidden");
    }

    private List<String> problems(String yaml) throws IOException {
        Files.writeString(directory.resolve("tieout.yaml"), yaml);
        var exception = catchThrowableOfType(ConfigException.class, () -> ConfigFiles.read(directory));
        assertThat(exception).as("an error").isNotNull();
        return exception.problems();
    }

    private Configuration read(String yaml) throws IOException {
        Files.writeString(directory.resolve("tieout.yaml"), yaml);
        return ConfigFiles.read(directory);
    }
}
