package org.tieout.cli.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tieout.accounting.mapping.MappingCsv.MappingError;
import org.tieout.accounting.mapping.MappingCsv.Result;
import org.tieout.accounting.mapping.MappingReader;
import org.tieout.accounting.mapping.MappingReader.Cells;
import org.tieout.accounting.mapping.MasterData;

/// A mapping table as YAML: a list of maps, whose keys are the columns of the CSV form. `dimensions` may be a map.
///
/// ```
/// - {kind: account, key: FEE.ADS, value: 6205, valid-from: 2026-10-01}
/// - kind: bundle
///   key: TEA-SET
///   value: Pot + Cup*4
///   dimensions: {location: US}
/// ```
final class MappingYaml {

    private static final YAMLFactory YAML = YAMLFactory.builder().build();

    private final String file;
    private final List<MappingError> errors = new ArrayList<>();
    private final List<Cells> rows = new ArrayList<>();

    private MappingYaml(String file) {
        this.file = file;
    }

    static Result parse(String text, String file, long version) {
        var yaml = read(text, file);
        return yaml.errors.isEmpty()
                ? MappingReader.read(yaml.rows, file, version)
                : new Result.Errors(List.copyOf(yaml.errors));
    }

    /// What a ledger cannot serve of the rows that are well by themselves, each with its place.
    static List<MappingError> gaps(String text, String file, MasterData masterData) {
        return MappingReader.gaps(read(text, file).rows, file, masterData);
    }

    private static MappingYaml read(String text, String file) {
        var yaml = new MappingYaml(file);
        try (var parser = YAML.createParser(text)) {
            yaml.read(parser);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            yaml.error(at == null ? 1 : at.getLineNr(), "-", "not readable as YAML: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory cannot fail to be read", e);
        }
        return yaml;
    }

    private void read(JsonParser parser) throws IOException {
        if (parser.nextToken() == null) {
            error(1, "kind", "the file is empty; write a list of maps with " + columns());
            return;
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            error(line(parser), "-", "a mapping is a list of maps; begin each row with '- kind: …'");
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                row(parser);
            } else {
                error(line(parser), "-", "is no map; write '- {kind: …, key: …, value: …}'");
                parser.skipChildren();
            }
        }
    }

    private void row(JsonParser parser) throws IOException {
        var begins = line(parser);
        Map<String, String> cells = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var column = parser.currentName();
            var line = line(parser);
            parser.nextToken();
            if (!MappingReader.COLUMNS.contains(column)) {
                error(line, column, "unknown column; known are " + columns());
                parser.skipChildren();
            } else if (cells.putIfAbsent(column, cell(parser, column, line)) != null) {
                error(line, column, "the column stands there twice; keep one");
            }
        }
        rows.add(new Cells(begins, cells));
    }

    /// A scalar as it is written: `0100` is an account's number and `2026-10-01` a date, whatever YAML makes of them.
    private String cell(JsonParser parser, String column, long line) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> "";
            case START_OBJECT -> {
                if (column.equals("dimensions")) {
                    yield dimensions(parser);
                }
                yield noText(parser, column, line);
            }
            case START_ARRAY -> noText(parser, column, line);
            default -> parser.getText();
        };
    }

    private String noText(JsonParser parser, String column, long line) throws IOException {
        error(line, column, "is no text");
        parser.skipChildren();
        return "";
    }

    private String dimensions(JsonParser parser) throws IOException {
        var dimensions = new TreeMap<String, String>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            var line = line(parser);
            parser.nextToken();
            dimensions.put(name, cell(parser, name, line));
        }
        return dimensions.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(";"));
    }

    private static long line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    private static String columns() {
        return String.join(", ", MappingReader.COLUMNS);
    }

    private void error(long line, String column, String message) {
        errors.add(new MappingError(file, line, column, message));
    }
}
