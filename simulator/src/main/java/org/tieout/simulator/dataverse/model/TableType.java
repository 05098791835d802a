package org.tieout.simulator.dataverse.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a table declares. Written one column a line: name, kind, length, marks, then the members of a choice as
/// `value:Label` (an underscore is a space) or the tables of a lookup.
///
/// ```
/// name       Text 300 required
/// customerid Lookup required account contact
/// statecode  Choice 0:Open 1:Won 2:Lost
/// details    Many quotedetail quoteid
/// ```
public final class TableType {
    private static final String COMMON = """
            createdon Timestamp ro
            modifiedon Timestamp ro
            createdby Lookup ro systemuser
            modifiedby Lookup ro systemuser
            ownerid Lookup systemuser
            versionnumber BigInt ro
            """;

    private final String name;
    private final String set;
    private final String primaryName;
    private final boolean tracked;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Map<String, Column> byWireName = new LinkedHashMap<>();
    private final Map<String, Many> collections = new LinkedHashMap<>();

    /// A navigation from a row to those that name it.
    ///
    /// @param table the logical name of those
    /// @param via their lookup
    public record Many(String name, String table, String via) {}

    /// A navigation from a row to another.
    public record One(Column lookup, String table) {}

    private TableType(String name, String set, String primaryName, boolean tracked) {
        this.name = name;
        this.set = set;
        this.primaryName = primaryName;
        this.tracked = tracked;
    }

    /// A table; every table has a key, owner, stamps and a version.
    ///
    /// @param name the logical name
    /// @param set the entity set
    /// @param primaryName the column that names a row to people
    /// @param tracked whether change tracking is enabled
    public static TableType declare(String name, String set, String primaryName, boolean tracked, String lines) {
        TableType type = new TableType(name, set, primaryName, tracked);
        type.add(type.key() + " Key createonly");
        type.addAll(lines);
        type.addAll(COMMON);
        return type;
    }

    /// Adds columns; only while the organisation is built.
    public void addAll(String lines) {
        lines.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(this::add);
    }

    private void add(String line) {
        List<String> words = new ArrayList<>(List.of(line.split("\\s+")));
        String first = words.removeFirst();
        String kind = words.removeFirst();
        if (kind.equals("Many")) {
            collections.put(first, new Many(first, words.getFirst(), words.getLast()));
            return;
        }
        Column column = column(first, Column.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), words);
        columns.put(first, column);
        byWireName.put(column.wireName(), column);
    }

    private static Column column(String name, Column.Kind kind, List<String> words) {
        boolean sized = !words.isEmpty() && words.getFirst().matches("\\d+");
        int length = sized ? Integer.parseInt(words.removeFirst()) : 0;
        Set<Column.Mark> marks = EnumSet.noneOf(Column.Mark.class);
        Map<Integer, String> choices = new LinkedHashMap<>();
        List<String> targets = new ArrayList<>();
        for (String word : words) {
            switch (word) {
                case "ro" -> marks.add(Column.Mark.RO);
                case "createonly" -> marks.add(Column.Mark.CREATE_ONLY);
                case "required" -> marks.add(Column.Mark.REQUIRED);
                case "positive" -> marks.add(Column.Mark.NOT_NEGATIVE);
                case "parent" -> marks.add(Column.Mark.PARENT);
                case "writeonly" -> marks.add(Column.Mark.WRITE_ONLY);
                default -> {
                    int colon = word.indexOf(':');
                    if (colon < 0) {
                        targets.add(word);
                    } else {
                        choices.put(
                                Integer.parseInt(word.substring(0, colon)),
                                word.substring(colon + 1).replace('_', ' '));
                    }
                }
            }
        }
        return new Column(name, kind, length, marks, choices, targets);
    }

    /// The logical name, in the singular.
    public String name() {
        return name;
    }

    /// The entity set's name, in the plural.
    public String set() {
        return set;
    }

    /// The column of the row's id; activities share theirs.
    public String key() {
        return name.endsWith("close") ? "activityid" : name + "id";
    }

    /// The lookup that makes a row a part of another.
    public Optional<Column> parent() {
        return columns.values().stream()
                .filter(column -> column.is(Column.Mark.PARENT))
                .findFirst();
    }

    /// The column that names a row to people.
    public String primaryName() {
        return primaryName;
    }

    /// Whether change tracking is enabled.
    public boolean tracked() {
        return tracked;
    }

    /// Every column, in order.
    public Collection<Column> columns() {
        return columns.values();
    }

    /// A column by its logical name.
    public Optional<Column> column(String column) {
        return Optional.ofNullable(columns.get(column));
    }

    /// A column as bodies and query options name it.
    public Optional<Column> wire(String wireName) {
        return Optional.ofNullable(byWireName.get(wireName));
    }

    /// A navigation to many.
    public Optional<Many> many(String navigation) {
        return Optional.ofNullable(collections.get(navigation));
    }

    /// A navigation to one.
    public Optional<One> one(String navigation) {
        for (Column column : columns.values()) {
            for (String target : column.targets()) {
                if (column.navigation(target).equals(navigation)) {
                    return Optional.of(new One(column, target));
                }
            }
        }
        return Optional.empty();
    }
}
