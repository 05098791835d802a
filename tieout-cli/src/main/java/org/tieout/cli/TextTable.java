package org.tieout.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Rows under a header, in columns as wide as their widest cell. Columns of figures are right-aligned. Not
/// thread-safe.
public final class TextTable {

    /// How a column is set.
    public enum Align {
        /// Text.
        LEFT,
        /// Figures.
        RIGHT
    }

    /// A column.
    ///
    /// @param title what stands above it
    /// @param align how it is set
    public record Column(String title, Align align) {}

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    /// A table with those columns. A title that starts with `>` is a column of figures.
    public TextTable(String... titles) {
        columns = Arrays.stream(titles)
                .map(title -> title.startsWith(">")
                        ? new Column(title.substring(1), Align.RIGHT)
                        : new Column(title, Align.LEFT))
                .toList();
    }

    /// Adds a row, one cell for each column.
    public TextTable row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(List.of(cells));
        return this;
    }

    /// Whether there is no row.
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /// The lines, header first.
    public List<String> lines() {
        var widths = IntStream.range(0, columns.size()).map(this::width).toArray();
        var lines = new ArrayList<String>();
        lines.add(set(columns.stream().map(Column::title).toList(), widths));
        lines.add(Arrays.stream(widths).mapToObj("-"::repeat).collect(Collectors.joining("  ")));
        rows.forEach(row -> lines.add(set(row, widths)));
        return lines;
    }

    /// Prints it.
    public void print(Console console) {
        lines().forEach(console::line);
    }

    private int width(int column) {
        return Math.max(
                columns.get(column).title().length(),
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
    }

    private String set(List<String> cells, int[] widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> set(
                        cells.get(column), widths[column], columns.get(column).align()))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private static String set(String cell, int width, Align align) {
        var blanks = " ".repeat(width - cell.length());
        return switch (align) {
            case LEFT -> cell + blanks;
            case RIGHT -> blanks + cell;
        };
    }
}
