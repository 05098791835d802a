package org.tieout.simulator.dataverse.odata;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tieout.simulator.dataverse.model.Column;
import org.tieout.simulator.dataverse.model.Reference;
import org.tieout.simulator.odata.Match;
import org.tieout.simulator.odata.Operator;
import org.tieout.simulator.odata.Value;
import org.tieout.simulator.state.Entity;

/// A `$filter` that was understood. Comparisons with null are true of rows without a value; any other comparison of
/// nothing is false. Texts are compared without regard to case, as the database's collation does. Immutable.
sealed interface Filter {
    /// Lets everything through.
    record All() implements Filter {}

    /// Both.
    record And(Filter left, Filter right) implements Filter {}

    /// Either.
    record Or(Filter left, Filter right) implements Filter {}

    /// Not.
    record Not(Filter filter) implements Filter {}

    /// `eq`, `ne`, `gt`, `ge`, `lt`, `le` with a literal; nothing stands for null.
    record Compare(Operator operator, Column column, Optional<Value> literal) implements Filter {}

    /// `in (…)`.
    record OneOf(Column column, List<Value> members) implements Filter {
        /// Copies the members.
        public OneOf {
            members = List.copyOf(members);
        }
    }

    /// `contains`, `startswith`, `endswith`.
    record Matches(Match function, Column column, String part) implements Filter {}

    /// The value of a row's column, as it is compared and sorted.
    static Optional<Value> value(Column column, Entity row) {
        var stored = row.data().get(column.name());
        if (column.kind() == Column.Kind.KEY) {
            return Optional.of(new Value.Text(row.id().toString()));
        }
        if (stored == null || stored.isNull()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (column.kind()) {
                    case TEXT, KEY, GUID, DATE -> new Value.Text(stored.asText().toLowerCase(Locale.ROOT));
                    case LOOKUP ->
                        new Value.Text(Reference.read(stored.asText()).key());
                    case INT, BIGINT, DECIMAL, MONEY, CHOICE -> new Value.Amount(stored.decimalValue());
                    case TIMESTAMP -> new Value.Moment(Instant.parse(stored.asText()));
                    case BOOL -> new Value.Flag(stored.asBoolean());
                });
    }

    /// Whether a row passes.
    default boolean passes(Entity row) {
        return switch (this) {
            case All() -> true;
            case And(var left, var right) -> left.passes(row) && right.passes(row);
            case Or(var left, var right) -> left.passes(row) || right.passes(row);
            case Not(var filter) -> !filter.passes(row);
            case Compare(var operator, var column, var literal) -> holds(operator, value(column, row), literal);
            case OneOf(var column, var members) ->
                value(column, row)
                        .map(value -> members.stream().anyMatch(member -> value.compare(member) == 0))
                        .orElse(false);
            case Matches(var function, var column, var part) ->
                value(column, row)
                        .map(value -> value instanceof Value.Text(var text) && function.finds(text, part))
                        .orElse(false);
        };
    }

    private static boolean holds(Operator operator, Optional<Value> value, Optional<Value> literal) {
        if (value.isEmpty() || literal.isEmpty()) {
            boolean both = value.isEmpty() && literal.isEmpty();
            return operator == Operator.EQ ? both : operator == Operator.NE && !both;
        }
        return operator.holds(value.get().compare(literal.get()));
    }
}
