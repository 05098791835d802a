package org.tieout.accounting.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A small text table with a header, read strictly: a cell too many, an unknown column or a missing one is an error.
///
/// @param rows cells by column, in the order of the file
record Table(List<Row> rows) {

    /// One row.
    ///
    /// @param where file and line, for messages
    /// @param cells by column
    record Row(String where, Map<String, String> cells) {

        /// A cell; empty where the table leaves the column out.
        String cell(String column) {
            return cells.getOrDefault(column, "");
        }

        /// A cell that must be filled.
        String filled(String column) {
            var cell = cell(column);
            if (cell.isEmpty()) {
                throw new IllegalArgumentException(where + ": column " + column + " is empty");
            }
            return cell;
        }
    }

    static Table read(Path file, String separator, Set<String> columns, Set<String> required) throws IOException {
        var lines = Files.readAllLines(file);
        var header = List.of(lines.getFirst().split(separator, -1));
        var seen = new HashSet<>(header);
        if (seen.size() != header.size() || !columns.containsAll(seen) || !seen.containsAll(required)) {
            throw new IllegalArgumentException(
                    file + ": columns are " + header + "; known are " + columns + ", required " + required);
        }
        var rows = new ArrayList<Row>();
        for (var i = 1; i < lines.size(); i++) {
            var where = file + ":" + (i + 1);
            var cells = Arrays.asList(lines.get(i).split(separator, -1));
            if (cells.size() != header.size()) {
                throw new IllegalArgumentException(
                        where + ": " + cells.size() + " cells under " + header.size() + " columns");
            }
            var row = new LinkedHashMap<String, String>();
            for (var c = 0; c < cells.size(); c++) {
                row.put(header.get(c), cells.get(c).strip());
            }
            rows.add(new Row(where, row));
        }
        return new Table(rows);
    }
}
