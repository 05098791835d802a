package org.tieout.ingest.amazon.settlement;

/// A cell or row that could not be read.
///
/// @param file the file's name
/// @param row 1-based line
/// @param column name of the column, or empty when the whole row is meant
/// @param value the cell as found, shortened
/// @param what what is wrong
/// @param whatToDo what helps
public record RowProblem(String file, long row, String column, String value, String what, String whatToDo) {

    private static final int SHOWN = 120;

    public RowProblem {
        value = shorten(value);
    }

    private static String shorten(String value) {
        var visible = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
        // A control character of an untrusted file must not reach a terminal.
        return visible.replaceAll("\\p{Cntrl}", "\uFFFD");
    }

    /// File, row, column, value, what is wrong and what to do, on one line.
    @Override
    public String toString() {
        return file + ": row " + row + (column.isEmpty() ? "" : ", column " + column) + ", value \"" + value + "\": "
                + what + ". " + whatToDo;
    }
}
