package org.tieout.runtime.config;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// How a connection that deals are read from is told what became of them.
///
/// @param mode where it is written
/// @param columns which part goes to which column, where it goes to columns; what is left out is not written
public record WriteBack(Mode mode, Map<Part, String> columns) {
    /// The setting that says how.
    static final String MODE = "write-back";

    /// The setting that names the columns.
    static final String COLUMNS = "write-back-columns";

    private static final String DEFAULT_COLUMNS = "number=new_bcinvoicenumber,id=new_bcinvoiceid,"
            + "date=new_bcpostingdate,status=new_bcstatus,error=new_bcerror";

    /// A column that the organisation added begins with its publisher's prefix: what users fill in does not.
    private static final Pattern CUSTOM = Pattern.compile("[a-z][a-z0-9]{1,7}_[a-z0-9_]{1,90}");

    /// Where it is written.
    public enum Mode {
        /// To columns of the record that was sold from.
        COLUMNS,
        /// As a row of the table of invoices.
        INVOICE,
        /// Nowhere.
        OFF;

        private final String word = name().toLowerCase(Locale.ROOT);
    }

    /// What can be written.
    public enum Part {
        /// The document's number in the ledger.
        NUMBER,
        /// Its id there.
        ID,
        /// The posting date.
        DATE,
        /// What became of the deal, in a word.
        STATUS,
        /// Why it is held.
        ERROR;

        private final String word = name().toLowerCase(Locale.ROOT);
    }

    public WriteBack {
        columns = Map.copyOf(columns);
    }

    /// Of a connection.
    ///
    /// @throws ConfigException where a setting cannot be read
    public static WriteBack of(Connection connection) {
        var problems = problems(connection.settings());
        if (!problems.isEmpty()) {
            throw new ConfigException(problems.entrySet().stream()
                    .map(problem ->
                            "Connection " + connection.name() + ": " + problem.getKey() + " " + problem.getValue())
                    .toList());
        }
        var columns = new EnumMap<Part, String>(Part.class);
        for (var pair : connection.setting(COLUMNS).orElse(DEFAULT_COLUMNS).split(",", -1)) {
            var words = pair.split("=", -1);
            part(words[0].strip()).ifPresent(part -> columns.put(part, words[1].strip()));
        }
        return new WriteBack(connection.setting(MODE).flatMap(WriteBack::mode).orElse(Mode.COLUMNS), columns);
    }

    /// What is wrong with the settings and what to do, by key.
    static Map<String, String> problems(Map<String, String> settings) {
        var problems = new LinkedHashMap<String, String>();
        var mode = settings.get(MODE);
        if (mode != null && mode(mode).isEmpty()) {
            problems.put(MODE, "is " + mode + ". Write one of columns, invoice, off");
        }
        var columns = settings.get(COLUMNS);
        if (columns != null) {
            columns(columns).ifPresent(what -> problems.put(COLUMNS, what));
            if (mode != null && !mode.equals(Mode.COLUMNS.word)) {
                problems.putIfAbsent(
                        COLUMNS,
                        "is given, but " + MODE + " does not say columns. Leave out one of them, or write columns");
            }
        }
        return problems;
    }

    private static Optional<String> columns(String text) {
        var seen = new EnumMap<Part, String>(Part.class);
        for (var pair : text.split(",", -1)) {
            var words = pair.split("=", -1);
            var part = part(words[0].strip());
            if (words.length != 2 || part.isEmpty()) {
                return Optional.of("has \"" + pair.strip() + "\". Write pairs such as status=new_bcstatus, of"
                        + " number, id, date, status, error");
            }
            var column = words[1].strip();
            if (!CUSTOM.matcher(column).matches()) {
                return Optional.of("names \"" + column + "\", which is no column of your own. Name one by its logical"
                        + " name with the publisher's prefix, such as new_bcstatus");
            }
            if (seen.containsValue(column) || seen.put(part.get(), column) != null) {
                return Optional.of("has \"" + pair.strip() + "\", of which one half was given before. Write each once");
            }
        }
        return Optional.empty();
    }

    private static Optional<Part> part(String word) {
        for (var part : Part.values()) {
            if (part.word.equals(word)) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }

    private static Optional<Mode> mode(String word) {
        // YAML reads off without quotes as false.
        if (word.equals("false")) {
            return Optional.of(Mode.OFF);
        }
        for (var mode : Mode.values()) {
            if (mode.word.equals(word)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
