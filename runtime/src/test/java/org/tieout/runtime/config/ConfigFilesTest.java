package org.tieout.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tieout.runtime.secret.Secret;

/// What a person may write into tieout.yaml, and what they are told when it is wrong.
class ConfigFilesTest {

    private static final String GOOD = """
            environment: development
            connections:
              - name: amazon-us
                vendor: amazon
                region: NA
                base-url: http://127.0.0.1:1234/amazon
                token-url: http://127.0.0.1:1234/amazon/auth/o2/token
                seller-id: SIMSELLER1
                marketplaces: [ATVPDKIKX0DER, A2EUQ1WTGCTBG2]
                client-id: sim-client
                secrets:
                  client-secret: {env: AMAZON_CLIENT_SECRET}
                  refresh-token: {file: secrets/amazon-us.refresh-token}
              - name: books
                vendor: qbo
                realm-id: "9130355000000001"
                client-id: sim-client
                secrets: {client-secret: {env: A}, refresh-token: {env: B}}
            flows:
              - name: us-books
                source: amazon-us
                target: books
                mode: INVOICE
                mapping: mappings/us-books.csv
                cut-over: 2026-08-31
                schedule: { orders: 30s, settlements: 60s, ledger: 5m }
                options: { create-missing-items: "true", closed-through: 2026-06-30 }
            """;

    @TempDir
    private Path directory;

    @Test
    void booksAreNoSourceAndDealsGoToBusinessCentralAlone() {
        var crm = """
                  - name: crm
                    vendor: dynamics-sales
                    organization-url: https://org.crm.dynamics.com
                    tenant-id: t
                    client-id: c
                    secrets: {client-secret: {env: A}}
                flows:
                  - name: deals
                    source: crm
                    target: books
                  - name: backwards
                    source: books
                    target: crm
                """;

        assertThatThrownBy(() -> read(GOOD.substring(0, GOOD.indexOf("flows:")) + crm))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        wrong -> assertThat(wrong.problems())
                                .anySatisfy(problem -> assertThat(problem)
                                        .contains("flows[deals].target", "Deals go to Business Central"))
                                .anySatisfy(problem ->
                                        assertThat(problem).contains("flows[backwards].source", "which is no source"))
                                .anySatisfy(problem ->
                                        assertThat(problem).contains("flows[backwards].target", "keeps no books")));
    }

    @Test
    void anOptionOfDealsThatCannotBeReadIsToldWithWhatToWrite() {
        var wrong = GOOD.replace("create-missing-items", "deal-triggers: won-quote, create-missing-items");

        assertThatThrownBy(() -> read(wrong))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        told -> assertThat(told.problems())
                                .singleElement()
                                .asString()
                                .contains("deal-triggers", "won-quote", "accepted-quote"));
    }

    @Test
    void whereAnOutcomeIsWrittenBackIsReadWithTheFile() throws IOException {
        var sales = """
                connections:
                  - name: sales
                    vendor: dynamics-sales
                    organization-url: https://contoso.crm.dynamics.com
                    tenant-id: t
                    client-id: i
                    secrets: {client-secret: {env: A}}
                """;
        assertThat(writeBack(sales).mode()).isEqualTo(WriteBack.Mode.COLUMNS);
        assertThat(writeBack(sales).columns())
                .isEqualTo(Map.of(
                        WriteBack.Part.NUMBER, "new_bcinvoicenumber",
                        WriteBack.Part.ID, "new_bcinvoiceid",
                        WriteBack.Part.DATE, "new_bcpostingdate",
                        WriteBack.Part.STATUS, "new_bcstatus",
                        WriteBack.Part.ERROR, "new_bcerror"));
        var some = writeBack(sales + "    write-back-columns: [status=crm_state, number=crm_no]\n");
        assertThat(some.columns())
                .isEqualTo(Map.of(WriteBack.Part.STATUS, "crm_state", WriteBack.Part.NUMBER, "crm_no"));
        assertThat(writeBack(sales + "    write-back: invoice\n").mode()).isEqualTo(WriteBack.Mode.INVOICE);
        assertThat(writeBack(sales + "    write-back: off\n").mode()).isEqualTo(WriteBack.Mode.OFF);

        assertThatThrownBy(() -> read(sales + "    write-back: column\n"))
                .hasMessageContaining("write-back: is column. Write one of columns, invoice, off");
        for (var wrong : List.of(
                "status", "state=new_x", "status=description", "status=ab_x,status=ab_y", "id=ab_x,error=ab_x")) {
            assertThatThrownBy(() -> read(sales + "    write-back-columns: \"" + wrong + "\"\n"))
                    .as(wrong)
                    .hasMessageContaining("connections[sales].write-back-columns: ");
        }
        assertThatThrownBy(() -> read(sales + "    write-back: off\n    write-back-columns: id=ab_x\n"))
                .hasMessageContaining("write-back-columns: is given, but write-back does not say columns");
    }

    private WriteBack writeBack(String file) throws IOException {
        return WriteBack.of(read(file).connection("sales").orElseThrow());
    }

    @Test
    void anOptionThatDecidesWhatIsPostedIsReadWithTheFile() throws IOException {
        var file = GOOD.replace("mode: INVOICE", "mode: SUMMARY")
                .replace("options: {", "options: { before-cut-over: maybe, bc-scheme: BC-3, month-end: never,")
                .replace("closed-through: 2026-06-30", "closed-through: last-month");

        assertThatThrownBy(() -> read(file))
                .hasMessageContaining("before-cut-over")
                .hasMessageContaining("is maybe. Write one of")
                .hasMessageContaining("'last-month' is no date")
                .hasMessageContaining("bc-scheme")
                .hasMessageContaining("is never. Write one of")
                .hasMessageNotContaining("SUMMARY is not available");
    }

    @Test
    void whereBusinessCentralTellsOfChangesIsCheckedAsAWhole() throws IOException {
        var central = """
                connections:
                  - name: books-bc
                    vendor: bc
                    tenant-id: t
                    environment-name: e
                    company-id: c
                    client-id: i
                    secrets: {client-secret: {env: A}%s}
                """;
        var secret = ", webhook-secret: {env: B}";
        var url = "    webhook-url: https://books.example.com/bc\n";
        var port = "    webhook-port: 8443\n";

        var read = read(central.formatted(secret) + url + port)
                .connection("books-bc")
                .orElseThrow();
        assertThat(read.required("webhook-port")).isEqualTo("8443");
        assertThat(read.has("webhook-secret")).isTrue();
        assertThat(read(central.formatted("")).connections()).hasSize(1);
        assertThatThrownBy(() -> read(central.formatted("") + url))
                .hasMessageContaining("webhook-port: is missing")
                .hasMessageContaining("secrets.webhook-secret: is missing");
        assertThatThrownBy(() -> read(central.formatted(secret) + port))
                .hasMessageContaining("webhook-url: is missing");
        assertThatThrownBy(() -> read(central.formatted(secret) + url.replace("https", "http") + port))
                .hasMessageContaining("webhook-url: is not https");
        var here = central.formatted(secret) + "    webhook-url: http://127.0.0.1:8443/bc\n" + port;
        assertThatThrownBy(() -> read(here)).hasMessageContaining("webhook-url: is not https");
        assertThat(read("environment: development\n" + here).connections()).hasSize(1);
        assertThatThrownBy(() -> read(central.formatted(secret) + url + port.replace("8443", "70000")))
                .hasMessageContaining("is no port");
    }

    @Test
    void aGoodFileIsReadWhole() throws IOException {
        var configuration = read(GOOD);

        var amazon = configuration.connection("amazon-us").orElseThrow();
        assertThat(amazon.development()).isTrue();
        assertThat(amazon.list("marketplaces")).containsExactly("ATVPDKIKX0DER", "A2EUQ1WTGCTBG2");
        assertThat(configuration.connection("books").orElseThrow().required("realm-id"))
                .isEqualTo("9130355000000001");
        var flow = configuration.flows().getFirst();
        assertThat(flow.profile()).isEqualTo("qbo");
        assertThat(flow.cutOver()).contains(LocalDate.of(2026, 8, 31));
        assertThat(flow.every("ledger", Duration.ZERO)).isEqualTo(Duration.ofMinutes(5));
        assertThat(flow.option("closed-through")).contains("2026-06-30");
        assertThat(configuration.mappings()).containsEntry("us-books", directory.resolve("mappings/us-books.csv"));
        assertThat(configuration.secrets().get("amazon-us"))
                .containsEntry("client-secret", new SecretReference.Env("AMAZON_CLIENT_SECRET"));
    }

    @Test
    void anUnknownKeyIsAnErrorThatSuggestsTheRightOne() throws IOException {
        assertThat(problems(GOOD.replace("marketplaces:", "marketplace:")))
                .singleElement()
                .asString()
                .startsWith(directory.resolve("tieout.yaml").toString())
                .contains("connections[amazon-us].marketplace: is not a key known here")
                .contains("Did you mean marketplaces?");
    }

    @Test
    void aMisspeltOptionIsAnErrorAndNoMonthLeftOpen() throws IOException {
        assertThat(problems(GOOD.replace("closed-through:", "closed-trough:")))
                .singleElement()
                .asString()
                .contains("flows[us-books].options.closed-trough: is not a key known here")
                .contains("Did you mean closed-through?");
    }

    @Test
    void allErrorsAreToldAtOnce() throws IOException {
        var broken = GOOD.replace("source: amazon-us", "source: amazon-uk")
                .replace("orders: 30s", "orders: often")
                .replace("cut-over: 2026-08-31", "cut-over: 31.8.2026")
                .replace("mode: INVOICE", "mode: INVOICES")
                .replace("    seller-id: SIMSELLER1\n", "");

        assertThat(problems(broken))
                .anySatisfy(
                        problem -> assertThat(problem).contains("flows[us-books].source", "Did you mean amazon-us?"))
                .anySatisfy(problem -> assertThat(problem).contains("flows[us-books].schedule.orders", "30s, 5m"))
                .anySatisfy(problem -> assertThat(problem).contains("flows[us-books].cut-over", "Write it as"))
                .anySatisfy(problem -> assertThat(problem).contains("flows[us-books].mode", "Did you mean INVOICE?"))
                .anySatisfy(problem -> assertThat(problem).contains("connections[amazon-us].seller-id", "is missing"))
                .hasSize(5);
    }

    @Test
    void aSecretWrittenIntoTheFileIsAnErrorThatDoesNotRepeatIt() throws IOException {
        var inline = GOOD.replace("client-secret: {env: AMAZON_CLIENT_SECRET}", "client-secret: hidden-value");

        assertThat(problems(inline))
                .singleElement()
                .asString()
                .contains("connections[amazon-us].secrets.client-secret", "never written into this file")
                .doesNotContain("hidden-value");
    }

    @Test
    void outsideDevelopmentOnlyTheVendorsHostsAreAccepted() throws IOException {
        assertThat(problems(GOOD.replace("environment: development", "environment: production")))
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem).contains("is not a host of the vendor", "development"));
    }

    @Test
    void brokenYamlIsReportedWithLineAndColumn() throws IOException {
        assertThat(problems("connections:\n  - name: a\n   vendor: amazon\n"))
                .singleElement()
                .asString()
                .contains("tieout.yaml, line 3", "not valid YAML");
    }

    @Test
    void aNameGivenTwiceIsAnError() throws IOException {
        assertThat(problems(
                        GOOD.replace("name: books", "name: amazon-us").replace("target: books", "target: amazon-us")))
                .anySatisfy(problem -> assertThat(problem).contains("the name amazon-us is given twice"));
    }

    @Test
    void aMissingFileSaysWhatToDo() {
        assertThatThrownBy(() -> ConfigFiles.read(directory.resolve("nowhere")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("tieout.yaml: cannot be read. Create it");
    }

    @Test
    void aSecretIsTakenFromEnvironmentOrFileWhenApplied() throws IOException {
        var file = directory.resolve("token");
        Files.writeString(file, "from-file\n");

        assertThat(new SecretReference.InFile(file).resolve("c", Map.of())).isEqualTo(Secret.of("from-file"));
        assertThat(new SecretReference.Env("V").resolve("c", Map.of("V", "from-env")))
                .isEqualTo(Secret.of("from-env"));
        assertThatThrownBy(() -> new SecretReference.Env("V").resolve("connection c, client-secret", Map.of()))
                .hasMessage(
                        "connection c, client-secret: environment variable V is not set. Set it, then apply again.");
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
