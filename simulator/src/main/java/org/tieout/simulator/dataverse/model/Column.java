package org.tieout.simulator.dataverse.model;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// A declared column.
///
/// @param length the most characters of a text; 0 where it has no meaning
/// @param marks what is special about it
/// @param choices the labels of a choice by value
/// @param targets the tables a lookup may point at
public record Column(
        String name, Kind kind, int length, Set<Mark> marks, Map<Integer, String> choices, List<String> targets) {
    /// The types of columns.
    public enum Kind {
        /// The row's own id.
        KEY,
        /// Text of limited length.
        TEXT,
        /// A whole number.
        INT,
        /// A whole number of 64 bits.
        BIGINT,
        /// An exact number, such as a quantity or a rate.
        DECIMAL,
        /// An amount in the row's currency.
        MONEY,
        /// True or false.
        BOOL,
        /// A day without a time.
        DATE,
        /// An instant.
        TIMESTAMP,
        /// One of a list, as a whole number.
        CHOICE,
        /// Another row.
        LOOKUP,
        /// A GUID that is no lookup.
        GUID
    }

    /// What is special about a column.
    public enum Mark {
        /// Computed by the system.
        RO,
        /// Taken when the row is created, not later.
        CREATE_ONLY,
        /// A row cannot be without it.
        REQUIRED,
        /// Not below zero.
        NOT_NEGATIVE,
        /// Written, but never shown.
        WRITE_ONLY,
        /// The document a line is a part of.
        PARENT
    }

    /// Copies the collections; the order of the choices does not matter.
    public Column {
        marks = Set.copyOf(marks);
        choices = Map.copyOf(choices);
        targets = List.copyOf(targets);
    }

    /// Whether it is marked so.
    public boolean is(Mark mark) {
        return marks.contains(mark);
    }

    /// Its name in a body and in query options: lookups show as `_x_value`.
    public String wireName() {
        return kind == Kind.LOOKUP ? "_" + name + "_value" : name;
    }

    /// The navigation of a lookup to this table.
    public String navigation(String target) {
        return targets.size() > 1 ? name + "_" + target : name;
    }
}
