package org.tieout.cli.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tieout.accounting.mapping.MappingCsv.MappingError;
import org.tieout.accounting.mapping.MappingCsv.Result;
import org.tieout.accounting.mapping.MappingRow;

class MappingFilesTest {

    @TempDir
    private Path directory;

    private Result read(String name, String text) throws IOException {
        return MappingFiles.read(Files.writeString(directory.resolve(name), text), 7);
    }

    private static List<MappingRow> rows(Result result) {
        return switch (result) {
            case Result.Rows(var rows) -> rows;
            case Result.Errors(var errors) -> throw new AssertionError(errors.toString());
        };
    }

    private List<String> errors(String text) throws IOException {
        return switch (read("us.yaml", text)) {
            case Result.Rows(var rows) -> throw new AssertionError("no error in " + rows);
            case Result.Errors(var errors) ->
                errors.stream()
                        .map(MappingError::toString)
                        .map(error -> error.replace(directory + "/", ""))
                        .toList();
        };
    }

    @Test
    void yamlSaysTheSameAsCsv() throws IOException {
        var yaml = read("us.yaml", """
                # by hand
                - {kind: account, key: FEE.ADS, value: 0620, valid-from: 2026-10-01, tax-code: "20.0% S"}
                - kind: bundle
                  key: TEA-SET
                  value: Pot + Cup*4
                  dimensions: {location: US, channel: Amazon}
                - kind: row-type
                  key: 'other-transaction|other-transaction|Peak: Surcharge*'
                  value: FEE.FBA
                """);
        var csv = read("us.csv", """
                kind,key,valid-from,value,tax-code,dimensions
                account,FEE.ADS,2026-10-01,0620,20.0% S,
                bundle,TEA-SET,,Pot + Cup*4,,location=US;channel=Amazon
                row-type,other-transaction|other-transaction|Peak: Surcharge*,,FEE.FBA,,
                """);

        assertThat(rows(yaml)).isEqualTo(rows(csv)).hasSize(3);
    }

    @Test
    void errorsNameFileRowAndColumn() throws IOException {
        assertThat(errors("""
                        - {kind: account, key: FEE.ADS, value: 6200}
                        - {kind: account, key: FEE.AD, value: 6200}
                        - kind: item
                          key: SKU-1
                        """))
                .containsExactly(
                        "us.yaml: row 2, column key: unknown category or role 'FEE.AD'; the codes are listed in"
                                + " docs/reference/categories.md",
                        "us.yaml: row 3, column value: is empty; every row needs one");
        assertThat(errors("- {kind: item, key: SKU-1, values: Widget}\n"))
                .singleElement()
                .asString()
                .startsWith("us.yaml: row 1, column values: unknown column; known are kind, key");
        assertThat(errors("- {kind: item, key: SKU-1, value: [a, b]}\n"))
                .containsExactly("us.yaml: row 1, column value: is no text");
    }

    @Test
    void whatIsNoTableIsSaidToBeNone() throws IOException {
        assertThat(errors("")).singleElement().asString().contains("the file is empty");
        assertThat(errors("kind: item\n")).singleElement().asString().contains("a mapping is a list of maps");
        assertThat(errors("- item\n"))
                .singleElement()
                .asString()
                .contains("row 1")
                .contains("is no map");
        assertThat(errors("- {kind: item\n")).singleElement().asString().contains("not readable as YAML");
    }

    @Test
    void aFileThatIsNotUtf8IsAnErrorAndNoException() throws IOException {
        var file = directory.resolve("latin.csv");
        Files.write(file, "kind,key,value\nitem,SKU-1,Caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(MappingFiles.read(file, 1))
                .isInstanceOfSatisfying(
                        Result.Errors.class,
                        result -> assertThat(result.errors().getFirst().toString())
                                .contains("latin.csv: row 1")
                                .contains("is not UTF-8"));
    }
}
